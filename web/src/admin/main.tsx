/** The administrator's and the auditor's page: who signs in, then what their role is there for. */
import { createSignal, Match, Show, Switch } from "solid-js";
import { render } from "solid-js/web";
import { begin } from "../base/app";
import { type Device, restore } from "../base/device";
import { t } from "../base/lang";
import { SignIn } from "../base/SignIn";
import { open, type Store } from "../base/store";
import "../look/base.css";
import "../look/parts.css";
import "../look/admin.css";
import { AdminPage } from "./Admin";

begin();

function Admin() {
  const [stand, setStand] = createSignal<"loading" | "no-store" | "sign-in" | "admin">("loading");
  const [device, setDevice] = createSignal<Device | null>(null);
  let store: Store | undefined;
  const known = (found: Device) => {
    setDevice(found);
    setStand("admin");
  };
  void (async () => {
    try {
      store = await open();
      const found = await restore(store);
      if (found) known(found);
      else setStand("sign-in");
    } catch {
      setStand("no-store");
    }
  })();
  return (
    <Switch>
      <Match when={stand() === "no-store"}>
        <main class="gate">
          <p class="card">{t("app.no-store")}</p>
        </main>
      </Match>
      <Match when={stand() === "sign-in"}>
        <SignIn store={store!} onDone={known} />
      </Match>
      <Match when={stand() === "admin"}>
        <Show when={device()} keyed>
          {(found) => <AdminPage store={store!} device={found} />}
        </Show>
      </Match>
    </Switch>
  );
}

render(() => <Admin />, document.getElementById("app")!);
