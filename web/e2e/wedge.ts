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
  /** Milliseconds a key; those of a quick scanner come at once, and only say when they did. */
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

const ENDS = {
  Enter: { code: "Enter", key: "Enter", text: "\r", windowsVirtualKeyCode: 13 },
  Tab: { code: "Tab", key: "Tab", windowsVirtualKeyCode: 9 },
} as const;

/** Quicker than this nothing is waited for between two keys. */
const PACED_MS = 10;

/** Types a text at a scanner's pace, through the browser's own input. A scanner does not ask
 * whether the last key came, and its clock does not stop where this machine is busy: each key says
 * when it was pressed. */
export async function type(page: Page, text: string, way: Way = {}): Promise<void> {
  const { stepMs = 30, end = "Enter", inputMethod = false } = way;
  const line = await page.context().newCDPSession(page);
  const paced = stepMs >= PACED_MS;
  const beganMs = paced ? Date.now() : Date.now() - text.length * stepMs;
  const sent: Promise<unknown>[] = [];
  let count = 0;
  /** A key goes down and up again, at its time. */
  const press = async (key: object, down = "keyDown", between?: () => void) => {
    const atMs = beganMs + count++ * stepMs;
    // The scanner's own pace, and not a wait for anything.
    const dueInMs = atMs - Date.now();
    if (paced && dueInMs > 0) await new Promise((go) => setTimeout(go, dueInMs));
    const timestamp = atMs / 1_000;
    sent.push(line.send("Input.dispatchKeyEvent", { type: down as "keyDown", timestamp, ...key }));
    between?.();
    const { text: _, ...up } = key as { text?: string };
    sent.push(line.send("Input.dispatchKeyEvent", { type: "keyUp", timestamp, ...up }));
  };
  for (const symbol of text) {
    const { code, key, shift } = pressed(symbol);
    const common = { code, key: inputMethod ? "Process" : key, modifiers: shift ? 8 : 0 };
    const virtual = inputMethod ? { windowsVirtualKeyCode: 229 } : { text: key };
    const compose = () => {
      const composed = { text: "啊".repeat(count), selectionStart: count, selectionEnd: count };
      sent.push(line.send("Input.imeSetComposition", composed));
    };
    await press({ ...common, ...virtual }, "keyDown", inputMethod ? compose : undefined);
  }
  if (end !== "none") await press(ENDS[end], end === "Tab" ? "rawKeyDown" : "keyDown");
  await Promise.all(sent);
  await line.detach();
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
