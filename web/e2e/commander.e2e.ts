import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browser, Desk, type Where } from "./desk";
import { look } from "./eyes";
import { tube } from "./people";
import { Server } from "./server";
import { Crew } from "./trip";

const HOUR_MS = 3_600_000;
/** Nobody presses a wall. */
const WALL = { gloves: false };

let chromium: Browser;
let server: Server;
let crew: Crew;
let commander: string;

beforeAll(async () => {
  [chromium, server] = await Promise.all([browser(), Server.start()]);
  crew = await Crew.of(server);
  commander = await server.token("--role", "commander");
});
afterAll(async () => {
  await chromium?.close();
  await server?.end();
});

/** The board, once it is signed in and the first figures are there. */
async function board(token = commander, more: Where["how"] = {}, clock = false): Promise<Desk> {
  const how = { ...more, acceptDownloads: true };
  const before = async (page: Page) => void (clock && (await page.clock.install()));
  const desk = await Desk.blank(chromium, server, { how, before });
  await desk.page.goto(`${server.url}/commander`);
  await desk.page.fill("#token", token);
  await desk.page.click('button[type="submit"]');
  await live(desk.page);
  return desk;
}

async function live(page: Page): Promise<void> {
  await page.waitForSelector('#line[data-kind="good"]', { timeout: 60_000 });
  await page.waitForSelector("tr[data-township]", { timeout: 60_000 });
}

/** The large figure of a milestone. */
const huge = (page: Page, of: string) => page.innerText(`.mile.${of} .huge`);
const row = (page: Page, text: string) => page.locator(".watch li", { hasText: text });

