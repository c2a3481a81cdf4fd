import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { NotAnswered, patiently } from "../src/base/api";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Is turned away so often, then answered; says when each try came. */
function busy(times: number, status = 503) {
  const began = Date.now();
  const tries: number[] = [];
  const ask = async () => {
    tries.push(Date.now() - began);
    if (tries.length <= times) throw new NotAnswered(status, 9_000);
    return "answer";
  };
  return { tries, ask };
}

it("asks a busy service again soon, and then not before it says", async () => {
  const { tries, ask } = busy(3);
  const answer = patiently(ask);
  await vi.runAllTimersAsync();
  expect(await answer).toBe("answer");
  const [first, second, third, fourth] = tries as [number, number, number, number];
  expect(first).toBe(0);
  expect(second).toBeGreaterThanOrEqual(200);
  expect(second).toBeLessThanOrEqual(600);
  expect([third - second, fourth - third]).toEqual([9_000, 9_000]);
});

it("gives up in the end, and at once where the answer is another", async () => {
  for (const { tries, ask, count } of [
    { ...busy(99), count: 9 },
    { ...busy(99, 404), count: 1 },
  ]) {
    const answer = expect(patiently(ask)).rejects.toThrow(NotAnswered);
    await vi.runAllTimersAsync();
    await answer;
    expect(tries).toHaveLength(count);
  }
});
