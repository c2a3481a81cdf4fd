/** One person: how long, where, who, and what became of the visit. */
import { createEffect, createSignal, For, Match, on, onCleanup, Show, Switch } from "solid-js";
import { type OwedPerson } from "../base/api";
import { t } from "../base/lang";
import { trouble, type Trouble } from "../base/problem";
import { Sheet } from "../base/Sheet";
import { grouped } from "../scan/codes";
import { Countdown } from "./Countdown";
import { ENDINGS, FINDINGS, mapLink, part, short, type Row } from "./owed";
import type { Work } from "./work";

/** Names and phones are hidden again after so long. */
const SHOWN_MS = 60_000;
/** For whom the service does so: it decides, this spares buttons that could only be refused. */
const MAY_ASK = new Set(["clerk", "packer", "commander", "admin"]);
const MAY_END = new Set(["commander", "admin"]);
const MAY_SWAB = new Set(["clerk", "admin"]);
const MAY_ASSIGN = new Set(["packer", "commander", "admin"]);

type Step = "look" | "record" | "end";

export function PersonSheet(props: { work: Work; row: Row | null; onClose: () => void }) {
  const [step, setStep] = createSignal<Step>("look");
  const [said, say] = createSignal<Trouble | null>(null);
  createEffect(
    on(
      () => props.row?.person,
      () => {
        setStep("look");
        say(null);
      },
    ),
  );
  const title = () => {
    if (step() === "record") return t("visit.record-title");
    if (step() === "end") return t("visit.end-title");
    return t("squad.person", { mark: short(props.row?.person ?? "") });
  };
  const about = () => {
    if (step() === "record") return t("visit.record-about");
    return step() === "end" ? t("visit.end-about") : undefined;
  };
  const done = async (kept: Promise<boolean>) => {
    const good = await kept;
    setStep("look");
    say(
      good
        ? { what: t("visit.done"), next: t("visit.done-kept") }
        : { what: t("visit.full"), next: t("no.space-do") },
    );
  };
  return (
    <Sheet
      open={props.row !== null}
      title={title()}
      about={about()}
      onClose={() => (step() === "look" ? props.onClose() : setStep("look"))}
    >
      <Show when={props.row}>
        {(row) => (
          <Switch>
            <Match when={step() === "look"}>
              <Look
                work={props.work}
                row={row()}
                said={said()}
                onStep={setStep}
                onDone={(kept) => void done(kept)}
              />
            </Match>
            <Match when={step() === "record"}>
              <div class="choices">
                <For each={FINDINGS}>
                  {(finding) => (
                    <button
                      type="button"
                      onClick={() => void done(props.work.attempt(row(), finding))}
                    >
                      {t(`finding.${finding}`)}
                    </button>
                  )}
                </For>
              </div>
            </Match>
            <Match when={step() === "end"}>
              <div class="choices">
                <For each={ENDINGS}>
                  {(reason) => (
                    <button
                      type="button"
                      class="danger"
                      disabled={!row().may_end.includes(reason)}
                      onClick={() => void done(props.work.end(row(), reason))}
                    >
                      {t(`ending.${reason}`)}
                      <Show when={!row().may_end.includes(reason)}>
                        <small>{t("visit.end-not")}</small>
                      </Show>
                    </button>
                  )}
                </For>
              </div>
            </Match>
          </Switch>
        )}
      </Show>
    </Sheet>
  );
}

interface LookProps {
  work: Work;
  row: Row;
  said: Trouble | null;
  onStep: (step: Step) => void;
  onDone: (kept: Promise<boolean>) => void;
}

