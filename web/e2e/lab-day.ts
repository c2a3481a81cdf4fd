/** What happened before a box comes to the hatch, sent as commands: people, tubes, boxes, couriers;
 * and files as a thermocycler writes them. */
import { name, number, tube } from "./people";

export interface Told {
  verdict: string;
  lab?: number;
  refusal?: { name: string };
}

/** A box's label: eight digits and two check digits. */
export function box(at: number): string {
  const payload = String(at).padStart(8, "0");
  const rest = Array.from(payload).reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0);
  return payload + String((98 - ((rest * 100) % 97)) % 97 || 97).padStart(2, "0");
}

let scans = 0;
function scanId(): string {
  const time = Date.now().toString(16).padStart(12, "0");
  const count = (scans++).toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${count}`;
}

/** Number of whoever carries boxes. */
const COURIER = 903;

export class LabDay {
  constructor(
    readonly url: string,
    /** Of somebody who may do everything, and their number. */
    readonly admin: string,
    readonly staff: number,
  ) {}

  /** Sends acts in order; each must be recorded. */
  async acts(acts: [act: string, fields: object][], token = this.admin): Promise<Told[]> {
    const at_ms = Date.now();
    const lines = acts.map(([act, fields]) =>
      JSON.stringify({ scan_id: scanId(), at_ms, act, ...fields }),
    );
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/x-ndjson" };
    const how = { method: "POST", headers, body: lines.join("\n") };
    const text = await (await fetch(`${this.url}/v1/commands`, how)).text();
    const told = text
      .split("\n")
      .flatMap((line) => (line === "" ? [] : [JSON.parse(line) as Told]));
    told.forEach((one, at) => {
      if (!/recorded$/.test(one.verdict))
        throw new Error(`${acts[at]?.[0]}: ${JSON.stringify(one)}`);
    });
    return told;
  }

  /** Tubes `from..from + count` with so many people each, packed, sealed, and in a courier's
   * hands. */
  async carried(at: number, from: number, count: number, people = 2): Promise<string> {
    const all: [string, object][] = [];
    for (let tubeAt = from; tubeAt < from + count; tubeAt++) {
      for (let place = 0; place < people; place++) {
        const person = tubeAt * 20 + place;
        const document = { kind: "resident_id", number: number(person) };
        const into = { round: 1, lane: 1, tube: tube(tubeAt), capacity: 10 };
        all.push(["register", { ...into, name: name(person), document }]);
      }
      all.push(["swab", { tube: tube(tubeAt) }]);
      all.push(["seal_tube", { tube: tube(tubeAt), count: people }]);
      all.push(["pack_tube", { box: box(at), site: 1, tube: tube(tubeAt) }]);
    }
    all.push(["seal_box", { box: box(at), count }]);
    all.push(["route_box", { box: box(at), lab: 1 }]);
    const hands = { giver: this.staff, taker: COURIER, given: count, taken: count };
    all.push(["hand_over", { box: box(at), ...hands }]);
    await this.acts(all);
    return box(at);
  }

  /** The same, at the lab and out of its box. */
  async received(at: number, from: number, count: number, people = 2): Promise<void> {
    const code = await this.carried(at, from, count, people);
    await this.acts([
      ["receive_box", { box: code, lab: 1, courier: COURIER, receiver: this.staff, count }],
      ["receive_rest", { box: code }],
      ["empty_box", { box: code }],
    ]);
  }
}

/** Cycles of ORF1ab, N and the internal control. */
type Cycles = [string, string, string];
export const NEGATIVE: Cycles = ["Undetermined", "Undetermined", "24.53"];
export const POSITIVE: Cycles = ["28.11", "29.40", "25.02"];
const BLANK: Cycles = ["Undetermined", "Undetermined", "Undetermined"];
const CONTROL: Cycles = ["30.20", "31.05", "27.33"];

export interface Plate {
  wells: { well: string; tube?: string; control?: string }[];
}

/** A QuantStudio's export of a plate as the service has it. */
export function quantStudio(
  plate: string,
  { wells }: Plate,
  of: Record<string, Cycles> = {},
): string {
  const targets = [
    ["ORF1ab", "FAM"],
    ["N", "VIC"],
    ["IC", "CY5"],
  ] as const;
  const head = [
    "* Block Type = 96-Well 0.2-mL Block",
    `* Experiment Barcode = ${plate}`,
    "* Instrument Name = 272310000",
    "* Instrument Serial Number = 272310000",
    "* Instrument Type = QuantStudio 5 System",
    "",
    "[Results]",
    ["Well", "Well Position", "Omit", "Sample Name", "Target Name", "Task", "Reporter", "CT"].join(
      "\t",
    ),
  ];
  const rows = wells.flatMap(({ well, tube, control }) => {
    const position = `${well[0]}${Number(well.slice(1))}`;
    const at = (well.charCodeAt(0) - 65) * 12 + Number(well.slice(1));
    const sample = tube ?? (control === "positive" ? "PC" : "NTC");
    const task = tube ? "UNKNOWN" : control === "positive" ? "POSITIVE CONTROL" : "NTC";
    const cycles = tube ? (of[tube] ?? NEGATIVE) : control === "positive" ? CONTROL : BLANK;
    return targets.map(([target, colour], index) =>
      [at, position, "false", sample, target, task, colour, cycles[index]].join("\t"),
    );
  });
  return [...head, ...rows, ""].join("\n");
}
