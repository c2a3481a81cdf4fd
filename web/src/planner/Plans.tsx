/** The plans of the service: what runs and how far, what waits, what has ended. */
import { createSignal, For, Show } from "solid-js";
import { momentText } from "../base/day";
import { t } from "../base/lang";
import { type Trouble, trouble } from "../base/problem";
import { isOver, type Job, type Work } from "./work";
import { Wrong } from "./Wrong";

/** A shape beside each colour. */
const SHAPES: Record<string, string> = {
  queued: "◌",
  running: "◐",
  proven: "●",
  unproven: "◑",
  never: "■",
  stopped: "◇",
  failed: "▲",
};

/** How a plan stands, in one word of the table. */
export function standing(job: Job): { word: string; kind: string } {
  if (!isOver(job)) return { word: job.state, kind: "wait" };
  if (job.state === "failed") return { word: "failed", kind: "bad" };
  if (job.state === "stopped") return { word: "stopped", kind: "warn" };
  const kind = { proven: "good", unproven: "warn", never: "bad" }[job.answer ?? ""] ?? "warn";
  return { word: job.answer ?? "stopped", kind };
}

export function Standing(props: { job: Job }) {
  const stand = () => standing(props.job);
  return (
    <span class="state" data-kind={stand().kind}>
      <span aria-hidden="true">{SHAPES[stand().word]} </span>
      {t(`standing.${stand().word as "proven"}`)}
    </span>
  );
}

interface Props {
  work: Work;
  /** A plan that was asked to be read. */
  lost: string | undefined;
  onRead: (id: string) => void;
}

export function Plans(props: Props) {
  const jobs = () => props.work.jobs() ?? [];
  const lost = () =>
    props.lost && props.work.jobs() && !jobs().some((job) => job.id === props.lost);
  return (
    <div class="plans">
      <Show when={lost()}>
        <p class="notice" data-kind="warn">
          {t("plans.lost")}
        </p>
      </Show>
      <Show
        when={jobs().length > 0}
        fallback={
          <div class="card nothing">
            <h2>{t("plans.none")}</h2>
            <p class="quiet">{t("plans.none-about")}</p>
          </div>
        }
      >
        <ul class="jobs">
          <For each={jobs().map((job) => job.id)}>
            {(id) => (
              <JobCard
                work={props.work}
                job={() => jobs().find((job) => job.id === id)!}
                onRead={props.onRead}
              />
            )}
          </For>
        </ul>
        <Show when={props.work.limits()}>
          {(limits) => <p class="quiet">{t("plans.limits", limits())}</p>}
        </Show>
      </Show>
    </div>
  );
}

function JobCard(props: { work: Work; job: () => Job; onRead: (id: string) => void }) {
  const job = props.job;
  return (
    <li class="card job" data-job={job().id} data-state={job().state}>
      <div class="job-head">
        <h2>{job().name}</h2>
        <Standing job={job()} />
        <p class="quiet">
          {t(job().kind === "plan" ? "plans.plan" : "plans.simulate")} ·{" "}
          {t("plans.asked", {
            time: momentText(job().asked_at_ms, Date.now()),
            seed: job().seed,
          })}
        </p>
      </div>
      <Show when={!isOver(job())}>
        <Progress work={props.work} job={job()} />
      </Show>
      <Show when={isOver(job())}>
        <Show when={job().said[0]}>{(said) => <p>{said()}</p>}</Show>
        <div class="job-acts">
          <button
            type="button"
            classList={{ main: Boolean(job().document) }}
            onClick={() => props.onRead(job().id)}
          >
            {t("plans.read")}
          </button>
        </div>
      </Show>
    </li>
  );
}

/** What it does, how far it is, the best so far beside the least that arithmetic allows. */
export function Progress(props: { work: Work; job: Job }) {
  const [wrong, setWrong] = createSignal<Trouble | null>(null);
  const [asked, setAsked] = createSignal(false);
  const job = () => props.job;
  const progress = () => job().progress;
  const cancel = async () => {
    setAsked(true);
    try {
      await props.work.cancel(job());
    } catch (failed) {
      setAsked(false);
      setWrong(trouble(failed));
    }
  };
  return (
    <div class="progress" aria-live="off">
      <p class="doing">
        <b>
          {job().state === "queued"
            ? t("doing.queued", { ahead: job().ahead })
            : t(`doing.${(progress()?.doing ?? "reading") as "growing"}`)}
        </b>
        <span class="quiet">{t("doing.simulated", { count: job().simulated })}</span>
      </p>
      <Show when={job().simulated_goal} fallback={<progress aria-label={t("doing.label")} />}>
        {(goal) => <progress max={goal()} value={job().simulated} aria-label={t("doing.label")} />}
      </Show>
      <Show when={progress()?.bounds.length}>
        <Best job={job()} />
      </Show>
      <div class="job-acts">
        <button type="button" class="danger" disabled={asked()} onClick={() => void cancel()}>
          {asked() ? t("plans.cancelling") : t("plans.cancel")}
        </button>
        <p class="quiet">{t("plans.cancel-about")}</p>
      </div>
      <Wrong why={wrong()} />
    </div>
  );
}

function Best(props: { job: Job }) {
  const progress = () => props.job.progress!;
  const number = (value: number) => value.toLocaleString("en", { maximumFractionDigits: 1 });
  return (
    <div class="scroll" tabindex="0" role="region" aria-label={t("best.title")}>
      <table class="best">
        <thead>
          <tr>
            <th scope="col">{progress().is_enough ? t("best.title") : t("best.trying")}</th>
            <th scope="col" class="number">
              {t("best.planned")}
            </th>
            <th scope="col" class="number">
              {t("best.least")}
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={progress().bounds}>
            {(row) => (
              <tr>
                <th scope="row">{row.what}</th>
                <td class="number">
                  <b>{typeof row.planned === "number" ? number(row.planned) : "–"}</b>
                </td>
                <td class="number">{number(row.least)}</td>
              </tr>
            )}
          </For>
          <Show when={typeof progress().cost_yuan === "number"}>
            <tr>
              <th scope="row">{t("line.cost")}</th>
              <td class="number">
                <b>{number(Math.round(progress().cost_yuan!))}</b>
              </td>
              <td class="number">–</td>
            </tr>
          </Show>
        </tbody>
      </table>
    </div>
  );
}
