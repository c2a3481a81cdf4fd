/** Headquarters' page: one board for a wall. */
import { createSignal, Match, Switch } from "solid-js";
import { render } from "solid-js/web";
import { begin } from "../base/app";
import { type Device, refresh, restore } from "../base/device";
import { t } from "../base/lang";
import { SignIn } from "../base/SignIn";
import { forget, open, type Store } from "../base/store";
import "../look/base.css";
import "../look/commander.css";
import { BoardPage } from "./Board";
import { Work } from "./work";

begin();

/** Who sees the whole region; the service decides, and this only says so sooner. */
const WATCHERS = new Set(["commander", "planner", "auditor", "admin"]);

type Stand = "loading" | "no-store" | "sign-in" | "no-role" | "board";

function Commander() {
  const [stand, setStand] = createSignal<Stand>("loading");
  const [role, setRole] = createSignal("");
  const [work, setWork] = createSignal<Work | null>(null);
  let store: Store | undefined;

  const known = async (found: Device) => {
    setRole(found.me.role);
    if (!WATCHERS.has(found.me.role)) return setStand("no-role");
    // Sites and labs of today, where the service can be asked.
    const fresh = await refresh(store!, found).catch(() => found);
    setWork(new Work(fresh));
    setStand("board");
  };
  /** Nothing goes while entries of this device wait for the service. */
  const signOut = async () => {
    if ((await store!.countFromIndex("commands", "stage", "waiting")) > 0) return;
    work()?.stop();
    await forget(store!);
    location.reload();
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
            <p>{t("board.no-role", { role: role() })}</p>
            <p>
              <a href="/">Tenfold</a>
            </p>
          </div>
        </main>
      </Match>
      <Match when={stand() === "board" && work()}>
        {(made) => <BoardPage work={made()} onSignOut={() => void signOut()} />}
      </Match>
    </Switch>
  );
}

render(() => <Commander />, document.getElementById("app")!);
