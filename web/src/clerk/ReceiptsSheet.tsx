/** Receipts of the people in the tube: the characters by which each reads their outcome, and a code
 * that opens the page for it on their own phone. Loaded when it is opened. */
import { For, Show } from "solid-js";
import { encode } from "uqr";
import { demoToken } from "../base/demo";
import { receipt } from "../base/ids";
import { t } from "../base/lang";
import { Sheet } from "../base/Sheet";
import { grouped } from "../scan/codes";
import type { Place } from "./desk";
import type { Work } from "./work";

interface Props {
  work: Work;
  onClose: () => void;
}

export default function ReceiptsSheet(props: Props) {
  // Whoever was last is still at the desk.
  const places = () => (props.work.desk().tube?.places ?? []).toReversed();
  return (
    <Sheet
      open
      title={t("receipt.title")}
      about={t("receipt.about")}
      onClose={props.onClose}
      wide
    >
      <ul class="command-cards">
        <For each={places()}>{(place) => <Receipt place={place} />}</For>
      </ul>
    </Sheet>
  );
}

function Receipt(props: { place: Place }) {
  const code = () => receipt(props.place.scanId);
  // Behind the `#`, which no request carries.
  const page = () => `${location.origin}/resident#outcome=${code()}`;
  const qr = () => encode(page(), { ecc: "M", border: 2 });
  const path = () =>
    qr()
      .data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")))
      .join("");
  return (
    <li>
      <svg viewBox={`0 0 ${qr().size} ${qr().size}`} width="180" height="180" aria-hidden="true">
        <path d={path()} fill="#000" />
      </svg>
      <span>{props.place.name === "" ? t("signal.preregistered") : props.place.name}</span>
      <b class="receipt-code">{grouped(code())}</b>
      <Show when={demoToken() !== null}>
        <a class="button" href={page()} target="_blank" rel="noopener">
          {t("receipt.open")}
        </a>
      </Show>
    </li>
  );
}
