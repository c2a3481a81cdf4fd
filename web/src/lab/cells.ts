/** What a well shows: of a layout that is being made, and of a plate that was loaded or read. */
import { t } from "../base/lang";
import { grouped } from "../scan/codes";
import { type Control, CONTROLS, type Layout } from "./layout";
import type { Cell, WellKind } from "./PlateGrid";
import type { PlateView } from "./views";

/** Last digits of a tube's code before its check digits: what tells neighbours apart. */
const SHORT = 3;

const CONTROL_MARKS: Record<Control, string> = { positive: "P", negative: "N", blank: "B" };
const CALLS = ["negative", "positive", "grey", "invalid"] as const;
type CallWord = (typeof CALLS)[number];
const CALL_MARKS: Record<CallWord, string> = {
  negative: "−",
  positive: "+",
  grey: "?",
  invalid: "×",
};

const EMPTY = (): Cell => ({ kind: "empty", mark: "", label: t("plate.empty") });

function control(of: Control): Cell {
  return { kind: `control-${of}`, mark: CONTROL_MARKS[of], label: t(`control.${of}`) };
}

export function short(tube: string): string {
  return tube.slice(-SHORT);
}

export function ofLayout(layout: Layout, well: string): Cell {
  const content = layout[well];
  if (!content) return EMPTY();
  if ("control" in content) return control(content.control);
  return { kind: "tube", mark: short(content.tube), label: grouped(content.tube) };
}

/** Cells of a plate as the service has it. */
export function ofPlate(plate: PlateView): (well: string) => Cell {
  const cells = new Map<string, Cell>();
  for (const one of plate.wells) {
    const of = CONTROLS.find((known) => known === one.control);
    const call = CALLS.find((known) => known === one.call);
    const tube = one.tube ?? "";
    if (of) cells.set(one.well, control(of));
    else if (call) {
      const label = `${t(`call.${call}`)} ${grouped(tube)}`;
      cells.set(one.well, { kind: call, mark: CALL_MARKS[call], label });
    } else if (plate.read && one.stage === "received") {
      const label = `${t("plate.again")} ${grouped(tube)}`;
      cells.set(one.well, { kind: "again", mark: "↻", label });
    } else cells.set(one.well, { kind: "tube", mark: short(tube), label: grouped(tube) });
  }
  return (well) => cells.get(well) ?? EMPTY();
}

/** A legend of what stands on it. */
export function legend(kinds: WellKind[]): [WellKind, string, string][] {
  return kinds.map((kind) => {
    if (kind === "tube") return [kind, "", t("plate.tube")];
    if (kind === "again") return [kind, "↻", t("plate.again")];
    const call = CALLS.find((known) => known === kind);
    if (call) return [kind, CALL_MARKS[call], t(`call.${call}`)];
    const of = CONTROLS.find((known) => kind === `control-${known}`);
    return of ? [kind, CONTROL_MARKS[of], t(`control.${of}`)] : [kind, "", t("plate.empty")];
  });
}

/** How a plate's calls stand, in a sentence for who does not see it. */
export function spoken(plate: PlateView): string {
  const of = (call: CallWord) => plate.wells.filter((one) => one.call === call).length;
  const counts = CALLS.map((call) => [call, of(call)] as const).filter(([, count]) => count > 0);
  const said = counts.map(([call, count]) => `${t(`call.${call}`)} ${count}`).join(", ");
  return `${plate.plate} ${said}`.trim();
}
