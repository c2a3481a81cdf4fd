/** The lists behind the board's figures. Asked when the figures say that something changed, not by
 * the clock: a hundred screens would ask for the same. */
import { createSignal } from "solid-js";
import { askJson, NotAnswered } from "../base/api";
import type { components } from "../base/schema";

type Schemas = components["schemas"];

/** What a list is: not asked for yet, forbidden to this role, failed, or its rows. */
export type Asked<T> = "asking" | "forbidden" | "failed" | { rows: T };

export function rowsOf<T>(asked: Asked<T>): T | null {
  return typeof asked === "object" ? asked.rows : null;
}

/** A list that was not answered is asked for again after this, where the service says nothing. */
const RETRY_MS = 3_000;

/** One list: its newest answer, and at most one question at a time. */
export class List<T> {
  readonly stand;
  readonly #set;
  #busy = false;
  #again = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly token: string,
    private readonly path: string,
  ) {
    [this.stand, this.#set] = createSignal<Asked<T>>("asking");
  }

  async ask(): Promise<void> {
    if (this.#busy) {
      this.#again = true;
      return;
    }
    this.#busy = true;
    do {
      this.#again = false;
      try {
        const rows = await askJson<T>(this.path, { token: this.token });
        this.#set(() => ({ rows }));
      } catch (failed) {
        const status = failed instanceof NotAnswered ? failed.status : 0;
        // What was known stands until something newer is.
        if (status === 403) this.#set("forbidden");
        else if (rowsOf(this.stand()) === null) this.#set("failed");
        // Reads are turned away first where the desks are busy: it is asked again soon.
        if (status !== 401 && status !== 403) this.#later(failed);
      }
    } while (this.#again);
    this.#busy = false;
  }

  #later(failed: unknown): void {
    clearTimeout(this.#timer);
    const asked = failed instanceof NotAnswered ? failed.retryAfterMs : 0;
    this.#timer = setTimeout(() => void this.ask(), asked || RETRY_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

export class Lists {
  readonly townships;
  readonly labs;
  readonly pools;
  readonly notices;
  readonly late;
  readonly discrepancies;
  readonly lawByLane;
  readonly lawByLab;
  readonly lawByBox;

  constructor(token: string) {
    const list = <T>(path: string) => new List<T>(token, path);
    this.townships = list<Schemas["TownshipList"]>("/v1/progress/townships");
    this.labs = list<Schemas["LabStand"][]>("/v1/labs");
    this.pools = list<Schemas["PoolView"][]>("/v1/pools");
    this.notices = list<Schemas["NoticeView"][]>("/v1/notices");
    this.late = list<Schemas["LateList"]>("/v1/late");
    this.discrepancies = list<Schemas["DiscrepancyView"][]>("/v1/discrepancies");
    this.lawByLane = list<Schemas["Conservation"]>("/v1/conservation?by=lane");
    this.lawByLab = list<Schemas["Conservation"]>("/v1/conservation?by=lab");
    this.lawByBox = list<Schemas["Conservation"]>("/v1/conservation?by=box");
  }

  stop(): void {
    for (const list of Object.values(this)) if (list instanceof List) list.stop();
  }

  /** Those that stand on the board itself. */
  askShown(): void {
    for (const list of [this.townships, this.labs, this.pools, this.notices]) void list.ask();
  }

  /** Where the law is broken; asked for when somebody looks, or when the board says so. */
  askLaw(): void {
    for (const list of [this.lawByLane, this.lawByLab, this.lawByBox]) void list.ask();
  }
}
