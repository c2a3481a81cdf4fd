/** What went wrong, in the service's words, and a way on. */
import { Show } from "solid-js";
import { t } from "../base/lang";
import type { Trouble } from "../base/problem";

export function TroubleNotice(props: { why: Trouble | null; onAgain?: () => void }) {
  return (
    <Show when={props.why}>
      {(why) => (
        <div class="notice trouble" data-kind="warn" role="alert">
          <p>
            <span aria-hidden="true">▲ </span>
            <b>{why().what}</b>
          </p>
          <p>{why().next}</p>
          <Show when={props.onAgain}>
            {(again) => (
              <button type="button" onClick={() => again()()}>
                {t("admin.again")}
              </button>
            )}
          </Show>
        </div>
      )}
    </Show>
  );
}
