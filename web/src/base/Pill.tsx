/** How it stands with the network and what waits: a shape, a word, a number. */
import { Show } from "solid-js";
import { line } from "./api";
import { t } from "./lang";
import type { Standing } from "./outbox";
import { minutesSince } from "./ticker";

const WORDS = {
  ok: "head.online",
  offline: "head.offline",
  "line-slow": "head.line-slow",
  "server-slow": "head.server-slow",
  "server-down": "head.server-down",
  "signed-out": "head.signed-out",
} as const;
const SHAPES = {
  ok: "●",
  offline: "◌",
  "line-slow": "◐",
  "server-slow": "◑",
  "server-down": "▲",
  "signed-out": "■",
} as const;

export function Pill(props: { standing: Standing; onOpen: () => void }) {
  const kind = () => (line() === "ok" ? "good" : line() === "signed-out" ? "bad" : "warn");
  return (
    <button type="button" class="pill" data-kind={kind()} onClick={() => props.onOpen()}>
      <span class="pill-shape" aria-hidden="true">
        {SHAPES[line()]}
      </span>
      <span class="pill-words">
        <b>{t(WORDS[line()])}</b>
        <Show
          when={props.standing.waiting > 0}
          fallback={<span>{line() === "ok" ? t("head.all-sent") : ""}</span>}
        >
          <span data-waiting={props.standing.waiting}>
            {t("head.waiting", { count: props.standing.waiting })}
            <Show when={minutesSince(props.standing.oldestMs) > 0}>
              {" · "}
              {t("head.since", { minutes: minutesSince(props.standing.oldestMs) })}
            </Show>
          </span>
        </Show>
      </span>
    </button>
  );
}
