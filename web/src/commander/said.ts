/** What the line's state is called, and how bad it is. Pure. */
import type { WordKey } from "../base/words";
import { clockText } from "../base/day";
import type { Line } from "./stream";

export type Kind = "good" | "wait" | "warn" | "bad";

export interface Said {
  kind: Kind;
  key: WordKey;
  values: Record<string, string | number>;
}

/** The service speaks at least every five seconds. */
const SILENT_MS = 12_000;
/** Figures this old on arrival are not the network's fault. */
const STALE_MS = 20_000;

export function said(line: Line, nowMs: number, online: boolean): Said {
  const since = { time: clockText(line.sinceMs) };
  const seconds = Math.max(0, Math.ceil((line.retryAtMs - nowMs) / 1_000));
  if (line.phase === "refused") return { kind: "bad", key: "live.refused", values: {} };
  if (!online) return { kind: "bad", key: "live.offline", values: since };
  if (line.phase === "dialling") return { kind: "wait", key: "live.dialling", values: {} };
  if (line.phase !== "live") {
    const kind = line.phase === "busy" ? "warn" : "bad";
    return { kind, key: `live.${line.phase}`, values: { ...since, seconds } };
  }
  if (nowMs - line.wordMs > SILENT_MS) {
    return { kind: "bad", key: "live.silent", values: { time: clockText(line.wordMs) } };
  }
  if (line.dataMs === 0) return { kind: "wait", key: "live.first", values: {} };
  const time = { time: clockText(line.dataMs) };
  if (nowMs - line.dataMs > SILENT_MS) return { kind: "warn", key: "live.stale", values: time };
  const lag = Math.abs(line.lagMs);
  if (lag > STALE_MS) {
    return { kind: "warn", key: "live.lag", values: { seconds: Math.round(lag / 1_000) } };
  }
  return { kind: "good", key: "live.good", values: time };
}
