/** What the campaign says of this desk. */
import type { Campaign } from "../base/api";
import type { Place } from "../base/device";
import { pick, t } from "../base/lang";

/** The largest tube that somebody of a class may join at a site. */
export function capacityOf(campaign: Campaign, siteId: number, aClass: string): number {
  const { limits, sites } = campaign;
  const rule = limits.classes.find((one) => one.class === aClass);
  const area = sites.find((site) => site.id === siteId)?.area ?? "";
  const byArea = rule?.capacity_by_area as Record<string, number> | undefined;
  return byArea?.[area] ?? rule?.capacity ?? 1;
}

export function needsPhone(campaign: Campaign, aClass: string): boolean {
  const rule = campaign.limits.classes.find((one) => one.class === aClass);
  return rule?.phone_mandatory ?? false;
}

export function laneName(campaign: Campaign, where: Place): string {
  const site = campaign.sites.find((one) => one.id === where.site);
  const lane = site?.lanes.find((one) => one.id === where.lane);
  if (!site || !lane) return String(where.lane);
  return t("lane.number", { site: pick(site.name_zh, site.name_en), number: lane.number });
}
