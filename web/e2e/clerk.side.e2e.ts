import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browser, Desk } from "./desk";
import { look as see } from "./eyes";
import { line, number, tube } from "./people";
import { Server } from "./server";

let chromium: Browser;
let server: Server;
let clerk: string;

beforeAll(async () => {
  [chromium, server] = await Promise.all([browser(), Server.start()]);
  clerk = await server.token("--role", "clerk");
});
afterAll(async () => {
  await chromium?.close();
  await server?.end();
});

describe("what stands beside the tube", () => {
  it("says when gloves are worn, over a reload, and takes the tap and the card", async () => {
    const desk = await Desk.open(chromium, server, clerk, { site: 1, lane: 2 });
    const worn = () => desk.page.getAttribute(".gloves", "data-wear");
    await desk.scan(tube(61));
    await desk.people(9, 900);
    expect(await worn()).toBe("fresh");
    await desk.people(1, 909);
    expect([await worn(), await desk.text()]).toEqual(["due", expect.stringMatching("10 people")]);
    await desk.page.reload();
    await desk.page.waitForSelector('.gloves[data-wear="due"]');
    await desk.scan(tube(62));
    await desk.people(1, 910);
    expect(await worn()).toBe("over");
    expect(await desk.scan("tenfold:do:gloves")).toBe("good");
    expect(await worn()).toBe("fresh");
    expect(await desk.page.innerText(".gloves")).toContain("0 people");
    await desk.people(1, 911);
    await desk.page.getByRole("button", { name: "Gloves changed" }).click();
    await desk.page.waitForSelector('.gloves:has-text("0 people")');
    await desk.allSent();
    expect(await desk.stored("sent")).toBeGreaterThan(14);
    await desk.close();
  });

  it("shows who is expected, without a network too, until they are registered", async () => {
    const hour = 3_600_000;
    const comes = async (person: number, at: number) => {
      const document = { kind: "resident_id", number: number(person) };
      const name = line(person).split("|")[0];
      const body = JSON.stringify({ document, name, site: 1, expected_at_ms: at });
      const headers = { "content-type": "application/json" };
      const said = await fetch(`${server.url}/v1/preregistrations`, {
        method: "POST",
        headers,
        body,
      });
      expect(said.status, await said.text()).toBe(200);
    };
    for (const at of [0, 1, 2, 3]) await comes(700 + at, Date.now() + (at * hour) / 2);
    await comes(704, Date.now() - hour / 2);
    const desk = await Desk.open(chromium, server, clerk, { site: 1, lane: 2 });
    const next = () => desk.page.locator(".expected li");
    await expect.poll(() => next().count()).toBe(3);
    expect(await desk.page.innerText(".expected")).toMatch(/1 more .*1 did not come in time/s);
    const first = await next().first().innerText();
    expect(first).not.toContain(number(700));
    await see(desk.page, "clerk-expected-en", { whole: false });
    await desk.installed();
    await desk.page.context().setOffline(true);
    await desk.scan(tube(63));
    await desk.people(1, 700);
    await expect.poll(() => next().first().innerText()).not.toBe(first);
    await desk.page.reload();
    await desk.page.waitForSelector(".expected li");
    expect(await next().count()).toBe(3);
    expect(await desk.page.innerText(".expected")).not.toContain("more after them");
    await desk.page.context().setOffline(false);
    await desk.allSent();
    await desk.page.reload();
    await expect.poll(() => next().count()).toBe(3);
    await desk.close();
  });

  it("registers a number whose check digit is wrong when a supervisor takes it", async () => {
    const commander = await server.token("--role", "commander", "--staff", "71");
    const courier = await server.token("--role", "courier", "--staff", "72");
    const me = await server.staff(clerk);
    const wrong = (person: number) =>
      number(person).replace(/.$/, (last) => (last === "1" ? "2" : "1"));
    const card = (staff: number) => `tenfold:staff:360781:${staff}`;
    const desk = await Desk.open(chromium, server, clerk, { site: 1, lane: 2 });
    const { page } = desk;
    const go = page.locator('.entry button[type="submit"]');
    const asks = async (person: number) => {
      expect(await desk.scan(wrong(person))).toBe("stop");
      await page.getByRole("button", { name: "It really reads so" }).click();
      await page.fill("#entry-name", line(person).split("|")[0]!);
      await page.waitForSelector('.override[data-kind="warn"]');
      expect(await go.isDisabled()).toBe(true);
    };
    await desk.scan(tube(64));
    await asks(720);
    await see(page, "clerk-override-en", { whole: false });
    expect([await desk.scan(card(me)), await go.isDisabled()]).toEqual(["stop", true]);
    expect(await desk.scan(card(71))).toBe("note");
    await page.waitForSelector('.override[data-kind="good"]');
    await see(page, "clerk-override-taken-en", { whole: false });
    // What was signed for is this number and no other.
    await page.fill("#entry-number", wrong(721));
    await page.waitForSelector('.override[data-kind="warn"]');
    await page.fill("#entry-number", wrong(720));
    expect(await desk.scan(card(71))).toBe("note");
    await go.click();
    await expect.poll(() => desk.taken()).toBe(1);
    await desk.allSent();
    const people = async () =>
      (await server.ask<{ people: number }>(`/v1/tubes/${tube(64)}`, clerk)).people;
    expect(await people()).toBe(1);
    const overrides = () => server.ask<{ supervisor: number }[]>("/v1/overrides", commander);
    expect((await overrides()).map((one) => one.supervisor)).toEqual([71]);
    // By a token, which is asked about and stays nowhere; whoever may not is told so.
    await asks(722);
    expect([await desk.scan(courier), await go.isDisabled()]).toEqual(["stop", true]);
    expect(await desk.scan(commander)).toBe("note");
    expect(await page.content()).not.toContain(commander);
    await go.click();
    await expect.poll(() => desk.taken()).toBe(2);
    await desk.allSent();
    // They are taken back like anybody.
    await page.getByRole("button", { name: "Take back last" }).click();
    await page.getByRole("button", { name: "Left before the swab" }).click();
    await desk.allSent();
    expect(await people()).toBe(1);
    // Whether a card's bearer may, the service says.
    await asks(723);
    await desk.scan(card(72));
    await go.click();
    await page.waitForSelector('.pill[data-kind="bad"]');
    expect(await desk.taken()).toBe(1);
    await desk.close();
  });

  it("shows all of it in Chinese and on a phone too", async () => {
    const how = { locale: "zh-CN", viewport: { width: 360, height: 740 } };
    const desk = await Desk.open(chromium, server, clerk, { site: 1, lane: 3, how });
    const wrong = number(724).replace(/.$/, (last) => (last === "1" ? "2" : "1"));
    await desk.page.waitForSelector(".expected li");
    await see(desk.page, "clerk-side-phone-zh");
    expect(await desk.scan(wrong)).toBe("stop");
    await see(desk.page, "clerk-override-offer-phone-zh", { whole: false });
    await desk.page.getByRole("button", { name: "证件确实如此" }).click();
    await desk.page.waitForSelector('.override[data-kind="warn"]');
    await see(desk.page, "clerk-override-phone-zh", { whole: false });
    await desk.close();
  });

  it("gives a supervisor a card to sign with", async () => {
    const commander = await server.token("--role", "commander", "--staff", "73");
    const desk = await Desk.blank(chromium, server, {});
    await desk.page.goto(`${server.url}/`);
    await desk.page.fill("#token", commander);
    await desk.page.click('button[type="submit"]');
    await desk.page.waitForURL("**/commander");
    await desk.page.getByRole("button", { name: "Menu" }).click();
    await desk.page.getByRole("button", { name: "My staff card" }).click();
    await desk.page.waitForSelector(".staff-card img");
    await see(desk.page, "commander-card-en", { gloves: false });
    await desk.close();
  });
});
