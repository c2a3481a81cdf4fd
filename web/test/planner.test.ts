import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { found, hoursText, missing, ofCity, type Plan, sideBySide } from "../src/planner/document";
import { matched, missing as lacking, named, townOf } from "../src/planner/files";
import { changes } from "../src/planner/lines";
import { Toml, Unreadable } from "../src/planner/toml";
import {
  added,
  dotted,
  type Figure,
  general,
  removed,
  reserve,
  type Row,
  sections,
  shown,
  typed,
} from "../src/planner/town";

const fixture = (name: string) =>
  readFileSync(new URL(`../../fixtures/${name}`, import.meta.url), "utf8");
const RUIJIN = fixture("towns/ruijin.toml");

/** What two texts differ in. */
const differs = (a: string, b: string) =>
  (changes(a, b) ?? []).map(({ side, line }) => `${side === "a" ? "-" : "+"} ${line.trim()}`);

const ONE = "one = { a = 1, b_synthetic = 2 }";

describe("a text that is edited in place", () => {
  const text = `# What stands above stays.
name = "甲" # and beside, too
${ONE}
none = {}

[planning] # of the night before
goal_synthetic = "48 h"
list = [
  { code = 7, x_synthetic = 1, y = 2 }, # the first
  { code = 8, x_synthetic = 3 },
]
habits.no_show = 0.1

# A lab.
[[planning.labs]]
id = 1
vehicles_synthetic = 1_000

# Another lab.
[[planning.labs]]
id = 2

[planning.labs.deep]
z = 1

[last]
`;
  const toml = Toml.read(text);

  it("finds values by keys, marks, places and names", () => {
    expect(toml.get(["name"])).toMatchObject({ value: "甲", line: 2, invented: false });
    expect(toml.get(["one", "b"])).toMatchObject({ value: 2, invented: true });
    expect(toml.get(["planning", "goal"])?.raw).toBe('"48 h"');
    expect(toml.get(["planning", "list", { code: 8 }, "x"])).toMatchObject({ value: 3, line: 10 });
    expect(toml.get(["planning", "list", 0, "y"])?.value).toBe(2);
    expect(toml.get(["planning", "habits", "no_show"])?.value).toBe(0.1);
    expect(toml.get(["planning", "labs", { id: 1 }, "vehicles"])?.raw).toBe("1_000");
    expect(toml.get(["planning", "labs", { id: 2 }, "deep", "z"])?.value).toBe(1);
    for (const path of [["nothing"], ["planning"], ["name", "a"], ["planning", "labs", 9, "id"]]) {
      expect(toml.get(path)).toBeNull();
    }
    expect(toml.rows(["planning", "list"])).toEqual([
      { code: 7, x: 1, y: 2 },
      { code: 8, x: 3 },
    ]);
  });

  it.each([
    [["name"], '"乙"', ['- name = "甲" # and beside, too', '+ name = "乙" # and beside, too']],
    [["one", "b"], "9", [`- ${ONE}`, "+ one = { a = 1, b_synthetic = 9 }"]],
    [["one", "c"], "3", [`- ${ONE}`, "+ one = { a = 1, b_synthetic = 2, c = 3 }"]],
    [["none", "c"], "3", ["- none = {}", "+ none = { c = 3 }"]],
    [["planning", "squads"], "4", ["+ squads = 4"]],
    [["planning", "labs", { id: 1 }, "cyclers"], "4", ["+ cyclers = 4"]],
    [
      ["planning", "labs", { id: 3 }, "cyclers"],
      "4",
      ["+ [[planning.labs]]", "+ id = 3", "+ cyclers = 4"],
    ],
    [["planning", "list", { code: 9 }, "x"], "4", ["+ { code = 9, x = 4 },"]],
    [["planning", "habits", "manual"], "0.2", ["+ habits.manual = 0.2"]],
    [["last", "x"], "1", ["+ x = 1"]],
    [["new", "x"], "1", ["+ [new]", "+ x = 1"]],
    [["top"], "1", ["+ top = 1"]],
  ] as const)("puts a value under %j and leaves the rest alone", (path, literal, difference) => {
    const next = toml.set(path as never, literal);
    expect(differs(text, next)).toEqual(difference);
    expect(Toml.read(next).get(path as never)?.raw).toBe(literal);
  });

  it("takes values and rows out again", () => {
    expect(differs(text, toml.drop(["planning", "goal"]))).toEqual(['- goal_synthetic = "48 h"']);
    const inline = toml.drop(["planning", "list", { code: 7 }, "x"]);
    expect(Toml.read(inline).rows(["planning", "list"])[0]).toEqual({ code: 7, y: 2 });
    const last = toml.drop(["one", "b"]);
    expect(last).toContain("one = { a = 1 }");
    expect(toml.drop(["nothing"])).toBe(text);
    const row = toml.remove(["planning", "list", { code: 8 }]);
    expect(Toml.read(row).rows(["planning", "list"])).toHaveLength(1);
    const lab = toml.remove(["planning", "labs", { id: 2 }]);
    expect(lab).not.toContain("Another lab");
    expect(lab).toContain("# A lab.");
    expect(lab).not.toContain("deep");
    expect(Toml.read(lab).rows(["planning", "labs"])).toEqual([{ id: 1, vehicles: 1000 }]);
  });

  it("names the line of what is no TOML", () => {
    expect(() => Toml.read('a = 1\nb = "')).toThrow(Unreadable);
    try {
      Toml.read("a = 1\nb = ?\nc = 2\n");
      expect.unreachable();
    } catch (failed) {
      expect((failed as Unreadable).line).toBe(2);
    }
    expect(() => Toml.read("a = 1\na = 2\n")).toThrow(Unreadable);
  });
});

