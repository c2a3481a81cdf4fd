/** What eyes, gloves and screen readers find: serious findings of axe, small targets, pages wider
 * than the screen. Takes a picture where SCREENSHOT names a folder. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { expect } from "vitest";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
/** 12 mm at 96 pixels an inch. */
const TOUCH_PX = (12 / 25.4) * 96;

interface Violation {
  id: string;
  impact: string;
  nodes: { html: string; failureSummary: string }[];
}

/** No serious finding, the contrast of 7:1 among them. */
async function accessible(page: Page, what: string): Promise<void> {
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run: (at: Document, how: object) => Promise<{ violations: Violation[] }> };
    };
    const tags = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21aa", "wcag22aa", "best-practice"];
    return (await axe.run(document, { runOnly: tags })).violations;
  });
  const told = found
    .filter((one) => one.impact === "serious" || one.impact === "critical")
    .map((one) => `${one.id}: ${one.nodes[0]?.html} ${one.nodes[0]?.failureSummary}`);
  expect(told, what).toEqual([]);
}

/** Everything a glove presses is large enough, and nothing is wider than the screen. */
async function fits(page: Page, what: string): Promise<void> {
  const small = await page.evaluate((least) => {
    const all = [...document.querySelectorAll<HTMLElement>("button, input, select, a")];
    return all
      .filter((one) => one.checkVisibility())
      .map((one) => ({ text: one.outerHTML.slice(0, 90), box: one.getBoundingClientRect() }))
      .filter(({ box }) => box.width < least || box.height < least)
      .map(({ text, box }) => `${text} ${box.width} x ${box.height}`);
  }, TOUCH_PX - 0.5);
  expect(small, what).toEqual([]);
  const over = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(over, `${what} is wider than the screen`).toBeLessThanOrEqual(0);
}

/** Looks at a page as it stands. */
export async function look(page: Page, name: string): Promise<void> {
  if (await page.evaluate(() => !("axe" in window))) await page.evaluate(readFileSync(AXE, "utf8"));
  // What fades in has its colours in the end.
  await page.evaluate(() =>
    Promise.allSettled(document.getAnimations().map((one) => one.finished)).then(() => undefined),
  );
  await accessible(page, name);
  await fits(page, name);
  const folder = process.env["SCREENSHOT"];
  // A sheet lies over the screen and not over the whole page.
  const fullPage = (await page.locator(".sheet").count()) === 0;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage });
}
