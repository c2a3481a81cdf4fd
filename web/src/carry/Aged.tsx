/** How old something has become: a shape, a word, a number, a colour. */
import { t } from "../base/lang";
import type { Age } from "./age";

const SHAPES = { fresh: "●", soon: "▲", late: "■" } as const;

export function Aged(props: { age: Age; minutes: number }) {
  const words = () => {
    const left = Math.abs(props.minutes);
    const time = left < 60 ? t("age.minutes", { left }) : t("age.hours", split(left));
    return props.minutes < 0 ? t("age.over", { time }) : t("age.left", { time });
  };
  return (
    <span class="aged" data-age={props.age}>
      <span aria-hidden="true">{SHAPES[props.age]}</span>
      <b>{t(`age.${props.age}`)}</b>
      <span>{words()}</span>
    </span>
  );
}

function split(minutes: number) {
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}