describe("the figures of a town", () => {
  const toml = Toml.read(RUIJIN);
  const section = (of: Toml, name: string) => sections(of).find((one) => one.name === name)!;
  const cell = (row: Row, word: string) => row.figures.find((one) => one.word === word)!;
  const put = (of: Figure, text: string) => typed(toml, of, text);

  it("are all found in the towns that come with the program", () => {
    for (const name of ["ruijin", "jingdezhen", "ganzhou"]) {
      const town = Toml.read(fixture(`towns/${name}.toml`));
      const rows = section(town, "townships").rows;
      expect(rows.length).toBeGreaterThan(3);
      for (const row of [...rows, ...section(town, "labs").rows]) {
        for (const of of row.figures.filter(({ optional }) => !optional)) {
          expect(shown(town, of), dotted(town, of.path)).not.toBe("");
        }
      }
    }
    const xianghu = section(toml, "townships").rows[0]!;
    expect(xianghu.figures.map((of) => shown(toml, of))).toEqual([
      ...["象湖镇", "Xianghu", "195364", "25", "4", ""],
      ...["391", "130", "163", "163", "16"],
    ]);
    expect(general(toml).map((of) => shown(toml, of))).toEqual([
      ...["瑞金市 2022", "2022-04-01T06:00", "2022-04-03T06:00", "", "24"],
      ...["07:00–21:00", "0.001", "12"],
    ]);
    expect(reserve().map((of) => shown(toml, of))).toEqual(["", "", "", "", "", "12", "24"]);
  });

  it("go into the text as TOML, and comments stay", () => {
    const [xianghu] = section(toml, "townships").rows;
    const people = put(cell(xianghu!, "population"), "200000")!;
    expect(differs(RUIJIN, people)).toEqual([
      "- population_synthetic = 195364",
      "+ population_synthetic = 200000",
    ]);
    const [, , , goal, , hours, prevalence] = general(toml) as Figure[];
    expect(differs(RUIJIN, put(goal!, "36")!)).toEqual(['+ goal = "36 h"']);
    expect(differs(RUIJIN, put(goal!, "1.5")!)).toEqual(['+ goal = "90 min"']);
    expect(put(hours!, "6:30-20:00")).toContain('hours_synthetic = ["06:30", "20:00"]');
    expect(put(prevalence!, "1e-6")).toContain("prevalence = 1e-6\n");
    expect(put(general(toml)[1]!, "2022-05-01T07:30")).toContain(
      "starts_at = 2022-05-01T07:30:00+08:00",
    );
    const gangmian = section(toml, "townships").rows.find((row) => row.key === 360781203)!;
    const room = put(cell(gangmian, "lanes_max"), "6");
    expect(room).toContain("mobile_teams_synthetic = 2, lanes_max = 6");
    // Emptied, it is left out.
    expect(put(cell(xianghu!, "collectors"), "")).not.toContain("collectors_synthetic = 391");
    const [hospital] = section(toml, "labs").rows;
    expect(put(cell(hospital!, "own"), "false")).toContain("own = false");
    expect(put(cell(hospital!, "vehicles"), "9")).toContain("vehicles_synthetic = 9");
    expect(put(cell(hospital!, "open"), "false")).toContain("own = true\nopen = false\n");
  });

  it("that cannot be meant do not", () => {
    const [xianghu] = section(toml, "townships").rows;
    for (const text of ["", "-3", "many", "1.5", "12345678901"]) {
      expect(put(cell(xianghu!, "population"), text), text).toBeNull();
    }
    const [name, , , goal, , hours, prevalence] = general(toml) as Figure[];
    for (const [of, text] of [
      [name, " "],
      [goal, "0"],
      [goal, "two"],
      [hours, "07:00"],
      [hours, "07:00–25:00"],
      [prevalence, "1.4"],
      [general(toml)[1], "tomorrow"],
    ] as const) {
      expect(put(of!, text), text).toBeNull();
    }
  });

  it("have rows that come and go with all that is said of them", () => {
    for (const name of ["townships", "labs", "bought_labs", "cabin_labs"] as const) {
      const before = section(toml, name).rows.length;
      const more = Toml.read(added(toml, name));
      const rows = section(more, name).rows;
      expect(rows).toHaveLength(before + 1);
      const twice = Toml.read(added(more, name));
      const keys = section(twice, name).rows.map((row) => row.key);
      expect(new Set(keys).size, name).toBe(before + 2);
      expect(removed(more, name, rows.at(-1)!)).toBe(RUIJIN);
    }
    const [xianghu] = section(toml, "townships").rows;
    const without = removed(toml, "townships", xianghu!);
    expect(without).not.toContain("360781100");
    expect(without).toContain("Straight line x detour");
    expect(section(Toml.read(without), "townships").rows).toHaveLength(16);
  });

  it("are named as the service names them", () => {
    const [xianghu] = section(toml, "townships").rows;
    expect(dotted(toml, cell(xianghu!, "population").path)).toBe("townships.360781100.population");
    expect(dotted(toml, cell(xianghu!, "lanes_max").path)).toBe(
      "planning.townships.360781100.lanes_max",
    );
    const [cabin] = section(toml, "cabin_labs").rows;
    expect(dotted(toml, cell(cabin!, "cabins_max").path)).toBe(
      "planning.cabin_labs.市体育中心方舱实验室.cabins_max",
    );
  });
});

