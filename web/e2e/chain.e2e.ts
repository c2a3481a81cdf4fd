import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { box, card, page as carryPage } from "./crew";
import { browser, Desk } from "./desk";
import { POSITIVE, quantStudio, type Plate } from "./lab-day";
import { openLab, recordPlate, sendResults, sign } from "./lab-page";
import { line, number, tube } from "./people";
import { Server } from "./server";
import { type } from "./wedge";

/* One story, told by its pages alone: nobody sends a command but by a page. Two people share a tube
 * that is positive, one has a tube of their own; the second swab finds who it is. */

const [PACKER, COURIER] = [41, 42];
const [POOL, ALONE, AGAIN] = [tube(801), tube(802), tube(803)];
const [ILL, WELL, OTHER] = [8_101, 8_102, 8_103];

let chromium: Browser;
let server: Server;
let desk: Desk;
let packer: string;
let courier: string;
let bench: string;
let reviewer: string;
/** What people took home. */
const receipts = new Map<number, string>();
/** Where the boxes went. */
let lab = "";

beforeAll(async () => {
  [chromium, server] = await Promise.all([browser(), Server.start()]);
  const clerk = await server.token("--role", "clerk", "--site", "1", "--lane", "1");
  packer = await server.token("--role", "packer", "--staff", String(PACKER));
  courier = await server.token("--role", "courier", "--staff", String(COURIER));
  bench = await server.token("--role", "lab");
  reviewer = await server.token("--role", "reviewer");
  desk = await Desk.blank(chromium, server);
  await desk.page.goto(`${server.url}/`);
  await desk.page.waitForSelector("#token");
  await type(desk.page, clerk, { stepMs: 1 });
  await desk.page.waitForSelector(".signal");
});
afterAll(async () => {
  await chromium?.close();
  await server?.end();
});

/** Into the tube in use; the receipt is what the page shows. */
async function register(person: number): Promise<void> {
  expect(await desk.scan(line(person))).toBe("good");
  receipts.set(person, (await desk.page.innerText(".signal-receipt b")).replaceAll(" ", ""));
}

async function swabAndSeal(): Promise<void> {
  await desk.page.getByRole("button", { name: "Swabbed" }).click();
  await desk.page.waitForSelector('.place[data-state="swabbed"]');
  expect(await desk.scan("tenfold:do:seal")).toBe("good");
}

/** Packed, sealed by count, and taken by a courier, who is told the lab. */
async function carry(at: number, tubes: string[]): Promise<string> {
  const pack = await carryPage(chromium, server, ["packer", packer]);
  await pack.page.waitForSelector(".row-item");
  await pack.scan(box(at));
  for (const code of tubes) expect(await pack.scan(code)).toBe("good");
  await type(pack.page, "tenfold:do:seal", { stepMs: 1 });
  await pack.page.getByRole("button", { name: "count the tubes" }).click();
  await pack.page.waitForSelector("#number:focus");
  await pack.page.keyboard.press(String(tubes.length));
  await pack.page.keyboard.press("Enter");
  await expect.poll(() => pack.text()).toContain("Box sealed");
  await pack.allSent();
  await pack.close();
  const trip = await carryPage(chromium, server, ["courier", courier]);
  await trip.page.waitForSelector(".stop");
  expect(await trip.scan(box(at))).toBe("good");
  expect(await trip.scan(card(PACKER))).toBe("good");
  expect(await trip.scan(card(COURIER))).toBe("good");
  await trip.allSent();
  const stop = trip.page.locator(".stop", { hasText: "Bring to the lab" }).first();
  await stop.waitFor();
  const named = await stop.locator("h2, h3").first().innerText();
  await trip.close();
  return named;
}

/** Signed for, counted out of its box, on a plate, read by a machine. */
async function test(at: number, plate: string, positive: string): Promise<void> {
  const page = await openLab(chromium, server, bench, { named: lab });
  await type(page, box(at), { stepMs: 1 });
  await sign(page, COURIER);
  await page.click("button:has-text('by count')");
  await page.click(".sheet .main");
  await page.waitForSelector(`[data-tube="${positive}"][data-state="in"]`);
  await recordPlate(page, plate);
  const wells = await server.ask<Plate>(`/v1/plates/${plate}`, bench);
  await sendResults(page, quantStudio(plate, wells, { [positive]: POSITIVE }));
  await page.context().close();
}

