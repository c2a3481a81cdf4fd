/** What of a town's file is shown as figures. Whatever is not here is in the text alone. */
import { WORDS } from "../base/words";
import { MARK, type Path, type Step, Toml } from "./toml";

export type Kind = "text" | "count" | "share" | "hours" | "clocks" | "moment" | "yes";

export interface Figure {
  /** Names the words for it. */
  word: string;
  kind: Kind;
  path: Path;
  /** May be left out of the file. */
  optional?: boolean;
  /** What counts where it is left out. */
  otherwise?: string;
}

export interface Row {
  key: string | number;
  /** Of the element, to take it out. */
  path: Path;
  figures: Figure[];
}

export interface Section {
  name: "townships" | "sites" | "labs" | "bought_labs" | "cabin_labs";
  rows: Row[];
}

const figure = (word: string, kind: Kind, path: Path, more: Partial<Figure> = {}): Figure => ({
  word,
  kind,
  path,
  ...more,
});
const maybe = { optional: true } as const;
const or = (otherwise: string) => ({ optional: true, otherwise });

/** The index of the round that is planned for, as the service chooses it. */
export function roundOf(toml: Toml): number {
  const wanted = toml.get(["planning", "round"])?.value;
  const rounds = toml.rows(["rounds"]);
  const at = rounds.findIndex((round) => round["id"] === wanted);
  return Math.max(at, 0);
}

export const STAFF = [
  "collectors",
  "registrars",
  "organisers",
  "order_keepers",
  "mobile_teams",
] as const;

/** What is said of the town as a whole. */
export function general(toml: Toml): Figure[] {
  const round = ["rounds", roundOf(toml)] as const;
  return [
    figure("name", "text", ["name"]),
    figure("starts_at", "moment", [...round, "starts_at"]),
    figure("deadline_at", "moment", [...round, "deadline_at"]),
    figure("goal", "hours", ["planning", "goal"], maybe),
    figure("half_goal", "hours", ["planning", "half_goal"], or("24")),
    figure("hours", "clocks", ["planning", "hours"], or("07:00–21:00")),
    figure("prevalence", "share", ["planning", "prevalence"], or("0.000035")),
    figure("lanes_max", "count", ["planning", "lanes_max"], maybe),
  ];
}

/** Who and what is at hand and can be sent anywhere. */
export function reserve(): Figure[] {
  return [
    ...STAFF.map((role) => figure(role, "count", ["planning", "staff", role], maybe)),
    figure("squads", "count", ["planning", "squads"], maybe),
    figure("boxes_max", "count", ["planning", "boxes_max"], or("24")),
  ];
}

/** Tables of the town, those without rows among them where rows can be added. */
export function sections(toml: Toml): Section[] {
  const all: Section[] = [
    { name: "townships", rows: rows(toml, ["townships"], "code", township) },
    { name: "sites", rows: rows(toml, ["sites"], "name_zh", site) },
    { name: "labs", rows: rows(toml, ["labs"], "id", lab) },
    { name: "bought_labs", rows: rows(toml, ["planning", "bought_labs"], "name_zh", newLab) },
    { name: "cabin_labs", rows: rows(toml, ["planning", "cabin_labs"], "name_zh", cabins) },
  ];
  return all.filter(({ name, rows }) => name !== "sites" || rows.length > 0);
}

type Cells = (at: Path, key: string | number) => Figure[];

function rows(toml: Toml, path: readonly string[], by: string, cells: Cells): Row[] {
  return toml.rows(path).map((row, at) => {
    // By its place: while a name is typed it is nobody's.
    const here: Path = [...path, at];
    const key = (row[by] ?? at) as string | number;
    return { key, path: here, figures: cells(here, key) };
  });
}

