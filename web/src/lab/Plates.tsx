/** Plates: a layout proposed by priority, changed by scan or by drawing, recorded, and printed. */
import { createMemo, createSignal, For, onCleanup, onMount, Show } from "solid-js";
import type { Said } from "../base/api";
import { pick, t } from "../base/lang";
import { read as readKept, write } from "../base/store";
import { grouped } from "../scan/codes";
import { legend, ofLayout } from "./cells";
import {
  CONTROLS,
  fromView,
  type Layout,
  nextFree,
  put,
  remove,
  type Size,
  SIZES,
  sizeOf,
  swap,
  toWells,
  tubes,
  whereIs,
} from "./layout";
import { Legend, PlateGrid } from "./PlateGrid";
import { PlateSheet } from "./PlateSheet";
import { SignalPanel } from "./SignalPanel";
import { leftUntil, pressing } from "./time";
import type { LayoutView } from "./views";
import { type LabWork, why } from "./work";

/** A layout that is not recorded yet: it stays on the device. */
interface Draft {
  plate: string;
  kit: string;
  layout: Layout;
  /** Absent of one that was begun before there were two. */
  size?: Size;
}
const KEPT = "lab-draft";

export function Plates(props: { work: LabWork }) {
  const { work } = props;
  const kits = work.device.campaign.kits;
  const [draft, setDraft] = createSignal<Draft>({
    plate: "",
    kit: kits[0]?.name ?? "",
    layout: {},
  });
  const [chosen, choose] = createSignal<string | null>(null);
  const [waiting, setWaiting] = createSignal<number | null>(null);
  const [busy, setBusy] = createSignal(false);
  const [shown, show] = createSignal<string | null>(null);

  /** Changes the layout; it is on the device when this answers. */
  const change = async (next: Partial<Draft>) => {
    setDraft({ ...draft(), ...next });
    await write(work.store, KEPT, draft()).catch(() => work.say("stop", t("lab.not-kept")));
  };
  const layout = () => draft().layout;
  const size = () => draft().size ?? 96;
  const filled = createMemo(() => tubes(layout()).length);
  const content = () => (chosen() ? layout()[chosen()!] : undefined);
  const stop = (fault: Said) =>
    work.say("stop", pick(fault.zh, fault.en), "", pick(fault.do_zh, fault.do_en));

  const propose = async () => {
    setBusy(true);
    try {
      const asked = { lab: work.lab, wells: size() };
      const view = await work.post<LayoutView>("/v1/plates/layouts", asked);
      void change({ layout: fromView(view) });
      setWaiting(view.waiting);
      choose(null);
      const count = filled();
      if (count === 0) work.say("note", t("plate.none-wait"), "", t("plate.none-wait-do"));
      else work.say("good", t("plate.proposed"), String(count), t("plate.proposed-do"));
    } catch (failed) {
      stop(why(failed));
    }
    setBusy(false);
  };
  /** A scanned tube goes to the chosen well or to the next free one, if the service lets it. */
  const scanned = async (tube: string) => {
    const already = whereIs(layout(), tube);
    const into = chosen() ?? nextFree(layout(), null, size());
    if (already && !chosen()) {
      choose(already);
      return work.say("note", t("plate.stands", { well: already }), already, grouped(tube));
    }
    if (!into) return work.say("stop", t("plate.full"), "", t("plate.full-do"));
    try {
      const asked = { lab: work.lab, wells: size(), tubes: [tube] };
      const view = await work.post<LayoutView>("/v1/plates/layouts", asked);
      const out = view.left_out[0];
      if (out) return work.say("stop", pick(out.zh, out.en), "", grouped(tube));
      choose(null);
      await change({ layout: put(layout(), into, { tube }) });
      work.say("good", t("plate.put"), into, grouped(tube));
    } catch (failed) {
      stop(why(failed));
    }
  };
  const picked = (well: string) => {
    const from = chosen();
    if (from && from !== well && layout()[from]) {
      void change({ layout: swap(layout(), from, well) });
      choose(null);
    } else choose(from === well ? null : well);
  };
  const drop = (well: string) => {
    void change({ layout: remove(layout(), well) });
    choose(null);
  };
  const load = async () => {
    const { plate, kit } = draft();
    setBusy(true);
    try {
      const what = { act: "load_plate", plate, lab: work.lab, kit, wells: toWells(layout()) };
      const { verdict } = await work.did(what, plate);
      const said = await verdict;
      if (said.verdict === "recorded" || said.verdict === "already_recorded") {
        void change({ plate: "", layout: {} });
        work.say("good", t("plate.loaded"), plate, t("plate.loaded-do"));
        show(plate);
      } else work.sayRefused(said);
      void work.look();
    } catch {
      work.say("stop", t("lab.not-kept"), "", t("no.kept-do"));
    }
    setBusy(false);
  };

  onMount(async () => {
    work.take = (scan) => {
      if (scan.is === "tube") void scanned(scan.code);
      else if (scan.is === "plate") {
        const said = () => work.say("good", t("plate.code-in"), scan.code, t("plate.code-in-do"));
        void change({ plate: scan.code }).then(said);
      } else work.say("stop", t("lab.other"), "", t("plate.other-do"));
    };
    onCleanup(() => {
      work.take = () => undefined;
    });
    const kept = await readKept<Draft>(work.store, KEPT);
    if (kept) setDraft({ ...kept, kit: kept.kit || draft().kit });
  });

  const unread = () => (work.bench()?.plates ?? []).filter((one) => one.read_at_ms == null);
  return (
    <main class="work plates">
      <div class="side">
        <SignalPanel work={work} ready={t("plate.ready")} />
        <section class="card" aria-labelledby="unread-title">
          <h2 id="unread-title">{t("plate.unread")}</h2>
          <ul class="list">
            <For each={unread()} fallback={<li class="empty">{t("plate.no-unread")}</li>}>
              {(one) => (
                <li>
                  <button type="button" class="line" onClick={() => show(one.plate)}>
                    <span class="line-main">
                      <b>{one.plate}</b>
                      <span class="quiet">
                        {one.kit} · {t("plate.specimens", { count: one.specimens })}
                      </span>
                    </span>
                    <Show when={one.due_at_ms != null}>
                      <span class="chip" data-kind={pressing(one.due_at_ms!)}>
                        {leftUntil(one.due_at_ms!)}
                      </span>
                    </Show>
                  </button>
                </li>
              )}
            </For>
          </ul>
        </section>
      </div>
      <section class="card plate-card" aria-labelledby="draft-title">
        <header class="box-head">
          <div>
            <h2 id="draft-title">{t("plate.new")}</h2>
            <p class="quiet">{t("plate.new-about")}</p>
          </div>
          <p class="tube-count" aria-label={t("plate.specimens", { count: filled() })}>
            <b>{filled()}</b>
          </p>
        </header>
        <div class="acts three">
          <button
            type="button"
            classList={{ main: filled() === 0 }}
            disabled={busy()}
            onClick={() => void propose()}
          >
            {t("plate.propose")}
          </button>
          <button
            type="button"
            disabled={toWells(layout()).length === 0}
            onClick={() => {
              void change({ layout: {} });
              choose(null);
            }}
          >
            {t("plate.clear")}
          </button>
        </div>
        <Show when={(waiting() ?? 0) > 0}>
          <p class="quiet">{t("plate.more-wait", { count: waiting() ?? 0 })}</p>
        </Show>
        <div class="sizes" role="group" aria-label={t("plate.size")}>
          <For each={SIZES}>
            {(one) => (
              <button
                type="button"
                aria-pressed={size() === one}
                disabled={one < sizeOf(Object.keys(layout()))}
                onClick={() => {
                  void change({ size: one });
                  choose(null);
                }}
              >
                {t("plate.wells", { count: one })}
              </button>
            )}
          </For>
        </div>
        <PlateGrid
          label={t("plate.grid", { count: size() })}
          size={size()}
          cell={(well) => ofLayout(layout(), well)}
          chosen={chosen()}
          onPick={picked}
          onDrop={(from, to) => {
            void change({ layout: swap(layout(), from, to) });
            choose(null);
          }}
          onRemove={drop}
        />
        <Legend
          kinds={legend(["tube", "control-positive", "control-negative", "control-blank", "empty"])}
        />
        <div class="well-bar" aria-live="polite">
          <Show when={chosen()} fallback={<p class="quiet">{t("plate.pick")}</p>}>
            {(well) => (
              <>
                <p>
                  <b>{well()}</b> {ofLayout(layout(), well()).label}
                </p>
                <Show
                  when={content()}
                  fallback={
                    <For each={CONTROLS}>
                      {(control) => (
                        <button
                          type="button"
                          onClick={() => {
                            void change({ layout: put(layout(), well(), { control }) });
                            choose(null);
                          }}
                        >
                          {t(`control.${control}`)}
                        </button>
                      )}
                    </For>
                  }
                >
                  <span class="quiet">{t("plate.pick-other")}</span>
                  <button type="button" class="danger" onClick={() => drop(well())}>
                    {t("plate.take-out")}
                  </button>
                </Show>
              </>
            )}
          </Show>
        </div>
        <div class="plate-form">
          <label>
            <span>{t("plate.code")}</span>
            <input
              id="plate-code"
              autocomplete="off"
              autocapitalize="characters"
              spellcheck={false}
              value={draft().plate}
              onChange={(event) =>
                void change({ plate: event.currentTarget.value.trim().toUpperCase() })
              }
            />
          </label>
          <label>
            <span>{t("plate.kit")}</span>
            <select
              id="kit"
              value={draft().kit}
              onChange={(event) => void change({ kit: event.currentTarget.value })}
            >
              <For each={kits}>{(kit) => <option value={kit.name}>{kit.name}</option>}</For>
            </select>
          </label>
          <button
            type="button"
            class="main"
            disabled={busy() || draft().plate === "" || filled() === 0}
            onClick={() => void load()}
          >
            {t("plate.load")}
          </button>
        </div>
      </section>
      <PlateSheet work={work} plate={shown()} onClose={() => show(null)} />
    </main>
  );
}
