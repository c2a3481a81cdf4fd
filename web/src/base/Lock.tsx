/** The locked screen: a keypad over everything, and everything as it was beneath it. */
import { createSignal, For, onMount, Show } from "solid-js";
import { nowMs } from "./clock";
import { t } from "./lang";
import { hasPin, setPin, tryPin } from "./pin";
import type { Store } from "./store";

const LENGTH = 4;
const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", "⌫"];

export function Lock(props: { store: Store; onOpen: () => void }) {
  const [pin, setTyped] = createSignal("");
  const [known, setKnown] = createSignal(true);
  const [said, say] = createSignal("");
  let first: HTMLDivElement | undefined;
  onMount(async () => {
    setKnown(await hasPin(props.store));
    first?.focus();
  });

  const press = async (key: string) => {
    const next = key === "⌫" ? pin().slice(0, -1) : pin() + key;
    setTyped(next);
    if (next.length < LENGTH) return;
    setTyped("");
    if (!known()) {
      await setPin(props.store, next);
      setKnown(true);
      return say("");
    }
    const tried = await tryPin(props.store, next, nowMs());
    if (tried.opens) return props.onOpen();
    const seconds = Math.ceil(tried.waitMs / 1_000);
    say(seconds > 0 ? t("lock.wait", { seconds }) : t("lock.wrong", { count: tried.left }));
  };
  const onKey = (event: KeyboardEvent) => {
    if (/^[0-9]$/.test(event.key)) void press(event.key);
    if (event.key === "Backspace") void press("⌫");
  };
  return (
    <div
      class="lock"
      role="dialog"
      aria-modal="true"
      aria-labelledby="lock-title"
      tabindex="-1"
      ref={first}
      onKeyDown={onKey}
    >
      <div class="lock-inner">
        <h1 id="lock-title">{known() ? t("lock.title") : t("lock.new")}</h1>
        <p>{known() ? t("lock.about") : t("lock.new-about")}</p>
        <p class="pin" aria-label="PIN">
          <For each={Array.from({ length: LENGTH }, (_, at) => at)}>
            {(at) => <span data-filled={pin().length > at} />}
          </For>
        </p>
        <p class="lock-said" role="alert">
          {said()}
        </p>
        <div class="keypad">
          <For each={KEYS}>
            {(key) => (
              <Show when={key !== ""} fallback={<span />}>
                <button
                  type="button"
                  aria-label={key === "⌫" ? t("entry.erase") : key}
                  onClick={() => void press(key)}
                >
                  {key}
                </button>
              </Show>
            )}
          </For>
        </div>
      </div>
    </div>
  );
}