const township: Cells = (at, code) => {
  const told = (word: string): Path => ["planning", "townships", { code }, word];
  return [
    figure("name_zh", "text", [...at, "name_zh"]),
    figure("name_en", "text", [...at, "name_en"]),
    figure("population", "count", [...at, "population"]),
    figure("sites", "count", [...at, `sites${MARK}`], maybe),
    figure("lanes_per_site", "count", [...at, `lanes_per_site${MARK}`], maybe),
    figure("lanes_max", "count", told("lanes_max"), maybe),
    ...STAFF.map((role) => figure(role, "count", told(role), maybe)),
  ];
};

const site: Cells = (at) => [
  figure("name_zh", "text", [...at, "name_zh"]),
  figure("name_en", "text", [...at, "name_en"]),
  figure("lanes", "count", [...at, "lanes"]),
  figure("open", "yes", [...at, "open"], or("true")),
];

const lab: Cells = (at, id) => [
  figure("name_zh", "text", [...at, "name_zh"]),
  figure("name_en", "text", [...at, "name_en"]),
  figure("tubes_per_day", "count", [...at, "tubes_per_day"]),
  figure("hours_per_day", "count", [...at, "hours_per_day"]),
  figure("vehicles", "count", ["planning", "labs", { id }, "vehicles"], maybe),
  figure("own", "yes", [...at, "own"], or("true")),
  figure("open", "yes", [...at, "open"], or("true")),
];

const newLab: Cells = (at) => [
  figure("name_zh", "text", [...at, "name_zh"]),
  figure("name_en", "text", [...at, "name_en"]),
  figure("tubes_per_day", "count", [...at, "tubes_per_day"]),
  figure("hours_per_day", "count", [...at, "hours_per_day"], or("20")),
];

const cabins: Cells = (at) => [
  figure("name_zh", "text", [...at, "name_zh"]),
  figure("name_en", "text", [...at, "name_en"]),
  figure("cabins_max", "count", [...at, "cabins_max"], or("1")),
  figure("tubes_per_cabin", "count", [...at, "tubes_per_day"]),
  figure("hours_per_day", "count", [...at, "hours_per_day"], or("20")),
];

/** What stands in a field. */
export function shown(toml: Toml, of: Figure): string {
  const found = toml.get(of.path);
  if (!found) return "";
  if (of.kind === "text") return String(found.value);
  if (of.kind === "moment") return found.raw.replace(" ", "T").slice(0, 16);
  if (of.kind === "hours") return hoursOf(String(found.value)) ?? String(found.value);
  if (of.kind === "clocks") {
    return [0, 1].map((at) => toml.get([...of.path, at])?.value ?? "").join("–");
  }
  return found.raw.replaceAll("_", "");
}

/** `90 min` is 1.5. */
function hoursOf(span: string): string | null {
  const [, count, unit] = /^(\d+) (min|h|d)$/.exec(span.trim()) ?? [];
  const hours = { min: 1 / 60, h: 1, d: 24 }[unit ?? ""];
  return hours === undefined ? null : String(Number((Number(count) * hours).toFixed(4)));
}

/** What was typed as TOML writes it; `null` where it cannot be meant. */
export function literal(toml: Toml, of: Figure, typed: string): string | null {
  const text = typed.trim();
  switch (of.kind) {
    case "text":
      return text === "" ? null : JSON.stringify(text);
    case "count":
      return /^\d{1,9}$/.test(text) ? String(Number(text)) : null;
    case "share":
      return /^(0|1|0?\.\d+|\d(\.\d+)?e-\d+)$/.test(text) ? text.replace(/^\./, "0.") : null;
    case "hours": {
      const minutes = Number(text) * 60;
      if (!(minutes >= 1) || !Number.isInteger(minutes)) return null;
      return minutes % 60 === 0 ? `"${minutes / 60} h"` : `"${minutes} min"`;
    }
    case "clocks": {
      const clocks = text.split(/\s*[–-]\s*/).map((one) => one.padStart(5, "0"));
      const sound = clocks.every((one) => /^([01]\d|2[0-4]):[0-5]\d$/.test(one));
      return sound && clocks.length === 2 ? `["${clocks.join('", "')}"]` : null;
    }
    case "moment": {
      if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text)) return null;
      const off = /(Z|[+-]\d\d:\d\d)$/.exec(toml.get(of.path)?.raw ?? "")?.[0];
      return `${text}:00${off ?? "+08:00"}`;
    }
    case "yes":
      return text === "true" || text === "false" ? text : null;
  }
}

