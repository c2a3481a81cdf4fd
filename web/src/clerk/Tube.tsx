/** The tube in use: its label, its places as dots, who waits for the next one, and what is done
 * with it. */
import { For, Show } from "solid-js";
import { t } from "../base/lang";
import { grouped } from "../scan/codes";
import { type Desk, people, type Place } from "./desk";
import type { OtherTube } from "./lane";

interface Props {
  desk: Desk;
  others: OtherTube[];
  onType: () => void;
  onReceipts: () => void;
  onSeal: () => void;
  onSwab: () => void;
  onUndo: () => void;
  onVoid: () => void;
  onDrop: (scanId: string) => void;
}

export function TubePanel(props: Props) {
  const places = () => props.desk.tube?.places ?? [];
  const capacity = () => props.desk.tube?.capacity ?? props.desk.capacity;
  const count = () => (props.desk.tube ? people(props.desk.tube) : 0);
  const full = () => props.desk.tube !== null && count() >= capacity();
  const mayUndo = () => props.desk.group.length > 0 || places().at(-1)?.swabbed === false;
  const maySwab = () => places().some((place) => !place.swabbed);
  return (
    <section class="card tube" data-full={full()} aria-labelledby="tube-title">
      <div class="tube-head">
        <div>
          <h2 id="tube-title" class="quiet">
            {t("tube.title")}
          </h2>
          <p class="tube-code" data-code={props.desk.tube?.code ?? ""}>
            {props.desk.tube ? grouped(props.desk.tube.code) : t("tube.none")}
          </p>
        </div>
        <p class="tube-count" aria-hidden="true">
          <b>{count()}</b>
          <span> / {capacity()}</span>
        </p>
      </div>
      <p class="unseen">{t("tube.places", { count: count(), capacity: capacity() })}</p>
      <ol class="places" data-wide={capacity() > 10} data-open={props.desk.tube !== null}>
        <For each={Array.from({ length: capacity() }, (_, at) => at)}>
          {(at) => (
            <Dot
              at={at}
              place={places()[at]}
              other={at >= places().length && at < count()}
              next={count() === at}
            />
          )}
        </For>
      </ol>
      <Show when={props.desk.group.length > 0}>
        <div class="group">
          <h3>
            {t("tube.group")} <b>{props.desk.group.length}</b>
          </h3>
          <ol class="group-list">
            <For each={props.desk.group}>
              {(one) => (
                <li>
                  <span>{one.name === "" ? t("signal.preregistered") : one.name}</span>
                  <button
                    type="button"
                    class="icon-button"
                    aria-label={t("tube.group-drop", { name: one.name })}
                    onClick={() => props.onDrop(one.scanId)}
                  >
                    <span aria-hidden="true">✕</span>
                  </button>
                </li>
              )}
            </For>
          </ol>
        </div>
      </Show>
      <Show when={props.others.length > 0}>
        <div class="group">
          <h3>{t("tube.others")}</h3>
          <ul class="group-list">
            <For each={props.others}>
              {(one) => (
                <li class="other-tube" data-code={one.code}>
                  <span>
                    {grouped(one.code)} · <b>{one.people}</b>/{one.capacity}
                  </span>
                </li>
              )}
            </For>
          </ul>
        </div>
      </Show>
      <Show when={props.desk.tube === null || full()}>
        <button type="button" class="type-tube" onClick={() => props.onType()}>
          {t("tube.by-hand")}
        </button>
      </Show>
      <Show when={places().length > 0}>
        <button type="button" class="receipts" onClick={() => props.onReceipts()}>
          {t("receipt.title")}
        </button>
      </Show>
      <div class="acts">
        <button
          type="button"
          class="seal"
          classList={{ main: full() }}
          disabled={count() === 0}
          onClick={() => props.onSeal()}
        >
          {t("tube.seal")}
        </button>
        <button type="button" disabled={!maySwab()} onClick={() => props.onSwab()}>
          {t("tube.swab")}
        </button>
        <button type="button" disabled={!mayUndo()} onClick={() => props.onUndo()}>
          {t("tube.undo")}
        </button>
        <button
          type="button"
          class="danger"
          disabled={props.desk.tube === null}
          onClick={() => props.onVoid()}
        >
          {t("tube.void")}
        </button>
      </div>
    </section>
  );
}

interface DotProps {
  at: number;
  place: Place | undefined;
  /** Another device put somebody there. */
  other: boolean;
  next: boolean;
}

function Dot(props: DotProps) {
  const state = () => {
    if (props.other) return "other";
    if (!props.place) return props.next ? "next" : "free";
    return props.place.swabbed ? "swabbed" : "taken";
  };
  return (
    <li class="place" data-state={state()}>
      <span class="dot">{state() === "swabbed" ? "✓" : props.at + 1}</span>
      <span class="place-name">
        {props.other
          ? t("tube.other")
          : props.place
            ? props.place.name || t("signal.preregistered")
            : ""}
      </span>
    </li>
  );
}
