/** Server-sent events with a token, which the browser's own EventSource cannot send. Begins again
 * with patience when the line ends; the answer to `listen` ends it for good. */

const RETRY_MS = 5_000;

export interface Heard {
  /** The line stands: what was missed before it is to be looked at. */
  onOpen: () => void;
  onData: (text: string) => void;
}

export function listen(
  path: string,
  token: () => string,
  heard: Heard,
  more: Record<string, string> = {},
): () => void {
  const stop = new AbortController();
  const once = async () => {
    const headers = { authorization: `Bearer ${token()}`, ...more };
    const response = await fetch(path, { headers, signal: stop.signal, cache: "no-store" });
    if (!response.ok || !response.body) return;
    heard.onOpen();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const parts = (rest + value).split("\n\n");
      rest = parts.pop() ?? "";
      for (const part of parts) {
        if (part.startsWith("data: ")) heard.onData(part.slice(6));
      }
    }
  };
  void (async () => {
    while (!stop.signal.aborted) {
      // Without a network there is nobody to hear; the page works all the same.
      await once().catch(() => undefined);
      await new Promise((go) => setTimeout(go, RETRY_MS));
    }
  })();
  return () => stop.abort();
}
