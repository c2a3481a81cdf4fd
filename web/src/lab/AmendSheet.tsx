/** A call that was wrong is corrected, whether or not it was confirmed: what was told is taken back
 * until somebody else confirms the new one. */
import { createEffect, createSignal, For, on, Show } from "solid-js";
import { t } from "../base/lang";
import { Sheet } from "../base/Sheet";
import { grouped } from "../scan/codes";

export const CALLS = ["negative", "positive", "grey", "invalid"] as const;
export type Call = (typeof CALLS)[number];

/** Why: the words of the rules, which keep one with the call that was left. */
export const REASONS = [
  "misread",
  "mistyped",
  "mixed_up",
  "contaminated",
  "controls",
  "retested",
] as const;
export type Reason = (typeof REASONS)[number];

interface Props {
  /** The tube, and what it is called now where that is known. */
  tube: string | null;
  call: string | null;
  onClose: () => void;
  onAmend: (tube: string, call: Call, reason: Reason) => void;
}

export function AmendSheet(props: Props) {
  const [chosen, choose] = createSignal<Call | null>(null);
  const [reason, because] = createSignal<Reason | null>(null);
  const whole = () => {
    const [call, why] = [chosen(), reason()];
    return call && why ? { call, why } : null;
  };
  createEffect(
    on(
      () => props.tube,
      () => {
        choose(null);
        because(null);
      },
    ),
  );
  return (
    <Sheet
      open={props.tube !== null}
      title={t("amend.title")}
      about={t("amend.about", { tube: grouped(props.tube ?? "") })}
      onClose={props.onClose}
    >
      <div class="choices" role="group" aria-label={t("amend.to")}>
        <For each={CALLS}>
          {(one) => (
            <button
              type="button"
              data-call={one}
              aria-pressed={chosen() === one}
              disabled={one === props.call}
              onClick={() => choose(one)}
            >
              {t(`call.${one}`)}
            </button>
          )}
        </For>
      </div>
      <h3 class="why-title">{t("amend.why")}</h3>
      <div class="choices" role="group" aria-label={t("amend.why")}>
        <For each={REASONS}>
          {(one) => (
            <button
              type="button"
              data-reason={one}
              aria-pressed={reason() === one}
              onClick={() => because(one)}
            >
              {t(`amend.${one}`)}
            </button>
          )}
        </For>
      </div>
      <p class="notice" data-kind="warn">
        ▲ {t("amend.then")}
      </p>
      <Show when={whole()}>
        {(made) => (
          <button
            type="button"
            class="main wide-button"
            onClick={() => props.onAmend(props.tube!, made().call, made().why)}
          >
            {t("amend.yes", { call: t(`call.${made().call}`) })}
          </button>
        )}
      </Show>
    </Sheet>
  );
}
