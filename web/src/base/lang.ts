/** The language of this device, and the one table of words in it. */
import { createSignal } from "solid-js";
import { WORDS, type WordKey } from "./words";

export type Lang = "zh" | "en";
const KEPT = "tenfold.language";

const [lang, set] = createSignal<Lang>(first());
export { lang };

function first(): Lang {
  const kept = globalThis.localStorage?.getItem(KEPT);
  if (kept === "zh" || kept === "en") return kept;
  return globalThis.navigator?.language?.toLowerCase().startsWith("zh") ? "zh" : "en";
}

export function speak(next: Lang): void {
  globalThis.localStorage?.setItem(KEPT, next);
  set(next);
  document.documentElement.lang = next === "zh" ? "zh-CN" : "en";
}

/** A text in the language of the screen, with its values put in. */
export function t(key: WordKey, values: object = {}): string {
  const text: string = WORDS[key][lang() === "zh" ? 0 : 1];
  const given = values as Record<string, unknown>;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(given[name] ?? whole));
}

/** One of two texts that the server gave. */
export function pick(zh: string, en: string): string {
  return lang() === "zh" ? zh : en;
}
