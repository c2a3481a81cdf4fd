import { expect, it } from "vitest";
import { ahead, type AppointmentList, without } from "../src/clerk/expected";

const NINE = Date.UTC(2022, 3, 1, 1);
const MINUTE = 60_000;

function list(...people: [name: string, minutes: number][]): AppointmentList {
  const expected = people.map(([name, minutes]) => ({
    at_ms: NINE + minutes * MINUTE,
    name,
    document: "360781********0011",
  }));
  return { at_ms: NINE, site: 1, complete: true, expected };
}

it("shows the next three, how many follow, and who did not come in time", () => {
  const all = list(["甲*", -40], ["乙*", -10], ["丙*", 0], ["丁*", 5], ["戊*", 60]);
  const { next, more, late } = ahead(all, NINE);
  expect([next.map((one) => one.name), more, late]).toEqual([["乙*", "丙*", "丁*"], 1, 1]);
});

it("leaves out whoever was registered here, and nobody else of the same mask", () => {
  const all = list(["王*二", 0], ["王*二", 10], ["李*", 20]);
  const came = { name: "王*二", number: "360781********0011" };
  expect(without(all, [came]).expected.map((one) => one.at_ms - NINE)).toEqual([
    10 * MINUTE,
    20 * MINUTE,
  ]);
  expect(without(all, [came, came]).expected).toHaveLength(1);
  // A pass has no name until the service has said it.
  expect(without(all, [{ name: "", number: "" }])).toBe(all);
});
