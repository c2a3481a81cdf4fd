/** The state of the last scan: colour, shape, word, and what to write on the tube. */
import { Show } from "solid-js";
import { t } from "../base/lang";
import { Shape } from "../base/Shape";
import type { LabWork } from "./work";

export function SignalPanel(props: { work: LabWork; ready: string }) {
  const signal = () => props.work.signal();
  const isReady = () => signal().kind === "ready";
  return (
    <section
      class="signal"
      data-kind={signal().kind}
      data-turn={signal().turn}
      role="status"
      aria-live="assertive"
      aria-atomic="true"
    >
      <Show when={signal().turn} keyed>
        <span class="flash" aria-hidden="true" />
      </Show>
      <div class="signal-head">
        <Shape kind={signal().kind} />
        <h2 class="signal-title">{isReady() ? t("signal.ready") : signal().title}</h2>
      </div>
      <Show when={signal().big !== ""}>
        <p class="signal-big">{signal().big}</p>
      </Show>
      <p class="signal-line">{isReady() ? props.ready : signal().line}</p>
    </section>
  );
}
