/** Asking the service. Tells the line from the service: each answer says how long the service
 * itself took. */
import { createSignal } from "solid-js";
import type { components } from "./schema";

export type Me = components["schemas"]["MeView"];
export type Campaign = components["schemas"]["CampaignView"];
export type Verdict = components["schemas"]["Verdict"];
export type TubeView = components["schemas"]["TubeView"];
export type BoxView = components["schemas"]["BoxView"];
export type PackingList = components["schemas"]["PackingList"];
export type PickupList = components["schemas"]["PickupList"];
export type Pickup = components["schemas"]["PickupView"];
export type StaffCard = components["schemas"]["StaffCardView"];
export type Recollection = components["schemas"]["RecollectionView"];
export type Pool = components["schemas"]["PoolView"];
export type OwedPerson = components["schemas"]["OwedPerson"];
export type Token = components["schemas"]["TokenView"];
export type NewToken = components["schemas"]["NewToken"];
export type Rules = components["schemas"]["RulesView"];
export type Rule = components["schemas"]["RuleView"];
export type AccessPage = components["schemas"]["AccessPage"];
export type Access = components["schemas"]["AccessView"];

/** How it stands between this device and the service. */
export type Line = "ok" | "offline" | "line-slow" | "server-slow" | "server-down" | "signed-out";

const [line, setLine] = createSignal<Line>("ok");
export { line };

/** Slower than this is worth a word. */
const SLOW_MS = 1_500;
/** Whoever does not answer in this time is taken to be away. */
const ANSWER_MS_MAX = 15_000;

/** What the service says of a question that it refuses, in both languages. */
export interface Said {
  /** Which refusal it is, as a URN. */
  type: string;
  zh: string;
  en: string;
  do_zh: string;
  do_en: string;
  /** Where it stands in a file that was sent. */
  fault?: { file: string; line?: number; key?: string } | null;
}

/** After a new sign-in. */
export function signedIn(): void {
  setLine("ok");
}

export class NotAnswered extends Error {
  constructor(
    readonly status: number,
    readonly retryAfterMs: number,
    readonly said: Said | null = null,
  ) {
    super(`status ${status}`);
  }
}

export interface Request {
  token: string;
  method?: "DELETE";
  body?: string | Blob;
  kind?: string;
  /** Of what the service says in sentences; the browser's where nothing is given. */
  language?: string;
  signal?: AbortSignal;
  waitMs?: number;
}

/** The text of an answer of 200; everything else is thrown as `NotAnswered`, 0 being no answer. */
export async function ask(path: string, request: Request): Promise<string> {
  const began = performance.now();
  const headers: Record<string, string> = { authorization: `Bearer ${request.token}` };
  if (request.body !== undefined) headers["content-type"] = request.kind ?? "application/json";
  if (request.language) headers["accept-language"] = request.language;
  const out = AbortSignal.timeout(request.waitMs ?? ANSWER_MS_MAX);
  const signal = request.signal ? AbortSignal.any([request.signal, out]) : out;
  let response: Response;
  let text: string;
  try {
    const method = request.method ?? (request.body === undefined ? "GET" : "POST");
    const body = request.body ?? null;
    response = await fetch(path, { method, headers, body, signal, cache: "no-store" });
    text = await response.text();
  } catch {
    setLine("offline");
    throw new NotAnswered(0, 0);
  }
  const took = performance.now() - began;
  if (response.ok) {
    const inside = /dur=([0-9.]+)/.exec(response.headers.get("server-timing") ?? "");
    const slow = Number(inside?.[1] ?? 0) > took / 2 ? "server-slow" : "line-slow";
    setLine(took > SLOW_MS ? slow : "ok");
    return text;
  }
  if (response.status === 401) setLine("signed-out");
  // A busy service turns reads away, and answers them a moment later.
  else if (response.status === 503) setLine("server-slow");
  else if (response.status >= 500) setLine("server-down");
  const after = Number(response.headers.get("retry-after") ?? 0);
  throw new NotAnswered(response.status, after * 1_000, said(text));
}

function said(text: string): Said | null {
  try {
    const problem = JSON.parse(text) as Partial<Said>;
    const whole = [problem.zh, problem.en, problem.do_zh, problem.do_en];
    return whole.every((one) => typeof one === "string") ? (problem as Said) : null;
  } catch {
    return null;
  }
}

export async function askJson<T>(path: string, request: Request): Promise<T> {
  return JSON.parse(await ask(path, request)) as T;
}

const BUSY_TRIES = 8;
/** The first time again: most often it was a moment's crowd. */
const SOON_MS = 400;

/** How long to wait before a busy service is asked again: once soon, and then not before it says.
 * `null` when it was asked often enough. */
export function busyWaitMs(tried: number, retryAfterMs: number): number | null {
  if (tried >= BUSY_TRIES) return null;
  // Not all at the same moment.
  if (tried === 0) return SOON_MS * (0.5 + Math.random());
  return retryAfterMs || SOON_MS;
}

/** Asks again where the service is busy, which turns reads away first. */
export async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let tried = 0; ; tried++) {
    try {
      return await ask();
    } catch (failed) {
      if (!(failed instanceof NotAnswered) || failed.status !== 503) throw failed;
      const waitMs = busyWaitMs(tried, failed.retryAfterMs);
      if (waitMs === null) throw failed;
      await new Promise((go) => setTimeout(go, waitMs));
    }
  }
}
