/** The lab's side of this device: what was done with hands is first written down here and then
 * sent, in order; what is asked is asked of the service. */
import { type Accessor, batch, createSignal } from "solid-js";
import { ask, askJson, NotAnswered, patiently, type Said, type Verdict } from "../base/api";
import { nowMs } from "../base/clock";
import { type Device, refresh } from "../base/device";
import { scanId } from "../base/ids";
import { pick, t } from "../base/lang";
import { type Answered, card, Outbox } from "../base/outbox";
import { chime } from "../base/sound";
import { type Card, type Change, keep, type Queued, type Store } from "../base/store";
import type { Labels } from "../scan/codes";
import { labScan, type LabScan } from "./scan";
import type { BenchView } from "./views";

export type Kind = "ready" | "good" | "note" | "stop";

/** The state of the last act, as large as it goes. */
export interface Signal {
  kind: Kind;
  title: string;
  /** What is written on the tube, or counted. */
  big: string;
  line: string;
  turn: number;
}

const READY: Signal = { kind: "ready", title: "", big: "", line: "", turn: 0 };

/** An act: its word, what it is about, and the rest of the command. */
export interface Act {
  act: string;
  [field: string]: unknown;
}

export class LabWork {
  readonly store: Store;
  readonly lab: number;
  readonly outbox: Outbox;
  /** Whoever is on the page and takes scans. */
  take: (scan: LabScan) => void = () => undefined;
  #device: Device;
  #waits = new Map<string, (verdict: Verdict) => void>();
  #pending = createSignal<Queued[]>([]);
  #cards = createSignal<Card[]>([]);
  #signal = createSignal<Signal>(READY);
  #bench = createSignal<BenchView | null>(null);
  #fault = createSignal<Said | null>(null);

  constructor(store: Store, device: Device, lab: number) {
    this.store = store;
    this.lab = lab;
    this.#device = device;
    this.outbox = new Outbox(
      store,
      () => this.#device.token,
      (all) => this.#settle(all),
    );
  }

  get device(): Device {
    return this.#device;
  }
  get labels(): Labels {
    const { limits } = this.#device.campaign;
    return { tubes: limits.tube_codes, boxes: limits.box_codes };
  }
  /** What waits to be sent, in order. */
  get pending(): Accessor<Queued[]> {
    return this.#pending[0];
  }
  get cards(): Accessor<Card[]> {
    return this.#cards[0];
  }
  get signal(): Accessor<Signal> {
    return this.#signal[0];
  }
  /** What is to be done here; `null` until the service was heard. */
  get bench(): Accessor<BenchView | null> {
    return this.#bench[0];
  }
  /** Why the bench could not be read. */
  get fault(): Accessor<Said | null> {
    return this.#fault[0];
  }

  labName(): string {
    const lab = this.#device.campaign.labs.find((one) => one.id === this.lab);
    return lab ? pick(lab.name_zh, lab.name_en) : t("lab.number", { lab: this.lab });
  }
  siteName(site: number): string {
    const found = this.#device.campaign.sites.find((one) => one.id === site);
    return found ? pick(found.name_zh, found.name_en) : String(site);
  }

  async begin(): Promise<void> {
    const cards = await this.store.getAll("cards");
    this.#cards[1](cards.filter((one) => !one.settled));
    await this.outbox.count();
    this.outbox.kick();
  }

  async refresh(): Promise<void> {
    try {
      this.#device = await refresh(this.store, this.#device);
    } catch {
      // The line says so already.
    }
  }

  async look(): Promise<void> {
    try {
      const bench = await this.get<BenchView>(`/v1/labs/${this.lab}/bench`);
      batch(() => {
        this.#bench[1](bench);
        this.#fault[1](null);
      });
    } catch (failed) {
      this.#fault[1](why(failed));
    }
  }