describe("a town and the files it names", () => {
  const protocol = "../protocols/ruijin-2022.toml";
  const kit = "../kits/standard.toml";
  it("are brought together by their names", () => {
    expect(named(RUIJIN)).toEqual([protocol, kit]);
    expect(named("no toml [")).toEqual([]);
    const opened = { "town.toml": RUIJIN, "ruijin-2022.toml": "mine" };
    expect(townOf(opened)).toBe("town.toml");
    expect(townOf({ "a.toml": "name = 1" })).toBeNull();
    const files = matched(RUIJIN, opened, { [protocol]: "known", [kit]: "kit", "../x.toml": "x" });
    expect(files).toEqual({ [protocol]: "mine", [kit]: "kit" });
    expect(lacking({ town: RUIJIN, files: { [protocol]: "p" } })).toEqual([kit]);
    expect(lacking({ town: RUIJIN, protocol: "p", files: { [kit]: "k" } })).toEqual([]);
  });
});

it("says which lines differ", () => {
  expect(changes("a\nb\nc", "a\nc\nd")).toEqual([
    { side: "a", line: "b" },
    { side: "b", line: "d" },
  ]);
  expect(changes("same", "same")).toEqual([]);
  const long = (text: string) => Array.from({ length: 4_000 }, (_, at) => text + at).join("\n");
  expect(changes(long("a"), long("b"))).toBeNull();
});

describe("a plan's document", () => {
  const row = (en: string, place: string, needed: number, missing: number | null) => ({
    what: { zh: en, en },
    place: { zh: place, en: place },
    unit: { zh: "people", en: "people" },
    note: { zh: "", en: "" },
    needed,
    missing,
    at_hand: missing === null ? null : needed - missing,
    from_at: null,
    until_at: null,
  });
  const when = (minutes: number) => ({
    median_minutes: minutes,
    p95_minutes: minutes + 30,
    median_at: null,
    p95_at: null,
  });
  const plan = (collectors: number, vehicles: number | null): Plan =>
    ({
      cost_yuan: collectors * 100,
      kept: { every: { hits: 59, of: 59, at_least: 0.95, at_most: 1 } },
      flow: { too_old_share: 0, started_too_old_share: 0.1 },
      recollections: { pools: 1, people: 10, late_share: 0.02, answer: "proven" },
      done: { half_own: when(1000), half: when(900), all_sampled: when(2000), all: when(2700) },
      tables: {
        labs: [{ lab: { zh: "a", en: "a" }, busy_hours: 30.4, cyclers: 2 }],
        shortages: [
          row("Collectors", "Whole city", collectors, 4),
          ...(vehicles === null ? [] : [row("Vehicles", "Whole city", vehicles, null)]),
          row("Collectors", "North", 8, 8),
        ],
      },
      plan: { sites: [] },
    }) as unknown as Plan;

  it("is weighed figure by figure", () => {
    const lines = sideBySide([plan(16, 3), plan(20, null)]);
    const values = (word: string) =>
      lines.find((line) => line.word === word || line.said?.en === word)?.values;
    expect(values("cost")).toEqual([1600, 2000]);
    expect(values("all-late")).toEqual([2730, 2730]);
    expect(values("recollected-in-time")).toEqual([0.98, 0.98]);
    expect(values("Collectors")).toEqual([16, 20]);
    expect(values("Vehicles"), "one plan has none").toEqual([3, 0]);
    expect(values("cycler-hours")).toEqual([30.4, 30.4]);
  });

  it("says what is short, the largest share first, and what the city needs", () => {
    expect(missing(plan(16, 3)).map((one) => one.place.en)).toEqual(["North", "Whole city"]);
    expect(ofCity(plan(16, 3)).map((one) => one.what.en)).toEqual(["Collectors", "Vehicles"]);
    expect(found({ answer: "never" })).toBeNull();
    expect([hoursText(2721), hoursText(-65), hoursText(0)]).toEqual(["45:21", "−1:05", "0:00"]);
  });
});
