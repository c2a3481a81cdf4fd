/** The shape of a state: a round tick, an octagon with a cross, a triangle, corners to aim with. */
import { Match, Switch } from "solid-js";

export function Shape(props: { kind: "good" | "stop" | "note" | "ready"; class?: string }) {
  return (
    <svg class={`shape ${props.class ?? ""}`} viewBox="0 0 100 100" aria-hidden="true">
      <Switch>
        <Match when={props.kind === "good"}>
          <circle cx="50" cy="50" r="46" class="shape-fill" />
          <path d="M27 52 L44 69 L74 34" class="shape-line" />
        </Match>
        <Match when={props.kind === "stop"}>
          <path d="M31 4 H69 L96 31 V69 L69 96 H31 L4 69 V31 Z" class="shape-fill" />
          <path d="M33 33 L67 67 M67 33 L33 67" class="shape-line" />
        </Match>
        <Match when={props.kind === "note"}>
          <path d="M50 6 L97 92 H3 Z" class="shape-fill round" />
          <path d="M50 37 V64 M50 77.5 V78.5" class="shape-line" />
        </Match>
        <Match when={props.kind === "ready"}>
          <path d="M8 30 V8 H30 M70 8 H92 V30 M92 70 V92 H70 M30 92 H8 V70" class="shape-aim" />
          <path
            d="M26 34 V66 M38 34 V66 M47 34 V66 M60 34 V66 M68 34 V66 M76 34 V66"
            class="shape-bars"
          />
        </Match>
      </Switch>
    </svg>
  );
}
