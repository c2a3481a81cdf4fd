/** One control chart: points with shapes of their own, lines at 1, 2 and 3 standard deviations, and
 * the newest points as a table for who does not see it. */
import { createEffect, For, onCleanup, onMount, Show } from "solid-js";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { dayClockText } from "../base/day";
import { lang, t } from "../base/lang";
import { theme } from "../base/theme";
import { drawn, LINES, standing } from "./chart";
import type { ChartView, PointView } from "./views";

const HEIGHT = 220;
/** Points that a chart has room for at least. */
const PLACES = 10;
/** Points in the table. */
const LAST = 10;
export const MARKS: Record<string, string> = {
  baseline: "○",
  within: "●",
  warned: "▲",
  rejected: "◆",
  failed: "✕",
  no_curve: "–",
  none: "–",
};

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

export function Chart(props: { chart: ChartView }) {
  let box: HTMLDivElement | undefined;
  let plot: uPlot | undefined;
  const draw = () => {
    plot?.destroy();
    plot = undefined;
    if (box && box.clientWidth > 0)
      plot = new uPlot(options(props.chart, box.clientWidth), drawn(props.chart).data, box);
  };
  onMount(() => {
    const watch = new ResizeObserver(() => {
      const width = box?.clientWidth ?? 0;
      if (width > 0 && plot?.width !== width) draw();
    });
    if (box) watch.observe(box);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", draw);
    onCleanup(() => {
      watch.disconnect();
      dark.removeEventListener("change", draw);
      plot?.destroy();
    });
  });
  // Anew where the points, the look or the language changed.
  createEffect(() => {
    theme();
    lang();
    props.chart.points.length;
    draw();
  });
  const now = () => standing(props.chart);
  const rose = () => props.chart.points.some((point) => point.ct != null);
  const name = () =>
    `${t(`control.${props.chart.control}` as "control.blank")} · ${props.chart.target}`;
  return (
    <figure class="card chart" data-standing={now()}>
      <figcaption>
        <h3>{name()}</h3>
        <p class="quiet">
          {props.chart.kit} · {props.chart.machine ?? t("chart.no-machine")}
        </p>
        <p class="chip" data-kind={kind(now())}>
          {MARKS[now()]} {t(`mark.${now()}`)}
        </p>
        <p class="quiet">
          <Show
            when={props.chart.mean != null && props.chart.deviation != null}
            fallback={rose() && t("chart.building", { count: props.chart.baseline_points })}
          >
            {t("chart.mean", {
              mean: (props.chart.mean ?? 0).toFixed(2),
              deviation: (props.chart.deviation ?? 0).toFixed(2),
            })}
          </Show>
        </p>
      </figcaption>
      <Show
        when={rose()}
        fallback={<p class="empty">{t("chart.no-curves", { count: props.chart.points.length })}</p>}
      >
        <div class="chart-box" ref={box} aria-hidden="true" />
      </Show>
      <details>
        <summary>{t("chart.table")}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("chart.time")}</th>
              <th scope="col">{t("plate.code")}</th>
              <th scope="col">Ct</th>
              <th scope="col">z</th>
              <th scope="col">{t("chart.stands")}</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.chart.points.slice(-LAST).reverse()}>
              {(point) => (
                <tr>
                  <td>{dayClockText(point.at_ms)}</td>
                  <td>
                    {point.plate} {point.well}
                  </td>
                  <td>{point.ct?.toFixed(2) ?? "–"}</td>
                  <td>{point.z?.toFixed(1) ?? "–"}</td>
                  <td>
                    {MARKS[point.mark]} {t(`mark.${point.mark}` as "mark.within")}{" "}
                    {point.broken.join(" ")}
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </details>
    </figure>
  );
}

export function kind(mark: string): "good" | "warn" | "bad" | "wait" {
  if (mark === "within") return "good";
  if (mark === "rejected" || mark === "failed") return "bad";
  return mark === "warned" ? "warn" : "wait";
}

function options(chart: ChartView, width: number): uPlot.Options {
  const { marks, range } = drawn(chart);
  const [ink, quiet, edge] = [colour("--ink"), colour("--quiet"), colour("--edge")];
  const axis: uPlot.Axis = {
    stroke: quiet,
    font: "12px system-ui, sans-serif",
    grid: { show: false },
    ticks: { stroke: edge, width: 1 },
  };
  // Whole points alone have a time.
  const times = (_: uPlot, splits: number[]) =>
    splits.map((at) => (chart.points[at] ? dayClockText(chart.points[at].at_ms) : ""));
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: false, range: wide }, y: { range } },
    series: [{}, { stroke: quiet, width: 1, points: { show: false }, spanGaps: false }],
    axes: [
      { ...axis, values: times, space: 110 },
      { ...axis, size: 52 },
    ],
    hooks: {
      drawClear: [(plot) => lines(plot, chart, [ink, edge])],
      draw: [(plot) => points(plot, marks)],
    },
  };
}

/** A few points stand at the left, where more will follow. */
function wide(plot: uPlot): [number, number] {
  return [-0.5, Math.max(plot.data[0].length, PLACES) - 0.5];
}

function lines(plot: uPlot, chart: ChartView, [ink, edge]: [string, string]): void {
  const { mean, deviation } = chart;
  if (mean == null || deviation == null) return;
  const { ctx, bbox } = plot;
  const colours = [ink, edge, colour("--warn"), colour("--bad")];
  ctx.save();
  for (const line of LINES) {
    const y = Math.round(plot.valToPos(mean + line * deviation, "y", true));
    if (y < bbox.top || y > bbox.top + bbox.height) continue;
    ctx.strokeStyle = colours[Math.abs(line)] ?? edge;
    ctx.lineWidth = devicePixelRatio * (line === 0 ? 1.5 : 1);
    ctx.setLineDash(line === 0 ? [] : [6 * devicePixelRatio, 5 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
  }
  ctx.restore();
}

function points(plot: uPlot, marks: PointView["mark"][]): void {
  const { ctx } = plot;
  const [xs, ys] = [plot.data[0], plot.data[1]];
  ctx.save();
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  marks.forEach((mark, index) => {
    const [x, y] = [xs[index], ys?.[index]];
    if (x === undefined || y == null) return;
    const pressing = kind(mark);
    const name = pressing === "bad" ? "--bad" : pressing === "warn" ? "--warn" : "--accent";
    ctx.fillStyle = colour(name);
    const size = pressing === "good" || pressing === "wait" ? 13 : 17;
    ctx.font = `${size * devicePixelRatio}px sans-serif`;
    ctx.fillText(MARKS[mark] ?? "●", plot.valToPos(x, "x", true), plot.valToPos(y, "y", true));
  });
  ctx.restore();
}
