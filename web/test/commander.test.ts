import { expect, it } from "vitest";
import { EventLines } from "../src/base/stream";
import {
  apart,
  byCase,
  byHour,
  csv,
  type Notice,
  reached,
  sharedName,
  share,
  type Townships,
  townships,
} from "../src/commander/figures";
import { said } from "../src/commander/said";
import type { Line } from "../src/commander/stream";

const nobody = {
  open: 0,
  sealed: 0,
  boxed: 0,
  in_transit: 0,
  received: 0,
  in_test: 0,
  resulted: 0,
  void: 0,
};

it("counts who came at least so far, and who is nowhere", () => {
  const totals = { ...nobody, registered: 10, open: 1, boxed: 2, in_test: 3, resulted: 3, void: 1 };
  expect(reached(totals, "boxed")).toBe(8);
  expect(reached(totals, "received")).toBe(6);
  expect(reached(totals, "resulted")).toBe(3);
  expect(apart(totals)).toBe(0);
  expect(apart({ ...totals, registered: 12 })).toBe(2);
});

it("looks back hour by hour, and holds only where every hour does", () => {
  const hour = (at: number, registered: number, holds = true) => ({
    hour: at,
    registered,
    ...nobody,
    open: registered,
    tubes: { ...nobody, open: 1 },
    holds,
  });
  const list: Townships = {
    at_ms: 0,
    townships: [
      { township: 1, expected: 50, sites: [1, 2], hours: [hour(8, 10), hour(9, 20, false)] },
      { township: 2, expected: 7, sites: [], hours: [] },
    ],
  };
  const [first, second] = townships(list, 8);
  expect(first!.count.totals.registered).toBe(10);
  expect(first!.count.tubes.open).toBe(1);
  expect(first!.count.holds).toBe(true);
  const [all] = townships(list, null);
  expect(all!.count.totals.open).toBe(30);
  expect(all!.count.holds).toBe(false);
  expect(second!.count.totals.registered).toBe(0);
});

it("leaves no hour out between the first and the last", () => {
  const hours = byHour(
    [
      { hour: 100, registered: 5 },
      { hour: 98, registered: 1 },
      { hour: 98, registered: 2 },
    ],
    24,
  );
  expect(hours.map((one) => one.hour)).toEqual([93, 94, 95, 96, 97, 98, 99, 100]);
  expect(hours.slice(-3).map((one) => one.registered)).toEqual([3, 0, 5]);
  expect(byHour([], 24)).toEqual([]);
  const long = Array.from({ length: 60 }, (_, at) => ({ hour: at, registered: 1 }));
  expect(byHour(long, 24)[0]!.hour).toBe(36);
});

it("names a township by what its sites share", () => {
  expect(sharedName(["象湖镇第1采样点", "象湖镇第12采样点"], "第")).toBe("象湖镇");
  expect(sharedName(["Xianghu site 1", "Xianghu site 2"], "site")).toBe("Xianghu");
  expect(sharedName(["丁陂乡第1采样点"], "第")).toBe("丁陂乡");
  expect(sharedName(["一中", "体育馆"], "第")).toBe("");
  expect(sharedName([], "第")).toBe("");
});

it("puts the parties of one notice together", () => {
  const notice = (party: string, tube: string, at: number): Notice => ({
    notice: at,
    escalated: [],
    tube,
    party,
    party_zh: "",
    message: "positive_pool",
    message_zh: "",
    told_at_ms: at,
  });
  const cases = byCase([notice("squad", "1", 5), notice("police", "2", 6), notice("cdc", "1", 9)]);
  expect(cases.map((one) => one.notices.length)).toEqual([2, 1]);
  expect(cases[0]!.toldAtMs).toBe(9);
});

it("writes a table that a spreadsheet opens and does not run", () => {
  expect(csv([["a,b", 'c"d', 3], ["=1+1", "", -5]])).toBe('\ufeff"a,b","c""d",3\r\n\'=1+1,,-5\r\n');
  expect(share(1, 3)).toBe("33.3 %");
  expect(share(1, 0)).toBe("–");
});

it("reads events however the line cuts them", () => {
  const text = ': alive\n\ndata: {"a":\ndata: 1}\n\nevent: x\ndata: 2\r\n\r\n';
  for (let at = 1; at < text.length; at++) {
    const lines = new EventLines();
    const found = [...lines.push(text.slice(0, at)), ...lines.push(text.slice(at))];
    expect(found, `cut at ${at}`).toEqual(['{"a":\n1}', "2"]);
  }
});

it("tells the line from the service, and old figures from none", () => {
  const nowMs = 1_000_000;
  const line: Line = {
    phase: "live",
    sinceMs: nowMs,
    wordMs: nowMs,
    dataMs: nowMs,
    lagMs: 100,
    retryAtMs: 0,
  };
  const told = (change: Partial<Line>, online = true) => {
    const { kind, key } = said({ ...line, ...change }, nowMs, online);
    return [kind, key];
  };
  expect(told({})).toEqual(["good", "live.good"]);
  expect(told({}, false)).toEqual(["bad", "live.offline"]);
  expect(told({ dataMs: 0 })).toEqual(["wait", "live.first"]);
  expect(told({ wordMs: nowMs - 60_000 })).toEqual(["bad", "live.silent"]);
  expect(told({ dataMs: nowMs - 60_000 })).toEqual(["warn", "live.stale"]);
  expect(told({ lagMs: 90_000 })).toEqual(["warn", "live.lag"]);
  expect(told({ phase: "busy" })).toEqual(["warn", "live.busy"]);
  expect(told({ phase: "unreachable" })).toEqual(["bad", "live.unreachable"]);
  expect(told({ phase: "refused" })).toEqual(["bad", "live.refused"]);
  const busy = said({ ...line, phase: "busy", retryAtMs: nowMs + 3_400 }, nowMs, true);
  expect(busy.values["seconds"]).toBe(4);
});

