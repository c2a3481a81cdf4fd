/** A refusal in plain words, with what to do. */
import { Show } from "solid-js";
import { t } from "../base/lang";
import type { Refusal } from "./ask";

export function Refused(props: { why: Refusal; onAgain?: () => void }) {
  return (
    <div class="notice refused" data-kind="warn" role="alert">
      <p>
        <span aria-hidden="true">▲ </span>
        <b>{props.why.title()}</b>
      </p>
      <p>{props.why.todo()}</p>
      <Show when={props.onAgain}>
        <button type="button" onClick={() => props.onAgain?.()}>
          {t("resident.again")}
        </button>
      </Show>
    </div>
  );
}
