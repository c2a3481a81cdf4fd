/** The lab's page: who, at which lab, then the bench. */
import { createSignal, For, Match, Show, Switch } from "solid-js";
import { render } from "solid-js/web";
import { alone, begin } from "../base/app";
import { type Device, restore } from "../base/device";
import { pick, t } from "../base/lang";
import { SignIn } from "../base/SignIn";
import { forget, open, read, type Store, write } from "../base/store";
import "../look/base.css";
import "../look/clerk.css";
import "../look/lab.css";
import { Bench } from "./Bench";
import { LabWork } from "./work";

begin();

/** Roles that work at a lab. */
const HERE = new Set(["lab", "reviewer", "admin"]);

type Stand = "loading" | "no-store" | "second" | "sign-in" | "not-here" | "lab" | "bench";

function Lab() {
  const [stand, setStand] = createSignal<Stand>("loading");
  const [device, setDevice] = createSignal<Device | null>(null);
  const [work, setWork] = createSignal<LabWork | null>(null);
  const [locked, setLocked] = createSignal(false);
  let store: Store | undefined;

  const known = async (found: Device) => {
    setDevice(found);
    if (!HERE.has(found.me.role)) return setStand("not-here");
    const lab = found.me.lab ?? (await read<number>(store!, "lab"));
    return lab === undefined ? setStand("lab") : at(found, lab);
  };
  const at = async (found: Device, lab: number) => {
    const made = new LabWork(store!, found, lab);
    setLocked((await read<boolean>(store!, "locked")) === true);
    await made.begin();
    setWork(made);
    setStand("bench");
  };
  const chosen = async (lab: number) => {
    await write(store!, "lab", lab);
    await at(device()!, lab);
  };
  const signOut = async () => {
    const made = work();
    if (made && made.outbox.standing().waiting > 0) return;
    made?.outbox.stop();
    await forget(store!);
    location.assign("/");
  };

  void (async () => {
    if (!(await alone("lab"))) return setStand("second");
    try {
      store = await open();
      const found = await restore(store);
      await (found ? known(found) : setStand("sign-in"));
    } catch {
      setStand("no-store");
    }
  })();

  const gate = (text: string) => (
    <main class="gate">
      <p class="card">{text}</p>
    </main>
  );
  return (
    <Switch>
      <Match when={stand() === "second"}>{gate(t("app.second-page"))}</Match>
      <Match when={stand() === "no-store"}>{gate(t("app.no-store"))}</Match>
      <Match when={stand() === "not-here"}>
        <main class="gate">
          <div class="card">
            <p>{t("lab.not-here")}</p>
            <a href="/">{t("lab.go-start")}</a>
          </div>
        </main>
      </Match>
      <Match when={stand() === "sign-in"}>
        <SignIn store={store!} onDone={(found) => void known(found)} />
      </Match>
      <Match when={stand() === "lab" && device()}>
        {(found) => (
          <main class="gate">
            <div class="card lab-pick">
              <h1>{t("lab.which")}</h1>
              <For each={found().campaign.labs} fallback={<p class="notice">{t("lab.none")}</p>}>
                {(one) => (
                  <button type="button" class="wide-button" onClick={() => void chosen(one.id)}>
                    {pick(one.name_zh, one.name_en)}
                  </button>
                )}
              </For>
            </div>
          </main>
        )}
      </Match>
      <Match when={stand() === "bench"}>
        <Show when={work()} keyed>
          {(made) => <Bench work={made} locked={locked()} onSignOut={() => void signOut()} />}
        </Show>
      </Match>
    </Switch>
  );
}

render(() => <Lab />, document.getElementById("app")!);
