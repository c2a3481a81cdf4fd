/** A plate of 96 or 384 wells while it is laid out. Pure: what may stand where is the service's to
 * say. */
import type { LayoutView } from "./views";

export const CONTROLS = ["positive", "negative", "blank"] as const;
export type Control = (typeof CONTROLS)[number];
export type Content = { tube: string } | { control: Control };
/** By well: `A01` to `H12`, or to `P24`. */
export type Layout = Readonly<Record<string, Content>>;

/** How many wells a plate has. */
export const SIZES = [96, 384] as const;
export type Size = (typeof SIZES)[number];

interface Grid {
  rows: string[];
  columns: number[];
  /** Down the columns, as a plate is filled. */
  wells: string[];
}

function made(rows: number, columns: number): Grid {
  const letters = Array.from("ABCDEFGHIJKLMNOP").slice(0, rows);
  const numbers = Array.from({ length: columns }, (_, at) => at + 1);
  const wells = numbers.flatMap((column) => letters.map((row) => well(row, column)));
  return { rows: letters, columns: numbers, wells };
}

export const GRIDS: Record<Size, Grid> = { 96: made(8, 12), 384: made(16, 24) };

export function well(row: string, column: number): string {
  return row + String(column).padStart(2, "0");
}

/** The smallest plate that has all of these wells. */
export function sizeOf(wells: readonly string[]): Size {
  const small = new Set(GRIDS[96].wells);
  return wells.every((one) => small.has(one)) ? 96 : 384;
}

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
  return GRIDS[384].wells.flatMap((well) => {
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
export function nextFree(
  layout: Layout,
  from: string | null = null,
  size: Size = 96,
): string | null {
  const { wells } = GRIDS[size];
  const at = from === null ? 0 : Math.max(0, wells.indexOf(from));
  const order = [...wells.slice(at), ...wells.slice(0, at)];
  return order.find((well) => !layout[well]) ?? null;
}

/** The well beside one, for arrow keys; itself at the edge. */
export function beside(of: string, key: string, size: Size = 96): string {
  const { rows, columns } = GRIDS[size];
  const row = rows.indexOf(of[0] ?? "A");
  const column = Number(of.slice(1));
  const inside = (value: number, most: number) => Math.min(Math.max(value, 0), most);
  const down = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
  const right = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
  const next = rows[inside(row + down, rows.length - 1)] ?? "A";
  return well(next, inside(column - 1 + right, columns.length - 1) + 1);
}
