import { describe, expect, it } from "vitest";
import { END_MS, FREE_GAP_MS, type Key, KeyReader, type Scanned } from "../src/scan/keys";

const CODES: Record<string, [string, boolean]> = {
  "|": ["Backslash", true],
  ":": ["Semicolon", true],
  _: ["Minus", true],
  "<": ["Comma", true],
  "]": ["BracketRight", false],
  " ": ["Space", false],
  "-": ["Minus", false],
};

/** The key that a scanner presses for a character. */
function press(symbol: string, atMs: number, more: Partial<Key> = {}): Key {
  const upper = /[A-Z]/.test(symbol);
  const [code, shift] = /[0-9]/.test(symbol)
    ? [`Digit${symbol}`, false]
    : /[A-Za-z]/.test(symbol)
      ? [`Key${symbol.toUpperCase()}`, upper]
      : (CODES[symbol] ?? ["", false]);
  const none = { caps: false, control: false, alt: false, composing: false, inField: false };
  return { code, key: symbol, shift, atMs, ...none, ...more };
}

const END = (atMs: number, code: string): Key => ({ ...press("", atMs), code, key: code });

interface Way {
  text: string;
  stepMs?: number;
  end?: string;
  more?: Partial<Key>;
  startMs?: number;
}

/** Everything heard of a text typed at a pace. */
function typed(reader: KeyReader, { text, stepMs = 30, end, more = {}, startMs = 0 }: Way) {
  const found: Scanned[] = [];
  const swallowed: boolean[] = [];
  let restored = false;
  let at = startMs;
  const hear = (key: Key) => {
    const heard = reader.down(key);
    swallowed.push(heard.swallow);
    restored ||= heard.restore;
    if (heard.scanned) found.push(heard.scanned);
  };
  for (const symbol of text) hear(press(symbol, (at += stepMs), more));
  if (end) hear({ ...END((at += stepMs), end), ...more, code: end });
  const rest = reader.idle(at + Math.max(END_MS, FREE_GAP_MS));
  if (rest) found.push(rest);
  return { texts: found.map((one) => one.text), found, swallowed, restored };
}

describe("a wedge scanner", () => {
  it.each(["Enter", "NumpadEnter", "Tab", undefined])("ends with %s", (end) => {
    const way = { text: "360781000183", ...(end ? { end } : {}) };
    expect(typed(new KeyReader(), way).texts).toEqual(["360781000183"]);
    const inField = typed(new KeyReader(), { ...way, more: { inField: true } });
    expect(inField.texts).toEqual(["360781000183"]);
    expect(inField.restored).toBe(true);
    // From the fourth key on nothing reaches the field; what came before is put back.
    expect(inField.swallowed.slice(3).every(Boolean)).toBe(true);
  });

  it("is read by its keys when an input method changes the text", () => {
    const more = { key: "Process", keyCode: 229, composing: true };
    const heard = typed(new KeyReader(), { text: "abcd1234", end: "Enter", more });
    expect(heard.found).toEqual([{ text: "abcd1234", inputMethod: true }]);
  });

  it("sends prefixes, capitals and marks", () => {
    for (const text of ["]C1360781000183", "tenfold:do:undo", `tf_${"0a".repeat(32)}`, "P<UTO1"]) {
      expect(typed(new KeyReader(), { text, end: "Enter" }).texts).toEqual([text]);
    }
    const caps = typed(new KeyReader(), { text: "rj12", end: "Enter", more: { caps: true } });
    expect(caps.texts).toEqual(["RJ12"]);
    const control = new KeyReader();
    control.down({ ...press("b", 0), control: true });
    expect(typed(control, { text: "1234", end: "Enter", startMs: 5 }).texts).toEqual(["1234"]);
  });

  it("sends names as characters without keys, and by Alt and a number", () => {
    expect(typed(new KeyReader(), { text: "张三|男|1234", end: "Enter" }).texts).toEqual([
      "张三|男|1234",
    ]);
    const reader = new KeyReader();
    // 张 is 54725 in GBK.
    for (const digit of "54725") {
      expect(reader.down({ ...press(digit, 1), code: `Numpad${digit}`, alt: true }).swallow).toBe(
        true,
      );
    }
    reader.altUp(2, false);
    expect(typed(reader, { text: "|123", end: "Enter", startMs: 3 }).texts).toEqual(["张|123"]);
  });

  it("loses none of a thousand, wherever the cursor stands", () => {
    const reader = new KeyReader();
    const texts = Array.from({ length: 1_000 }, (_, at) => `36078${String(at).padStart(7, "0")}`);
    const heard = texts.flatMap((text, at) => {
      const ends = ["Enter", "Tab", undefined];
      const end = ends[at % 3];
      const way = { text, startMs: at * 2_000, more: { inField: at % 2 === 0 } };
      return typed(reader, end ? { ...way, end } : way).texts;
    });
    expect(heard).toEqual(texts);
  });

  it("parts two scans of one burst by their end mark", () => {
    const reader = new KeyReader();
    const first = typed(reader, { text: "360781000183", end: "Enter" });
    const second = typed(reader, { text: "360781000280", end: "Enter", startMs: 391 });
    expect([first.texts, second.texts]).toEqual([["360781000183"], ["360781000280"]]);
  });
});

describe("a hand", () => {
  it("types into a field what it likes", () => {
    const way = { text: "360781199901010011", stepMs: 120, more: { inField: true } };
    const heard = typed(new KeyReader(), { ...way, end: "Enter" });
    expect(heard.texts).toEqual([]);
    expect(heard.restored).toBe(false);
    expect(heard.swallowed.some(Boolean)).toBe(false);
  });

  it("is no scanner by two quick keys", () => {
    const heard = typed(new KeyReader(), { text: "12", stepMs: 20, more: { inField: true } });
    expect(heard.texts).toEqual([]);
    expect(heard.swallowed).toEqual([false, false]);
  });
});
