/** Questions of somebody without a token. A refusal is shown in the service's own words. */
import { busyWaitMs } from "../base/api";
import { pick, t } from "../base/lang";
import type { components } from "../base/schema";

type Problem = components["schemas"]["Problem"];

const ANSWER_MS_MAX = 20_000;

/** Why there is no answer, and what to do. */
export interface Refusal {
  status: number;
  title: () => string;
  todo: () => string;
}

export type Answer<T> = { value: T } | { refusal: Refusal };

/** No answer came: the line, and not the service. */
export const UNREACHED: Refusal = {
  status: 0,
  title: () => t("resident.offline"),
  todo: () => t("resident.offline-do"),
};

/** Asks, and reads what came by `read`. */
export async function ask<T>(
  path: string,
  body: object | null,
  read: (response: Response) => Promise<T>,
): Promise<Answer<T>> {
  for (let tried = 0; ; tried++) {
    try {
      const response = await fetch(path, {
        method: body ? "POST" : "GET",
        headers: body ? { "content-type": "application/json" } : {},
        body: body ? JSON.stringify(body) : null,
        cache: "no-store",
        signal: AbortSignal.timeout(ANSWER_MS_MAX),
      });
      if (response.ok) return { value: await read(response) };
      const after = Number(response.headers.get("retry-after") ?? 0);
      const waitMs = response.status === 503 ? busyWaitMs(tried, after * 1_000) : null;
      if (waitMs === null) return { refusal: refusal((await response.json()) as Problem, after) };
      await new Promise((go) => setTimeout(go, waitMs));
    } catch {
      return { refusal: UNREACHED };
    }
  }
}

export function refusal(problem: Problem, retryAfterS: number): Refusal {
  const minutes = Math.ceil(retryAfterS / 60);
  return {
    status: problem.status,
    title: () => pick(problem.zh, problem.en),
    // When to come again is more than that it should be later.
    todo: () =>
      problem.status === 429 && minutes > 0
        ? t("resident.later", { minutes })
        : pick(problem.do_zh, problem.do_en),
  };
}
