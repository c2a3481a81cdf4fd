/** The countdown's clock: once a second while the page is seen. */
import { createSignal } from "solid-js";
import { nowMs } from "../base/clock";
import { t } from "../base/lang";
import { span } from "./owed";

const [at, set] = createSignal(nowMs());
setInterval(() => {
  if (document.visibilityState === "visible") set(nowMs());
}, 1_000);

export { at };

/** The time left, or by which it is over, in words. */
export function spoken(ms: number): string {
  const said = span(ms);
  return t(`time.${said.is}` as "time.hours", said);
}
