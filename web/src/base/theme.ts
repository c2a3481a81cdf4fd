/** Sunlight, night, or as the device is set. */
import { createSignal } from "solid-js";

export const THEMES = ["auto", "sun", "night"] as const;
export type Theme = (typeof THEMES)[number];
const KEPT = "tenfold.theme";

const [theme, set] = createSignal<Theme>(first());
export { theme };

function first(): Theme {
  const kept = globalThis.localStorage?.getItem(KEPT);
  return THEMES.find((one) => one === kept) ?? "auto";
}

export function setTheme(next: Theme): void {
  localStorage.setItem(KEPT, next);
  set(next);
  document.documentElement.dataset["theme"] = next;
}
