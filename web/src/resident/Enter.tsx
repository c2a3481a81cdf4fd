/** Pre-registration: one's own data once, and a code without personal data to show at the site. */
import { createMemo, createSignal, For, onCleanup, Show } from "solid-js";
import { nowMs } from "../base/clock";
import { momentText } from "../base/day";
import { pick, t } from "../base/lang";
import type { components } from "../base/schema";
import { maskName } from "../scan/mask";
import { ask, type Refusal } from "./ask";
import { AppointmentFields, appointmentField } from "./Appointment";
import { DocumentFields, documentField } from "./DocumentFields";
import { add, drop, type Pass, passes } from "./passes";
import { Refused } from "./Refused";

type PassView = components["schemas"]["PassView"];

export function Enter() {
  const [more, setMore] = createSignal(false);
  return (
    <section aria-labelledby="enter-title">
      <h1 id="enter-title">{t("resident.enter")}</h1>
      <For each={passes()}>{(pass) => <PassCard pass={pass} />}</For>
      <Show
        when={passes().length === 0 || more()}
        fallback={
          <button type="button" class="wide-button" onClick={() => setMore(true)}>
            {t("pass.other")}
          </button>
        }
      >
        <Form onDone={() => setMore(false)} />
      </Show>
    </section>
  );
}

function Form(props: { onDone: () => void }) {
  const field = documentField();
  const comes = appointmentField();
  const [name, setName] = createSignal("");
  const [phone, setPhone] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [refused, setRefused] = createSignal<Refusal | null>(null);

  const go = async (event: Event) => {
    event.preventDefault();
    setTried(true);
    const document = field.document();
    if (!document || name().trim() === "" || busy()) return;
    setBusy(true);
    const body = {
      document,
      name: name().trim(),
      ...(phone().trim() === "" ? {} : { phone: phone().trim() }),
      ...comes.asked(),
      ...region(),
    };
    const answer = await ask<PassView>("/v1/preregistrations", body, (reply) => reply.json());
    setBusy(false);
    if ("refusal" in answer) return setRefused(answer.refusal);
    const { token, qr, expires_at_ms: expiresAtMs } = answer.value;
    const appointment = comes.chosen();
    add({ token, qr, expiresAtMs, who: maskName(name().trim()), ...appointment });
    props.onDone();
  };
  return (
    <form class="card" onSubmit={(event) => void go(event)} novalidate>
      <p class="quiet">{t("enter.about")}</p>
      <DocumentFields field={field} missing={tried()} />
      <label>
        <span>{t("enter.name")}</span>
        <input
          id="name"
          value={name()}
          autocomplete="name"
          aria-invalid={tried() && name().trim() === ""}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <Show when={tried() && name().trim() === ""}>
        <p class="field-state" data-kind="bad" role="status">
          ✕ {t("enter.name-missing")}
        </p>
      </Show>
      <label>
        <span>{t("enter.phone")}</span>
        <input
          type="tel"
          value={phone()}
          autocomplete="tel"
          onInput={(event) => setPhone(event.currentTarget.value)}
        />
      </label>
      <AppointmentFields field={comes} />
      <Show when={refused()}>{(why) => <Refused why={why()} />}</Show>
      <button type="submit" class="main wide-button" disabled={busy()}>
        {busy() ? t("resident.busy") : t("enter.go")}
      </button>
    </form>
  );
}

/** The region of the address, where the service has several. */
function region(): { region?: number } {
  const named = new URLSearchParams(location.search).get("region");
  return named ? { region: Number(named) } : {};
}

function PassCard(props: { pass: Pass }) {
  const picture = createMemo(() => {
    const url = URL.createObjectURL(new Blob([props.pass.qr], { type: "image/svg+xml" }));
    onCleanup(() => URL.revokeObjectURL(url));
    return url;
  });
  return (
    <article class="card pass">
      <h2>
        {t("pass.title")} · {props.pass.who}
      </h2>
      <Show when={props.pass.expectedAtMs}>
        {(at) => (
          <p class="comes">
            <b>{momentText(at(), nowMs())}</b> · {pick(props.pass.siteZh!, props.pass.siteEn!)}
          </p>
        )}
      </Show>
      <img src={picture()} alt={t("pass.picture")} />
      <p>
        <b>{t("pass.show")}</b>
      </p>
      <p class="quiet">{t("pass.kept")}</p>
      <div class="row">
        <a class="button" href={picture()} download="tenfold.svg">
          {t("pass.save")}
        </a>
        <button type="button" onClick={() => drop(props.pass.token)}>
          {t("pass.drop")}
        </button>
      </div>
    </article>
  );
}
