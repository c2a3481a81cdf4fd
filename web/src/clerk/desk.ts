/** The desk: what a device knows of its tubes, and what a scan does there. Pure: no clock, no
 * chance, no storage. The few rules that run here answer at once; the server's decide in the end:
 * a place in the tube, who was seen on this device, which tube is in use. */

export interface Place {
  scanId: string;
  /** Masked; empty until the server has said who a pass stands for. */
  name: string;
  number: string;
  /** A keyed mark of the person that only this device can make. */
  mark: string;
  class: string;
  swabbed: boolean;
  atMs: number;
  /** What takes them back: a scan of its own, with the document sealed for it. */
  undo: { scanId: string; sealed: string };
  /** Who took their number although its check character is wrong. */
  supervisor?: number;
}

export interface TubeState {
  code: string;
  capacity: number;
  stage: "open" | "sealed" | "void";
  openedAtMs: number;
  places: Place[];
  /** People whom another device of the lane put into it. */
  others?: number;
}

/** Somebody who was scanned and waits for the next tube. */
export interface Waiting extends Place {
  sealed: string;
}

export interface Desk {
  tube: TubeState | null;
  /** The group that goes into the next tube, in the order they were scanned. */
  group: Waiting[];
  /** People the next tube takes. */
  capacity: number;
  /** A tube that was scanned while another is not full: the second time it is meant. */
  asked: string | null;
  /** People since new gloves; absent where a desk was kept before they were counted. */
  gloves?: number;
}

export const WITHDRAW_REASONS = ["wrong_person", "left", "refused", "unfit"] as const;
export type WithdrawReason = (typeof WITHDRAW_REASONS)[number];
export const VOID_REASONS = [
  "leaked",
  "broken",
  "contaminated",
  "wrong_person",
  "lost",
  "expired",
] as const;
export type VoidReason = (typeof VOID_REASONS)[number];

/** A command as the desk asks for it; the scan and the clock are put in by who sends it. */
export type Order =
  | { act: "register"; tube: string; capacity: number; person: Waiting }
  | { act: "withdraw"; tube: string; reason: WithdrawReason; place: Place }
  | { act: "swab"; tube: string }
  | { act: "seal_tube"; tube: string; count: number }
  | { act: "void_tube"; tube: string; reason: VoidReason }
  | { act: "change_gloves" };

/** Why something is not done, or not as asked. */
export type Told =
  | { say: "opened"; capacity: number }
  | { say: "registered"; place: number; capacity: number; full: boolean; person: Place }
  | { say: "group-registered"; count: number; full: boolean; person: Place }
  | { say: "waits"; count: number; person: Place; full: boolean }
  | { say: "sealed"; count: number; short: boolean; opened: boolean; took: number }
  | { say: "undone"; person: Place }
  | { say: "swabbed"; count: number }
  | { say: "void"; count: number }
  | { say: "gloves"; count: number }
  | { say: "in-tube"; place: number; person: Place }
  | { say: "in-group"; person: Place }
  | { say: "sampled"; tube: string; person: Place }
  | { say: "single"; person: Place }
  | { say: "tube-same"; count: number; capacity: number }
  | { say: "tube-short"; count: number; capacity: number }
  | { say: "tube-sealed" | "tube-void" }
  | { say: "tube-empty" | "no-tube" | "no-undo" };

export interface Outcome {
  desk: Desk;
  /** Tubes that changed. */
  tubes: TubeState[];
  orders: Order[];
  seen: { mark: string; tube: string }[];
  unseen: string[];
  told: Told;
}

const NOBODY = { name: "", number: "", undo: { scanId: "", sealed: "" } };

export const EMPTY: Desk = { tube: null, group: [], capacity: 10, asked: null };

function only(desk: Desk, told: Told): Outcome {
  return { desk, tubes: [], orders: [], seen: [], unseen: [], told };
}

/** How many are in a tube, whoever put them there. */
export function people(tube: TubeState): number {
  return tube.places.length + (tube.others ?? 0);
}

function isFull(tube: TubeState): boolean {
  return people(tube) >= tube.capacity;
}

