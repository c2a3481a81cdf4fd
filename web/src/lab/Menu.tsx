/** The menu of the lab's page, and what waits or needs hands. */
import { For, Show } from "solid-js";
import { update, updateNow } from "../base/app";
import { lang, pick, speak, t } from "../base/lang";
import { Sheet } from "../base/Sheet";
import { setSound, sound } from "../base/sound";
import { setTheme, theme, THEMES } from "../base/theme";
import { minutesSince } from "../base/ticker";
import { grouped } from "../scan/codes";
import { at } from "./time";
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
        <div class="row">
          <button type="button" aria-pressed={sound()} onClick={() => setSound(!sound())}>
            {t("menu.sound")}: {sound() ? t("menu.on") : t("menu.off")}
          </button>
          <button
            type="button"
            lang={lang() === "zh" ? "en" : "zh-CN"}
            onClick={() => speak(lang() === "zh" ? "en" : "zh")}
          >
            {t("app.other-language")}
          </button>
        </div>
        <div class="row" role="group" aria-label={t("menu.theme")}>
          <For each={THEMES}>
            {(one) => (
              <button type="button" aria-pressed={theme() === one} onClick={() => setTheme(one)}>
                {t(`menu.theme-${one}`)}
              </button>
            )}
          </For>
        </div>
        <Show when={update()}>
          <button type="button" disabled={waiting() > 0} onClick={updateNow}>
            {waiting() > 0 ? t("app.update-wait") : t("app.update")}
          </button>
        </Show>
        <button
          type="button"
          class="danger"
          disabled={waiting() > 0}
          onClick={() => props.onSignOut()}
        >
          {t("menu.sign-out")}
        </button>
        <Show when={waiting() > 0}>
          <p class="quiet">{t("menu.sign-out-wait", { count: waiting() })}</p>
        </Show>
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
                  {grouped(card.about || card.tube)} · {at(card.atMs)}
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
