/** A plan to be read: the verdict first, what is short, the figures that matter, then the whole
 * report, and what can be done with it. */
import { createEffect, createResource, createSignal, For, on, Show } from "solid-js";
import { lang, pick, t } from "../base/lang";
import { type Trouble, trouble } from "../base/problem";
import { CampaignSheet } from "./CampaignSheet";
import { found, missing, ofCity, type Plan, type Shortage, sideBySide } from "./document";
import { figureText } from "./Compare";
import { Progress, Standing, standing } from "./Plans";
import { isOver, type Job, save, type Work } from "./work";
import { Wrong } from "./Wrong";

interface Props {
  work: Work;
  job: Job;
  onBack: () => void;
  onEdit: () => void;
  onCompare: (id: string) => void;
}

const count = (value: number) => value.toLocaleString("en", { maximumFractionDigits: 0 });
const of = (text: { zh: string; en: string }) => pick(text.zh, text.en);
/** Rows of shortages that stand on the page; the report has them all. */
const SHORT_MAX = 12;

export function ReportView(props: Props) {
  const job = () => props.job;
  const [plan] = createResource(
    () => (job().document ? job().id : null),
    () => props.work.document<Partial<Plan>>(job()).then(found),
  );
  const [start, setStart] = createSignal(false);
  const [wrong, setWrong] = createSignal<Trouble | null>(null);
  const edit = async () => {
    try {
      const texts = await props.work.townOf(job());
      props.work.edit({ ...texts, file: `${job().name}.toml` });
      props.onEdit();
    } catch (failed) {
      setWrong(trouble(failed));
    }
  };
  return (
    <div class="report">
      <div class="job-acts">
        <button type="button" onClick={() => props.onBack()}>
          ← {t("report.back")}
        </button>
      </div>
      <section class="card verdict" data-kind={standing(job()).kind} data-job={job().id}>
        <div class="job-head">
          <h2>{job().name}</h2>
          <Standing job={job()} />
        </div>
        <p class="lead">{t(`verdict.${standing(job()).word as "proven"}`)}</p>
        <For each={job().said}>{(said) => <p>{said}</p>}</For>
        <Show when={!isOver(job())}>
          <Progress work={props.work} job={job()} />
        </Show>
        <Show when={isOver(job())}>
          <div class="job-acts">
            <Show when={plan()}>
              <button type="button" class="main" onClick={() => setStart(true)}>
                {t("report.start")}
              </button>
              <button type="button" onClick={() => props.onCompare(job().id)}>
                {t("report.compare")}
              </button>
            </Show>
            <button type="button" onClick={() => void edit()}>
              {t("report.edit")}
            </button>
          </div>
        </Show>
        <Wrong why={wrong() ?? (plan.error ? trouble(plan.error) : null)} />
      </section>
      <Show when={job().warnings.length > 0}>
        <section class="card">
          <h2>{t("report.warnings")}</h2>
          <ul class="said">
            <For each={job().warnings}>{(said) => <li>{said}</li>}</For>
          </ul>
        </section>
      </Show>
      <Show when={!plan.error && plan()}>
        {(read) => (
          <>
            <Key plan={read()} />
            <Short plan={read()} />
            <Needed plan={read()} />
            <Whole work={props.work} job={job()} />
            <CampaignSheet
              work={props.work}
              job={job()}
              open={start()}
              onClose={() => setStart(false)}
            />
          </>
        )}
      </Show>
    </div>
  );
}

function Key(props: { plan: Plan }) {
  const shown = ["half-late", "all-late", "kept", "too-old", "recollected-in-time", "cost"];
  const lines = () => sideBySide([props.plan]);
  return (
    <dl class="key">
      <For each={shown}>
        {(word) => {
          const line = () => lines().find((one) => one.word === word)!;
          return (
            <div class="card">
              <dt>{t(`line.${word as "cost"}`)}</dt>
              <dd>{figureText(line().unit, line().values[0] ?? null)}</dd>
            </div>
          );
        }}
      </For>
    </dl>
  );
}

function Short(props: { plan: Plan }) {
  const rows = () => missing(props.plan);
  return (
    <section class="card" id="shortages">
      <h2>{t("report.short")}</h2>
      <Show when={rows().length > 0} fallback={<p>{t("report.nothing-short")}</p>}>
        <Rows rows={rows().slice(0, SHORT_MAX)} />
        <Show when={rows().length > SHORT_MAX}>
          <p class="quiet">{t("report.more-short", { count: rows().length - SHORT_MAX })}</p>
        </Show>
      </Show>
    </section>
  );
}

function Needed(props: { plan: Plan }) {
  return (
    <section class="card">
      <h2>{t("report.needed")}</h2>
      <Rows rows={ofCity(props.plan)} />
    </section>
  );
}

function Rows(props: { rows: Shortage[] }) {
  const cell = (value: number | null) => (value === null ? t("report.unknown") : count(value));
  return (
    <div class="scroll" tabindex="0" role="region" aria-label={t("report.needed")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("report.what")}</th>
            <th scope="col">{t("report.place")}</th>
            <th scope="col" class="number">
              {t("report.need")}
            </th>
            <th scope="col" class="number">
              {t("report.at-hand")}
            </th>
            <th scope="col" class="number">
              {t("report.missing")}
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={props.rows}>
            {(row) => (
              <tr>
                <th scope="row">
                  {of(row.what)} <span class="quiet">{of(row.unit)}</span>
                </th>
                <td>{of(row.place)}</td>
                <td class="number">{count(row.needed)}</td>
                <td class="number">{cell(row.at_hand)}</td>
                <td class="number">
                  <b>{cell(row.missing)}</b>
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  );
}

/** The report itself, in a frame that can reach nothing of this page, and as files. */
function Whole(props: { work: Work; job: Job }) {
  const [html, { refetch }] = createResource(
    () => (props.job.report ? props.job.id : null),
    () => props.work.report(props.job),
  );
  createEffect(on(lang, () => void refetch(), { defer: true }));
  const page = () => (html.error ? undefined : html());
  const name = () => props.job.name.replace(/[\\/:*?"<>|]/g, " ");
  const open = () => {
    const url = URL.createObjectURL(new Blob([page()!], { type: "text/html" }));
    window.open(url, "_blank", "noopener");
  };
  const saveTown = async () => {
    const texts = await props.work.townOf(props.job);
    save(`${name()}.toml`, "application/toml", texts.town);
  };
  const saveDocument = async () => {
    const document = await props.work.document<unknown>(props.job);
    save(`${name()}.plan.json`, "application/json", `${JSON.stringify(document, null, 2)}\n`);
  };
  return (
    <section class="card whole">
      <div class="section-head">
        <h2>{t("report.whole")}</h2>
        <div class="job-acts">
          <button type="button" disabled={!page()} onClick={open}>
            {t("report.tab")}
          </button>
          <button
            type="button"
            disabled={!page()}
            onClick={() => save(`${name()}.html`, "text/html", page()!)}
          >
            {t("report.save-page")}
          </button>
          <button type="button" onClick={() => void saveDocument()}>
            {t("report.save-document")}
          </button>
          <button type="button" onClick={() => void saveTown()}>
            {t("report.save-town")}
          </button>
        </div>
      </div>
      <Show when={page()}>
        {(text) => (
          <iframe
            id="report"
            title={t("report.whole")}
            sandbox="allow-scripts"
            srcdoc={text()}
          />
        )}
      </Show>
    </section>
  );
}
