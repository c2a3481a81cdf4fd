/** Lock, card, sound, look, language, sign-out. */
import { For, type JSX, Show } from "solid-js";
import { update, updateNow } from "../base/app";
import { lang, speak, t } from "../base/lang";
import { setSound, sound } from "../base/sound";
import { Sheet } from "../base/Sheet";
import { setTheme, theme, THEMES } from "../base/theme";
import type { Dealer } from "./dealer";

interface Props {
  work: Dealer;
  where: string;
  open: boolean;
  more?: JSX.Element;
  onClose: () => void;
  onCard: () => void;
  onSignOut: () => void;
}

export function MenuSheet(props: Props) {
  const waiting = () => props.work.outbox.standing().waiting;
  const busy = () => waiting() > 0 || props.work.deal() !== null;
  const about = () => `${props.where} · ${t("menu.staff", props.work.device.me)}`;
  return (
    <Sheet open={props.open} title={t("menu.title")} about={about()} onClose={props.onClose}>
      <div class="menu">
        <button type="button" class="main" onClick={() => props.work.onLock()}>
          {t("menu.lock")}
        </button>
        <button type="button" onClick={() => props.onCard()}>
          {t("card.mine")}
        </button>
        {props.more}
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
          <button type="button" disabled={busy()} onClick={updateNow}>
            {busy() ? t("app.update-wait") : t("app.update")}
          </button>
        </Show>
        <button type="button" class="danger" disabled={busy()} onClick={() => props.onSignOut()}>
          {t("menu.sign-out")}
        </button>
        <Show when={waiting() > 0}>
          <p class="quiet">{t("menu.sign-out-wait", { count: waiting() })}</p>
        </Show>
      </div>
    </Sheet>
  );
}
