/** Keys for gloves, so that no keyboard rises over the page. */
import { For, Show } from "solid-js";
import { t } from "./lang";

const ERASE = "⌫";

interface Props {
  /** What the last row has beside 0 and the way back: a letter of card numbers, or nothing. */
  extra?: "X";
  /** Makes of what is typed what it is after a key. */
  onKey: (typed: (before: string) => string) => void;
}

export function Keypad(props: Props) {
  const keys = () => ["1", "2", "3", "4", "5", "6", "7", "8", "9", props.extra ?? "", "0", ERASE];
  const press = (key: string) =>
    props.onKey((before) => (key === ERASE ? before.slice(0, -1) : before + key));
  return (
    <div class="keypad" role="group" aria-label={t("entry.keypad")}>
      <For each={keys()}>
        {(key) => (
          <Show when={key !== ""} fallback={<span />}>
            <button
              type="button"
              aria-label={key === ERASE ? t("entry.erase") : key}
              onClick={() => press(key)}
            >
              {key}
            </button>
          </Show>
        )}
      </For>
    </div>
  );
}
