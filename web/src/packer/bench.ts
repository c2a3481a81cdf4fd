/** What a scan does at a packer's bench, by what the device knows: the site's list as the service
 * told it last, and over it what was done here since. Pure: the service decides in the end. */
import type { Order } from "../carry/log";

/** A tube as the list has it. */
export interface ListTube {
  tube: string;
  stage: string;
  lane: number;
  people: number;
  first_swab_at_ms: number | null;
  due_at_ms: number | null;
  box: string | null;
}

/** A box as the list has it. */
export interface ListBox {
  box: string;
  stage: string;
  lab: number | null;
  tubes: number;
  due_at_ms: number;
  leave_by_ms: number | null;
}

export interface List {
  tubes: ListTube[];
  boxes: ListBox[];
}

/** What was done here and is not in the list yet. */
export interface Bench {
  /** The box in use. */
  box: string | null;
  /** The next tube comes out. */
  takeOut: boolean;
  /** Tube to the box it lies in now; `null` when it was taken out. */
  moved: Record<string, string | null>;
  /** Boxes closed here, with the count. */
  sealed: Record<string, number>;
  /** Boxes that went to a courier. */
  gone: Record<string, true>;
}

export const EMPTY: Bench = { box: null, takeOut: false, moved: {}, sealed: {}, gone: {} };

/** A tube in a box: as listed, or one that is not on the list. */
export interface Packed {
  code: string;
  listed: ListTube | null;
}

export interface Shown {
  box: string;
  stage: "open" | "sealed";
  tubes: Packed[];
  listed: ListBox | null;
}

export type Told =
  | { say: "box"; box: string; count: number }
  | { say: "box-same"; box: string; count: number }
  | { say: "packed"; tube: string; box: string; count: number; max: number; listed: boolean }
  | { say: "out"; tube: string; box: string; count: number }
  | { say: "sealed"; box: string; count: number }
  | { say: "take-out" }
  | { say: "box-sealed" }
  | { say: "no-box" }
  | { say: "no-tubes" }
  | { say: "in-box"; tube: string }
  | { say: "other-box"; tube: string; box: string }
  | { say: "not-in-box"; tube: string }
  | { say: "not-sealed"; tube: string }
  | { say: "full"; max: number }
  | { say: "counted"; count: number; scanned: number };

export interface Outcome {
  bench: Bench;
  orders: Order[];
  told: Told;
}

/** In which box a tube lies, as far as is known. */
export function boxOf(list: List, bench: Bench, code: string): string | null {
  const moved = bench.moved[code];
  if (moved !== undefined) return moved;
  return list.tubes.find((one) => one.tube === code)?.box ?? null;
}

/** What lies in a box: what was listed first, then what was put in here. */
export function inside(list: List, bench: Bench, box: string): Packed[] {
  const listed = list.tubes.filter((one) => boxOf(list, bench, one.tube) === box);
  const known = new Set(list.tubes.map((one) => one.tube));
  const more = Object.entries(bench.moved).filter(([code, at]) => at === box && !known.has(code));
  return [
    ...listed.map((one): Packed => ({ code: one.tube, listed: one })),
    ...more.map(([code]): Packed => ({ code, listed: null })),
  ];
}

/** Tubes of the list that are sealed and lie in no box. */
export function loose(list: List, bench: Bench): ListTube[] {
  const here = (one: ListTube) => one.stage !== "open" && boxOf(list, bench, one.tube) === null;
  return list.tubes.filter(here);
}

/** Boxes that are still here, those that must leave first before others. */
export function boxes(list: List, bench: Bench): Shown[] {
  const moved = Object.values(bench.moved).filter((box) => box !== null);
  const own = bench.box === null ? [] : [bench.box];
  const codes = new Set([...list.boxes.map((one) => one.box), ...moved, ...own]);
  return [...codes]
    .filter((box) => !bench.gone[box])
    .map((box) => shown(list, bench, box))
    .filter((one) => one.tubes.length > 0 || one.box === bench.box);
}

