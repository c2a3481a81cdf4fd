import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browser, Desk } from "./desk";
import { line, number, tube } from "./people";
import { Server } from "./server";
import { burst, type } from "./wedge";

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

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

/** A tube as the service has it. */
const asked = (code: string) =>
  server.ask<{ stage: string; people: number }>(`/v1/tubes/${code}`, clerk);

describe("a device", () => {
  it("is signed in by a scanned token, and put at a lane by its card", async () => {
    const desk = await Desk.blank(chromium, server);
    await desk.page.goto(`${server.url}/`);
    await desk.page.waitForSelector("#token");
    await type(desk.page, clerk, { stepMs: 10 });
    await desk.page.waitForURL("**/clerk");
    await desk.page.waitForSelector("#lane");
    await type(desk.page, "tenfold:lane:360781:2:6", { stepMs: 10 });
    await desk.page.waitForSelector('.where:has-text("Xianghu site 2 · lane 2")');
    expect(desk.page.url()).not.toContain(clerk);
    await desk.close();
  });
});

describe("a day at a desk", () => {
  // What an attempt has registered stays: the next takes other people and other tubes.
  let attempt = 0;
  it("takes thirty people, ten at 30 ms a key, the network cut, the page reloaded", async () => {
    const [who, tubes] = [3_000 + attempt * 100, 2_000 + 10 * attempt++];
    const desk = await Desk.open(chromium, server, clerk, { site: 1, lane: 1 });
    await desk.installed();
    const pace = { stepMs: 30 } as const;
    expect(await desk.scan(tube(tubes + 1), pace)).toBe("good");
    // The cursor in a field, on a button, on a list; then nowhere, by a quicker scanner.
    await desk.page.getByRole("button", { name: "By hand" }).click();
    await desk.page.focus("#entry-name");
    await desk.people(3, who, pace);
    expect(await desk.page.inputValue("#entry-name")).toBe("");
    await desk.page.focus("#entry-number");
    await desk.people(2, who + 3, { ...pace, end: "Tab" });
    expect(await desk.page.inputValue("#entry-number")).toBe("");
    await desk.page.keyboard.press("Escape");
    await desk.page.focus(".acts .seal");
    await desk.people(2, who + 5, { ...pace, end: "none" });
    await desk.page.context().setOffline(true);
    await desk.page.focus("#class");
    await desk.people(3, who + 7, pace);
    expect(await desk.page.inputValue("#class")).toBe("resident");
    expect(await desk.text()).toContain("tube is full");
    expect(await desk.scan(tube(tubes + 2))).toBe("good");
    await desk.people(4, who + 10);
    expect(await desk.waiting()).toBeGreaterThanOrEqual(7);
    await desk.page.reload();
    await desk.page.waitForSelector(".signal");
    expect(await desk.taken()).toBe(4);
    await desk.page.waitForSelector('.pill [data-waiting]:has-text("waiting")');
    await desk.people(6, who + 14);
    await desk.scan(tube(tubes + 3));
    await desk.page.context().setOffline(false);
    await desk.people(10, who + 20);
    await desk.scan("tenfold:do:seal");
    await desk.allSent();
    for (const at of [1, 2, 3]) {
      expect(await asked(tube(tubes + at))).toMatchObject({ stage: "sealed", people: 10 });
    }
    expect(await desk.page.locator(".tools .pill").count()).toBe(1);
    await desk.close();
  });

  it("goes on while the server is killed and restarted under it", async () => {
    const desk = await Desk.open(chromium, server, clerk, { site: 1, lane: 2 });
    await desk.scan(tube(11));
    await desk.people(3, 100);
    await server.kill();
    await desk.people(4, 103);
    expect(await desk.waiting()).toBeGreaterThanOrEqual(4);
    await desk.page.waitForSelector('.pill[data-kind="warn"]');
    await server.begin();
    await desk.people(3, 107);
    await desk.scan("tenfold:do:seal");
    await desk.allSent();
    expect(await asked(tube(11))).toMatchObject({ stage: "sealed", people: 10 });
    await desk.close();
  });

  it("records nobody twice, and says so", async () => {
    const desk = await Desk.open(chromium, server, clerk, { site: 1, lane: 2 });
    await desk.scan(tube(12));
    await desk.scan(line(200));
    expect(await desk.scan(line(200))).toBe("note");
    expect(await desk.text()).toContain("Already in this tube, place 1");
    // Two in one burst: the second is typed while the first is still written.
    await burst(desk.page, [line(201), line(202), line(202)]);
    await expect.poll(() => desk.taken()).toBe(3);
    await desk.allSent();
    expect((await asked(tube(12))).people).toBe(3);
    await desk.close();
  });

  it("reads keys, not texts, while an input method is on", async () => {
    const desk = await Desk.open(chromium, server, clerk, { site: 1, lane: 2 });
    await desk.page.getByRole("button", { name: "By hand" }).click();
    await desk.page.focus("#entry-name");
    expect(await desk.scan(tube(13), { inputMethod: true })).toBe("good");
    expect(await desk.page.inputValue("#entry-name")).toBe("");
    expect(await desk.text()).toContain("input method");
    expect(await desk.page.getAttribute(".tube-code", "data-code")).toBe(tube(13));
    await desk.close();
  });

  it("tells at once what is wrong, and what to do", async () => {
    const desk = await Desk.open(chromium, server, clerk, { site: 1, lane: 2 });
    const wrong = number(5).slice(0, 17) + (number(5)[17] === "1" ? "2" : "1");
    for (const [text, kind, said] of [
      [wrong, "stop", "check digit is wrong"],
      ["1234567890123456789", "stop", "not known"],
      [clerk, "note", "sign-in code"],
      ["7HKG4RA0V2M9", "note", "receipt"],
      [tube(14) + line(1).split("|")[5], "stop", "2 codes"],
      ["tenfold:do:undo", "note", "Nobody to take back"],
    ] as const) {
      expect(await desk.scan(text), text).toBe(kind);
      expect(await desk.text()).toContain(said);
    }
    expect(await desk.page.content()).not.toContain(clerk);
    await desk.close();
  });

  it("takes back before the swab, and voids after it", async () => {
    const desk = await Desk.open(chromium, server, clerk, { site: 1, lane: 2 });
    await desk.scan(tube(15));
    await desk.people(3, 300);
    await desk.page.getByRole("button", { name: "Take back last" }).click();
    await desk.page.getByRole("button", { name: "Left before the swab" }).click();
    await expect.poll(() => desk.taken()).toBe(2);
    await desk.page.getByRole("button", { name: "Swabbed" }).click();
    await desk.page.waitForSelector('.place[data-state="swabbed"]');
    expect(await desk.page.isDisabled('button:has-text("Take back last")')).toBe(true);
    await desk.allSent();
    expect((await asked(tube(15))).people).toBe(2);
    await desk.page.getByRole("button", { name: "Void tube" }).click();
    await desk.page.getByRole("button", { name: "Broken" }).click();
    await expect.poll(async () => desk.text()).toContain("voided");
    await desk.allSent();
    expect((await asked(tube(15))).stage).toBe("void");
    await desk.close();
  });

  it("registers by hand, with the fields that the class asks for", async () => {
    const desk = await Desk.open(chromium, server, clerk, { site: 1, lane: 2 });
    await desk.scan(tube(16));
    // A bare number has no name: the page asks for it.
    expect(await desk.scan(number(400))).toBe("note");
    expect(await desk.page.inputValue("#entry-number")).toBe(number(400));
    await desk.page.fill("#entry-name", "欧阳小明");
    await desk.page.getByRole("button", { name: "Register" }).click();
    await expect.poll(() => desk.taken()).toBe(1);
    await desk.page.selectOption("#class", "key");
    expect(await desk.scan(line(401))).toBe("note");
    expect(await desk.page.isDisabled('.entry button[type="submit"]')).toBe(true);
    for (const key of "19900000000") await desk.page.click(`.keypad button:text-is("${key}")`);
    await desk.page.getByRole("button", { name: "Register" }).click();
    await expect.poll(() => desk.taken()).toBe(2);
    await desk.allSent();
    expect((await asked(tube(16))).people).toBe(2);
    await desk.close();
  });

  it("hears the card reader of its machine, once it is switched on", async () => {
    let lay = (_: string) => {};
    const desk = await Desk.open(chromium, server, clerk, {
      site: 1,
      lane: 2,
      before: async (page) => {
        await page.routeWebSocket("ws://127.0.0.1:8099/v1/reader", (line) => {
          lay = (text) => line.send(text);
          const said = {
            type: "standing",
            standing: "ready",
            zh: "请放置证件",
            en: "lay the card",
          };
          line.send(JSON.stringify(said));
        });
      },
    });
    await desk.scan(tube(18));
    await desk.page.getByRole("button", { name: "Menu" }).click();
    await desk.page.getByRole("button", { name: "Card reader" }).click();
    await desk.page.waitForSelector("text=lay the card");
    const document = { kind: "resident_id", number: number(450) };
    lay(JSON.stringify({ type: "card", name: "王小二", document, warnings: [] }));
    await expect.poll(() => desk.taken()).toBe(1);
    await desk.allSent();
    expect((await asked(tube(18))).people).toBe(1);
    await desk.close();
  });

  it("keeps nothing of a person that it could read again", async () => {
    const desk = await Desk.open(chromium, server, clerk, { site: 1, lane: 2 });
    await desk.page.context().setOffline(true);
    await desk.scan(tube(17));
    await desk.people(2, 500);
    const kept = await desk.page.evaluate(
      () =>
        new Promise<string>((told) => {
          const opened = indexedDB.open("tenfold");
          opened.onsuccess = () => {
            const names = ["commands", "cards", "kept"];
            const transaction = opened.result.transaction(names);
            const all = names.map(
              (name) =>
                new Promise((done) => {
                  const asked = transaction.objectStore(name).getAll();
                  asked.onsuccess = () => done(asked.result);
                }),
            );
            void Promise.all(all).then((found) => told(JSON.stringify(found)));
          };
        }),
    );
    for (const secret of [number(500), number(501), line(500).split("|")[0]!, clerk]) {
      expect(kept).not.toContain(secret);
    }
    expect(kept).toContain("sealed");
    await desk.page.context().setOffline(false);
    await desk.allSent();
    expect((await asked(tube(17))).people).toBe(2);
    await desk.close();
  });
});

