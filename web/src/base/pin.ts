/** The PIN that opens a locked screen: stretched, compared, and slow to guess. */
import { read, write, type Store } from "./store";

const ROUNDS = 200_000;
/** Wrong tries before the next one has to wait. */
export const TRIES = 5;
const WAIT_MS = 60_000;

interface Kept {
  salt: Uint8Array<ArrayBuffer>;
  hash: Uint8Array<ArrayBuffer>;
  wrong: number;
  until: number;
}

async function stretch(pin: string, salt: Uint8Array<ArrayBuffer>) {
  const raw = new TextEncoder().encode(pin);
  const key = await crypto.subtle.importKey("raw", raw, "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, 256));
}

export async function hasPin(store: Store): Promise<boolean> {
  return (await read<Kept>(store, "pin")) !== undefined;
}

export async function setPin(store: Store, pin: string): Promise<void> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const hash = await stretch(pin, salt);
  await write(store, "pin", { salt, hash, wrong: 0, until: 0 } satisfies Kept);
}

export type Tried = { opens: true } | { opens: false; left: number; waitMs: number };

export async function tryPin(store: Store, pin: string, nowMs: number): Promise<Tried> {
  const kept = await read<Kept>(store, "pin");
  if (!kept) return { opens: true };
  if (nowMs < kept.until) return { opens: false, left: 0, waitMs: kept.until - nowMs };
  const hash = await stretch(pin, kept.salt);
  // All of it is looked at, so that time tells nothing.
  const differs = hash.reduce((sum, byte, at) => sum | (byte ^ kept.hash[at]!), 0);
  if (differs === 0) {
    await write(store, "pin", { ...kept, wrong: 0, until: 0 });
    return { opens: true };
  }
  const wrong = kept.wrong + 1;
  const over = wrong >= TRIES;
  const until = over ? nowMs + WAIT_MS : 0;
  await write(store, "pin", { ...kept, wrong: over ? 0 : wrong, until });
  return { opens: false, left: TRIES - wrong, waitMs: over ? WAIT_MS : 0 };
}
