/** The frame of a page for those who pack and carry: its head, the ear for scans, the sheets that
 * both pages have, the lock. */
import {
  createEffect,
  createSignal,
  type JSX,
  lazy,
  on,
  onCleanup,
  onMount,
  Show,
  Suspense,
} from "solid-js";
import { t } from "../base/lang";
import { Lock } from "../base/Lock";
import { Pill } from "../base/Pill";
import type { PageName } from "../base/roles";
import { write } from "../base/store";
import { listen } from "../scan/wedge";
import { CardSheet } from "./CardSheet";
import type { Dealer } from "./dealer";
import { MenuSheet } from "./MenuSheet";
import { QueueSheet } from "./QueueSheet";
import { Says } from "./Says";

/** Loaded with its reader when it is opened. */
const CameraSheet = lazy(() => import("../base/CameraSheet"));

/** How often the service is asked who we are, and for the lists. */
const REFRESH_MS = 10 * 60_000;
const LISTS_MS = 20_000;

interface Props {
  work: Dealer;
  here: PageName;
  where: string;
  ready: string;
  locked: boolean;
  more?: (close: () => void) => JSX.Element;
  children: JSX.Element;
  onSignOut: () => void;
}

export function Frame(props: Props) {
  const { work } = props;
  const [open, setOpen] = createSignal<"none" | "queue" | "menu" | "card" | "camera">("none");
  const [locked, setLocked] = createSignal(props.locked);
  const close = () => setOpen("none");

  const lock = (now: boolean) => {
    setLocked(now);
    work.lock(now);
    void write(work.store, "locked", now);
  };
  work.lock(props.locked);
  work.onLock = () => {
    close();
    lock(true);
  };

  onMount(() => {
    const stop = listen((scan) => void work.scan(scan.text, scan.inputMethod));
    const again = () => {
      work.outbox.kick();
      void work.lists();
    };
    const seen = () => document.visibilityState === "visible" && again();
    const timers = [
      setInterval(() => void work.refresh(), REFRESH_MS),
      // A page that nobody looks at asks for nothing.
      setInterval(() => document.visibilityState === "visible" && void work.lists(), LISTS_MS),
    ];
    window.addEventListener("online", again);
    document.addEventListener("visibilitychange", seen);
    void work.refresh();
    onCleanup(() => {
      stop();
      timers.forEach(clearInterval);
      window.removeEventListener("online", again);
      document.removeEventListener("visibilitychange", seen);
    });
  });
  // Once everything was sent, the lists have it.
  const idle = () => work.outbox.standing().waiting === 0;
  createEffect(on(idle, (now) => now && void work.lists(), { defer: true }));

  return (
    <div class="desk" data-kind={work.signal().kind}>
      <header class="top carry-top">
        <h1 class="where">
          <span class="brand">Tenfold</span>
          <span>{props.where}</span>
        </h1>
        <div class="tools">
          <Show when={work.cards().length > 0}>
            <button type="button" class="pill" data-kind="bad" onClick={() => setOpen("queue")}>
              <span class="pill-shape" aria-hidden="true">
                ✕
              </span>
              <b>{t("head.cards", { count: work.cards().length })}</b>
            </button>
          </Show>
          <Pill standing={work.outbox.standing()} onOpen={() => setOpen("queue")} />
          <button type="button" onClick={() => setOpen("camera")}>
            {t("head.camera")}
          </button>
          <button type="button" onClick={() => setOpen("menu")}>
            {t("head.menu")}
          </button>
        </div>
      </header>
      <main class="work carry" data-camera={open() === "camera"}>
        <Says signal={work.signal()} ready={props.ready} />
        <div class="side">{props.children}</div>
      </main>
      <QueueSheet work={work} open={open() === "queue"} onClose={close} />
      <MenuSheet
        work={work}
        where={props.where}
        here={props.here}
        open={open() === "menu"}
        more={props.more?.(close)}
        onClose={close}
        onCard={() => setOpen("card")}
        onSignOut={() => props.onSignOut()}
      />
      <Show when={open() === "camera"}>
        <Suspense>
          <CameraSheet onScan={(text) => void work.scan(text)} onClose={close} />
        </Suspense>
      </Show>
      <CardSheet work={work} open={open() === "card"} onClose={close} />
      <Show when={locked()}>
        <Lock store={work.store} onOpen={() => lock(false)} />
      </Show>
    </div>
  );
}
