/** A plate of 96 wells while it is laid out. Pure: what may stand where is the service's to say. */
import type { LayoutView } from "./views";

export const CONTROLS = ["positive", "negative", "blank"] as const;
export type Control = (typeof CONTROLS)[number];
export type Content = { tube: string } | { control: Control };
/** By well: `A01` to `H12`. */
export type Layout = Readonly<Record<string, Content>>;

export const ROWS = Array.from("ABCDEFGH");
export const COLUMNS = Array.from({ length: 12 }, (_, at) => at + 1);

export function well(row: string, column: number): string {
  return row + String(column).padStart(2, "0");
}

/** Down the columns, as a plate is filled. */
export const WELLS = COLUMNS.flatMap((column) => ROWS.map((row) => well(row, column)));

export function fromView(view: LayoutView): Layout {
  const placed = view.wells.flatMap(({ well, tube, control }): [string, Content][] => {
    if (tube) return [[well, { tube }]];
    const known = CONTROLS.find((one) => one === control);
    return known ? [[well, { control: known }]] : [];
  });
  return Object.fromEntries(placed);
}

/** As `load_plate` takes it, in the order of filling. */
export function toWells(layout: Layout): ({ well: string } & Content)[] {
  return WELLS.flatMap((well) => {
    const content = layout[well];
    return content ? [{ well, ...content }] : [];
  });
}

export function tubes(layout: Layout): string[] {
  return toWells(layout).flatMap((one) => ("tube" in one ? [one.tube] : []));
}

/** The well of a tube. */
export function whereIs(layout: Layout, tube: string): string | null {
  const found = toWells(layout).find((one) => "tube" in one && one.tube === tube);
  return found?.well ?? null;
}

/** What stands in two wells changes places; one of them may be empty. */
export function swap(layout: Layout, from: string, to: string): Layout {
  const { [from]: first, [to]: second, ...rest } = layout;
  return {
    ...rest,
    ...(first ? { [to]: first } : {}),
    ...(second ? { [from]: second } : {}),
  };
}

export function remove(layout: Layout, from: string): Layout {
  const { [from]: _, ...rest } = layout;
  return rest;
}

/** Puts something into a well; a tube that stood elsewhere leaves there. */
export function put(layout: Layout, into: string, content: Content): Layout {
  const before = "tube" in content ? whereIs(layout, content.tube) : null;
  const rest = before === null ? layout : remove(layout, before);
  return { ...rest, [into]: content };
}

/** The first empty well, from one on and then from the beginning. */
export function nextFree(layout: Layout, from: string | null = null): string | null {
  const at = from === null ? 0 : Math.max(0, WELLS.indexOf(from));
  const order = [...WELLS.slice(at), ...WELLS.slice(0, at)];
  return order.find((well) => !layout[well]) ?? null;
}

/** The well beside one, for arrow keys; itself at the edge. */
export function beside(of: string, key: string): string {
  const row = ROWS.indexOf(of[0] ?? "A");
  const column = Number(of.slice(1));
  const inside = (value: number, most: number) => Math.min(Math.max(value, 0), most);
  const down = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
  const right = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
  const next = ROWS[inside(row + down, ROWS.length - 1)] ?? "A";
  return well(next, inside(column - 1 + right, COLUMNS.length - 1) + 1);
}
