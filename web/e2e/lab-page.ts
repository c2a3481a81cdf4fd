/** The lab's page in a browser of its own, with words for what a test does there. */
import type { Browser, Page } from "playwright-core";
import { device } from "./desk";
import type { Server } from "./server";
import { type } from "./wedge";

export interface LabHow {
  locale?: string;
  width?: number;
  /** What the page throws goes here. */
  faults?: string[];
  /** The lab that is chosen where the token says none. */
  named?: string;
  /** A finger and no mouse. */
  touch?: boolean;
  before?: (page: Page) => Promise<void>;
}

/** Signed in by a scanned token. */
export async function openLab(
  from: Browser,
  server: Server,
  token: string,
  { locale = "en", width = 1280, faults = [], named, touch = false, before }: LabHow = {},
): Promise<Page> {
  const viewport = { width, height: 900 };
  const context = await device(from, { locale, viewport, acceptDownloads: true, hasTouch: touch });
  const page = await context.newPage();
  await before?.(page);
  page.on("pageerror", (error) => faults.push(error.message));
  await page.goto(`${server.url}/`);
  await page.waitForSelector("#token");
  await type(page, token, { stepMs: 1 });
  await page.waitForURL("**/lab");
  if (named) await page.click(`.lab-pick button:text-is("${named}")`);
  await page.waitForSelector(".tabs");
  return page;
}

export async function go(page: Page, part: string): Promise<void> {
  await page.click(`.tabs a[href="#${part}"]`);
  await page.waitForSelector(`.tabs a[href="#${part}"][aria-current="page"]`);
}

/** Scans, waits for the page to say something else, and gives the kind of it. */
export async function scan(page: Page, text: string): Promise<string> {
  const before = await page.getAttribute(".signal", "data-turn");
  await type(page, text, { stepMs: 1 });
  await page.waitForFunction(
    (turn) => document.querySelector<HTMLElement>(".signal")?.dataset["turn"] !== turn,
    before,
  );
  return (await page.getAttribute(".signal", "data-kind")) ?? "";
}

/** A box is signed for: the courier by their card, the lab by a tap; its tubes are listed then. */
export async function sign(page: Page, courier: number): Promise<void> {
  await page.waitForSelector("#courier");
  await type(page, `tenfold:staff:360781:${courier}`, { stepMs: 1 });
  await page.waitForSelector('.party[data-signed="true"] #courier');
  await page.click('.party[data-signed="false"] button');
  await page.click(".sheet .main");
  await page.waitForSelector(".tube-row >> nth=0");
  // In either language, and nothing that was said before.
  await page.waitForSelector('.signal:is(:has-text("Signed for"), :has-text("已签收"))');
}

/** A plate is proposed, named by scanning, and recorded. */
export async function recordPlate(page: Page, plate: string): Promise<void> {
  await go(page, "plates");
  await page.click('button:text-is("Propose by priority")');
  await page.waitForSelector('.well[data-kind="tube"]');
  await type(page, plate, { stepMs: 1 });
  await page.waitForSelector(`.signal-big:text-is("${plate}")`);
  await page.click('button:text-is("Record the plate")');
  await page.waitForSelector(".sheet .downloads");
  await page.keyboard.press("Escape");
}

/** A machine's file, every row of it taken. */
export async function sendResults(page: Page, text: string): Promise<void> {
  await go(page, "results");
  const file = { name: "run.txt", mimeType: "text/plain", buffer: Buffer.from(text) };
  await page.setInputFiles("#results-file", file);
  await page.waitForSelector('.file[data-kind="good"]');
}
