import { describe, expect, it } from "vitest";
import type { Pickup } from "../src/base/api";
import * as deal from "../src/carry/deal";
import type { Deal } from "../src/carry/deal";
import * as trip from "../src/courier/trip";

const ME = 42;
const pickup = (box: string, more: Partial<Pickup> = {}): Pickup => ({
  box,
  site: 1,
  site_zh: "甲",
  site_en: "A",
  tubes: 12,
  lab: 7,
  due_at_ms: 100 * 60_000,
  leave_by_ms: 80 * 60_000,
  minutes_left: 80,
  in_time: true,
  ...more,
});
const LABS = [{ id: 7, name_zh: "院", name_en: "Lab" }];
const stops = (boxes: Pickup[], now = trip.EMPTY, nowMs = 0) =>
  trip.stops(boxes, now, { me: ME, labs: LABS, nowMs });

describe("where a courier goes", () => {
  it("goes first where must be left first, one stop a place", () => {
    const found = stops([
      pickup("B1"),
      pickup("B2", { leave_by_ms: 20 * 60_000 }),
      pickup("B3", { holder: ME, leave_by_ms: 50 * 60_000 }),
    ]);
    expect(found.map((one) => [one.kind, one.place, one.parcels.length, one.age])).toEqual([
      ["fetch", 1, 2, "soon"],
      ["bring", 7, 1, "fresh"],
    ]);
    expect(found[0]!.leaveByMs).toBe(20 * 60_000);
  });

  it("is red once it should have left, and amber where the service sees no way in time", () => {
    expect(stops([pickup("B1")], trip.EMPTY, 81 * 60_000)[0]!.age).toBe("late");
    expect(stops([pickup("B1", { in_time: false })])[0]!.age).toBe("soon");
  });

  it("lays over the list what changed hands since, also boxes it was never told of", () => {
    const boxes = [pickup("B1"), pickup("B3", { holder: ME })];
    const took = trip.pass(trip.EMPTY, "take", [
      { box: "B1", taken: 11 },
      { box: "B8", taken: 4 },
    ]);
    expect(trip.inHand(boxes, took, ME).map((one) => [one.box, one.tubes])).toEqual([
      ["B1", 11],
      ["B3", 12],
      ["B8", 4],
    ]);
    expect(trip.waiting(boxes, took)).toEqual([]);
    const gave = trip.pass(took, "give", [{ box: "B3", taken: 12 }]);
    expect(trip.inHand(boxes, gave, ME).map((one) => one.box)).toEqual(["B1", "B8"]);
    expect(trip.wayOf(boxes, took, ME, "B8")).toEqual({ way: "give", listed: 4 });
    expect(trip.wayOf(boxes, trip.EMPTY, ME, "B1")).toEqual({ way: "take", listed: 12 });
    expect(trip.wayOf(boxes, trip.EMPTY, ME, "B9")).toEqual({ way: "take", listed: null });
  });

  it("brings a box that no lab takes nowhere, and says so", () => {
    const [stop] = stops([pickup("B3", { holder: ME, lab: null })]);
    expect(stop).toMatchObject({ kind: "bring", place: null });
  });
});

describe("a handover", () => {
  const of = (...boxes: [string, number | null][]) =>
    boxes.reduce<Deal | null>(
      (now, [box, listed]) => deal.add(now, "take", box, listed).deal,
      null,
    )!;

  it("asks for counts, the other's card, then one's own signature", () => {
    const begun = of(["B1", 12], ["B2", null]);
    expect(deal.left(begun)).toBe("counts");
    const counted = deal.count(deal.count(begun, "B2", "given", 5), "B2", "taken", 4);
    expect(deal.left(counted)).toBe("other");
    expect(counted.parcels.map(deal.differs)).toEqual([false, true]);
    const theirs = deal.sign(counted, ME, 41);
    expect(theirs.told).toMatchObject({ say: "signed", left: "mine" });
    const both = deal.sign(theirs.deal, ME, ME);
    expect(both.told).toMatchObject({ say: "signed", left: "nothing" });
    expect(deal.orders(both.deal!, ME)).toEqual([
      { act: "hand_over", box: "B1", fields: { giver: 41, taker: ME, given: 12, taken: 12 } },
      { act: "hand_over", box: "B2", fields: { giver: 41, taker: ME, given: 5, taken: 4 } },
    ]);
  });

  it("voids signatures when a box or a count changes after them", () => {
    const signed = deal.sign(of(["B1", 12]), ME, 41).deal!;
    expect(deal.count(signed, "B1", "taken", 11).other).toBeNull();
    expect(deal.add(signed, "take", "B2", 3).deal).toMatchObject({ other: null, mine: false });
    expect(deal.drop(of(["B1", 12]), "B1")).toBeNull();
  });

  it("takes no box twice, none of the other way, and no card before a box", () => {
    const begun = of(["B1", 12]);
    expect(deal.add(begun, "take", "B1", 12).told.say).toBe("again");
    expect(deal.add(begun, "give", "B2", 12)).toEqual({
      deal: begun,
      told: { say: "other-way", box: "B2", way: "take" },
    });
    expect(deal.sign(null, ME, 41).told.say).toBe("nothing");
    expect(deal.hands({ ...begun, way: "give" }, ME)).toEqual({ giver: ME, taker: null });
  });
});
