/** A protocol's rules in words. Pure: of a path and a value, what a person reads. */
import type { Campaign, Rule } from "../base/api";
import { pick, t } from "../base/lang";
import { WORDS, type WordKey } from "../base/words";

/** In the order in which a day meets them. */
export const PARTS = [
  "general",
  "classes",
  "transport",
  "lab",
  "recollection",
  "certificates",
  "staffing",
  "schedules",
  "routing",
  "quality",
  "clock",
  "tube_codes",
  "box_codes",
] as const;

export interface Section {
  title: string;
  rules: Rule[];
}

/** The part of a path; rules of no table are general ones. */
export function partOf(key: string): string {
  const [first, ...rest] = key.split(".");
  return rest.length === 0 ? "general" : first!;
}

/** By parts; a part that this page does not know keeps its own name, at the end. */
export function sections(rules: readonly Rule[]): Section[] {
  const found = new Map<string, Rule[]>();
  for (const rule of rules) {
    const part = partOf(rule.key);
    found.set(part, [...(found.get(part) ?? []), rule]);
  }
  const known = PARTS.filter((part) => found.has(part));
  const others = [...found.keys()].filter((part) => !PARTS.some((one) => one === part));
  return [...known, ...others].map((part) => ({
    title: said(`rule.part-${part}`, part),
    rules: found.get(part)!,
  }));
}

/** A word of the table, else the file's own name for it. */
function said(key: string, otherwise: string): string {
  return key in WORDS ? t(key as WordKey) : otherwise;
}

/** What a rule is about, without its part. */
export function label(key: string, campaign: Campaign): string {
  const path = key.split(".");
  const part = partOf(key);
  if (part === "general") return leaf(key);
  if (part === "classes") {
    const [, name, rule, area] = path;
    const found = campaign.limits.classes.find((one) => one.class === name);
    const who = found ? pick(found.zh, found.en) : (name ?? "");
    const where = area ? ` · ${said(`rule.area-${area}`, area)}` : "";
    return `${who} · ${leaf(rule ?? "")}${where}`;
  }
  const names = path.slice(1).filter((step) => step !== "escalations");
  const last = leaf(names.pop() ?? "");
  const before = names.map((step) =>
    /^[0-9]+$/.test(step) ? t("rule.number", { at: step }) : named(step),
  );
  return [...before, last].join(" · ");
}

/** A schedule, by the name that the file gives it. */
function named(name: string): string {
  return said(`rule.name-${name}`, name.replaceAll("_", " "));
}

function leaf(name: string): string {
  return said(`rule.leaf-${name}`, name.replaceAll("_", " "));
}

/** A value in words: spans with their units, yes and no. */
export function value(text: string | null | undefined): string {
  if (text === null || text === undefined) return t("rule.silent");
  if (text === "") return "—";
  const one = (part: string) => {
    const span = /^([0-9]+) (min|h|d)$/.exec(part);
    if (span) return t(`rule.${span[2]}` as "rule.h", { count: span[1] });
    if (part === "true") return t("rule.yes");
    if (part === "false") return t("rule.no");
    return said(`party.${part}`, said(`rule.name-${part}`, part));
  };
  return text.split(", ").map(one).join(", ");
}
