/** A keyboard wedge: presses keys as a scanner does, wherever the cursor stands. */
import type { Page } from "playwright-core";

const MARKS: Record<string, [string, boolean]> = {
  "|": ["Backslash", true],
  ":": ["Semicolon", true],
  _: ["Minus", true],
  "-": ["Minus", false],
  " ": ["Space", false],
  "<": ["Comma", true],
  "]": ["BracketRight", false],
};

export interface Way {
  /** Milliseconds a key. */
  stepMs?: number;
  end?: "Enter" | "Tab" | "none";
  /** An input method is on: keys have no characters any more. */
  inputMethod?: boolean;
}

interface Pressed {
  code: string;
  key: string;
  shift: boolean;
}

function pressed(symbol: string): Pressed {
  if (/[0-9]/.test(symbol)) return { code: `Digit${symbol}`, key: symbol, shift: false };
  if (/[a-z]/i.test(symbol)) {
    const shift = symbol !== symbol.toLowerCase();
    return { code: `Key${symbol.toUpperCase()}`, key: symbol, shift };
  }
  const mark = MARKS[symbol];
  // Readers send names as characters that no key stands for.
  return mark
    ? { code: mark[0], key: symbol, shift: mark[1] }
    : { code: "", key: symbol, shift: false };
}

/** Types a text at a scanner's pace, through the browser's own input. Nothing is waited for between
 * two keys but the pace: a scanner does not ask whether the last one came. */
export async function type(page: Page, text: string, way: Way = {}): Promise<void> {
  const { stepMs = 30, end = "Enter", inputMethod = false } = way;
  const line = await page.context().newCDPSession(page);
  const began = performance.now();
  const sent: Promise<unknown>[] = [];
  let count = 0;
  for (const symbol of text) {
    // The scanner's own pace, and not a wait for anything.
    const dueIn = began + count++ * stepMs - performance.now();
    if (dueIn > 0) await new Promise((go) => setTimeout(go, dueIn));
    const { code, key, shift } = pressed(symbol);
    const common = { code, key: inputMethod ? "Process" : key, modifiers: shift ? 8 : 0 };
    const virtual = inputMethod ? { windowsVirtualKeyCode: 229 } : { text: key };
    sent.push(line.send("Input.dispatchKeyEvent", { type: "keyDown", ...common, ...virtual }));
    if (inputMethod) {
      const composed = { text: "啊".repeat(count), selectionStart: count, selectionEnd: count };
      sent.push(line.send("Input.imeSetComposition", composed));
    }
    sent.push(line.send("Input.dispatchKeyEvent", { type: "keyUp", ...common }));
  }
  await Promise.all(sent);
  await line.detach();
  if (end !== "none") await page.keyboard.press(end);
}

/** The same within the page, as fast as it goes: for days of people. */
export function burst(page: Page, texts: string[]): Promise<void> {
  const keys = texts.map((text) => [...Array.from(text, pressed), { code: "Enter", key: "Enter" }]);
  return page.evaluate((scans) => {
    for (const scan of scans) {
      for (const { code, key, shift } of scan as { code: string; key: string; shift?: boolean }[]) {
        const how = { code, key, shiftKey: shift ?? false, bubbles: true, cancelable: true };
        document.body.dispatchEvent(new KeyboardEvent("keydown", how));
      }
    }
  }, keys);
}
