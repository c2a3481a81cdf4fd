import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { box, boxed, card, filled, page, send } from "./crew";
import { browser, Desk } from "./desk";
import { look } from "./eyes";
import { tube } from "./people";
import { Server } from "./server";

let chromium: Browser;
let server: Server;
let clerk: string;
let packer: string;
let courier: string;

beforeAll(async () => {
  [chromium, server] = await Promise.all([browser(), Server.start()]);
  clerk = await server.token("--role", "clerk");
  packer = await server.token("--role", "packer", "--staff", "41");
  courier = await server.token("--role", "courier", "--staff", "42");
  const ages = [5, 40, 90, 125, 150, 215, 235];
  for (const [at, minutesAgo] of ages.entries()) {
    await filled(server, clerk, 100 + at, { minutesAgo, lane: 1 + (at % 3) });
  }
  for (const [at, minutesAgo] of [10, 120, 225].entries()) {
    await boxed(server, clerk, 150 + at, minutesAgo);
  }
  const inHand = await boxed(server, clerk, 160, 30);
  const hands = { giver: 41, taker: 42, given: 1, taken: 1 };
  await send(server, courier, [{ act: "hand_over", box: inHand, ...hands }]);
});
afterAll(async () => {
  await chromium?.close();
  await server?.end();
});

const SCREENS = [
  ["tablet-zh", { locale: "zh-CN", viewport: { width: 1280, height: 800 } }],
  ["tablet-en", { locale: "en", viewport: { width: 800, height: 1280 } }],
  ["phone-zh", { locale: "zh-CN", viewport: { width: 360, height: 740 } }],
  ["phone-en-night", { locale: "en", colorScheme: "dark", viewport: { width: 360, height: 740 } }],
] as const;

/** Opens a sheet, looks at it, closes it again. */
async function sheet(desk: Desk, button: string, name: string): Promise<void> {
  await desk.page.locator(button).first().click();
  await desk.page.waitForSelector(".sheet");
  await look(desk.page, name);
  await desk.page.keyboard.press("Escape");
  await desk.page.waitForSelector(".sheet", { state: "detached" });
}

it.each(SCREENS)("the packer's page is accessible and fits: %s", async (label, how) => {
  const desk = await page(chromium, server, ["packer", packer], { how });
  await desk.page.waitForSelector(".row-item");
  await look(desk.page, `packer-${label}-ready`);
  const at = SCREENS.findIndex(([name]) => name === label);
  await desk.scan(box(170 + at));
  for (const place of [0, 3, 5]) await desk.scan(tube(100 + place));
  await desk.page.context().setOffline(true);
  await desk.scan(tube(5_000 + at));
  await look(desk.page, `packer-${label}-packing`);
  await desk.scan(tube(777).slice(0, -1) + "0");
  await look(desk.page, `packer-${label}-refused`);
  await sheet(desk, ".slot[data-state=soon]", `packer-${label}-tube`);
  await sheet(desk, ".box .seal", `packer-${label}-seal`);
  await desk.page.locator(".box .seal").click();
  await desk.page.locator(".sheet .main").click();
  await desk.page.waitForSelector(".number");
  await desk.page.keyboard.press("9");
  await desk.page.locator(".number .main").click();
  await desk.page.waitForSelector(".number-said:not(:empty)");
  await look(desk.page, `packer-${label}-count`);
  await desk.page.keyboard.press("Escape");
  await desk.page.waitForSelector(".sheet", { state: "detached" });
  await sheet(desk, ".tools .pill", `packer-${label}-queue`);
  await sheet(desk, ".tools > button:last-child", `packer-${label}-menu`);
  // Leaves the tubes to the next screen.
  for (const place of [0, 3, 5]) {
    await desk.page.locator(".acts button").nth(1).click();
    await desk.scan(tube(100 + place));
  }
  await desk.page.context().setOffline(false);
  await desk.allSent();
  await desk.close();
});

it("is accessible before a bench has a site, and where the role is another's", async () => {
  const desk = await Desk.blank(chromium, server);
  await desk.page.goto(`${server.url}/packer`);
  await desk.page.fill("#token", packer);
  await desk.page.keyboard.press("Enter");
  await desk.page.waitForSelector("#site");
  await look(desk.page, "packer-site");
  await desk.page.goto(`${server.url}/courier`);
  await desk.page.waitForSelector(".role-gate");
  await look(desk.page, "courier-role");
  await desk.close();
});

it.each(SCREENS)("the courier's page is accessible and fits: %s", async (label, how) => {
  const desk = await page(chromium, server, ["courier", courier], { how });
  await desk.page.waitForSelector(".stop");
  await desk.page.locator(".stop [aria-expanded]").first().click();
  await look(desk.page, `courier-${label}-next`);
  await sheet(desk, ".stop-acts button:nth-last-child(2)", `courier-${label}-hatch`);
  await desk.scan(box(150));
  await desk.scan(box(190));
  await look(desk.page, `courier-${label}-taking`);
  await desk.page.locator(".parcel .count").nth(2).click();
  await desk.page.waitForSelector(".number");
  await desk.page.keyboard.press("7");
  await desk.page.locator(".number .main").click();
  await desk.page.locator(".parcel .count").nth(3).click();
  await desk.page.waitForSelector(".number");
  await desk.page.keyboard.press("6");
  await desk.page.locator(".number .main").click();
  await desk.scan(card(41));
  await look(desk.page, `courier-${label}-signing`);
  await sheet(desk, ".tools .pill", `courier-${label}-queue`);
  await sheet(desk, ".tools > button:last-child", `courier-${label}-menu`);
  expect(await desk.waiting()).toBe(0);
  await desk.close();
});
