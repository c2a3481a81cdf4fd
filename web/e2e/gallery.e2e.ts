import { mkdirSync, writeFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browser, device } from "./desk";
import { calm } from "./eyes";
import { prepare, type Ready, type Scene, SCENES } from "./scenes";
import { Server } from "./server";

/* The pictures of README: `make gallery` plays a day and names the folder. Without a folder nobody
 * wants pictures, and nothing is looked at: the pages' own stories do that. */
const FOLDER = process.env["GALLERY"];
const LANGUAGES = [
  ["zh", "zh-CN"],
  ["en", "en"],
] as const;
/** WebP of this quality shows no blemish at a page's own size. */
const QUALITY = 82;
/** So that README opens on a slow line, and the repository stays small. */
const BYTES_MAX = 2_500_000;

describe.runIf(FOLDER)("the gallery", () => {
  let chromium: Browser;
  let server: Server;
  let ready: Ready;
  let bytes = 0;

  beforeAll(async () => {
    mkdirSync(FOLDER!, { recursive: true });
    const { TENFOLD_URL: url, TENFOLD_DATA: data } = process.env;
    [chromium, server] = await Promise.all([
      browser(),
      url && data ? Server.standing(url, data) : Server.start(),
    ]);
    ready = await prepare(server);
  }, 240_000);
  afterAll(async () => {
    await chromium?.close();
    await server?.end();
  });

  const all = LANGUAGES.flatMap(([name, locale], at) =>
    SCENES.map((scene) => ({ label: `${scene.name}-${name}`, scene, locale, at })),
  );
  it.each(all)("$label", async ({ label, scene, locale, at }) => {
    const context = await device(chromium, { ...scene.how, locale });
    const page = await context.newPage();
    await arrive(page, server, scene);
    await scene.play?.(page, ready, at);
    // What was done is sent; nothing of it stands there as waiting.
    await expect.poll(() => page.locator("[data-waiting]").count()).toBe(0);
    await calm(page);
    const picture = await photograph(page);
    bytes += picture.length;
    writeFileSync(`${FOLDER}/${label}.webp`, picture);
    await context.close();
  });

  it("is small", () => {
    console.log(`${all.length} pictures, ${bytes} bytes`);
    expect(bytes).toBeLessThan(BYTES_MAX);
  });
});

/** Signed in where somebody is to be, until the page is there. */
async function arrive(page: Page, server: Server, scene: Scene): Promise<void> {
  const demo = scene.name === "start" ? `#demo=${await server.token("--role", "admin")}` : "";
  await page.goto(`${server.url}${scene.path}${demo}`);
  if (scene.token.length > 0) {
    await page.fill("#token", await server.token(...scene.token));
    await page.keyboard.press("Enter");
  }
  await page.waitForSelector(scene.shows);
}

async function photograph(page: Page): Promise<Buffer> {
  const line = await page.context().newCDPSession(page);
  const how = { format: "webp", quality: QUALITY } as const;
  const { data } = await line.send("Page.captureScreenshot", how);
  return Buffer.from(data, "base64");
}
