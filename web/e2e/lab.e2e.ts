import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browser } from "./desk";
import { look as see } from "./eyes";
import { box, LabDay, POSITIVE, quantStudio, type Plate } from "./lab-day";
import { go, type LabHow, openLab, scan, sign } from "./lab-page";
import { tube } from "./people";
import { Server } from "./server";
import { type } from "./wedge";

const PLATE = "PL20261122001";

let chromium: Browser;
let server: Server;
let day: LabDay;
let lab: string;
let reviewer: string;
const faults: string[] = [];

beforeAll(async () => {
  [chromium, server] = await Promise.all([browser(), Server.start()]);
  const admin = await server.token("--role", "admin");
  lab = await server.token("--role", "lab", "--lab", "1");
  reviewer = await server.token("--role", "reviewer", "--lab", "1");
  day = new LabDay(server.url, admin, await server.staff(admin));
});
afterAll(async () => {
  await chromium?.close();
  await server?.end();
});

const open = (token: string, how: LabHow = {}) =>
  openLab(chromium, server, token, { ...how, faults });

const row = (at: number, state: string) => `[data-tube="${tube(at)}"][data-state="${state}"]`;
const stage = async (at: number) =>
  (await server.ask<{ stage: string }>(`/v1/tubes/${tube(at)}`, lab)).stage;

interface BoxSaid {
  stage: string;
  signatures: { what: string; giver: number; taker: number }[];
  tubes: { tube: string; differences: { difference: string }[] }[];
}

describe("the hatch", () => {
  it("takes a box: both sign, tubes are scanned, what is wrong and missing is named", async () => {
    const code = await day.carried(1, 1, 5);
    await day.carried(2, 20, 1);
    const page = await open(lab);
    await page.waitForSelector('.list .line:has-text("0000 0001")');
    expect(await scan(page, tube(1))).toBe("stop");
    await type(page, code, { stepMs: 1 });
    await sign(page, 903);
    await type(page, tube(1), { stepMs: 1 });
    await page.waitForSelector(row(1, "in"));
    // The number that is written on the tube stands on the page as large as it goes.
    const accession = await page.innerText(`${row(1, "in")} .accession`);
    expect(accession).toMatch(/^1-[0-9]{8}-[0-9]{4}$/);
    await page.waitForSelector(`.signal-big:text-is("${accession}")`);
    expect(await scan(page, tube(1))).toBe("note");
    // Of another box: it is taken and named.
    await type(page, tube(20), { stepMs: 1 });
    await page.waitForSelector(row(20, "in"));
    expect(await page.innerText(row(20, "in"))).toContain("not on the manifest");
    await page.click(row(1, "in"));
    await page.click('.sheet button:text-is("Leaking")');
    await page.waitForSelector(row(1, "flawed"));
    await type(page, tube(2), { stepMs: 1 });
    await page.waitForSelector(row(2, "in"));
    await page.click(row(2, "in"));
    await page.click('.sheet button:text-is("Reject it")');
    await page.click('.sheet .choices button:text-is("Broken")');
    await page.waitForSelector(row(2, "rejected"));
    await type(page, tube(3), { stepMs: 1 });
    await page.waitForSelector(row(3, "in"));
    await page.click('button:text-is("Finish the box")');
    await page.click(".sheet .main");
    await page.waitForSelector(row(4, "missing"));
    await page.waitForSelector(row(5, "missing"));

    const told = await server.ask<BoxSaid>(`/v1/boxes/${code}`, lab);
    expect(told.stage).toBe("emptied");
    const receipt = told.signatures.find((one) => one.what === "receipt");
    expect(receipt?.giver).toBe(903);
    const wrong = told.tubes.flatMap((one) => one.differences.map((each) => each.difference));
    expect(wrong.sort()).toEqual(["leaking", "missing", "missing"]);
    expect([await stage(1), await stage(2), await stage(3)]).toEqual([
      "received",
      "rejected",
      "received",
    ]);
    await page.context().close();
  });

  it("keeps scans while the network is away, over a reload, and sends them in order", async () => {
    const code = await day.carried(3, 30, 4);
    const page = await open(lab);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await type(page, code, { stepMs: 1 });
    await sign(page, 903);
    await page.context().setOffline(true);
    await type(page, tube(30), { stepMs: 1 });
    await page.waitForSelector(row(30, "sending"));
    await type(page, tube(31), { stepMs: 1 });
    await page.waitForSelector(row(31, "sending"));
    await page.waitForSelector('.pill [data-waiting="2"]');
    await page.reload();
    await page.waitForSelector('.pill [data-waiting="2"]');
    await page.context().setOffline(false);
    await page.waitForSelector(".pill:has-text('all sent')", { timeout: 60_000 });
    expect([await stage(30), await stage(31), await stage(32)]).toEqual([
      "received",
      "received",
      "in_transit",
    ]);
    await type(page, code, { stepMs: 1 });
    await page.waitForSelector(row(31, "in"));
    await page.click('button:text-is("Take the other 2 by count")');
    await page.click(".sheet .main");
    await page.waitForSelector(row(33, "in"));
    await page.context().close();
  });
});

