/** A tube whose label no scanner reads: its digits typed, told right or wrong as they come. */
import { createEffect, createSignal, on, Show } from "solid-js";
import { Keypad } from "../base/Keypad";
import { t } from "../base/lang";
import { Sheet } from "../base/Sheet";
import { accepts, fold } from "../scan/codes";
import type { Work } from "./work";

interface Props {
  work: Work;
  open: boolean;
  onClose: () => void;
}

export function TubeSheet(props: Props) {
  const [typed, setTyped] = createSignal("");
  createEffect(on(() => props.open, () => setTyped("")));
  const rules = () => props.work.device.campaign.limits.tube_codes;
  const code = () => fold(typed());
  const good = () => rules().some((rule) => accepts(rule, code()));
  const whole = () => code().length >= Math.min(...rules().map((rule) => rule.length_max));
  const go = (event: Event) => {
    event.preventDefault();
    const typedCode = code();
    if (!good()) return;
    props.onClose();
    void props.work.scan(typedCode);
  };
  return (
    <Sheet
      open={props.open}
      title={t("tube.by-hand")}
      about={t("tube.by-hand-about")}
      onClose={props.onClose}
    >
      <form class="number" onSubmit={go}>
        <input
          id="tube-code"
          class="number-typed"
          inputmode="none"
          autocomplete="off"
          spellcheck={false}
          data-autofocus
          aria-label={t("tube.by-hand")}
          aria-invalid={whole() && !good()}
          aria-describedby="tube-code-state"
          value={typed()}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <p id="tube-code-state" class="field-state" data-kind={good() ? "good" : "bad"}>
          <Show when={good()}>✓ {t("entry.good")}</Show>
          <Show when={whole() && !good()}>✕ {t("tube.by-hand-check")}</Show>
        </p>
        <Keypad onKey={setTyped} />
        <button type="submit" class="main wide-button" disabled={!good()}>
          {t("tube.by-hand-go")}
        </button>
      </form>
    </Sheet>
  );
}
