/** Server-sent events with a token, which the browser's own EventSource cannot send: dialled again
 * with growing patience, and hung up where a line only looks alive. */

/** A line that was cut without a goodbye looks alive for ever; after this it is dialled again. */
const DEAD_MS = 30_000;
const RETRY_MS_MIN = 1_000;
const RETRY_MS_MAX = 15_000;

export type Phase = "dialling" | "live" | "busy" | "unreachable" | "refused";

export interface Heard {
  /** How the line stands; live means that what was missed before is to be looked at. */
  onPhase?: (phase: Phase) => void;
  /** The service said something, if only that it is there. */
  onWord?: () => void;
  onData: (text: string) => void;
  /** When it is dialled again. */
  onPause?: (untilMs: number) => void;
}

/** Lines of server-sent events: an empty line ends a message, a colon starts a sign of life. */
export class EventLines {
  #rest = "";
  #data: string[] = [];

  /** Messages that this piece of text completes. */
  push(text: string): string[] {
    const lines = (this.#rest + text).split(/\r\n|\n/);
    this.#rest = lines.pop() ?? "";
    const whole: string[] = [];
    for (const line of lines) {
      if (line.startsWith("data:")) this.#data.push(line.slice(5).replace(/^ /, ""));
      else if (line === "" && this.#data.length > 0) {
        whole.push(this.#data.join("\n"));
        this.#data = [];
      }
    }
    return whole;
  }
}

export class EventStream {
  readonly #path: string;
  readonly #token: () => string;
  readonly #heard: Heard;
  readonly #more: Record<string, string>;
  #phase: Phase = "dialling";
  #wordMs = 0;
  #stopped = false;
  #hangUp = new AbortController();
  #wake: () => void = () => undefined;

  constructor(
    path: string,
    token: () => string,
    heard: Heard,
    more: Record<string, string> = {},
  ) {
    this.#path = path;
    this.#token = token;
    this.#heard = heard;
    this.#more = more;
  }

  /** Listens until it is stopped, or the token no longer holds. */
  async listen(): Promise<void> {
    let patienceMs = RETRY_MS_MIN;
    while (!this.#stopped) {
      const before = this.#wordMs;
      const askedMs = await this.#once();
      if (this.#stopped || this.#phase === "refused") return;
      const heard = this.#wordMs > before;
      patienceMs = heard ? RETRY_MS_MIN : Math.min(patienceMs * 2, RETRY_MS_MAX);
      const pauseMs = askedMs || patienceMs;
      this.#heard.onPause?.(Date.now() + pauseMs);
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

  #say(phase: Phase): void {
    this.#phase = phase;
    this.#heard.onPhase?.(phase);
  }

  /** One connection from dialling to its end; answers how long the service asked us to wait. */
  async #once(): Promise<number> {
    const hangUp = (this.#hangUp = new AbortController());
    const beganMs = Date.now();
    const watchdog = setInterval(() => {
      if (Date.now() - Math.max(beganMs, this.#wordMs) > DEAD_MS) hangUp.abort();
    }, 1_000);
    try {
      // A token in an address ends up in logs.
      const answer = await fetch(this.#path, {
        headers: {
          authorization: `Bearer ${this.#token()}`,
          accept: "text/event-stream",
          ...this.#more,
        },
        cache: "no-store",
        signal: hangUp.signal,
      });
      if (answer.status === 401 || answer.status === 403) this.#say("refused");
      else if (!answer.ok || !answer.body) {
        this.#say("busy");
        return Number(answer.headers.get("retry-after")) * 1_000 || 0;
      } else {
        this.#say("live");
        await this.#read(answer.body);
        this.#say("unreachable");
      }
    } catch {
      this.#say("unreachable");
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
      this.#wordMs = Date.now();
      this.#heard.onWord?.();
      const text = decoder.decode(value, { stream: true });
      for (const message of lines.push(text)) this.#heard.onData(message);
    }
  }
}
