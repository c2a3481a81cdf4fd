/** Where to go, in the order of the latest moment to set off; the first one large. */
import { createSignal, For, Show } from "solid-js";
import { clockText } from "../base/day";
import { pick, t } from "../base/lang";
import { pageMs } from "../base/ticker";
import { minutesTo } from "../carry/age";
import { Aged } from "../carry/Aged";
import * as units from "../carry/units";
import { grouped } from "../scan/codes";
import { type Stop, tubes } from "./trip";

interface Props {
  stops: Stop[];
  onHatch: (stop: Stop) => void;
}

/** Stops shown before the rest is asked for. */
const SHOWN = 12;

export function Stops(props: Props) {
  const [all, setAll] = createSignal(false);
  const rest = () => props.stops.slice(1, all() ? undefined : SHOWN);
  return (
    <Show when={props.stops[0]} fallback={<Nothing />}>
      {(first) => (
        <>
          <section class="card next" data-age={first().age} aria-labelledby="next-title">
            <h2 id="next-title" class="quiet">
              {t("trip.next")}
            </h2>
            <StopView stop={first()} large onHatch={props.onHatch} />
          </section>
          <Show when={props.stops.length > 1}>
            <section class="card" aria-labelledby="then-title">
              <h2 id="then-title" class="quiet">
                {t("trip.then", { count: props.stops.length - 1 })}
              </h2>
              <ol class="stops">
                <For each={rest()}>
                  {(stop) => (
                    <li>
                      <StopView stop={stop} onHatch={props.onHatch} />
                    </li>
                  )}
                </For>
              </ol>
              <Show when={!all() && props.stops.length > SHOWN}>
                <button type="button" class="wide-button" onClick={() => setAll(true)}>
                  {t("trip.all", { count: props.stops.length })}
                </button>
              </Show>
            </section>
          </Show>
        </>
      )}
    </Show>
  );
}

function Nothing() {
  return (
    <section class="card empty">
      <p class="empty-shape" aria-hidden="true">
        ✓
      </p>
      <h2>{t("trip.nothing")}</h2>
      <p class="quiet">{t("trip.nothing-do")}</p>
    </section>
  );
}

function StopView(props: { stop: Stop; large?: boolean; onHatch: (stop: Stop) => void }) {
  const [open, setOpen] = createSignal(false);
  const bring = () => props.stop.kind === "bring";
  const name = () =>
    props.stop.place === null ? t("carry.no-lab") : pick(props.stop.zh, props.stop.en);
  const left = () =>
    props.stop.leaveByMs === null ? null : minutesTo(props.stop.leaveByMs, pageMs());
  return (
    <article class="stop" data-large={props.large ?? false} data-age={props.stop.age}>
      <p class="stop-kind">
        <span aria-hidden="true">{bring() ? "↓ " : "↑ "}</span>
        {t(bring() ? "trip.bring" : "trip.fetch")}
      </p>
      <h3 class="stop-name">{name()}</h3>
      <p class="stop-by">
        <Show when={left() !== null} fallback={<span>{t("trip.no-time")}</span>}>
          <b>{t("trip.leave-by", { time: clockText(props.stop.leaveByMs!) })}</b>
          <Aged age={props.stop.age} minutes={left()!} />
        </Show>
      </p>
      <p class="stop-count">
        {units.boxes(props.stop.parcels.length)} · {units.tubes(tubes(props.stop.parcels))}
        <Show when={props.stop.dueMs !== null}>
          {" · "}
          {t("trip.due", { time: clockText(props.stop.dueMs!) })}
        </Show>
      </p>
      <Show when={props.stop.place === null}>
        <p class="notice" data-kind="warn">
          {t("trip.no-lab-do")}
        </p>
      </Show>
      <div class="stop-acts">
        <Show when={bring() && props.stop.place !== null}>
          <button
            type="button"
            classList={{ main: props.large ?? false }}
            onClick={() => props.onHatch(props.stop)}
          >
            {t("trip.hatch")}
          </button>
        </Show>
        <button type="button" aria-expanded={open()} onClick={() => setOpen(!open())}>
          {t(open() ? "trip.hide-boxes" : "trip.show-boxes")}
        </button>
      </div>
      <Show when={open()}>
        <ul class="boxes">
          <For each={props.stop.parcels}>
            {(one) => (
              <li>
                <b>{grouped(one.box)}</b>
                <span>{units.tubes(one.tubes)}</span>
                <Show when={one.listed && !one.listed.in_time}>
                  <span class="boxes-warn">▲ {t("trip.not-in-time")}</span>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </article>
  );
}
