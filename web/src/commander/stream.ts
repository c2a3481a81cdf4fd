/** The board's line to the service, as the page shows it: figures as they come, how the line
 * stands, and since when. Tells a line that is cut from a server that is busy, and old figures
 * from none. */
import { createSignal } from "solid-js";
import { EventStream, type Phase } from "../base/stream";
import type { Board } from "./figures";

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

export class Stream {
  readonly board;
  readonly line;
  readonly #setBoard;
  readonly #setLine;
  readonly #events: EventStream;

  constructor(token: string, url = "/v1/progress/events") {
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
    this.#events = new EventStream(url, () => token, {
      onPhase: (phase) => this.#phase(phase),
      onWord: () => this.#note({ wordMs: Date.now() }),
      onData: (message) => this.#figures(message),
      onPause: (retryAtMs) => this.#note({ retryAtMs }),
    });
  }

  listen(): Promise<void> {
    return this.#events.listen();
  }
  stop(): void {
    this.#events.stop();
  }
  hurry(): void {
    this.#events.hurry();
  }

  #note(change: Partial<Line>): void {
    this.#setLine((line) => ({ ...line, ...change }));
  }

  #phase(phase: Phase): void {
    const nowMs = Date.now();
    if (this.line().phase !== phase) this.#note({ phase, sinceMs: nowMs });
    // A line that has just begun is not silent yet.
    if (phase === "live") this.#note({ wordMs: nowMs });
  }

  #figures(message: string): void {
    const board = parsed(message);
    if (!board) return;
    const nowMs = Date.now();
    this.#setBoard(() => board);
    this.#note({ dataMs: nowMs, lagMs: nowMs - board.at_ms });
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
