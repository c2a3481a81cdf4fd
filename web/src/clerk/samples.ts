/** Cards and labels for a demo, made of a number drawn by chance: as a reader types them, and of
 * nobody. A number of a card may by chance be somebody's, so these belong in exercises alone. */
import { t } from "../base/lang";
import { accepts, type CodeRule, mod97 } from "../scan/codes";
import { checkCharacter } from "../scan/document";

const two = (number: number) => String(number).padStart(2, "0");

/** A card as its reader's line. */
export function sampleCard(region: number, chance: number): string {
  const names = t("sample.people").split(",");
  const [month, day] = [1 + ((chance >>> 6) % 12), 1 + ((chance >>> 10) % 28)];
  const born = `${1950 + (chance % 50)}${two(month)}${two(day)}`;
  const sequence = String((chance >>> 15) % 1_000).padStart(3, "0");
  const digits = `${region}${born}${sequence}`;
  const name = names[chance % names.length]!;
  // Only name and number are read of a reader's line.
  return [name, "-", "-", born, "-", digits + checkCharacter(digits), "-", "-"].join("|");
}

/** A label that the campaign's rules take. Begins as no site's printed labels do. */
export function sampleTube(rules: readonly CodeRule[], chance: number): string {
  for (const rule of rules) {
    const checked = rule.check !== "none";
    const length = Math.max(rule.length_min, Math.min(rule.length_max, 12));
    const free = length - rule.prefix.length - (checked ? 2 : 0);
    const payload = rule.prefix + `99${chance}`.padEnd(free, "0").slice(0, free);
    const code = checked ? payload + two((98 - mod97(`${payload}00`)) % 97 || 97) : payload;
    if (accepts(rule, code)) return code;
  }
  return "";
}
