import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { browser, Desk } from "./desk";
import * as eyes from "./eyes";
import { tube } from "./people";
import { Server } from "./server";

/** Planners have a mouse and no gloves. */
const look = (page: Page, name: string) => eyes.look(page, name, { gloves: false });

/** Planned for in a second; everybody in it is invented. */
const TINY = `# A small town.
region = 360782
name = "小城"
protocol = "protocols/ruijin-2022.toml"
kits = ["kits/standard.toml"]

[[rounds]]
id = 1
starts_at = 2022-04-01T06:00:00+08:00
deadline_at = 2022-04-03T06:00:00+08:00

[[labs]]
id = 1
name_zh = "小城实验室"
name_en = "Town lab"
tubes_per_day = 3000
hours_per_day = 24 # day and night
process = "4 h"
position = [116.0, 25.9]

# The only one.
[[townships]]
code = 360782100
name_zh = "甲镇"
name_en = "North"
population = 3000
position = [116.0, 25.88]
country = false
sites_synthetic = 2
lanes_per_site_synthetic = 4
spread_km_synthetic = 1.0

[planning]
prevalence = 0.000001
squads = 1
staff = { collectors = 8 }
`;

let chromium: Browser;
let server: Server;
let planner: string;

beforeAll(async () => {
  [chromium, server] = await Promise.all([browser(), Server.start()]);
  planner = await server.token("--role", "planner");
});
afterAll(async () => {
  await chromium?.close();
  await server?.end();
});

async function page(how: object = {}): Promise<Desk> {
  const desk = await Desk.blank(chromium, server, { how: { ...how, acceptDownloads: true } });
  await desk.page.goto(`${server.url}/`);
  await desk.page.fill("#token", planner);
  await desk.page.click('button[type="submit"]');
  await desk.page.waitForURL("**/planner");
  await desk.page.waitForSelector(".planner");
  return desk;
}

async function opened(page: Page, town = TINY): Promise<void> {
  const buffer = Buffer.from(town);
  await page.setInputFiles("#open", { name: "tiny.toml", mimeType: "text/plain", buffer });
  await page.waitForSelector(".figures");
}

const field = (page: Page, key: string) => page.locator(`[data-field="${key}"] input`);
const PEOPLE = "townships.360782100.population";

/** Asks for a plan and waits for its end. */
async function found(page: Page): Promise<string> {
  await page.click("#run");
  await page.waitForSelector('.verdict[data-kind="good"]', { timeout: 120_000 });
  return (await page.getAttribute(".verdict", "data-job"))!;
}

