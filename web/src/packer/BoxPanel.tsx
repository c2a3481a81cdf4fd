/** The box in use: its label, its places as they fill, and what is done with it. */
import { createSignal, For, Show } from "solid-js";
import { clockText } from "../base/day";
import { t } from "../base/lang";
import { Sheet } from "../base/Sheet";
import { pageMs } from "../base/ticker";
import { minutesTo, ofTube, worst } from "../carry/age";
import { Aged } from "../carry/Aged";
import { grouped } from "../scan/codes";
import type { Packed } from "./bench";
import type { Work } from "./work";

/** Beside the colour, so that it does not carry the age alone. */
const MARKS = { fresh: "●", soon: "▲", late: "■" } as const;

export function BoxPanel(props: { work: Work }) {
  const { work } = props;
  const [looked, setLooked] = createSignal<Packed | null>(null);
  const box = () => work.bench().box;
  const tubes = () => work.inUse();
  const limits = () => work.device.campaign.limits;
  const places = () => Math.max(work.max, tubes().length);
  const full = () => tubes().length >= work.max;
  const age = (one: Packed) => ofTube(one.listed?.due_at_ms ?? null, limits(), pageMs());
  const oldest = () => {
    const due = tubes().flatMap((one) => one.listed?.due_at_ms ?? []);
    return due.length === 0 ? null : Math.min(...due);
  };
  return (
    <section class="card box" data-full={full()} aria-labelledby="box-title">
      <div class="tube-head">
        <div>
          <h2 id="box-title" class="quiet">
            {t("pack.box")}
          </h2>
          <p class="tube-code" data-code={box() ?? ""}>
            {box() === null ? t("pack.none") : grouped(box()!)}
          </p>
          <Show when={oldest()}>
            {(due) => (
              <Aged age={worst(tubes().map(age))} minutes={minutesTo(due(), pageMs())} />
            )}
          </Show>
        </div>
        <p class="tube-count" aria-hidden="true">
          <b>{tubes().length}</b>
          <span> / {work.max}</span>
        </p>
      </div>
      <p class="unseen">{t("pack.places", { count: tubes().length, max: work.max })}</p>
      <ol class="slots" data-open={box() !== null}>
        <For each={Array.from({ length: places() }, (_, at) => at)}>
          {(at) => (
            <li>
              <Show
                when={tubes()[at]}
                fallback={<span class="slot" data-state="free" aria-hidden="true" />}
              >
                {(one) => (
                  <button
                    type="button"
                    class="slot"
                    data-state={one().listed ? age(one()) : "strange"}
                    aria-label={t("pack.slot", { tube: grouped(one().code) })}
                    onClick={() => setLooked(one())}
                  >
                    <span class="slot-mark" aria-hidden="true">
                      {one().listed ? MARKS[age(one())] : "?"}
                    </span>
                    <span>{one().code.slice(-4)}</span>
                  </button>
                )}
              </Show>
            </li>
          )}
        </For>
      </ol>
      <div class="acts">
        <button
          type="button"
          class="seal"
          classList={{ main: full() }}
          disabled={tubes().length === 0}
          onClick={() => void work.askSeal()}
        >
          {t("pack.seal")}
        </button>
        <button
          type="button"
          aria-pressed={work.bench().takeOut}
          disabled={tubes().length === 0 && !work.bench().takeOut}
          onClick={() => void work.arm()}
        >
          {t("pack.take-out-next")}
        </button>
      </div>
      <Sheet
        open={looked() !== null}
        title={t("pack.tube-title", { tube: grouped(looked()?.code ?? "") })}
        onClose={() => setLooked(null)}
      >
        <TubeFacts work={work} tube={looked()} />
        <button
          type="button"
          class="danger wide-button"
          onClick={() => {
            const tube = looked();
            setLooked(null);
            if (tube) void work.takeOut(tube.code);
          }}
        >
          {t("pack.take-out-this")}
        </button>
      </Sheet>
    </section>
  );
}

function TubeFacts(props: { work: Work; tube: Packed | null }) {
  const listed = () => props.tube?.listed ?? null;
  return (
    <Show when={listed()} fallback={<p class="notice">{t("pack.unlisted-do")}</p>}>
      {(one) => (
        <dl class="facts">
          <dt>{t("pack.lane")}</dt>
          <dd>{props.work.laneNumber(one().lane)}</dd>
          <dt>{t("pack.people")}</dt>
          <dd>{one().people}</dd>
          <dt>{t("pack.first-swab")}</dt>
          <dd>{one().first_swab_at_ms == null ? "–" : clockText(one().first_swab_at_ms!)}</dd>
          <dt>{t("pack.at-lab-by")}</dt>
          <dd>{one().due_at_ms == null ? "–" : clockText(one().due_at_ms!)}</dd>
        </dl>
      )}
    </Show>
  );
}
