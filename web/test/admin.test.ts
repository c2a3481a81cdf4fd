import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Campaign, Rule, Token } from "../src/base/api";
import { label, partOf, sections, value } from "../src/admin/rules";
import { matches, sorted, state, where } from "../src/admin/tokens";
import { place } from "../src/base/roles";
import { WORDS } from "../src/base/words";

const campaign = {
  limits: { classes: [{ class: "resident", zh: "居民", en: "resident" }] },
  sites: [{ id: 1, name_zh: "一", name_en: "Site one", lanes: [{ id: 7, number: 3 }] }],
  labs: [{ id: 2, name_zh: "二", name_en: "Lab two" }],
} as unknown as Campaign;

const rule = (key: string): Rule => ({ key, differs: false });
const token = (more: Partial<Token>): Token => ({
  ...{ mark: "00", role: "clerk", staff: 1, device: 1, expires_at_ms: 0, holds: true },
  ...more,
});

describe("rules in words", () => {
  it("by parts, in the order of a day, unknown ones last", () => {
    const keys = ["zebra.a", "capacities", "clock.ahead_max", "classes.resident.capacity"];
    const titles = sections(keys.map(rule)).map((one) => one.title);
    expect(titles).toEqual(["Tube sizes", "Classes of people", "Device clocks", "zebra"]);
    expect(partOf("batch_capacity")).toBe("general");
  });

  it("names class, area, list and rule", () => {
    expect(label("classes.resident.capacity", campaign)).toContain("resident · people in a tube");
    const area = label("classes.resident.capacity_by_area.lockdown", campaign);
    expect(area).toContain("lockdown area");
    expect(label("schedules.close_contact.days", campaign)).toBe("close contact · days of testing");
    expect(label("recollection.escalations.2.to", campaign)).toBe("no. 2 · told");
  });

  it("says spans, yes and no, and silence", () => {
    expect(value("90 min")).toBe("90 min");
    expect(value("48 h, 7 d")).toBe("48 h, 7 d");
    expect(value("true")).toBe("yes");
    expect(value(undefined)).toBe("says nothing");
    expect(value("mod97")).toBe("mod97");
    expect(value("squad, police")).toBe("recollection squad, police");
  });

  it("has a word for every rule of the protocols that are here", () => {
    const folder = new URL("../../fixtures/protocols/", import.meta.url);
    const text = readdirSync(folder)
      .map((name) => readFileSync(new URL(name, folder), "utf8").replace(/#.*$/gm, ""))
      .join("\n");
    const names = [...text.matchAll(/(?:^|[{,]\s*)([a-z_]+) =/gm)].map((match) => match[1]!);
    const areas = ["ordinary", "prevention", "control", "lockdown"];
    const words = Object.keys(WORDS);
    const known = (name: string) => words.includes(`rule.leaf-${name}`);
    const missing = [...new Set(names)].filter(
      (name) => !known(name) && !["name", "class", "escalations", ...areas].includes(name),
    );
    expect(missing).toEqual([]);
  });
});

describe("tokens", () => {
  it("those that hold stand first, then in the order of a day", () => {
    const all = [
      token({ staff: 1, role: "admin" }),
      token({ staff: 2, holds: false }),
      token({ staff: 4 }),
      token({ staff: 3 }),
    ];
    expect(sorted(all).map((one) => one.staff)).toEqual([3, 4, 1, 2]);
  });

  it("tells how they stand, and which end soon", () => {
    const day = 86_400_000;
    expect(state(token({ expires_at_ms: 4 * day }), 0)).toBe("holds");
    expect(state(token({ expires_at_ms: 2 * day }), 0)).toBe("soon");
    expect(state(token({ holds: false }), 0)).toBe("ended");
    expect(state(token({ holds: false, revoked_at_ms: 1 }), 0)).toBe("revoked");
  });

  it("says where they hold, and finds them by any word of it", () => {
    const clerk = token({ staff: 4711, lane: 7, site: 1 });
    expect(where(clerk, campaign)).toBe("Site one · lane 3");
    expect(where(token({ role: "lab", lab: 2 }), campaign)).toBe("Lab two");
    expect(where(token({ role: "admin" }), campaign)).toBe("everywhere");
    expect(matches(clerk, "4711 lane", campaign)).toBe(true);
    expect(matches(clerk, "4711 lab", campaign)).toBe(false);
    expect(["clerk", "lab", "party", "admin"].map(place)).toEqual([
      ...["site", "lab", "party", "none"],
    ]);
  });
});
