/** The squad's one screen: the list by time left, the pools, and one person at a time. */
import { createMemo, createSignal, onCleanup, onMount, Show } from "solid-js";
import { clockText } from "../base/day";
import { t } from "../base/lang";
import { Lock } from "../base/Lock";
import { Pill } from "../base/Pill";
import { write } from "../base/store";
import { minutesSince } from "../base/ticker";
import { ListPanel } from "./List";
import { MenuSheet, QueueSheet, SquadSheet } from "./Menu";
import type { Row } from "./owed";
import { PersonSheet } from "./Person";
import { PoolsPanel } from "./Pools";
import type { Work } from "./work";

/** How often the lists are asked for while the page is seen. */
const ASK_MS = 30_000;
/** A list that is older is called so. */
const STALE_MINUTES = 2;

interface Props {
  work: Work;
  locked: boolean;
  onSignOut: () => void;
}

export function SquadPage(props: Props) {
  const { work } = props;
  const [open, setOpen] = createSignal<"none" | "menu" | "queue" | "squad">("none");
  const [tab, setTab] = createSignal<"people" | "pools">("people");
  const [chosen, choose] = createSignal<string | null>(null);
  const [locked, setLocked] = createSignal(props.locked);
  const close = () => setOpen("none");
  const lock = (now: boolean) => {
    setLocked(now);
    void write(work.store, "locked", now);
  };
  const rows = createMemo(() => work.rows());
  const person = (): Row | null => rows().find((one) => one.person === chosen()) ?? null;

  onMount(() => {
    const again = () => {
      work.outbox.kick();
      void work.ask();
    };
    const seen = () => document.visibilityState === "visible" && again();
    const timer = setInterval(seen, ASK_MS);
    window.addEventListener("online", again);
    document.addEventListener("visibilitychange", seen);
    void work.refresh();
    onCleanup(() => {
      clearInterval(timer);
      window.removeEventListener("online", again);
      document.removeEventListener("visibilitychange", seen);
    });
  });

  const asked = () => {
    const atMs = work.askedMs();
    if (atMs === null) return work.busy() ? t("squad.loading") : t("squad.not-here");
    const stale = minutesSince(atMs) >= STALE_MINUTES;
    return t(stale ? "squad.stale" : "squad.asked", { time: clockText(atMs) });
  };
  const count = () => rows().filter((row) => !row.ended && !row.sampled).length;
  const squadName = () => {
    const squad = work.squad();
    return squad === null ? "" : ` · ${t("squad.number", { squad })}`;
  };
  return (
    <div class="desk squad">
      <header class="top">
        <h1 class="where">
          <span class="brand">Tenfold</span>
          <span>
            {t("squad.title")}
            {squadName()}
          </span>
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
          <button type="button" onClick={() => setOpen("menu")}>
            {t("head.menu")}
          </button>
        </div>
      </header>
      <main class="squad-main">
        <div class="bar">
          <div class="switch" role="group" aria-label={t("squad.title")}>
            <button
              type="button"
              aria-pressed={tab() === "people"}
              onClick={() => setTab("people")}
            >
              {t("squad.people")} <b>{count()}</b>
            </button>
            <button type="button" aria-pressed={tab() === "pools"} onClick={() => setTab("pools")}>
              {t("squad.pools")} <b>{work.pools().length}</b>
            </button>
          </div>
          <p class="quiet asked" role="status">
            {asked()}
          </p>
          <button type="button" disabled={work.busy()} onClick={() => void work.ask()}>
            {t("squad.update")}
          </button>
        </div>
        <Show
          when={tab() === "people"}
          fallback={<PoolsPanel work={work} />}
        >
          <ListPanel work={work} rows={rows()} onOpen={(row) => choose(row.person)} />
        </Show>
      </main>
      <PersonSheet work={work} row={person()} onClose={() => choose(null)} />
      <SquadSheet work={work} open={open() === "squad"} onClose={close} />
      <QueueSheet work={work} open={open() === "queue"} onClose={close} />
      <MenuSheet
        work={work}
        open={open() === "menu"}
        onClose={close}
        onLock={() => {
          close();
          lock(true);
        }}
        onSquad={() => setOpen("squad")}
        onSignOut={() => props.onSignOut()}
      />
      <Show when={locked()}>
        <Lock store={work.store} onOpen={() => lock(false)} />
      </Show>
    </div>
  );
}