  scan(text: string): void {
    const found = labScan(text, this.labels);
    if (found.is === "unknown") this.say("stop", t("lab.unknown"), "", t("lab.unknown-do"));
    else this.take(found);
  }

  say(kind: Kind, title: string, big = "", line = ""): void {
    const turn = this.signal().turn + 1;
    this.#signal[1]({ kind, title, big, line, turn });
    if (kind !== "ready") chime(kind);
  }

  /** Says in plain words why the service did not take something. */
  sayRefused(verdict: Verdict): void {
    const reason = verdict.refusal;
    if (!reason) return;
    const title = pick(reason.zh, reason.en);
    this.say("stop", title, reason.about ?? "", pick(reason.do_zh, reason.do_en));
  }

  /** Something was done with hands: it is kept on the device when this answers, with a promise of
   * what the service says of it. */
  async did(act: Act, about: string): Promise<{ verdict: Promise<Verdict> }> {
    const atMs = nowMs();
    const scan = scanId(atMs);
    const body = { scan_id: scan, at_ms: atMs, ...act };
    const command: Queued = {
      scanId: scan,
      act: act.act,
      body,
      atMs,
      stage: "waiting",
      who: "",
      tube: about,
    };
    const verdict = new Promise<Verdict>((told) => this.#waits.set(scan, told));
    await keep(this.store, { commands: [command] });
    await this.outbox.count();
    this.outbox.kick();
    return { verdict };
  }

  /** Asks the service to decide something now; the same question again is one. Throws
   * `NotAnswered`. */
  async decide(act: Act, scan: string): Promise<Verdict> {
    const body = JSON.stringify({ scan_id: scan, at_ms: nowMs(), ...act });
    return askJson<Verdict>("/v1/commands", { token: this.#device.token, body });
  }

  get<T>(path: string): Promise<T> {
    return patiently(() => askJson<T>(path, { token: this.#device.token }));
  }
  /** Asks a question that is too long for an address; nothing is recorded by it. */
  post<T>(path: string, body: object): Promise<T> {
    const text = JSON.stringify(body);
    return patiently(() => askJson<T>(path, { token: this.#device.token, body: text }));
  }
  upload<T>(path: string, file: Blob): Promise<T> {
    const kind = "application/octet-stream";
    // The same file again changes nothing.
    const asked = { token: this.#device.token, body: file, kind, waitMs: 60_000 };
    return patiently(() => askJson<T>(path, asked));
  }
  /** A file of the service, as a download. */
  async download(path: string, name: string): Promise<void> {
    const text = await ask(path, { token: this.#device.token });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text]));
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  async settle(one: Card): Promise<void> {
    await keep(this.store, { cards: [{ ...one, settled: true }] });
    this.#cards[1](this.cards().filter((other) => other.scanId !== one.scanId));
  }

  /** Reads again what waits; the page does when the outbox says that something changed. */
  async reread(): Promise<void> {
    const waiting = await this.store.getAllFromIndex("commands", "stage", "waiting");
    this.#pending[1](waiting);
  }

  #settle(all: Answered[]): Change {
    const missed: Card[] = [];
    for (const one of all) {
      const told = this.#waits.get(one.command.scanId);
      this.#waits.delete(one.command.scanId);
      const made = card(one);
      // What was refused before eyes is said at once; the rest waits on a card.
      if (made && !told) missed.push(made);
      if (told) queueMicrotask(() => told(one.verdict));
    }
    if (missed.length > 0) this.#cards[1]([...this.cards(), ...missed]);
    return { cards: missed };
  }
}

/** Why there is no answer, in words. */
export function why(failed: unknown): Said {
  if (failed instanceof NotAnswered && failed.said) return failed.said;
  const status = failed instanceof NotAnswered ? failed.status : 0;
  const key = status === 0 ? "lab.offline" : status === 404 ? "lab.not-known" : "lab.no-answer";
  const text = t(key);
  return { type: "", zh: text, en: text, do_zh: "", do_en: "" };
}
