/** A desk in a browser of its own: signed in, at a lane, with words for what a test looks at. */
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { expect } from "vitest";
import { line } from "./people";
import type { Server } from "./server";
import { type, type Way } from "./wedge";

export function browser(): Promise<Browser> {
  const executablePath = process.env["TENFOLD_BROWSER"] || "/usr/bin/chromium";
  return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}

/** A device of its own. A machine that compiles beside the test turns reads away for seconds. */
export async function device(from: Browser, how: BrowserContextOptions = {}) {
  const context = await from.newContext({ locale: "en", ...how });
  context.setDefaultTimeout(60_000);
  return context;
}

export interface Where {
  lane?: number;
  site?: number;
  how?: BrowserContextOptions;
  before?: (page: Page) => Promise<void>;
}

export class Desk {
  readonly faults: string[] = [];

  private constructor(
    readonly page: Page,
    readonly server: Server,
  ) {
    page.on("pageerror", (error) => this.faults.push(error.message));
    page.on("console", (message) => {
      const text = message.text();
      // The browser says of every answer but 2xx that it failed to load.
      if (message.type() === "error" && !text.startsWith("Failed to load")) this.faults.push(text);
    });
  }

  /** A page without anybody. */
  static async blank(from: Browser, server: Server, where: Where = {}): Promise<Desk> {
    const context = await device(from, where.how);
    const page = await context.newPage();
    await where.before?.(page);
    return new Desk(page, server);
  }

  /** Signed in by a pasted token, at a lane that was chosen. */
  static async open(from: Browser, server: Server, token: string, where: Where = {}) {
    const desk = await Desk.blank(from, server, where);
    const { page } = desk;
    await page.goto(`${server.url}/`);
    await page.fill("#token", token);
    await page.click('button[type="submit"]');
    await page.waitForURL("**/clerk");
    await page.waitForSelector("#lane");
    await page.selectOption("#site", String(where.site ?? 1));
    await page.selectOption("#lane", String(where.lane ?? 1));
    await page.click('button[type="submit"]');
    await page.waitForSelector(".signal");
    return desk;
  }

  /** Waits until the page works without a network. */
  async installed(): Promise<void> {
    await this.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await this.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  }

  turn(): Promise<string | null> {
    return this.page.getAttribute(".signal", "data-turn");
  }

  /** Scans, waits for the state, and gives its kind. */
  async scan(text: string, way: Way = {}): Promise<string> {
    const before = await this.turn();
    await type(this.page, text, { stepMs: 1, ...way });
    await this.page.waitForFunction(
      (turn) => document.querySelector<HTMLElement>(".signal")?.dataset["turn"] !== turn,
      before,
    );
    return (await this.page.getAttribute(".signal", "data-kind")) ?? "";
  }

  async people(count: number, from: number, way: Way = {}): Promise<void> {
    for (let person = from; person < from + count; person++) {
      expect(await this.scan(line(person), way), `person ${person}: ${await this.text()}`).toBe(
        "good",
      );
    }
  }

  text(): Promise<string> {
    return this.page.innerText(".signal");
  }

  async taken(): Promise<number> {
    return this.page.locator('.place[data-state="taken"], .place[data-state="swabbed"]').count();
  }

  /** What waits, as the device has it stored. */
  waiting(): Promise<number> {
    return this.stored("waiting");
  }

  stored(stage: string): Promise<number> {
    return this.page.evaluate(
      (stage) =>
        new Promise<number>((told, failed) => {
          const opened = indexedDB.open("tenfold");
          opened.onerror = () => failed(opened.error);
          opened.onsuccess = () => {
            const store = opened.result.transaction("commands").objectStore("commands");
            const counted = store.index("stage").count(stage);
            counted.onsuccess = () => {
              opened.result.close();
              told(counted.result);
            };
          };
        }),
      stage,
    );
  }

  async allSent(): Promise<void> {
    await expect.poll(() => this.waiting(), { timeout: 90_000 }).toBe(0);
  }

  async close(): Promise<void> {
    await this.page.context().close();
    expect(this.faults).toEqual([]);
  }
}
