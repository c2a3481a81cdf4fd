/** What was asked of the service and not done: why, and what to do. */
import { Show } from "solid-js";
import type { Trouble } from "../base/problem";

export function Wrong(props: { why: Trouble | null | undefined }) {
  return (
    <Show when={props.why}>
      {(why) => (
        <p class="notice" data-kind="warn" role="alert">
          <b>{why().what}</b> {why().next}
        </p>
      )}
    </Show>
  );
}
