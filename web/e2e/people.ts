/** Invented people and labels, each by a number. */

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const FAMILY = "赵钱孙李周吴郑王冯陈";

/** A resident number of 18 characters. */
export function number(person: number): string {
  const year = 1940 + (Math.floor(person / 1_000) % 60);
  const body = `360781${year}0101${String(person % 1_000).padStart(3, "0")}`;
  const sum = WEIGHTS.reduce((sum, weight, at) => sum + weight * Number(body[at]), 0);
  return body + "10X98765432"[sum % 11];
}

export const name = (person: number) => `${FAMILY[person % 10]}小${FAMILY[(person * 7) % 10]}`;

/** The line that a card reader types. */
export function line(person: number): string {
  return `${name(person)}|女|汉|19990101|江西省瑞金市|${number(person)}|瑞金市公安局|20200101-20400101`;
}

/** A tube's label: ten digits and two check digits (ISO 7064 MOD 97-10). */
export function tube(at: number): string {
  const payload = String(3_607_810_000 + at);
  const rest = Array.from(payload).reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0);
  const check = (98 - ((rest * 100) % 97)) % 97 || 97;
  return payload + String(check).padStart(2, "0");
}
