import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browser, Desk } from "./desk";
import { look as see } from "./eyes";
import { line, number, tube } from "./people";
import { Server } from "./server";

const DIST = new URL("../dist/", import.meta.url);

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

/** Looks at everything a desk shows. */
async function everything(desk: Desk, label: string): Promise<void> {
  const { page } = desk;
  const look = (what: string) => see(page, `clerk-${label}-${what}`, { whole: false });
  await look("ready");
  await desk.scan(tube(Math.floor(Math.random() * 1_000_000)));
  const first = Math.floor(Math.random() * 10_000) + 10_000;
  await desk.people(7, first);
  await look("recorded");
  await desk.scan(line(first));
  await look("attention");
  await desk.scan(number(first).replace(/.$/, (last) => (last === "1" ? "2" : "1")));
  await look("refused");
  await page.click(".acts button:nth-child(2)");
  await page.waitForSelector('.place[data-state="swabbed"]');
  await desk.people(3, first + 7);
  await desk.scan(line(first + 11));
  await look("full");
  const sheets: [string, string][] = [
    ["queue", ".tools .pill"],
    ["menu", ".tools button:last-child"],
    ["entry", ".tools button:nth-last-child(2)"],
    ["seal", ".acts .seal"],
    ["undo", ".acts button:nth-child(3)"],
    ["void", ".acts .danger"],
  ];
  for (const [name, button] of sheets) {
    await page.click(button);
    await page.waitForSelector(".sheet");
    await look(name);
    await page.keyboard.press("Escape");
    await page.waitForSelector(".sheet", { state: "detached" });
  }
  await page.click(".tools button:last-child");
  await page.getByRole("button", { name: /Print command cards|打印指令卡/ }).click();
  await page.waitForSelector(".command-cards img");
  await look("cards");
  await page.keyboard.press("Escape");
  await desk.allSent();
}

describe("what people see", () => {
  const screens = [
    ["tablet-zh", { locale: "zh-CN", viewport: { width: 1280, height: 800 } }],
    ["tablet-en", { locale: "en", viewport: { width: 800, height: 1280 } }],
    ["phone-zh", { locale: "zh-CN", viewport: { width: 360, height: 740 } }],
    [
      "phone-en-night",
      { locale: "en", colorScheme: "dark", viewport: { width: 360, height: 740 } },
    ],
  ] as const;
  it.each(screens)("is accessible, and fits gloves and the screen: %s", async (label, how) => {
    const lane = screens.findIndex(([name]) => name === label) + 1;
    const desk = await Desk.open(chromium, server, clerk, { site: 1, lane, how });
    await everything(desk, label);
    await desk.close();
  });

  it("is accessible before anybody is signed in", async () => {
    const desk = await Desk.blank(chromium, server);
    await desk.page.goto(`${server.url}/`);
    await desk.page.waitForSelector("#token");
    await see(desk.page, "sign-in");
    await desk.close();
  });

  it("asks nobody else for anything", async () => {
    const desk = await Desk.blank(chromium, server);
    const foreign: string[] = [];
    desk.page.on("request", (request) => {
      if (!request.url().startsWith(server.url)) foreign.push(request.url());
    });
    await desk.page.goto(`${server.url}/clerk`);
    await desk.page.waitForSelector("#token");
    await desk.installed();
    expect(foreign).toEqual([]);
    await desk.close();
  });
});

describe("the camera", () => {
  it("reads a pass that two frames agree on, and is no part of the page until then", async () => {
    const entered = await fetch(`${server.url}/v1/preregistrations`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        document: { kind: "resident_id", number: number(900) },
        name: "王小二",
      }),
    });
    const { qr } = (await entered.json()) as { qr: string };
    const desk = await Desk.open(chromium, server, clerk, {
      site: 2,
      lane: 5,
      before: async (page) => {
        // A camera that sees the pass: whatever device there is, or none, is not asked.
        await page.addInitScript((svg) => {
          navigator.mediaDevices.getUserMedia = async () => {
            const canvas = document.createElement("canvas");
            [canvas.width, canvas.height] = [640, 640];
            const pass = new Image();
            pass.src = `data:image/svg+xml;base64,${btoa(unescape(encodeURIComponent(svg)))}`;
            await pass.decode();
            const draw = () => {
              const brush = canvas.getContext("2d")!;
              brush.fillStyle = "white";
              brush.fillRect(0, 0, 640, 640);
              brush.drawImage(pass, 20, 20, 600, (600 * pass.height) / pass.width);
              requestAnimationFrame(draw);
            };
            draw();
            return canvas.captureStream(30);
          };
        }, qr);
      },
    });
    const asked: string[] = [];
    desk.page.on("request", (request) => asked.push(request.url()));
    await desk.scan(tube(31));
    expect(asked.filter((url) => url.endsWith(".wasm"))).toEqual([]);
    await desk.page.getByRole("button", { name: "Camera" }).click();
    await expect.poll(() => desk.taken(), { timeout: 60_000 }).toBe(1);
    await desk.page.keyboard.press("Escape");
    // The service says who the pass stands for, masked.
    await desk.page.waitForSelector('.place-name:text-is("王*二")');
    await desk.close();
  });
});

it("knows the service's answers as the service describes them (`make types`)", async () => {
  // A script without types of its own.
  const { types } = (await import("../scripts/types.mjs" as string)) as {
    types: (address: string) => Promise<string>;
  };
  const kept = readFileSync(new URL("../src/base/schema.d.ts", import.meta.url), "utf8");
  expect(await types(server.url)).toBe(kept);
});

describe("the budget", () => {
  it("of the clerk's page is 200 KB on the line, without the camera's reader", () => {
    const size = (name: string) => readFileSync(new URL(`${name}.gz`, DIST)).length;
    const text = (name: string) =>
      new TextDecoder().decode(gunzipSync(readFileSync(new URL(`${name}.gz`, DIST))));
    const seen = new Set(["clerk.html"]);
    for (const name of seen) {
      // What a file imports at once; a dynamic import is written `import("./…")`.
      const wanted = text(name).matchAll(
        /(?:from|import)\s*"\.\/([^"]+)"|(?:src|href)="\/app\/([^"]+)"/g,
      );
      for (const [, imported, linked] of wanted) {
        const file = imported ?? linked!;
        if (readdirSync(DIST).includes(`${file}.gz`)) seen.add(file);
      }
    }
    const bytes = [...seen].reduce((sum, name) => sum + size(name), 0);
    console.log(`clerk page: ${bytes} bytes in ${seen.size} files`);
    expect(seen.size).toBeGreaterThan(4);
    expect(bytes).toBeLessThan(200_000);
  });
});
