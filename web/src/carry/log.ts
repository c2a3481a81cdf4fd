/** The log of a device: what was done, when and in which order; and the commands it is made of. */
import { nowMs } from "../base/clock";
import { scanId } from "../base/ids";
import type { Answered } from "../base/outbox";
import type { Queued } from "../base/store";

/** A command before it has a number and a time. */
export interface Order {
  act: string;
  box: string;
  fields: Record<string, unknown>;
  tube?: string;
}

export type LogStage = "waiting" | "sent" | "refused" | "kept";

/** A line of the log: what was done, when, and how far it has come. */
export interface LogLine {
  /** In the order in which it was done on this device, from 1. */
  number: number;
  scanId: string;
  atMs: number;
  act: string;
  box: string;
  tube: string;
  /** Who gave and who took, with their counts. */
  hands: { giver: number; taker: number; given: number; taken: number } | null;
  count: number | null;
  stage: LogStage;
}

/** Lines that a device keeps. */
const LOG_MAX = 400;

/** The log with what was just done, the newest first. */
export function lengthened(log: LogLine[], orders: Order[], commands: Queued[]): LogLine[] {
  const last = log[0]?.number ?? 0;
  const lines = orders.map((order, at): LogLine => {
    const { giver, taker, given, taken, count } = order.fields as Record<string, number>;
    const both = giver !== undefined && taker !== undefined;
    return {
      number: last + 1 + at,
      scanId: commands[at]!.scanId,
      atMs: commands[at]!.atMs,
      act: order.act,
      box: order.box,
      tube: order.tube ?? "",
      hands: both ? { giver, taker, given: given ?? 0, taken: taken ?? 0 } : null,
      count: count ?? null,
      stage: "waiting",
    };
  });
  return [...lines.reverse(), ...log].slice(0, LOG_MAX);
}

/** A command as it waits on the device. */
export function queued(order: Order): Queued {
  const atMs = nowMs();
  const id = scanId(atMs);
  const tube = order.tube ? { tube: order.tube } : {};
  const base = { scan_id: id, at_ms: atMs, act: order.act, box: order.box, ...tube };
  const body = { ...base, ...order.fields };
  const { act, box } = order;
  return { scanId: id, act, atMs, stage: "waiting", body, who: box, tube: order.tube ?? "" };
}

/** How far a command has come. */
export function stageOf({ verdict }: Answered): LogStage {
  return verdict.verdict === "refused" || verdict.verdict === "kept" ? verdict.verdict : "sent";
}
