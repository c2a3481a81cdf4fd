/** Counts with what is counted: one tube, two tubes. */
import { t } from "../base/lang";

const of = (unit: "tube" | "box" | "person") => (count: number | string) =>
  t(count === 1 ? `unit.one-${unit}` : `unit.${unit}`, { count });

export const tubes = of("tube");
export const boxes = of("box");
export const people = of("person");
