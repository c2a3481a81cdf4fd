/** Specimens that must be frozen, moved or discarded; putting away is choosing a place and
 * scanning. */
import { createEffect, createSignal, For, on, onCleanup, onMount, Show } from "solid-js";
import type { Said } from "../base/api";
import { pick, t } from "../base/lang";
import { Sheet } from "../base/Sheet";
import { grouped } from "../scan/codes";
import { SignalPanel } from "./SignalPanel";
import { left } from "./time";
import type { KeptView, StoreList } from "./views";
import { type Act, type LabWork, why } from "./work";

const PLACES = ["fridge", "freezer_20", "freezer_70"] as const;
type Place = (typeof PLACES)[number];
const SHAPES: Record<Place, string> = { fridge: "❄", freezer_20: "❄❄", freezer_70: "❄❄❄" };
/** Hours ahead that may be looked at. */
const AHEAD = [2, 12, 48, 168] as const;

export function Stores(props: { work: LabWork }) {
  const { work } = props;
  const [list, setList] = createSignal<StoreList | null>(null);
  const [fault, setFault] = createSignal<Said | null>(null);
  const [hours, setHours] = createSignal<number>(AHEAD[0]);
  const [place, setPlace] = createSignal<Place | "discard" | null>(null);
  const [asked, ask] = createSignal<KeptView | null>(null);

  const read = async () => {
    try {
      const within = hours() * 60;
      setList(await work.get<StoreList>(`/v1/labs/${work.lab}/stores?within=${within}`));
      setFault(null);
    } catch (failed) {
      setFault(why(failed));
    }
  };
  const placeName = (of: string | null | undefined) =>
    of ? t(`store.${of}` as "store.fridge") : t("store.nowhere");
  const act = async (what: Act, tube: string, done: () => void) => {
    try {
      const { verdict } = await work.did(what, tube);
      const said = await verdict;
      if (said.refusal) work.sayRefused(said);
      else done();
      await read();
    } catch {
      work.say("stop", t("lab.not-kept"), "", t("no.kept-do"));
    }
  };
  const put = (tube: string, store: Place) =>
    act({ act: "store_tube", tube, store }, tube, () =>
      work.say("good", t("store.put"), placeName(store), grouped(tube)),
    );
  const discard = (tube: string) =>
    act({ act: "discard_tube", tube }, tube, () =>
      work.say("good", t("store.discarded"), "", grouped(tube)),
    );

  // The service is heard again.
  createEffect(on(work.bench, () => fault() && void read(), { defer: true }));
  onMount(() => {
    work.take = (scan) => {
      const where = place();
      if (scan.is !== "tube") return work.say("stop", t("lab.other"), "", t("store.scan-tube"));
      if (where === null) return work.say("note", t("store.place-first"), grouped(scan.code), "");
      void (where === "discard" ? discard(scan.code) : put(scan.code, where));
    };
    void read();
    onCleanup(() => {
      work.take = () => undefined;
    });
  });
  const ready = () =>
    place() === null
      ? t("store.ready")
      : t("store.ready-place", {
          place: place() === "discard" ? t("store.discard") : placeName(place()),
        });

  return (
    <main class="work stores">
      <div class="side">
        <SignalPanel work={work} ready={ready()} />
        <section class="card" aria-labelledby="place-title">
          <h2 id="place-title">{t("store.where")}</h2>
          <div class="places-pick" role="group" aria-labelledby="place-title">
            <For each={PLACES}>
              {(one) => (
                <button
                  type="button"
                  aria-pressed={place() === one}
                  onClick={() => setPlace(place() === one ? null : one)}
                >
                  <span aria-hidden="true">{SHAPES[one]}</span> {placeName(one)}
                </button>
              )}
            </For>
            <button
              type="button"
              class="danger"
              aria-pressed={place() === "discard"}
              onClick={() => setPlace(place() === "discard" ? null : "discard")}
            >
              <span aria-hidden="true">✕</span> {t("store.discard")}
            </button>
          </div>
        </section>
      </div>
      <section class="card" aria-labelledby="errands-title">
        <header class="box-head">
          <h2 id="errands-title">{t("store.errands")}</h2>
          <label class="ahead">
            <span class="unseen">{t("store.ahead")}</span>
            <select
              id="ahead"
              value={hours()}
              onChange={(event) => {
                setHours(Number(event.currentTarget.value));
                void read();
              }}
            >
              <For each={AHEAD}>
                {(one) => <option value={one}>{t("store.within", { hours: one })}</option>}
              </For>
            </select>
          </label>
        </header>
        <Show when={fault()}>
          {(fault) => (
            <p class="notice" data-kind="warn" role="status">
              {pick(fault().zh, fault().en)}
            </p>
          )}
        </Show>
        <Show when={list()} fallback={<p class="empty">{fault() ? "" : t("lab.loading")}</p>}>
          {(view) => (
            <>
              <Show when={!view().complete}>
                <p class="notice" data-kind="warn">
                  {t("store.oldest-only")}
                </p>
              </Show>
              <ul class="list wide">
                <For each={view().tubes} fallback={<li class="empty">✓ {t("store.none")}</li>}>
                  {(one) => (
                    <li>
                      <button
                        type="button"
                        class="line"
                        data-tube={one.tube}
                        onClick={() => ask(one)}
                      >
                        <span class="line-main">
                          <b>{pick(one.zh, one.en)}</b>
                          <span>
                            {grouped(one.tube)} <span class="accession">{one.accession}</span>
                          </span>
                          <span class="quiet">{placeName(one.store)}</span>
                        </span>
                        <span
                          class="chip"
                          data-kind={
                            one.minutes_left < 0 ? "bad" : one.minutes_left < 60 ? "warn" : "good"
                          }
                        >
                          {left(one.minutes_left)}
                        </span>
                      </button>
                    </li>
                  )}
                </For>
              </ul>
            </>
          )}
        </Show>
      </section>
      <Sheet
        open={asked() !== null}
        title={asked() ? pick(asked()!.zh, asked()!.en) : ""}
        about={`${grouped(asked()?.tube ?? "")} · ${placeName(asked()?.store)}`}
        onClose={() => ask(null)}
      >
        <div class="choices">
          <For each={PLACES}>
            {(one) => (
              <button
                type="button"
                onClick={() => {
                  const tube = asked()!.tube;
                  ask(null);
                  void put(tube, one);
                }}
              >
                <span aria-hidden="true">{SHAPES[one]}</span> {placeName(one)}
              </button>
            )}
          </For>
          <button
            type="button"
            class="danger"
            onClick={() => {
              const tube = asked()!.tube;
              ask(null);
              void discard(tube);
            }}
          >
            ✕ {t("store.discard")}
          </button>
        </div>
      </Sheet>
    </main>
  );
}
