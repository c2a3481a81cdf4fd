/** Two plans side by side: the figures they are weighed by, with the difference; what was said
 * differently of the town; and what chance has to do with it. */
import { createResource, For, Show } from "solid-js";
import { momentText } from "../base/day";
import { pick, t } from "../base/lang";
import { found, hoursText, type Line, type Plan, sideBySide, type Unit } from "./document";
import type { Texts } from "./files";
import { changes } from "./lines";
import { Standing } from "./Plans";
import type { Job, Work } from "./work";

const number = (value: number, digits: number) =>
  value.toLocaleString("en", { maximumFractionDigits: digits });

/** A figure as people read it. */
export function figureText(unit: Unit, value: number | null): string {
  if (value === null) return "–";
  if (unit === "share") return `${number(value * 100, 1)} %`;
  if (unit === "minutes") return hoursText(value);
  if (unit === "yuan") return t("unit.yuan", { value: number(Math.round(value), 0) });
  if (unit === "hours") return t("unit.hours", { value: number(value, 0) });
  return number(value, 0);
}

/** With its sign, also in words for whoever hears it. */
function differenceText(line: Line): string {
  const [a, b] = line.values;
  if (typeof a !== "number" || typeof b !== "number") return "–";
  const difference = b - a;
  const size = Math.abs(difference);
  if (figureText(line.unit, size) === figureText(line.unit, 0)) return "=";
  // Shares differ by points: a third more is not 33 points more.
  const points = () => t("unit.points", { value: number(size * 100, 1) });
  const text = line.unit === "share" ? points() : figureText(line.unit, size);
  return `${difference > 0 ? "+" : "−"} ${text}`;
}

interface Props {
  work: Work;
  ids: string[];
  onPick: (...ids: string[]) => void;
}

interface Side {
  job: Job;
  plan: Plan;
  texts: Texts;
}

export function Compare(props: Props) {
  const jobs = () => (props.work.jobs() ?? []).filter((job) => job.report);
  // Without a choice the two newest, the older one first.
  const ids = () => {
    const known = jobs().map((job) => job.id);
    const [a, b] = props.ids;
    const first = a ?? known[1] ?? known[0];
    return [first, b ?? known.find((id) => id !== first)] as const;
  };
  const side = async (id: string | undefined): Promise<Side | null> => {
    const job = jobs().find((one) => one.id === id);
    if (!job) return null;
    const [document, texts] = await Promise.all([
      props.work.document<Partial<Plan>>(job),
      props.work.townOf(job),
    ]);
    const plan = found(document);
    return plan && { job, plan, texts };
  };
  const [both] = createResource(
    () => ids().join("/"),
    async () => Promise.all(ids().map(side)),
  );
  const pair = () => {
    const [a, b] = both.error ? [] : (both() ?? []);
    return a && b ? ([a, b] as const) : null;
  };
  return (
    <div class="compare">
      <Show
        when={jobs().length > 1}
        fallback={
          <div class="card nothing">
            <h2>{t("compare.none")}</h2>
            <p class="quiet">{t("compare.none-about")}</p>
          </div>
        }
      >
        <div class="card picks">
          <Pick
            label="A"
            jobs={jobs()}
            value={ids()[0]}
            onPick={(id) => props.onPick(id, ids()[1]!)}
          />
          <Pick
            label="B"
            jobs={jobs()}
            value={ids()[1]}
            onPick={(id) => props.onPick(ids()[0]!, id)}
          />
        </div>
        <Show when={pair()}>
          {(sides) => (
            <>
              <Chance a={sides()[0]} b={sides()[1]} />
              <Table a={sides()[0]} b={sides()[1]} />
              <Towns a={sides()[0]} b={sides()[1]} />
            </>
          )}
        </Show>
        <Show when={both.error}>
          <p class="notice" data-kind="warn" role="alert">
            {t("plans.lost")}
          </p>
        </Show>
      </Show>
    </div>
  );
}

interface PickProps {
  label: string;
  jobs: Job[];
  value: string | undefined;
  onPick: (id: string) => void;
}

function Pick(props: PickProps) {
  const text = (job: Job) => {
    const time = momentText(job.asked_at_ms, Date.now());
    const cost = figureText("yuan", job.progress?.cost_yuan ?? null);
    return t("compare.job", { name: job.name, time, seed: job.seed, cost });
  };
  return (
    <label>
      <span>{t("compare.pick", { label: props.label })}</span>
      <select
        id={`pick-${props.label}`}
        value={props.value}
        onChange={(event) => props.onPick(event.currentTarget.value)}
      >
        <For each={props.jobs}>
          {(job) => (
            <option value={job.id} selected={job.id === props.value}>
              {text(job)}
            </option>
          )}
        </For>
      </select>
    </label>
  );
}

interface Sides {
  a: Side;
  b: Side;
}

/** Two runs are two samples: what may be read out of their difference. */
function Chance(props: Sides) {
  const same = () => props.a.plan.seed === props.b.plan.seed;
  const at = (side: Side) => {
    const { hits, of, at_least, at_most } = side.plan.kept.every;
    const percent = (share: number) => number(share * 100, 1);
    return t("compare.kept", { hits, of, least: percent(at_least), most: percent(at_most) });
  };
  return (
    <section class="card">
      <p>{t(same() ? "compare.same-seed" : "compare.other-seed")}</p>
      <p class="quiet">
        A: {at(props.a)}
        <br />
        B: {at(props.b)}
      </p>
      <p class="quiet">{t("compare.paired")}</p>
    </section>
  );
}

function Table(props: Sides) {
  const lines = () => sideBySide([props.a.plan, props.b.plan]);
  const name = (line: Line) =>
    line.said ? pick(line.said.zh, line.said.en) : t(`line.${line.word as "cost"}`);
  return (
    <section class="card">
      <div class="scroll" tabindex="0" role="region" aria-label={t("compare.table")}>
        <table class="sides">
          <thead>
            <tr>
              <th scope="col">{t("compare.figure")}</th>
              <th scope="col" class="number">
                A
              </th>
              <th scope="col" class="number">
                B
              </th>
              <th scope="col" class="number">
                {t("compare.difference")}
              </th>
            </tr>
            <tr>
              <th scope="row">{t("compare.verdict")}</th>
              <td class="number">
                <Standing job={props.a.job} />
              </td>
              <td class="number">
                <Standing job={props.b.job} />
              </td>
              <td />
            </tr>
          </thead>
          <tbody>
            <For each={lines()}>
              {(line) => (
                <tr data-line={line.said?.en ?? line.word}>
                  <th scope="row">
                    {name(line)}{" "}
                    <Show when={line.of}>
                      {(unit) => <span class="quiet">{pick(unit().zh, unit().en)}</span>}
                    </Show>
                  </th>
                  <For each={line.values}>
                    {(value) => <td class="number">{figureText(line.unit, value)}</td>}
                  </For>
                  <td class="number difference">
                    <b>{differenceText(line)}</b>
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Towns(props: Sides) {
  const lines = () => changes(props.a.texts.town, props.b.texts.town);
  return (
    <section class="card">
      <h2>{t("compare.towns")}</h2>
      <Show when={lines()} fallback={<p>{t("compare.too-long")}</p>}>
        {(list) => (
          <Show when={list().length > 0} fallback={<p>{t("compare.same-town")}</p>}>
            <ul class="changes">
              <For each={list()}>
                {(change) => (
                  <li data-side={change.side}>
                    <b>{change.side.toUpperCase()}</b> <code>{change.line}</code>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        )}
      </Show>
    </section>
  );
}
