import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browser, Desk } from "./desk";
import { look, SCREENS } from "./eyes";
import { name, number, tube } from "./people";
import { Server } from "./server";

let chromium: Browser;
let server: Server;
let link: string;
let secret: string;

beforeAll(async () => {
  [chromium, server] = await Promise.all([browser(), Server.start()]);
  secret = await server.token("--role", "admin", "--days", "1");
  link = `${server.url}/#demo=${secret}`;
});
afterAll(async () => {
  await chromium?.close();
  await server?.end();
});

/** A new user's browser at the address that `make run` prints. */
async function visitor(how: BrowserContextOptions = {}): Promise<Desk> {
  const desk = await Desk.blank(chromium, server, { how });
  await desk.page.goto(link);
  await desk.page.waitForSelector("#try-clerk:enabled");
  return desk;
}

const waitsNext = (page: Page) => page.locator(".samples button.main").innerText();

describe("the address that `make run` prints", () => {
  it("has somebody registered after three taps, each the one that stands out", async () => {
    const desk = await visitor();
    const { page } = desk;
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.click("main .main");
    await page.waitForURL("**/clerk");
    await page.waitForSelector(".samples");
    expect(await waitsNext(page)).toBe("Sample tube");
    await page.click(".samples .main");
    await page.waitForSelector('.places[data-open="true"]');
    expect(await waitsNext(page)).toBe("Sample ID card");
    await page.click(".samples .main");
    await page.waitForSelector('.signal[data-kind="good"] .signal-name');
    expect(await desk.taken()).toBe(1);
    await desk.allSent();
    expect(asked.filter((url) => url.includes("tf_"))).toEqual([]);
    await desk.close();
  });

  it("shows its token to nobody: neither the address nor the page keeps it", async () => {
    const desk = await visitor();
    expect(desk.page.url()).toBe(`${server.url}/`);
    expect(await desk.page.content()).not.toContain(secret);
    await desk.page.reload();
    await desk.page.waitForSelector("#try-clerk:enabled");
    const kept = await desk.page.evaluate(() => JSON.stringify({ ...localStorage }));
    expect(kept).not.toContain("tf_");
    // Another tab is no demo: there one signs in.
    const other = await desk.page.context().newPage();
    await other.goto(server.url);
    await other.waitForSelector("#token");
    await desk.close();
  });

  it("leads from desk to desk, once what was done at one is sent", async () => {
    const desk = await visitor();
    const { page } = desk;
    await page.click("#try-clerk");
    await page.waitForSelector(".samples");
    // Nobody's name goes where it is not sent: who waits for a tube holds the desk.
    await page.click(".samples button:nth-of-type(1)");
    await page.waitForSelector(".group-list li");
    await page.goto(server.url);
    await page.waitForSelector("#try-clerk:enabled");
    await page.click('[data-role="packer"]');
    await page.waitForSelector('[role="alert"]');
    expect(await page.innerText('[role="alert"]')).toContain("1 still wait");
    await page.click("#try-clerk");
    await page.click(".samples button:nth-of-type(2)");
    await page.waitForSelector('.place[data-state="taken"]');
    await desk.allSent();
    await page.getByRole("button", { name: "Menu" }).click();
    await page.getByRole("link", { name: "Other desks of the demo" }).click();
    for (const [role, path, shows] of [
      ["packer", "/packer", ".row-item, .empty, .box"],
      ["lab", "/lab", ".lab-pick button"],
      ["squad", "/squad", ".squad-main"],
      ["commander", "/commander", ".board"],
    ] as const) {
      await page.click(`[data-role="${role}"]:enabled`);
      await page.waitForURL(`**${path}`);
      await page.waitForSelector(shows);
      await page.goto(server.url);
    }
    await desk.close();
  });

  it("says so when it holds no longer", async () => {
    const desk = await Desk.blank(chromium, server);
    await desk.page.goto(`${server.url}/#demo=tf_${"0".repeat(64)}`);
    await desk.page.waitForSelector('[role="alert"]');
    expect(await desk.page.innerText('[role="alert"]')).toContain("make run");
    await desk.page.reload();
    await desk.page.waitForSelector("#token");
    await desk.close();
  });
});

describe("without a scanner, a card or a camera", () => {
  it("a person and a tube are taken by hand, told right or wrong while one types", async () => {
    const token = await server.token("--role", "clerk", "--site", "1", "--lane", "2");
    const desk = await Desk.blank(chromium, server);
    const { page } = desk;
    await page.goto(server.url);
    await page.fill("#token", token);
    await page.keyboard.press("Enter");
    // A device that is there for one lane is not asked which.
    await page.waitForSelector(".signal");
    expect(await page.locator(".samples").count()).toBe(0);
    await page.click(".type-tube");
    await page.fill("#tube-code", tube(1).replace(/.$/, (last) => String((+last + 1) % 10)));
    expect(await page.innerText("#tube-code-state")).toContain("not a tube's code");
    expect(await page.isDisabled('.sheet button[type="submit"]')).toBe(true);
    await page.fill("#tube-code", "");
    for (const digit of tube(1)) await page.click(`.keypad button:text-is("${digit}")`);
    await look(page, "clerk-tube-by-hand");
    await page.click('.sheet button[type="submit"]');
    await page.waitForSelector('.places[data-open="true"]');
    await page.getByRole("button", { name: "By hand", exact: true }).click();
    await page.fill("#entry-number", number(5));
    await page.fill("#entry-name", name(5));
    await page.click('.sheet button[type="submit"]');
    await page.waitForSelector('.place[data-state="taken"]');
    await desk.allSent();
    await desk.close();
  });
});

describe("what people see", () => {
  it.each(SCREENS)("is accessible and fits: %s", async (label, how) => {
    const desk = await visitor(how);
    const { page } = desk;
    await look(page, `start-${label}-try`);
    await page.click("#try-clerk");
    await page.waitForSelector(".samples");
    await look(page, `start-${label}-desk`);
    await page.evaluate(() => sessionStorage.clear());
    await page.getByRole("button", { name: /Menu|菜单/ }).click();
    await page.waitForSelector(".sheet .danger");
    await look(page, `start-${label}-menu`);
    await page.click(".sheet .danger");
    await page.waitForSelector("#token");
    await look(page, `start-${label}-sign-in`);
    await desk.close();
  });
});
