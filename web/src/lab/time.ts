/** Spans as the lab reads them. */
import { t } from "../base/lang";
import { pageMs } from "../base/ticker";

/** Minutes until a moment, by the service's clock; less than nothing once it is over. */
function minutesUntil(ms: number): number {
  return Math.ceil((ms - pageMs()) / 60_000);
}

/** How long something still takes or is over, in hours and minutes. */
export function left(minutes: number): string {
  const span = Math.abs(minutes);
  const values = { hours: Math.floor(span / 60), minutes: span % 60 };
  const text = span < 60 ? t("span.minutes", values) : t("span.hours", values);
  return minutes < 0 ? t("span.over", { span: text }) : t("span.left", { span: text });
}

/** Time left of a moment, on the page's slow clock. */
export function leftUntil(ms: number): string {
  return left(minutesUntil(ms));
}

/** How pressing that is, beside its words. */
export function pressing(ms: number): "good" | "warn" | "bad" {
  const minutes = minutesUntil(ms);
  if (minutes < 0) return "bad";
  return minutes < 60 ? "warn" : "good";
}
