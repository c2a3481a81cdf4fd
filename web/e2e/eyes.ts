/** What eyes, gloves and screen readers find: serious findings of axe, the contrast of 7:1 among
 * them; small targets; pages wider than the screen. Takes a picture where SCREENSHOT names a
 * folder. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { expect } from "vitest";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** 12 mm at 96 pixels an inch. */
const TOUCH_PX = (12 / 25.4) * 96;
const SPARED = ".unseen, .open-card, .plate[data-near=false] .well";

/** The screens that pages are looked at on. */
export const SCREENS = [
  ["wide-zh", { locale: "zh-CN", viewport: { width: 1280, height: 800 } }],
  ["wide-en", { locale: "en", viewport: { width: 1280, height: 800 } }],
  ["phone-zh", { locale: "zh-CN", viewport: { width: 360, height: 740 } }],
  ["phone-en-night", { locale: "en", colorScheme: "dark", viewport: { width: 360, height: 740 } }],
] as const;

interface Violation {
  id: string;
  impact: string;
  nodes: { html: string; failureSummary: string }[];
}

/** Colours are what they will be: nothing fades in any more. */
export async function calm(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.allSettled(document.getAnimations().map((one) => one.finished)).then(() => undefined),
  );
}

async function accessible(page: Page, what: string): Promise<void> {
  if (await page.evaluate(() => !("axe" in window))) await page.evaluate(AXE);
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run: (at: Document, how: object) => Promise<{ violations: Violation[] }> };
    };
    const tags = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21aa", "wcag22aa", "best-practice"];
    // What passed is not described: that takes longer than finding what does not.
    const how = { runOnly: tags, resultTypes: ["violations"], elementRef: false };
    return (await axe.run(document, how)).violations;
  });
  const told = found
    .filter((one) => one.impact === "serious" || one.impact === "critical")
    .map((one) => `${one.id}: ${one.nodes[0]?.html} ${one.nodes[0]?.failureSummary}`);
  expect(told, what).toEqual([]);
}

/** Everything a glove presses is large enough, but the wells of a plate that is seen whole. */
async function pressable(page: Page, what: string): Promise<void> {
  const small = await page.evaluate(([least, spared]) => {
    const all = [...document.querySelectorAll<HTMLElement>("button, input, select, a, summary")];
    return all
      .filter((one) => one.checkVisibility() && !one.matches(spared))
      .map((one) => ({ text: one.outerHTML.slice(0, 90), box: one.getBoundingClientRect() }))
      .filter(({ box }) => box.height < least - 0.5 || box.width < least - 0.5)
      .map(({ text, box }) => `${text} ${box.width}x${box.height}`);
  }, [TOUCH_PX, SPARED] as const);
  expect(small, what).toEqual([]);
}

interface How {
  /** Whether fingers in gloves press here; on a wall nobody does. */
  gloves?: boolean;
  /** The whole page and not only the screen; a sheet hangs on the screen. */
  whole?: boolean;
}

/** Looks at a page as it stands. */
export async function look(page: Page, name: string, how: How = {}): Promise<void> {
  const { gloves = true, whole = (await page.locator(".sheet").count()) === 0 } = how;
  await calm(page);
  await accessible(page, name);
  if (gloves) await pressable(page, name);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(over, `${name} is wider than the screen`).toBeLessThanOrEqual(0);
  const folder = process.env["SCREENSHOT"];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: whole });
}
