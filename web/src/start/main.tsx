/** Where everybody begins: who signs in is sent to the page of their role, a resident to theirs,
 * and who came by the link of a demo may try any. */
import { createSignal, Match, Switch } from "solid-js";
import { render } from "solid-js/web";
import { begin } from "../base/app";
import { demoToken, leaveDemo, takeDemo } from "../base/demo";
import { type Device, restore } from "../base/device";
import { t } from "../base/lang";
import { pagesOf, roleName } from "../base/roles";
import { SignIn } from "../base/SignIn";
import { open, type Store } from "../base/store";
import "../look/base.css";
import "../look/start.css";
import { Try } from "./Try";

takeDemo();
begin();

function Start() {
  const [stand, setStand] = createSignal<"loading" | "try" | "sign-in" | "no-page" | "no-store">(
    "loading",
  );
  const [device, setDevice] = createSignal<Device | null>(null);
  let store: Store | undefined;

  const go = (found: Device) => {
    const [page] = pagesOf(found.me.role);
    if (page) return location.replace(`/${page}`);
    setDevice(found);
    setStand("no-page");
  };
  const own = () => {
    leaveDemo();
    const found = device();
    if (found) go(found);
    else setStand("sign-in");
  };
  void (async () => {
    try {
      store = await open();
      const found = await restore(store);
      setDevice(found);
      if (demoToken() !== null) setStand("try");
      else own();
    } catch {
      setStand("no-store");
    }
  })();
  return (
    <Switch>
      <Match when={stand() === "try"}>
        <Try store={store!} device={device()} onOwn={own} />
      </Match>
      <Match when={stand() === "sign-in"}>
        <SignIn
          store={store!}
          onDone={go}
          foot={
            <>
              <a class="card resident-link" href="/resident">
                <b>{t("start.resident")}</b>
                <span class="quiet">{t("start.resident-about")}</span>
              </a>
              <p class="row">
                <a class="button" href="/board">
                  {t("start.board")}
                </a>
                <a class="button" href="/docs">
                  {t("start.docs")}
                </a>
              </p>
            </>
          }
        />
      </Match>
      <Match when={stand() === "no-store"}>
        <main class="gate">
          <p class="card">{t("app.no-store")}</p>
        </main>
      </Match>
      <Match when={stand() === "no-page"}>
        <main class="gate">
          <p class="card">{t("start.no-page", { role: roleName(device()?.me.role ?? "") })}</p>
        </main>
      </Match>
    </Switch>
  );
}

render(() => <Start />, document.getElementById("app")!);
