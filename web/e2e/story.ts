/** Days that other pages begin with, played by commands: positive pools, tubes that leaked.
 * Everybody is invented. */
import { expect } from "vitest";
import { scanId } from "../src/base/ids";
import { name, number, tube } from "./people";
import type { Server } from "./server";

/** A box's label: eight digits and two check digits, as tubes have ten and two. */
function box(at: number): string {
  const payload = String(36_078_100 + at);
  const rest = Array.from(payload).reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0);
  const check = (98 - ((rest * 100) % 97)) % 97 || 97;
  return payload + String(check).padStart(2, "0");
}

interface Answer {
  verdict: string;
  lab?: number;
  recollections?: number;
}

export class Story {
  readonly #tokens = new Map<string, string>();
  constructor(readonly server: Server) {}

  async token(role: string): Promise<string> {
    const known = this.#tokens.get(role);
    if (known) return known;
    const made = await this.server.token("--role", role);
    this.#tokens.set(role, made);
    return made;
  }

  /** Does something by a role; everything must be recorded. */
  async act(role: string, act: string, fields: object): Promise<Answer> {
    const at = Date.now();
    const body = JSON.stringify({ scan_id: scanId(at), at_ms: at, act, ...fields });
    const headers = {
      authorization: `Bearer ${await this.token(role)}`,
      "content-type": "application/json",
    };
    const reply = await fetch(`${this.server.url}/v1/commands`, { method: "POST", headers, body });
    const answer = (await reply.json()) as Answer;
    expect(answer.verdict, `${act}: ${JSON.stringify(answer)}`).toBe("recorded");
    return answer;
  }

  /** By what the service lists somebody. */
  async key(person: number): Promise<string> {
    const document = { kind: "resident_id", number: number(person) };
    return (await this.trace({ document })).person;
  }

  /** Follows somebody, as headquarters. */
  async trace(asked: object): Promise<{ person: string }> {
    const headers = {
      authorization: `Bearer ${await this.token("commander")}`,
      "content-type": "application/json",
    };
    for (;;) {
      const how = { method: "POST", headers, body: JSON.stringify(asked) };
      const reply = await fetch(`${this.server.url}/v1/persons/trace`, how);
      if (reply.status === 200) return (await reply.json()) as { person: string };
      // A busy machine turns reads away.
      if (reply.status !== 503) throw new Error(`trace: ${reply.status}`);
    }
  }

  /** A sealed tube of so many people from this one on, at a lane of the first site. */
  async tube(at: number, people: number, from: number): Promise<string> {
    const code = tube(at);
    for (let person = from; person < from + people; person++) {
      const document = { kind: "resident_id", number: number(person) };
      const phone = `1990000${String(person).padStart(4, "0")}`;
      const who = { document, name: name(person), phone };
      await this.act("clerk", "register", { round: 1, lane: 1, tube: code, ...who });
    }
    await this.act("clerk", "swab", { tube: code });
    return code;
  }

  /** A pool that the lab called positive and a reviewer confirmed: everybody is owed a swab. */
  async positive(at: number, people: number, from: number): Promise<string> {
    const code = await this.tube(at, people, from);
    const case_ = box(at);
    await this.act("clerk", "seal_tube", { tube: code, count: people });
    await this.act("packer", "pack_tube", { box: case_, site: 1, tube: code });
    const { lab } = await this.act("packer", "seal_box", { box: case_, count: 1 });
    const [giver, taker, receiver] = await Promise.all(
      ["packer", "courier", "lab"].map(async (role) => this.server.staff(await this.token(role))),
    );
    const hands = { box: case_, giver, taker, given: 1, taken: 1 };
    await this.act("courier", "hand_over", hands);
    await this.act("lab", "receive_box", { box: case_, lab, courier: taker, receiver, count: 1 });
    await this.act("lab", "receive_tube", { tube: code, box: case_, lab });
    await this.act("lab", "call_tube", { tube: code, lab, call: "positive" });
    await this.act("reviewer", "review", { tube: code });
    return code;
  }

  /** A tube that leaked after the swab. */
  async leaked(at: number, people: number, from: number): Promise<string> {
    const code = await this.tube(at, people, from);
    await this.act("clerk", "void_tube", { tube: code, reason: "leaked" });
    return code;
  }
}
