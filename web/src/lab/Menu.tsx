/** The menu of the lab's page, and what waits or needs hands. */
import { For, Show } from "solid-js";
import { clockText } from "../base/day";
import { pick, t } from "../base/lang";
import { Looks, OtherPages, SignOut, UpdateButton } from "../base/MenuParts";
import { Sheet } from "../base/Sheet";
import { minutesSince } from "../base/ticker";
import { grouped } from "../scan/codes";
import type { LabWork } from "./work";

interface Props {
  work: LabWork;
  open: boolean;
  onClose: () => void;
}

export function LabMenu(props: Props & { onLock: () => void; onSignOut: () => void }) {
  const waiting = () => props.work.outbox.standing().waiting;
  const staff = () => t("menu.staff", props.work.device.me);
  return (
    <Sheet
      open={props.open}
      title={t("menu.title")}
      about={`${props.work.labName()} · ${staff()}`}
      onClose={props.onClose}
    >
      <div class="menu">
        <button type="button" class="main" onClick={() => props.onLock()}>
          {t("menu.lock")}
        </button>
        <OtherPages role={props.work.device.me.role} here="lab" />
        <Looks />
        <UpdateButton busy={waiting() > 0} />
        <SignOut waiting={waiting()} onSignOut={() => props.onSignOut()} />
      </div>
    </Sheet>
  );
}

export function LabQueue(props: Props) {
  const standing = () => props.work.outbox.standing();
  return (
    <Sheet open={props.open} title={t("queue.title")} onClose={props.onClose} wide>
      <Show when={standing().waiting > 0} fallback={<p class="quiet">{t("queue.empty")}</p>}>
        <p class="notice" data-kind="warn">
          {t("queue.oldest", { minutes: minutesSince(standing().oldestMs) })}
        </p>
        <p class="quiet">{t("queue.safe")}</p>
        <button type="button" class="wide-button" onClick={() => props.work.outbox.kick()}>
          {t("queue.now")}
        </button>
      </Show>
      <Show
        when={props.work.cards().length > 0}
        fallback={<p class="quiet">{t("queue.no-cards")}</p>}
      >
        <ul class="cards">
          <For each={props.work.cards()}>
            {(card) => (
              <li class="problem">
                <h3>
                  <span aria-hidden="true">✕ </span>
                  {pick(card.zh, card.en)}
                </h3>
                <p class="quiet">
                  {grouped(card.about || card.tube)} · {clockText(card.atMs)}
                </p>
                <p>{pick(card.doZh, card.doEn)}</p>
                <button type="button" onClick={() => void props.work.settle(card)}>
                  ✓ {t("queue.settled")}
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Sheet>
  );
}
