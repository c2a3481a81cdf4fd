/** How old the figures are and which side is slow: a shape, a word, a colour. */
import { t } from "../base/lang";
import { said } from "./said";
import type { Line } from "./stream";

export const MARKS = { good: "●", wait: "○", warn: "▲", bad: "■" } as const;

export function LineState(props: { line: Line; nowMs: number; online: boolean }) {
  const now = () => said(props.line, props.nowMs, props.online);
  return (
    // A screen reader is told when the state changes, and not the time of every second.
    <p class="state" data-kind={now().kind} id="line">
      <span aria-hidden="true">{MARKS[now().kind]}</span> {t(now().key, now().values)}
      <span class="unseen" role="status">
        {now().kind === "good" ? "" : t(now().key, { ...now().values, seconds: "…" })}
      </span>
    </p>
  );
}
