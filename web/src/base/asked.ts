/** A question to the service as a page shows it: under way, answered, or what went wrong. */
import { createSignal, type Accessor } from "solid-js";
import { patiently } from "./api";
import { trouble, type Trouble } from "./problem";

export interface Asked<T> {
  data: Accessor<T | null>;
  trouble: Accessor<Trouble | null>;
  busy: Accessor<boolean>;
  /** Asks; gives the answer, or `null` where there was none. */
  ask: (how: () => Promise<T>) => Promise<T | null>;
  clear: () => void;
}

export function asked<T>(): Asked<T> {
  const [data, setData] = createSignal<T | null>(null);
  const [why, setWhy] = createSignal<Trouble | null>(null);
  const [busy, setBusy] = createSignal(false);
  let turn = 0;
  const ask = async (how: () => Promise<T>) => {
    const own = ++turn;
    setBusy(true);
    setWhy(null);
    try {
      const answer = await patiently(how);
      // A later question has its own answer.
      if (own === turn) setData(() => answer);
      return answer;
    } catch (failed) {
      if (own === turn) setWhy(trouble(failed));
      return null;
    } finally {
      if (own === turn) setBusy(false);
    }
  };
  const clear = () => {
    turn += 1;
    setData(null);
    setWhy(null);
    setBusy(false);
  };
  return { data, trouble: why, busy, ask, clear };
}
