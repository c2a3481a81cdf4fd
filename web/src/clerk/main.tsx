/** The clerk's page: who, where, then the desk. */
import { createSignal, Match, Show, Switch } from "solid-js";
import { render } from "solid-js/web";
import { alone, begin } from "../base/app";
import { type Device, type Place, restore } from "../base/device";
import { t } from "../base/lang";
import { SignIn } from "../base/SignIn";
import { forget, open, read, type Store, write } from "../base/store";
import "../look/base.css";
import "../look/clerk.css";
import { DeskPage } from "./Desk";
import { LanePick } from "./LanePick";
import { Work } from "./work";

begin();

type Stand = "loading" | "no-store" | "second" | "sign-in" | "lane" | "desk";

function Clerk() {
  const [stand, setStand] = createSignal<Stand>("loading");
  const [device, setDevice] = createSignal<Device | null>(null);
  const [work, setWork] = createSignal<Work | null>(null);
  const [locked, setLocked] = createSignal(false);
  let store: Store | undefined;

  const known = async (found: Device) => {
    setDevice(found);
    const place = await read<Place>(store!, "place");
    return place ? at(found, place) : setStand("lane");
  };
  const at = async (found: Device, place: Place) => {
    const made = new Work(store!, found, place);
    setLocked((await read<boolean>(store!, "locked")) === true);
    await made.begin();
    setWork(made);
    setStand("desk");
  };
  const chosen = async (place: Place) => {
    await write(store!, "place", place);
    await at(device()!, place);
  };
  const change = () => {
    work()?.outbox.stop();
    setStand("lane");
  };
  const signOut = async () => {
    const made = work();
    if (made && made.outbox.standing().waiting > 0) return;
    made?.outbox.stop();
    await forget(store!);
    location.assign("/");
  };

  void (async () => {
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
      <Match when={stand() === "lane" && device()}>
        {(found) => <LanePick device={found()} onDone={(place) => void chosen(place)} />}
      </Match>
      <Match when={stand() === "desk"}>
        <Show when={work()} keyed>
          {(made) => (
            <DeskPage
              work={made}
              locked={locked()}
              onLane={change}
              onSignOut={() => void signOut()}
            />
          )}
        </Show>
      </Match>
    </Switch>
  );
}

render(() => <Clerk />, document.getElementById("app")!);
