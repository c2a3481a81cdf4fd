import { describe, expect, it } from "vitest";
import { sampleCard, sampleTube } from "../src/clerk/samples";
import { PAGES } from "../vite.config";
import { pagesOf, ROLES } from "../src/base/roles";
import { accepts, type CodeRule } from "../src/scan/codes";
import { meaning } from "../src/scan/meaning";

const rule = (more: Partial<CodeRule>): CodeRule => ({
  prefix: "",
  length_min: 12,
  length_max: 12,
  digits_only: true,
  check: "mod97",
  ...more,
});
const TODAY = Date.UTC(2026, 0, 1);
const CHANCES = [0, 1, 97, 4_711, 0x7fff_ffff, 0xffff_ffff];

describe("what stands in for a scanner in the demo", () => {
  it("is a card that the desk reads as a person with a name", () => {
    for (const chance of CHANCES) {
      const read = meaning(sampleCard(360_781, chance), { tubes: [], boxes: [] }, TODAY);
      expect(read).toMatchObject({ is: "person", document: { kind: "resident_id" } });
      expect((read as { name: string }).name).not.toBe("");
    }
  });

  it("is a label that the campaign's rules take", () => {
    const prefix = { prefix: "RJ", digits_only: false, check: "none", length_max: 16 };
    for (const one of [rule({}), rule({ length_min: 10, length_max: 10 }), rule(prefix)]) {
      for (const chance of CHANCES) expect(accepts(one, sampleTube([one], chance))).toBe(true);
    }
  });
});

describe("pages", () => {
  it("begin somewhere for everybody who works with hands or eyes", () => {
    const without = ROLES.filter((role) => pagesOf(role).length === 0);
    expect(without).toEqual(["party", "platform"]);
    for (const role of ROLES) {
      for (const page of pagesOf(role)) expect(PAGES).toContain(page);
    }
  });
});
