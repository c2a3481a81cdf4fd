/** Moments and spans as the lab reads them. */
import { lang, t } from "../base/lang";
import { minutesUntil } from "./left";

/** A time of day. */
export function at(ms: number): string {
  const how = { hour: "2-digit", minute: "2-digit", hour12: false } as const;
  return new Date(ms).toLocaleTimeString(lang() === "zh" ? "zh-CN" : "en-GB", how);
}

/** Day and time. */
export function dayAt(ms: number): string {
  const how = { month: "2-digit", day: "2-digit" } as const;
  const day = new Date(ms).toLocaleDateString(lang() === "zh" ? "zh-CN" : "en-GB", how);
  return `${day} ${at(ms)}`;
}

/** How long something still takes or is over, in hours and minutes. */
export function left(minutes: number): string {
  const span = Math.abs(minutes);
  const values = { hours: Math.floor(span / 60), minutes: span % 60 };
  const text = span < 60 ? t("time.minutes", values) : t("time.hours", values);
  return minutes < 0 ? t("time.over", { span: text }) : t("time.left", { span: text });
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
