/** What the page shows of a person: who it may be, and not who it is. As the server masks. */

function mask(text: string, head: number, tail: number): string {
  const all = Array.from(text);
  return all.map((one, at) => (at < head || at + tail >= all.length ? one : "*")).join("");
}

/** `张*三`, `张*`, and `*` for a single character. */
export function maskName(name: string): string {
  const length = Array.from(name).length;
  if (length >= 3) return mask(name, 1, 1);
  return length === 2 ? mask(name, 1, 0) : mask(name, 0, 0);
}

/** `110101********1234`. */
export function maskNumber(number: string): string {
  if (number.length >= 18) return mask(number, 6, 4);
  return number.length >= 8 ? mask(number, 2, 2) : mask(number, 0, 0);
}
