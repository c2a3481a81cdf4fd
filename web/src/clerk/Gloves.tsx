/** How long the gloves are worn, and the tap that says they are new. */
import { t } from "../base/lang";
import { wear } from "./gloves";

interface Props {
  people: number;
  limit: number;
  onChanged: () => void;
}

const SHAPES = { fresh: "○", due: "▲", over: "✕" } as const;

export function GlovesPanel(props: Props) {
  const state = () => wear(props.people, props.limit);
  const said = () => {
    if (state() === "over") return t("gloves.over", { count: props.people - props.limit });
    return state() === "due" ? t("gloves.due") : t("gloves.title");
  };
  return (
    <section class="card gloves" data-wear={state()} aria-labelledby="gloves-title">
      <div>
        <h2 id="gloves-title">
          <span aria-hidden="true">{SHAPES[state()]} </span>
          {said()}
        </h2>
        <p>{t("gloves.count", { count: props.people, limit: props.limit })}</p>
      </div>
      <button type="button" classList={{ main: state() !== "fresh" }} onClick={props.onChanged}>
        {t("gloves.change")}
      </button>
    </section>
  );
}
