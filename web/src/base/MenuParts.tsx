/** What every menu has: the other pages of one's role, sound, language and look, a new version, the
 * way out. */
import { For, Show } from "solid-js";
import { update, updateNow } from "./app";
import { demoToken } from "./demo";
import { lang, speak, t } from "./lang";
import { type PageName, pagesOf } from "./roles";
import { setSound, sound } from "./sound";
import { setTheme, theme, THEMES } from "./theme";

/** Where somebody of this role works besides. */
export function OtherPages(props: { role: string; here: PageName }) {
  const pages = () => pagesOf(props.role).filter((page) => page !== props.here);
  return (
    <>
      <Show when={pages().length > 0}>
        <nav class="menu-pages" aria-label={t("menu.pages")}>
          <For each={pages()}>
            {(page) => (
              <a class="button" href={`/${page}`}>
                {t(`page.${page}`)}
              </a>
            )}
          </For>
        </nav>
      </Show>
      <Show when={demoToken() !== null}>
        <a class="button" href="/">
          {t("try.others")}
        </a>
      </Show>
    </>
  );
}

export function LanguageButton() {
  return (
    <button
      type="button"
      lang={lang() === "zh" ? "en" : "zh-CN"}
      onClick={() => speak(lang() === "zh" ? "en" : "zh")}
    >
      {t("app.other-language")}
    </button>
  );
}

export function ThemeRow() {
  return (
    <div class="row" role="group" aria-label={t("menu.theme")}>
      <For each={THEMES}>
        {(one) => (
          <button type="button" aria-pressed={theme() === one} onClick={() => setTheme(one)}>
            {t(`menu.theme-${one}`)}
          </button>
        )}
      </For>
    </div>
  );
}

/** Sound, language and look of this device. */
export function Looks() {
  return (
    <>
      <div class="row">
        <button type="button" aria-pressed={sound()} onClick={() => setSound(!sound())}>
          {t("menu.sound")}: {sound() ? t("menu.on") : t("menu.off")}
        </button>
        <LanguageButton />
      </div>
      <ThemeRow />
    </>
  );
}

/** A new version of the app; opened once nothing waits. */
export function UpdateButton(props: { busy: boolean }) {
  return (
    <Show when={update()}>
      <button type="button" disabled={props.busy} onClick={updateNow}>
        {props.busy ? t("app.update-wait") : t("app.update")}
      </button>
    </Show>
  );
}

/** The way out: shut as long as something waits to be sent, or is under way. */
export function SignOut(props: { waiting: number; busy?: boolean; onSignOut: () => void }) {
  const busy = () => props.busy === true || props.waiting > 0;
  return (
    <>
      <button type="button" class="danger" disabled={busy()} onClick={() => props.onSignOut()}>
        {t("menu.sign-out")}
      </button>
      <Show when={props.waiting > 0}>
        <p class="quiet">{t("menu.sign-out-wait", { count: props.waiting })}</p>
      </Show>
    </>
  );
}
