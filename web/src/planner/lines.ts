/** Which lines two texts do not share: the longest run of common ones stays (Hunt and McIlroy's
 * question, by the plain table, for texts of a few hundred lines). */

export interface Change {
  side: "a" | "b";
  line: string;
}

/** Longer texts are not compared line by line: the table would have too many places. */
const LINES_MAX = 3_000;

/** `null` where the texts are too long to be compared. */
export function changes(a: string, b: string): Change[] | null {
  let [left, right] = [a.split("\n"), b.split("\n")];
  while (left.length > 0 && right.length > 0 && left[0] === right[0]) {
    [left, right] = [left.slice(1), right.slice(1)];
  }
  while (left.length > 0 && right.length > 0 && left.at(-1) === right.at(-1)) {
    [left, right] = [left.slice(0, -1), right.slice(0, -1)];
  }
  if (left.length > LINES_MAX || right.length > LINES_MAX) return null;
  const width = right.length + 1;
  const common = new Uint16Array((left.length + 1) * width);
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      const [down, across] = [common[(i + 1) * width + j]!, common[i * width + j + 1]!];
      const both = common[(i + 1) * width + j + 1]! + 1;
      common[i * width + j] = left[i] === right[j] ? both : Math.max(down, across);
    }
  }
  const out: Change[] = [];
  for (let [i, j] = [0, 0]; i < left.length || j < right.length; ) {
    if (i < left.length && j < right.length && left[i] === right[j]) {
      [i, j] = [i + 1, j + 1];
    } else if (
      i < left.length &&
      (j === right.length || common[(i + 1) * width + j]! >= common[i * width + j + 1]!)
    ) {
      out.push({ side: "a", line: left[i++]! });
    } else {
      out.push({ side: "b", line: right[j++]! });
    }
  }
  return out.filter(({ line }) => line.trim() !== "");
}
