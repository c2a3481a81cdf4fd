/** Positive pools: where each of their members is now. */
import { For, Show } from "solid-js";
import type { Pool } from "../base/api";
import { t } from "../base/lang";
import { grouped } from "../scan/codes";
import { Countdown } from "./Countdown";
import type { Work } from "./work";

const STATES = ["open", "swabbed", "in_transit", "in_test", "elsewhere", "ended"] as const;
/** What the dots are: told apart without colour. */
const SHAPES = {
  open: "○",
  swabbed: "◔",
  in_transit: "◑",
  in_test: "◕",
  elsewhere: "◇",
  ended: "●",
} as const;

export function PoolsPanel(props: { work: Work }) {
  const limit = () => props.work.device.campaign.limits.recollection_limit_minutes;
  return (
    <Show
      when={props.work.pools().length > 0}
      fallback={
        <div class="card nothing">
          <h2>
            {props.work.askedMs() === null ? t("squad.not-here") : t("squad.no-pools")}
          </h2>
        </div>
      }
    >
      <ul class="owed">
        <For each={props.work.pools()}>
          {(pool) => (
            <PoolCard pool={pool} lab={props.work.labName(pool.lab)} limitMinutes={limit()} />
          )}
        </For>
      </ul>
    </Show>
  );
}

function PoolCard(props: { pool: Pool; lab: string | null; limitMinutes: number }) {
  const states = () => STATES.filter((state) => props.pool[state] > 0);
  return (
    <li class="card owed-card pool">
      <Countdown dueMs={props.pool.due_at_ms} limitMinutes={props.limitMinutes} />
      <h3 class="tube-code">{grouped(props.pool.tube)}</h3>
      <p class="quiet">
        {t("pool.members", { count: props.pool.members })}
        <Show when={props.lab}>{(lab) => <> · {t("pool.lab", { lab: lab() })}</>}</Show>
      </p>
      <p class="members" aria-hidden="true">
        <For each={states()}>
          {(state) => (
            <For each={Array.from({ length: props.pool[state] })}>
              {() => <span data-state={state}>{SHAPES[state]}</span>}
            </For>
          )}
        </For>
      </p>
      <ul class="marks">
        <For each={states()}>
          {(state) => (
            <li>
              <span aria-hidden="true">{SHAPES[state]} </span>
              {t(`pool.${state}`)} <b>{props.pool[state]}</b>
            </li>
          )}
        </For>
        <Show when={props.pool.unreached > 0}>
          <li data-kind="warn">
            <span aria-hidden="true">▲ </span>
            {t("pool.unreached", { count: props.pool.unreached })}
          </li>
        </Show>
        <Show when={props.pool.late > 0}>
          <li data-kind="bad">
            <span aria-hidden="true">■ </span>
            {t("pool.late", { count: props.pool.late })}
          </li>
        </Show>
      </ul>
    </li>
  );
}
