/** How far people have come, and where everybody is. */
import { For, Show } from "solid-js";
import { t } from "../base/lang";
import { apart, count, type Milestone, MILESTONES, reached, share, STAGES, sum } from "./figures";
import type { Work } from "./work";

/** People are counted against the roster, each once; the later steps against the registrations,
 * where who gave two swabs stands twice. */
export function Big(props: { work: Work }) {
  const now = () => props.work.count();
  const registered = () => now()?.totals.registered ?? 0;
  const roster = () => props.work.board()?.roster ?? 0;
  // Who was reached is known of everybody only, and not by hour.
  const people = () =>
    props.work.back() === null ? (props.work.board()?.coverage.people ?? 0) : registered();
  return (
    <section class="big" aria-label={t("board.title")}>
      <Card
        of="registered"
        number={now() ? registered() : null}
        part={people()}
        whole={roster()}
        about={
          roster() > 0
            ? t("mile.of-roster", { people: count(people()), roster: count(roster()) })
            : t("mile.no-roster")
        }
      />
      <For each={Object.keys(MILESTONES) as Milestone[]}>
        {(milestone) => {
          const number = () => (now() ? reached(now()!.totals, milestone) : null);
          return (
            <Card
              of={milestone}
              number={number()}
              part={number() ?? 0}
              whole={registered()}
              about={t("mile.of-registered", { count: count(registered()) })}
            />
          );
        }}
      </For>
    </section>
  );
}

interface CardProps {
  of: "registered" | Milestone;
  number: number | null;
  part: number;
  whole: number;
  about: string;
}

function Card(props: CardProps) {
  const part = () => (props.whole > 0 ? Math.min(1, props.part / props.whole) : 0);
  return (
    <article class={`card mile ${props.of}`}>
      <h2>{t(`mile.${props.of}`)}</h2>
      <p class="huge">{props.number === null ? "–" : count(props.number)}</p>
      <div class="track" aria-hidden="true">
        <span class="fill" style={{ width: `${part() * 100}%` }} />
      </div>
      <p class="quiet">
        <Show when={props.number !== null} fallback={t("board.waiting")}>
          <b>{share(props.part, props.whole)}</b> {props.about}
        </Show>
      </p>
    </article>
  );
}

export function Flow(props: { work: Work }) {
  const now = () => props.work.count();
  const all = () => (now() ? sum(now()!.totals, STAGES) : 0);
  const law = () => {
    const it = now();
    if (!it) return { kind: "wait", mark: "○", text: t("board.waiting") };
    const off = apart(it.totals);
    if (it.holds && off === 0) return { kind: "good", mark: "●", text: t("law.holds") };
    // The service looks at every lane; the town as a whole may add up all the same.
    const text = off === 0 ? t("law.somewhere") : t("law.broken", { count: count(off) });
    return { kind: "bad", mark: "■", text };
  };
  return (
    <section class="card flow" aria-labelledby="flow-title">
      <div class="head">
        <h2 id="flow-title">{t("flow.title")}</h2>
        <p id="law" class="state" data-kind={law().kind}>
          <span aria-hidden="true">{law().mark}</span> {law().text}
        </p>
      </div>
      <div class="flow-bar" aria-hidden="true">
        <For each={STAGES}>
          {(stage) => (
            <Show when={(now()?.totals[stage] ?? 0) > 0}>
              <span class={`stage of-${stage}`} style={{ "flex-grow": now()!.totals[stage] }} />
            </Show>
          )}
        </For>
      </div>
      <dl class="flow-key">
        <For each={STAGES}>
          {(stage) => (
            <div>
              <dt>
                <span class={`dot of-${stage}`} aria-hidden="true" />
                {t(`stage.${stage}`)}
              </dt>
              <dd>
                <b>{now() ? count(now()!.totals[stage]) : "–"}</b>
                <span class="quiet">
                  {t("flow.tubes", {
                    share: share(now()?.totals[stage] ?? 0, all()),
                    count: now() ? count(now()!.tubes[stage]) : "–",
                  })}
                </span>
              </dd>
            </div>
          )}
        </For>
      </dl>
    </section>
  );
}
