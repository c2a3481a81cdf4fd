import { describe, expect, it } from "vitest";
import * as desk from "../src/clerk/desk";
import { changed, wear, worn } from "../src/clerk/gloves";
import { type Desk, EMPTY, type Outcome, type TubeState, type Waiting } from "../src/clerk/desk";

function who(mark: string): Waiting {
  const undo = { scanId: `undo-${mark}`, sealed: `sealed-undo-${mark}` };
  const masked = { name: `张*${mark}`, number: "360781********0011" };
  const person = { scanId: `scan-${mark}`, mark, class: "resident", swabbed: false, atMs: 1, undo };
  return { ...person, ...masked, sealed: `sealed-${mark}` };
}

/** A day at a desk, told as a story: what each scan says, and what is sent. */
class Day {
  desk: Desk = EMPTY;
  tubes = new Map<string, TubeState>();
  seen = new Map<string, string>();
  sent: string[] = [];

  #take(outcome: Outcome): string {
    this.desk = { ...outcome.desk, gloves: worn(this.desk, outcome.orders) };
    for (const tube of outcome.tubes) this.tubes.set(tube.code, tube);
    for (const { mark, tube } of outcome.seen) this.seen.set(mark, tube);
    for (const mark of outcome.unseen) this.seen.delete(mark);
    const words = outcome.orders.map((one) => ["tube" in one ? one.tube : "", one.act]);
    this.sent.push(...words.map(([tube, act]) => `${act} ${tube}`.trim()));
    return outcome.told.say;
  }
  person(mark: string, more: { capacity?: number; again?: boolean } = {}): string {
    const seen = this.seen.get(mark) ?? null;
    const asked = { person: who(mark), seen, capacity: 10, again: false, ...more };
    return this.#take(desk.person(this.desk, asked));
  }
  tube(code: string): string {
    return this.#take(desk.scanTube(this.desk, code, this.tubes.get(code), 2));
  }
  people(count: number, start = 0): string[] {
    return Array.from({ length: count }, (_, at) => this.person(`p${start + at}`));
  }
  seal = () => this.#take(desk.seal(this.desk));
  swab = () => this.#take(desk.swab(this.desk));
  undo = () => this.#take(desk.undo(this.desk, "left"));
  gloves = () => this.#take(changed(this.desk));
  void = () => this.#take(desk.voidTube(this.desk, "broken"));
}

describe("a pair of gloves", () => {
  it("is worn for everybody who joins a tube, and for nobody who left before the swab", () => {
    const day = new Day();
    day.people(2);
    expect(day.desk.gloves).toBe(0);
    day.tube("A");
    day.people(7, 2);
    expect([day.desk.gloves, wear(day.desk.gloves!, 10)]).toEqual([9, "fresh"]);
    day.person("tenth");
    expect(wear(day.desk.gloves!, 10)).toBe("due");
    expect(day.undo()).toBe("undone");
    expect(day.desk.gloves).toBe(9);
    day.person("other");
    day.tube("B");
    day.person("eleventh");
    expect(wear(day.desk.gloves!, 10)).toBe("over");
    expect(day.gloves()).toBe("gloves");
    expect([day.desk.gloves, day.sent.at(-1)]).toEqual([0, "change_gloves"]);
  });

  it("was not counted on a desk that was kept before", () => {
    expect(worn(EMPTY, [])).toBe(0);
  });
});

