import { describe, expect, it } from "vitest";
import { drawn, sorted, standing } from "../src/lab/chart";
import { count, found, rows, step } from "../src/lab/hatch";
import * as plate from "../src/lab/layout";
import { labScan } from "../src/lab/scan";
import type { BoxView, ChartView, NotedView, PackedView, PointView } from "../src/lab/views";

const LABELS = {
  tubes: [{ prefix: "", length_min: 12, length_max: 12, digits_only: true, check: "mod97" }],
  boxes: [{ prefix: "", length_min: 10, length_max: 10, digits_only: true, check: "mod97" }],
};

describe("a scan at the bench", () => {
  it.each([
    ["360781000139", { is: "tube", code: "360781000139" }],
    ["]C1360781000139", { is: "tube", code: "360781000139" }],
    ["３６０７ 8100 0139", { is: "tube", code: "360781000139" }],
    ["0000000195", { is: "box", code: "0000000195" }],
    ["pl-2022-0401-007", { is: "plate", code: "PL20220401007" }],
    ["tenfold:staff:360781:903", { is: "card", staff: 903 }],
    // A tube's label with a digit misread is no plate.
    ["360781000138", { is: "unknown" }],
    ["tenfold:lane:360781:1:1", { is: "unknown" }],
    [`tf_${"0".repeat(64)}`, { is: "unknown" }],
    ["PL20220401007PL20220401007", { is: "unknown" }],
    ["", { is: "unknown" }],
  ])("%s", (text, meant) => {
    expect(labScan(text, LABELS)).toEqual(meant);
  });
});

function noted(difference: string): NotedView {
  const told = { discrepancy: 1, zh: "", en: "", expected: 1, counted: 0, staff: 4, at_ms: 5 };
  return { difference, ...told };
}

function tube(code: string, stage: string, more: Partial<PackedView> = {}): PackedView {
  return { tube: code, stage, people: 10, differences: [], ...more };
}

function box(stage: string, tubes: PackedView[], surplus: PackedView[] = []): BoxView {
  const head = { box: "B", stage, site: 1, count: tubes.length, not_received: 0 };
  return { ...head, tubes, surplus, differences: [], signatures: [] };
}

describe("a box at the hatch", () => {
  const mixed = box(
    "received",
    [
      tube("A", "received"),
      tube("B", "in_transit"),
      tube("C", "received", { differences: [noted("leaking")] }),
      tube("D", "rejected"),
      tube("E", "in_transit"),
    ],
    [tube("S", "received", { differences: [noted("surplus")] })],
  );

  it("is signed for, checked, and done", () => {
    expect(
      ["sealed", "in_transit", "received", "emptied"].map((one) => step(box(one, []))),
    ).toEqual(["under-way", "sign", "check", "done"]);
    // Signed while the network was away: it goes on.
    expect(step(box("in_transit", []), true)).toBe("check");
  });

  it("says of each tube where it stands", () => {
    const all = rows(mixed, new Set(["E", "X"]));
    expect(all.map(({ tube, state }) => `${tube} ${state}`)).toEqual([
      "A in",
      "B waiting",
      "C flawed",
      "D rejected",
      "E sending",
      "S in",
      "X sending",
    ]);
    expect(all.filter((one) => one.surplus).map((one) => one.tube)).toEqual(["S", "X"]);
    const counts = count(all);
    expect([counts.expected, counts.surplus, counts.waiting]).toEqual([5, 2, 1]);
    expect(found(counts)).toBe(6);
  });

  it("names what is missing once it is finished, until it turns up", () => {
    const missing = { differences: [noted("missing")] };
    const done = [tube("A", "in_transit", missing), tube("B", "received", missing)];
    const all = rows(box("emptied", done), new Set());
    expect(all.map((one) => one.state)).toEqual(["missing", "in"]);
    expect(all.map((one) => one.notes.length)).toEqual([1, 0]);
  });
});

