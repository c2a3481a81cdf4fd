import type { Browser } from "playwright-core";
import { renderSVG } from "uqr";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { camera } from "./crew";
import { browser } from "./desk";
import { look as see } from "./eyes";
import { LabDay, type Plate } from "./lab-day";
import { go, openLab, scan } from "./lab-page";
import { tube } from "./people";
import { Server } from "./server";
import { type } from "./wedge";

const PLATE = "PL20261122384";

let chromium: Browser;
let server: Server;
let day: LabDay;
let lab: string;

beforeAll(async () => {
  [chromium, server] = await Promise.all([browser(), Server.start()]);
  const admin = await server.token("--role", "admin");
  lab = await server.token("--role", "lab", "--lab", "1");
  day = new LabDay(server.url, admin, await server.staff(admin));
  await day.received(1, 10, 12);
});
afterAll(async () => {
  await chromium?.close();
  await server?.end();
});

describe("a plate of 384 wells", () => {
  it("is laid out by a finger on a phone, and recorded", async () => {
    const page = await openLab(chromium, server, lab, { width: 360, touch: true });
    await go(page, "plates");
    await page.click('button:text-is("384 wells")');
    expect(await page.locator("button.well").count()).toBe(384);
    // Large at once, where a finger presses; what does not fit is moved to.
    expect((await page.locator('[data-well="A01"]').boundingBox())!.width).toBeGreaterThan(45);
    await page.click('button:text-is("Propose by priority")');
    await page.waitForSelector('.well[data-kind="tube"]');
    // The protocol's controls stand in the last wells.
    expect(await page.getAttribute('[data-well="P24"]', "data-kind")).toBe("control-positive");
    expect(await page.isDisabled('button:text-is("96 wells")')).toBe(true);
    await page.locator('[data-well="C02"]').tap();
    await page.click('.well-bar button:text-is("Blank control")');
    await page.waitForSelector('[data-well="C02"][data-kind="control-blank"]');
    await page.locator('[data-well="C02"]').tap();
    await page.locator('[data-well="J20"]').tap();
    await page.waitForSelector('[data-well="J20"][data-kind="control-blank"]');
    await see(page, "lab-384-near-phone-en");
    await page.click('button:has-text("Large wells")');
    await page.waitForSelector('.plate[data-near="false"]');
    await see(page, "lab-384-whole-phone-en");
    await type(page, PLATE, { stepMs: 1 });
    await page.waitForSelector(`.signal-big:text-is("${PLATE}")`);
    await page.reload();
    await page.waitForSelector('[data-well="J20"][data-kind="control-blank"]');
    await page.click('button:text-is("Record the plate")');
    await page.waitForSelector('.sheet .plate[data-size="384"]');
    await page.context().close();
    const plate = await server.ask<Plate>(`/v1/plates/${PLATE}`, lab);
    expect(plate.wells.filter((one) => one.tube)).toHaveLength(12);
    expect(plate.wells.map((one) => one.well)).toEqual(expect.arrayContaining(["J20", "P24"]));
  });

  it("is seen whole on a bench's screen, in Chinese too", async () => {
    const page = await openLab(chromium, server, lab, { locale: "zh-CN" });
    await go(page, "plates");
    await page.click('button:text-is("384 孔")');
    await page.waitForSelector('.plate[data-near="false"][data-size="384"]');
    expect(await scan(page, tube(99))).toBe("stop");
    await page.click('[data-well="B03"]');
    await page.click('.well-bar button:text-is("阳性对照")');
    await page.waitForSelector('[data-well="B03"][data-kind="control-positive"]');
    await see(page, "lab-384-wide-zh");
    await page.click(`.list .line:has-text("${PLATE}")`);
    await page.waitForSelector('.sheet .plate[data-size="384"]');
    await see(page, "lab-384-sheet-zh");
    await page.context().close();
  });
});

describe("the camera at the hatch", () => {
  it("reads what a scanner would", async () => {
    await day.carried(2, 40, 2);
    const before = camera(renderSVG(tube(40), { border: 4 }));
    const page = await openLab(chromium, server, lab, { before });
    await page.waitForSelector('.list .line:has-text("0000 0002")');
    await page.getByRole("button", { name: "Camera" }).click();
    // Of a box that nobody has signed for: read, and told what comes first.
    await page.waitForSelector('.signal[data-kind="stop"]');
    await page.waitForSelector("video.camera");
    await see(page, "lab-camera-en");
    await page.keyboard.press("Escape");
    await page.waitForSelector("video.camera", { state: "detached" });
    await page.context().close();
  });
});
