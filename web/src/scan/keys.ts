/** A keyboard wedge, told from a hand by its pace and read by the physical keys: an input method
 * that is switched on changes texts, not keys. No clock of its own: events bring their time. */

/** Most between two keys of a scanner, in milliseconds; a hand in gloves is far slower. */
export const GAP_MS = 50;
/** So many keys at that pace are a scanner. */
export const SURE_KEYS = 4;
/** Once it is one, a busy browser may hand keys over later. */
export const END_MS = 250;
/** A scanner whose last scan ended with a mark will send one again; it is worth waiting for. */
export const MARK_MS = 1_000;
/** Where no field has the cursor nobody types, and a slow scanner is heard too. */
export const FREE_GAP_MS = 400;
/** A scan is no longer than this; whatever types on is none. */
export const LENGTH_MAX = 4096;

/** What is needed of a `KeyboardEvent`. */
export interface Key {
  code: string;
  key: string;
  keyCode?: number;
  shift: boolean;
  caps: boolean;
  control: boolean;
  alt: boolean;
  composing: boolean;
  atMs: number;
  /** The cursor stands in a field that takes text. */
  inField: boolean;
}

export interface Scanned {
  text: string;
  /** An input method was on while it came. */
  inputMethod: boolean;
}

/** What the page does with a key. */
export interface Heard {
  /** The key belongs to a scan: it must not reach the page. */
  swallow: boolean;
  /** The scan began in a field: what stood there before it must come back. */
  restore: boolean;
  scanned: Scanned | null;
}

const SHIFTED: Record<string, [string, string]> = {
  Minus: ["-", "_"],
  Equal: ["=", "+"],
  BracketLeft: ["[", "{"],
  BracketRight: ["]", "}"],
  Backslash: ["\\", "|"],
  Semicolon: [";", ":"],
  Quote: ["'", '"'],
  Backquote: ["`", "~"],
  Comma: [",", "<"],
  Period: [".", ">"],
  Slash: ["/", "?"],
  IntlBackslash: ["\\", "|"],
  Space: [" ", " "],
};
const DIGITS_SHIFTED = ")!@#$%^&*(";
const NUMPAD: Record<string, string> = {
  NumpadAdd: "+",
  NumpadSubtract: "-",
  NumpadMultiply: "*",
  NumpadDivide: "/",
  NumpadDecimal: ".",
};

/** The character of a physical key on the layout scanners type for; `null` for keys without one. */
export function character(key: Key): string | null {
  const { code, shift } = key;
  if (/^Key[A-Z]$/.test(code)) {
    const upper = key.shift !== key.caps;
    return upper ? code[3]! : code[3]!.toLowerCase();
  }
  if (/^Digit[0-9]$/.test(code)) {
    return shift ? DIGITS_SHIFTED[Number(code[5])]! : code[5]!;
  }
  if (/^Numpad[0-9]$/.test(code)) return code[6]!;
  if (code in NUMPAD) return NUMPAD[code]!;
  const pair = SHIFTED[code];
  if (pair) return pair[shift ? 1 : 0];
  // A character that no key stands for, as readers send names.
  const single = Array.from(key.key).length === 1;
  return (code === "" || code === "Unidentified") && single ? key.key : null;
}

const ENDS = new Set(["Enter", "NumpadEnter", "Tab"]);

export class KeyReader {
  #text = "";
  #count = 0;
  #lastMs = 0;
  #inputMethod = false;
  #sure = false;
  #startedInField = false;
  #slowestMs = 0;
  #altDigits = "";
  #marks = false;

  /** When, at the latest, `idle` should be asked; `null` while nothing is under way. */
  get dueMs(): number | null {
    return this.#count === 0 ? null : this.#lastMs + this.#patienceMs();
  }

  /** How long the next key may take. */
  #patienceMs(): number {
    if (this.#sure && this.#slowestMs <= GAP_MS) return this.#marks ? MARK_MS : END_MS;
    return this.#startedInField ? GAP_MS : FREE_GAP_MS;
  }

  /** A key went down. */
  down(key: Key): Heard {
    const before = this.#late(key.atMs);
    const heard = this.#take(key);
    return heard.scanned || !before ? heard : { ...heard, scanned: before };
  }

  /** The time that a scanner without an end mark needs is over. */
  idle(nowMs: number): Scanned | null {
    const due = this.dueMs;
    return due !== null && nowMs >= due ? this.#finish() : null;
  }

  /** Alt is up: the digits typed meanwhile are one character, as some readers send Chinese. */
  altUp(atMs: number, inField: boolean): void {
    const typed = this.#altDigits;
    this.#altDigits = "";
    const spoken = typed === "" ? "" : altCharacter(Number(typed));
    if (spoken !== "") this.#add(spoken, atMs, inField);
  }

  #late(nowMs: number): Scanned | null {
    if (this.#count === 0) return null;
    return nowMs - this.#lastMs > this.#patienceMs() ? this.#finish() : null;
  }

  #take(key: Key): Heard {
    const quiet: Heard = { swallow: false, restore: false, scanned: null };
    if (key.alt && /^Numpad[0-9]$/.test(key.code)) {
      this.#altDigits += key.code[6];
      this.#lastMs = key.atMs;
      return { ...quiet, swallow: true };
    }
    if (ENDS.has(key.code)) {
      if (this.#count === 0) return quiet;
      const restore = this.#startedInField && this.#count >= SURE_KEYS && !this.#sure;
      const scanned = this.#finish();
      this.#marks ||= scanned !== null;
      return { swallow: scanned !== null, restore: restore && scanned !== null, scanned };
    }
    // STX and its kin, which some scanners send first, are no characters and no shortcuts.
    if (key.control || key.alt) return { ...quiet, swallow: this.#sure };
    const symbol = character(key);
    if (symbol === null) return quiet;
    if (key.composing || key.keyCode === 229 || key.key === "Process") this.#inputMethod = true;
    const wasSure = this.#sure;
    this.#add(symbol, key.atMs, key.inField);
    return {
      swallow: this.#sure || !key.inField,
      restore: this.#sure && !wasSure && this.#startedInField,
      scanned: null,
    };
  }

  #add(symbol: string, atMs: number, inField: boolean): void {
    if (this.#count === 0) this.#startedInField = inField;
    // Of a burst that is one already, a late key is the browser's doing and not the scanner's.
    else if (!this.#sure) this.#slowestMs = Math.max(this.#slowestMs, atMs - this.#lastMs);
    this.#text += symbol;
    this.#count += 1;
    this.#lastMs = atMs;
    if (this.#count >= SURE_KEYS) this.#sure = true;
    if (this.#text.length > LENGTH_MAX) this.#reset();
  }

  #finish(): Scanned | null {
    const text = this.#text.trim();
    const scanned = { text, inputMethod: this.#inputMethod };
    const enough = this.#count >= SURE_KEYS && text !== "";
    this.#reset();
    return enough ? scanned : null;
  }

  #reset(): void {
    this.#text = "";
    this.#count = 0;
    this.#inputMethod = false;
    this.#sure = false;
    this.#startedInField = false;
    this.#slowestMs = 0;
  }
}

/** The character of Alt and a decimal code: GBK as Chinese systems number it, else Latin. */
function altCharacter(code: number): string {
  if (code < 32 || code > 0xffff) return "";
  if (code < 256) return String.fromCharCode(code);
  const pair = new Uint8Array([code >> 8, code & 255]);
  const read = new TextDecoder("gbk").decode(pair);
  return read.includes("\ufffd") ? String.fromCharCode(code) : read;
}
