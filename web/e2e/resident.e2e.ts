import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browser, Desk } from "./desk";
import { look } from "./eyes";
import { name, number, tube } from "./people";
import { Server } from "./server";
import { Crew } from "./trip";

let chromium: Browser;
let server: Server;
let crew: Crew;

beforeAll(async () => {
  [chromium, server] = await Promise.all([browser(), Server.start()]);
  crew = await Crew.of(server);
});
afterAll(async () => {
  await chromium?.close();
  await server?.end();
});

async function page(part: string, how: BrowserContextOptions = {}): Promise<Desk> {
  const desk = await Desk.blank(chromium, server, { how });
  await desk.page.goto(`${server.url}/resident#${part}`);
  await desk.page.waitForSelector(part === "sites" ? ".site" : "form", { timeout: 60_000 });
  return desk;
}

/** Asks for an outcome as a resident does. */
async function asks(desk: Desk, person: number, receipt: string): Promise<void> {
  await desk.page.fill(".document-number", number(person));
  await desk.page.fill("#receipt", receipt);
  await desk.page.click('button[type="submit"]');
}

describe("where to go", () => {
  it("shows which sites are open and how long one waits, the shortest first", async () => {
    const said = await fetch(`${server.url}/v1/sites/7/queue`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${crew.tokens.clerk}`,
        "content-type": "application/json",
      },
      body: JSON.stringify({ people: 0 }),
    });
    expect(said.status).toBe(200);
    const desk = await page("sites");
    expect(await desk.page.innerText(".open-now")).toMatch(/\d+ sites are open now/);
    await desk.page.fill("#find", "site 7");
    await expect.poll(() => desk.page.innerText(".site:first-child")).toContain("0 in line");
    expect(await desk.page.innerText(".site:first-child")).toContain("no wait");
    await desk.page.fill("#find", "nowhere");
    await desk.page.waitForSelector("text=No site of that name");
    await desk.close();
  });

  it("keeps the last it heard when the service is away", async () => {
    const desk = await page("sites");
    await desk.page.context().setOffline(true);
    await desk.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await desk.page.waitForSelector('.notice:has-text("Not reached")');
    expect(await desk.page.locator(".site").count()).toBeGreaterThan(1);
    await desk.close();
  });
});

describe("pre-registration", () => {
  it("gives a code that a desk takes and that says nothing of anybody", async () => {
    const desk = await page("enter");
    const { page: at } = desk;
    await desk.installed();
    const wrong = number(1).slice(0, 17) + (number(1)[17] === "1" ? "2" : "1");
    await at.fill(".document-number", wrong);
    await at.click('button[type="submit"]');
    await at.waitForSelector("text=A character is wrong");
    await at.waitForSelector("text=Enter the name");
    await at.fill(".document-number", number(1));
    await at.waitForSelector("text=The number is sound");
    await at.fill("#name", name(1));
    await at.click('button[type="submit"]');
    await at.waitForSelector(".pass img", { timeout: 60_000 });
    const drawn = () => at.$eval(".pass img", (image) => (image as HTMLImageElement).naturalWidth);
    await expect.poll(drawn).toBeGreaterThan(50);

    const kept = await at.evaluate(() => JSON.stringify({ ...localStorage }));
    expect(kept).not.toContain(number(1));
    expect(kept).not.toContain(name(1));
    const { token } = (
      JSON.parse((JSON.parse(kept) as Record<string, string>)["tenfold.passes"]!) as {
        token: string;
      }[]
    )[0]!;
    const who = { round: 1, lane: 1, tube: tube(90), document: { token } };
    await expect(crew.act("clerk", "register", who)).resolves.toMatchObject({
      verdict: "recorded",
    });

    // Somebody else says when they come, and the site's desks know it, masked.
    await at.getByRole("button", { name: "Register another person" }).click();
    await at.fill(".document-number", number(3));
    await at.fill("#name", name(3));
    await at.selectOption("#comes-where", "2");
    await at.waitForSelector("#comes-when");
    await look(at, "resident-comes-en");
    await at.click('button[type="submit"]');
    await at.waitForSelector(".pass .comes");
    type List = { expected: { name: string }[] };
    const list = await server.ask<List>("/v1/sites/2/appointments", crew.tokens.clerk);
    expect(list.expected).toHaveLength(1);
    expect(list.expected[0]!.name).not.toBe(name(3));
    await at.click(`.pass:has(.comes) button`);
    // It is shown at the site without a network.
    await at.context().setOffline(true);
    await at.reload();
    await at.waitForSelector(".pass img");
    await expect.poll(drawn).toBeGreaterThan(50);
    await at.getByRole("button", { name: "Remove from this phone" }).click();
    await at.waitForSelector("form");
    await at.fill(".document-number", number(2));
    await at.fill("#name", name(2));
    await at.click('button[type="submit"]');
    await at.waitForSelector('.refused:has-text("not reached")');
    await desk.close();
  });
});

describe("the outcome", () => {
  it("is told to whoever has both, with how far it has come", async () => {
    const receipt = await crew.register(20, 20);
    const desk = await page("outcome");
    const { page: at } = desk;
    await at.click('button[type="submit"]');
    await at.waitForSelector("text=Enter the 12 characters");
    await asks(desk, 20, receipt.toLowerCase());
    await at.waitForSelector('.told-head[data-kind="ready"]', { timeout: 60_000 });
    expect(await at.getByRole("button", { name: /report/ }).count()).toBe(0);
    await crew.toTheLab(20, 1, "negative");
    await at.getByRole("button", { name: /Clear/ }).click();
    await asks(desk, 20, receipt);
    await at.waitForSelector('.told-head[data-kind="good"]', { timeout: 60_000 });
    expect(await at.innerText(".told")).toContain("Negative");
    expect(await at.locator(".steps li").count()).toBe(4);
    expect(await at.locator(".certificates li").count()).toBe(2);
    await look(at, "resident-en-negative");
    // The service has no font for Chinese, and says so itself.
    await at.getByRole("button", { name: /Get the report/ }).click();
    await at.waitForSelector('.refused:has-text("--label-font")');
    await at.getByRole("button", { name: /Clear/ }).click();
    expect(await at.content()).not.toContain(number(20));
    await desk.close();
  });

  it("is told to nobody else, and guessing ends", async () => {
    const desk = await page("outcome");
    const { page: at } = desk;
    await asks(desk, 31, "000000000000");
    await at.waitForSelector(".refused", { timeout: 60_000 });
    await expect
      .poll(
        async () => {
          await at.click('button[type="submit"]:not([disabled])');
          await at.waitForSelector('button[type="submit"]:not([disabled])');
          return at.innerText(".refused");
        },
        { timeout: 60_000 },
      )
      .toMatch(/Try again in \d+ min/);
    await desk.close();
  });

  it("calls the members of a positive pool back, and does not call them positive", async () => {
    const receipt = await crew.register(41, 41);
    await crew.register(42, 41);
    await crew.toTheLab(41, 2, "positive");
    const desk = await page("outcome");
    await asks(desk, 41, receipt);
    await desk.page.waitForSelector('.told-head[data-kind="note"]', { timeout: 60_000 });
    expect(await desk.page.innerText(".told")).not.toMatch(/positive/i);
    await desk.close();
  });
});

describe("what people see", () => {
  it.each([
    ["zh-phone", { locale: "zh-CN", viewport: { width: 360, height: 740 } }],
    ["en-phone", { locale: "en", viewport: { width: 360, height: 740 }, colorScheme: "dark" }],
    ["en-wide", { locale: "en", viewport: { width: 1280, height: 800 } }],
  ] as const)("is accessible and fits the screen: %s", async (label, how) => {
    const desk = await page("sites", how);
    await look(desk.page, `resident-${label}-sites`);
    await desk.page.click('nav a[href="#enter"]');
    await desk.page.waitForSelector("form");
    await look(desk.page, `resident-${label}-enter`);
    const person = label === "zh-phone" ? 51 : label === "en-phone" ? 52 : 53;
    await desk.page.fill(".document-number", number(person));
    await desk.page.fill("#name", name(person));
    await desk.page.click('button[type="submit"]');
    await desk.page.waitForSelector(".pass img", { timeout: 60_000 });
    await look(desk.page, `resident-${label}-pass`);
    await desk.page.click('nav a[href="#outcome"]');
    await desk.page.waitForSelector("#receipt");
    await asks(desk, person, "0000");
    await look(desk.page, `resident-${label}-outcome`);
    await desk.close();
  });
});