export function shown(list: List, bench: Bench, box: string): Shown {
  const listed = list.boxes.find((one) => one.box === box) ?? null;
  const sealed = bench.sealed[box] !== undefined || listed?.stage === "sealed";
  const stage = sealed ? "sealed" : "open";
  return { box, stage, tubes: inside(list, bench, box), listed };
}

export function scanBox(list: List, bench: Bench, box: string): Outcome {
  const tell = (told: Told, next = bench): Outcome => ({ bench: next, orders: [], told });
  const found = shown(list, bench, box);
  const count = found.tubes.length;
  if (found.stage === "sealed" || bench.gone[box]) return tell({ say: "box-sealed" });
  if (bench.box === box) return tell({ say: "box-same", box, count });
  return tell({ say: "box", box, count }, { ...bench, box, takeOut: false });
}

export function scanTube(
  list: List,
  bench: Bench,
  code: string,
  { site, max }: { site: number; max: number },
): Outcome {
  const tell = (told: Told): Outcome => ({ bench, orders: [], told });
  const { box } = bench;
  if (box === null) return tell({ say: "no-box" });
  const at = boxOf(list, bench, code);
  if (bench.takeOut) return takeOut(list, bench, box, code);
  if (at === box) return tell({ say: "in-box", tube: code });
  if (at !== null) return tell({ say: "other-box", tube: code, box: at });
  const listed = list.tubes.find((one) => one.tube === code);
  if (listed?.stage === "open") return tell({ say: "not-sealed", tube: code });
  const count = inside(list, bench, box).length;
  if (count >= max) return tell({ say: "full", max });
  const told = { say: "packed", tube: code, box, count: count + 1, max } as const;
  return {
    bench: { ...bench, moved: { ...bench.moved, [code]: box } },
    orders: [{ act: "pack_tube", box, tube: code, fields: { site } }],
    told: { ...told, listed: listed !== undefined },
  };
}

/** A tube comes out of the box in use. */
export function takeOut(list: List, bench: Bench, box: string, code: string): Outcome {
  if (boxOf(list, bench, code) !== box) {
    return { bench, orders: [], told: { say: "not-in-box", tube: code } };
  }
  const count = inside(list, bench, box).length - 1;
  return {
    bench: { ...bench, takeOut: false, moved: { ...bench.moved, [code]: null } },
    orders: [{ act: "unpack_tube", box, tube: code, fields: {} }],
    told: { say: "out", tube: code, box, count },
  };
}

/** The box is closed once what the hands counted agrees with what was scanned (R102). */
export function seal(list: List, bench: Bench, counted: number): Outcome {
  const tell = (told: Told): Outcome => ({ bench, orders: [], told });
  const { box } = bench;
  if (box === null) return tell({ say: "no-box" });
  const scanned = inside(list, bench, box).length;
  if (scanned === 0) return tell({ say: "no-tubes" });
  if (counted !== scanned) return tell({ say: "counted", count: counted, scanned });
  const sealed = { ...bench.sealed, [box]: scanned };
  return {
    bench: { ...bench, box: null, takeOut: false, sealed },
    orders: [{ act: "seal_box", box, fields: { count: scanned } }],
    told: { say: "sealed", box, count: scanned },
  };
}

/** A new list came while nothing waited: what was done here is in it. */
export function listed(bench: Bench): Bench {
  return { ...EMPTY, box: bench.box, takeOut: bench.takeOut };
}

/** A lane's tubes against the box in use. */
export interface LaneCount {
  lane: number;
  inBox: number;
  waiting: number;
}

/** What R102 asks to compare: by lane what lies in the box and what the list still has outside;
 * and the labels in the box that the list does not have. */
export function compare(list: List, bench: Bench, box: string) {
  const within = inside(list, bench, box);
  const lanes = new Map<number, LaneCount>();
  const of = (lane: number) => {
    const found = lanes.get(lane) ?? { lane, inBox: 0, waiting: 0 };
    lanes.set(lane, found);
    return found;
  };
  for (const { listed } of within) if (listed) of(listed.lane).inBox += 1;
  for (const one of loose(list, bench)) of(one.lane).waiting += 1;
  const strange = within.filter((one) => one.listed === null).map((one) => one.code);
  return { lanes: [...lanes.values()].sort((a, b) => a.lane - b.lane), strange };
}
