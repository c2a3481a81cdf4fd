/** One's own card, for the scanner of whoever takes or gives. */
import { type JSX, Show } from "solid-js";
import { t } from "../base/lang";
import { Sheet } from "../base/Sheet";
import type { Dealer } from "./dealer";

interface Props {
  work: Dealer;
  open: boolean;
  title?: string;
  about?: string;
  more?: JSX.Element;
  onClose: () => void;
}

export function CardSheet(props: Props) {
  const picture = () => {
    const card = props.work.card();
    return card ? `data:image/svg+xml,${encodeURIComponent(card.qr)}` : null;
  };
  return (
    <Sheet
      open={props.open}
      title={props.title ?? t("card.mine")}
      about={props.about ?? t("card.about")}
      onClose={props.onClose}
    >
      <Show when={picture()} fallback={<p class="notice">{t("card.none")}</p>}>
        {(src) => (
          <p class="staff-card">
            <img src={src()} alt={t("card.alt", { staff: props.work.me })} />
          </p>
        )}
      </Show>
      {props.more}
    </Sheet>
  );
}
