/** The board: on a wall everything at once, on a phone one thing under the other. */
import { createEffect, createSignal, onCleanup, onMount, Show } from "solid-js";
import { t } from "../base/lang";
import { LanguageButton, OtherPages, ThemeRow } from "../base/MenuParts";
import { Sheet } from "../base/Sheet";
import { StaffCardButton } from "../base/StaffCard";
import { clockText } from "../base/day";
import { Big, Flow } from "./Big";
import { Hours } from "./Hours";
import { Labs } from "./Labs";
import { LineState } from "./LineState";
import { Notices, Pools } from "./Pools";
import { Towns } from "./Towns";
import { Watch } from "./Watch";
import type { Work } from "./work";

const HOUR_MS = 3_600_000;

export function BoardPage(props: { work: Work; onSignOut: () => void }) {
  const work = () => props.work;
  const [menu, setMenu] = createSignal(false);
  const [nowMs, setNowMs] = createSignal(Date.now());
  const [online, setOnline] = createSignal(navigator.onLine);
  onMount(() => work().begin());
  const every = setInterval(() => setNowMs(Date.now()), 1_000);
  const turned = () => {
    setOnline(navigator.onLine);
    if (navigator.onLine) work().stream.hurry();
  };
  addEventListener("online", turned);
  addEventListener("offline", turned);
  onCleanup(() => {
    clearInterval(every);
    removeEventListener("online", turned);
    removeEventListener("offline", turned);
    work().stop();
  });
  createEffect(() => {
    const board = work().board();
    if (board) work().follow(board, Date.now());
  });
  createEffect(() => {
    document.title = `${t("board.title")} · Tenfold`;
  });

  const save = () => {
    const url = URL.createObjectURL(new Blob([work().csv()], { type: "text/csv" }));
    const link = document.createElement("a");
    const day = new Date((work().board()?.at_ms ?? 0) + 8 * HOUR_MS).toISOString().slice(0, 16);
    link.href = url;
    link.download = `tenfold-${day.replace(/[^0-9]/g, "")}.csv`;
    link.click();
    URL.revokeObjectURL(url);
  };
  const old = () => work().stream.line().phase === "unreachable" && work().board() !== null;
  return (
    <div class="board" classList={{ old: old() || !online() }}>
      <header class="top">
        <h1>
          <span class="brand">Tenfold</span> {t("board.title")}
        </h1>
        <Show when={work().board()}>
          {(board) => (
            <p class="quiet">
              {board().name} · {t("board.region", { region: board().region })}
            </p>
          )}
        </Show>
        <LineState line={work().stream.line()} nowMs={nowMs()} online={online()} />
        <nav aria-label={t("board.menu")}>
          <button type="button" disabled={!work().board()} onClick={save}>
            {t("board.export")}
          </button>
          <LanguageButton />
          <button type="button" onClick={() => setMenu(true)}>
            {t("board.menu")}
          </button>
        </nav>
      </header>
      <main>
        <Show when={work().back() !== null}>
          <p class="notice banner" data-kind="warn" role="status">
            <span>
              <span aria-hidden="true">◷ </span>
              {t("back.banner", { time: clockText((work().back()! + 1) * HOUR_MS) })}
            </span>
            <button type="button" onClick={() => work().setBack(null)}>
              {t("back.return")}
            </button>
          </p>
        </Show>
        <Big work={work()} />
        <Flow work={work()} />
        <Towns work={work()} />
        <div class="column">
          <Hours work={work()} />
          <Labs work={work()} />
          <Pools work={work()} />
        </div>
        <div class="column">
          <Watch work={work()} nowMs={nowMs()} />
          <Notices work={work()} nowMs={nowMs()} />
        </div>
      </main>
      <Sheet
        open={menu()}
        title={t("board.menu")}
        about={t("menu.staff", work().device.me)}
        onClose={() => setMenu(false)}
      >
        <div class="menu">
          <button
            type="button"
            onClick={() => {
              setMenu(false);
              void document.documentElement.requestFullscreen();
            }}
          >
            {t("board.full")}
          </button>
          <OtherPages role={work().device.me.role} here="commander" />
          <ThemeRow />
          <StaffCardButton token={work().device.token} staff={work().device.me.staff} />
          <button type="button" class="danger" onClick={() => props.onSignOut()}>
            {t("menu.sign-out")}
          </button>
        </div>
      </Sheet>
    </div>
  );
}
