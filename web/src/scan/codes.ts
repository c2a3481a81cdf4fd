/** Labels as this campaign's rules accept them. The same as `CodeRule` in `domain/src/code.rs`;
 * `fixtures/scans/cases.tsv` holds both to one table. */

export interface CodeRule {
  prefix: string;
  length_min: number;
  length_max: number;
  digits_only: boolean;
  check: string;
}

export interface Labels {
  tubes: readonly CodeRule[];
  boxes: readonly CodeRule[];
}

/** Full-width forms as ASCII, upper case, letters and digits alone. */
export function fold(text: string): string {
  return narrow(text)
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "");
}

/** Full-width forms as ASCII, and nothing else changed. */
export function narrow(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (wide) =>
    String.fromCharCode(wide.charCodeAt(0) - 0xfee0),
  );
}

export function accepts(rule: CodeRule, code: string): boolean {
  const fits = code.length >= rule.length_min && code.length <= rule.length_max;
  const digits = /^[0-9]+$/.test(code);
  if (!fits || code.length > 16 || !code.startsWith(rule.prefix)) return false;
  if (rule.digits_only && !digits) return false;
  return rule.check === "none" || (digits && mod97(code) === 1);
}

/** A number in digits, modulo 97 (ISO 7064 MOD 97-10). */
export function mod97(digits: string): number {
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  return rest;
}

/** In groups of four, as labels print it. */
export function grouped(code: string): string {
  return code.replace(/(.{4})(?=.)/g, "$1 ");
}
