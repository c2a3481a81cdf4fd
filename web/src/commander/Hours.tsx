/** Registered by hour, and the slider below it: back over the day. */
import { createSignal, Index, onCleanup, onMount, Show } from "solid-js";
import { clockText } from "../base/day";
import { t } from "../base/lang";
import { count } from "./figures";
import { rowsOf } from "./lists";
import type { Work } from "./work";

const HOUR_MS = 3_600_000;
/** Room for what stands below and above the bars, and between two times of day, in pixels. */
const FLOOR = 26;
const ROOF = 24;
const TIME = 56;
const HIGH = 118;

export function Hours(props: { work: Work }) {
  const hours = () => props.work.hours();
  const last = () => hours().at(-1)?.hour ?? 0;
  const first = () => hours()[0]?.hour ?? 0;
  const upto = () => props.work.back() ?? last();
  const time = (hour: number) => clockText(hour * HOUR_MS);
  const rate = () => Math.round(props.work.board()?.rate_per_minute ?? 0);
  const slide = (hour: number) => {
    void props.work.lists.townships.ask();
    props.work.setBack(hour >= last() ? null : hour);
  };
  const said = () =>
    props.work.back() === null ? t("back.now") : t("back.until", { time: time(upto() + 1) });
  const ready = () => rowsOf(props.work.lists.townships.stand()) !== null;
  return (
    <section class="card hours" aria-labelledby="hours-title">
      <div class="head">
        <h2 id="hours-title">{t("hours.title")}</h2>
        <Show when={props.work.board()}>
          <p class="quiet">{t("hours.rate", { count: count(rate()) })}</p>
        </Show>
      </div>
      <Show
        when={hours().length > 0}
        fallback={
          <p class="quiet">{props.work.board() ? t("board.none") : t("board.waiting")}</p>
        }
      >
        <Chart work={props.work} upto={upto()} />
        <label class="back">
          <span class="unseen">{t("back.slider")}</span>
          <input
            type="range"
            id="back"
            min={first()}
            max={last()}
            step="1"
            value={upto()}
            aria-valuetext={said()}
            disabled={!ready()}
            onInput={(event) => slide(Number(event.currentTarget.value))}
          />
          <span class="quiet back-said">
            <Show when={props.work.back() === null}>{t("back.slider")} · </Show>
            <b>{said()}</b>
          </span>
        </label>
        <Show when={!ready()}>
          <p class="quiet">
            {props.work.lists.townships.stand() === "failed"
              ? t("back.failed")
              : t("back.loading")}
          </p>
        </Show>
      </Show>
    </section>
  );
}

/** One unit is one pixel, so that the letters have one size on a wall and on a phone. */
function Chart(props: { work: Work; upto: number }) {
  const [width, setWidth] = createSignal(480);
  let box: HTMLDivElement | undefined;
  onMount(() => {
    const watch = new ResizeObserver(() => setWidth(Math.max(240, box?.clientWidth ?? 0)));
    watch.observe(box!);
    onCleanup(() => watch.disconnect());
  });
  const hours = () => props.work.hours();
  const top = () => Math.max(1, ...hours().map((one) => one.registered));
  const step = () => width() / hours().length;
  const tall = (registered: number) => (registered / top()) * (HIGH - FLOOR - ROOF);
  const most = () => hours().findIndex((one) => one.registered === top());
  const every = () => Math.ceil(TIME / step());
  const middle = (at: number, edge: number) =>
    Math.min(width() - edge, Math.max(edge, at * step() + step() / 2));
  // The highest and the running hour carry their number; the rest can be read off the bars.
  const told = (at: number) =>
    at === most() || (at === hours().length - 1 && Math.abs(at - most()) > 2);
  return (
    <div ref={box}>
      <svg
        viewBox={`0 0 ${width()} ${HIGH}`}
        height={HIGH}
        role="img"
        aria-label={t("hours.most", { count: count(top()) })}
      >
        <line x1="0" x2={width()} y1={HIGH - FLOOR} y2={HIGH - FLOOR} class="axis" />
        <Index each={hours()}>
          {(one, at) => (
            <>
              <rect
                x={at * step() + step() * 0.12}
                y={HIGH - FLOOR - tall(one().registered)}
                width={step() * 0.76}
                height={tall(one().registered)}
                rx={Math.min(3, tall(one().registered) / 2)}
                class="bar"
                classList={{
                  now: one().hour === hours().at(-1)?.hour,
                  after: one().hour > props.upto,
                }}
              >
                <title>{`${clockText(one().hour * HOUR_MS)} ${count(one().registered)}`}</title>
              </rect>
              <Show when={(hours().length - 1 - at) % every() === 0}>
                <text x={middle(at, 20)} y={HIGH - 7} class="tick">
                  {clockText(one().hour * HOUR_MS)}
                </text>
              </Show>
              <Show when={told(at) && one().registered > 0}>
                <text
                  x={middle(at, 30)}
                  y={HIGH - FLOOR - tall(one().registered) - 7}
                  class="value"
                >
                  {count(one().registered)}
                </text>
              </Show>
            </>
          )}
        </Index>
      </svg>
    </div>
  );
}
