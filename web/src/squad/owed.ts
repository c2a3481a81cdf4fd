/** The list as the service gave it, with what this device has recorded since laid over it. Pure:
 * no clock, no storage. Nothing here decides; what may be done the service says. */
import type { Recollection } from "../base/api";

export const FINDINGS = ["refused", "not_found", "no_phone", "moved"] as const;
export type Finding = (typeof FINDINGS)[number];
export const ENDINGS = ["refused", "not_found", "moved", "resampled", "died"] as const;
export type Ending = (typeof ENDINGS)[number];

/** What was recorded here and does not stand in the service's list yet. */
export type Note = { scanId: string; person: string; sent: boolean } & (
  | { act: "attempt_recollection"; finding: Finding; visit: number }
  | { act: "assign_recollection"; squad: number }
  | { act: "end_recollection"; reason: Ending }
);

/** Somebody of the list. */
export interface Row extends Recollection {
  /** Something about them waits on this device. */
  waits: boolean;
}

export type Part = "visit" | "sampled" | "ended";

/** Which part of the list somebody stands in. */
export function part(row: Recollection): Part {
  if (row.ended) return "ended";
  return row.sampled ? "sampled" : "visit";
}

function shows(list: readonly Recollection[], note: Note): boolean {
  const row = list.find((one) => one.person === note.person);
  // Who is no longer on the list is settled.
  if (!row) return true;
  if (note.act === "attempt_recollection") return row.findings.length >= note.visit;
  if (note.act === "assign_recollection") return row.squad === note.squad;
  return row.ended === note.reason;
}

/** Notes that a new list does not show yet. One that waits to be sent is kept whatever it shows. */
export function still(notes: readonly Note[], list: readonly Recollection[]): Note[] {
  return notes.filter((note) => !note.sent || !shows(list, note));
}

/** The list with what was recorded here. */
export function merged(list: readonly Recollection[], notes: readonly Note[]): Row[] {
  return list.map((owed) => {
    const own = notes.filter((note) => note.person === owed.person);
    const row: Row = { ...owed, waits: own.some((note) => !note.sent) };
    for (const note of own) {
      if (note.act === "attempt_recollection" && row.findings.length < note.visit) {
        row.findings = [...row.findings, note.finding];
      }
      if (note.act === "assign_recollection") row.squad = note.squad;
      if (note.act === "end_recollection") row.ended = note.reason;
    }
    return row;
  });
}

/** The short number by which squad and headquarters mean the same person. */
export function short(person: string): string {
  return `${person.slice(0, 4)} ${person.slice(4, 8)}`.toUpperCase();
}

export type Urgency = "bad" | "warn" | "good";

/** How a time left is shown: over, less than a third of the limit, or more. */
export function urgency(leftMs: number, limitMinutes: number): Urgency {
  if (leftMs < 0) return "bad";
  return leftMs < (limitMinutes * 60_000) / 3 ? "warn" : "good";
}

export type Span =
  | { is: "days"; days: number; hours: number }
  | { is: "hours"; hours: number; minutes: string }
  | { is: "minutes"; minutes: number; seconds: string };

/** A span in the two units that matter, without its sign. */
export function span(ms: number): Span {
  const seconds = Math.floor(Math.abs(ms) / 1_000);
  const [minutes, hours] = [Math.floor(seconds / 60), Math.floor(seconds / 3_600)];
  const two = (count: number) => String(count).padStart(2, "0");
  if (hours >= 48) return { is: "days", days: Math.floor(hours / 24), hours: hours % 24 };
  if (hours >= 1) return { is: "hours", hours, minutes: two(minutes % 60) };
  return { is: "minutes", minutes, seconds: two(seconds % 60) };
}

/** Opens a map at a public place: its name, and nothing of anybody. */
export function mapLink(place: string): string {
  return `geo:0,0?q=${encodeURIComponent(place)}`;
}
