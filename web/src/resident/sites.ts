/** Which site stands first, and what is said of each. */
import { clockText, momentText } from "../base/day";
import { pick, t } from "../base/lang";
import type { components } from "../base/schema";

export type Site = components["schemas"]["SiteNow"];

/** Those that take people first, of these the shortest known wait; then the next to open. */
export function ordered(sites: readonly Site[]): Site[] {
  const never = Number.MAX_SAFE_INTEGER;
  const key = (site: Site) =>
    site.takes
      ? [0, site.wait_minutes ?? never, site.site]
      : [1, site.opens_at_ms ?? never, site.site];
  return [...sites].sort((a, b) => {
    const [left, right] = [key(a), key(b)];
    const at = left.findIndex((value, index) => value !== right[index]);
    return at < 0 ? 0 : left[at]! - right[at]!;
  });
}

/** Those whose name or number holds what was typed. */
export function found(sites: readonly Site[], text: string): Site[] {
  const wanted = text.trim().toLowerCase();
  const holds = (site: Site) =>
    [site.name_zh, site.name_en, String(site.township)].some((name) =>
      name.toLowerCase().includes(wanted),
    );
  return wanted === "" ? [...sites] : sites.filter(holds);
}

export const siteName = (site: Site) => pick(site.name_zh, site.name_en);

/** Until when it takes people, or when it opens. */
export function hoursText(site: Site, nowMs: number): string {
  const { opens_at_ms: opens, closes_at_ms: closes } = site;
  if (opens == null || closes == null) return t("sites.no-hours");
  if (site.takes) return t("sites.until", { time: momentText(closes, nowMs) });
  if (opens > nowMs) return t("sites.opens", { time: momentText(opens, nowMs) });
  return t("sites.hours", { from: clockText(opens), to: clockText(closes) });
}

/** How long one waits there. */
export function waitText(site: Site): string {
  if (site.in_line === 0) return t("sites.no-wait");
  if (site.wait_minutes == null) return t("sites.wait-unknown");
  return t("sites.wait", { minutes: site.wait_minutes });
}

const HOUR_MS = 3_600_000;
/** As far as somebody chooses ahead, where a site says no hours. */
const HOURS_MAX = 12;

/** The hours at which somebody may say they come: of the opening hours that run or come next, the
 * one that runs among them. */
export function hoursAhead(site: Site, nowMs: number): number[] {
  const begin = Math.floor(Math.max(nowMs, site.opens_at_ms ?? nowMs) / HOUR_MS) * HOUR_MS;
  const first = Math.max(begin, site.opens_at_ms ?? begin);
  const end = site.closes_at_ms ?? first + HOURS_MAX * HOUR_MS;
  const hours = [];
  for (let at = first; at < end && hours.length < 24; at += HOUR_MS) hours.push(at);
  return hours;
}
