/** Days and times as the towns read them, who keep UTC+8 all year, whatever a device is set to. */
import { lang } from "./lang";

const OFF_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
const two = (number: number) => String(number).padStart(2, "0");

/** `14:05`. */
export function clockText(atMs: number): string {
  const at = new Date(atMs + OFF_MS);
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
}

/** `14:05` of today, and with the day before it of any other: `4月2日 14:05`, `2 Apr 14:05`. */
export function momentText(atMs: number, nowMs: number): string {
  const day = (ms: number) => Math.floor((ms + OFF_MS) / DAY_MS);
  return day(atMs) === day(nowMs) ? clockText(atMs) : dayClockText(atMs);
}

/** `4月2日 14:05`, `2 Apr 14:05`. */
export function dayClockText(atMs: number): string {
  return `${dayText(atMs)} ${clockText(atMs)}`;
}

/** `4月2日`, `2 Apr`. */
export function dayText(atMs: number): string {
  return written(atMs, { month: "short", day: "numeric" });
}

/** `2022年4月2日`, `2 Apr 2022`. */
export function dateText(atMs: number): string {
  return written(atMs, { year: "numeric", month: "short", day: "numeric" });
}

/** `2022年4月2日 14:05:09`, for logs. */
export function stampText(atMs: number): string {
  return written(atMs, { dateStyle: "medium", timeStyle: "medium" });
}

function written(atMs: number, how: Intl.DateTimeFormatOptions): string {
  const locale = lang() === "zh" ? "zh-CN" : "en-GB";
  return new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...how }).format(atMs + OFF_MS);
}

/** `2022-04-01T14:00+08:00`, for files. */
export function isoText(atMs: number): string {
  return `${new Date(atMs + OFF_MS).toISOString().slice(0, 16)}+08:00`;
}

/** When a day begins that is written `2022-04-01`. */
export function midnightMs(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) - OFF_MS;
}
