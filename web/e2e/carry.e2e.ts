import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { box, boxed, camera, card, filled, page, send } from "./crew";
import { browser, Desk } from "./desk";
import { tube } from "./people";
import { Server } from "./server";
import { type } from "./wedge";

let chromium: Browser;
let server: Server;
let clerk: string;
let packer: string;
let courier: string;
const PACKER = 41;
const COURIER = 42;

interface BoxSeen {
  stage: string;
  count: number;
  holder: number | null;
}

beforeAll(async () => {
  [chromium, server] = await Promise.all([browser(), Server.start()]);
  clerk = await server.token("--role", "clerk");
  packer = await server.token("--role", "packer", "--staff", String(PACKER));
  courier = await server.token("--role", "courier", "--staff", String(COURIER));
});
afterAll(async () => {
  await chromium?.close();
  await server?.end();
});

const seen = (code: string) => server.ask<BoxSeen>(`/v1/boxes/${code}`, clerk);

describe("a packer's bench", () => {
  it("packs, takes out, counts against the list and seals, also without a network", async () => {
    for (let at = 1; at <= 4; at++) await filled(server, clerk, at);
    await filled(server, clerk, 5, { open: true });
    const bench = await page(chromium, server, ["packer", packer]);
    await bench.installed();
    await bench.page.waitForSelector('.row-code:has-text("3607")');
    expect(await bench.scan(tube(1))).toBe("stop");
    expect(await bench.text()).toContain("No box yet");
    expect(await bench.scan(box(1))).toBe("good");
    expect(await bench.scan(tube(1))).toBe("good");
    expect(await bench.scan(tube(1))).toBe("note");
    await bench.allSent();
    await bench.page.context().setOffline(true);
    expect(await bench.scan(tube(2))).toBe("good");
    expect(await bench.scan(tube(3))).toBe("good");
    expect(await bench.scan(tube(5))).toBe("stop");
    expect(await bench.text()).toContain("not sealed");
    await bench.page.getByRole("button", { name: "Take next out" }).click();
    expect(await bench.scan(tube(2))).toBe("note");
    await bench.page.reload();
    await bench.page.waitForSelector(".signal");
    expect(await bench.page.locator(".slot:not([data-state=free])").count()).toBe(2);
    await bench.page.context().setOffline(false);
    await bench.page.getByRole("button", { name: "Seal box" }).click();
    // Of four sealed tubes two lie here and two do not.
    await bench.page.waitForSelector('.lanes tr[data-out="true"]');
    expect(await bench.page.innerText(".lanes tbody tr")).toMatch(/1\s+2\s+▲ 2/);
    await bench.page.getByRole("button", { name: "count the tubes" }).click();
    await bench.page.getByRole("button", { name: "3", exact: true }).click();
    await bench.page.getByRole("button", { name: "Seal the box" }).click();
    await bench.page.waitForSelector('.number-said:has-text("3 counted, 2 scanned")');
    await bench.page.getByRole("button", { name: "2", exact: true }).click();
    await bench.page.getByRole("button", { name: "Seal the box" }).click();
    await expect.poll(() => bench.text()).toContain("Box sealed");
    await bench.allSent();
    expect(await seen(box(1))).toMatchObject({ stage: "sealed", count: 2 });
    expect((await server.ask<{ stage: string }>(`/v1/tubes/${tube(2)}`, clerk)).stage).toBe(
      "sealed",
    );
    await bench.close();
  });

  it("shows by colour, shape and word what is getting old", async () => {
    await filled(server, clerk, 10, { minutesAgo: 125 });
    await filled(server, clerk, 11, { minutesAgo: 220 });
    const bench = await page(chromium, server, ["packer", packer]);
    const row = (code: string) =>
      bench.page.locator(".row-item", { hasText: code.replace(/(.{4})(?=.)/g, "$1 ") });
    await row(tube(11)).waitFor();
    expect(await row(tube(10)).getAttribute("data-age")).toBe("soon");
    expect(await row(tube(11)).getAttribute("data-age")).toBe("late");
    expect(await row(tube(11)).innerText()).toMatch(/■\s*urgent/);
    await bench.scan(box(2));
    await bench.scan(tube(11));
    await bench.page.waitForSelector('.slot[data-state="late"]');
    await bench.allSent();
    await bench.close();
  });

  it("learns from the service what it could not know, and says what to do", async () => {
    const bench = await page(chromium, server, ["packer", packer]);
    await bench.installed();
    await bench.page.context().setOffline(true);
    await bench.scan(box(3));
    // Nobody has ever filled this tube: it is packed with a question, and later not accepted.
    expect(await bench.scan(tube(900))).toBe("note");
    await bench.page.context().setOffline(false);
    await bench.page.waitForSelector('.pill[data-kind="bad"]');
    expect(await bench.text()).toContain("no record of this tube");
    await bench.page.waitForFunction(
      () => document.querySelectorAll(".slot:not([data-state=free])").length === 0,
    );
    await bench.page.locator('.pill[data-kind="bad"]').click();
    await bench.page.waitForSelector(".problem .hands");
    await bench.page.getByRole("button", { name: "Settled" }).click();
    await bench.page.waitForSelector(".problem", { state: "detached" });
    await bench.close();
  });

  it("hands a sealed box over: both sign on this device", async () => {
    const code = await boxed(server, clerk, 20);
    const bench = await page(chromium, server, ["packer", packer]);
    await bench.page.waitForSelector(`.row-item:has-text("Hand over")`);
    expect(await bench.scan(code)).toBe("good");
    expect(await bench.scan(card(COURIER))).toBe("good");
    expect(await bench.text()).toContain("Now you");
    expect(await bench.scan(card(PACKER))).toBe("good");
    expect(await bench.text()).toContain(`Handed over: ${PACKER} → ${COURIER}`);
    await bench.allSent();
    expect(await seen(code)).toMatchObject({ stage: "in_transit", holder: COURIER });
    await bench.close();
  });
});

