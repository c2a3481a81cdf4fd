/** The state, as large as the screen allows: colour, shape, word, and who it is about. */
import { Show } from "solid-js";
import { t } from "../base/lang";
import { Shape } from "../base/Shape";
import { grouped } from "../scan/codes";
import type { Signal } from "./told";

interface Props {
  signal: Signal;
  hasTube: boolean;
  onAgain: () => void;
  onOverride: () => void;
}

export function SignalPanel(props: Props) {
  const ready = () => props.signal.kind === "ready";
  const title = () => (ready() ? t("signal.ready") : props.signal.title);
  const line = () => {
    if (!ready()) return props.signal.line;
    return props.hasTube ? t("signal.ready-person") : t("signal.ready-tube");
  };
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
        <h2 class="signal-title">{title()}</h2>
      </div>
      <Show when={props.signal.name !== ""}>
        <p class="signal-name">{props.signal.name}</p>
        <Show when={props.signal.number !== ""}>
          <p class="signal-number">{props.signal.number}</p>
        </Show>
      </Show>
      <p class="signal-line">{line()}</p>
      <Show when={props.signal.receipt}>
        {(code) => (
          <p class="signal-receipt">
            {t("receipt.one")} <b>{grouped(code())}</b>
          </p>
        )}
      </Show>
      <Show when={props.signal.offer === "again"}>
        <button type="button" class="signal-offer" onClick={() => props.onAgain()}>
          {t("no.sampled-still")}
        </button>
      </Show>
      <Show when={props.signal.offer === "override"}>
        <button type="button" class="signal-offer" onClick={() => props.onOverride()}>
          {t("override.offer")}
        </button>
      </Show>
    </section>
  );
}
