/** Entry by hand (R83, R87-R89): the fields a document and a class ask for, a keypad for gloves,
 * the check digit while it is typed. */
import { createEffect, createSignal, For, on, Show } from "solid-js";
import { nowMs } from "../base/clock";
import { scanId, receipt } from "../base/ids";
import { Keypad } from "../base/Keypad";
import { pick, t } from "../base/lang";
import { Sheet } from "../base/Sheet";
import { fold } from "../scan/codes";
import { asItReads, type Kind, KINDS, parse } from "../scan/document";
import { maskNumber } from "../scan/mask";
import { FAULTS } from "./reply";
import type { Work } from "./work";

const CARDS: Kind[] = ["resident_id", "residence_permit", "foreign_permit"];

export function EntrySheet(props: { work: Work }) {
  const [kind, setKind] = createSignal<Kind>("resident_id");
  const [number, setNumber] = createSignal("");
  const [name, setName] = createSignal("");
  const [phone, setPhone] = createSignal("");
  const [guardian, setGuardian] = createSignal("");
  const [aClass, setClass] = createSignal("resident");
  const [onPhone, setOnPhone] = createSignal(false);

  createEffect(
    on(props.work.entry, (entry) => {
      if (!entry) return;
      setKind(entry.kind as Kind);
      setNumber(entry.number);
      setName(entry.name);
      setPhone("");
      setGuardian("");
      setClass(props.work.class());
      setOnPhone(entry.why === "phone");
    }),
  );

  const isCard = () => CARDS.includes(kind());
  const parsed = () => parse(kind(), number(), nowMs());
  const left = () => (isCard() ? Math.max(0, 18 - fold(number()).length) : 0);
  /** Nothing but its check digit is wrong, which a supervisor may take. */
  const unproven = () => parsed() === "CheckWrong" && left() === 0;
  const supervisor = () => (unproven() ? props.work.supervisor() : null);
  const document = () => {
    const found = parsed();
    if (typeof found !== "string") return found;
    return supervisor() === null ? null : asItReads(kind(), number());
  };
  const fault = () => {
    const found = parsed();
    if (number() === "" || left() > 0 || typeof found !== "string") return null;
    if (supervisor() !== null) return null;
    return t(FAULTS[found]);
  };
  const phoneFits = () => {
    const digits = phone().replace(/\D/g, "").length;
    return props.work.needsPhone(aClass()) ? digits >= 7 : digits === 0 || digits >= 7;
  };
  const ready = () => document() !== null && name().trim() !== "" && phoneFits();

  // What was signed for is the number as it read then.
  createEffect(on([kind, number], () => props.work.unsign(), { defer: true }));

  const press = (typed: (before: string) => string) => {
    if (!onPhone()) return setNumber(typed);
    // A phone has digits alone.
    setPhone((before) => typed(before).replace("X", ""));
  };
  const go = (event: Event) => {
    event.preventDefault();
    const found = document();
    if (!found || !ready()) return;
    const entry = props.work.entry();
    // A reader's own line goes as it came, when the number was not changed by hand.
    const asRead = entry?.wire && fold(entry.number) === fold(number()) ? entry.wire : null;
    const wire = asRead ?? { kind: found.kind, number: found.number };
    const watched = fold(guardian());
    const who = {
      wire,
      known: `${found.kind}|${found.number}`,
      name: name().trim(),
      number: maskNumber(found.number),
      ...(phone() === "" ? {} : { phone: phone() }),
      ...(supervisor() === null ? {} : { supervisor: supervisor()! }),
      ...(kind() === "temporary" && watched !== ""
        ? { guardian: { kind: "resident_id" as Kind, number: watched } }
        : {}),
    };
    void props.work.enter(who, aClass());
  };
  const classes = () => props.work.device.campaign.limits.classes;

  return (
    <Sheet
      open={props.work.entry() !== null}
      title={t("entry.title")}
      onClose={() => props.work.closeEntry()}
      wide
    >
      <form class="entry" onSubmit={go}>
        <div class="entry-fields">
          <label>
            <span>{t("entry.kind")}</span>
            <select value={kind()} onChange={(event) => setKind(event.currentTarget.value as Kind)}>
              <For each={KINDS}>{(one) => <option value={one}>{t(`kind.${one}`)}</option>}</For>
            </select>
          </label>
          <label>
            <span>{t("tube.class")}</span>
            <select value={aClass()} onChange={(event) => setClass(event.currentTarget.value)}>
              <For each={classes()}>
                {(one) => <option value={one.class}>{pick(one.zh, one.en)}</option>}
              </For>
            </select>
          </label>
          <label>
            <span>{t("entry.number")}</span>
            <input
              id="entry-number"
              value={number()}
              inputmode={isCard() ? "none" : "text"}
              autocomplete="off"
              spellcheck={false}
              aria-invalid={fault() !== null}
              aria-describedby="entry-number-state"
              onFocus={() => setOnPhone(false)}
              onInput={(event) => setNumber(event.currentTarget.value)}
            />
          </label>
          <p id="entry-number-state" class="field-state" data-kind={fault() ? "bad" : "good"}>
            <Show when={fault()}>✕ {fault()}</Show>
            <Show when={!fault() && left() > 0 && number() !== ""}>
              {t("entry.digits-left", { count: left() })}
            </Show>
            <Show when={document() !== null && isCard() && supervisor() === null}>
              ✓ {t("entry.good")}
            </Show>
          </p>
          <Show when={unproven()}>
            <p class="notice override" data-kind={supervisor() === null ? "warn" : "good"}>
              {supervisor() === null
                ? `▲ ${t("override.ask")}`
                : `✓ ${t("override.taken", { staff: supervisor() })}`}
            </p>
          </Show>
          <Show when={kind() === "temporary" && number() === ""}>
            <button
              type="button"
              onClick={() => setNumber(`T${receipt(scanId(nowMs())).slice(0, 9)}`)}
            >
              {t("entry.temporary")}
            </button>
          </Show>
          <label>
            <span>{t("entry.name")}</span>
            <input
              id="entry-name"
              value={name()}
              autocomplete="off"
              onInput={(event) => setName(event.currentTarget.value)}
            />
          </label>
          <label>
            <span>
              {props.work.needsPhone(aClass()) ? t("entry.phone") : t("entry.phone-optional")}
            </span>
            <input
              id="entry-phone"
              type="tel"
              inputmode="none"
              value={phone()}
              autocomplete="off"
              onFocus={() => setOnPhone(true)}
              onInput={(event) => setPhone(event.currentTarget.value)}
            />
          </label>
          <Show when={kind() === "temporary"}>
            <label>
              <span>{t("entry.guardian")}</span>
              <input
                value={guardian()}
                autocomplete="off"
                onInput={(event) => setGuardian(event.currentTarget.value)}
              />
            </label>
          </Show>
        </div>
        <div class="entry-keys">
          <Keypad extra="X" onKey={press} />
          <button type="submit" class="main wide-button" disabled={!ready()}>
            {t("entry.go")}
          </button>
        </div>
      </form>
    </Sheet>
  );
}
