/** Kind and number of a document; the number is checked while it is typed. */
import { createSignal, For, Show } from "solid-js";
import { t } from "../base/lang";
import { fold } from "../scan/codes";
import { type Document, type Kind, KINDS, parse } from "../scan/document";

/** A temporary number is given at the desk. */
const OWN = KINDS.filter((kind) => kind !== "temporary");
const CARDS: readonly Kind[] = ["resident_id", "residence_permit", "foreign_permit"];
const LENGTH = 18;

/** What a form holds of a document. */
export function documentField() {
  const [kind, setKind] = createSignal<Kind>("resident_id");
  const [number, setNumber] = createSignal("");
  const parsed = () => parse(kind(), number(), Date.now());
  const left = () => (CARDS.includes(kind()) ? Math.max(0, LENGTH - fold(number()).length) : 0);
  const document = (): Document | null => {
    const found = parsed();
    return typeof found === "string" ? null : found;
  };
  return { kind, setKind, number, setNumber, left, document };
}

export type DocumentField = ReturnType<typeof documentField>;

export function DocumentFields(props: { field: DocumentField; missing: boolean }) {
  const field = () => props.field;
  const wrong = () => field().number() !== "" && field().left() === 0 && !field().document();
  const missing = () => props.missing && !field().document();
  return (
    <>
      <label>
        <span>{t("enter.kind")}</span>
        <select
          value={field().kind()}
          onChange={(event) => field().setKind(event.currentTarget.value as Kind)}
        >
          <For each={OWN}>{(one) => <option value={one}>{t(`kind.${one}`)}</option>}</For>
        </select>
      </label>
      <label>
        <span>{t("enter.number")}</span>
        <input
          class="document-number"
          value={field().number()}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          aria-invalid={wrong() || missing()}
          aria-describedby="number-state"
          onInput={(event) => field().setNumber(event.currentTarget.value)}
        />
      </label>
      <p
        id="number-state"
        class="field-state"
        data-kind={wrong() || missing() ? "bad" : "good"}
        role="status"
      >
        <Show when={wrong()}>✕ {t("enter.number-check")}</Show>
        <Show when={!wrong() && field().left() > 0 && field().number() !== ""}>
          {t("enter.left", { count: field().left() })}
        </Show>
        <Show when={missing() && field().number() === ""}>✕ {t("enter.number-missing")}</Show>
        <Show when={field().document() && field().left() === 0}>✓ {t("enter.number-good")}</Show>
      </p>
    </>
  );
}
