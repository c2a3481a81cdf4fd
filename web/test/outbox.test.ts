import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { card, LATE_AFTER_MS, Outbox } from "../src/base/outbox";
import { forget, keep, open, type Queued, type Store } from "../src/base/store";

type Sent = Record<string, unknown>;

let store: Store;
/** What the service was sent, request by request. */
let requests: Sent[][];
/** How it answers the next requests; once empty, it records everything. */
let answers: ((sent: Sent[]) => Response)[];

const verdicts = (sent: Sent[], verdict: object) =>
  new Response(sent.map(({ scan_id }) => JSON.stringify({ scan_id, ...verdict })).join("\n"));
const recorded = (sent: Sent[]) => verdicts(sent, { verdict: "recorded" });
const refused = (sent: Sent[]) =>
  verdicts(sent, {
    verdict: "refused",
    refusal: { number: 51, name: "AlreadySampled", zh: "已", en: "e", do_zh: "d", do_en: "d" },
  });

function command(at: number, more: Partial<Queued> = {}): Queued {
  const scanId = `scan-${at}`;
  const body = { scan_id: scanId, act: "register", sealed: `secret-${at}` };
  const common = { act: "register", stage: "waiting" as const, tube: "A", who: `张*${at}` };
  return { scanId, body, atMs: Date.now(), ...common, ...more };
}

beforeEach(async () => {
  vi.useRealTimers();
  store ??= await open();
  await forget(store);
  [requests, answers] = [[], []];
  vi.stubGlobal("fetch", async (_: string, how: { body: string }) => {
    const sent = how.body.split("\n").map((line) => JSON.parse(line) as Sent);
    requests.push(sent);
    return (answers.shift() ?? recorded)(sent);
  });
});

async function drained(outbox: Outbox): Promise<void> {
  await vi.waitFor(async () => {
    await outbox.count();
    expect(outbox.standing().waiting).toBe(0);
  }, 10_000);
}

const box = () =>
  new Outbox(
    store,
    () => "token",
    () => ({}),
  );

describe("what waits", () => {
  it("is sent in the order of entry, and loses what was sealed once it is answered", async () => {
    const commands = Array.from({ length: 1_000 }, (_, at) => command(at));
    await keep(store, { commands });
    const outbox = box();
    outbox.kick();
    await drained(outbox);
    const sent = requests.flat().map(({ scan_id }) => scan_id);
    expect(sent).toEqual(commands.map(({ scanId }) => scanId));
    const kept = JSON.stringify(await store.getAll("commands"));
    expect(kept).not.toContain("secret");
    expect(kept).not.toContain("张");
    expect(outbox.standing().sent).toBe(1_000);
  });

  it("is late once the hands are done, or once it may have been heard already", async () => {
    await keep(store, {
      commands: [command(1), command(2, { atMs: Date.now() - LATE_AFTER_MS - 1 })],
    });
    answers = [() => new Response("", { status: 503 })];
    const outbox = box();
    outbox.kick();
    await drained(outbox);
    const late = requests.map((sent) => sent.map((one) => one["after_the_fact"] ?? false));
    expect(late).toEqual([
      [false, true],
      [true, true],
    ]);
  });

  it("stays whole when the answer is cut short", async () => {
    await keep(store, { commands: [command(1), command(2), command(3)] });
    answers = [(sent) => recorded(sent.slice(0, 1))];
    const outbox = box();
    outbox.kick();
    await drained(outbox);
    expect(requests.map((sent) => sent.length)).toEqual([3, 2]);
  });

  it("survives the page: another one sends it", async () => {
    await keep(store, { commands: [command(1)] });
    answers = [() => new Response("", { status: 503 })];
    const first = box();
    first.kick();
    await vi.waitFor(() => expect(requests).toHaveLength(1));
    first.stop();
    const second = box();
    await second.count();
    expect(second.standing().waiting).toBe(1);
    expect(second.standing().oldestMs).not.toBeNull();
    second.kick();
    await drained(second);
  });

  it("is written as one: of a scan that is there already nothing is kept", async () => {
    await keep(store, { commands: [command(1)], puts: [["desk", "before"]] });
    const twice = keep(store, { commands: [command(1)], puts: [["desk", "after"]] });
    await expect(twice).rejects.toThrow();
    expect(await store.get("kept", "desk")).toBe("before");
    expect(await store.count("commands")).toBe(1);
  });
});

describe("what is refused", () => {
  it("becomes a card with the masked name, the tube and the reason", async () => {
    await keep(store, { commands: [command(1)] });
    answers = [refused];
    const outbox = new Outbox(
      store,
      () => "token",
      (all) => ({
        cards: all.flatMap((one) => card(one) ?? []),
      }),
    );
    outbox.kick();
    await drained(outbox);
    const [made] = await store.getAll("cards");
    expect(made).toMatchObject({ refusal: "AlreadySampled", who: "张*1", tube: "A", kept: false });
    expect((await store.getAll("commands"))[0]?.stage).toBe("refused");
  });
});
