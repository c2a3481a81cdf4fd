import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { WORDS } from "../src/base/words";

const ROOT = new URL("../src/", import.meta.url);

function sources(): [name: string, text: string][] {
  const names = readdirSync(ROOT, { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => /\.tsx?$/.test(name) && !/(^|\/)words(\.ts$|\/)/.test(name))
    .map((name) => [name, readFileSync(new URL(name, ROOT), "utf8")]);
}

const values = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

it("says everything in both languages, with the same values", () => {
  for (const [key, [zh, en]] of Object.entries(WORDS)) {
    expect(zh.trim(), key).not.toBe("");
    expect(en.trim(), key).not.toBe("");
    expect(values(zh), key).toEqual(values(en));
    if (key !== "app.other-language") {
      expect(/[\u4e00-\u9fff]/.test(zh), `${key} is not Chinese`).toBe(true);
      expect(/[\u4e00-\u9fff]/.test(en), `${key} is not English`).toBe(false);
    }
  }
});

it("has each key in one table, since a later one would take its place unseen", () => {
  const folder = new URL("base/words/", ROOT);
  const tables = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8"));
  const keys = tables.flatMap((text) => [...text.matchAll(/^  "([^"]+)":/gm)]);
  const seen = new Set<string>();
  const twice = keys.map((match) => match[1]!).filter((key) => seen.size === seen.add(key).size);
  expect(twice).toEqual([]);
  expect(seen.size).toBe(Object.keys(WORDS).length);
});

it("has no text that nobody shows", () => {
  const all = sources()
    .map(([, text]) => text)
    .join("\n");
  // Keys that are put together: `act.${card.act}`.
  const made = [...all.matchAll(/`([a-z]+[.-][a-z-]*)\$\{/g)].map((match) => match[1]!);
  const unused = Object.keys(WORDS).filter(
    (key) => !all.includes(`"${key}"`) && !made.some((start) => key.startsWith(start)),
  );
  expect(unused).toEqual([]);
});

it("keeps texts of pages in the table", () => {
  for (const [name, text] of sources()) {
    const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "").replaceAll("长期", "");
    expect(/[\u4e00-\u9fff]/.test(code), `${name} holds a text of its own`).toBe(false);
  }
});
