/** A handover in the making: boxes with both counts, and both signatures. One of the two hands is
 * always whose device this is. Pure. */
import type { Order } from "./log";

/** One box of a handover. */
export interface Parcel {
  box: string;
  /** Tubes by its manifest, where the device knows it. */
  listed: number | null;
  given: number | null;
  taken: number | null;
}

export interface Deal {
  /** Whoever has this device takes or gives. */
  way: "take" | "give";
  parcels: Parcel[];
  /** The other hand, once their card was scanned. */
  other: number | null;
  /** Whoever has this device has signed. */
  mine: boolean;
}

export type Told =
  | { say: "added"; box: string; boxes: number; listed: number | null }
  | { say: "again"; box: string }
  | { say: "other-way"; box: string; way: Deal["way"] }
  | { say: "signed"; staff: number; left: Left }
  | { say: "nothing" };

/** What is still missing: counts, the other's card, one's own signature. */
export type Left = "counts" | "other" | "mine" | "nothing";

export function add(deal: Deal | null, way: Deal["way"], box: string, listed: number | null) {
  const tell = (next: Deal | null, told: Told) => ({ deal: next, told });
  if (deal && deal.way !== way) return tell(deal, { say: "other-way", box, way: deal.way });
  const now = deal ?? { way, parcels: [], other: null, mine: false };
  if (now.parcels.some((one) => one.box === box)) return tell(now, { say: "again", box });
  const parcels = [...now.parcels, { box, listed, given: listed, taken: listed }];
  // Who signed before signed for fewer boxes.
  const next = { ...now, parcels, other: null, mine: false };
  return tell(next, { say: "added", box, boxes: parcels.length, listed });
}

export function drop(deal: Deal, box: string): Deal | null {
  const parcels = deal.parcels.filter((one) => one.box !== box);
  return parcels.length === 0 ? null : { ...deal, parcels };
}

/** A count was changed; what was signed was signed for another one. */
export function count(deal: Deal, box: string, which: "given" | "taken", tubes: number): Deal {
  const change = (one: Parcel) => (one.box === box ? { ...one, [which]: tubes } : one);
  return { ...deal, parcels: deal.parcels.map(change), other: null, mine: false };
}

/** A card was scanned: the other's, or one's own. */
export function sign(
  deal: Deal | null,
  me: number,
  staff: number,
): { deal: Deal | null; told: Told } {
  if (!deal) return { deal, told: { say: "nothing" } };
  const next = staff === me ? { ...deal, mine: true } : { ...deal, other: staff };
  return { deal: next, told: { say: "signed", staff, left: left(next) } };
}

export function left(deal: Deal): Left {
  if (deal.parcels.some((one) => one.given === null || one.taken === null)) return "counts";
  if (deal.other === null) return "other";
  return deal.mine ? "nothing" : "mine";
}

export function hands(deal: Deal, me: number): { giver: number | null; taker: number | null } {
  return deal.way === "take"
    ? { giver: deal.other, taker: me }
    : { giver: me, taker: deal.other };
}

/** The commands of a handover that both have signed. */
export function orders(deal: Deal, me: number): Order[] {
  const { giver, taker } = hands(deal, me);
  return deal.parcels.map(({ box, given, taken }) => ({
    act: "hand_over",
    box,
    fields: { giver, taker, given, taken },
  }));
}

/** Whether a count differs from the manifest, or the two from each other. */
export function differs({ listed, given, taken }: Parcel): boolean {
  if (given === null || taken === null) return false;
  return given !== taken || (listed !== null && given !== listed);
}
