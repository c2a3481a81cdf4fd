/** Minutes until a moment, by the service's clock. */
import { minutesSince } from "../base/ticker";

export function minutesUntil(ms: number): number {
  // Counted from long before, since a span to come is none to the ticker.
  const DAY_MINUTES = 7 * 24 * 60;
  return DAY_MINUTES - minutesSince(ms - DAY_MINUTES * 60_000);
}
