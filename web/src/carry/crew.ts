/** What the pages of those who pack and carry have in common: one scan after the other, each first
 * written to the device, then told, then sent; a log that proves what was done when and in which
 * order. What a scan does is the page's own. */
import { batch, createSignal, type Accessor, type Signal as Both } from "solid-js";
import { NotAnswered } from "../base/api";
import { isOff, nowMs, off } from "../base/clock";
import { refresh, type Device } from "../base/device";
import { pick, t } from "../base/lang";
import { card, Outbox, type Answered } from "../base/outbox";
import { chime, type Chime } from "../base/sound";
import { keep, read, type Card, type Change, type Store } from "../base/store";
import { meaning, type Meaning } from "../scan/meaning";
import { lengthened, queued, stageOf, type LogLine, type Order } from "./log";

/** The big state of the page. */
export interface Signal {
  kind: Chime | "ready";
  title: string;
  line: string;
  /** Counts up, so that the same state again is seen and heard again. */
  turn: number;
}

/** When a busy service is asked again that does not say when. */
const BUSY_MS = 1_000;
const READY: Signal = { kind: "ready", title: "", line: "", turn: 0 };

/** What an entry changes beside its commands. */
export interface Entry {
  orders?: Order[];
  puts?: [key: string, value: unknown][];
}

export abstract class Crew {
  readonly store: Store;
  readonly outbox: Outbox;
  #device: Device;
  #chain: Promise<unknown> = Promise.resolve();
  #locked = false;
  #entries = 0;
  #again: ReturnType<typeof setTimeout> | undefined;
  #signal = createSignal<Signal>(READY);
  #cards = createSignal<Card[]>([]);
  #log = createSignal<LogLine[]>([]);
  #asked: Both<number | null> = createSignal<number | null>(null);

