/** Who may see a page, and on which device: sign-in, one page at a time, a role that fits. */
import { createSignal, type JSX, Match, Show, Switch } from "solid-js";
import { alone } from "../base/app";
import { type Device, restore } from "../base/device";
import { t } from "../base/lang";
import { SignIn } from "../base/SignIn";
import { forget, open, read, type Store } from "../base/store";
import type { Dealer } from "./dealer";

type Stand = "loading" | "no-store" | "second" | "sign-in" | "role" | "place" | "page";

interface Props<W extends Dealer> {
  /** Roles whose page it is. */
  roles: string[];
  /** `null` where the device does not say yet where it stands. */
  make: (store: Store, device: Device) => Promise<W | null> | W | null;
  /** Where that is asked for. */
  place?: (store: Store, device: Device, done: () => void) => JSX.Element;
  children: (work: W, locked: boolean, signOut: () => void) => JSX.Element;
}

export function Gate<W extends Dealer>(props: Props<W>) {
  const [stand, setStand] = createSignal<Stand>("loading");
  const [device, setDevice] = createSignal<Device | null>(null);
  const [work, setWork] = createSignal<W | null>(null);
  const [locked, setLocked] = createSignal(false);
  let store: Store | undefined;

  const known = async (found: Device) => {
    setDevice(found);
    if (!props.roles.includes(found.me.role)) return setStand("role");
    const made = await props.make(store!, found);
    if (!made) return setStand("place");
    setLocked((await read<boolean>(store!, "locked")) === true);
    await made.begin();
    setWork(() => made);
    setStand("page");
  };
  const signOut = async () => {
    const made = work();
    if (made && made.outbox.standing().waiting > 0) return;
    made?.outbox.stop();
    await forget(store!);
    location.assign("/");
  };

  void (async () => {
    // One queue on a device: the desk of a clerk counts too.
    if (!(await alone("clerk"))) return setStand("second");
    try {
      store = await open();
      const found = await restore(store);
      await (found ? known(found) : setStand("sign-in"));
    } catch {
      setStand("no-store");
    }
  })();

  const told = () => {
    if (stand() === "second") return t("app.second-page");
    return stand() === "no-store" ? t("app.no-store") : null;
  };
  return (
    <Switch>
      <Match when={told()}>
        {(text) => (
          <main class="gate">
            <p class="card">{text()}</p>
          </main>
        )}
      </Match>
      <Match when={stand() === "role"}>
        <main class="gate">
          <div class="card role-gate">
            <h1>{t("carry.role", { role: device()?.me.role })}</h1>
            <p class="quiet">{t("carry.role-do")}</p>
            <a class="button main" href="/">
              {t("carry.role-go")}
            </a>
          </div>
        </main>
      </Match>
      <Match when={stand() === "sign-in"}>
        <SignIn store={store!} onDone={(found) => void known(found)} />
      </Match>
      <Match when={stand() === "place" && device()}>
        {(found) => props.place?.(store!, found(), () => void known(found()))}
      </Match>
      <Match when={stand() === "page"}>
        <Show when={work()} keyed>
          {(made) => props.children(made, locked(), () => void signOut())}
        </Show>
      </Match>
    </Switch>
  );
}
