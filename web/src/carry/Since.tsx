/** How old a list is: a list from before the network went is still a list, but says so. */
import { Show } from "solid-js";
import { line } from "../base/api";
import { clockText } from "../base/day";
import { t } from "../base/lang";
import { minutesSince } from "../base/ticker";

export function Since(props: { atMs: number | null }) {
  const old = () => line() !== "ok" || minutesSince(props.atMs) > 1;
  return (
    <Show when={props.atMs}>
      {(at) => (
        <p class="since" data-old={old()}>
          {t(old() ? "carry.since-old" : "carry.since", { time: clockText(at()) })}
        </p>
      )}
    </Show>
  );
}
