/** What a scan is, by its content alone: where the cursor stands does not matter. The rules follow
 * `src/edge/wedge.rs`, which decides in the end; `fixtures/scans/cases.tsv` holds both. */
import { accepts, fold, narrow, type Labels } from "./codes";
import { parse, type Document, type Fault, type Kind } from "./document";

/** What the server is told of a person's document: as it was read. */
export type DocumentWire =
  | { kind: Kind; number: string }
  | { wedge: string }
  | { mrz: string }
  | { chip: string }
  | { token: string };

export const COMMANDS = ["seal", "undo", "swab", "gloves", "lock"] as const;
export type CommandWord = (typeof COMMANDS)[number];

export type Meaning =
  | { is: "person"; wire: DocumentWire; document: Document; name: string }
  | { is: "pass"; wire: DocumentWire; token: string }
  | { is: "tube"; code: string }
  | { is: "box"; code: string }
  | { is: "receipt" }
  | { is: "place"; region: number; site: number; lane: number | null }
  | { is: "staff"; token: string }
  | { is: "card"; region: number; staff: number }
  | { is: "command"; word: CommandWord }
  | { is: "number"; text: string; kinds: Kind[] }
  | { is: "refused"; fault: Fault }
  | { is: "several"; count: number }
  | { is: "unknown" };

/** What a card reader tells. */
export interface CardRead {
  name: string;
  document: { kind: string; number: string };
  /** The text on the chip. */
  chip?: string;
}

const SEPARATORS_MIN = 5;
/** Kinds whose numbers carry no check, the likelier first. */
const UNPROVEN: Kind[] = ["resident_id", "travel_permit", "temporary", "passport"];

export function meaning(scan: string, labels: Labels, todayMs: number): Meaning {
  // An identifier of the symbology, which some scanners put in front (ISO/IEC 15424).
  const text = narrow(scan)
    .trim()
    .replace(/^\][A-Za-z][0-9]/, "");
  const own = ours(text);
  if (own) return own;
  if (text.includes("<")) return travel(text, todayMs);
  if (text.split("|").length > SEPARATORS_MIN) return readerLine(text, todayMs);
  const words = text.split(/[^0-9A-Za-z]+/).filter((word) => word !== "");
  const whole = one(fold(text), labels, todayMs);
  if (whole.is !== "unknown" || words.length < 2) {
    return whole.is === "unknown" ? apart(fold(text), labels, todayMs) : whole;
  }
  const found = words.map((word) => one(fold(word), labels, todayMs));
  return together(found) ?? whole;
}

/** Codes that only this system prints. */
function ours(text: string): Meaning | null {
  const lower = text.toLowerCase();
  const place = /^tenfold:(site|lane):([0-9]{1,9}):([0-9]{1,9})(?::([0-9]{1,9}))?$/.exec(lower);
  if (place && (place[1] === "lane") === (place[4] !== undefined)) {
    const lane = place[4] === undefined ? null : Number(place[4]);
    return { is: "place", region: Number(place[2]), site: Number(place[3]), lane };
  }
  const card = /^tenfold:staff:([0-9]{1,9}):([0-9]{1,9})$/.exec(lower);
  if (card) return { is: "card", region: Number(card[1]), staff: Number(card[2]) };
  const command = /^tenfold:do:([a-z]+)$/.exec(lower)?.[1];
  const word = COMMANDS.find((known) => known === command);
  if (word) return { is: "command", word };
  if (/^tf_[0-9a-f]{64}$/.test(lower)) return { is: "staff", token: lower };
  const token = fold(text);
  if (/^TP[0-9A-HJKMNP-TV-Z]{68}$/.test(token)) return { is: "pass", wire: { token }, token };
  return null;
}

/** One run of letters and digits. */
function one(run: string, labels: Labels, todayMs: number): Meaning {
  if (labels.tubes.some((rule) => accepts(rule, run))) return { is: "tube", code: run };
  if (labels.boxes.some((rule) => accepts(rule, run))) return { is: "box", code: run };
  const proven = ownShape(run);
  if (proven) {
    const document = parse(proven, run, todayMs);
    if (typeof document !== "string") {
      const wire = { kind: document.kind, number: document.number };
      return { is: "person", wire, document, name: "" };
    }
    if (run.length === 18) return { is: "refused", fault: document };
  }
  if (/^(?=.*[A-Z])[0-9A-HJKMNP-TV-Z]{12}$/.test(run)) return { is: "receipt" };
  if (run.length < 5 || !/[0-9]/.test(run)) return { is: "unknown" };
  const kinds = UNPROVEN.filter((kind) => typeof parse(kind, run, todayMs) !== "string");
  return kinds.length > 0 ? { is: "number", text: run, kinds } : { is: "unknown" };
}