describe("headquarters' board", () => {
  it("follows people live, and looks back by the hour", async () => {
    const desk = await board();
    const { page } = desk;
    expect(await huge(page, "registered")).toBe("0");
    expect(await page.innerText("#law")).toContain("Nobody is missing");
    await crew.register(1, 1, 1, 2 * HOUR_MS);
    await crew.register(2, 1, 1, 2 * HOUR_MS);
    await crew.register(3, 2);
    await expect.poll(() => huge(page, "registered"), { timeout: 30_000 }).toBe("3");
    const xianghu = page.locator("tr[data-township='360781100']");
    await expect.poll(() => xianghu.innerText()).toContain("Xianghu");
    await expect.poll(() => xianghu.locator(".registered-cell b").innerText()).toBe("3");
    await xianghu.getByRole("button").click();
    await page.waitForSelector(".site-row:has-text('Xianghu site 1')");

    // Figures come, and the focus stays where it is.
    await xianghu.getByRole("button").focus();
    await crew.register(4, 2);
    await expect.poll(() => huge(page, "registered"), { timeout: 30_000 }).toBe("4");
    expect(await page.evaluate(() => document.activeElement?.className)).toBe("fold");

    // Two hours ago two were swabbed, and nobody since.
    await page.focus("#back");
    await page.keyboard.press("ArrowLeft");
    await page.waitForSelector(".banner");
    await expect.poll(() => huge(page, "registered"), { timeout: 30_000 }).toBe("2");
    await expect.poll(() => xianghu.locator(".registered-cell b").innerText()).toBe("2");
    await look(page, "commander-en-back", WALL);
    await page.click(".banner button");
    await expect.poll(() => huge(page, "registered")).toBe("4");
    await desk.close();
  });

  it("shows a positive pool, who was told and who confirmed", async () => {
    await crew.register(11, 11);
    await crew.register(12, 11);
    const desk = await board(commander, {}, true);
    const { page } = desk;
    // Lists are asked for at the latest after twenty seconds of the page's clock.
    const later = () => page.clock.fastForward(20_000);
    await crew.toTheLab(11, 2, "positive");
    await later();
    const code = tube(11).replace(/(.{4})(?=.)/g, "$1 ");
    const pool = page.locator(".pools li", { hasText: code });
    await expect.poll(() => pool.count(), { timeout: 60_000 }).toBe(1);
    expect(await pool.innerText()).toMatch(/2 people[^]*2 not swabbed[^]*min left/);
    const police = page.locator(".notices .parties li", { hasText: "police" });
    await expect.poll(() => police.getAttribute("data-kind"), { timeout: 60_000 }).toBe("warn");
    expect(await police.innerText()).toContain("not confirmed");
    const party = await server.token("--role", "party", "--party", "police", "--staff", "77");
    await crew.act(party, "acknowledge", {
      tube: tube(11),
      party: "police",
      message: "positive_pool",
    });
    await later();
    await expect.poll(() => police.getAttribute("data-kind"), { timeout: 90_000 }).toBe("good");
    expect(await police.innerText()).toContain("by staff 77");
    await expect.poll(() => row(page, "second swabs owed").innerText()).toMatch(/2[^]*under way/);
    await desk.close();
  });

  it("opens the lists behind the figures", async () => {
    const desk = await board();
    const { page } = desk;
    await page.getByRole("button", { name: "Look at: Conservation" }).click();
    await page.waitForSelector(".sheet .all-good");
    await look(page, "commander-en-law", WALL);
    await page.keyboard.press("Escape");
    await page.waitForSelector(".sheet", { state: "detached" });
    await page.getByRole("button", { name: /Look at: discrepancies/ }).click();
    await page.waitForSelector(".sheet .rows");
    await page.keyboard.press("Escape");
    await page.waitForSelector(".sheet", { state: "detached" });
    await page.getByRole("button", { name: /Look at: tubes near/ }).click();
    await page.waitForSelector(".sheet .rows");
    await desk.close();
  });

  it("exports what it shows", async () => {
    const desk = await board();
    const { page } = desk;
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Export CSV" }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^tenfold-\d{12}\.csv$/);
    const lines = readFileSync(await download.path(), "utf8").split("\r\n");
    expect(lines[0]).toMatch(/^\ufefflevel,number,name,expected,registered,in open tubes,/);
    const registered = (await huge(page, "registered")).replace(",", "");
    expect(lines[1]).toContain(`,${registered},`);
    expect(lines.some((line) => line.startsWith("township,360781100,Xianghu,"))).toBe(true);
    expect(lines.some((line) => line.startsWith("hour,"))).toBe(true);
    await desk.close();
  });

  it("says which side is silent, and comes back by itself", async () => {
    const desk = await board();
    const { page } = desk;
    await page.context().setOffline(true);
    await page.waitForSelector('#line[data-kind="bad"]:has-text("offline")');
    await page.context().setOffline(false);
    await live(page);
    await server.kill();
    await page.waitForSelector('#line[data-kind="bad"]:has-text("does not answer")');
    // The last figures stay, and are known as old.
    expect(await huge(page, "registered")).not.toBe("–");
    expect(await page.locator(".board.old").count()).toBe(1);
    await server.begin();
    await live(page);
    await desk.close();
  });

  it("is shown to those who watch the region, and kept signed in", async () => {
    const desk = await Desk.blank(chromium, server);
    const { page } = desk;
    await page.goto(`${server.url}/commander`);
    await page.fill("#token", crew.tokens.clerk);
    await page.click('button[type="submit"]');
    await page.waitForSelector("text=does not see the whole region");
    await desk.close();
    const other = await Desk.blank(chromium, server);
    await other.page.goto(`${server.url}/`);
    await other.page.fill("#token", commander);
    await other.page.click('button[type="submit"]');
    await other.page.waitForURL("**/commander");
    await live(other.page);
    await other.page.reload();
    await live(other.page);
    expect(await other.page.content()).not.toContain(commander);
    await other.page.getByRole("button", { name: "Menu" }).click();
    await other.page.getByRole("button", { name: "Sign out" }).click();
    await other.page.waitForSelector("#token");
    await other.close();
  });

  it("shows a planner what planners may see", async () => {
    const desk = await board(await server.token("--role", "planner"));
    await expect
      .poll(() => desk.page.innerText(".pools"), { timeout: 30_000 })
      .toContain("Not for this role");
    await desk.close();
  });
});

describe("what people see", () => {
  it.each([
    ["zh-wall", { locale: "zh-CN", viewport: { width: 1920, height: 1080 } }],
    ["en-laptop", { locale: "en", viewport: { width: 1280, height: 800 }, colorScheme: "dark" }],
    ["zh-phone", { locale: "zh-CN", viewport: { width: 360, height: 740 } }],
    ["en-phone", { locale: "en", viewport: { width: 360, height: 740 } }],
  ] as const)("is accessible and fits the screen: %s", async (label, how) => {
    const desk = await board(commander, how);
    await desk.page.waitForSelector(".notices .case");
    await look(desk.page, `commander-${label}`, WALL);
    const menu = label.startsWith("zh") ? "菜单" : "Menu";
    await desk.page.getByRole("button", { name: menu }).click();
    await desk.page.waitForSelector(".sheet");
    await look(desk.page, `commander-${label}-menu`, WALL);
    await desk.close();
  });
});
