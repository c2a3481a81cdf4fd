/** The lab's page: one head, and below it the hatch, plates, results, review, stores or charts. */
import {
  createEffect,
  createSignal,
  For,
  lazy,
  Match,
  on,
  onCleanup,
  onMount,
  Show,
  Suspense,
  Switch,
} from "solid-js";
import { t } from "../base/lang";
import { Lock } from "../base/Lock";
import { Pill } from "../base/Pill";
import { write } from "../base/store";
import { listen } from "../scan/wedge";
import { Charts } from "./Charts";
import { Hatch } from "./Hatch";
import { LabMenu, LabQueue } from "./Menu";
import { Plates } from "./Plates";
import { Results } from "./Results";
import { Review } from "./Review";
import { Stores } from "./Stores";
import type { LabWork } from "./work";

/** Loaded when it is opened: a reader is larger than all the rest. */
const CameraSheet = lazy(() => import("../base/CameraSheet"));

/** How often the bench is looked at again, and who we are. */
const LOOK_MS = 15_000;
const REFRESH_MS = 10 * 60_000;

const TABS = ["hatch", "plates", "results", "review", "stores", "charts"] as const;
export type Tab = (typeof TABS)[number];
/** What a reviewer does: the rest is the bench's. */
const REVIEWER: readonly Tab[] = ["review", "charts"];

interface Props {
  work: LabWork;
  locked: boolean;
  onSignOut: () => void;
}

export function Bench(props: Props) {
  const { work } = props;
  const tabs = work.device.me.role === "reviewer" ? REVIEWER : TABS;
  const asked = () => tabs.find((one) => `#${one}` === location.hash) ?? tabs[0]!;
  const [tab, setTab] = createSignal<Tab>(asked());
  const [open, setOpen] = createSignal<"none" | "menu" | "queue" | "camera">("none");
  const [locked, setLocked] = createSignal(props.locked);
  const lock = (now: boolean) => {
    setLocked(now);
    void write(work.store, "locked", now);
  };

  // What was said on one of them means nothing on another.
  createEffect(on(tab, () => work.say("ready", "")));
  createEffect(on(work.outbox.standing, () => void work.reread()));
  const heard = (scan: { text: string }) => {
    if (locked()) work.say("stop", t("no.locked"), "", t("lock.about"));
    else work.scan(scan.text);
  };
  onMount(() => {
    const stop = listen(heard);
    const turned = () => setTab(asked());
    const again = () => {
      work.outbox.kick();
      void work.look();
    };
    const seen = () => document.visibilityState === "visible" && again();
    const timers = [
      setInterval(() => document.visibilityState === "visible" && void work.look(), LOOK_MS),
      setInterval(() => void work.refresh(), REFRESH_MS),
    ];
    window.addEventListener("hashchange", turned);
    window.addEventListener("online", again);
    document.addEventListener("visibilitychange", seen);
    void work.look();
    void work.refresh();
    onCleanup(() => {
      stop();
      timers.forEach(clearInterval);
      window.removeEventListener("hashchange", turned);
      window.removeEventListener("online", again);
      document.removeEventListener("visibilitychange", seen);
    });
  });

  /** What waits behind a tab. */
  const count = (of: Tab): number => {
    const bench = work.bench();
    if (!bench) return 0;
    const read = bench.plates.filter((plate) => plate.read_at_ms != null);
    if (of === "hatch") return bench.boxes.length;
    if (of === "plates") return bench.waiting;
    if (of === "results") return bench.plates.length - read.length;
    return of === "review" ? read.length + bench.by_hand.length : 0;
  };
  return (
    <div class="desk lab" data-camera={open() === "camera"}>
      <header class="top">
        <h1 class="where">
          <span class="brand">Tenfold</span>
          <span>{work.labName()}</span>
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
      <nav class="tabs" aria-label={t("lab.parts")}>
        <For each={tabs}>
          {(one) => (
            <a href={`#${one}`} aria-current={tab() === one ? "page" : undefined}>
              {t(`tab.${one}`)}
              <Show when={count(one) > 0}>
                <span class="badge">{count(one)}</span>
              </Show>
            </a>
          )}
        </For>
      </nav>
      <Switch>
        <Match when={tab() === "hatch"}>
          <Hatch work={work} />
        </Match>
        <Match when={tab() === "plates"}>
          <Plates work={work} />
        </Match>
        <Match when={tab() === "results"}>
          <Results work={work} />
        </Match>
        <Match when={tab() === "review"}>
          <Review work={work} />
        </Match>
        <Match when={tab() === "stores"}>
          <Stores work={work} />
        </Match>
        <Match when={tab() === "charts"}>
          <Charts work={work} />
        </Match>
      </Switch>
      <LabQueue work={work} open={open() === "queue"} onClose={() => setOpen("none")} />
      <LabMenu
        work={work}
        open={open() === "menu"}
        onClose={() => setOpen("none")}
        onLock={() => {
          setOpen("none");
          lock(true);
        }}
        onSignOut={() => props.onSignOut()}
      />
      <Show when={open() === "camera"}>
        <Suspense>
          <CameraSheet onScan={(text) => heard({ text })} onClose={() => setOpen("none")} />
        </Suspense>
      </Show>
      <Show when={locked()}>
        <Lock store={work.store} onOpen={() => lock(false)} />
      </Show>
    </div>
  );
}