describe("plates, results, review, stores", () => {
  it("goes from a proposal to a published outcome, with four eyes", async () => {
    await day.received(4, 40, 10);
    const page = await open(lab);
    await go(page, "plates");
    await page.click('button:text-is("Propose by priority")');
    await page.waitForSelector('.well[data-kind="tube"]');
    const inWell = (well: string) => page.getAttribute(`[data-well="${well}"]`, "aria-label");
    const first = await inWell("A01");
    // Exchanged by two taps, then by drawing, then by keys alone.
    await page.click('[data-well="A01"]');
    await page.click('[data-well="D07"]');
    expect((await inWell("D07"))?.slice(4)).toBe(first?.slice(4));
    await page.dragAndDrop('[data-well="D07"]', '[data-well="E08"]');
    await page.waitForSelector('[data-well="E08"][data-kind="tube"]');
    await page.focus('[data-well="E08"]');
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Enter");
    expect(await page.getAttribute('[data-well="D07"]', "aria-pressed")).toBe("true");
    await page.keyboard.press("Enter");
    // The same tube again is on the plate already; one that is not here is turned away by name.
    await type(page, tube(40), { stepMs: 1 });
    await page.waitForSelector('.signal[data-kind="note"]');
    expect(await scan(page, tube(99))).toBe("stop");
    await type(page, PLATE, { stepMs: 1 });
    await page.waitForFunction(
      (plate) => document.querySelector<HTMLInputElement>("#plate-code")?.value === plate,
      PLATE,
    );
    // A layout that is not recorded outlives a reload, once the page has said so.
    await page.waitForSelector(`.signal-big:text-is("${PLATE}")`);
    await page.reload();
    await page.waitForSelector('[data-well="E08"][data-kind="tube"]');
    await page.click('button:text-is("Record the plate")');
    await page.waitForSelector(".sheet .downloads");
    for (const [button, name] of [
      ["QuantStudio", `${PLATE}.txt`],
      ["CFX FAM", `${PLATE}-FAM.csv`],
      ["Sheet to print", `${PLATE}.html`],
    ]) {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.click(`.downloads button:has-text("${button}")`),
      ]);
      expect(download.suggestedFilename()).toBe(name);
    }
    await page.keyboard.press("Escape");

    const plate = await server.ask<Plate>(`/v1/plates/${PLATE}`, lab);
    expect(plate.wells.filter((one) => one.tube).length).toBeGreaterThanOrEqual(10);
    const text = quantStudio(PLATE, plate, { [tube(41)]: POSITIVE });
    await go(page, "results");
    const sent = { name: "run.txt", mimeType: "text/plain", buffer: Buffer.from(text) };
    await page.setInputFiles("#results-file", sent);
    await page.waitForSelector('.file[data-kind="good"]');
    await page.click('.file button[aria-pressed="false"]');
    expect(await page.locator('.file tr[data-word="taken"]').count()).toBeGreaterThan(30);
    await page.setInputFiles("#results-file", sent);
    await page.waitForSelector('.file:has-text("Recorded already")');
    const strange = { ...sent, buffer: Buffer.from("what is this") };
    await page.setInputFiles("#results-file", strange);
    await page.waitForSelector('.file[data-kind="stop"]');

    // Whoever sent the readings is told that somebody else confirms them, and is refused.
    await go(page, "review");
    await page.click(`.list .line:has-text("${PLATE}")`);
    await page.waitForSelector(".four-eyes");
    await page.click(".call .confirm");
    await page.click(".sheet .main");
    await page.waitForSelector('.signal[data-kind="stop"]');
    expect(await stage(41)).toBe("called");
    await page.context().close();

    const second = await open(reviewer);
    expect(await second.locator(".tabs a").allInnerTexts()).toHaveLength(2);
    await second.click(`.list .line:has-text("${PLATE}")`);
    await second.waitForSelector('.well[data-kind="positive"]');
    expect(await second.locator(".four-eyes").count()).toBe(0);
    expect(await second.isDisabled('.plate-card button:has-text("negative")')).toBe(true);
    await second.click(`.call[data-tube="${tube(41)}"] .confirm`);
    await second.click(".sheet .main");
    await second.waitForSelector('.signal[data-kind="good"]');
    await second.click('.plate-card button:has-text("negative"):enabled');
    await second.waitForSelector('.notice:has-text("Everything of this plate")');
    expect([await stage(40), await stage(41)]).toEqual(["published", "published"]);
    // One of them was wrong: scanned, corrected, and not told until somebody else confirms it.
    await type(second, tube(42), { stepMs: 1 });
    await second.click('.sheet button[data-call="grey"]');
    expect(await second.locator(".sheet .main").count()).toBe(0);
    await second.click('.sheet button[data-reason="mixed_up"]');
    await see(second, "lab-amend-en");
    await second.click(".sheet .main");
    await second.waitForSelector('.signal[data-kind="good"]:has-text("Grey zone")');
    expect(await stage(42)).toBe("called");
    // Whoever confirms it reads what it was, and why that was left.
    await second.click(`.list .line:has-text("${PLATE}")`);
    const left = second.locator(`.call[data-tube="${tube(42)}"] .corrected`);
    await left.waitFor();
    expect(await left.innerText()).toMatch(/Negative · specimens or wells were mixed up/);
    await see(second, "lab-corrected-en");
    const phone = await open(reviewer, { locale: "zh-CN", width: 360 });
    await phone.click(`.list .line:has-text("${PLATE}")`);
    await phone.click(`.call[data-tube="${tube(42)}"] .correct`);
    await phone.click('.sheet button[data-call="negative"]');
    await phone.click('.sheet button[data-reason="contaminated"]');
    await see(phone, "lab-amend-phone-zh");
    await phone.context().close();
    await second.context().close();
  });

  it("puts a specimen away where a place is chosen", async () => {
    const page = await open(lab);
    await go(page, "stores");
    await page.waitForSelector(`.line[data-tube="${tube(41)}"]`);
    expect(await scan(page, tube(41))).toBe("note");
    await page.click('.places-pick button:has-text("−20")');
    await type(page, tube(41), { stepMs: 1 });
    await page.waitForSelector('.signal[data-kind="good"]');
    await page.waitForSelector(`.line[data-tube="${tube(41)}"]`, { state: "detached" });
    const told = await server.ask<{ store: string }>(`/v1/tubes/${tube(41)}`, lab);
    expect(told.store).toBe("freezer_20");
    await go(page, "charts");
    await page.waitForSelector(".chart canvas");
    expect(await page.innerText(".chart >> nth=0")).toContain("building the mean");
    await page.context().close();
  });
});

