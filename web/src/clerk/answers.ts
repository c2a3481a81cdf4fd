/** What the service's answers make of the desk: passes get a name, and who was refused before the
 * swab leaves the tube that is still open. */
import type { Answered } from "../base/outbox";
import { type Desk, type Place, takeBack } from "./desk";

export interface After {
  next: Desk;
  /** What this device no longer knows. */
  drops: string[];
}

export function after(desk: Desk, answered: Answered[]): After {
  const drops: string[] = [];
  let next = desk;
  for (const { command, verdict } of answered) {
    if (command.act !== "register") continue;
    if (verdict.name) next = named(next, command.scanId, verdict.name, verdict.document ?? "");
    const back = verdict.verdict === "refused" ? takeBack(next, command.scanId) : null;
    if (back) next = back.desk;
    drops.push(...(back?.unseen ?? []).map((one) => `seen:${one}`));
  }
  return { next, drops };
}

/** The desk with whom a pass stands for, as the service tells it. */
function named(now: Desk, scan: string, name: string, number: string): Desk {
  const put = (one: Place) => (one.scanId === scan ? { ...one, name, number } : one);
  if (!now.tube?.places.some((one) => one.scanId === scan)) return now;
  return { ...now, tube: { ...now.tube, places: now.tube.places.map(put) } };
}