describe("from the clerk to the courier, by the pages alone", () => {
  it("registers, seals, packs, counts, hands over", async () => {
    const desk = await Desk.open(chromium, server, clerk, { site: 1, lane: 3 });
    await desk.scan(tube(700));
    await desk.people(2, 7_000);
    await desk.page.getByRole("button", { name: "Swabbed" }).click();
    await desk.page.waitForSelector('.place[data-state="swabbed"]');
    expect(await desk.scan("tenfold:do:seal")).toBe("good");
    await desk.allSent();
    await desk.close();
    const bench = await page(chromium, server, ["packer", packer]);
    await bench.page.waitForSelector('.row-item:has-text("2 people")');
    await bench.scan(box(700));
    expect(await bench.scan(tube(700))).toBe("good");
    await type(bench.page, "tenfold:do:seal", { stepMs: 1 });
    await bench.page.getByRole("button", { name: "count the tubes" }).click();
    await bench.page.waitForSelector("#number:focus");
    await bench.page.keyboard.press("1");
    await bench.page.keyboard.press("Enter");
    await expect.poll(() => bench.text()).toContain("Box sealed");
    await bench.allSent();
    await bench.close();
    const trip = await page(chromium, server, ["courier", courier]);
    await trip.page.waitForSelector(".stop");
    expect(await trip.scan(box(700))).toBe("good");
    expect(await trip.scan(card(PACKER))).toBe("good");
    expect(await trip.scan(card(COURIER))).toBe("good");
    await trip.allSent();
    expect(await seen(box(700))).toMatchObject({ stage: "in_transit", count: 1, holder: COURIER });
    await trip.close();
  });
});

