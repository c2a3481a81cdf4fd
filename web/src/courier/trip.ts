/** What a courier does next: the service's list as it was told last, and over it the boxes that
 * changed hands here since. Pure. */
import type { Pickup } from "../base/api";
import { ofBox, worst, type Age } from "../carry/age";

/** What changed hands here and is not in the list yet. */
export interface Trip {
  /** Boxes in hand, with the tubes that were counted. */
  taken: Record<string, number>;
  /** Boxes that went to somebody else. */
  given: Record<string, true>;
}

export const EMPTY: Trip = { taken: {}, given: {} };

/** A box that this courier has to do with. */
export interface Parcel {
  box: string;
  tubes: number;
  /** `null` where the device was never told of the box. */
  listed: Pickup | null;
}

/** One place to go to: a site to fetch from, or a lab to bring to. */
export interface Stop {
  kind: "fetch" | "bring";
  /** Number of the site or lab; `null` where no lab takes the boxes. */
  place: number | null;
  zh: string;
  en: string;
  /** The latest moment to set off from where the boxes are now, and when they must be there. */
  leaveByMs: number | null;
  dueMs: number | null;
  age: Age;
  parcels: Parcel[];
}

export interface Lab {
  id: number;
  name_zh: string;
  name_en: string;
}

const leaveBy = (one: Pickup) => one.leave_by_ms ?? one.due_at_ms;

/** Boxes in hand: those of the list and those taken since. */
export function inHand(boxes: readonly Pickup[], trip: Trip, me: number): Parcel[] {
  const mine = (one: Pickup) =>
    (one.holder === me || trip.taken[one.box] !== undefined) && !trip.given[one.box];
  const listed = boxes.filter(mine).map((one): Parcel => {
    return { box: one.box, tubes: trip.taken[one.box] ?? one.tubes, listed: one };
  });
  const known = new Set(boxes.map((one) => one.box));
  const more = Object.entries(trip.taken).filter(([box]) => !known.has(box) && !trip.given[box]);
  return [...listed, ...more.map(([box, tubes]): Parcel => ({ box, tubes, listed: null }))];
}

/** Boxes that wait at sites. */
export function waiting(boxes: readonly Pickup[], trip: Trip): Parcel[] {
  const free = (one: Pickup) => one.holder == null && trip.taken[one.box] === undefined;
  return boxes.filter(free).map((one) => ({ box: one.box, tubes: one.tubes, listed: one }));
}

/** Where to go, the first that must be left first. */
export function stops(
  boxes: readonly Pickup[],
  trip: Trip,
  { me, labs, nowMs }: { me: number; labs: readonly Lab[]; nowMs: number },
): Stop[] {
  const found = new Map<string, Stop>();
  const into = (key: string, begin: () => Omit<Stop, "parcels" | "age">, parcel: Parcel) => {
    const stop = found.get(key) ?? { ...begin(), age: "fresh" as Age, parcels: [] };
    found.set(key, stop);
    stop.parcels.push(parcel);
    const { listed } = parcel;
    if (!listed) return;
    stop.leaveByMs = Math.min(stop.leaveByMs ?? Infinity, leaveBy(listed));
    stop.dueMs = Math.min(stop.dueMs ?? Infinity, listed.due_at_ms);
    const left = Math.floor((leaveBy(listed) - nowMs) / 60_000);
    stop.age = worst([stop.age, listed.in_time || left < 0 ? ofBox(left) : "soon"]);
  };
  const blank = { leaveByMs: null, dueMs: null };
  for (const parcel of inHand(boxes, trip, me)) {
    const lab = labs.find((one) => one.id === parcel.listed?.lab);
    const begin = () => {
      const [zh, en] = [lab?.name_zh ?? "", lab?.name_en ?? ""];
      return { kind: "bring" as const, place: lab?.id ?? null, zh, en, ...blank };
    };
    into(`lab ${lab?.id ?? "none"}`, begin, parcel);
  }
  for (const parcel of waiting(boxes, trip)) {
    const one = parcel.listed!;
    const begin = () => {
      const [zh, en] = [one.site_zh, one.site_en];
      return { kind: "fetch" as const, place: one.site, zh, en, ...blank };
    };
    into(`site ${one.site}`, begin, parcel);
  }
  return [...found.values()].sort((a, b) => (a.leaveByMs ?? 0) - (b.leaveByMs ?? 0));
}

export const tubes = (parcels: readonly Parcel[]) =>
  parcels.reduce((sum, one) => sum + one.tubes, 0);

/** What a scanned box is to this courier: in hand it is given, at a site it is taken. */
export function wayOf(
  boxes: readonly Pickup[],
  trip: Trip,
  me: number,
  box: string,
): { way: "take" | "give"; listed: number | null } {
  const own = inHand(boxes, trip, me).find((one) => one.box === box);
  if (own) return { way: "give", listed: own.tubes };
  return { way: "take", listed: boxes.find((one) => one.box === box)?.tubes ?? null };
}

/** Boxes changed hands here. */
export function pass(trip: Trip, way: "take" | "give", parcels: { box: string; taken: number }[]) {
  const next: Trip = { taken: { ...trip.taken }, given: { ...trip.given } };
  for (const { box, taken } of parcels) {
    if (way === "take") {
      next.taken[box] = taken;
      delete next.given[box];
    } else {
      next.given[box] = true;
      delete next.taken[box];
    }
  }
  return next;
}