describe("a tube", () => {
  it("takes ten, is sealed by the next tube's scan, and keeps no name then", () => {
    const day = new Day();
    expect(day.tube("A")).toBe("opened");
    expect(new Set(day.people(10))).toEqual(new Set(["registered"]));
    expect(day.tube("B")).toBe("sealed");
    expect(day.sent).toEqual([...Array(10).fill("register A"), "seal_tube A"]);
    expect(day.desk.tube?.code).toBe("B");
    const kept = JSON.stringify(day.tubes.get("A"));
    expect(kept).not.toContain("张");
    expect(kept).not.toContain("sealed-");
  });

  it("keeps whoever comes when it is full for the next one", () => {
    const day = new Day();
    day.tube("A");
    day.people(10);
    expect(day.person("late")).toBe("waits");
    expect(day.tube("B")).toBe("sealed");
    expect(day.desk.tube?.places.map((place) => place.mark)).toEqual(["late"]);
    expect(day.sent.slice(-2)).toEqual(["seal_tube A", "register B"]);
  });

  it("registers a group of ten that was scanned first", () => {
    const day = new Day();
    expect(new Set(day.people(12))).toEqual(new Set(["waits"]));
    expect(day.sent).toEqual([]);
    expect(day.tube("A")).toBe("group-registered");
    expect(day.desk.tube?.places).toHaveLength(10);
    expect(day.desk.group.map((one) => one.mark)).toEqual(["p10", "p11"]);
  });

  it("asks once more before it is sealed short", () => {
    const day = new Day();
    day.tube("A");
    day.people(3);
    expect(day.tube("B")).toBe("tube-short");
    expect(day.person("p3")).toBe("registered");
    expect(day.tube("B")).toBe("tube-short");
    expect(day.tube("B")).toBe("sealed");
    expect(day.sent.at(-1)).toBe("seal_tube A");
    expect(day.tube("A")).toBe("tube-sealed");
  });

  it("is dropped unseen while nobody is in it, and is the same tube twice", () => {
    const day = new Day();
    day.tube("A");
    expect(day.tube("A")).toBe("tube-same");
    expect(day.tube("B")).toBe("opened");
    expect(day.sent).toEqual([]);
    expect(day.seal()).toBe("tube-empty");
    expect(day.swab()).toBe("tube-empty");
    expect(day.void()).toBe("void");
    expect(day.sent).toEqual([]);
    expect(day.tube("B")).toBe("tube-void");
  });

  it("is void with a reason, and its people may come again", () => {
    const day = new Day();
    day.tube("A");
    day.people(2);
    day.swab();
    expect(day.undo()).toBe("no-undo");
    expect(day.void()).toBe("void");
    expect(day.sent.slice(-2)).toEqual(["swab A", "void_tube A"]);
    day.tube("B");
    expect(day.person("p0")).toBe("registered");
  });
});

describe("a person", () => {
  it("scanned twice is one", () => {
    const day = new Day();
    expect(day.person("p")).toBe("waits");
    expect(day.person("p")).toBe("in-group");
    day.tube("A");
    expect(day.person("p")).toBe("in-tube");
    expect(day.sent).toEqual(["register A"]);
  });

  it("registered into another tube here is refused, unless a second swab is owed", () => {
    const day = new Day();
    day.tube("A");
    day.people(10);
    day.tube("B");
    expect(day.person("p4")).toBe("sampled");
    expect(day.person("p4", { again: true })).toBe("registered");
  });

  it("is taken back before the swab, by a scan of its own", () => {
    const day = new Day();
    day.tube("A");
    day.people(2);
    expect(day.undo()).toBe("undone");
    expect(day.sent.at(-1)).toBe("withdraw A");
    expect(day.person("p1")).toBe("registered");
    day.person("p1");
    const waiting = new Day();
    waiting.person("p");
    expect(waiting.undo()).toBe("undone");
    expect(waiting.sent).toEqual([]);
  });

  it("of a class that is swabbed singly joins no pool", () => {
    const day = new Day();
    day.tube("A");
    expect(day.person("p", { capacity: 1 })).toBe("single");
    expect(day.sent).toEqual([]);
  });

  it("refused by the service leaves the tube that is open", () => {
    const day = new Day();
    day.tube("A");
    day.people(2);
    const back = desk.takeBack(day.desk, "scan-p0");
    expect(back?.desk.tube?.places.map((place) => place.mark)).toEqual(["p1"]);
    expect(back?.unseen).toEqual(["p0"]);
    expect(desk.takeBack(day.desk, "scan-unknown")).toBeNull();
  });
});
