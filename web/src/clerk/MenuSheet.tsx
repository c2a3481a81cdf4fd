/** Lock, lane, sound, look, language, sign-out. */
import { For, Show } from "solid-js";
import { update, updateNow } from "../base/app";
import { lang, speak, t } from "../base/lang";
import { readerSaid, readerWanted, wantReader } from "../base/reader";
import { setSound, sound } from "../base/sound";
import { Sheet } from "../base/Sheet";
import { setTheme, theme, THEMES } from "../base/theme";
import type { Work } from "./work";

interface Props {
  work: Work;
  open: boolean;
  onClose: () => void;
  onLock: () => void;
  onCards: () => void;
  onLane: () => void;
  onSignOut: () => void;
}

export function MenuSheet(props: Props) {
  const me = () => props.work.device.me;
  const waiting = () => props.work.outbox.standing().waiting + props.work.desk().group.length;
  const busy = () => waiting() > 0;
  const tubeOpen = () => (props.work.desk().tube?.places.length ?? 0) > 0;
  return (
    <Sheet
      open={props.open}
      title={t("menu.title")}
      about={`${props.work.laneName()} · ${t("menu.staff", me())}`}
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
        <button
          type="button"
          aria-pressed={readerWanted()}
          onClick={() => wantReader(!readerWanted())}
        >
          {t("menu.reader")}:{" "}
          {readerWanted() ? readerSaid() || t("menu.reader-away") : t("menu.off")}
        </button>
        <div class="row" role="group" aria-label={t("menu.theme")}>
          <For each={THEMES}>
            {(one) => (
              <button type="button" aria-pressed={theme() === one} onClick={() => setTheme(one)}>
                {t(`menu.theme-${one}`)}
              </button>
            )}
          </For>
        </div>
        <button type="button" onClick={() => props.onCards()}>
          {t("menu.cards")}
        </button>
        <Show when={update()}>
          <button type="button" disabled={busy() || tubeOpen()} onClick={updateNow}>
            {busy() || tubeOpen() ? t("app.update-wait") : t("app.update")}
          </button>
        </Show>
        <button type="button" disabled={busy() || tubeOpen()} onClick={() => props.onLane()}>
          {t("menu.lane")}
        </button>
        <button type="button" class="danger" disabled={busy()} onClick={() => props.onSignOut()}>
          {t("menu.sign-out")}
        </button>
        <Show when={busy()}>
          <p class="quiet">{t("menu.sign-out-wait", { count: waiting() })}</p>
        </Show>
      </div>
    </Sheet>
  );
}
