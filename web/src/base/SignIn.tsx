/** The one-time sign-in of a device: a token scanned or pasted. */
import { createSignal, type JSX, onCleanup, Show } from "solid-js";
import { listen } from "../scan/wedge";
import { NotAnswered } from "./api";
import { type Device, signIn, TOKEN } from "./device";
import { t } from "./lang";
import { LanguageButton } from "./MenuParts";
import type { Store } from "./store";

interface Props {
  store: Store;
  onDone: (device: Device) => void;
  /** The token of before holds no longer; what waits is still there. */
  again?: boolean;
  foot?: JSX.Element;
}

export function SignIn(props: Props) {
  const [token, setToken] = createSignal("");
  const [said, say] = createSignal("");
  const [busy, setBusy] = createSignal(false);

  const go = async (given: string) => {
    const clean = given.trim().toLowerCase();
    if (busy()) return;
    if (!TOKEN.test(clean)) return say(t("start.no-token"));
    setBusy(true);
    say(t("start.asking"));
    try {
      const device = await signIn(props.store, clean);
      setToken("");
      props.onDone(device);
    } catch (failed) {
      const reached = failed instanceof NotAnswered && [401, 403].includes(failed.status);
      say(reached ? t("start.refused") : t("start.no-line"));
    } finally {
      setBusy(false);
    }
  };
  onCleanup(listen((scan) => void go(scan.text)));
  return (
    <main class="gate">
      <div class="brand-row">
        <img src="/app/icon.svg" alt="" width="56" height="56" />
        <span class="brand">Tenfold</span>
        <LanguageButton />
      </div>
      <form
        class="card"
        onSubmit={(event) => {
          event.preventDefault();
          void go(token());
        }}
      >
        <h1>{t("start.title")}</h1>
        <p class="quiet">{props.again ? t("start.again") : t("start.about")}</p>
        <label>
          <span>{t("start.token")}</span>
          <input
            id="token"
            type="password"
            autocomplete="off"
            spellcheck={false}
            value={token()}
            onInput={(event) => setToken(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="main wide-button" disabled={busy()}>
          {t("start.go")}
        </button>
        <Show when={said() !== ""}>
          <p role="alert" class="notice" data-kind="warn">
            {said()}
          </p>
        </Show>
      </form>
      {props.foot}
    </main>
  );
}
