/** The board's line to the service: one stream of server-sent events, dialled again with growing
 * patience. Tells a line that is cut from a server that is busy, and old figures from none. */
import { createSignal } from "solid-js";
import { EventLines } from "./events";
import type { Board } from "./figures";

export type Phase = "dialling" | "live" | "busy" | "unreachable" | "refused";

export interface Line {
  phase: Phase;
  /** Since when it is in this phase. */
  sinceMs: number;
  /** When the service was heard last, and when its figures came last. */
  wordMs: number;
  dataMs: number;
  /** By how much the figures were older than this screen's clock when they came. */
  lagMs: number;
  retryAtMs: number;
}

/** A line that was cut without a goodbye looks alive for ever; after this it is dialled again. */
const DEAD_MS = 30_000;
const RETRY_MS_MIN = 1_000;
const RETRY_MS_MAX = 15_000;

export class Stream {
  readonly board;
  readonly line;
  readonly #setBoard;
  readonly #setLine;
  #stopped = false;
  #hangUp = new AbortController();
  #wake: () => void = () => undefined;

  constructor(
    private readonly token: string,
    private readonly url = "/v1/progress/events",
  ) {
    const nowMs = Date.now();
    const line: Line = {
      phase: "dialling",
      sinceMs: nowMs,
      wordMs: nowMs,
      dataMs: 0,
      lagMs: 0,
      retryAtMs: 0,
    };
    [this.board, this.#setBoard] = createSignal<Board | null>(null);
    [this.line, this.#setLine] = createSignal<Line>(line);
  }

  /** Listens until it is stopped, or the token no longer holds. */
  async listen(): Promise<void> {
    let patienceMs = RETRY_MS_MIN;
    while (!this.#stopped) {
      const before = this.line().dataMs;
      const askedMs = await this.#once();
      if (this.#stopped || this.line().phase === "refused") return;
      const heard = this.line().dataMs > before;
      patienceMs = heard ? RETRY_MS_MIN : Math.min(patienceMs * 2, RETRY_MS_MAX);
      const pauseMs = askedMs || patienceMs;
      this.#note({ retryAtMs: Date.now() + pauseMs });
      await this.#pause(pauseMs);
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#hangUp.abort();
    this.#wake();
  }

  /** The network is back: no need to wait. */
  hurry(): void {
    this.#wake();
  }

  #pause(ms: number): Promise<void> {
    return new Promise((go) => {
      const timer = setTimeout(go, ms);
      this.#wake = () => {
        clearTimeout(timer);
        go();
      };
    });
  }

  #note(change: Partial<Line>): void {
    this.#setLine((line) => ({ ...line, ...change }));
  }

  #phase(phase: Phase): void {
    if (this.line().phase !== phase) this.#note({ phase, sinceMs: Date.now() });
  }

  /** One connection from dialling to its end; answers how long the service asked us to wait. */
  async #once(): Promise<number> {
    const hangUp = (this.#hangUp = new AbortController());
    const watchdog = setInterval(() => {
      if (Date.now() - this.line().wordMs > DEAD_MS) hangUp.abort();
    }, 1_000);
    this.#note({ wordMs: Date.now() });
    try {
      // EventSource cannot send an Authorization header, and a token in an address ends up in logs.
      const answer = await fetch(this.url, {
        headers: { authorization: `Bearer ${this.token}`, accept: "text/event-stream" },
        cache: "no-store",
        signal: hangUp.signal,
      });
      if (answer.status === 401 || answer.status === 403) this.#phase("refused");
      else if (!answer.ok || !answer.body) {
        this.#phase("busy");
        return Number(answer.headers.get("retry-after")) * 1_000 || 0;
      } else {
        this.#phase("live");
        await this.#read(answer.body);
        this.#phase("unreachable");
      }
    } catch {
      this.#phase("unreachable");
    } finally {
      clearInterval(watchdog);
    }
    return 0;
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    const lines = new EventLines();
    const decoder = new TextDecoder();
    const reader = body.getReader();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const nowMs = Date.now();
      this.#note({ wordMs: nowMs });
      for (const message of lines.push(decoder.decode(value, { stream: true }))) {
        const board = parsed(message);
        if (!board) continue;
        this.#setBoard(() => board);
        this.#note({ dataMs: nowMs, lagMs: nowMs - board.at_ms });
      }
    }
  }
}

/** Half a message is no message; the next one is whole. */
function parsed(message: string): Board | null {
  try {
    return JSON.parse(message) as Board;
  } catch {
    return null;
  }
}
