/** From what a desk asks for to commands as the service takes them; what is personal is sealed. */
import { nowMs } from "../base/clock";
import { mark, type Device, type Place as Where } from "../base/device";
import { scanBytes, scanId } from "../base/ids";
import { place as bind, seal, toBase64 } from "../base/seal";
import type { Queued } from "../base/store";
import { maskName } from "../scan/mask";
import type { DocumentWire } from "../scan/meaning";
import type { Order, Outcome, Waiting } from "./desk";

/** What is known of a person before they have a place. */
export interface Who {
  wire: DocumentWire;
  /** By what the device knows them again. */
  known: string;
  name: string;
  /** Masked. */
  number: string;
  phone?: string;
  guardian?: DocumentWire;
  supervisor?: number;
}

/** A person with what is personal sealed to the service: for their registration, and once more
 * for what would take them back. */
export async function sealed(
  device: Device,
  round: number,
  who: Who,
  aClass: string,
): Promise<Waiting> {
  const { sealKey, me, markKey } = device;
  const atMs = nowMs();
  const [scan, undo] = [scanId(atMs), scanId(atMs)];
  const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  const { wire, phone, guardian, name } = who;
  const personal = {
    document: wire,
    ...(name === "" ? {} : { name }),
    ...(phone ? { phone } : {}),
    ...(guardian ? { guardian } : {}),
  };
  const [whole, document] = await Promise.all([
    seal(sealKey, text(personal), bind(me.region, scanBytes(scan))),
    seal(sealKey, text({ document: wire }), bind(me.region, scanBytes(undo))),
  ]);
  return {
    scanId: scan,
    name: maskName(name),
    number: who.number,
    mark: await mark(markKey, round, who.known),
    class: aClass,
    swabbed: false,
    atMs,
    undo: { scanId: undo, sealed: toBase64(document) },
    sealed: toBase64(whole),
    ...(who.supervisor === undefined ? {} : { supervisor: who.supervisor }),
  };
}

/** Everything that an outcome writes, as one. */
export function written(outcome: Outcome, where: Where) {
  const entry = (key: string, value: unknown): [string, unknown] => [key, value];
  return {
    commands: outcome.orders.map((order) => queued(order, where)),
    puts: [
      entry("desk", outcome.desk),
      ...outcome.tubes.map((tube) => entry(`tube:${tube.code}`, tube)),
      ...outcome.seen.map(({ mark, tube }) => entry(`seen:${mark}`, tube)),
    ],
    drops: outcome.unseen.map((one) => `seen:${one}`),
  };
}

/** The command of an order, as it waits on the device. */
function queued(order: Order, { round, lane }: Where): Queued {
  const atMs = order.act === "register" ? order.person.atMs : nowMs();
  const tube = "tube" in order ? order.tube : "";
  const base = { at_ms: atMs, act: order.act, ...(tube === "" ? {} : { tube }) };
  const common = { act: order.act, atMs, stage: "waiting" as const, tube };
  switch (order.act) {
    case "register": {
      const { person, capacity } = order;
      const who = [person.name, person.number].filter((part) => part !== "").join(" ");
      const where = { scan_id: person.scanId, ...base, round, lane, capacity };
      const taken = person.supervisor === undefined ? {} : { supervisor: person.supervisor };
      const body = { ...where, class: person.class, sealed: person.sealed, ...taken };
      return { ...common, scanId: person.scanId, body, who };
    }
    case "withdraw": {
      const { scanId: id, sealed } = order.place.undo;
      const body = { scan_id: id, ...base, reason: order.reason, sealed };
      return { ...common, scanId: id, body, who: order.place.name };
    }
    default: {
      const id = scanId(atMs);
      const count = "count" in order ? { count: order.count } : {};
      const why = "reason" in order ? { reason: order.reason } : {};
      return { ...common, scanId: id, body: { scan_id: id, ...base, ...count, ...why }, who: "" };
    }
  }
}