  constructor(store: Store, device: Device) {
    this.store = store;
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
  get signal(): Accessor<Signal> {
    return this.#signal[0];
  }
  get cards(): Accessor<Card[]> {
    return this.#cards[0];
  }
  /** The newest first. */
  get log(): Accessor<LogLine[]> {
    return this.#log[0];
  }
  /** When the lists were asked for last; `null` before the first time. */
  get askedMs(): Accessor<number | null> {
    return this.#asked[0];
  }
  get me(): number {
    return this.#device.me.staff;
  }

  /** What a scan that is none of the common ones does. */
  protected abstract understood(found: Meaning): Promise<void>;
  /** Asks for the page's lists; what comes back takes them over. */
  protected abstract ask(): Promise<() => Promise<void>>;
  /** The page's own state, as it was left. */
  protected abstract restored(): Promise<void>;

  /** Everything as it was left. */
  async begin(): Promise<void> {
    const [cards, log] = await Promise.all([
      this.store.getAll("cards"),
      read<LogLine[]>(this.store, "log"),
    ]);
    this.#asked[1]((await read<number>(this.store, "lists-asked")) ?? null);
    await this.restored();
    batch(() => {
      this.#cards[1](cards.filter((one) => !one.settled));
      this.#log[1](log ?? []);
    });
    await this.outbox.count();
    this.outbox.kick();
  }

  /** Asks the service who we are, what time it is, and for the lists; without a network nothing
   * changes. */
  async refresh(): Promise<void> {
    try {
      this.#device = await refresh(this.store, this.#device);
    } catch {
      // The line says so already.
    }
    await this.lists();
  }

  /** Asks for the lists alone. What was entered meanwhile is not in the answer, which is left
   * then: the next one has it. */
  async lists(): Promise<void> {
    try {
      const entries = this.#entries;
      if ((await this.#waiting()) > 0) return;
      const take = await this.ask();
      await this.serially(async () => {
        if (this.#entries === entries) await take();
      });
    } catch (failed) {
      // The line says so already. A busy service turns reads away first, and says until when.
      if (!(failed instanceof NotAnswered) || failed.status !== 503) return;
      clearTimeout(this.#again);
      this.#again = setTimeout(() => void this.lists(), failed.retryAfterMs || BUSY_MS);
    }
  }

  async #waiting(): Promise<number> {
    return this.store.countFromIndex("commands", "stage", "waiting");
  }

  /** The lists are as new as this. */
  protected heard(): [string, unknown] {
    const at = nowMs();
    this.#asked[1](at);
    return ["lists-asked", at];
  }

  lock(locked: boolean): void {
    this.#locked = locked;
  }
  /** What a lock card does; the page sets it. */
  onLock: () => void = () => {};

  /** A scan, from wherever it came. */
  scan(text: string, inputMethod = false): Promise<void> {
    return this.serially(async () => {
      if (this.#locked) return this.say("stop", t("no.locked"), t("lock.about"));
      const { limits } = this.#device.campaign;
      const found = meaning(text, { tubes: limits.tube_codes, boxes: limits.box_codes }, nowMs());
      await this.#common(found);
      if (inputMethod) this.#alsoSay(t("no.ime"), t("no.ime-do"));
    });
  }

  async #common(found: Meaning): Promise<void> {
    switch (found.is) {
      case "command":
        return found.word === "lock" ? this.onLock() : this.understood(found);
      case "several":
        return this.say("stop", t("no.two", found), t("no.two-do"));
      case "staff":
        return this.say("note", t("no.staff"), t("carry.token-do"));
      case "receipt":
        return this.say("note", t("no.receipt"), t("carry.scan-what"));
      case "person":
      case "pass":
        return this.say("note", t("carry.person"), t("carry.scan-what"));
      case "number":
      case "refused":
      case "unknown":
        return this.say("stop", t("no.unknown"), t("carry.scan-what"));
      case "card":
        if (found.region === this.#device.me.region) return this.understood(found);
        return this.say("stop", t("carry.card-foreign"), t("carry.card-foreign-do"));
      default:
        return this.understood(found);
    }
  }

  /** Writes an entry; only then is it told. False when the device could not keep it. */
  protected async keep(entry: Entry): Promise<boolean> {
    const commands = (entry.orders ?? []).map(queued);
    const log = lengthened(this.#log[0](), entry.orders ?? [], commands);
    const puts: [string, unknown][] = [...(entry.puts ?? []), ["log", log]];
    try {
      await keep(this.store, { commands, puts });
    } catch (failed) {
      const full = failed instanceof DOMException && failed.name === "QuotaExceededError";
      if (full) this.say("stop", t("carry.no-space"), t("carry.no-space-do"));
      else this.say("stop", t("carry.no-kept"), t("carry.no-kept-do"));
      return false;
    }
    this.#log[1](log);
    this.#entries += 1;
    if (commands.length > 0) {
      await this.outbox.count();
      this.outbox.kick();
    }
    return true;
  }

  /** What the service answered: cards for what needs hands, and the log with how it went. */
  async #settle(answered: Answered[]): Promise<Change> {
    const cards = answered.flatMap((one) => card(one) ?? []);
    const stages = new Map(answered.map((one) => [one.command.scanId, stageOf(one)]));
    await this.serially(async () => {
      const log = this.#log[0]().map((line) => {
        const stage = stages.get(line.scanId);
        return stage ? { ...line, stage } : line;
      });
      await keep(this.store, { puts: [["log", log]] });
      this.#log[1](log);
    });
    const worst = cards.at(-1);
    if (worst) {
      this.#cards[1]((all) => [...all, ...cards]);
      this.say("stop", pick(worst.zh, worst.en), pick(worst.doZh, worst.doEn));
    }
    return { cards };
  }

  async settle(done: Card): Promise<void> {
    await keep(this.store, { cards: [{ ...done, settled: true }] });
    this.#cards[1]((all) => all.filter((one) => one.scanId !== done.scanId));
  }

  say(kind: Chime, title: string, line: string): void {
    this.#signal[1]((before) => ({ kind, title, line, turn: before.turn + 1 }));
    chime(kind);
  }

  /** A second word beside what was told. */
  #alsoSay(title: string, line: string): void {
    this.#signal[1]((now) => ({ ...now, line: `${now.line} · ${title}: ${line}` }));
  }

  /** One after the other, also where two scans come in one burst. */
  serially<T>(work: () => Promise<T> | T): Promise<T> {
    const next = this.#chain.then(work);
    this.#chain = next.catch(() => undefined);
    return next;
  }

  /** Minutes by which this device's clock is off; 0 while it is right. */
  clockOffMinutes(): number {
    return isOff() ? Math.round(off() / 60_000) : 0;
  }
}
