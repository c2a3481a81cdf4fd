/** What the board's figures come to: steps added up, townships, hours, a table for a file. Pure. */
import type { components } from "../base/schema";

type Schemas = components["schemas"];
export type Board = Schemas["ProgressView"];
export type Totals = Schemas["Totals"];
export type Steps = Schemas["Steps"];
export type Townships = Schemas["TownshipList"];
export type Notice = Schemas["NoticeView"];

/** A person stands in exactly one of these; together they are all who were registered. */
export const STAGES = [
  "open",
  "sealed",
  "boxed",
  "in_transit",
  "received",
  "in_test",
  "resulted",
  "void",
] as const;
export type Stage = (typeof STAGES)[number];

/** How far people have come: everybody who stands in one of these stages. */
export const MILESTONES = {
  boxed: ["boxed", "in_transit", "received", "in_test", "resulted"],
  received: ["received", "in_test", "resulted"],
  resulted: ["resulted"],
} as const satisfies Record<string, readonly Stage[]>;
export type Milestone = keyof typeof MILESTONES;

export const sum = (steps: Steps, stages: readonly Stage[]) =>
  stages.reduce((all, stage) => all + steps[stage], 0);

export const reached = (steps: Steps, milestone: Milestone) => sum(steps, MILESTONES[milestone]);

/** People who are in no step, or in one too many; 0 as long as nobody is missing. */
export const apart = (totals: Totals) => totals.registered - sum(totals, STAGES);

const NOBODY: Steps = {
  open: 0,
  sealed: 0,
  boxed: 0,
  in_transit: 0,
  received: 0,
  in_test: 0,
  resulted: 0,
  void: 0,
};

const addSteps = (a: Steps, b: Steps): Steps =>
  Object.fromEntries(STAGES.map((stage) => [stage, a[stage] + b[stage]])) as unknown as Steps;

/** What a screen shows of a place, or of everybody. */
export interface Count {
  totals: Totals;
  tubes: Steps;
  /** The steps add up everywhere within. */
  holds: boolean;
}

export const NONE: Count = { totals: { registered: 0, ...NOBODY }, tubes: NOBODY, holds: true };

export function add(a: Count, b: Count): Count {
  const registered = a.totals.registered + b.totals.registered;
  return {
    totals: { registered, ...addSteps(a.totals, b.totals) },
    tubes: addSteps(a.tubes, b.tubes),
    holds: a.holds && b.holds,
  };
}

export interface Township {
  township: number;
  expected: number;
  sites: number[];
  count: Count;
}

/** Every township as those stand now whose tubes were opened before the end of hour `upto`;
 * everybody where it is `null`. */
export function townships(list: Townships, upto: number | null): Township[] {
  return list.townships.map(({ township, expected, sites, hours }) => {
    const within = hours.filter(({ hour }) => upto === null || hour <= upto);
    const counts = within.map((hour) => ({ totals: hour, tubes: hour.tubes, holds: hour.holds }));
    return { township, expected, sites, count: counts.reduce(add, NONE) };
  });
}

/** Registered by hour, of every hour between the first and the last. */
export function byHour(
  hours: readonly { hour: number; registered: number }[],
  shownMax: number,
): { hour: number; registered: number }[] {
  if (hours.length === 0) return [];
  const known = new Map<number, number>();
  for (const { hour, registered } of hours) known.set(hour, (known.get(hour) ?? 0) + registered);
  const last = Math.max(...known.keys());
  const first = Math.max(Math.min(...known.keys(), last - 7), last - shownMax + 1);
  const all = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  return all.map((hour) => ({ hour, registered: known.get(hour) ?? 0 }));
}

/** A township's name is what its sites' names begin with, up to the `word` before their number; the
 * campaign has none of its own. Empty where they share nothing. */
export function sharedName(names: readonly string[], word: string): string {
  const [first = [], ...rest] = names.map((name) => Array.from(name.replace(/\d.*$/u, "")));
  const shared = rest.reduce((length, name) => {
    const differs = first.findIndex((one, at) => one !== name[at]);
    return differs < 0 ? length : Math.min(length, differs);
  }, first.length);
  const text = first.slice(0, shared).join("").trim();
  return text.endsWith(word) ? text.slice(0, -word.length).trim() : text;
}

/** One thing that several parties were told of at once. */
export interface Case {
  tube: string;
  message: string;
  toldAtMs: number;
  notices: Notice[];
}

/** Notices of one message about one tube or person, together; the order is the service's. */
export function byCase(notices: readonly Notice[]): Case[] {
  const cases = new Map<string, Case>();
  for (const one of notices) {
    const key = `${one.tube} ${one.message} ${one.person ?? ""}`;
    const known = cases.get(key);
    if (known) {
      known.notices.push(one);
      known.toldAtMs = Math.max(known.toldAtMs, one.told_at_ms);
    } else {
      const { tube, message, told_at_ms: toldAtMs } = one;
      cases.set(key, { tube, message, toldAtMs, notices: [one] });
    }
  }
  return [...cases.values()];
}

export const share = (part: number, whole: number, digits = 1) =>
  whole > 0 ? `${((100 * part) / whole).toFixed(digits)} %` : "–";

const grouping = new Intl.NumberFormat("en");
export const count = (number: number) => grouping.format(number);

/** Lines of cells as RFC 4180 has them, with a mark by which spreadsheets know UTF-8. A cell that
 * a spreadsheet would take for a formula is made text. */
export function csv(rows: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number) => {
    const text = typeof value === "string" && /^[=+\-@\t]/.test(value) ? `'${value}` : `${value}`;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}