/** Numbers that nothing else looks like. */
function ownShape(run: string): Kind | null {
  if (/^[0-9]{17}[0-9X]$/.test(run)) return "resident_id";
  if (/^[A-Z]{3}[0-9]{12}$/.test(run)) return "foreign_permit";
  return /^[HM][0-9]{10}$/.test(run) ? "travel_permit" : null;
}

/** A run that is the same twice, or two proven things without anything between them. */
function apart(run: string, labels: Labels, todayMs: number): Meaning {
  if (run.length > 72) return { is: "unknown" };
  const half = run.slice(0, run.length / 2);
  if (run.length >= 10 && half + half === run) return one(half, labels, todayMs);
  const sure = (part: string) => {
    const found = one(part, labels, todayMs);
    return ["tube", "box", "person"].includes(found.is) ? found : null;
  };
  let ways = 0;
  for (let at = 1; at < run.length; at++) {
    if (sure(run.slice(0, at)) && sure(run.slice(at))) ways += 1;
  }
  return ways === 1 ? { is: "several", count: 2 } : { is: "unknown" };
}

/** Several words of one scan: the same thing again is one, two different ones are not taken. */
function together(found: Meaning[]): Meaning | null {
  if (found.some((each) => each.is === "unknown")) return null;
  const distinct = new Set(found.map((each) => JSON.stringify(each)));
  return distinct.size === 1 ? found[0]! : { is: "several", count: distinct.size };
}

/** `姓名|性别|民族|出生|地址|号码|机关|有效期`, as a reader types it. */
function readerLine(text: string, todayMs: number): Meaning {
  const fields = text.split("|").map((field) => field.trim());
  const found = new Map<string, Meaning>();
  fields.forEach((field, at) => {
    const run = fold(field);
    if (at === 0 || !(run.length === 18 || /^[A-Z]{3}[0-9]{12}$/.test(run))) return;
    const kind: Kind = run.length === 18 ? "resident_id" : "foreign_permit";
    const document = parse(kind, run, todayMs);
    if (typeof document === "string" || found.has(document.number)) return;
    const name = (fields[Math.max(0, at - 5)] ?? "").replace(/^\ufeff/, "");
    found.set(document.number, { is: "person", wire: { wedge: text }, document, name });
  });
  if (found.size > 1) return { is: "several", count: found.size };
  const [person] = found.values();
  if (person) return person;
  const old = parse("resident_id", fields[5] ?? "", todayMs);
  if (typeof old === "string") return { is: "refused", fault: old };
  return { is: "person", wire: { wedge: text }, document: old, name: fields[0] ?? "" };
}

/** The zone of a travel document: the server reads it whole; here its number is enough. */
function travel(text: string, _todayMs: number): Meaning {
  const lines = text.split(/[\r\n\t ]+/).filter((line) => line !== "");
  const zone = lines.length === 1 ? cut(lines[0]!) : lines;
  const [first, second] = zone;
  const is = (count: number, length: number) =>
    zone.length === count && zone.every((line) => line.length === length);
  let number = "";
  let name = "";
  if (is(2, 44)) {
    number = second!.slice(0, 9);
    name = first!.slice(5);
  } else if (is(3, 30)) {
    number = first!.slice(5, 14);
    name = zone[2]!;
  } else {
    return { is: "refused", fault: "DocumentBad" };
  }
  const spoken = name.replace(/<+$/, "").replace("<<", " ").replaceAll("<", " ").trim();
  const bare = number.replaceAll("<", "");
  const document: Document = { kind: "passport", number: bare };
  return { is: "person", wire: { mrz: zone.join("\n") }, document, name: spoken };
}

/** Lines that came without anything between them. */
function cut(line: string): string[] {
  if (line.length === 88) return [line.slice(0, 44), line.slice(44)];
  if (line.length === 90) return [line.slice(0, 30), line.slice(30, 60), line.slice(60)];
  return [line];
}

/** A card that a reader has read: its chip goes to the service as it is. */
export function ofCard(card: CardRead, todayMs: number): Meaning {
  const { name, chip } = card;
  const document = parse(card.document.kind as Kind, card.document.number, todayMs);
  if (typeof document === "string") return { is: "refused", fault: document };
  const { kind, number } = document;
  return { is: "person", wire: chip ? { chip } : { kind, number }, document, name };
}
