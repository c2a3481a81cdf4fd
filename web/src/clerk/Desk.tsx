/** The clerk's one screen. */
import {
  createEffect,
  createSignal,
  For,
  lazy,
  onCleanup,
  onMount,
  Show,
  Suspense,
} from "solid-js";
import { line } from "../base/api";
import { nearlyFull } from "../base/app";
import { demoToken } from "../base/demo";
import { pick, t } from "../base/lang";
import { Lock } from "../base/Lock";
import { Pill } from "../base/Pill";
import { listenReader, readerWanted } from "../base/reader";
import { SignIn } from "../base/SignIn";
import { write } from "../base/store";
import { listen } from "../scan/wedge";
import { CardsSheet } from "./CardsSheet";
import { EntrySheet } from "./EntrySheet";
import { EVERY_MS } from "./appointments";
import { ExpectedPanel } from "./Expected";
import { GlovesPanel } from "./Gloves";
import { MenuSheet } from "./MenuSheet";
import { QueueSheet } from "./QueueSheet";
import { Samples } from "./Samples";
import { SealSheet, UndoSheet, VoidSheet } from "./Sheets";
import { SignalPanel } from "./Signal";
import { TubePanel } from "./Tube";
import { TubeSheet } from "./TubeSheet";
import type { Work } from "./work";

/** Loaded when they are opened: a reader is larger than all the rest. */
const CameraSheet = lazy(() => import("../base/CameraSheet"));
const ReceiptsSheet = lazy(() => import("./ReceiptsSheet"));

/** How often the service is asked who we are and what time it is. */
const REFRESH_MS = 10 * 60_000;

type Open =
  | "none"
  | "type"
  | "receipts"
  | "seal"
  | "undo"
  | "void"
  | "queue"
  | "menu"
  | "camera"
  | "cards";

interface Props {
  work: Work;
  locked: boolean;
  onLane: () => void;
  onSignOut: () => void;
}

export function DeskPage(props: Props) {
  const { work } = props;
  const [open, setOpen] = createSignal<Open>("none");
  const [locked, setLocked] = createSignal(props.locked);
  const close = () => setOpen("none");
  const lane = work.watch();

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
    const again = () => work.outbox.kick();
    const seen = () => document.visibilityState === "visible" && again();
    const timer = setInterval(() => void work.refresh(), REFRESH_MS);
    window.addEventListener("online", again);
    document.addEventListener("visibilitychange", seen);
    void work.refresh();
    const look = () => void work.appointments.look();
    const often = setInterval(look, EVERY_MS);
    look();
    onCleanup(() => {
      clearInterval(often);
      stop();
      lane.stop();
      clearInterval(timer);
      window.removeEventListener("online", again);
      document.removeEventListener("visibilitychange", seen);
    });
  });

  createEffect(() => {
    if (readerWanted()) onCleanup(listenReader((card) => void work.card(card)));
  });

  const limits = () => work.device.campaign.limits;
  const sizes = () => limits().capacities.filter((size) => size <= work.capacityOf(work.class()));
  return (
    <div class="desk" data-kind={work.signal().kind}>
      <header class="top">
        <h1 class="where">
          <span class="brand">Tenfold</span>
          <span>{work.laneName()}</span>
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
          <button type="button" onClick={() => work.openEntry()}>
            {t("head.entry")}
          </button>
          <button type="button" onClick={() => setOpen("menu")}>
            {t("head.menu")}
          </button>
        </div>
      </header>
      <Show when={nearlyFull()}>
        <p class="notice room" data-kind="warn" role="status">
          <span aria-hidden="true">▲ </span>
          {t("desk.nearly-full")}
        </p>
      </Show>
      <Show when={demoToken() !== null}>
        <Samples work={work} />
      </Show>
      <main class="work">
        <SignalPanel
          signal={work.signal()}
          hasTube={work.desk().tube !== null}
          onAgain={() => void work.again()}
          onOverride={() => work.openRefused()}
        />
        <div class="side">
          <TubePanel
            desk={work.desk()}
            others={lane.others()}
            onType={() => setOpen("type")}
            onReceipts={() => setOpen("receipts")}
            onSeal={() => setOpen("seal")}
            onSwab={() => void work.swab()}
            onUndo={() => setOpen("undo")}
            onVoid={() => setOpen("void")}
            onDrop={(scan) => void work.drop(scan)}
          />
          <ExpectedPanel list={work.appointments.list()} />
          <GlovesPanel
            people={work.desk().gloves ?? 0}
            limit={limits().glove_disinfections_max}
            onChanged={() => void work.changeGloves()}
          />
          <div class="card modes">
            <label>
              <span>{t("tube.class")}</span>
              <select
                id="class"
                value={work.class()}
                data-special={work.class() !== "resident"}
                onChange={(event) => work.choose(event.currentTarget.value)}
              >
                <For each={limits().classes}>
                  {(one) => <option value={one.class}>{pick(one.zh, one.en)}</option>}
                </For>
              </select>
            </label>
            <div class="sizes" role="group" aria-label={t("tube.size")}>
              <span class="quiet">{t("tube.size")}</span>
              <For each={sizes()}>
                {(size) => (
                  <button
                    type="button"
                    aria-pressed={work.desk().capacity === size}
                    onClick={() => work.size(size)}
                  >
                    {size === 1 ? t("tube.size-single") : t("tube.size-of", { count: size })}
                  </button>
                )}
              </For>
            </div>
          </div>
        </div>
      </main>
      <EntrySheet work={work} />
      <TubeSheet work={work} open={open() === "type"} onClose={close} />
      <SealSheet work={work} desk={work.desk()} open={open() === "seal"} onClose={close} />
      <UndoSheet work={work} desk={work.desk()} open={open() === "undo"} onClose={close} />
      <VoidSheet work={work} desk={work.desk()} open={open() === "void"} onClose={close} />
      <QueueSheet work={work} open={open() === "queue"} onClose={close} />
      <CardsSheet open={open() === "cards"} onClose={close} />
      <MenuSheet
        work={work}
        open={open() === "menu"}
        onClose={close}
        onLock={() => work.onLock()}
        onCards={() => setOpen("cards")}
        onLane={() => props.onLane()}
        onSignOut={() => props.onSignOut()}
      />
      <Show when={line() === "signed-out" && !locked()}>
        <div class="lock">
          <SignIn store={work.store} onDone={(device) => work.renew(device)} again />
        </div>
      </Show>
      <Show when={open() === "camera"}>
        <Suspense>
          <CameraSheet onScan={(text) => void work.scan(text)} onClose={close} />
        </Suspense>
      </Show>
      <Show when={open() === "receipts"}>
        <Suspense>
          <ReceiptsSheet work={work} onClose={close} />
        </Suspense>
      </Show>
      <Show when={locked()}>
        <Lock store={work.store} onOpen={() => lock(false)} />
      </Show>
    </div>
  );
}
