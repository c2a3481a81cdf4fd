/** What a device keeps: one database, written durably. A write counts once the browser says that
 * its transaction is complete (`strict`), and not before. */
import { openDB, type DBSchema, type IDBPDatabase } from "idb";

/** How far a command has come. */
export type Stage = "waiting" | "sent" | "refused" | "kept";

/** A command as it waits, and afterwards until the round is over without its sealed part. */
export interface Queued {
  /** In the order of entry; made by the database. */
  order?: number;
  scanId: string;
  act: string;
  /** The command as it is sent; personal data in it is sealed. `null` once it was answered. */
  body: Record<string, unknown> | null;
  /** When it was entered, by the corrected clock. */
  atMs: number;
  stage: Stage;
  /** Masked, for lists. */
  who: string;
  tube: string;
}

/** What the server found later, and what is to be done with hands. */
export interface Card {
  scanId: string;
  atMs: number;
  act: string;
  who: string;
  tube: string;
  /** Name of the refusal. */
  refusal: string;
  zh: string;
  en: string;
  doZh: string;
  doEn: string;
  about: string;
  /** The server has kept the command whole. */
  kept: boolean;
  settled: boolean;
}

interface Schema extends DBSchema {
  commands: { key: number; value: Queued; indexes: { stage: Stage; scan: string } };
  cards: { key: string; value: Card };
  kept: { key: string; value: unknown };
}

export type Store = IDBPDatabase<Schema>;

export const NAME = "tenfold";

export function open(): Promise<Store> {
  return openDB<Schema>(NAME, 1, {
    upgrade(store) {
      const commands = store.createObjectStore("commands", {
        keyPath: "order",
        autoIncrement: true,
      });
      commands.createIndex("stage", "stage");
      commands.createIndex("scan", "scanId", { unique: true });
      store.createObjectStore("cards", { keyPath: "scanId" });
      store.createObjectStore("kept");
    },
  });
}

/** Everything that one entry changes: commands for the server, and what a page keeps by key. */
export interface Change {
  commands?: Queued[];
  answered?: Queued[];
  cards?: Card[];
  puts?: [key: string, value: unknown][];
  drops?: string[];
}

/** Writes an entry as one: afterwards all of it is on the device, or nothing. */
export async function keep(store: Store, change: Change): Promise<void> {
  const names = ["commands", "cards", "kept"] as const;
  const transaction = store.transaction(names, "readwrite", { durability: "strict" });
  const [commands, cards] = [transaction.objectStore("commands"), transaction.objectStore("cards")];
  const kept = transaction.objectStore("kept");
  const work: Promise<unknown>[] = [
    ...(change.commands ?? []).map((command) => commands.add(command)),
    ...(change.answered ?? []).map((command) => commands.put(command)),
    ...(change.cards ?? []).map((card) => cards.put(card)),
    ...(change.puts ?? []).map(([key, value]) => kept.put(value, key)),
    ...(change.drops ?? []).map((key) => kept.delete(key)),
  ];
  // All are awaited, so that none is rejected with nobody listening.
  const done = await Promise.allSettled([...work, transaction.done]);
  const failed = done.find((one) => one.status === "rejected");
  if (failed) throw failed.reason;
}

export async function read<T>(store: Store, key: string): Promise<T | undefined> {
  return (await store.get("kept", key)) as T | undefined;
}

export async function write(store: Store, key: string, value: unknown): Promise<void> {
  const transaction = store.transaction("kept", "readwrite", { durability: "strict" });
  await Promise.all([transaction.store.put(value, key), transaction.done]);
}

/** Everything of this device goes: at sign-out, and when its token was taken back. */
export async function forget(store: Store): Promise<void> {
  const names = ["commands", "cards", "kept"] as const;
  const transaction = store.transaction(names, "readwrite", { durability: "strict" });
  const work = names.map((name) => transaction.objectStore(name).clear());
  await Promise.all([...work, transaction.done]);
}
