/** A number by keypad, for gloves: a count of tubes, or somebody's number. */
import { createEffect, createSignal, on } from "solid-js";
import { Keypad } from "../base/Keypad";
import { Sheet } from "../base/Sheet";

const LENGTH_MAX = 9;

interface Props {
  open: boolean;
  title: string;
  about?: string;
  go: string;
  /** What is wrong with the last one. */
  said?: string;
  onClose: () => void;
  onNumber: (number: number) => void;
}

export function NumberSheet(props: Props) {
  const [typed, setTyped] = createSignal("");
  createEffect(on([() => props.open, () => props.said], () => setTyped("")));
  const put = (text: string) => setTyped(text.replace(/[^0-9]/g, "").slice(0, LENGTH_MAX));
  const go = (event: Event) => {
    event.preventDefault();
    if (typed() !== "") props.onNumber(Number(typed()));
  };
  return (
    <Sheet open={props.open} title={props.title} about={props.about} onClose={props.onClose}>
      <form class="number" onSubmit={go}>
        {/* Typed keys land here; a glove uses the keys below, so no keyboard rises over them. */}
        <input
          id="number"
          class="number-typed"
          inputmode="none"
          autocomplete="off"
          data-autofocus
          aria-label={props.title}
          value={typed()}
          onInput={(event) => {
            put(event.currentTarget.value);
            event.currentTarget.value = typed();
          }}
        />
        <p class="number-said" role="alert">
          {typed() === "" ? (props.said ?? "") : ""}
        </p>
        <Keypad onKey={(after) => put(after(typed()))} />
        <button type="submit" class="main wide-button" disabled={typed() === ""}>
          {props.go}
        </button>
      </form>
    </Sheet>
  );
}
