/** What the page shows at a moment: the newest board, or those who were swabbed before an hour. */
import { createMemo, createSignal } from "solid-js";
import type { Device } from "../base/device";
import { isoText } from "../base/day";
import { pick, t } from "../base/lang";
import {
  add,
  apart,
  type Board,
  byHour,
  type Count,
  csv,
  NONE,
  sharedName,
  STAGES,
  type Township,
  townships,
} from "./figures";
import { Lists, rowsOf } from "./lists";
import { Stream } from "./stream";

/** Lists are asked for again when the figures changed, and not more often than this. */
const LISTS_EVERY_MS = 10_000;
/** They are asked for at the latest then: time alone makes things late, and a
 * confirmation moves no figure. */
const LISTS_AT_LEAST_MS = 20_000;
const HOURS_SHOWN = 24;
const HOUR_MS = 3_600_000;

export interface Place {
  id: number;
  name: string;
  count: Count;
}

export class Work {
  readonly stream: Stream;
  readonly lists: Lists;
  /** The hour up to which is looked back; `null` is everybody. */
  readonly back;
  readonly setBack;
  readonly count;
  readonly places;
  readonly hours;
  #askedMs = 0;
  #askedOf = "";

  constructor(readonly device: Device) {
    this.stream = new Stream(device.token);
    this.lists = new Lists(device.token);
    [this.back, this.setBack] = createSignal<number | null>(null);
    this.hours = createMemo(() => byHour(this.board()?.hours ?? [], HOURS_SHOWN));
    const past = createMemo(() => {
      const [list, upto] = [rowsOf(this.lists.townships.stand()), this.back()];
      return list ? townships(list, upto) : [];
    });
    // Without an answer there is nothing to look back on.
    const looksBack = () => this.back() !== null && past().length > 0;
    this.places = createMemo(() => (looksBack() ? past() : past().map((one) => this.#live(one))));
    this.count = createMemo<Count | null>(() => {
      if (looksBack()) return past().reduce((all, one) => add(all, one.count), NONE);
      const board = this.board();
      return board && { totals: board.totals, tubes: board.tubes, holds: board.law_holds };
    });
  }

  board(): Board | null {
    return this.stream.board();
  }

  begin(): void {
    void this.stream.listen();
    this.lists.askShown();
  }

  stop(): void {
    this.stream.stop();
    this.lists.stop();
  }

  /** Asks for the lists again when the board says that something changed. */
  follow(board: Board, nowMs: number): void {
    const { late, recollections, discrepancies, totals, law_holds: holds } = board;
    const of = JSON.stringify([late, recollections, discrepancies, totals, holds]);
    const sinceMs = nowMs - this.#askedMs;
    const changed = of !== this.#askedOf && sinceMs >= LISTS_EVERY_MS;
    if (!changed && sinceMs < LISTS_AT_LEAST_MS) return;
    [this.#askedOf, this.#askedMs] = [of, nowMs];
    this.lists.askShown();
    if (!holds) this.lists.askLaw();
  }

  /** What a township's sites say this second. */
  #live(one: Township): Township {
    const board = this.board();
    if (!board) return one;
    const own = board.sites.filter((site) => one.sites.includes(site.site));
    const counts = own.map(({ totals }) => ({ ...NONE, totals, holds: !apart(totals) }));
    return { ...one, count: counts.reduce(add, NONE) };
  }

  townshipName(one: Township): string {
    const sites = this.device.campaign.sites.filter((site) => one.sites.includes(site.id));
    const names = sites.map((site) => pick(site.name_zh, site.name_en));
    return sharedName(names, t("town.site-word")) || String(one.township);
  }

  siteName(site: number | null | undefined): string {
    const known = this.device.campaign.sites.find((one) => one.id === site);
    return known ? pick(known.name_zh, known.name_en) : "";
  }

  labName(lab: number | null | undefined): string {
    const known = this.device.campaign.labs.find((one) => one.id === lab);
    return known ? pick(known.name_zh, known.name_en) : "";
  }

  /** A township's sites, with most registered first. */
  sites(one: Township): Place[] {
    const own = (this.board()?.sites ?? []).filter((site) => one.sites.includes(site.site));
    const places = own.map((site) => ({
      id: site.site,
      name: pick(site.name_zh, site.name_en),
      count: { ...NONE, totals: site.totals, holds: !apart(site.totals) },
    }));
    return places.sort((a, b) => b.count.totals.registered - a.count.totals.registered);
  }

  /** What the screen shows, as a table: all, townships, their sites, hours. */
  csv(): string {
    const board = this.board();
    const count = this.count();
    if (!board || !count) return csv([]);
    const row = (level: string, of: [string | number, string, string | number], it: Count) => [
      level,
      ...of,
      it.totals.registered,
      ...STAGES.map((stage) => it.totals[stage]),
    ];
    const all = row(t("csv.all"), [board.region, board.name, board.roster], count);
    const towns = this.places().flatMap((one) => {
      const of: [number, string, number] = [one.township, this.townshipName(one), one.expected];
      const sites = this.back() === null ? this.sites(one) : [];
      return [
        row(t("csv.township"), of, one.count),
        ...sites.map((site) => row(t("csv.site"), [site.id, site.name, ""], site.count)),
      ];
    });
    const hours = this.hours().map(({ hour, registered }) => [
      t("csv.hour"),
      isoText(hour * HOUR_MS),
      "",
      "",
      registered,
    ]);
    const columns = ["level", "number", "name", "expected", "registered"] as const;
    const head = [
      ...columns.map((column) => t(`csv.${column}`)),
      ...STAGES.map((stage) => t(`stage.${stage}`)),
    ];
    const upto = this.back();
    const until = upto === null ? "" : isoText((upto + 1) * HOUR_MS);
    const asOf = [t("csv.as-of"), isoText(board.at_ms), until && t("back.until", { time: until })];
    return csv([head, all, ...towns, ...hours, asOf.filter((cell) => cell !== "")]);
  }
}
