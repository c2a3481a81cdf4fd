/** Tokens as the page lists them: who they are for, how they stand, what a search finds. Pure. */
import type { Campaign, Token } from "../base/api";
import { pick, t } from "../base/lang";
import { roleName, ROLES } from "../base/roles";

export const PARTIES = [
  "squad",
  "community",
  "police",
  "ambulance",
  "hospital",
  "cdc",
  "headquarters",
] as const;

export type State = "holds" | "soon" | "ended" | "revoked";

/** Ends in less than this: a new one should be made ready. */
const SOON_MS = 3 * 86_400_000;

export function state(token: Token, nowMs: number): State {
  if (token.holds) return token.expires_at_ms - nowMs < SOON_MS ? "soon" : "holds";
  return token.revoked_at_ms ? "revoked" : "ended";
}

/** Where a token holds, in words. */
export function where(token: Token, campaign: Campaign): string {
  const parts: string[] = [];
  const site = campaign.sites.find(
    (one) => one.id === token.site || one.lanes.some((lane) => lane.id === token.lane),
  );
  if (site) parts.push(pick(site.name_zh, site.name_en));
  const lane = site?.lanes.find((one) => one.id === token.lane);
  if (lane) parts.push(t("device.lane", { number: lane.number }));
  const lab = campaign.labs.find((one) => one.id === token.lab);
  if (lab) parts.push(pick(lab.name_zh, lab.name_en));
  if (token.party) parts.push(t(`party.${token.party}` as "party.cdc"));
  return parts.length === 0 ? t("device.everywhere") : parts.join(" · ");
}

/** Every word of a search stands somewhere in what is shown of a token. */
export function matches(token: Token, words: string, campaign: Campaign): boolean {
  const shown = [
    token.mark,
    token.role,
    roleName(token.role),
    t("device.staff", token),
    t("device.device", token),
    where(token, campaign),
  ]
    .join(" ")
    .toLowerCase();
  const asked = words.toLowerCase().split(/\s+/);
  return asked.every((word) => shown.includes(word));
}

/** Those that hold first, then by role and person. */
export function sorted(tokens: readonly Token[]): Token[] {
  const at = (token: Token) => ROLES.findIndex((one) => one === token.role);
  const holding = (a: Token, b: Token) => Number(b.holds) - Number(a.holds);
  const person = (a: Token, b: Token) => a.staff - b.staff || a.device - b.device;
  return [...tokens].sort((a, b) => holding(a, b) || at(a) - at(b) || person(a, b));
}
