import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browser } from "./desk";
import { look, SCREENS } from "./eyes";
import { openPage } from "./page";
import { line, name, number, tube } from "./people";
import { Server } from "./server";
import { Story } from "./story";
import { type } from "./wedge";

interface Owed {
  person: string;
  source: string;
  findings: string[];
  squad: number | null;
  sampled: string | null;
  ended: string | null;
}

let chromium: Browser;
let server: Server;
let story: Story;

beforeAll(async () => {
  [chromium, server] = await Promise.all([browser(), Server.start()]);
  story = new Story(server);
  await story.positive(1, 3, 1);
  await story.leaked(2, 2, 50);
});
afterAll(async () => {
  await chromium?.close();
  await server?.end();
});

const owed = async () =>
  server.ask<Owed[]>("/v1/recollections", await story.token("commander"));
const of = async (mark: string) => {
  const key = mark.replace("No. ", "").replace(" ", "").toLowerCase();
  return (await owed()).find((one) => one.person.startsWith(key));
};
const cards = (page: Page) => page.locator('.owed-card[data-part="visit"]');
/** Opens the first that is not swabbed yet, and gives its number. */
const openFirst = async (page: Page, at = 0) => {
  const button = cards(page).nth(at).locator(".open-card");
  const mark = await button.innerText();
  await button.click();
  await page.waitForSelector(".sheet");
  return mark;
};
const list = (page: Page) => page.waitForSelector('.owed-card[data-part="visit"]');

