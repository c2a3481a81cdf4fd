import { expect, it, vi } from "vitest";
import {
  clockText,
  dateText,
  dayClockText,
  midnightMs,
  momentText,
  stampText,
} from "../src/base/day";
import { ask, refusal, UNREACHED } from "../src/resident/ask";
import { read } from "../src/resident/passes";
import { found, hoursAhead, hoursText, ordered, type Site, waitText } from "../src/resident/sites";

const NOON = Date.UTC(2022, 3, 1, 4);
const HOUR = 3_600_000;

const site = (number: number, more: Partial<Site> = {}): Site => ({
  site: number,
  township: 360_781_100,
  name_zh: `象湖镇第${number}采样点`,
  name_en: `Xianghu site ${number}`,
  takes: true,
  ...more,
});

it("puts open sites first, of these the shortest wait, then the next to open", () => {
  const sites = [
    site(1, { takes: false, opens_at_ms: NOON + 9 * HOUR }),
    site(2),
    site(3, { wait_minutes: 40, in_line: 30 }),
    site(4, { takes: false }),
    site(5, { wait_minutes: 5, in_line: 3 }),
    site(6, { takes: false, opens_at_ms: NOON + HOUR }),
  ];
  expect(ordered(sites).map((one) => one.site)).toEqual([5, 3, 2, 6, 1, 4]);
});

it("finds sites by part of either name", () => {
  const sites = [site(1), site(2, { name_zh: "体育馆", name_en: "Stadium" })];
  expect(found(sites, " stad ").map((one) => one.site)).toEqual([2]);
  expect(found(sites, "象湖").map((one) => one.site)).toEqual([1]);
  expect(found(sites, "")).toHaveLength(2);
});

it("says nothing of a wait that nobody knows", () => {
  expect(waitText(site(1))).toBe("waiting time not known");
  expect(waitText(site(1, { in_line: 30 }))).toBe("waiting time not known");
  expect(waitText(site(1, { in_line: 30, wait_minutes: 12 }))).toBe("wait about 12 min");
  expect(waitText(site(1, { in_line: 0, wait_minutes: 0 }))).toBe("no wait");
  expect(hoursText(site(1), NOON)).toBe("hours not announced");
});

it("tells hours in the towns' own time, with the day where it is another", () => {
  const open = { opens_at_ms: NOON - 4 * HOUR, closes_at_ms: NOON + 8 * HOUR };
  expect(hoursText(site(1, open), NOON)).toBe("until 20:00");
  const next = { opens_at_ms: NOON + 20 * HOUR, closes_at_ms: NOON + 30 * HOUR };
  expect(hoursText(site(1, { ...next, takes: false }), NOON)).toBe("opens 2 Apr 08:00");
  expect(momentText(NOON, NOON + HOUR)).toBe("12:00");
  expect(dayClockText(NOON)).toBe("1 Apr 12:00");
  expect(dateText(NOON)).toBe("1 Apr 2022");
  expect(stampText(NOON)).toBe("1 Apr 2022, 12:00:00");
  expect(clockText(midnightMs("2022-04-01"))).toBe("00:00");
  expect(NOON - midnightMs("2022-04-01")).toBe(12 * HOUR);
});

it("shows a refusal in the service's words, and when to come again", () => {
  const problem = {
    type: "urn:tenfold:problem:too-many",
    title: "Too Many Requests",
    status: 429,
    detail: "",
    zh: "尝试次数过多",
    en: "too many attempts",
    do_zh: "稍后再试",
    do_en: "come again later",
  };
  const told = refusal(problem, 3_541);
  expect([told.title(), told.todo()]).toEqual(["too many attempts", "Try again in 60 min"]);
  expect(refusal({ ...problem, status: 404 }, 0).todo()).toBe("come again later");
});

it("tells the line from the service", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no line")));
  expect(await ask("/v1/sites", null, (reply) => reply.json())).toEqual({ refusal: UNREACHED });
  vi.unstubAllGlobals();
});

it("keeps no code that has ended, and nothing that is none of ours", () => {
  const kept = (text: string) => {
    vi.stubGlobal("localStorage", { getItem: () => text });
    return read(NOON);
  };
  const pass = { token: "TP1", qr: "<svg></svg>", expiresAtMs: NOON + HOUR, who: "张*三" };
  expect(kept(JSON.stringify([pass, { ...pass, expiresAtMs: NOON }]))).toEqual([pass]);
  expect(kept(JSON.stringify([{ ...pass, qr: "<img>" }]))).toEqual([]);
  expect(kept("no JSON")).toEqual([]);
  expect(kept("{}")).toEqual([]);
  vi.unstubAllGlobals();
});

it("offers the hours at which a site is open, the one that runs among them", () => {
  const until = (closes: number, opens = NOON - HOUR) => ({
    opens_at_ms: opens,
    closes_at_ms: closes,
  });
  const half = NOON + HOUR / 2;
  expect(hoursAhead(site(1, until(NOON + 2 * HOUR)), half)).toEqual([NOON, NOON + HOUR]);
  const tomorrow = NOON + 20 * HOUR;
  const next = hoursAhead(site(1, until(tomorrow + 2 * HOUR, tomorrow)), half);
  expect(next).toEqual([tomorrow, tomorrow + HOUR]);
  expect(hoursAhead(site(1), half)).toHaveLength(12);
});
