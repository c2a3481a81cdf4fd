/** Who comes next, of those who said so beforehand. */
import { For, Show } from "solid-js";
import { clockText } from "../base/day";
import { t } from "../base/lang";
import { pageMs } from "../base/ticker";
import { type AppointmentList, ahead } from "./expected";

/** Older than this, the list says when it was fetched. */
const FRESH_MS = 5 * 60_000;

export function ExpectedPanel(props: { list: AppointmentList | null }) {
  const found = () => (props.list ? ahead(props.list, pageMs()) : null);
  const any = () => {
    const now = found();
    return now && now.next.length + now.late > 0 ? now : null;
  };
  const isOld = () => pageMs() - (props.list?.at_ms ?? 0) > FRESH_MS;
  return (
    <Show when={any()}>
      {(now) => (
        <section class="card expected" aria-labelledby="expected-title">
          <h2 id="expected-title">{t("expected.title")}</h2>
          <ol>
            <For each={now().next}>
              {(one) => (
                <li>
                  <time>{clockText(one.at_ms)}</time>
                  <b>{one.name}</b>
                  <span>{one.document}</span>
                </li>
              )}
            </For>
          </ol>
          <p class="quiet">
            <Show when={now().more > 0}>{t("expected.more", { count: now().more })} </Show>
            <Show when={now().late > 0}>▲ {t("expected.late", { count: now().late })} </Show>
            <Show when={isOld()}>
              {t("expected.as-of", { time: clockText(props.list!.at_ms) })}
            </Show>
          </p>
        </section>
      )}
    </Show>
  );
}