describe("second swabs", () => {
  it("are listed by the time left, pools' members before those of void tubes", async () => {
    const { page, close } = await openPage(chromium, server, await story.token("packer"), "/squad");
    await list(page);
    expect(await cards(page).count()).toBe(5);
    const first = await cards(page).first().innerText();
    expect(first).toContain("Positive pool");
    expect(first).toMatch(/[56] h \d\d min/);
    expect(await cards(page).last().innerText()).toContain("Tube void");
    await page.getByRole("button", { name: /Pools/ }).click();
    const pool = await page.locator(".pool").innerText();
    expect(pool).toContain("3 people");
    expect(pool).toContain("not swabbed 3");
    await close();
  });

  it("takes visits at a door without a network, over a reload, and sends them after", async () => {
    const { page, close } = await openPage(chromium, server, await story.token("packer"), "/squad");
    await list(page);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await page.context().setOffline(true);
    await page.reload();
    await list(page);
    const mark = await openFirst(page);
    await page.getByRole("button", { name: "No swab: say why" }).click();
    await page.getByRole("button", { name: "Refuses" }).click();
    await page.waitForSelector('.notice[data-kind="done"]');
    await page.keyboard.press("Escape");
    await page.waitForSelector(".sheet", { state: "detached" });
    expect(await cards(page).first().innerText()).toContain("not sent yet");
    await page.waitForSelector('.pill [data-waiting="1"]');
    await page.reload();
    await list(page);
    expect(await cards(page).first().innerText()).toContain("Refuses");
    expect((await of(mark))?.findings).toEqual([]);
    await page.context().setOffline(false);
    await expect.poll(async () => (await of(mark))?.findings).toEqual(["refused"]);
    await expect.poll(() => cards(page).first().innerText()).not.toContain("not sent yet");
    expect(await cards(page).first().innerText()).toContain("Refuses");
    await close();
  });

  it("a squad takes somebody on, and sees its own alone", async () => {
    const { page, close } = await openPage(chromium, server, await story.token("packer"), "/squad");
    await list(page);
    await page.getByRole("button", { name: "Menu" }).click();
    await page.getByRole("button", { name: "Another squad" }).click();
    await page.getByRole("button", { name: "One more" }).click();
    await page.getByRole("button", { name: "We are squad 2" }).click();
    const mark = await openFirst(page, 1);
    await page.getByRole("button", { name: "We go there" }).click();
    await page.waitForSelector('.notice[data-kind="done"]');
    await page.keyboard.press("Escape");
    await expect.poll(async () => (await of(mark))?.squad).toBe(2);
    await page.getByRole("button", { name: "Ours" }).click();
    expect(await cards(page).count()).toBe(1);
    expect(await cards(page).innerText()).toContain(mark);
    await close();
  });

  it("shows who it is to whom the service shows it, leaves a row, and keeps nothing", async () => {
    const token = await story.token("commander");
    const { page, close } = await openPage(chromium, server, token, "/squad");
    await list(page);
    const names = [1, 2, 3, 50, 51].map(name);
    const whole = await page.content();
    for (const one of names) expect(whole).not.toContain(one);
    await openFirst(page);
    const map = await page.getAttribute('a[href^="geo:"]', "href");
    expect(decodeURIComponent(map ?? "")).not.toMatch(/\d{5}/);
    await page.getByRole("button", { name: "Show name and phone" }).click();
    const shown = await page.locator(".shown .name").innerText();
    expect(names).toContain(shown);
    expect(await page.getAttribute('a[href^="tel:"]', "href")).toMatch(/^tel:1990000/);
    await page.getByRole("button", { name: "Hide" }).click();
    expect(await page.content()).not.toContain(shown);
    const log = await server.ask<{ entries: { reason: string }[] }>(
      "/v1/access",
      await story.token("auditor"),
    );
    expect(log.entries[0]?.reason).toBe("recollection");
    await close();
    const squad = await openPage(chromium, server, await story.token("packer"), "/squad");
    await list(squad.page);
    await openFirst(squad.page);
    await squad.page.getByRole("button", { name: "Show name and phone" }).click();
    expect(names).toContain(await squad.page.locator(".shown .name").innerText());
    await squad.close();
    const auditor = await openPage(chromium, server, await story.token("auditor"), "/squad");
    await list(auditor.page);
    await openFirst(auditor.page);
    expect(await auditor.page.innerText(".sheet")).toContain("Give headquarters the number");
    await auditor.close();
  });

  it("headquarters ends one with a reason that visits bear out, and no other", async () => {
    const token = await story.token("commander");
    const { page, close } = await openPage(chromium, server, token, "/squad");
    await list(page);
    const refuser = page.locator('.owed-card:has-text("Refuses")');
    const mark = await refuser.locator(".open-card").innerText();
    await refuser.locator(".open-card").click();
    await page.getByRole("button", { name: "End", exact: true }).click();
    expect(await page.isDisabled('button:has-text("Cannot be found")')).toBe(true);
    await page.getByRole("button", { name: "Refuses" }).click();
    await expect.poll(async () => (await of(mark))?.ended).toBe("refused");
    await page.keyboard.press("Escape");
    await page.waitForSelector('.owed-card[data-part="ended"]');
    await close();
  });

  it("says what the service refused, and what to do", async () => {
    // Swabbed elsewhere while this device was away: the end it records no longer holds.
    const token = await story.token("commander");
    const { page, close } = await openPage(chromium, server, token, "/squad");
    await list(page);
    await page.context().setOffline(true);
    const last = page.locator('.owed-card:has-text("Tube void")').last().locator(".open-card");
    const mark = await last.innerText();
    await last.click();
    await page.getByRole("button", { name: "End", exact: true }).click();
    await page.getByRole("button", { name: "Died" }).click();
    const single = tube(3);
    for (const person of [50, 51]) {
      const document = { kind: "resident_id", number: number(person) };
      const who = { document, name: name(person) };
      const place = { round: 1, lane: 1, tube: single };
      await story.act("clerk", "register", { ...place, ...who });
    }
    await story.act("clerk", "swab", { tube: single });
    await page.context().setOffline(false);
    await page.keyboard.press("Escape");
    await page.click('.pill[data-kind="bad"]');
    const problem = page.locator(".problem");
    await expect.poll(() => problem.innerText()).toContain(mark.replace("No. ", ""));
    await problem.getByRole("button").click();
    await expect.poll(() => problem.count()).toBe(0);
    expect((await of(mark))?.ended).toBeNull();
    await close();
  });

  it("leads to the desk with a single tube, and the person is off the list", async () => {
    const token = await story.token("admin");
    const { page, close } = await openPage(chromium, server, token, "/squad");
    await list(page);
    const before = await cards(page).count();
    await openFirst(page);
    await page.getByRole("button", { name: "Swab now" }).click();
    await page.waitForURL("**/clerk");
    await page.waitForSelector("#lane");
    await type(page, "tenfold:lane:360781:1:1", { stepMs: 1 });
    await page.waitForSelector(".signal");
    expect(await page.getAttribute('.sizes button:text-is("single")', "aria-pressed")).toBe("true");
    await type(page, tube(4), { stepMs: 1 });
    await page.waitForSelector('.signal[data-kind="good"]');
    const open = (await owed()).filter((one) => !one.ended && !one.sampled);
    const keys = await Promise.all([1, 2, 3].map((person) => story.key(person)));
    const who = keys.findIndex((key) => open.some((one) => one.person === key)) + 1;
    await type(page, line(who), { stepMs: 1 });
    await page.waitForSelector('.place[data-state="taken"]');
    await page.getByRole("button", { name: "Swabbed" }).click();
    await page.waitForSelector('.place[data-state="swabbed"]');
    await page.goto(`${server.url}/squad`);
    await expect.poll(() => cards(page).count()).toBe(before - 1);
    await page.waitForSelector('.owed-card[data-part="sampled"]');
    await close();
  });
});

describe("what people see", () => {
  it.each(SCREENS)("is accessible, and fits gloves and the screen: %s", async (label, how) => {
    const token = await story.token("admin");
    const { page, close } = await openPage(chromium, server, token, "/squad", how);
    await list(page);
    await look(page, `squad-${label}-list`);
    await page.click(".bar .switch button:last-child");
    await page.waitForSelector(".pool");
    await look(page, `squad-${label}-pools`);
    await page.click(".bar .switch button:first-child");
    await openFirst(page);
    await look(page, `squad-${label}-person`);
    await page.click(".sheet .facts button");
    await page.waitForSelector(".shown .name");
    await look(page, `squad-${label}-shown`);
    await page.click(".sheet-body > .wide-button");
    await page.waitForSelector(".choices");
    await look(page, `squad-${label}-visit`);
    await page.keyboard.press("Escape");
    await page.waitForSelector(".choices", { state: "detached" });
    await page.click(".sheet-body > .row .danger");
    await page.waitForSelector(".choices");
    await look(page, `squad-${label}-end`);
    await page.keyboard.press("Escape");
    await page.waitForSelector(".choices", { state: "detached" });
    await page.keyboard.press("Escape");
    await page.waitForSelector(".sheet", { state: "detached" });
    await page.click(".tools button:last-child");
    await page.waitForSelector(".sheet");
    await look(page, `squad-${label}-menu`);
    await close();
  });
});
