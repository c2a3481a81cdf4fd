/** A slow clock for ages on the page. */
import { createSignal } from "solid-js";
import { nowMs } from "./clock";

const [at, set] = createSignal(nowMs());
setInterval(() => set(nowMs()), 10_000);

export function minutesSince(ms: number | null): number {
  return ms === null ? 0 : Math.max(0, Math.floor((Math.max(at(), nowMs()) - ms) / 60_000));
}

/** The time of the page, to the nearest ten seconds. */
export function pageMs(): number {
  return Math.max(at(), nowMs());
}
