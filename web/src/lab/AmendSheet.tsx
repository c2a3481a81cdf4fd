/** A call that was wrong is corrected, whether or not it was confirmed: what was told is taken back
 * until somebody else confirms the new one. */
import { createEffect, createSignal, For, on, Show } from "solid-js";
import { t } from "../base/lang";
import { Sheet } from "../base/Sheet";
import { grouped } from "../scan/codes";

export const CALLS = ["negative", "positive", "grey", "invalid"] as const;
export type Call = (typeof CALLS)[number];

interface Props {
  /** The tube, and what it is called now where that is known. */
  tube: string | null;
  call: string | null;
  onClose: () => void;
  onAmend: (tube: string, call: Call) => void;
}

export function AmendSheet(props: Props) {
  const [chosen, choose] = createSignal<Call | null>(null);
  createEffect(on(() => props.tube, () => choose(null)));
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
      <p class="notice" data-kind="warn">
        ▲ {t("amend.then")}
      </p>
      <Show when={chosen()}>
        {(call) => (
          <button
            type="button"
            class="main wide-button"
            onClick={() => props.onAmend(props.tube!, call())}
          >
            {t("amend.yes", { call: t(`call.${call()}`) })}
          </button>
        )}
      </Show>
    </Sheet>
  );
}
