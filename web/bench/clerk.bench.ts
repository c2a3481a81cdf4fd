import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, it } from "vitest";
import { browser, Desk } from "../e2e/desk";
import { line, tube } from "../e2e/people";
import { Server } from "../e2e/server";
import { type } from "../e2e/wedge";

/* How long a clerk waits: from a scan's last key to the signal on the screen, painted. Prints, and
 * asserts nothing: a figure is this machine's, and means most beside the one of the same run. */

const ROUNDS = 3;
const PEOPLE = 10;

let chromium: Browser;
let server: Server;

beforeAll(async () => {
  [chromium, server] = await Promise.all([browser(), Server.start()]);
});
afterAll(async () => {
  await chromium?.close();
  await server?.end();
});

/** In the page, before it begins: each last key, and when what it did was painted. */
function watch(): void {
  const taken: number[] = [];
  Object.assign(window, { taken });
  let lastMs = 0;
  const heard = (event: KeyboardEvent) => {
    if (event.key === "Enter") lastMs = event.timeStamp;
  };
  window.addEventListener("keydown", heard, { capture: true });
  const painted = () => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => taken.push(performance.now() - lastMs);
    // A message that is posted in a frame is read after the frame was drawn.
    requestAnimationFrame(() => port2.postMessage(null));
  };
  new MutationObserver(painted).observe(document, {
    subtree: true,
    attributeFilter: ["data-turn"],
  });
}

const count = (page: Page) =>
  page.evaluate(() => (window as unknown as { taken: number[] }).taken.length);
const all = (page: Page) =>
  page.evaluate(() => (window as unknown as { taken: number[] }).taken.splice(0));

/** Scans and waits until it was painted. */
async function scan(page: Page, text: string): Promise<void> {
  const before = await count(page);
  await type(page, text);
  while ((await count(page)) === before);
}

/** A tube and its people; what each of them took. */
async function fill(page: Page, at: number): Promise<number[]> {
  await scan(page, tube(at));
  await all(page);
  for (let person = 0; person < PEOPLE; person++) await scan(page, line(at * 20 + person));
  return all(page);
}

function told(name: string, taken: number[]): string {
  const sorted = taken.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)]!.toFixed(0);
  const spread = `median ${at(0.5)} ms, p90 ${at(0.9)} ms, max ${at(1)} ms`;
  return `${name}: ${spread} (${taken.length} scans)`;
}

it("a scan is answered", { timeout: 600_000 }, async () => {
  const clerk = await server.token("--role", "clerk");
  const before = async (page: Page) => void (await page.addInitScript(watch));
  const { page } = await Desk.open(chromium, server, clerk, { before });
  const line = await page.context().newCDPSession(page);
  const slowed = async (rate: number) => line.send("Emulation.setCPUThrottlingRate", { rate });
  // What is compiled and laid out for the first time is no clerk's day.
  await fill(page, 0);
  const [full, quarter]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    await slowed(1);
    full.push(...(await fill(page, 1 + 2 * round)));
    await slowed(4);
    quarter.push(...(await fill(page, 2 + 2 * round)));
  }
  console.log(`${told("this machine", full)}\n${told("four times slower", quarter)}`);
});
