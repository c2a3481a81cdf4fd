/** People on their way through a day, sent as devices send it: one command after the other, each
 * by whose work it is. */
import { scanId } from "../src/base/ids";
import { name, number, tube } from "./people";
import type { Server } from "./server";

const ROLES = ["clerk", "packer", "courier", "lab", "reviewer"] as const;
type Role = (typeof ROLES)[number];

/** A box's label: eight digits and two check digits. */
export function box(at: number): string {
  const payload = String(36_078_000 + at);
  const rest = Array.from(payload).reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0);
  return payload + String((98 - ((rest * 100) % 97)) % 97 || 97).padStart(2, "0");
}

interface Verdict {
  verdict: string;
  receipt?: string;
  lab?: number;
}

export class Crew {
  private constructor(
    readonly server: Server,
    readonly tokens: Record<Role, string>,
  ) {}

  static async of(server: Server): Promise<Crew> {
    const made = ROLES.map(async (role) => [role, await server.token("--role", role)] as const);
    const tokens = Object.fromEntries(await Promise.all(made)) as Record<Role, string>;
    return new Crew(server, tokens);
  }

  /** One act, which is recorded; asked again where the service was busy. */
  async act(role: Role | string, act: string, fields: object, agoMs = 0): Promise<Verdict> {
    const atMs = Date.now() - agoMs;
    const body = JSON.stringify({ scan_id: scanId(atMs), at_ms: atMs, act, ...fields });
    const token = role.startsWith("tf_") ? role : this.tokens[role as Role];
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    for (;;) {
      const reply = await fetch(`${this.server.url}/v1/commands`, {
        method: "POST",
        headers,
        body,
      });
      if (reply.status === 503) continue;
      const verdict = (await reply.json()) as Verdict;
      if (verdict.verdict !== "recorded") throw new Error(`${act}: ${JSON.stringify(verdict)}`);
      return verdict;
    }
  }

  /** A person into a tube; the receipt. */
  async register(person: number, into: number, lane = 1, agoMs = 0): Promise<string> {
    const document = { kind: "resident_id", number: number(person) };
    const who = { document, name: name(person), round: 1, lane, tube: tube(into) };
    return (await this.act("clerk", "register", who, agoMs)).receipt!;
  }

  /** A tube of so many from the swab to its published outcome. */
  async toTheLab(at: number, count: number, call: string): Promise<void> {
    const [code, case_] = [tube(at), box(at)];
    await this.act("clerk", "swab", { tube: code });
    await this.act("clerk", "seal_tube", { tube: code, count });
    await this.act("packer", "pack_tube", { box: case_, site: 1, tube: code });
    const { lab } = await this.act("packer", "seal_box", { box: case_, count: 1 });
    const [giver, taker, receiver] = await Promise.all(
      (["packer", "courier", "lab"] as const).map((role) => this.server.staff(this.tokens[role])),
    );
    const hands = { box: case_, giver, taker, given: 1, taken: 1 };
    await this.act("courier", "hand_over", hands);
    const received = { box: case_, lab, courier: taker, receiver, count: 1 };
    await this.act("lab", "receive_box", received);
    await this.act("lab", "receive_rest", { box: case_ });
    await this.act("lab", "call_tube", { tube: code, lab, call });
    await this.act("reviewer", "review", { tube: code });
  }
}
