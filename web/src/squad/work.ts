/** The work of a squad: who is owed a second swab, what was found at the door, kept on the device
 * first and sent when there is a network. */
import { batch, createSignal, type Accessor } from "solid-js";
import { askJson, type OwedPerson, patiently, type Pool, type Recollection } from "../base/api";
import { nowMs } from "../base/clock";
import { refresh, type Device } from "../base/device";
import { scanId } from "../base/ids";
import { pick } from "../base/lang";
import { card, Outbox, type Answered } from "../base/outbox";
import { chime } from "../base/sound";
import { keep, read, write, type Card, type Change, type Queued, type Store } from "../base/store";
import { EMPTY, takeBack, type Desk } from "../clerk/desk";
import { merged, short, still, type Ending, type Finding, type Note, type Row } from "./owed";

interface Lists {
  owed: Recollection[];
  pools: Pool[];
  askedMs: number | null;
}

/** What a note asks of the service, beside the person. */
type Asked =
  | { act: "attempt_recollection"; finding: Finding; visit: number }
  | { act: "assign_recollection"; squad: number }
  | { act: "end_recollection"; reason: Ending };

export class Work {
  readonly store: Store;
  readonly outbox: Outbox;
  #device: Device;
  #chain: Promise<unknown> = Promise.resolve();
  #lists = createSignal<Lists>({ owed: [], pools: [], askedMs: null });
  #notes = createSignal<Note[]>([]);
  #cards = createSignal<Card[]>([]);
  #squad = createSignal<number | null>(null);
  #busy = createSignal(false);

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
  get cards(): Accessor<Card[]> {
    return this.#cards[0];
  }
  /** Which squad this device goes with; `null` before it was said. */
  get squad(): Accessor<number | null> {
    return this.#squad[0];
  }
  get busy(): Accessor<boolean> {
    return this.#busy[0];
  }
  /** When the lists were asked for; `null` before the first time. */
  askedMs(): number | null {
    return this.#lists[0]().askedMs;
  }
  pools(): Pool[] {
    return this.#lists[0]().pools;
  }
  rows(): Row[] {
    return merged(this.#lists[0]().owed, this.#notes[0]());
  }

  async begin(): Promise<void> {
    const [lists, notes, squad, cards] = await Promise.all([
      read<Lists>(this.store, "squad-lists"),
      read<Note[]>(this.store, "squad-notes"),
      read<number>(this.store, "squad-number"),
      this.store.getAll("cards"),
    ]);
    batch(() => {
      if (lists) this.#lists[1](lists);
      this.#notes[1](notes ?? []);
      this.#squad[1](squad ?? null);
      this.#cards[1](cards.filter((one) => !one.settled));
    });
    await this.outbox.count();
    this.outbox.kick();
  }

  /** Who we are, what time it is, and the lists; without a network everything stays. */
  async refresh(): Promise<void> {
    try {
      this.#device = await refresh(this.store, this.#device);
    } catch {
      // The line says so already.
    }
    await this.ask();
  }

  /** Asks for the lists alone. */
  async ask(): Promise<void> {
    if (this.#busy[0]()) return;
    this.#busy[1](true);
    try {
      const token = this.#device.token;
      const [owed, pools] = await Promise.all([
        patiently(() => askJson<Recollection[]>("/v1/recollections", { token })),
        patiently(() => askJson<Pool[]>("/v1/pools", { token })),
      ]);
      const lists = { owed, pools, askedMs: nowMs() };
      await this.#serially(async () => {
        const notes = still(this.#notes[0](), owed);
        await keep(this.store, {
          puts: [
            ["squad-lists", lists],
            ["squad-notes", notes],
          ],
        });
        batch(() => {
          this.#lists[1](lists);
          this.#notes[1](notes);
        });
      });
    } catch {
      // Kept as it was; the head of the page says how old it is.
    } finally {
      this.#busy[1](false);
    }
  }

  async chooseSquad(squad: number): Promise<void> {
    await write(this.store, "squad-number", squad);
    this.#squad[1](squad);
  }

  attempt(row: Row, finding: Finding): Promise<boolean> {
    const visit = row.findings.length + 1;
    return this.#record(row, { act: "attempt_recollection", finding, visit });
  }
  assign(row: Row, squad: number): Promise<boolean> {
    return this.#record(row, { act: "assign_recollection", squad });
  }
  end(row: Row, reason: Ending): Promise<boolean> {
    return this.#record(row, { act: "end_recollection", reason });
  }

  /** Writes it, then shows it, then sends it; false when the device could not keep it. */
  #record(row: Row, asked: Asked): Promise<boolean> {
    return this.#serially(async () => {
      const atMs = nowMs();
      const id = scanId(atMs);
      const { person, source } = row;
      const { act } = asked;
      const said =
        asked.act === "attempt_recollection"
          ? { finding: asked.finding }
          : asked.act === "assign_recollection"
            ? { squad: asked.squad }
            : { reason: asked.reason };
      const command: Queued = {
        ...{ scanId: id, act, atMs, stage: "waiting", who: short(person), tube: source },
        body: { scan_id: id, at_ms: atMs, act, person, ...said },
      };
      const notes: Note[] = [...this.#notes[0](), { scanId: id, person, sent: false, ...asked }];
      try {
        await keep(this.store, { commands: [command], puts: [["squad-notes", notes]] });
      } catch {
        chime("stop");
        return false;
      }
      this.#notes[1](notes);
      chime("good");
      await this.outbox.count();
      this.outbox.kick();
      return true;
    });
  }

  /** What the service took or refused. A desk's registrations may wait on this device as well:
   * whoever is refused is taken out of the desk's tube, as the desk itself would. */
  async #settle(answered: Answered[]): Promise<Change> {
    const refused = (one: Answered) => one.verdict.verdict === "refused";
    const gone = new Set(answered.filter(refused).map((one) => one.command.scanId));
    const done = new Set(answered.map((one) => one.command.scanId));
    const cards = answered.flatMap((one) => card(one) ?? []);
    const change: Change = { cards };
    await this.#serially(async () => {
      const notes = this.#notes[0]()
        .filter((note) => !gone.has(note.scanId))
        .map((note) => (done.has(note.scanId) ? { ...note, sent: true } : note));
      await write(this.store, "squad-notes", notes);
      this.#notes[1](notes);
      change.puts = [];
      change.drops = [];
      let desk = await read<Desk>(this.store, "desk");
      for (const scan of gone) {
        const back = desk && takeBack(desk, scan);
        if (!back) continue;
        desk = back.desk;
        change.drops.push(...back.unseen.map((one) => `seen:${one}`));
        for (const tube of back.tubes) change.puts.push([`tube:${tube.code}`, tube]);
        change.puts.push(["desk", desk]);
      }
    });
    if (cards.length > 0) {
      this.#cards[1]((all) => [...all, ...cards]);
      chime("stop");
    }
    void this.ask();
    return change;
  }

  async settle(done: Card): Promise<void> {
    await keep(this.store, { cards: [{ ...done, settled: true, who: "" }] });
    this.#cards[1]((all) => all.filter((one) => one.scanId !== done.scanId));
  }

  /** Who it is, whole. The service leaves a row in the access log before it answers; nothing of it
   * is kept here. */
  who(row: Row): Promise<OwedPerson> {
    const asked = { person: row.person };
    const request = { token: this.#device.token, body: JSON.stringify(asked) };
    return patiently(() => askJson<OwedPerson>("/v1/recollections/person", request));
  }

  /** Makes the desk ready for a tube of one; false while a tube is open there. */
  async readyDesk(single: boolean): Promise<boolean> {
    const desk = (await read<Desk>(this.store, "desk")) ?? EMPTY;
    if (single && (desk.tube?.places.length ?? 0) > 0) return false;
    if (single) await write(this.store, "desk", { ...desk, tube: null, capacity: 1 });
    return true;
  }

  siteName(id: number | null | undefined): string | null {
    const site = this.#device.campaign.sites.find((one) => one.id === id);
    return site ? pick(site.name_zh, site.name_en) : null;
  }
  labName(id: number | null | undefined): string | null {
    const lab = this.#device.campaign.labs.find((one) => one.id === id);
    return lab ? pick(lab.name_zh, lab.name_en) : null;
  }

  #serially<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#chain.then(work);
    this.#chain = next.catch(() => undefined);
    return next;
  }
}