/** What a device has room for, and what it has not. */
const [QUOTA_BYTES, TOO_MUCH] = [20_000_000, 30_000_000];

/** How a write that is larger than all the room ends: the browser looks at the room anew. */
function fill(size: number): Promise<string> {
  return new Promise((told) => {
    const opened = indexedDB.open("tenfold");
    opened.onsuccess = () => {
      const transaction = opened.result.transaction("kept", "readwrite");
      transaction.objectStore("kept").put("x".repeat(size), "filling");
      const end = () => {
        opened.result.close();
        told(transaction.error?.name ?? "kept");
      };
      [transaction.oncomplete, transaction.onabort] = [end, end];
    };
  });
}

describe("what goes wrong", () => {
  it("says that a device is nearly full, then that it registered nobody, and goes on", async () => {
    const room = async (page: Page, quotaSize?: number) => {
      const line = await page.context().newCDPSession(page);
      const of = quotaSize === undefined ? {} : { quotaSize };
      await line.send("Storage.overrideQuotaForOrigin", { origin: server.url, ...of });
    };
    // The browser trusts what it knows of the room for half a minute, while a write fits in it.
    const before = async (page: Page) => {
      await room(page, QUOTA_BYTES);
      // This browser tells pages of ten gigabytes, whatever there is; others tell what is left.
      await page.addInitScript((quota) => {
        navigator.storage.estimate = async () => ({ quota, usage: quota / 2 });
      }, QUOTA_BYTES);
    };
    const desk = await Desk.open(chromium, server, clerk, { site: 1, lane: 2, before });
    const filled = (end: string, size: number) =>
      expect.poll(() => desk.page.evaluate(fill, size), { timeout: 60_000 }).toBe(end);
    // Said before it is full: there is less room than for some thousands of people.
    await desk.page.waitForSelector(".room");
    await desk.scan(tube(21));
    await desk.page.context().setOffline(true);
    await room(desk.page, 1);
    await filled("QuotaExceededError", TOO_MUCH);
    expect(await desk.scan(line(600))).toBe("stop");
    expect(await desk.text()).toContain("NOT registered");
    expect(await desk.taken()).toBe(0);
    await room(desk.page);
    await filled("kept", 1_000);
    expect(await desk.scan(line(600))).toBe("good");
    await desk.page.context().setOffline(false);
    await desk.allSent();
    expect((await asked(tube(21))).people).toBe(1);
    await desk.close();
  });

  it("records the service's time when the device's clock is three hours fast", async () => {
    const desk = await Desk.open(chromium, server, clerk, {
      site: 1,
      lane: 2,
      before: async (page) => {
        await page.addInitScript(() => {
          const right = Date.now.bind(Date);
          Date.now = () => right() + 3 * 3_600_000;
        });
      },
    });
    await desk.scan(tube(22));
    expect(await desk.scan(line(610))).toBe("good");
    await desk.allSent();
    expect(await desk.stored("sent")).toBe(1);
    await desk.page.click(".pill");
    await desk.page.waitForSelector("text=180 min fast");
    await desk.close();
  });

  it("tells the second of two desks that the tube is another's", async () => {
    const first = await Desk.open(chromium, server, clerk, { site: 1, lane: 1 });
    const second = await Desk.open(chromium, server, clerk, { site: 1, lane: 2 });
    await first.scan(tube(23));
    await first.people(1, 620);
    await first.allSent();
    await second.scan(tube(23));
    await expect.poll(() => second.text()).toContain("Another lane");
    // Without a network it learns of it later, by a card that says what to do with hands.
    await first.scan(tube(24));
    // The tube in use is not full: the second scan of the new one means it.
    await first.scan(tube(24));
    await first.people(1, 621);
    await first.allSent();
    await second.page.context().setOffline(true);
    await second.scan(tube(24));
    await second.people(1, 622);
    await second.page.context().setOffline(false);
    await second.allSent();
    await second.page.click('.pill[data-kind="bad"]');
    const problem = second.page.locator(".problem");
    await expect.poll(() => problem.innerText()).toContain("Find tube");
    expect(await problem.innerText()).toMatch(/another lane/i);
    await problem.getByRole("button").click();
    await expect.poll(() => problem.count()).toBe(0);
    await first.close();
    await second.close();
  });

  it("shows two devices of one lane to each other, in two tubes and in one", async () => {
    const tokens = [
      await server.token("--role", "clerk", "--device", "501"),
      await server.token("--role", "clerk", "--device", "502"),
    ] as const;
    const first = await Desk.open(chromium, server, tokens[0], { site: 1, lane: 3 });
    const second = await Desk.open(chromium, server, tokens[1], { site: 1, lane: 3 });
    await first.scan(tube(28));
    await first.people(2, 660);
    const seen = second.page.locator(`.other-tube[data-code="${tube(28)}"]`);
    await expect
      .poll(async () => (await seen.allInnerTexts()).join().replace(/\s/g, ""))
      .toContain("2/10");
    await second.scan(tube(28));
    const count = (desk: Desk) => desk.page.innerText(".tube-count b");
    await expect.poll(() => count(second)).toBe("2");
    await second.people(3, 670);
    await expect.poll(() => count(first)).toBe("5");
    expect(await first.page.locator('.place[data-state="other"]').count()).toBe(3);
    await first.people(5, 680);
    expect(await first.text()).toContain("tube is full");
    await first.scan("tenfold:do:seal");
    await first.allSent();
    expect(await asked(tube(28))).toMatchObject({ stage: "sealed", people: 10 });
    await first.close();
    await second.close();
  });

  it("stays locked over a reload, and loses nothing by it", async () => {
    const desk = await Desk.open(chromium, server, clerk, { site: 1, lane: 2 });
    await desk.scan(tube(25));
    await desk.people(2, 630);
    const pin = async (digits: string) => {
      for (const digit of digits) await desk.page.click(`.lock button:text-is("${digit}")`);
    };
    await type(desk.page, "tenfold:do:lock", { stepMs: 1 });
    await desk.page.waitForSelector(".lock");
    await pin("2580");
    await desk.page.waitForSelector('.lock h1:text-is("Locked")');
    await desk.page.reload();
    await desk.page.waitForSelector(".lock");
    expect(await desk.scan(line(632))).toBe("stop");
    await pin("1111");
    await desk.page.waitForSelector(".lock-said:has-text('Wrong PIN')");
    await pin("2580");
    await expect.poll(() => desk.page.locator(".lock").count()).toBe(0);
    expect(await desk.taken()).toBe(2);
    await desk.close();
  });

  it("keeps what waits when its token is taken back, and sends it under another", async () => {
    const lost = await server.token("--role", "clerk", "--staff", "77");
    const desk = await Desk.open(chromium, server, lost, { site: 1, lane: 2 });
    await desk.scan(tube(27));
    server.run("token", "revoke", "--data", server.data, "--staff", "77");
    // It holds for two seconds more.
    await expect
      .poll(async () => (await fetch(`${server.url}/v1/me`, bearer(lost))).status)
      .toBe(401);
    await desk.people(1, 650);
    await desk.page.waitForSelector("#token");
    expect(await desk.waiting()).toBe(1);
    await desk.page.fill("#token", clerk);
    await desk.page.click('.lock button[type="submit"]');
    await desk.allSent();
    expect((await asked(tube(27))).people).toBe(1);
    await desk.close();
  });

  it("lets nobody sign out while something waits", async () => {
    const desk = await Desk.open(chromium, server, clerk, { site: 1, lane: 2 });
    await desk.page.context().setOffline(true);
    await desk.scan(tube(26));
    await desk.people(1, 640);
    await desk.page.getByRole("button", { name: "Menu" }).click();
    expect(await desk.page.isDisabled('button:has-text("Sign out")')).toBe(true);
    await desk.page.context().setOffline(false);
    await desk.allSent();
    await desk.page.click('button:has-text("Sign out")');
    await desk.page.waitForSelector("#token");
    const left = await desk.page.evaluate(
      () =>
        new Promise<number>((told) => {
          const opened = indexedDB.open("tenfold");
          opened.onsuccess = () => {
            const asked = opened.result.transaction("kept").objectStore("kept").count();
            asked.onsuccess = () => told(asked.result);
          };
        }),
    );
    expect(left).toBe(0);
    await desk.close();
  });
});
