/** The state of the page: colour, shape, word. */
import { Show } from "solid-js";
import { t } from "../base/lang";
import { Shape } from "../base/Shape";
import type { Signal } from "./crew";

export function Says(props: { signal: Signal; ready: string }) {
  const quiet = () => props.signal.kind === "ready";
  return (
    <section
      class="signal"
      data-kind={props.signal.kind}
      data-turn={props.signal.turn}
      role="status"
      aria-live="assertive"
      aria-atomic="true"
    >
      <Show when={props.signal.turn} keyed>
        {/* Made anew at each state, so that the same one twice is seen twice. */}
        <span class="flash" aria-hidden="true" />
      </Show>
      <div class="signal-head">
        <Shape kind={props.signal.kind} />
        <h2 class="signal-title">{quiet() ? t("signal.ready") : props.signal.title}</h2>
      </div>
      <p class="signal-line">{quiet() ? props.ready : props.signal.line}</p>
    </section>
  );
}
