/** A box at the hatch, row by row: what the service knows of it, and what was scanned here and is
 * not answered yet. Pure. */
import type { BoxView, NotedView, PackedView } from "./views";

/** Where a tube of the box stands at the hatch. */
export type RowState = "waiting" | "sending" | "in" | "flawed" | "rejected" | "missing";

export interface Row {
  tube: string;
  state: RowState;
  accession: string;
  people: number;
  firstSwabAtMs: number | null;
  /** Found in the box, and not on its manifest. */
  surplus: boolean;
  notes: NotedView[];
  rejected: { zh: string; en: string } | null;
}

/** What is done with the box next. */
export type Step = "under-way" | "sign" | "check" | "done";

/** Stages of a tube before a lab has it. */
const BEFORE = new Set(["open", "sealed", "packed", "in_transit"]);
/** Differences that say where a tube is, and nothing of the tube itself. */
const OF_PLACE = new Set(["missing", "surplus"]);

/** `signed`: both signed here, and the service was not told yet. */
export function step(box: BoxView, signed = false): Step {
  if (box.stage === "in_transit") return signed ? "check" : "sign";
  if (box.stage === "received") return "check";
  return box.stage === "emptied" ? "done" : "under-way";
}

/** The manifest in its order, then what was found beyond it. */
export function rows(box: BoxView, sending: ReadonlySet<string>): Row[] {
  const known = new Set([...box.tubes, ...box.surplus].map((one) => one.tube));
  const unknown = [...sending].filter((tube) => !known.has(tube));
  return [
    ...box.tubes.map((one) => row(box, one, sending, false)),
    ...box.surplus.map((one) => row(box, one, sending, true)),
    ...unknown.map((tube) => ({ ...BLANK, tube })),
  ];
}

const BLANK: Omit<Row, "tube"> = {
  state: "sending",
  accession: "",
  people: 0,
  firstSwabAtMs: null,
  surplus: true,
  notes: [],
  rejected: null,
};

function row(box: BoxView, of: PackedView, sending: ReadonlySet<string>, surplus: boolean): Row {
  return {
    tube: of.tube,
    state: state(box, of, sending),
    accession: of.accession ?? "",
    people: of.people,
    firstSwabAtMs: of.first_swab_at_ms ?? null,
    surplus,
    notes: of.differences.filter((one) => one.difference !== "missing" || isMissing(box, of)),
    rejected: of.rejected ?? null,
  };
}

function isMissing(box: BoxView, of: PackedView): boolean {
  return box.stage === "emptied" && BEFORE.has(of.stage ?? "in_transit");
}

function state(box: BoxView, of: PackedView, sending: ReadonlySet<string>): RowState {
  if (of.stage === "rejected") return "rejected";
  if (BEFORE.has(of.stage ?? "in_transit")) {
    if (sending.has(of.tube)) return "sending";
    return isMissing(box, of) ? "missing" : "waiting";
  }
  return of.differences.some((one) => !OF_PLACE.has(one.difference)) ? "flawed" : "in";
}

export type Counts = Record<RowState, number> & { surplus: number; expected: number };

export function count(all: Row[]): Counts {
  const counts: Counts = {
    waiting: 0,
    sending: 0,
    in: 0,
    flawed: 0,
    rejected: 0,
    missing: 0,
    surplus: 0,
    expected: 0,
  };
  for (const one of all) {
    counts[one.state] += 1;
    if (one.surplus) counts.surplus += 1;
    else counts.expected += 1;
  }
  return counts;
}

/** Tubes that were scanned or rejected: nobody looks for them any more. */
export function found(counts: Counts): number {
  return counts.sending + counts.in + counts.flawed + counts.rejected;
}
