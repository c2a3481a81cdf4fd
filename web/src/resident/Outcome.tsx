/** The outcome, for whoever has both the document and the receipt; its steps; the report. */
import { createSignal, For, onCleanup, Show } from "solid-js";
import { momentText } from "../base/day";
import { pick, t } from "../base/lang";
import { Shape } from "../base/Shape";
import type { components } from "../base/schema";
import { fold } from "../scan/codes";
import { ask, type Refusal } from "./ask";
import { DocumentFields, documentField } from "./DocumentFields";
import { Refused } from "./Refused";

type OutcomeView = components["schemas"]["OutcomeView"];

/** Characters of a receipt. */
const RECEIPT = 12;
const KINDS: Record<string, "good" | "note" | "stop" | "ready"> = {
  negative: "good",
  pending: "ready",
  second_test: "note",
  new_swab: "note",
  positive: "stop",
};

interface Slip {
  document: object;
  receipt: string;
}

export function Outcome() {
  const [slip, setSlip] = createSignal<Slip | null>(null);
  const [told, setTold] = createSignal<OutcomeView | null>(null);
  const clear = () => {
    setSlip(null);
    setTold(null);
  };
  const known = (given: Slip, view: OutcomeView) => {
    setSlip(given);
    setTold(view);
  };
  return (
    <section aria-labelledby="outcome-title">
      <h1 id="outcome-title">{t("resident.outcome")}</h1>
      <Show when={told()} fallback={<Form onDone={known} />}>
        {(view) => <Told view={view()} slip={slip()!} onClear={clear} />}
      </Show>
      <p>
        <a class="button" href="/check">{t("outcome.check")}</a>
      </p>
    </section>
  );
}

/** The receipt that the code of a desk brought along; taken out of the address. */
function brought(): string {
  const [part, code = ""] = location.hash.slice(1).split("=");
  if (code !== "") history.replaceState(null, "", `#${part}`);
  return fold(code).slice(0, RECEIPT);
}

function Form(props: { onDone: (slip: Slip, view: OutcomeView) => void }) {
  const field = documentField();
  const [receipt, setReceipt] = createSignal(brought());
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [refused, setRefused] = createSignal<Refusal | null>(null);
  const short = () => fold(receipt()).length !== RECEIPT;

  const go = async (event: Event) => {
    event.preventDefault();
    setTried(true);
    const document = field.document();
    if (!document || short() || busy()) return;
    setBusy(true);
    setRefused(null);
    const slip = { document, receipt: fold(receipt()) };
    const answer = await ask<OutcomeView>("/v1/outcome", slip, (reply) => reply.json());
    setBusy(false);
    if ("refusal" in answer) setRefused(answer.refusal);
    else props.onDone(slip, answer.value);
  };
  return (
    <form class="card" onSubmit={(event) => void go(event)} novalidate>
      <p class="quiet">{t("outcome.about")}</p>
      <DocumentFields field={field} missing={tried()} />
      <label>
        <span>{t("outcome.receipt")}</span>
        <input
          id="receipt"
          value={receipt()}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          aria-invalid={tried() && short()}
          onInput={(event) => setReceipt(event.currentTarget.value)}
        />
      </label>
      <Show when={tried() && short()}>
        <p class="field-state" data-kind="bad" role="status">
          ✕ {t("outcome.receipt-missing")}
        </p>
      </Show>
      <Show when={refused()}>{(why) => <Refused why={why()} />}</Show>
      <button type="submit" class="main wide-button" disabled={busy()}>
        {busy() ? t("resident.busy") : t("outcome.go")}
      </button>
    </form>
  );
}

function Told(props: { view: OutcomeView; slip: Slip; onClear: () => void }) {
  const view = () => props.view;
  const time = (ms: number) => momentText(ms, Date.now());
  let heading: HTMLHeadingElement | undefined;
  queueMicrotask(() => heading?.focus());
  return (
    <article class="card told">
      <div class="told-head" data-kind={KINDS[view().outcome] ?? "ready"}>
        <Shape kind={KINDS[view().outcome] ?? "ready"} />
        <div>
          <h2 tabindex="-1" ref={heading}>
            {pick(view().zh, view().en)}
          </h2>
          <Show when={view().sampled_at_ms}>
            {(at) => <p>{t("outcome.sampled", { time: time(at()) })}</p>}
          </Show>
        </div>
      </div>
      <Show when={view().certificates.length > 0}>
        <h3>{t("outcome.certificates")}</h3>
        <ul class="certificates">
          <For each={view().certificates}>
            {(one) => (
              <li>
                ✓ {t("outcome.certificate", { hours: one.hours, time: time(one.until_at_ms) })}
              </li>
            )}
          </For>
        </ul>
      </Show>
      <h3>{t("outcome.steps")}</h3>
      <ol class="steps">
        <For each={view().steps}>
          {(step) => (
            <li>
              <b>{pick(step.zh, step.en)}</b>
              <span class="quiet">{time(step.at_ms)}</span>
            </li>
          )}
        </For>
      </ol>
      <Show when={view().steps.some((step) => step.step === "reported")}>
        <Report slip={props.slip} />
      </Show>
      <button type="button" class="wide-button" onClick={() => props.onClear()}>
        {t("outcome.clear")}
      </button>
    </article>
  );
}

function Report(props: { slip: Slip }) {
  const [busy, setBusy] = createSignal(false);
  const [refused, setRefused] = createSignal<Refusal | null>(null);
  const [url, setUrl] = createSignal("");
  onCleanup(() => URL.revokeObjectURL(url()));
  const go = async () => {
    setBusy(true);
    const answer = await ask("/v1/outcome/report", props.slip, (reply) => reply.blob());
    setBusy(false);
    if ("refusal" in answer) return setRefused(answer.refusal);
    setRefused(null);
    setUrl(URL.createObjectURL(answer.value));
  };
  return (
    <div class="report">
      <Show
        when={url() !== ""}
        fallback={
          <button
            type="button"
            class="main wide-button"
            disabled={busy()}
            onClick={() => void go()}
          >
            {busy() ? t("resident.busy") : t("outcome.report")}
          </button>
        }
      >
        <a class="button main wide-button" href={url()} download="report.pdf">
          ✓ {t("outcome.report-made")}
        </a>
      </Show>
      <p class="quiet">{t("outcome.report-about")}</p>
      <Show when={refused()}>{(why) => <Refused why={why()} />}</Show>
    </div>
  );
}
