import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browser, device } from "./desk";
import { look, SCREENS } from "./eyes";
import { openPage } from "./page";
import { Server } from "./server";
import { Story } from "./story";

const OTHER = fileURLToPath(
  new URL("../../fixtures/protocols/jingdezhen-2021.toml", import.meta.url),
);
const SAME = fileURLToPath(new URL("../../fixtures/protocols/ruijin-2022.toml", import.meta.url));
const TOWN = fileURLToPath(new URL("../../fixtures/towns/ruijin.toml", import.meta.url));

let chromium: Browser;
let server: Server;
let story: Story;

beforeAll(async () => {
  [chromium, server] = await Promise.all([browser(), Server.start()]);
  story = new Story(server);
  await story.leaked(1, 2, 1);
  const owed = await server.ask<{ person: string }[]>(
    "/v1/recollections",
    await story.token("commander"),
  );
  // Two rows of the access log, one with a note.
  for (const [at, { person }] of owed.entries()) {
    const reason = at === 0 ? "recollection" : "complaint";
    const note = at === 0 ? {} : { note: "asked twice" };
    await story.trace({ person, unmask: true, reason, ...note });
  }
});
afterAll(async () => {
  await chromium?.close();
  await server?.end();
});

const tab = (page: Page, name: string) => page.getByRole("tab", { name }).click();
const files = async (page: Page, file: string) => {
  await page.setInputFiles("#protocol-file", file);
};

