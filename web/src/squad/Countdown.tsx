/** How long is left, as large as it matters: a shape, a time, a word. */
import { clockText } from "../base/day";
import { t } from "../base/lang";
import { at, spoken } from "./clock";
import { urgency } from "./owed";

const SHAPES = { good: "●", warn: "▲", bad: "■" } as const;

export function Countdown(props: { dueMs: number; limitMinutes: number; large?: boolean }) {
  const left = () => props.dueMs - at();
  const kind = () => urgency(left(), props.limitMinutes);
  return (
    <p class="countdown" data-kind={kind()} classList={{ large: props.large ?? false }}>
      <span aria-hidden="true">{SHAPES[kind()]}</span>
      <b>{spoken(left())}</b>
      <span>{left() < 0 ? t("time.late") : t("time.left")}</span>
      <span class="until">{t("time.until", { time: clockText(props.dueMs) })}</span>
    </p>
  );
}
