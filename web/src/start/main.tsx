/** Where the app begins: who signs in is sent to the page of their role. */
import { createSignal, Match, Switch } from "solid-js";
import { render } from "solid-js/web";
import { begin } from "../base/app";
import { type Device, restore } from "../base/device";
import { t } from "../base/lang";
import { SignIn } from "../base/SignIn";
import { open, type Store } from "../base/store";
import "../look/base.css";

begin();

/** The page of a role. A new page is a line here. */
const PAGES: Record<string, string> = {
  clerk: "/clerk",
  packer: "/packer",
  courier: "/courier",
  lab: "/lab",
  reviewer: "/lab",
  commander: "/commander",
  planner: "/planner",
  auditor: "/admin",
  admin: "/admin",
};
/** Roles whose page is the board. */
const BOARD = new Set(["planner"]);

function Start() {
  const [stand, setStand] = createSignal<"loading" | "sign-in" | "no-page" | "no-store">("loading");
  const [role, setRole] = createSignal("");
  let store: Store | undefined;

  const go = (device: Device) => {
    const page = PAGES[device.me.role];
    if (page) return location.replace(page);
    setRole(device.me.role);
    setStand("no-page");
  };
  void (async () => {
    try {
      store = await open();
      const found = await restore(store);
      if (found) go(found);
      else setStand("sign-in");
    } catch {
      setStand("no-store");
    }
  })();
  return (
    <Switch>
      <Match when={stand() === "sign-in"}>
        <SignIn store={store!} onDone={go} />
      </Match>
      <Match when={stand() === "no-store"}>
        <main class="gate">
          <p class="card">{t("app.no-store")}</p>
        </main>
      </Match>
      <Match when={stand() === "no-page"}>
        <main class="gate">
          <div class="card">
            <p>{t("start.no-page", { role: role() })}</p>
            {BOARD.has(role()) && <a href="/">{t("start.board")}</a>}
          </div>
        </main>
      </Match>
    </Switch>
  );
}

render(() => <Start />, document.getElementById("app")!);
