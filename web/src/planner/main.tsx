/** The planner's page: who signs in, then the night before. */
import { createSignal, Match, Switch } from "solid-js";
import { render } from "solid-js/web";
import { begin } from "../base/app";
import { type Device, refresh, restore } from "../base/device";
import { t } from "../base/lang";
import { SignIn } from "../base/SignIn";
import { forget, open, type Store } from "../base/store";
import "../look/base.css";
import "../look/parts.css";
import "../look/planner.css";
import { PlannerPage } from "./Planner";
import { Work } from "./work";

begin();

/** Who may plan; the service decides, and this only says so sooner. */
const PLANNERS = new Set(["planner", "commander", "admin"]);

type Stand = "loading" | "no-store" | "sign-in" | "no-role" | "planner";

function Planner() {
  const [stand, setStand] = createSignal<Stand>("loading");
  const [role, setRole] = createSignal("");
  const [work, setWork] = createSignal<Work | null>(null);
  let store: Store | undefined;

  const known = async (found: Device) => {
    setRole(found.me.role);
    if (!PLANNERS.has(found.me.role)) return setStand("no-role");
    const fresh = await refresh(store!, found).catch(() => found);
    const made = new Work(store!, fresh);
    await made.begin();
    setWork(made);
    setStand("planner");
  };
  /** Nothing goes while entries of this device wait for the service. */
  const signOut = async () => {
    if ((await store!.countFromIndex("commands", "stage", "waiting")) > 0) return;
    work()?.stop();
    await forget(store!);
    location.assign("/");
  };
  void (async () => {
    try {
      store = await open();
      const found = await restore(store);
      await (found ? known(found) : setStand("sign-in"));
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
        <SignIn store={store!} onDone={(found) => void known(found)} />
      </Match>
      <Match when={stand() === "no-role"}>
        <main class="gate">
          <div class="card">
            <p>{t("planner.no-role", { role: role() })}</p>
            <p>
              <a href="/">Tenfold</a>
            </p>
          </div>
        </main>
      </Match>
      <Match when={stand() === "planner" && work()}>
        {(made) => <PlannerPage work={made()} onSignOut={() => void signOut()} />}
      </Match>
    </Switch>
  );
}

render(() => <Planner />, document.getElementById("app")!);
