import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type CodeRule, mod97 } from "../src/scan/codes";
import { type Kind, parse } from "../src/scan/document";
import { COMMANDS, meaning } from "../src/scan/meaning";

/** 2022-04-01T17:00:00Z, already the second of April at the desk. */
const TODAY = 1_648_832_400_000;

function table(name: string): string[][] {
  const text = readFileSync(new URL(`../../fixtures/scans/${name}`, import.meta.url), "utf8");
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => line.split("\t"));
}

/** The labels of `ruijin-2022.toml`, as the service tells them. */
const rule = (prefix: string, min: number, max: number, mod: boolean): CodeRule => ({
  prefix,
  length_min: min,
  length_max: max,
  digits_only: mod,
  check: mod ? "mod97" : "none",
});
const LABELS = {
  tubes: [rule("", 12, 12, true), rule("RJ", 12, 16, false)],
  boxes: [rule("", 10, 10, true), rule("RB", 8, 12, false)],
};

function said(text: string): string {
  const found = meaning(text, LABELS, TODAY);
  switch (found.is) {
    case "person":
      return `person ${found.document.kind} ${found.document.number}`;
    case "tube":
    case "box":
      return `${found.is} ${found.code}`;
    case "refused":
      return `refused ${found.fault}`;
    default:
      return found.is;
  }
}

describe("documents, as the service reads them", () => {
  it.each(table("documents.tsv"))("%s %s: %s", (kind, typed, wanted) => {
    const found = parse(kind as Kind, typed!, TODAY);
    expect(typeof found === "string" ? found : `${found.kind} ${found.number}`).toBe(wanted);
  });
});

describe("scans, as the service reads them", () => {
  it.each(table("scans.tsv"))("%s: %s", (typed, wanted) => expect(said(typed!)).toBe(wanted));
});

describe("what this system prints itself", () => {
  it("has a card for every command", () => {
    const script = readFileSync(new URL("../scripts/cards.mjs", import.meta.url), "utf8");
    const listed = /CARDS = (\[.*\]);/.exec(script)?.[1] ?? "";
    expect(JSON.parse(listed)).toEqual([...COMMANDS]);
  });
  const token = `TP${"0".repeat(68)}`;
  const cases: [string, object][] = [
    ["tenfold:lane:360781:3:17", { is: "place", region: 360781, site: 3, lane: 17 }],
    ["TENFOLD:SITE:360781:3", { is: "place", region: 360781, site: 3, lane: null }],
    ["tenfold:lane:360781:3", { is: "unknown" }],
    ["tenfold:do:undo", { is: "command", word: "undo" }],
    ["tenfold:do:fly", { is: "unknown" }],
    [`tf_${"ab".repeat(32)}`, { is: "staff", token: `tf_${"ab".repeat(32)}` }],
    [token.toLowerCase(), { is: "pass", wire: { token }, token }],
    ["]C1360781000139", { is: "tube", code: "360781000139" }],
  ];
  it.each(cases)("%s", (typed, wanted) => {
    expect(meaning(typed, LABELS, TODAY)).toMatchObject(wanted);
  });
  it("knows the number and the name of a travel document's zone", () => {
    const lines = [
      "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
      "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
    ];
    for (const typed of [lines.join("\n"), lines.join("")]) {
      expect(meaning(typed, LABELS, TODAY)).toMatchObject({
        is: "person",
        wire: { mrz: lines.join("\n") },
        document: { number: "L898902C3" },
        name: "ERIKSSON ANNA MARIA",
      });
    }
  });
  it("tells no tube from a slip of one digit", () => {
    const good = "360781000139";
    expect(mod97(good)).toBe(1);
    for (let at = 0; at < good.length; at++) {
      const digit = String((Number(good[at]) + 1) % 10);
      expect(said(good.slice(0, at) + digit + good.slice(at + 1))).not.toMatch(/^tube/);
    }
  });
});
