import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { browser, Desk } from "./desk";
import { line, tube } from "./people";
import { Server } from "./server";
import { burst } from "./wedge";

const PEOPLE = 1_500;
const MERGED_MS_MAX = 60_000;

let chromium: Browser;
let server: Server;

beforeAll(async () => {
  [chromium, server] = await Promise.all([browser(), Server.start()]);
});
afterAll(async () => {
  await chromium?.close();
  await server?.end();
});

it("takes a day of 1,500 people without a network, and merges it", async () => {
  const clerk = await server.token("--role", "clerk");
  const desk = await Desk.open(chromium, server, clerk);
  await desk.installed();
  await desk.page.context().setOffline(true);
  const scans: string[] = [];
  for (let at = 0; at < PEOPLE / 10; at++) {
    scans.push(tube(at));
    for (let place = 0; place < 10; place++) scans.push(line(at * 10 + place));
  }
  scans.push("tenfold:do:seal");
  const began = performance.now();
  for (let at = 0; at < scans.length; at += 110) await burst(desk.page, scans.slice(at, at + 110));
  const commands = PEOPLE + PEOPLE / 10;
  await expect.poll(() => desk.waiting(), { timeout: 200_000, interval: 500 }).toBe(commands);
  const tookMs = performance.now() - began;
  await desk.page.reload();
  await desk.page.waitForSelector(`.pill [data-waiting="${commands}"]`);
  const online = performance.now();
  await desk.page.context().setOffline(false);
  await desk.allSent();
  const mergedMs = performance.now() - online;
  console.log(`${PEOPLE} people: entered in ${tookMs} ms, merged in ${mergedMs} ms`);
  expect(mergedMs).toBeLessThan(MERGED_MS_MAX);
  expect(await desk.stored("sent")).toBe(commands);
  for (const at of [0, 74, 149]) {
    const found = await server.ask(`/v1/tubes/${tube(at)}`, clerk);
    expect(found).toMatchObject({ stage: "sealed", people: 10 });
  }
  await desk.close();
});
