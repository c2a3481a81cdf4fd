/** The card reader of this machine, through `tenfold reader`: each card that is laid on it is heard
 * once. Only where it was switched on: most devices have none. */
import { createSignal } from "solid-js";
import type { CardRead } from "../scan/meaning";
import { pick } from "./lang";

const ADDRESS = "ws://127.0.0.1:8099/v1/reader";
const KEPT = "tenfold.reader";
const RETRY_MS = 5_000;

type Message =
  ({ type: "card" } & CardRead) | { type: "standing"; standing: string; zh: string; en: string };

const [wanted, setWanted] = createSignal(globalThis.localStorage?.getItem(KEPT) === "on");
/** How it stands with the reader, in words; empty while all is well. */
const [standing, setStanding] = createSignal<[zh: string, en: string] | null>(null);
export { wanted as readerWanted };

export function readerSaid(): string {
  const said = standing();
  return said ? pick(said[0], said[1]) : "";
}

export function wantReader(on: boolean): void {
  localStorage.setItem(KEPT, on ? "on" : "off");
  setWanted(on);
}

/** Listens until the answer is called. */
export function listenReader(read: (card: CardRead) => void): () => void {
  let stopped = false;
  let socket: WebSocket | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const begin = () => {
    socket = new WebSocket(ADDRESS);
    socket.onmessage = (event) => {
      const message = JSON.parse(String(event.data)) as Message;
      if (message.type === "card") read(message);
      else setStanding([message.zh, message.en]);
    };
    socket.onclose = () => {
      setStanding(null);
      if (!stopped) timer = setTimeout(begin, RETRY_MS);
    };
  };
  begin();
  return () => {
    stopped = true;
    clearTimeout(timer);
    socket?.close();
  };
}