describe("a layout", () => {
  const begun: plate.Layout = {
    A01: { tube: "1" },
    B01: { tube: "2" },
    H12: { control: "positive" },
  };

  it("is filled down the columns", () => {
    expect(plate.GRIDS[96].wells.slice(0, 9)).toEqual([
      "A01",
      "B01",
      "C01",
      "D01",
      "E01",
      "F01",
      "G01",
      "H01",
      "A02",
    ]);
    expect(new Set(plate.GRIDS[96].wells).size).toBe(96);
    expect(plate.nextFree(begun)).toBe("C01");
    expect(plate.nextFree(begun, "H12")).toBe("C01");
    const full = Object.fromEntries(plate.GRIDS[96].wells.map((well) => [well, { tube: well }]));
    expect(plate.nextFree(full)).toBeNull();
  });

  it("has 384 wells where one of them says so, and is filled in the same order", () => {
    const { wells, rows } = plate.GRIDS[384];
    expect([new Set(wells).size, rows.at(-1), wells[16], wells.at(-1)]).toEqual([
      384,
      "P",
      "A02",
      "P24",
    ]);
    expect([plate.sizeOf(["A01", "H12"]), plate.sizeOf(["A01", "I01"]), plate.sizeOf([])]).toEqual(
      [96, 384, 96],
    );
    expect(plate.sizeOf(["A13"])).toBe(384);
    const small = Object.fromEntries(plate.GRIDS[96].wells.map((well) => [well, { tube: well }]));
    expect([plate.nextFree(small, null, 96), plate.nextFree(small, null, 384)]).toEqual([
      null,
      "I01",
    ]);
    expect(plate.beside("H12", "ArrowDown", 384)).toBe("I12");
    expect(plate.toWells({ ...small, P24: { control: "positive" } })).toHaveLength(97);
  });

  it("loses nothing when wells change places", () => {
    const swapped = plate.swap(begun, "A01", "H12");
    expect(swapped).toEqual({
      A01: { control: "positive" },
      B01: { tube: "2" },
      H12: { tube: "1" },
    });
    expect(plate.swap(swapped, "H12", "A01")).toEqual(begun);
    expect(plate.swap(begun, "B01", "C05")["C05"]).toEqual({ tube: "2" });
    expect(plate.tubes(plate.swap(begun, "B01", "C05"))).toHaveLength(2);
  });

  it("has a tube in one well", () => {
    const moved = plate.put(begun, "D04", { tube: "1" });
    expect(plate.whereIs(moved, "1")).toBe("D04");
    expect(moved["A01"]).toBeUndefined();
    expect(plate.remove(moved, "D04")).toEqual({ B01: begun["B01"], H12: begun["H12"] });
  });

  it("goes to the service as it came", () => {
    const wells = plate.toWells(begun);
    expect(plate.fromView({ lab: 1, waiting: 0, left_out: [], wells })).toEqual(begun);
  });

  it("is walked by arrow keys, and not left", () => {
    expect(plate.beside("A01", "ArrowUp")).toBe("A01");
    expect(plate.beside("A01", "ArrowRight")).toBe("A02");
    expect(plate.beside("H12", "ArrowDown")).toBe("H12");
    expect(plate.beside("G12", "ArrowLeft")).toBe("G11");
  });
});

describe("a control chart", () => {
  const point = (ct: number | null, mark: PointView["mark"]): PointView => {
    return { plate: "P", well: "H12", at_ms: 1_000, mark, broken: [], ct };
  };
  const chart = (points: PointView[], more: Partial<ChartView> = {}): ChartView => {
    const of = { lab: 1, name_zh: "", name_en: "", kit: "k", control: "positive", target: "N" };
    return { ...of, internal_control: false, baseline_points: 0, points, ...more };
  };

  it("shows three deviations on both sides, and every point", () => {
    const of = chart([point(28, "within"), point(33, "rejected"), point(null, "no_curve")], {
      mean: 28,
      deviation: 0.5,
    });
    const { data, range } = drawn(of);
    expect(data[1]).toEqual([28, 33, null]);
    expect(range[0]).toBeLessThan(28 - 3 * 0.5);
    expect(range[1]).toBeGreaterThan(33);
    expect(drawn(chart([])).range[0]).toBeLessThan(drawn(chart([])).range[1]);
  });

  it("comes first when it is out of control", () => {
    const of = (mark: PointView["mark"]) => chart([point(28, mark)]);
    const all = ["within", "warned", "baseline", "rejected"].map(of);
    expect(sorted(all).map(standing)).toEqual(["rejected", "warned", "within", "baseline"]);
    expect(standing(chart([]))).toBe("none");
  });
});
