/** Which squad, what waits, lock, look, language, sign-out. */
import { createSignal, For, Show } from "solid-js";
import { persisted } from "../base/app";
import { clockText } from "../base/day";
import { pick, t } from "../base/lang";
import { Looks, OtherPages, SignOut, UpdateButton } from "../base/MenuParts";
import { Sheet } from "../base/Sheet";
import type { Card } from "../base/store";
import { minutesSince } from "../base/ticker";
import type { Work } from "./work";

interface Props {
  work: Work;
  open: boolean;
  onClose: () => void;
}

interface MenuProps extends Props {
  onLock: () => void;
  onSquad: () => void;
  onSignOut: () => void;
}

export function MenuSheet(props: MenuProps) {
  const me = () => props.work.device.me;
  const waiting = () => props.work.outbox.standing().waiting;
  return (
    <Sheet
      open={props.open}
      title={t("menu.title")}
      about={t("menu.staff", me())}
      onClose={props.onClose}
    >
      <div class="menu">
        <button type="button" class="main" onClick={() => props.onLock()}>
          {t("menu.lock")}
        </button>
        <button type="button" onClick={() => props.onSquad()}>
          {t("menu.squad")}
        </button>
        <OtherPages role={me().role} here="squad" />
        <Looks />
        <UpdateButton busy={waiting() > 0} />
        <SignOut waiting={waiting()} onSignOut={() => props.onSignOut()} />
      </div>
    </Sheet>
  );
}

export function SquadSheet(props: Props) {
  const [number, setNumber] = createSignal(props.work.squad() ?? 1);
  const go = async () => {
    await props.work.chooseSquad(number());
    props.onClose();
  };
  return (
    <Sheet
      open={props.open}
      title={t("squad.which")}
      about={t("squad.which-about")}
      onClose={props.onClose}
    >
      <div class="stepper">
        <button
          type="button"
          aria-label={t("squad.less")}
          disabled={number() <= 1}
          onClick={() => setNumber((now) => now - 1)}
        >
          −
        </button>
        <output class="count-large">{number()}</output>
        <button
          type="button"
          aria-label={t("squad.more")}
          onClick={() => setNumber((now) => now + 1)}
        >
          +
        </button>
      </div>
      <button type="button" class="main wide-button" onClick={() => void go()}>
        {t("squad.which-go", { squad: number() })}
      </button>
    </Sheet>
  );
}

export function QueueSheet(props: Props) {
  const standing = () => props.work.outbox.standing();
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

/** What the service refused, in its words, and what to do. */
function CardView(props: { card: Card; onDone: () => void }) {
  return (
    <li class="problem">
      <h3>
        <span aria-hidden="true">✕ </span>
        {pick(props.card.zh, props.card.en)}
      </h3>
      <p class="quiet">
        {t(`act.${props.card.act}` as "act.register")} {props.card.who} ·{" "}
        {clockText(props.card.atMs)}
      </p>
      <p class="hands">{pick(props.card.doZh, props.card.doEn)}</p>
      <Show when={props.card.kept}>
        <p class="quiet">{t("hands.kept")}</p>
      </Show>
      <button type="button" onClick={() => props.onDone()}>
        ✓ {t("queue.settled")}
      </button>
    </li>
  );
}
