/** A document whose check digit is wrong and that really reads so is taken by a supervisor, who is
 * not the clerk (DOMAIN 1.1). They sign as at a handover: by their card, which names a number, or
 * by their own token, which the service is asked about and which stays nowhere. Whether they may
 * here the service decides; every number that was taken so is looked at afterwards. */
import type { Me } from "../base/api";
import type { Device } from "../base/device";

/** Whose signature it is, or why it is none. */
export type Signed = { staff: number } | { no: "else" | "self" | "not" | "offline" };

const MAY = ["commander", "admin"];
const ANSWER_MS_MAX = 5_000;

/** Somebody's card was scanned. */
export function byCard({ me }: Device, card: { region: number; staff: number }): Signed {
  if (card.region !== me.region) return { no: "else" };
  return card.staff === me.staff ? { no: "self" } : { staff: card.staff };
}

/** Somebody's token was scanned. Asked for by itself: one that does not hold says nothing of
 * whether this desk is signed in. */
export async function byToken(device: Device, token: string): Promise<Signed> {
  try {
    const headers = { authorization: `Bearer ${token}` };
    const signal = AbortSignal.timeout(ANSWER_MS_MAX);
    const answer = await fetch("/v1/me", { headers, cache: "no-store", signal });
    if (answer.status === 401) return { no: "not" };
    if (!answer.ok) return { no: "offline" };
    const found = (await answer.json()) as Me;
    return MAY.includes(found.role) ? byCard(device, found) : { no: "not" };
  } catch {
    return { no: "offline" };
  }
}
