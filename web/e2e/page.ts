/** A page in a browser of its own, whatever page it is: signed in, with its faults collected, and
 * what every page is measured by. */
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { expect } from "vitest";
import type { Server } from "./server";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
/** 12 mm at 96 pixels an inch. */
const TOUCH_PX = (12 / 25.4) * 96;

/** Signs a new device in by its pasted token, then opens a page. */
export async function openPage(
  from: Browser,
  server: Server,
  token: string,
  path: string,
  how: BrowserContextOptions = {},
): Promise<{ page: Page; close: () => Promise<void> }> {
  const context = await from.newContext({ locale: "en", ...how });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    const text = message.text();
    // The browser says of every answer but 2xx that it failed to load.
    if (message.type() === "error" && !text.startsWith("Failed to load")) faults.push(text);
  });
  await page.goto(server.url + path);
  await page.waitForSelector("#token");
  await page.fill("#token", token);
  await page.click('form button[type="submit"]');
  await page.waitForSelector("#token", { state: "detached" });
  const close = async () => {
    await context.close();
    expect(faults).toEqual([]);
  };
  return { page, close };
}

interface Violation {
  id: string;
  impact: string;
  nodes: { html: string; failureSummary: string }[];
}

/** No serious finding of axe, all targets large enough, nothing wider than the screen; and a
 * picture where one is asked for. */
export async function sound(page: Page, name: string): Promise<void> {
  const known = await page.evaluate(() => "axe" in window);
  if (!known) await page.evaluate(readFileSync(AXE, "utf8"));
  await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished)));
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run: (at: Document, how: object) => Promise<{ violations: Violation[] }> };
    };
    const tags = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21aa", "wcag22aa", "best-practice"];
    return (await axe.run(document, { runOnly: tags })).violations;
  });
  const serious = found
    .filter((one) => one.impact === "serious" || one.impact === "critical")
    .map((one) => `${one.id}: ${one.nodes[0]?.html} ${one.nodes[0]?.failureSummary}`);
  const small = await page.evaluate((least) => {
    const all = [...document.querySelectorAll<HTMLElement>("button, input, select, a")];
    return all
      .filter((one) => one.checkVisibility() && !one.matches(".unseen, .open-card"))
      .map((one) => ({ text: one.outerHTML.slice(0, 90), box: one.getBoundingClientRect() }))
      .filter(({ box }) => box.height < least - 0.5 || box.width < least - 0.5)
      .map(({ text, box }) => `${text} ${box.width}x${box.height}`);
  }, TOUCH_PX);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  const folder = process.env["SCREENSHOT"];
  // A sheet hangs on the screen and not on the page.
  const fullPage = (await page.locator(".sheet").count()) === 0;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage });
  expect(serious, name).toEqual([]);
  expect(small, name).toEqual([]);
  expect(wide, `${name} is too wide`).toBeLessThanOrEqual(0);
}

export const SCREENS = [
  ["wide-zh", { locale: "zh-CN", viewport: { width: 1280, height: 800 } }],
  ["wide-en", { locale: "en", viewport: { width: 1280, height: 800 } }],
  ["phone-zh", { locale: "zh-CN", viewport: { width: 360, height: 740 } }],
  ["phone-en-night", { locale: "en", colorScheme: "dark", viewport: { width: 360, height: 740 } }],
] as const;
