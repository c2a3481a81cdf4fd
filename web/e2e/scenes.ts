/** What the gallery shows: each page with a day's work on it. Everybody is invented. A page more is
 * a line of `SCENES`. */
import type { BrowserContextOptions, Page } from "playwright-core";
import { box, boxed, filled, send } from "./crew";
import { browser } from "./desk";
import { LabDay, POSITIVE, quantStudio, type Plate } from "./lab-day";
import { go, openLab, recordPlate, scan, sendResults, sign } from "./lab-page";
import { line, number, tube } from "./people";
import type { Server } from "./server";
import { Story } from "./story";
import { Crew } from "./trip";

const WALL = { viewport: { width: 1600, height: 900 } };
const TABLET = { viewport: { width: 1280, height: 800 } };
const PHONE = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2 };
const NIGHT = { ...PHONE, colorScheme: "dark" } as const;

const [PACKER, COURIER] = ["41", "42"];
const PLATE = "PL20261124001";
const [POOL, CALM, REVIEWED] = [40, 50, 60];

/** What was made ready before the first picture. */
export interface Ready {
  day: LabDay;
  receipt: string;
}
type Play = (page: Page, ready: Ready, at: number) => Promise<unknown>;

export interface Scene {
  name: string;
  path: string;
  how: BrowserContextOptions;
  /** What is there once the page is. */
  shows: string;
  /** Of the token that signs in; empty where nobody does. */
  token: string[];
  /** What is done before the picture; `at` tells the languages apart. */
  play: Play | undefined;
}

type Said = [
  name: string,
  path: string,
  how: BrowserContextOptions,
  shows: string,
  token?: string[],
  play?: Play,
];

const role = (word: string, ...more: string[]) => ["--role", word, ...more];
const lane = (number: number) => role("clerk", "--site", "1", "--lane", String(number));

const LINES: Said[] = [
  ["start", "/", TABLET, "#try-clerk:enabled"],
  ["clerk", "/clerk", TABLET, ".signal", lane(1), fills],
  ["clerk-phone", "/clerk", NIGHT, ".signal", lane(2), errs],
  ["packer", "/packer", TABLET, "#site", role("packer", "--staff", PACKER), packs],
  ["courier", "/courier", PHONE, ".stop", role("courier", "--staff", COURIER)],
  ["lab-hatch", "/lab", TABLET, ".tabs", role("lab", "--lab", "1"), receives],
  ["lab-plates", "/lab", TABLET, ".tabs", role("lab", "--lab", "1"), proposes],
  ["lab-review", "/lab", TABLET, ".tabs", role("reviewer", "--lab", "1"), reviews],
  ["squad", "/squad", PHONE, ".owed-card", role("packer")],
  ["commander", "/commander", WALL, ".notices .case", role("commander"), stands],
  ["planner", "/planner", TABLET, "[data-town]", role("planner"), describes],
  ["resident-sites", "/resident#sites", PHONE, ".site"],
  ["resident-outcome", "/resident#outcome", PHONE, "#receipt", [], reads],
  ["admin", "/admin", TABLET, ".device", role("admin")],
  ["board", "/board", WALL, "#gate-token", [], watches],
];
export const SCENES: Scene[] = LINES.map(([name, path, how, shows, token = [], play]) => {
  return { name, path, how, shows, token, play };
});

