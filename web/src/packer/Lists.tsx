/** What still stands at the site: boxes by when they must leave, tubes by age. */
import { createSignal, For, Show } from "solid-js";
import { clockText } from "../base/day";
import { t } from "../base/lang";
import { pageMs } from "../base/ticker";
import { minutesTo, ofBox, ofTube, worst, type Age } from "../carry/age";
import { Aged } from "../carry/Aged";
import * as units from "../carry/units";
import { grouped } from "../scan/codes";
import { boxes, loose, type ListTube, type Shown } from "./bench";
import type { Work } from "./work";

/** Tubes shown before the rest is asked for. */
const SHOWN = 8;

export function Lists(props: { work: Work }) {
  const { work } = props;
  const here = () => boxes(work.list(), work.bench()).filter((one) => one.box !== work.bench().box);
  const out = () => loose(work.list(), work.bench());
  const open = () => work.list().tubes.filter((one) => one.stage === "open").length;
  return (
    <>
      <section class="card" aria-labelledby="boxes-title">
        <div class="card-head">
          <h2 id="boxes-title">{t("pack.boxes")}</h2>
          <b class="tally">{here().length}</b>
        </div>
        <ul class="rows">
          <For each={here()} fallback={<li class="quiet">{t("pack.boxes-none")}</li>}>
            {(one) => <BoxRow work={work} shown={one} />}
          </For>
        </ul>
      </section>
      <section class="card" aria-labelledby="tubes-title">
        <div class="card-head">
          <h2 id="tubes-title">{t("pack.loose")}</h2>
          <b class="tally">{out().length}</b>
        </div>
        <Tubes work={work} tubes={out()} />
        <Show when={open() > 0}>
          <p class="quiet">{t("pack.open-tubes", { count: open() })}</p>
        </Show>
      </section>
    </>
  );
}

function BoxRow(props: { work: Work; shown: Shown }) {
  const { work } = props;
  const limits = () => work.device.campaign.limits;
  const sealed = () => props.shown.stage === "sealed";
  const due = () => {
    const { listed, tubes } = props.shown;
    if (listed) return listed.leave_by_ms ?? listed.due_at_ms;
    const all = tubes.flatMap((one) => one.listed?.due_at_ms ?? []);
    return all.length === 0 ? null : Math.min(...all);
  };
  const minutes = () => (due() === null ? null : minutesTo(due()!, pageMs()));
  const age = (): Age => {
    const inside = props.shown.tubes.map((one) =>
      ofTube(one.listed?.due_at_ms ?? null, limits(), pageMs()),
    );
    return worst([...inside, ...(minutes() === null ? [] : [ofBox(minutes()!)])]);
  };
  return (
    <li class="row-item" data-age={age()}>
      <div class="row-main">
        <b class="row-code">{grouped(props.shown.box)}</b>
        <span class="row-stage">
          {t(sealed() ? "pack.is-sealed" : "pack.is-open")} ·{" "}
          {units.tubes(props.shown.tubes.length)}
        </span>
        <Show when={minutes() !== null}>
          <span class="row-age">
            <Aged age={age()} minutes={minutes()!} />
            <span class="quiet">
              {t(props.shown.listed?.leave_by_ms ? "pack.leave-by" : "pack.lab-by", {
                time: clockText(due()!),
              })}
            </span>
          </span>
        </Show>
        <Show when={sealed() && props.shown.listed}>
          {(listed) => <span class="quiet">→ {work.labName(listed().lab)}</span>}
        </Show>
      </div>
      <button
        type="button"
        onClick={() => void (sealed() ? work.give(props.shown.box) : work.use(props.shown.box))}
      >
        {t(sealed() ? "pack.hand-over" : "pack.go-on")}
      </button>
    </li>
  );
}

function Tubes(props: { work: Work; tubes: ListTube[] }) {
  const [all, setAll] = createSignal(false);
  const limits = () => props.work.device.campaign.limits;
  const shown = () => props.tubes.slice(0, all() ? undefined : SHOWN);
  return (
    <>
      <ul class="rows">
        <For each={shown()} fallback={<li class="quiet">{t("pack.loose-none")}</li>}>
          {(one) => {
            const age = () => ofTube(one.due_at_ms, limits(), pageMs());
            return (
              <li class="row-item" data-age={age()}>
                <div class="row-main">
                  <b class="row-code">{grouped(one.tube)}</b>
                  <span class="row-stage">
                    {t("pack.tube-line", {
                      lane: props.work.laneNumber(one.lane),
                      people: units.people(one.people),
                    })}
                  </span>
                </div>
                <Show when={one.due_at_ms}>
                  {(due) => <Aged age={age()} minutes={minutesTo(due(), pageMs())} />}
                </Show>
              </li>
            );
          }}
        </For>
      </ul>
      <Show when={!all() && props.tubes.length > SHOWN}>
        <button type="button" class="wide-button" onClick={() => setAll(true)}>
          {t("pack.all-tubes", { count: props.tubes.length })}
        </button>
      </Show>
    </>
  );
}
