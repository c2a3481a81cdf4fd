/** What waits and since when, and what is to be settled with hands. */
import { For, Show } from "solid-js";
import { persisted } from "../base/app";
import { clockText } from "../base/day";
import { pick, t } from "../base/lang";
import { Sheet } from "../base/Sheet";
import type { Card } from "../base/store";
import { minutesSince } from "../base/ticker";
import { grouped } from "../scan/codes";
import { hands } from "./hands";
import type { Work } from "./work";

interface Props {
  work: Work;
  open: boolean;
  onClose: () => void;
}

export function QueueSheet(props: Props) {
  const standing = () => props.work.outbox.standing();
  const off = () => props.work.clockOffMinutes();
  return (
    <Sheet open={props.open} title={t("queue.title")} onClose={props.onClose} wide>
      <div class="figures">
        <p>
          <b data-testid="waiting">{standing().waiting}</b>
          <span>{t("queue.waiting")}</span>
        </p>
        <p>
          <b data-testid="sent">{standing().sent}</b>
          <span>{t("queue.sent")}</span>
        </p>
        <p>
          <b>{props.work.cards().length}</b>
          <span>{t("queue.cards")}</span>
        </p>
      </div>
      <Show when={standing().waiting > 0} fallback={<p class="quiet">{t("queue.empty")}</p>}>
        <p class="notice" data-kind="warn">
          {t("queue.oldest", { minutes: minutesSince(standing().oldestMs) })}
        </p>
        <p class="quiet">{t("queue.safe")}</p>
        <button type="button" class="wide-button" onClick={() => props.work.outbox.kick()}>
          {t("queue.now")}
        </button>
      </Show>
      <Show when={off() !== 0}>
        <p class="notice" data-kind="warn">
          {off() > 0
            ? t("queue.clock", { minutes: off() })
            : t("queue.clock-slow", { minutes: -off() })}
        </p>
      </Show>
      <Show when={!persisted()}>
        <p class="notice" data-kind="warn">
          {t("queue.not-kept")}
        </p>
      </Show>
      <Show
        when={props.work.cards().length > 0}
        fallback={<p class="quiet">{t("queue.no-cards")}</p>}
      >
        <ul class="cards">
          <For each={props.work.cards()}>
            {(one) => <CardView card={one} onDone={() => void props.work.settle(one)} />}
          </For>
        </ul>
      </Show>
    </Sheet>
  );
}

function CardView(props: { card: Card; onDone: () => void }) {
  const { card } = props;
  const what = () => t(`act.${card.act}` as "act.register");
  return (
    <li class="problem">
      <h3>
        <span aria-hidden="true">✕ </span>
        {pick(card.zh, card.en)}
      </h3>
      <p class="quiet">
        {what()} {card.who} · {t("tube.title")} {grouped(card.tube)} ·{" "}
        {clockText(card.atMs)}
      </p>
      <ol class="hands">
        <For each={hands(card)}>{(step) => <li>{step}</li>}</For>
      </ol>
      <button type="button" onClick={() => props.onDone()}>
        ✓ {t("queue.settled")}
      </button>
    </li>
  );
}
