/** What a scan at the bench is: a card to sign with, a tube or a box by the campaign's rules for
 * labels, a plate by what is left. The service decides in the end. */
import { accepts, fold, narrow, type Labels } from "../scan/codes";

export type LabScan =
  | { is: "tube"; code: string }
  | { is: "box"; code: string }
  | { is: "plate"; code: string }
  | { is: "card"; staff: number }
  | { is: "unknown" };

/** Longest code of a plate. */
const PLATE_LENGTH_MAX = 16;

export function labScan(text: string, labels: Labels): LabScan {
  const plain = narrow(text)
    .trim()
    .replace(/^\][A-Za-z][0-9]/, "");
  const card = /^tenfold:staff:[0-9]{1,9}:([0-9]{1,9})$/i.exec(plain)?.[1];
  if (card) return { is: "card", staff: Number(card) };
  if (/^(tf_|tenfold:)/i.test(plain)) return { is: "unknown" };
  const code = fold(plain);
  if (labels.tubes.some((rule) => accepts(rule, code))) return { is: "tube", code };
  if (labels.boxes.some((rule) => accepts(rule, code))) return { is: "box", code };
  // A label of digits alone is one of the supplier's that was misread, and no plate.
  const plate = /^(?=.*[A-Z])[0-9A-Z]{3,}$/.test(code) && code.length <= PLATE_LENGTH_MAX;
  return plate ? { is: "plate", code } : { is: "unknown" };
}