/** Asked again where the busy machine turned it away. */
async function api(path: string, method: string, body?: object): Promise<Response> {
  for (;;) {
    const reply = await fetch(server.url + path, {
      method,
      headers: { authorization: `Bearer ${planner}`, "content-type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const said = reply.status === 503 ? await reply.clone().text() : "";
    if (!said.includes("problem:shed")) return reply;
  }
}

/** Nothing runs or waits any more. */
async function quiet(): Promise<void> {
  const jobs = async () => {
    const reply = await api("/v1/plans", "GET");
    return ((await reply.json()) as { jobs: { id: string; state: string }[] }).jobs;
  };
  const busy = (state: string) => ["queued", "running"].includes(state);
  for (const job of (await jobs()).filter(({ state }) => busy(state))) {
    await api(`/v1/plans/${job.id}`, "DELETE");
  }
  await expect
    .poll(async () => (await jobs()).filter(({ state }) => busy(state)).length, { timeout: 60_000 })
    .toBe(0);
}

describe("the planner's page", () => {
  afterEach(quiet);

  it("keeps the town on the device, in tables and text, and shows faults there", async () => {
    const desk = await page();
    const { page: at } = desk;
    await opened(at);
    await field(at, PEOPLE).fill("3200");
    await field(at, "planning.townships.360782100.collectors").fill("6");
    await at.reload();
    await at.waitForSelector(".figures");
    expect(await field(at, PEOPLE).inputValue()).toBe("3200");
    await at.getByRole("button", { name: "Text", exact: true }).click();
    const text = await at.inputValue("#text");
    expect(text).toContain("# The only one.\n");
    expect(text).toContain("population = 3200\n");
    expect(text).toContain("[[planning.townships]]\ncode = 360782100\ncollectors = 6\n");
    await at.fill("#text", text.replace("population = 3200", "population = 3100"));
    await at.getByRole("button", { name: "Figures", exact: true }).click();
    expect(await field(at, PEOPLE).inputValue()).toBe("3100");

    // What cannot be meant does not get into the text.
    await field(at, PEOPLE).fill("many");
    await at.waitForSelector("text=write a whole number");
    await field(at, PEOPLE).fill("3000");
    // What the service will not have is shown at its field and at its line.
    await field(at, "labs.1.hours_per_day").fill("25");
    await at.click("#run");
    await at.waitForSelector('[data-field="labs.1.hours_per_day"] .wrong:has-text("24 hours")');
    await look(at, "planner-en-fault");
    await at.getByRole("button", { name: /Show line \d+/ }).click();
    await expect
      .poll(() =>
        at.evaluate(() => {
          const area = document.querySelector<HTMLTextAreaElement>("#text");
          return area?.value.slice(area.selectionStart, area.selectionEnd);
        }),
      )
      .toBe("hours_per_day = 25 # day and night");
    await at.fill("#text", "region = ");
    await at.waitForSelector("text=Line 1 cannot be read");
    expect(await at.isDisabled("#run")).toBe(true);
    const [download] = await Promise.all([
      at.waitForEvent("download"),
      at.getByRole("button", { name: "Save as a file" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("tiny.toml");
    await desk.close();
  });

  it("puts a township back that was taken out, with all that was said of it", async () => {
    for (const [locale, remove, back, text, figures] of [
      ["en", "Remove: North", "Put it back", "Text", "Figures"],
      ["zh-CN", "删除：甲镇", "撤销删除", "文本", "表格"],
    ] as const) {
      const desk = await page({ locale });
      const { page: at } = desk;
      const more = "\n[[planning.townships]]\ncode = 360782100\ncollectors = 6 # as they said\n";
      await opened(at, TINY + more);
      await at.getByRole("button", { name: remove }).click();
      await at.waitForSelector(".put-back");
      expect(await at.locator('tr[data-row="360782100"]').count()).toBe(0);
      await look(at, `planner-put-back-${locale}`);
      await at.getByRole("button", { name: back }).click();
      expect(await field(at, PEOPLE).inputValue()).toBe("3000");
      expect(await at.locator(".put-back").count()).toBe(0);
      await at.getByRole("button", { name: text, exact: true }).click();
      expect(await at.inputValue("#text")).toBe(TINY + more);
      await at.getByRole("button", { name: figures, exact: true }).click();
      // After another change it is not offered any more: that change would be gone.
      await at.getByRole("button", { name: remove }).click();
      await at.waitForSelector(".put-back");
      await field(at, "labs.1.tubes_per_day").fill("2900");
      await at.waitForSelector(".put-back", { state: "detached" });
      await desk.close();
    }
  });

  it("begins with a town of the program, shows how far the plan is, and stops it", async () => {
    const desk = await page();
    const { page: at } = desk;
    await at.click('[data-town="ruijin"]');
    await at.waitForSelector(".figures");
    expect(await field(at, "townships.360781100.population").inputValue()).toBe("195364");
    await field(at, "townships.360781100.population").fill("150000");
    await look(at, "planner-en-figures");
    await at.click("#run");
    await at.waitForSelector(".progress table.best", { timeout: 120_000 });
    expect(await at.innerText("table.best")).toMatch(/Vehicles\s+\d+\s+\d/);
    expect(await at.innerText(".doing")).toMatch(/cities simulated/);
    await look(at, "planner-en-progress");
    // A reload comes back to it.
    await at.reload();
    await at.waitForSelector(".progress table.best", { timeout: 60_000 });
    await at.getByRole("button", { name: "Stop" }).click();
    await at.waitForSelector('.verdict:has-text("Stopped")', { timeout: 120_000 });
    await at.waitForSelector("#shortages");
    await desk.close();
  });

  it("says that as many plans wait as may", async () => {
    const ruijin = (await (await api("/v1/towns/ruijin", "GET")).json()) as object;
    for (let count = 0; count < 5; count += 1) {
      expect((await api("/v1/plans", "POST", ruijin)).status).toBe(202);
    }
    const desk = await page();
    await opened(desk.page);
    await desk.page.click("#run");
    await desk.page.waitForSelector("text=Not taken: a plan runs, and 4 wait for it");
    await desk.close();
  });

  it("reads a plan, compares two, and begins a campaign with one", async () => {
    const desk = await page();
    const { page: at } = desk;
    await opened(at);
    const first = await found(at);
    expect(await at.innerText(".verdict")).toMatch(/it can be done, and that is proven/i);
    expect(await at.innerText("#shortages")).toMatch(/Squads[^]*2\s+1\s+1/);
    // The report is itself in its frame: its style and its script are let through.
    const report = at.frameLocator("#report");
    await report.locator("main").waitFor();
    const size = await report.locator("main").evaluate((main) => getComputedStyle(main).maxWidth);
    expect(size).not.toBe("none");
    await look(at, "planner-en-report");
    await at.locator("#report").scrollIntoViewIfNeeded();
    await look(at, "planner-en-frame");

    await at.getByRole("tab", { name: "Town" }).click();
    await field(at, PEOPLE).fill("6000");
    const second = await found(at);
    expect(second).not.toBe(first);
    await at.getByRole("tab", { name: "Compare" }).click();
    await at.waitForSelector(".sides");
    expect(await at.inputValue("#pick-A")).toBe(first);
    expect(await at.innerText('[data-line="cost"] .difference')).toMatch(/^\+ .*yuan$/);
    expect(await at.innerText(".changes")).toMatch(/A\s+population = 3000\s+B\s+population = 6000/);
    expect(await at.innerText(".compare")).toContain("Both runs have the same seed");
    await look(at, "planner-en-compare");

    await at.goto(`${server.url}/planner#plans/${first}`);
    await at.getByRole("button", { name: "Start a campaign…" }).click();
    await at.waitForSelector("#save-campaign");
    await look(at, "planner-en-campaign");
    const [download] = await Promise.all([at.waitForEvent("download"), at.click("#save-campaign")]);
    const file = await download.path();
    const { about } = JSON.parse(readFileSync(file, "utf8")) as {
      about: { sites: number; lanes: number };
    };
    expect(await at.innerText("#commands")).toContain(
      `tenfold init --campaign ${download.suggestedFilename()} --data campaign-360782`,
    );
    await begun(file, about);
    await desk.close();
  });
});

/** The campaign of a plan serves: a clerk registers somebody at the last lane that it opened. */
async function begun(file: string, about: { sites: number; lanes: number }): Promise<void> {
  const other = await Server.start("--campaign", file);
  try {
    const token = await other.token("--role", "clerk");
    const campaign = await other.ask<{
      region: number;
      sites: { open: boolean; lanes: object[] }[];
    }>("/v1/campaign", token);
    expect(campaign.region).toBe(360782);
    const open = campaign.sites.filter((site) => site.open);
    const lanes = open.flatMap((site) => site.lanes);
    expect([open.length, lanes.length]).toEqual([about.sites, about.lanes]);
    const desk = await Desk.open(chromium, other, token, { site: 2, lane: about.lanes });
    await desk.scan(tube(1));
    await desk.people(1, 1);
    await desk.allSent();
    expect(await desk.taken()).toBe(1);
    await desk.close();
  } finally {
    await other.end();
  }
}

describe("what planners see", () => {
  it.each([
    ["zh-laptop", { locale: "zh-CN", viewport: { width: 1280, height: 800 } }],
    ["en-dark", { locale: "en", colorScheme: "dark", viewport: { width: 1280, height: 800 } }],
    ["zh-phone", { locale: "zh-CN", viewport: { width: 360, height: 740 } }],
    ["en-phone", { locale: "en", viewport: { width: 360, height: 740 } }],
  ] as const)("is accessible and fits the screen: %s", async (label, how) => {
    const desk = await page(how);
    const { page: at } = desk;
    await at.waitForSelector("[data-town]");
    await look(at, `planner-${label}-begin`);
    await at.click('[data-town="ruijin"]');
    await at.waitForSelector(".figures");
    await look(at, `planner-${label}-figures`);
    await at.getByRole("button", { name: /^(Text|文本)$/ }).click();
    await at.waitForSelector("#text");
    await look(at, `planner-${label}-text`);
    await at.goto(`${server.url}/planner#plans`);
    await at.waitForSelector(".job");
    await look(at, `planner-${label}-plans`);
    await at.locator(".job-acts .main").first().click();
    await at.waitForSelector("#shortages");
    await look(at, `planner-${label}-report`);
    await at.goto(`${server.url}/planner#compare`);
    await at.waitForSelector(".sides");
    await look(at, `planner-${label}-compare`);
    await desk.close();
  });
});