/** Whom one is and what is known of them on this device. */
export interface Asked {
  person: Waiting;
  /** Where they were registered in this round, on this device; `null` if nowhere. */
  seen: string | null;
  /** Largest tube their class may join. */
  capacity: number;
  /** The clerk says that a second swab is owed. */
  again: boolean;
}

/** A person is scanned. */
export function person(desk: Desk, asked: Asked): Outcome {
  const { person, seen } = asked;
  const calm = { ...desk, asked: null };
  const tube = desk.tube;
  const at = tube?.places.findIndex((place) => place.mark === person.mark) ?? -1;
  if (at >= 0) return only(calm, { say: "in-tube", place: at + 1, person });
  if (desk.group.some((one) => one.mark === person.mark)) {
    return only(calm, { say: "in-group", person });
  }
  if (seen !== null && !asked.again) return only(calm, { say: "sampled", tube: seen, person });
  const takes = tube?.capacity ?? desk.capacity;
  if (takes > asked.capacity) return only(calm, { say: "single", person });
  if (!tube || isFull(tube)) {
    const group = [...desk.group, person];
    return only({ ...calm, group }, { say: "waits", count: group.length, person, full: !!tube });
  }
  const filled = join(tube, [person]);
  const [full, place, { capacity }] = [isFull(filled), people(filled), filled];
  return {
    ...only({ ...calm, tube: filled }, { say: "registered", place, capacity, full, person }),
    tubes: [filled],
    orders: [register(filled, person)],
    seen: [{ mark: person.mark, tube: tube.code }],
  };
}

function join(tube: TubeState, people: Waiting[]): TubeState {
  // What waits of them is sealed in the command; the tube keeps the masked part alone.
  const places = people.map(({ sealed: _, ...place }): Place => place);
  return { ...tube, places: [...tube.places, ...places] };
}

function register(tube: TubeState, person: Waiting): Order {
  return { act: "register", tube: tube.code, capacity: tube.capacity, person };
}

/** A tube is scanned; `known` is what this device knows of it. */
export function scanTube(
  desk: Desk,
  code: string,
  known: TubeState | undefined,
  nowMs: number,
): Outcome {
  const tube = desk.tube;
  const calm = { ...desk, asked: null };
  if (tube?.code === code) {
    if (isFull(tube)) return seal(desk);
    return only(calm, { say: "tube-same", count: people(tube), capacity: tube.capacity });
  }
  if (known && known.stage !== "open") {
    return only(calm, { say: known.stage === "void" ? "tube-void" : "tube-sealed" });
  }
  if (!tube || people(tube) === 0) return open(calm, code, known, nowMs);
  if (isFull(tube) || desk.asked === code) {
    const sealed = seal(desk);
    const opened = open(sealed.desk, code, known, nowMs);
    const count = people(tube);
    const took = opened.orders.length;
    const told = { say: "sealed", count, short: !isFull(tube), opened: true, took } as const;
    return {
      ...opened,
      told,
      tubes: [...sealed.tubes, ...opened.tubes],
      orders: [...sealed.orders, ...opened.orders],
    };
  }
  const [count, { capacity }] = [people(tube), tube];
  return only({ ...desk, asked: code }, { say: "tube-short", count, capacity });
}

/** A tube is put to use, and takes the group that waits for it. */
function open(desk: Desk, code: string, known: TubeState | undefined, nowMs: number): Outcome {
  const capacity = desk.capacity;
  const fresh: TubeState = { code, capacity, stage: "open", openedAtMs: nowMs, places: [] };
  const empty = known ?? fresh;
  const room = empty.capacity - people(empty);
  const [now, later] = [desk.group.slice(0, room), desk.group.slice(room)];
  const tube = join(empty, now);
  const last = now.at(-1);
  const told: Told = last
    ? { say: "group-registered", count: now.length, full: isFull(tube), person: last }
    : { say: "opened", capacity: tube.capacity };
  return {
    desk: { ...desk, tube, group: later, asked: null },
    tubes: [tube],
    orders: now.map((person) => register(tube, person)),
    seen: now.map(({ mark }) => ({ mark, tube: code })),
    unseen: [],
    told,
  };
}

