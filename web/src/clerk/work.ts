/** The work of a desk: one scan after the other, each first written to the device, then told, then
 * sent. Nothing here decides; `desk.ts` does, and the service in the end. */
import { batch, createSignal } from "solid-js";
import { askJson, patiently, signedIn, type TubeView } from "../base/api";
import { isOff, nowMs, off } from "../base/clock";
import { refresh, type Device, type Place as Where } from "../base/device";
import { pick, t } from "../base/lang";
import { card, Outbox, type Answered } from "../base/outbox";
import { chime } from "../base/sound";
import { keep, read, write, type Card, type Change, type Store } from "../base/store";
import { fold } from "../scan/codes";
import { maskNumber } from "../scan/mask";
import { type CardRead, type DocumentWire, type Meaning, meaning, ofCard } from "../scan/meaning";
import { after } from "./answers";
import { Appointments } from "./appointments";
import * as campaign from "./campaign";
import * as desk from "./desk";
import type { Desk, Outcome, TubeState } from "./desk";
import { changed, wear, worn } from "./gloves";
import { LaneWatch } from "./lane";
import { sealed, type Who, written } from "./orders";
import { byCard, byToken, type Signed } from "./override";
import { reply } from "./reply";
import { tell, type Kind, type Signal } from "./told";

/** Whom the clerk is to complete before they are registered. */
export interface Entry {
  kind: string;
  number: string;
  name: string;
  why: "name" | "phone" | "kind" | "hand" | "check";
  wire: DocumentWire | null;
}

const READY: Signal = { kind: "ready", title: "", name: "", number: "", line: "", turn: 0 };

export class Work {
  readonly store: Store;
  readonly where: Where;
  readonly outbox: Outbox;
  readonly appointments: Appointments;
  #device: Device;
  #chain: Promise<unknown> = Promise.resolve();
  #last: { who: Who; class: string } | null = null;
  #desk = createSignal<Desk>(desk.EMPTY);
  readonly desk = this.#desk[0];
  #signal = createSignal<Signal>(READY);
  readonly signal = this.#signal[0];
  #cards = createSignal<Card[]>([]);
  readonly cards = this.#cards[0];
  #entry = createSignal<Entry | null>(null);
  readonly entry = this.#entry[0];
  #supervisor = createSignal<number | null>(null);
  /** Who takes a number of the entry whose check digit is wrong. */
  readonly supervisor = this.#supervisor[0];
  /** The last scan, if it was a number that is refused and may be taken so. */
  #refused = "";
  #class = createSignal("resident");
  readonly class = this.#class[0];
  #locked = false;

