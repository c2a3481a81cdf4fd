/** A page in a browser of its own, whatever page it is: signed in, with its faults collected. */
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { expect } from "vitest";
import { device } from "./desk";
import type { Server } from "./server";

/** Signs a new device in by its pasted token, then opens a page. */
export async function openPage(
  from: Browser,
  server: Server,
  token: string,
  path: string,
  how: BrowserContextOptions = {},
): Promise<{ page: Page; close: () => Promise<void> }> {
  const context = await device(from, how);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    const text = message.text();
    // The browser says of every answer but 2xx that it failed to load.
    if (message.type() === "error" && !text.startsWith("Failed to load")) faults.push(text);
  });
  await page.goto(server.url + path);
  await page.waitForSelector("#token");
  await page.fill("#token", token);
  await page.click('form button[type="submit"]');
  await page.waitForSelector("#token", { state: "detached" });
  const close = async () => {
    await context.close();
    expect(faults).toEqual([]);
  };
  return { page, close };
}
