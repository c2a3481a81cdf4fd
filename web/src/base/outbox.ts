/** What waits goes to the service, in order, in the background: after each entry, when the network
 * is back, and again and again with patience. What was answered loses its sealed part. */
import { createSignal } from "solid-js";
import { ask, NotAnswered, type Verdict } from "./api";
import { nowMs } from "./clock";
import { keep, type Card, type Change, type Queued, type Store } from "./store";

/** Commands in one request. */
const BATCH_MAX = 400;
/** After this the hands are done: what the rules refuse is kept for a supervisor. */
export const LATE_AFTER_MS = 15_000;
const RETRY_MS_MIN = 1_000;
const RETRY_MS_MAX = 30_000;

export interface Answered {
  command: Queued;
  verdict: Verdict;
}

/** What a page makes of answers: what else is written with them. */
export type Settle = (answered: Answered[]) => Promise<Change> | Change;

/** What is under way, for the page. */
export interface Standing {
  waiting: number;
  /** When the oldest that waits was entered. */
  oldestMs: number | null;
  sent: number;
}

export class Outbox {
  #store: Store;
  #token: () => string;
  #settle: Settle;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running = false;
  #again = false;
  #stopped = false;
  #retryMs = RETRY_MS_MIN;
  #tried = new Set<string>();
  #standing = createSignal<Standing>({ waiting: 0, oldestMs: null, sent: 0 });

  constructor(store: Store, token: () => string, settle: Settle) {
    this.#store = store;
    this.#token = token;
    this.#settle = settle;
  }

  get standing(): () => Standing {
    return this.#standing[0];
  }

  /** Everything was sent. */
  onIdle: () => void = () => {};

  /** Counts what waits, as the database has it. */
  async count(): Promise<void> {
    const transaction = this.#store.transaction("commands");
    const stages = transaction.store.index("stage");
    const [waiting, first, sent] = await Promise.all([
      stages.count("waiting"),
      stages.openCursor("waiting"),
      stages.count("sent"),
    ]);
    this.#standing[1]({ waiting, oldestMs: first?.value.atMs ?? null, sent });
  }

  /** Sends what waits now, however long the last failure is ago. */
  kick(): void {
    if (this.#stopped) return;
    clearTimeout(this.#timer);
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = true;
    void this.#run().finally(() => {
      this.#running = false;
    });
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #run(): Promise<void> {
    try {
      do {
        this.#again = false;
        while (!this.#stopped && (await this.#batch()));
      } while (this.#again && !this.#stopped);
      this.#retryMs = RETRY_MS_MIN;
    } catch (failed) {
      const asked = failed instanceof NotAnswered ? failed.retryAfterMs : 0;
      this.#later(Math.max(asked, this.#retryMs));
      this.#retryMs = Math.min(2 * this.#retryMs, RETRY_MS_MAX);
    }
  }

  #later(ms: number): void {
    if (!this.#stopped) this.#timer = setTimeout(() => this.kick(), ms);
  }

  /** Sends the oldest; true when there may be more. */
  async #batch(): Promise<boolean> {
    const stages = this.#store.transaction("commands").store.index("stage");
    const waiting = await stages.getAll("waiting", BATCH_MAX);
    if (waiting.length === 0) {
      this.onIdle();
      return false;
    }
    const answered = await this.#send(waiting);
    const settled = await this.#settle(answered);
    await keep(this.#store, {
      ...settled,
      answered: answered.map(({ command, verdict }) => done(command, verdict)),
    });
    await this.count();
    return true;
  }

  async #send(waiting: Queued[]): Promise<Answered[]> {
    const lines = waiting.map((command) => {
      const late = nowMs() - command.atMs > LATE_AFTER_MS || this.#tried.has(command.scanId);
      return JSON.stringify({ ...command.body, ...(late ? { after_the_fact: true } : {}) });
    });
    for (const { scanId } of waiting) this.#tried.add(scanId);
    const body = lines.join("\n");
    const request = { token: this.#token(), body, kind: "application/x-ndjson" };
    const text = await ask("/v1/commands", request);
    const verdicts = text.split("\n").filter((line) => line !== "");
    const answered = verdicts.flatMap((line, at) => {
      const verdict = JSON.parse(line) as Verdict;
      const command = waiting[at];
      return command && verdict.scan_id === command.scanId ? [{ command, verdict }] : [];
    });
    for (const { command } of answered) this.#tried.delete(command.scanId);
    // An answer that answers nothing would be asked for for ever, at full speed.
    if (answered.length === 0) throw new NotAnswered(0, RETRY_MS_MAX);
    return answered;
  }
}

function done(command: Queued, verdict: Verdict): Queued {
  const stage =
    verdict.verdict === "refused" ? "refused" : verdict.verdict === "kept" ? "kept" : "sent";
  return { ...command, stage, body: null, who: "" };
}

/** The card of an answer that needs hands; `null` where all is well. */
export function card({ command, verdict }: Answered): Card | null {
  const reason = verdict.refusal;
  if (!reason || (verdict.verdict !== "refused" && verdict.verdict !== "kept")) return null;
  return {
    scanId: command.scanId,
    atMs: command.atMs,
    act: command.act,
    who: command.who,
    tube: command.tube,
    refusal: reason.name,
    zh: reason.zh,
    en: reason.en,
    doZh: reason.do_zh,
    doEn: reason.do_en,
    about: reason.about ?? "",
    kept: verdict.verdict === "kept",
    settled: false,
  };
}