describe("people and devices", () => {
  it("enrols a device by a code shown once, which signs in, and takes it back", async () => {
    const token = await story.token("admin");
    const { page, close } = await openPage(chromium, server, token, "/admin");
    await page.waitForSelector(".device");
    expect(await page.locator(".device:has(.mine)").count()).toBe(1);
    await page.getByRole("button", { name: "Enrol a device" }).click();
    await page.selectOption("#role", "clerk");
    await page.selectOption("#site", "1");
    await page.selectOption("#lane", "2");
    await page.fill("#staff", "4711");
    await page.getByRole("button", { name: "Make the code" }).click();
    const picture = page.locator(".code img");
    await picture.waitFor();
    const drawn = await picture.evaluate((one: HTMLImageElement) =>
      one.decode().then(() => one.naturalWidth),
    );
    expect(drawn).toBeGreaterThan(0);
    expect(await page.content()).not.toMatch(/tf_[0-9a-f]{64}"/);
    await page.getByRole("button", { name: "show it as text" }).click();
    const secret = await page.inputValue("#secret");
    await page.getByRole("button", { name: "It is signed in: close" }).click();
    await page.waitForSelector(".sheet", { state: "detached" });
    expect(await page.content()).not.toContain(secret);

    const desk = await openPage(chromium, server, secret, "/clerk");
    // Put at its lane without a question.
    await desk.page.waitForSelector(".signal");
    await page.fill('input[type="search"]', "4711");
    const card = page.locator(".device");
    await expect.poll(() => card.count()).toBe(1);
    expect(await card.innerText()).toContain("lane 2");
    await card.getByRole("button").click();
    await page.getByRole("button", { name: "Take back Clerk · staff 4711" }).last().click();
    await page.waitForSelector(".sheet", { state: "detached" });
    await expect.poll(() => card.count()).toBe(0);
    await page.getByRole("button", { name: /past/ }).click();
    expect(await card.innerText()).toContain("taken back");
    const reply = await fetch(`${server.url}/v1/me`, {
      headers: { authorization: `Bearer ${secret}` },
    });
    expect(reply.status).toBe(401);
    await desk.close();
    await close();
  });

  it("says in the service's words what cannot be given, and works on", async () => {
    const token = await story.token("admin");
    const { page, close } = await openPage(chromium, server, token, "/admin");
    await page.getByRole("button", { name: "Enrol a device" }).click();
    await page.fill("#days", "9999");
    await page.getByRole("button", { name: "Make the code" }).click();
    await expect.poll(() => page.locator(".sheet .trouble").innerText()).toContain("days is 1 to");
    await page.context().setOffline(true);
    await page.fill("#days", "30");
    await page.getByRole("button", { name: "Make the code" }).click();
    await expect.poll(() => page.locator(".sheet .trouble").innerText()).toContain("not reached");
    await page.context().setOffline(false);
    await page.getByRole("button", { name: "Make the code" }).click();
    await page.waitForSelector(".code img");
    await close();
  });
});

describe("the protocol", () => {
  it("is read rule by rule, and another is laid beside it", async () => {
    const token = await story.token("admin");
    const { page, close } = await openPage(chromium, server, token, "/admin");
    await tab(page, "Protocol");
    await page.waitForSelector(".rules table");
    expect(await page.isVisible(".devices")).toBe(false);
    const all = await page.locator(".rules tbody tr").count();
    expect(await page.locator('tr:has-text("at room temperature at most")').innerText()).toContain(
      "4 h",
    );
    // A word for every rule: none shows the name that the file gives it.
    expect(await page.locator('.rules tbody th:has-text("_")').allInnerTexts()).toEqual([]);
    await files(page, SAME);
    await expect.poll(() => page.innerText(".differ")).toContain("the same in everything");
    await files(page, OTHER);
    await expect.poll(() => page.innerText(".differ")).toMatch(/[0-9]+ differ/);
    const differ = await page.locator(".rules tbody tr").count();
    expect(await page.innerText(".differ")).toContain(`${differ} differ`);
    await page.getByRole("button", { name: "Every rule" }).click();
    expect(await page.locator(".rules tbody tr").count()).toBeGreaterThanOrEqual(all);
    await files(page, TOWN);
    await page.waitForSelector(".trouble");
    expect(await page.innerText(".trouble")).toContain("protocol.toml");
    await close();
  });
});

describe("the access log", () => {
  it("shows an auditor who looked, when and why, and names nobody", async () => {
    const token = await story.token("auditor");
    const { page, close } = await openPage(chromium, server, token, "/admin");
    await page.waitForSelector(".log tbody tr");
    expect(await page.locator(".log tbody tr").count()).toBe(2);
    expect(await page.innerText(".log")).toContain("asked twice");
    expect(await page.getByRole("tab", { name: "People and devices" }).count()).toBe(0);
    await page.selectOption("#subject", "roster");
    await page.getByRole("button", { name: "Show" }).click();
    await page.waitForSelector(".nothing");
    await page.selectOption("#subject", "person");
    await page.fill("#staff", "nobody");
    await page.getByRole("button", { name: "Show" }).click();
    await expect.poll(() => page.locator(".trouble").innerText()).toContain("staff is the number");
    await close();
  });

  it("the start page leads an administrator and an auditor here", async () => {
    for (const role of ["admin", "auditor"]) {
      const context = await device(chromium);
      const page = await context.newPage();
      await page.goto(`${server.url}/`);
      await page.waitForSelector("#token");
      await page.fill("#token", await story.token(role));
      await page.click('form button[type="submit"]');
      await page.waitForURL("**/admin");
      await context.close();
    }
  });
});

describe("what people see", () => {
  it.each(SCREENS)("is accessible, and fits gloves and the screen: %s", async (label, how) => {
    const admin = await openPage(chromium, server, await story.token("admin"), "/admin", how);
    const { page } = admin;
    await page.waitForSelector(".device");
    await look(page, `admin-${label}-devices`);
    await page.click(".device .danger");
    await page.waitForSelector(".revoked-who");
    await look(page, `admin-${label}-revoke`);
    await page.keyboard.press("Escape");
    await page.waitForSelector(".sheet", { state: "detached" });
    await page.click(".devices-bar .main");
    await page.selectOption("#site", "1");
    await look(page, `admin-${label}-enrol`);
    await page.click('.enrol button[type="submit"]');
    await page.waitForSelector(".code img");
    await look(page, `admin-${label}-code`);
    await page.keyboard.press("Escape");
    await page.waitForSelector(".sheet", { state: "detached" });
    await page.click(".tabs button:nth-child(2)");
    await page.waitForSelector(".rules table");
    await look(page, `admin-${label}-protocol`);
    await files(page, OTHER);
    await page.waitForSelector(".differ");
    await look(page, `admin-${label}-diff`);
    await page.click(".tabs button:nth-child(3)");
    await page.waitForSelector(".roles");
    await look(page, `admin-${label}-roles`);
    await page.click(".admin-top button");
    await page.waitForSelector(".sheet");
    await look(page, `admin-${label}-menu`);
    await admin.close();
    const auditor = await openPage(chromium, server, await story.token("auditor"), "/admin", how);
    await auditor.page.waitForSelector(".log tbody tr");
    await look(auditor.page, `admin-${label}-access`);
    await auditor.close();
  });
});
