/** How old a tube or a box has become, by what the service says of it: when it must be gone and
 * when it must be there. Green, amber, red; each with a shape and a word of its own. */

export type Age = "fresh" | "soon" | "late";

/** Minutes before the end from which on it is red: as far as the service's own list of what is
 * late looks ahead. */
export const LAST_MINUTES = 30;

export interface Limits {
  collection_interval_minutes: number;
  room_limit_minutes: number;
}

export const minutesTo = (ms: number, nowMs: number) => Math.floor((ms - nowMs) / 60_000);

/** A tube at its site: amber once a courier should have had it (R78), red when little is left of
 * the time at room temperature (R99). */
export function ofTube(dueMs: number | null, limits: Limits, nowMs: number): Age {
  if (dueMs === null) return "fresh";
  const left = minutesTo(dueMs, nowMs);
  if (left < LAST_MINUTES) return "late";
  const since = limits.room_limit_minutes - limits.collection_interval_minutes;
  return left < since ? "soon" : "fresh";
}

/** A box: amber shortly before it must leave, red when it should have left. */
export function ofBox(minutesLeft: number): Age {
  if (minutesLeft < 0) return "late";
  return minutesLeft < LAST_MINUTES ? "soon" : "fresh";
}

/** The worse of several. */
export function worst(ages: Age[]): Age {
  if (ages.includes("late")) return "late";
  return ages.includes("soon") ? "soon" : "fresh";
}