describe("a courier's day", () => {
  it("fetches and gives without a network, in order, and both sign", async () => {
    const codes = [await boxed(server, clerk, 30), await boxed(server, clerk, 31)];
    const trip = await page(chromium, server, ["courier", courier]);
    await trip.installed();
    await trip.page.waitForSelector(".next");
    await trip.page.context().setOffline(true);
    expect(await trip.scan(codes[0]!)).toBe("good");
    expect(await trip.scan(codes[1]!)).toBe("good");
    // A count that differs is named and does not stop anybody.
    await trip.page.locator(".parcel .count").nth(3).click();
    await trip.page.getByRole("button", { name: "2", exact: true }).click();
    await trip.page.getByRole("button", { name: "Take it" }).click();
    await trip.page.waitForSelector('.parcel[data-differs="true"]');
    expect(await trip.scan(card(PACKER))).toBe("good");
    await trip.page.reload();
    await trip.page.waitForSelector('.signer[data-signed="true"]');
    await trip.page.getByRole("button", { name: "I sign" }).click();
    await expect.poll(() => trip.text()).toContain("Handed over");
    expect(await trip.page.innerText(".where")).toMatch(/In hand: [34] boxes/);
    expect(await trip.waiting()).toBe(2);
    // To another courier, still without a network.
    expect(await trip.scan(codes[1]!)).toBe("good");
    expect(await trip.scan(card(77))).toBe("good");
    await trip.page.getByRole("button", { name: "I sign" }).click();
    await expect.poll(() => trip.waiting()).toBe(3);
    await trip.page.locator(".tools .pill").last().click();
    const lines = await trip.page.locator(".log-line").allInnerTexts();
    expect(lines.slice(0, 3).map((one) => one.split(/\s/)[0])).toEqual(["3", "2", "1"]);
    expect(lines[0]).toContain(`No. ${COURIER} gave 2`);
    await trip.page.keyboard.press("Escape");
    await trip.page.context().setOffline(false);
    await trip.allSent();
    expect(await seen(codes[0]!)).toMatchObject({ stage: "in_transit", holder: COURIER });
    expect(await seen(codes[1]!)).toMatchObject({ stage: "in_transit", holder: 77 });
    await trip.close();
  });

  it("reads a staff card from another screen by its camera", async () => {
    const code = await boxed(server, clerk, 60);
    const { qr } = await server.ask<{ qr: string }>("/v1/me/card", packer);
    const trip = await page(chromium, server, ["courier", courier], { before: camera(qr) });
    await trip.page.waitForSelector(".stop");
    await trip.scan(code);
    await trip.page.getByRole("button", { name: "Camera" }).click();
    await trip.page.waitForSelector(`.signal:has-text("No. ${PACKER} has signed")`);
    await trip.page.keyboard.press("Escape");
    await trip.page.getByRole("button", { name: "I sign" }).click();
    await expect.poll(() => trip.text()).toContain("Handed over");
    await trip.allSent();
    expect(await seen(code)).toMatchObject({ stage: "in_transit", holder: COURIER });
    await trip.close();
  });

  it("says where to go next, and sees at the hatch that the lab has signed", async () => {
    const code = await boxed(server, clerk, 40);
    const hands = { giver: PACKER, taker: COURIER, given: 1, taken: 1 };
    await send(server, courier, [{ act: "hand_over", box: code, ...hands }]);
    const trip = await page(chromium, server, ["courier", courier]);
    await trip.page.waitForSelector('.stop:has-text("Bring to the lab")');
    const { boxes } = await server.ask<{ boxes: { box: string; lab: number }[] }>(
      "/v1/pickups",
      courier,
    );
    const { lab } = boxes.find((one) => one.box === code)!;
    await trip.page.getByRole("button", { name: "At the hatch" }).first().click();
    await trip.page.waitForSelector(".staff-card img");
    await trip.page.waitForSelector('[data-hatch="waits"]');
    const bench = await server.token("--role", "lab", "--staff", "50", "--lab", String(lab));
    for (const { box, lab: to } of boxes.filter((one) => one.lab === lab)) {
      const manifest = await seen(box);
      if (manifest.holder !== COURIER) continue;
      const signed = { lab: to, courier: COURIER, receiver: 50, count: manifest.count };
      await send(server, bench, [{ act: "receive_box", box, ...signed }]);
    }
    await trip.page.waitForSelector('[data-hatch="signed"]');
    await expect.poll(() => trip.text()).toContain("has signed");
    await trip.close();
  });

  it("turns away one's own hand, a stranger's card and another role, with words", async () => {
    const code = await boxed(server, clerk, 50);
    const trip = await page(chromium, server, ["courier", courier]);
    expect(await trip.scan(card(PACKER))).toBe("note");
    expect(await trip.scan("tenfold:staff:110101:3")).toBe("stop");
    expect(await trip.scan(tube(1))).toBe("note");
    expect(await trip.scan(courier)).toBe("note");
    expect(await trip.page.content()).not.toContain(courier);
    await trip.scan(code);
    await trip.page.getByRole("button", { name: "Enter number" }).click();
    for (const digit of String(COURIER)) {
      await trip.page.getByRole("button", { name: digit, exact: true }).click();
    }
    await trip.page.locator(".number .main").click();
    await expect.poll(() => trip.text()).toContain("one person");
    await trip.page.goto(`${server.url}/packer`);
    await trip.page.waitForSelector('h1:has-text("not for the role courier")');
    await trip.close();
  });
});