function Look(props: LookProps) {
  const role = () => props.work.device.me.role;
  const limit = () => props.work.device.campaign.limits.recollection_limit_minutes;
  const site = () => props.work.siteName(props.row.site);
  const going = () => part(props.row) === "visit";
  const takes = () => {
    const squad = props.work.squad();
    return squad !== null && props.row.squad !== squad && MAY_ASSIGN.has(role()) ? squad : null;
  };
  return (
    <>
      <Show when={!props.row.ended}>
        <Countdown dueMs={props.row.due_at_ms} limitMinutes={limit()} large />
      </Show>
      <Show when={props.said}>
        {(said) => (
          <p class="notice" role="status" data-kind="done">
            <span aria-hidden="true">✓ </span>
            {said().what} · {said().next}
          </p>
        )}
      </Show>
      <section class="facts">
        <h3>{t("visit.where")}</h3>
        <p>{site() ? t("visit.site", { site: site() }) : t("visit.no-site")}</p>
        <Show when={site()}>
          {(place) => (
            <>
              <a class="button" href={mapLink(place())}>
                {t("visit.map")}
              </a>
              <p class="quiet">{t("visit.map-about")}</p>
            </>
          )}
        </Show>
      </section>
      <Who work={props.work} row={props.row} may={MAY_ASK.has(role())} />
      <Show when={going()}>
        <SwabNow work={props.work} row={props.row} may={MAY_SWAB.has(role())} />
        <button type="button" class="wide-button" onClick={() => props.onStep("record")}>
          {t("visit.record")}
        </button>
      </Show>
      <section class="facts">
        <h3>{t("squad.visits")}</h3>
        <p class="quiet">
          {t(`cause.${props.row.cause}` as "cause.unclear")} ·{" "}
          {t("squad.from", { tube: grouped(props.row.source) })}
        </p>
        <Show when={props.row.findings.length > 0} fallback={<p>{t("squad.no-visits")}</p>}>
          <ol class="found">
            <For each={props.row.findings}>
              {(finding) => <li>{t(`finding.${finding}` as "finding.moved")}</li>}
            </For>
          </ol>
        </Show>
      </section>
      <div class="row">
        <Show when={going() && takes()}>
          {(squad) => (
            <button
              type="button"
              onClick={() => props.onDone(props.work.assign(props.row, squad()))}
            >
              {t("visit.take")}
            </button>
          )}
        </Show>
        <Show when={going() && MAY_END.has(role())}>
          <button type="button" class="danger" onClick={() => props.onStep("end")}>
            {t("visit.end")}
          </button>
        </Show>
      </div>
    </>
  );
}

/** Who it is: asked for with a reason, shown for a minute, kept nowhere. */
function Who(props: { work: Work; row: Row; may: boolean }) {
  const [shown, show] = createSignal<OwedPerson | null>(null);
  const [failed, fail] = createSignal<Trouble | null>(null);
  const [busy, setBusy] = createSignal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hide = () => show(null);
  onCleanup(() => clearTimeout(timer));
  const ask = async () => {
    setBusy(true);
    fail(null);
    try {
      show(await props.work.who(props.row));
      clearTimeout(timer);
      timer = setTimeout(hide, SHOWN_MS);
    } catch (why) {
      fail(trouble(why));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section class="facts">
      <h3>{t("visit.who")}</h3>
      <Show
        when={props.may}
        fallback={<p>{t("visit.ask-headquarters", { mark: short(props.row.person) })}</p>}
      >
        <Show
          when={shown()}
          fallback={
            <>
              <button type="button" disabled={busy()} onClick={() => void ask()}>
                {busy() ? t("visit.asking") : t("visit.show")}
              </button>
              <p class="quiet">{t("visit.show-about")}</p>
            </>
          }
        >
          {(owed) => (
            <Show
              when={owed().personal}
              fallback={<p role="status">{t("visit.nothing-known")}</p>}
            >
              {(person) => (
                <div class="shown" role="status">
                  <p class="name">{person().name}</p>
                  <p>{person().document}</p>
                  <Show when={person().phone} fallback={<p>{t("visit.no-phone")}</p>}>
                    {(phone) => (
                      <a class="button" href={`tel:${phone()}`}>
                        {t("visit.call", { phone: phone() })}
                      </a>
                    )}
                  </Show>
                  <button type="button" onClick={hide}>
                    {t("visit.hide")}
                  </button>
                </div>
              )}
            </Show>
          )}
        </Show>
        <Show when={failed()}>
          {(why) => (
            <p class="notice" data-kind="warn" role="alert">
              <span aria-hidden="true">▲ </span>
              {why().what} · {why().next}
            </p>
          )}
        </Show>
      </Show>
    </section>
  );
}

/** To the clerk's desk, with the tube that is asked for. */
function SwabNow(props: { work: Work; row: Row; may: boolean }) {
  const [said, say] = createSignal("");
  const go = async () => {
    if (!(await props.work.readyDesk(props.row.single))) return say(t("visit.swab-open"));
    props.work.outbox.stop();
    location.assign("/clerk");
  };
  return (
    <Show when={props.may} fallback={<p class="notice">{t("visit.swab-clerk")}</p>}>
      <div class="swab">
        <button type="button" class="main wide-button" onClick={() => void go()}>
          {t("visit.swab")}
        </button>
        <p class="quiet">
          {props.row.single ? t("visit.swab-about") : t("visit.swab-plain")}
        </p>
        <Show when={said() !== ""}>
          <p class="notice" data-kind="warn" role="alert">
            {said()}
          </p>
        </Show>
      </div>
    </Show>
  );
}