/** Everything that pages show and the day before did not leave. */
export async function prepare(server: Server): Promise<Ready> {
  const story = new Story(server);
  await story.positive(POOL, 5, POOL * 20);
  const crew = await Crew.of(server);
  const receipt = await crew.register(CALM * 20, CALM);
  await crew.toTheLab(CALM, 1, "negative");
  const clerk = await story.token("clerk");
  const ages = [5, 40, 90, 125, 150, 215, 235];
  for (const [at, minutesAgo] of ages.entries()) {
    await filled(server, clerk, 300 + at, { minutesAgo, lane: 1 + (at % 3) });
  }
  for (const [at, minutesAgo] of [10, 120, 225].entries()) {
    await boxed(server, clerk, 350 + at, minutesAgo);
  }
  const hands = { giver: Number(PACKER), taker: Number(COURIER), given: 1, taken: 1 };
  const inHand = await boxed(server, clerk, 360, 30);
  await send(server, await server.token(...role("courier", "--staff", COURIER)), [
    { act: "hand_over", box: inHand, ...hands },
  ]);
  const admin = await server.token("--role", "admin");
  const day = new LabDay(server.url, admin, await server.staff(admin));
  await read(server, day);
  return { day, receipt };
}

/** A plate with one positive, read and not yet reviewed. */
async function read(server: Server, day: LabDay): Promise<void> {
  await day.received(601, REVIEWED, 24);
  const token = await server.token("--role", "lab", "--lab", "1");
  const chromium = await browser();
  const page = await openLab(chromium, server, token);
  await recordPlate(page, PLATE);
  const plate = await server.ask<Plate>(`/v1/plates/${PLATE}`, token);
  await sendResults(page, quantStudio(PLATE, plate, { [tube(REVIEWED + 3)]: POSITIVE }));
  await chromium.close();
}

/** A tube with seven people, the last just recorded. */
async function fills(page: Page, _: Ready, at: number): Promise<void> {
  await scan(page, tube(400 + at));
  for (let person = 0; person < 7; person++) await scan(page, line(8_000 + at * 100 + person));
}

/** Somebody who is in the tube already. */
async function errs(page: Page, ready: Ready, at: number): Promise<void> {
  await fills(page, ready, at + 10);
  await scan(page, line(8_000 + (at + 10) * 100));
}

async function packs(page: Page, _: Ready, at: number): Promise<void> {
  await page.selectOption("#site", "1");
  await page.click(".gate .main");
  await page.waitForSelector(".row-item");
  await scan(page, box(370 + at));
  for (const place of at === 0 ? [0, 3, 5] : [1, 2, 4]) await scan(page, tube(300 + place));
}

async function receives(page: Page, { day }: Ready, at: number): Promise<void> {
  const from = 700 + at * 20;
  const code = await day.carried(700 + at, from, 8);
  await scan(page, code);
  await sign(page, 903);
  for (const place of [0, 1, 2, 3]) {
    await scan(page, tube(from + place));
    await page.waitForSelector(`[data-tube="${tube(from + place)}"][data-state="in"]`);
  }
}

async function proposes(page: Page, { day }: Ready, at: number): Promise<void> {
  await day.received(800 + at, 800 + at * 50, 28);
  await go(page, "plates");
  await page.click(".acts.three button >> nth=0");
  await page.waitForSelector('.well[data-kind="tube"]');
}

async function reviews(page: Page): Promise<void> {
  await page.click(`.list .line:has-text("${PLATE}")`);
  await page.waitForSelector('.well[data-kind="positive"]');
}

async function reads(page: Page, { receipt }: Ready): Promise<void> {
  await page.fill(".document-number", number(CALM * 20));
  await page.fill("#receipt", receipt);
  await page.click('button[type="submit"]');
  await page.waitForSelector(".told h2");
}

async function stands(page: Page): Promise<void> {
  await page.waitForSelector("tr[data-township]");
  await page.waitForSelector('#line[data-kind="good"]');
  await page.waitForSelector(".labs .lab");
}

/** The wall board asks for a token of its own. */
async function watches(page: Page, { day }: Ready): Promise<void> {
  await page.fill("#gate-token", day.admin);
  await page.keyboard.press("Enter");
  await page.waitForSelector("#sites tr");
}

/** A town of the examples, as figures. */
async function describes(page: Page): Promise<void> {
  await page.click('[data-town="ruijin"]');
  await page.waitForSelector(".figures");
}
