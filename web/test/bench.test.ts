import { describe, expect, it } from "vitest";
import { ofBox, ofTube, worst } from "../src/carry/age";
import * as bench from "../src/packer/bench";
import type { Bench, List, ListTube } from "../src/packer/bench";

const tube = (code: string, more: Partial<ListTube> = {}): ListTube => ({
  tube: code,
  stage: "sealed",
  lane: 1,
  people: 10,
  first_swab_at_ms: 0,
  due_at_ms: 240 * 60_000,
  box: null,
  ...more,
});
const LIST: List = {
  tubes: [
    tube("T1"),
    tube("T2", { lane: 2 }),
    tube("T3", { stage: "open" }),
    tube("T4", { stage: "packed", box: "B9" }),
  ],
  boxes: [{ box: "B9", stage: "sealed", lab: 1, tubes: 1, due_at_ms: 9, leave_by_ms: 8 }],
};
const HERE = { site: 1, max: 2 };
const on = (box: string): Bench => ({ ...bench.EMPTY, box });
const packed = (from: Bench, ...codes: string[]) =>
  codes.reduce((now, code) => bench.scanTube(LIST, now, code, HERE).bench, from);

describe("a packer's bench", () => {
  it("packs a sealed tube of the list, and asks the service with the site", () => {
    const { told, orders, bench: next } = bench.scanTube(LIST, on("B1"), "T1", HERE);
    expect(told).toMatchObject({ say: "packed", count: 1, max: 2, listed: true });
    expect(orders).toEqual([{ act: "pack_tube", box: "B1", tube: "T1", fields: { site: 1 } }]);
    expect(bench.boxOf(LIST, next, "T1")).toBe("B1");
    expect(bench.loose(LIST, next).map((one) => one.tube)).toEqual(["T2"]);
  });

  it.each([
    ["no box yet", bench.EMPTY, "T1", "no-box"],
    ["the same tube twice", packed(on("B1"), "T1"), "T1", "in-box"],
    ["a tube of another box", on("B1"), "T4", "other-box"],
    ["a tube that is not sealed", on("B1"), "T3", "not-sealed"],
    ["a tube too many", packed(on("B1"), "T1", "T2"), "T5", "full"],
    ["what is not in the box", { ...on("B1"), takeOut: true }, "T1", "not-in-box"],
  ])("packs nothing: %s", (_, from, code, say) => {
    const outcome = bench.scanTube(LIST, from, code, HERE);
    expect(outcome.told.say).toBe(say);
    expect(outcome.orders).toEqual([]);
    expect(outcome.bench).toBe(from);
  });

  it("packs a tube that the list does not have, and says so", () => {
    const { told, bench: next } = bench.scanTube(LIST, on("B1"), "T7", HERE);
    expect(told).toMatchObject({ say: "packed", listed: false });
    expect(bench.compare(LIST, next, "B1").strange).toEqual(["T7"]);
  });

  it("takes one tube out, and then packs again", () => {
    const full = packed(on("B1"), "T1", "T2");
    const { told, orders, bench: next } = bench.scanTube(
      LIST,
      { ...full, takeOut: true },
      "T1",
      HERE,
    );
    expect(told).toEqual({ say: "out", tube: "T1", box: "B1", count: 1 });
    expect(orders[0]).toMatchObject({ act: "unpack_tube", box: "B1", tube: "T1" });
    expect(next.takeOut).toBe(false);
    expect(bench.scanTube(LIST, next, "T1", HERE).told.say).toBe("packed");
  });

  it("compares by lane, and seals only by the count of the hands", () => {
    const some = packed(on("B1"), "T1");
    expect(bench.compare(LIST, some, "B1").lanes).toEqual([
      { lane: 1, inBox: 1, waiting: 0 },
      { lane: 2, inBox: 0, waiting: 1 },
    ]);
    const wrong = bench.seal(LIST, some, 2);
    expect(wrong.told).toEqual({ say: "counted", count: 2, scanned: 1 });
    expect(wrong.orders).toEqual([]);
    const right = bench.seal(LIST, some, 1);
    expect(right.orders).toEqual([{ act: "seal_box", box: "B1", fields: { count: 1 } }]);
    expect(bench.shown(LIST, right.bench, "B1").stage).toBe("sealed");
    expect(bench.scanBox(LIST, right.bench, "B1").told.say).toBe("box-sealed");
    expect(bench.seal(LIST, on("B2"), 0).told.say).toBe("no-tubes");
  });

  it("lets a new list take over, and boxes that are gone go", () => {
    const some = { ...packed(on("B1"), "T1"), gone: { B9: true as const } };
    expect(bench.boxes(LIST, some).map((one) => one.box)).toEqual(["B1"]);
    expect(bench.listed(some)).toEqual(on("B1"));
  });
});

describe("age", () => {
  const limits = { collection_interval_minutes: 120, room_limit_minutes: 240 };
  const at = (minutes: number) => ofTube(240 * 60_000, limits, minutes * 60_000);
  it("goes from green over amber to red", () => {
    expect([0, 120, 121, 210, 211, 300].map(at)).toEqual([
      "fresh",
      "fresh",
      "soon",
      "soon",
      "late",
      "late",
    ]);
    expect(ofTube(null, limits, 0)).toBe("fresh");
    expect([30, 29, 0, -1].map(ofBox)).toEqual(["fresh", "soon", "soon", "late"]);
    expect(worst(["fresh", "late", "soon"])).toBe("late");
    expect(worst([])).toBe("fresh");
  });
});
