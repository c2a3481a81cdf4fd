/** A plan's document: what of it the page shows, as figures. */

export interface Both {
  zh: string;
  en: string;
}

interface When {
  median_minutes: number | null;
  p95_minutes: number | null;
  median_at: string | null;
  p95_at: string | null;
}

interface Share {
  hits: number;
  of: number;
  at_least: number;
  at_most: number;
}

export interface Shortage {
  what: Both;
  place: Both;
  needed: number;
  at_hand: number | null;
  missing: number | null;
  unit: Both;
  from_at: string | null;
  until_at: string | null;
  note: Both;
}

interface Lab {
  lab: Both;
  busy_hours: number;
  cyclers: number;
}

interface Kept extends Share {
  limit: Both;
  replications: number;
}

export interface Plan {
  answer: string;
  said: Both[];
  seed: number;
  name: string;
  version: string;
  people: number;
  replications: number;
  cost_yuan: number;
  goal_minutes: number;
  half_goal_minutes: number;
  kept: Record<"all_in_goal" | "half_own_in_goal" | "no_tube_too_old" | "every", Share>;
  flow: { too_old_share: number; started_too_old_share: number };
  recollections: { pools: number; people: number; late_share: number; answer: string };
  done: Record<"half_own" | "half" | "all_sampled" | "all", When>;
  tables: {
    shortages?: Shortage[];
    labs?: Lab[];
    kept?: Kept[];
    bounds?: { what: Both; least: number; planned: number | null; unit: Both }[];
  };
  plan: { sites: { lanes: number[]; single_lanes: number[] }[] };
}

/** Of a plan that was never found there is only why. */
export function found(document: Partial<Plan>): Plan | null {
  return document.plan && document.tables ? (document as Plan) : null;
}

/** What the city as a whole needs, by the words of its place. */
export function ofCity(plan: Plan): Shortage[] {
  const rows = plan.tables.shortages ?? [];
  const city = rows[0]?.place.en;
  return rows.filter((row) => row.place.en === city);
}

/** What must be asked for, the largest share first. */
export function missing(plan: Plan): Shortage[] {
  const short = (plan.tables.shortages ?? []).filter((row) => (row.missing ?? 0) > 0);
  const share = (row: Shortage) => (row.missing ?? 0) / Math.max(row.needed, 1);
  return short.sort((a, b) => share(b) - share(a));
}

export type Unit = "yuan" | "minutes" | "share" | "count" | "hours";

export interface Line {
  /** Names the words; of a row of the plan's own, its own words stand for them. */
  word: string;
  said?: Both;
  unit: Unit;
  of?: Both;
  values: (number | null)[];
}

function cyclerHours(plan: Plan): number {
  return (plan.tables.labs ?? []).reduce((sum, lab) => sum + lab.busy_hours, 0);
}

/** The figures that plans are weighed by, side by side; what one plan has no need of is 0. */
export function sideBySide(plans: readonly Plan[]): Line[] {
  const line = (word: string, unit: Unit, of: (plan: Plan) => number | null): Line => ({
    word,
    unit,
    values: plans.map(of),
  });
  return [
    line("cost", "yuan", (plan) => plan.cost_yuan),
    line("half-late", "minutes", (plan) => plan.done.half_own.p95_minutes),
    line("all-late", "minutes", (plan) => plan.done.all.p95_minutes),
    line("all-median", "minutes", (plan) => plan.done.all.median_minutes),
    line("kept", "share", (plan) => plan.kept.every.hits / Math.max(plan.kept.every.of, 1)),
    line("too-old", "share", (plan) => plan.flow.too_old_share),
    line("started-old", "share", (plan) => plan.flow.started_too_old_share),
    line("recollected", "count", (plan) => plan.recollections.people),
    line("recollected-in-time", "share", (plan) => 1 - plan.recollections.late_share),
    line("cycler-hours", "hours", cyclerHours),
    ...needs(plans),
  ];
}

function needs(plans: readonly Plan[]): Line[] {
  const cities = plans.map(ofCity);
  const names = new Map(cities.flat().map((row) => [row.what.en, row]));
  return [...names.values()].map((row) => ({
    word: "need",
    said: row.what,
    unit: "count" as const,
    of: row.unit,
    // Several rows of one name are of several labs.
    values: cities.map((city) =>
      city.reduce((sum, one) => sum + (one.what.en === row.what.en ? one.needed : 0), 0),
    ),
  }));
}

/** `47:05`. */
export function hoursText(minutes: number): string {
  const whole = Math.round(Math.abs(minutes));
  const sign = minutes < 0 ? "−" : "";
  return `${sign}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
