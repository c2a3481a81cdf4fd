/** A figure of the town in a field: what is typed goes into the text at once where it can be
 * meant, and stays in the field, marked, where it cannot. */
import { createSignal, createUniqueId, Show } from "solid-js";
import { pick, t } from "../base/lang";
import { dotted, type Figure, shown, typed } from "./town";
import { MARK, Toml } from "./toml";
import type { Work } from "./work";

interface Props {
  work: Work;
  of: Figure;
  /** For whoever does not see where the field stands. */
  label: string;
}

export function Field(props: Props) {
  const id = createUniqueId();
  const [typing, type] = createSignal<string | null>(null);
  const [odd, setOdd] = createSignal(false);
  const toml = () => props.work.toml() as Toml;
  const found = () => toml().get(props.of.path);
  const value = () => typing() ?? shown(toml(), props.of);
  const put = (text: string) => {
    type(text);
    const next = typed(toml(), props.of, text);
    setOdd(next === null);
    if (next !== null) props.work.put(next);
  };
  /** What the service found wrong with it. */
  const fault = () => {
    const fault = props.work.fault();
    if (fault?.file !== "town") return null;
    const last = String(props.of.path.at(-1)).replace(MARK, "");
    const here = fault.line === found()?.line && fault.key.split(".").at(-1) === last;
    return here || fault.key === dotted(toml(), props.of.path) ? fault : null;
  };
  const said = () => {
    const wrong = fault();
    if (odd()) return t(`kind.${props.of.kind as "count"}`);
    return wrong ? `${pick(wrong.zh, wrong.en)} ${pick(wrong.do_zh, wrong.do_en)}` : "";
  };
  return (
    <span class="field" data-kind={props.of.kind} data-field={dotted(toml(), props.of.path)}>
      <Show
        when={props.of.kind === "yes"}
        fallback={
          <input
            type={props.of.kind === "moment" ? "datetime-local" : "text"}
            inputmode={{ count: "numeric", share: "decimal", hours: "decimal" }[
              props.of.kind as "count"
            ] as "numeric"}
            autocomplete="off"
            aria-label={props.label}
            aria-invalid={said() !== ""}
            aria-describedby={said() === "" ? undefined : id}
            aria-description={found()?.invented ? t("figure.invented") : undefined}
            placeholder={props.of.optional ? (props.of.otherwise ?? t("figure.unsaid")) : undefined}
            value={value()}
            onInput={(event) => put(event.currentTarget.value)}
            onBlur={() => !odd() && type(null)}
          />
        }
      >
        <input
          type="checkbox"
          aria-label={props.label}
          checked={(shown(toml(), props.of) || props.of.otherwise) === "true"}
          onChange={(event) => put(String(event.currentTarget.checked))}
        />
      </Show>
      <Show when={found()?.invented}>
        <span class="invented" aria-hidden="true">
          ◊
        </span>
      </Show>
      <Show when={said() !== ""}>
        <span class="wrong" id={id} role="alert">
          {said()}
        </span>
      </Show>
    </span>
  );
}