describe("the look", () => {
  const looks = [
    ["en", 1280],
    ["zh-CN", 1280],
    ["en", 360],
    ["zh-CN", 360],
  ] as const;
  it.each(looks)("%s at %i pixels has nothing serious and fits", async (locale, width) => {
    const page = await open(lab, { locale, width });
    const look = (what: string) => see(page, `lab-${what}-${locale}-${width}`, { whole: true });
    await page.waitForSelector(".signal");
    await look("hatch");
    await type(page, box(1), { stepMs: 1 });
    await page.waitForSelector(".tube-row");
    await look("box");
    await page.click(".tube-row >> nth=0");
    await page.keyboard.press("Escape");
    await go(page, "plates");
    await page.click(".acts.three button >> nth=0");
    await page.waitForSelector('.well[data-kind="tube"]');
    await page.click('.plate [data-well="A01"]');
    await look("plates");
    await go(page, "results");
    const strange = { name: "x.csv", mimeType: "text/csv", buffer: Buffer.from("a,b\n1,2\n") };
    await page.setInputFiles("#results-file", strange);
    await page.waitForSelector('.file[data-kind="stop"]');
    await look("results");
    await go(page, "review");
    await look("review");
    await go(page, "stores");
    await page.waitForSelector("#ahead");
    await look("stores");
    await go(page, "charts");
    await page.waitForSelector(".chart");
    await page.click(".chart summary >> nth=0");
    await look("charts");
    await page.context().close();
  });

  it("threw nothing", () => {
    expect(faults).toEqual([]);
  });
});