/** The text with what was typed in a field; `null` where it cannot be meant. */
export function typed(toml: Toml, of: Figure, text: string): string | null {
  if (text.trim() === "") return of.optional ? toml.drop(of.path) : null;
  const put = literal(toml, of, text);
  return put === null ? null : toml.set(of.path, put);
}

/** The dotted key by which the service names a value at fault. */
export function dotted(toml: Toml, path: Path): string {
  const named = (step: Step, at: number): string => {
    if (typeof step === "string") return step.replace(MARK, "");
    if (typeof step === "object") return String(Object.values(step)[0]);
    const row = toml.rows(path.slice(0, at))[step] ?? {};
    const by = ["code", "id", "name_zh"].find((key) => row[key] !== undefined);
    return by ? String(row[by]) : String(step + 1);
  };
  return path.map(named).join(".");
}

/** Names of a new row in both languages. */
function names(section: Section["name"], number: number): string[] {
  const said = WORDS[`new.${section}` as "new.labs"];
  const of = (text: string) => JSON.stringify(text.replace("{number}", String(number)));
  return [`name_zh = ${of(said[0])}`, `name_en = ${of(said[1])}`];
}

const BEGIN: Record<Section["name"], (number: number, region: number) => string[]> = {
  townships: (number, region) => [
    `code = ${region * 1000 + 900 + number}`,
    ...names("townships", number),
    "population_synthetic = 10000",
    "country = true",
    "sites_synthetic = 2",
    "lanes_per_site_synthetic = 4",
    "spread_km_synthetic = 4.0",
  ],
  sites: () => [],
  labs: (number) => [
    `id = ${number}`,
    ...names("labs", number),
    "tubes_per_day_synthetic = 3000",
    "hours_per_day_synthetic = 20",
    'process_synthetic = "4 h"',
    "own = true",
  ],
  bought_labs: (number) => [
    ...names("bought_labs", number),
    "tubes_per_day_synthetic = 3000",
  ],
  cabin_labs: (number) => [
    ...names("cabin_labs", number),
    "cabins_max_synthetic = 2",
    "tubes_per_day_synthetic = 3000",
  ],
};

const LISTS: Record<Section["name"], readonly string[]> = {
  townships: ["townships"],
  sites: ["sites"],
  labs: ["labs"],
  bought_labs: ["planning", "bought_labs"],
  cabin_labs: ["planning", "cabin_labs"],
};

/** The text with one row more, with figures to begin from, all marked as invented. */
export function added(toml: Toml, section: Section["name"]): string {
  const rows = toml.rows(LISTS[section]);
  const region = Number(toml.get(["region"])?.value ?? 0);
  const taken = (number: number) =>
    rows.some((row) => {
      const lines = BEGIN[section](number, region);
      return lines.slice(0, 2).some((line) => {
        const [key, value] = line.split(" = ");
        return row[key!] !== undefined && JSON.stringify(row[key!]) === value;
      });
    });
  let number = section === "labs" ? rows.length + 1 : 1;
  while (taken(number)) number += 1;
  return toml.add(LISTS[section], BEGIN[section](number, region));
}

/** The text without a row, and without what else is said of it. */
export function removed(toml: Toml, section: Section["name"], row: Row): string {
  const read = (text: string) => Toml.read(text);
  let text = toml.remove(row.path);
  const without = (path: Path) => {
    text = read(text).remove(path);
  };
  if (section === "labs") without(["planning", "labs", { id: row.key }]);
  if (section === "townships") {
    without(["planning", "townships", { code: row.key }]);
    for (const list of ["communities", "sites"]) {
      const of = { township: row.key };
      while (read(text).rows([list]).some((one) => one["township"] === row.key)) {
        without([list, of]);
      }
    }
  }
  return text;
}
