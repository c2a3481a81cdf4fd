/** What waits and since when, what is to be settled with hands, and the log: what was done on this
 * device, in which order and at what time. */
import { For, Show } from "solid-js";
import { persisted } from "../base/app";
import { clockText } from "../base/day";
import { pick, t } from "../base/lang";
import { Sheet } from "../base/Sheet";
import type { Card } from "../base/store";
import { minutesSince } from "../base/ticker";
import { grouped } from "../scan/codes";
import type { Dealer } from "./dealer";
import type { LogLine } from "./log";
import { tubes } from "./units";

interface Props {
  work: Dealer;
  open: boolean;
  onClose: () => void;
}

/** Lines of the log that are shown. */
const SHOWN = 60;
const SHAPES = { waiting: "◌", sent: "✓", refused: "✕", kept: "▲" } as const;

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
          <b>{standing().sent}</b>
          <span>{t("queue.sent")}</span>
        </p>
        <p>
          <b>{props.work.cards().length}</b>
          <span>{t("head.cards", { count: "" })}</span>
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
          {t(off() > 0 ? "queue.clock" : "queue.clock-slow", { minutes: Math.abs(off()) })}
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
      <h3>{t("log.title")}</h3>
      <p class="quiet">{t("log.about")}</p>
      <ol class="log">
        <For
          each={props.work.log().slice(0, SHOWN)}
          fallback={<li class="quiet">{t("log.empty")}</li>}
        >
          {(line) => <LogRow line={line} />}
        </For>
      </ol>
    </Sheet>
  );
}

const act = (word: string) => t(`act.${word}` as "act.seal_box");

function LogRow(props: { line: LogLine }) {
  const { line } = props;
  const what = () => {
    if (line.hands) return t("log.hands", line.hands);
    if (line.tube !== "") return grouped(line.tube);
    return line.count === null ? "" : tubes(line.count);
  };
  return (
    <li class="log-line" data-stage={line.stage}>
      <span class="log-number">{line.number}</span>
      <time datetime={new Date(line.atMs).toISOString()}>{clockText(line.atMs)}</time>
      <span class="log-what">
        <b>
          {act(line.act)} {grouped(line.box)}
        </b>
        <span class="quiet">{what()}</span>
      </span>
      <span class="log-stage">
        <span aria-hidden="true">{SHAPES[line.stage]} </span>
        {t(`log.${line.stage}`)}
      </span>
    </li>
  );
}

function CardView(props: { card: Card; onDone: () => void }) {
  const { card } = props;
  const about = () => (card.about === "" ? "" : ` · ${grouped(card.about)}`);
  return (
    <li class="problem">
      <h3>
        <span aria-hidden="true">✕ </span>
        {pick(card.zh, card.en)}
      </h3>
      <p class="quiet">
        {act(card.act)} {grouped(card.who)}
        {card.tube === "" ? "" : ` · ${t("tube.title")} ${grouped(card.tube)}`}
        {about()} · {clockText(card.atMs)}
      </p>
      <ol class="hands">
        <li>{pick(card.doZh, card.doEn)}</li>
        <li>{card.kept ? t("hands.kept") : t("hands.supervisor")}</li>
      </ol>
      <button type="button" onClick={() => props.onDone()}>
        ✓ {t("queue.settled")}
      </button>
    </li>
  );
}