/** A second pair of eyes: the positive alone, what is negative at once. */
async function review(plate: string, positive: string, negatives: boolean): Promise<void> {
  const page = await openLab(chromium, server, reviewer, { named: lab });
  await page.click(`.list .line:has-text("${plate}")`);
  await page.click(`.call[data-tube="${positive}"] .confirm`);
  await page.click(".sheet .main");
  await page.waitForSelector('.signal[data-kind="good"]');
  if (negatives) await page.click('.plate-card button:has-text("negative"):enabled');
  await page.waitForSelector('.notice:has-text("Everything of this plate")');
  await page.context().close();
}

/** What somebody reads at home. */
async function outcome(person: number): Promise<string> {
  const phone = await Desk.blank(chromium, server);
  // As the code of the desk opens it.
  await phone.page.goto(`${server.url}/resident#outcome=${receipts.get(person)}`);
  await phone.page.fill(".document-number", number(person));
  await phone.page.click('button[type="submit"]');
  await phone.page.waitForSelector(".told h2");
  expect(phone.page.url()).toBe(`${server.url}/resident#outcome`);
  const told = await phone.page.innerText(".told");
  await phone.close();
  return told;
}

describe("from the ID card to the outcome, by the pages alone", () => {
  it("a clerk registers three people into two tubes, and each has a receipt", async () => {
    await desk.scan(POOL);
    await register(ILL);
    await register(WELL);
    await desk.page.click(".receipts");
    await desk.page.waitForSelector(".receipt-code");
    const shown = await desk.page.locator(".receipt-code").allInnerTexts();
    expect(shown.map((one) => one.replaceAll(" ", ""))).toEqual(
      [WELL, ILL].map((person) => receipts.get(person)),
    );
    await desk.page.keyboard.press("Escape");
    await desk.page.waitForSelector(".sheet", { state: "detached" });
    await swabAndSeal();
    await desk.scan(ALONE);
    await register(OTHER);
    await swabAndSeal();
    await desk.allSent();
  });

  it("a packer boxes them, a courier takes them to the lab that is chosen", async () => {
    lab = await carry(801, [POOL, ALONE]);
    expect(lab).not.toBe("");
  });

  it("the lab receives, plates and reads; another one confirms", async () => {
    await test(801, "PL20261123001", POOL);
    expect(await outcome(OTHER)).not.toContain("negative");
    await review("PL20261123001", POOL, true);
    expect(await outcome(OTHER)).toContain("negative");
    const called = await outcome(ILL);
    expect(called).not.toContain("staff will contact you");
    expect(called).toContain("second");
  });

  it("the squad sees who is owed a swab, and takes one now", async () => {
    await desk.page.getByRole("button", { name: "Menu" }).click();
    await desk.page.getByRole("link", { name: "Second swabs" }).click();
    const owed = desk.page.locator('.owed-card[data-part="visit"]');
    await expect.poll(() => owed.count()).toBe(2);
    await owed.first().locator(".open-card").click();
    await desk.page.getByRole("button", { name: "Swab now" }).click();
    await desk.page.waitForURL("**/clerk");
    await desk.page.waitForSelector(".signal");
    expect(await desk.scan(AGAIN)).toBe("good");
    // This device has seen them today: it asks whether a second swab is meant.
    expect(await desk.scan(line(ILL))).toBe("stop");
    await desk.page.click(".signal-offer");
    await desk.page.waitForSelector('.signal[data-kind="good"] .signal-receipt');
    receipts.set(ILL, (await desk.page.innerText(".signal-receipt b")).replaceAll(" ", ""));
    await swabAndSeal();
    await desk.allSent();
    await desk.page.getByRole("button", { name: "Menu" }).click();
    await desk.page.getByRole("link", { name: "Second swabs" }).click();
    await expect.poll(() => owed.count()).toBe(1);
    await desk.close();
  });

  it("the second swab goes to the same lab, and its owner reads what it said", async () => {
    expect(await carry(802, [AGAIN])).toBe(lab);
    await test(802, "PL20261123002", AGAIN);
    await review("PL20261123002", AGAIN, false);
    // Somebody who is positive is told by people, and not by a page.
    expect(await outcome(ILL)).toContain("staff will contact you");
    expect(await outcome(WELL)).toContain("second");
    expect(await outcome(OTHER)).toContain("negative");
  });
});
