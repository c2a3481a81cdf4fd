/** A plate, read at a glance: colour, shape and letter say what stands in each well. Where it may
 * be changed it is one stop of the keyboard: arrows walk, Enter takes and puts down. Near, its
 * wells are as large as a finger in a glove needs, and the plate is moved under it. */
import { createSignal, For, Show } from "solid-js";
import { t } from "../base/lang";
import { beside, GRIDS, type Size, well as wellOf } from "./layout";

/** Where a finger presses, or little room is: the plate begins near. */
const TOUCHED = "(pointer: coarse), (max-width: 700px)";

export type WellKind =
  | "empty"
  | "tube"
  | "control-positive"
  | "control-negative"
  | "control-blank"
  | "negative"
  | "positive"
  | "grey"
  | "invalid"
  | "again";

export interface Cell {
  kind: WellKind;
  /** A few characters inside. */
  mark: string;
  /** What a screen reader says of it. */
  label: string;
}

interface Props {
  label: string;
  /** Of 96 wells where nothing is said. */
  size?: Size | undefined;
  cell: (well: string) => Cell;
  chosen?: string | null;
  onPick?: (well: string) => void;
  /** Something was drawn from one well to another. */
  onDrop?: (from: string, to: string) => void;
  onRemove?: (well: string) => void;
}

export function PlateGrid(props: Props) {
  const size = () => props.size ?? 96;
  const live = () => props.onPick !== undefined;
  const [near, setNear] = createSignal(live() && matchMedia(TOUCHED).matches);
  const [at, setAt] = createSignal("A01");
  const [over, setOver] = createSignal<string | null>(null);
  let from: string | null = null;
  let grid: HTMLDivElement | undefined;
  const under = (event: PointerEvent) => {
    const found = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-well]");
    return found instanceof HTMLElement && grid?.contains(found) ? found.dataset["well"]! : null;
  };
  const down = (event: PointerEvent, well: string) => {
    // Near, a finger moves the plate; it takes and puts down by tapping.
    if (near() && event.pointerType !== "mouse") return;
    if (!props.onDrop || props.cell(well).kind === "empty") return;
    from = well;
    // A finger that moves is to move the tube and not the page.
    if (event.target instanceof Element) event.target.releasePointerCapture?.(event.pointerId);
  };
  const moved = (event: PointerEvent) => setOver(from === null ? null : under(event));
  const up = (event: PointerEvent) => {
    const to = under(event);
    if (from !== null && to !== null && to !== from) props.onDrop?.(from, to);
    from = null;
    setOver(null);
  };
  const key = (event: KeyboardEvent) => {
    if (event.key.startsWith("Arrow")) {
      const next = beside(at(), event.key, size());
      setAt(next);
      grid?.querySelector<HTMLElement>(`[data-well="${next}"]`)?.focus();
    } else if (event.key === "Delete" || event.key === "Backspace") props.onRemove?.(at());
    else return;
    event.preventDefault();
  };
  const plate = () => (
    <div
      class="plate"
      classList={{ live: live() }}
      data-size={size()}
      data-near={near()}
      ref={grid}
      role={props.onPick ? "grid" : "img"}
      aria-label={props.label}
      onKeyDown={(event) => props.onPick && key(event)}
      onPointerMove={moved}
      onPointerUp={up}
      onPointerCancel={() => {
        from = null;
        setOver(null);
      }}
    >
      <div class="plate-row" role={props.onPick ? "row" : undefined}>
        <span class="plate-head" role={props.onPick ? "columnheader" : undefined}>
          <span class="unseen">{t("plate.row")}</span>
        </span>
        <For each={GRIDS[size()].columns}>
          {(column) => (
            <span class="plate-head" role={props.onPick ? "columnheader" : undefined}>
              {column}
            </span>
          )}
        </For>
      </div>
      <For each={GRIDS[size()].rows}>
        {(row) => (
          <div class="plate-row" role={props.onPick ? "row" : undefined}>
            <span class="plate-head" role={props.onPick ? "rowheader" : undefined}>
              {row}
            </span>
            <For each={GRIDS[size()].columns}>
              {(column) => {
                const well = wellOf(row, column);
                const cell = () => props.cell(well);
                return (
                  <span class="plate-cell" role={props.onPick ? "gridcell" : undefined}>
                    {props.onPick ? (
                      <button
                        type="button"
                        class="well"
                        data-well={well}
                        data-kind={cell().kind}
                        data-chosen={props.chosen === well}
                        data-over={over() === well}
                        tabindex={at() === well ? 0 : -1}
                        aria-label={`${well} ${cell().label}`}
                        aria-pressed={props.chosen === well}
                        onFocus={() => setAt(well)}
                        onClick={() => props.onPick?.(well)}
                        onPointerDown={(event) => down(event, well)}
                      >
                        <span aria-hidden="true">{cell().mark}</span>
                      </button>
                    ) : (
                      <span class="well" data-kind={cell().kind} title={`${well} ${cell().label}`}>
                        {cell().mark}
                      </span>
                    )}
                  </span>
                );
              }}
            </For>
          </div>
        )}
      </For>
    </div>
  );
  return (
    <div class="plate-frame">
      <Show when={live() || size() === 384}>
        <button
          type="button"
          class="near"
          aria-pressed={near()}
          onClick={() => setNear(!near())}
        >
          ⌕ {t("plate.near")}
        </button>
      </Show>
      <div class="plate-scroll">{plate()}</div>
    </div>
  );
}

/** What the colours and shapes of a plate mean. */
export function Legend(props: { kinds: [WellKind, string, string][] }) {
  return (
    <ul class="legend">
      <For each={props.kinds}>
        {([kind, mark, text]) => (
          <li>
            <span class="well" data-kind={kind} aria-hidden="true">
              {mark}
            </span>
            {text}
          </li>
        )}
      </For>
    </ul>
  );
}
