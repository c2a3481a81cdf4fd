/** Cards to print: scanned, each does what a button does, so that gloves touch nothing. */
import { For } from "solid-js";
import { t } from "../base/lang";
import { Sheet } from "../base/Sheet";
import { COMMANDS } from "../scan/meaning";

export function CardsSheet(props: { open: boolean; onClose: () => void }) {
  return (
    <Sheet
      open={props.open}
      title={t("cards.title")}
      about={t("cards.about")}
      onClose={props.onClose}
      wide
    >
      <ul class="command-cards">
        <For each={COMMANDS}>
          {(word) => (
            <li>
              <img src={`/app/card-${word}.svg`} alt="" width="160" height="160" />
              <b>{t(`cards.${word}`)}</b>
            </li>
          )}
        </For>
      </ul>
      <button type="button" class="main wide-button" onClick={() => window.print()}>
        {t("cards.print")}
      </button>
    </Sheet>
  );
}
