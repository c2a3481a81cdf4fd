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
});
