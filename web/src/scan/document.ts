/** What a document's number tells without a network: its shape, its check character, the date of
 * birth in it. The same as `Document::parse` in `domain/src/person.rs`, which decides; both are
 * held to `fixtures/scans/documents.tsv`. */
import { fold } from "./codes";

export const KINDS = [
  "resident_id",
  "residence_permit",
  "foreign_permit",
  "travel_permit",
  "passport",
  "temporary",
] as const;
export type Kind = (typeof KINDS)[number];

export interface Document {
  kind: Kind;
  /** In its only spelling. */
  number: string;
}

/** Names of the server's refusals, which are told here in its stead. */
export type Fault = "DocumentBad" | "CheckWrong" | "BirthDateBad";

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** The check character after seventeen digits (GB 11643, ISO 7064 MOD 11-2). */
export function checkCharacter(digits: string): string {
  const sum = WEIGHTS.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0);
  return "10X98765432"[sum % 11]!;
}

export function parse(kind: Kind, text: string, todayMs: number): Document | Fault {
  const shaped = shape(kind, fold(text));
  if (!shaped) return "DocumentBad";
  const { number } = shaped;
  if (number.length !== 18) return shaped;
  if (checkCharacter(number.slice(0, 17)) !== number[17]) return "CheckWrong";
  return isBirth(number.slice(6, 14), todayMs) ? shaped : "BirthDateBad";
}

/** A card whose check character is wrong, as it reads: a supervisor may take it so. */
export function asItReads(kind: Kind, text: string): Document | null {
  return shape(kind, fold(text));
}

function shape(kind: Kind, number: string): Document | null {
  switch (kind) {
    case "foreign_permit":
      return /^[A-Z]{3}[0-9]{12}$/.test(number) ? { kind, number } : card(kind, number);
    case "resident_id":
    case "residence_permit":
      return card(kind, number);
    case "travel_permit": {
      const parts = /^([HM]?[0-9]{8})([0-9]{2})?$/.exec(number);
      return parts ? { kind, number: parts[1]! } : null;
    }
    case "passport":
      return /^.{1,9}$/.test(number) ? { kind, number } : null;
    case "temporary":
      return /^T.{3,15}$/.test(number) ? { kind, number } : null;
  }
}

/** A card of eighteen characters, or of fifteen by the rule before 1999, and the kind it tells. */
function card(kind: Kind, number: string): Document | null {
  if (kind === "resident_id" && /^[0-9]{15}$/.test(number)) {
    const long = `${number.slice(0, 6)}19${number.slice(6)}`;
    return { kind, number: long + checkCharacter(long) };
  }
  if (!/^[0-9]{17}[0-9X]$/.test(number)) return null;
  if (number.startsWith("9")) return { kind: "foreign_permit", number };
  return { kind: /^8[1-3]/.test(number) ? "residence_permit" : "resident_id", number };
}

/** A day of the calendar, and not to come by the calendar of UTC+8. */
function isBirth(written: string, todayMs: number): boolean {
  const [year, month, day] = [written.slice(0, 4), written.slice(4, 6), written.slice(6)];
  const born = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const same = new Date(born).toISOString().slice(0, 10) === `${year}-${month}-${day}`;
  return same && Number(year) >= 1800 && born <= todayMs + 8 * 3_600_000;
}