  constructor(store: Store, device: Device, where: Where) {
    this.store = store;
    this.where = where;
    this.#device = device;
    this.outbox = new Outbox(
      store,
      () => this.#device.token,
      (all) => this.#settle(all),
    );
    const idle = () => this.outbox.standing().waiting === 0;
    this.appointments = new Appointments(store, where, () => this.#device, idle);
  }

  get device(): Device {
    return this.#device;
  }

  /** The other devices of this lane, from now on. */
  watch(): LaneWatch {
    const watch = new LaneWatch({
      device: () => this.#device,
      lane: this.where.lane,
      idle: () => this.outbox.standing().waiting === 0,
      heard: () => this.outbox.kick(),
      tube: () => this.desk().tube?.code ?? null,
      counted: (code, all) =>
        this.#serially(async () => {
          const next = desk.counted(this.desk(), code, all);
          if (next === this.desk() || this.outbox.standing().waiting > 0) return;
          await keep(this.store, { puts: [["desk", next]] });
          this.#desk[1](next);
        }),
    });
    this.outbox.onIdle = () => void watch.look();
    return watch;
  }

  /** Everything as it was left. */
  async begin(): Promise<void> {
    const kept = await read<Desk>(this.store, "desk");
    const cards = await this.store.getAll("cards");
    batch(() => {
      this.#desk[1](kept ?? { ...desk.EMPTY, capacity: this.capacityOf("resident") });
      this.#cards[1](cards.filter((one) => !one.settled));
    });
    await this.appointments.begin();
    await this.outbox.count();
    this.outbox.kick();
  }

  /** Asks the service again who we are and what time it is; without a network nothing changes. */
  async refresh(): Promise<void> {
    try {
      this.#device = await refresh(this.store, this.#device);
    } catch {
      // The line says so already.
    }
  }

  /** A token that holds took the place of one that does not. */
  renew(device: Device): void {
    this.#device = device;
    signedIn();
    this.outbox.kick();
  }

  lock(locked: boolean): void {
    this.#locked = locked;
  }

  choose(aClass: string): void {
    this.#class[1](aClass);
    const capacity = this.capacityOf(aClass);
    if (this.desk().capacity > capacity) this.size(capacity);
  }

  /** People the next tube takes. */
  size(capacity: number): void {
    const next = { ...this.desk(), capacity };
    this.#desk[1](next);
    void this.#serially(() => write(this.store, "desk", { ...this.desk(), capacity }));
  }

  capacityOf(aClass: string): number {
    return campaign.capacityOf(this.#device.campaign, this.where.site, aClass);
  }
  needsPhone(aClass: string): boolean {
    return campaign.needsPhone(this.#device.campaign, aClass);
  }
  laneName(): string {
    return campaign.laneName(this.#device.campaign, this.where);
  }

  /** A scan, from wherever it came. */
  scan(text: string, inputMethod = false): Promise<void> {
    return this.#open(async () => {
      const { limits } = this.#device.campaign;
      const labels = { tubes: limits.tube_codes, boxes: limits.box_codes };
      const found = meaning(text, labels, nowMs());
      this.#refused = found.is === "refused" && found.fault === "CheckWrong" ? fold(text) : "";
      await this.#understood(found);
      if (inputMethod) this.#also(t("no.ime"), t("no.ime-do"));
    });
  }

  /** A card on the reader of this machine. */
  card(card: CardRead): Promise<void> {
    return this.#open(() => this.#understood(ofCard(card, nowMs())));
  }

  async #understood(found: Meaning): Promise<void> {
    switch (found.is) {
      case "tube":
        return this.#tube(found.code);
      case "person":
        return this.#person(found);
      case "pass":
        return this.#who({ wire: found.wire, known: found.token, name: "", number: "" });
      case "command":
        return this.#command(found.word);
      case "number":
        this.#enters({
          kind: found.kinds[0]!,
          number: found.text,
          name: "",
          why: "kind",
          wire: null,
        });
        return this.#say("note", t("no.kind"), t("no.kind-do"));
      case "card":
        if (this.entry()) return this.#sign(byCard(this.#device, found));
        return this.#idle(found);
      case "staff":
        if (this.entry()) return this.#sign(await byToken(this.#device, found.token));
        return this.#idle(found);
      default:
        return this.#idle(found);
    }
  }

  #idle(found: Parameters<typeof reply>[0]): void {
    const { kind, title, line } = reply(found, this.laneName());
    const offer = this.#refused === "" ? {} : { offer: "override" as const };
    this.#show({ kind, title, line, name: "", number: "", ...offer });
  }

  /** A supervisor takes the number of the entry as it reads, or cannot. */
  #sign(signed: Signed): void {
    if ("no" in signed) {
      return this.#say("stop", t(`override.${signed.no}`), t(`override.${signed.no}-do`));
    }
    this.#supervisor[1](signed.staff);
    this.#say("note", t("override.signed", signed), t("override.signed-do"));
  }

  /** What was signed for is another number now. */
  unsign(): void {
    this.#supervisor[1](null);
  }

  /** The number that was refused is completed by hand, for a supervisor to take. */
  openRefused(): void {
    const [number, name] = [this.#refused, ""];
    this.#enters({ kind: "resident_id", number, name, why: "check", wire: null });
  }

  #enters(entry: Entry | null): void {
    this.#supervisor[1](null);
    this.#entry[1](entry);
  }

  async #person(found: Extract<Meaning, { is: "person" }>): Promise<void> {
    const { document, wire, name } = found;
    const why = name === "" ? "name" : this.needsPhone(this.class()) ? "phone" : null;
    if (why) {
      this.#enters({ kind: document.kind, number: document.number, name, why, wire });
      return this.#say("note", t(`no.${why}`), t(`no.${why}-do`));
    }
    await this.#who({
      wire,
      known: `${document.kind}|${document.number}`,
      name,
      number: maskNumber(document.number),
    });
  }

  /** Somebody the clerk has completed by hand. */
  enter(who: Who, aClass: string): Promise<void> {
    return this.#serially(async () => {
      this.#enters(null);
      await this.#who(who, aClass);
    });
  }

  openEntry(): void {
    this.#enters({ kind: "resident_id", number: "", name: "", why: "hand", wire: null });
  }
  closeEntry(): void {
    this.#enters(null);
  }

  /** The last who was told to be registered here already is registered all the same. */
  again(): Promise<void> {
    return this.#serially(async () => {
      if (this.#last) await this.#who(this.#last.who, this.#last.class, true);
    });
  }

  async #who(who: Who, aClass = this.class(), again = false): Promise<void> {
    this.#last = { who, class: aClass };
    const person = await sealed(this.#device, this.where.round, who, aClass);
    const seen = (await read<string>(this.store, `seen:${person.mark}`)) ?? null;
    const asked = { person, seen, capacity: this.capacityOf(aClass), again };
    await this.#keep(desk.person(this.desk(), asked));
  }

  async #tube(code: string): Promise<void> {
    const known = await read<TubeState>(this.store, `tube:${code}`);
    await this.#keep(desk.scanTube(this.desk(), code, known, nowMs()));
    if (!known && this.desk().tube?.code === code) void this.#lookAt(code);
  }

  /** Whether another desk has the tube, as long as there is a network to ask. */
  async #lookAt(code: string): Promise<void> {
    try {
      const token = this.#device.token;
      const how = { token, waitMs: 3_000 };
      const found = await patiently(() => askJson<TubeView>(`/v1/tubes/${code}`, how));
      if (found.lane === this.where.lane && found.stage === "open") {
        // Another device of this lane has begun it: both fill it.
        return this.#serially(async () => {
          const next = desk.counted(this.desk(), code, found.people);
          await keep(this.store, { puts: [["desk", next]] });
          this.#desk[1](next);
        });
      }
      await this.#serially(async () => {
        const tube = this.desk().tube;
        if (tube?.code !== code || tube.places.length > 0) return;
        const next = { ...this.desk(), tube: null };
        await keep(this.store, { puts: [["desk", next]], drops: [`tube:${code}`] });
        this.#desk[1](next);
        const why = found.stage === "open" ? "TubeOtherLane" : "TubeNotOpen";
        this.#say(
          "stop",
          why === "TubeOtherLane" ? t("no.tube-other") : t("no.tube-sealed"),
          t("no.tube-do"),
        );
      });
    } catch {
      // Not known there, or no network: the usual case of a new tube.
    }
  }

  async #command(word: string): Promise<void> {
    if (word === "seal") return this.#keep(desk.seal(this.desk()));
    if (word === "undo") return this.#keep(desk.undo(this.desk(), "wrong_person"));
    if (word === "swab") return this.#keep(desk.swab(this.desk()));
    if (word === "gloves") return this.#keep(changed(this.desk()));
    this.onLock();
  }

  /** What a lock card does; the page sets it. */
  onLock: () => void = () => {};

  seal(): Promise<void> {
    return this.#serially(() => this.#keep(desk.seal(this.desk())));
  }
  swab(): Promise<void> {
    return this.#serially(() => this.#keep(desk.swab(this.desk())));
  }
  changeGloves(): Promise<void> {
    return this.#serially(() => this.#keep(changed(this.desk())));
  }
  undo(reason: desk.WithdrawReason): Promise<void> {
    return this.#serially(() => this.#keep(desk.undo(this.desk(), reason)));
  }
  voidTube(reason: desk.VoidReason): Promise<void> {
    return this.#serially(() => this.#keep(desk.voidTube(this.desk(), reason)));
  }
  drop(scan: string): Promise<void> {
    return this.#serially(async () => {
      const next = desk.dropWaiting(this.desk(), scan);
      await keep(this.store, { puts: [["desk", next]] });
      this.#desk[1](next);
    });
  }

  async settle(done: Card): Promise<void> {
    await keep(this.store, { cards: [{ ...done, settled: true, who: "" }] });
    this.#cards[1]((all) => all.filter((one) => one.scanId !== done.scanId));
  }

  /** Writes an outcome; only then is it told, and what is seen on the page changed. */
  async #keep(done: Outcome): Promise<void> {
    const gloves = worn(this.desk(), done.orders);
    const outcome = { ...done, desk: { ...done.desk, gloves } };
    const change = written(outcome, this.where);
    try {
      await keep(this.store, change);
    } catch (failed) {
      const full = failed instanceof DOMException && failed.name === "QuotaExceededError";
      const [title, line] = full
        ? [t("no.space"), t("no.space-do")]
        : [t("no.kept"), t("no.kept-do")];
      return this.#say("stop", title, line);
    }
    batch(() => {
      this.#desk[1](outcome.desk);
      this.#show({ ...tell(outcome.told) });
      const { length } = outcome.orders.filter((order) => order.act === "register");
      const limit = this.#device.campaign.limits.glove_disinfections_max;
      if (length > 0 && wear(gloves, limit) !== "fresh") {
        this.#also(t("gloves.due"), t("gloves.count", { count: gloves, limit }));
      }
    });
    if (change.commands.length > 0) {
      const registers = outcome.orders.flatMap((one) => (one.act === "register" ? [one] : []));
      await this.appointments.came(registers.map((one) => one.person));
      await this.outbox.count();
      this.outbox.kick();
    }
  }

  /** What the service answered. */
  async #settle(answered: Answered[]): Promise<Change> {
    await this.#serially(async () => {
      const { next, drops } = after(this.desk(), answered);
      if (next === this.desk()) return;
      const puts: [string, unknown][] = [["desk", next]];
      if (next.tube) puts.push([`tube:${next.tube.code}`, next.tube]);
      await keep(this.store, { puts, drops });
      this.#desk[1](next);
      // Who showed a pass has a name only now.
      await this.appointments.came(next.tube?.places ?? []);
    });
    const cards = answered.flatMap((one) => card(one) ?? []);
    const worst = cards.at(-1);
    if (worst) {
      this.#cards[1]((all) => [...all, ...cards]);
      const [title, line] = [pick(worst.zh, worst.en), pick(worst.doZh, worst.doEn)];
      this.#show({ kind: "stop", title, line, name: worst.who, number: "" });
    }
    return { cards };
  }

  #say(kind: Kind, title: string, line: string): void {
    this.#show({ kind, title, line, name: "", number: "" });
  }

  /** A second word beside what was told. */
  #also(title: string, line: string): void {
    this.#signal[1]((now) => ({ ...now, line: `${now.line} · ${title}: ${line}` }));
  }

  #show(said: Omit<Signal, "turn">): void {
    this.#signal[1]((before) => ({ ...said, turn: before.turn + 1 }));
    if (said.kind !== "ready") chime(said.kind);
  }

  /** What is scanned while the screen is locked changes nothing. */
  #open(work: () => Promise<void>): Promise<void> {
    return this.#serially(() =>
      this.#locked ? this.#say("stop", t("no.locked"), t("lock.about")) : work(),
    );
  }

  /** One after the other, also where two scans come in one burst. */
  #serially<T>(work: () => Promise<T> | T): Promise<T> {
    const next = this.#chain.then(work);
    this.#chain = next.catch(() => undefined);
    return next;
  }

  /** Minutes by which this device's clock is off; 0 while it is right. */
  clockOffMinutes(): number {
    return isOff() ? Math.round(off() / 60_000) : 0;
  }
}
