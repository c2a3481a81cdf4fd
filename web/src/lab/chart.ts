/** A control chart's figures: what is drawn, and the same in words. Pure. */
import type { ChartView, PointView } from "./views";

/** Levey and Jennings: lines at so many standard deviations. */
export const LINES = [-3, -2, -1, 0, 1, 2, 3] as const;

export interface Drawn {
  /** Points are counted and not timed, as Levey and Jennings draw them; then cycles. */
  data: [number[], (number | null)[]];
  marks: PointView["mark"][];
  /** Lowest and highest cycle that is shown. */
  range: [number, number];
}

export function drawn(chart: ChartView): Drawn {
  const cycles = chart.points.map((point) => point.ct ?? null);
  const known = cycles.filter((ct) => ct !== null);
  const { mean, deviation } = chart;
  const bounds =
    mean != null && deviation != null ? [mean - 3.5 * deviation, mean + 3.5 * deviation] : [];
  const all = [...known, ...bounds];
  const low = all.length > 0 ? Math.min(...all) : 20;
  const high = all.length > 0 ? Math.max(...all) : 40;
  const rim = Math.max((high - low) * 0.05, 0.2);
  return {
    data: [chart.points.map((_, index) => index), cycles],
    marks: chart.points.map((point) => point.mark),
    range: [low - rim, high + rim],
  };
}

/** How a chart stands by its last point: colours are not enough to say it. */
export type Standing =
  "none" | "baseline" | "within" | "warned" | "rejected" | "failed" | "no_curve";

export function standing(chart: ChartView): Standing {
  return (chart.points.at(-1)?.mark as Standing | undefined) ?? "none";
}

/** Charts out of control first, then those that warn, else as they came. */
export function sorted(charts: ChartView[]): ChartView[] {
  const rank = (chart: ChartView) => {
    const now = standing(chart);
    if (now === "rejected" || now === "failed") return 0;
    return now === "warned" ? 1 : 2;
  };
  return [...charts].sort((a, b) => rank(a) - rank(b));
}
