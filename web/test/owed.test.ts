import { describe, expect, it } from "vitest";
import type { Recollection } from "../src/base/api";
import { mapLink, merged, part, short, span, still, urgency, type Note } from "../src/squad/owed";

const HOUR = 3_600_000;

function owed(person: string, more: Partial<Recollection> = {}): Recollection {
  return {
    ...{ person, source: "360781000139", cause: "positive_pool", due_at_ms: 0, late: false },
    ...{ single: true, findings: [], may_end: [] },
    ...more,
  };
}
const visit = (scanId: string, person: string, at: number, sent = false): Note => ({
  ...{ scanId, person, sent, act: "attempt_recollection", finding: "refused", visit: at },
});

describe("what was recorded here lies over the list", () => {
  it("until the list shows it, and never twice", () => {
    const notes = [visit("a", "p", 1), visit("b", "p", 2)];
    expect(merged([owed("p")], notes)[0]?.findings).toEqual(["refused", "refused"]);
    const half = owed("p", { findings: ["not_found"] });
    expect(merged([half], notes)[0]?.findings).toEqual(["not_found", "refused"]);
    const whole = owed("p", { findings: ["not_found", "refused"] });
    expect(merged([whole], notes)[0]?.findings).toEqual(["not_found", "refused"]);
    expect(merged([owed("q")], notes)[0]).toMatchObject({ findings: [], waits: false });
  });

  it("says what waits to be sent", () => {
    expect(merged([owed("p")], [visit("a", "p", 1)])[0]?.waits).toBe(true);
    expect(merged([owed("p")], [visit("a", "p", 1, true)])[0]?.waits).toBe(false);
  });

  it("a squad and an end are shown at once", () => {
    const rows = merged(
      [owed("p"), owed("q")],
      [
        { scanId: "a", person: "p", sent: false, act: "assign_recollection", squad: 3 },
        { scanId: "b", person: "q", sent: false, act: "end_recollection", reason: "died" },
      ],
    );
    expect(rows.map((row) => [row.squad, part(row)])).toEqual([
      [3, "visit"],
      [undefined, "ended"],
    ]);
  });
});

describe("a note goes", () => {
  it("once it was sent and a list shows it, or its person is on no list", () => {
    const notes = [visit("a", "p", 1, true), visit("b", "q", 1, true), visit("c", "r", 1)];
    const list = [owed("p", { findings: ["refused"] }), owed("q")];
    expect(still(notes, list).map((note) => note.scanId)).toEqual(["b", "c"]);
    expect(still(notes, []).map((note) => note.scanId)).toEqual(["c"]);
  });
});

describe("what is read at a glance", () => {
  it("tells late from near and far", () => {
    expect(urgency(-1, 360)).toBe("bad");
    expect(urgency(2 * HOUR - 1, 360)).toBe("warn");
    expect(urgency(2 * HOUR, 360)).toBe("good");
  });

  it("shows the two units that matter, late times without a sign", () => {
    expect(span(5 * HOUR + 9 * 60_000)).toEqual({ is: "hours", hours: 5, minutes: "09" });
    expect(span(-(65 * 1_000))).toEqual({ is: "minutes", minutes: 1, seconds: "05" });
    expect(span(50 * HOUR)).toEqual({ is: "days", days: 2, hours: 2 });
  });

  it("names a person by eight digits of the look-up key, and a map by a public place", () => {
    expect(short("5f0c6f0e7d1b4c2f9a3e8d7c6b5a4f3e")).toBe("5F0C 6F0E");
    expect(mapLink("site 1 & 2")).toBe("geo:0,0?q=site%201%20%26%202");
  });

  it("says swabbed and ended apart", () => {
    expect(part(owed("p", { sampled: "360781000236" }))).toBe("sampled");
    expect(part(owed("p", { ended: "moved" }))).toBe("ended");
  });
});
