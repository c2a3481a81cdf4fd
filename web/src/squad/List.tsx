/** Who is owed a second swab, the least time left first. */
import { createSignal, For, Show } from "solid-js";
import { t } from "../base/lang";
import { grouped } from "../scan/codes";
import { Countdown } from "./Countdown";
import { part, short, type Part, type Row } from "./owed";
import type { Work } from "./work";

const PARTS: readonly Part[] = ["visit", "sampled", "ended"];
const HEADS = {
  visit: "squad.to-visit",
  sampled: "squad.sampled",
  ended: "squad.ended",
} as const;

interface Props {
  work: Work;
  rows: Row[];
  onOpen: (row: Row) => void;
}

export function ListPanel(props: Props) {
  const [ours, setOurs] = createSignal(false);
  const shown = () => {
    const squad = props.work.squad();
    return ours() && squad !== null ? props.rows.filter((row) => row.squad === squad) : props.rows;
  };
  const of = (which: Part) => shown().filter((row) => part(row) === which);
  const empty = (): readonly [string, string] => {
    if (props.work.askedMs() === null) return [t("squad.not-here"), t("squad.not-here-do")];
    if (ours() && props.rows.length > 0) return [t("squad.none-ours"), t("squad.none-ours-do")];
    return [t("squad.none"), t("squad.none-do")];
  };
  return (
    <>
      <Show when={props.work.squad() !== null}>
        <div class="switch small" role="group" aria-label={t("squad.people")}>
          <button type="button" aria-pressed={!ours()} onClick={() => setOurs(false)}>
            {t("squad.all")}
          </button>
          <button type="button" aria-pressed={ours()} onClick={() => setOurs(true)}>
            {t("squad.ours")}
          </button>
        </div>
      </Show>
      <Show when={shown().length === 0}>
        <div class="card nothing">
          <h2>{empty()[0]}</h2>
          <p class="quiet">{empty()[1]}</p>
        </div>
      </Show>
      <For each={PARTS.filter((which) => of(which).length > 0)}>
        {(which) => (
          <section class="part">
            <h2>
              {t(HEADS[which])} <span class="quiet">{of(which).length}</span>
            </h2>
            <ul class="owed">
              <For each={of(which)}>
                {(row) => (
                  <OwedCard work={props.work} row={row} onOpen={() => props.onOpen(row)} />
                )}
              </For>
            </ul>
          </section>
        )}
      </For>
    </>
  );
}

function OwedCard(props: { work: Work; row: Row; onOpen: () => void }) {
  const limit = () => props.work.device.campaign.limits.recollection_limit_minutes;
  const squad = () => {
    const of = props.row.squad;
    if (of === null || of === undefined) return t("squad.unassigned");
    return t("squad.number", { squad: of });
  };
  return (
    <li class="card owed-card" data-part={part(props.row)}>
      <Show
        when={!props.row.ended}
        fallback={
          <p class="ended">
            <span aria-hidden="true">◼ </span>
            {t(`ending.${props.row.ended}` as "ending.died")}
          </p>
        }
      >
        <Countdown dueMs={props.row.due_at_ms} limitMinutes={limit()} />
      </Show>
      <h3>
        <button type="button" class="open-card" onClick={() => props.onOpen()}>
          {t("squad.person", { mark: short(props.row.person) })}
        </button>
      </h3>
      <p>
        {props.work.siteName(props.row.site) ?? t("visit.no-site")}
        <br />
        <span class="quiet">
          {t(`cause.${props.row.cause}` as "cause.unclear")} ·{" "}
          {t("squad.from", { tube: grouped(props.row.source) })}
        </span>
      </p>
      <ul class="marks">
        <Show when={props.row.single}>
          <li>{t("squad.single")}</li>
        </Show>
        <Show when={part(props.row) === "visit" || props.row.squad}>
          <li>{squad()}</li>
        </Show>
        <For each={props.row.findings}>
          {(finding) => (
            <li data-kind="warn">
              <span aria-hidden="true">▲ </span>
              {t(`finding.${finding}` as "finding.moved")}
            </li>
          )}
        </For>
        <Show when={props.row.sampled}>
          {(tube) => <li>{t("squad.new-tube", { tube: grouped(tube()) })}</li>}
        </Show>
        <Show when={props.row.waits}>
          <li data-kind="waits">
            <span aria-hidden="true">◌ </span>
            {t("squad.waits")}
          </li>
        </Show>
      </ul>
    </li>
  );
}