/** The tube in use is closed for good. */
export function seal(desk: Desk): Outcome {
  const tube = desk.tube;
  if (!tube) return only(desk, { say: "no-tube" });
  const count = people(tube);
  if (count === 0) return only(desk, { say: "tube-empty" });
  // Nobody is taken back any more, so that nothing of a name need stay here.
  const places = tube.places.map((place) => ({ ...place, swabbed: true, ...NOBODY }));
  const sealed: TubeState = { ...tube, stage: "sealed", places };
  const told = { say: "sealed", count, short: !isFull(tube), opened: false, took: 0 } as const;
  return {
    ...only({ ...desk, tube: null, asked: null }, told),
    tubes: [sealed],
    orders: [{ act: "seal_tube", tube: tube.code, count }],
  };
}

/** The last who is not swabbed yet leaves the tube, or the group that waits. */
export function undo(desk: Desk, reason: WithdrawReason): Outcome {
  const waiting = desk.group.at(-1);
  if (waiting) {
    const group = desk.group.slice(0, -1);
    return only({ ...desk, group, asked: null }, { say: "undone", person: waiting });
  }
  const tube = desk.tube;
  const place = tube?.places.at(-1);
  if (!tube || !place || place.swabbed) return only(desk, { say: "no-undo" });
  const left = { ...tube, places: tube.places.slice(0, -1) };
  return {
    ...only({ ...desk, tube: left, asked: null }, { say: "undone", person: place }),
    tubes: [left],
    orders: [{ act: "withdraw", tube: tube.code, reason, place }],
    unseen: [place.mark],
  };
}

/** Everybody in the tube is swabbed. */
export function swab(desk: Desk): Outcome {
  const tube = desk.tube;
  if (!tube) return only(desk, { say: "no-tube" });
  if (tube.places.length === 0) return only(desk, { say: "tube-empty" });
  const places = tube.places.map((place) => ({ ...place, swabbed: true }));
  const swabbed = { ...tube, places };
  return {
    ...only({ ...desk, tube: swabbed, asked: null }, { say: "swabbed", count: places.length }),
    tubes: [swabbed],
    orders: [{ act: "swab", tube: tube.code }],
  };
}

/** The tube is given up; everybody in it is swabbed again. */
export function voidTube(desk: Desk, reason: VoidReason): Outcome {
  const tube = desk.tube;
  if (!tube) return only(desk, { say: "no-tube" });
  const places = tube.places.map((place) => ({ ...place, ...NOBODY }));
  const gone: TubeState = { ...tube, stage: "void", places };
  const count = people(tube);
  return {
    ...only({ ...desk, tube: null, asked: null }, { say: "void", count }),
    tubes: [gone],
    // Of a tube that nobody is in the server knows nothing.
    orders: count > 0 ? [{ act: "void_tube", tube: tube.code, reason }] : [],
    unseen: tube.places.map((place) => place.mark),
  };
}

/** Somebody whom the server refused leaves the tube that is still open. */
export function takeBack(desk: Desk, scanId: string): Outcome | null {
  const tube = desk.tube;
  const place = tube?.places.find((one) => one.scanId === scanId);
  if (!tube || !place) return null;
  const left = { ...tube, places: tube.places.filter((one) => one !== place) };
  return {
    ...only({ ...desk, tube: left }, { say: "undone", person: place }),
    tubes: [left],
    unseen: [place.mark],
  };
}

/** The service counts so many in the tube in use; whoever is not of this device is another's. */
export function counted(desk: Desk, code: string, all: number): Desk {
  const tube = desk.tube;
  if (tube?.code !== code) return desk;
  const others = Math.max(0, all - tube.places.length);
  return others === (tube.others ?? 0) ? desk : { ...desk, tube: { ...tube, others } };
}

/** Somebody who waits for the next tube goes. */
export function dropWaiting(desk: Desk, scanId: string): Desk {
  return { ...desk, group: desk.group.filter((one) => one.scanId !== scanId) };
}
