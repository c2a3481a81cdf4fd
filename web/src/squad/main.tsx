/** The squad's page: who signs in, then who is owed a second swab. */
import { createSignal, Match, Show, Switch } from "solid-js";
import { render } from "solid-js/web";
import { alone, begin } from "../base/app";
import { type Device, restore } from "../base/device";
import { t } from "../base/lang";
import { SignIn } from "../base/SignIn";
import { forget, open, read, type Store } from "../base/store";
import "../look/base.css";
import "../look/clerk.css";
import "../look/parts.css";
import "../look/squad.css";
import { SquadPage } from "./Squad";
import { Work } from "./work";

begin();

type Stand = "loading" | "no-store" | "second" | "sign-in" | "squad";

function Squad() {
  const [stand, setStand] = createSignal<Stand>("loading");
  const [work, setWork] = createSignal<Work | null>(null);
  const [locked, setLocked] = createSignal(false);
  let store: Store | undefined;

  const known = async (found: Device) => {
    const made = new Work(store!, found);
    setLocked((await read<boolean>(store!, "locked")) === true);
    await made.begin();
    setWork(made);
    setStand("squad");
  };
  const signOut = async () => {
    const made = work();
    if (!made || made.outbox.standing().waiting > 0) return;
    made.outbox.stop();
    await forget(store!);
    location.assign("/");
  };

  void (async () => {
    // One page at a time sends what waits on this device: the desk's is the same.
    if (!(await alone("clerk"))) return setStand("second");
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
      <Match when={stand() === "second"}>
        <main class="gate">
          <p class="card">{t("app.second-page")}</p>
        </main>
      </Match>
      <Match when={stand() === "no-store"}>
        <main class="gate">
          <p class="card">{t("app.no-store")}</p>
        </main>
      </Match>
      <Match when={stand() === "sign-in"}>
        <SignIn store={store!} onDone={(found) => void known(found)} />
      </Match>
      <Match when={stand() === "squad"}>
        <Show when={work()} keyed>
          {(made) => <SquadPage work={made} locked={locked()} onSignOut={() => void signOut()} />}
        </Show>
      </Match>
    </Switch>
  );
}

render(() => <Squad />, document.getElementById("app")!);
