/** Who this device is: its token, sealed by a key that does not leave the browser; its bearer, its
 * campaign and its lane, kept so that it works without a network. */
import { askJson, type Campaign, type Me, patiently } from "./api";
import * as clock from "./clock";
import { fromBase64 } from "./seal";
import { read, write, type Store } from "./store";

export interface Place {
  round: number;
  site: number;
  lane: number;
}

export interface Device {
  token: string;
  me: Me;
  campaign: Campaign;
  sealKey: Uint8Array<ArrayBuffer>;
  /** Makes the marks by which this device knows people again, and nobody else. */
  markKey: CryptoKey;
}

interface SealedToken {
  iv: Uint8Array<ArrayBuffer>;
  text: ArrayBuffer;
  key: CryptoKey;
}

export const TOKEN = /^tf_[0-9a-f]{64}$/;

/** Signs in; throws `NotAnswered`. Afterwards the device knows all it needs without a network. */
export async function signIn(store: Store, token: string): Promise<Device> {
  const me = await patiently(() => askMe(token));
  const campaign = await patiently(() => askJson<Campaign>("/v1/campaign", { token }));
  const algorithm = { name: "AES-GCM", length: 256 };
  const key = await crypto.subtle.generateKey(algorithm, false, ["encrypt", "decrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(token);
  const text = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain);
  await write(store, "token", { iv, text, key } satisfies SealedToken);
  if (!(await read(store, "mark-key"))) {
    const hmac = { name: "HMAC", hash: "SHA-256" };
    await write(store, "mark-key", await crypto.subtle.generateKey(hmac, false, ["sign"]));
  }
  await remember(store, me, campaign);
  const device = await restore(store);
  if (!device) throw new Error("what was just written is not there");
  return device;
}

/** The device as it was left; `null` when nobody is signed in. */
export async function restore(store: Store): Promise<Device | null> {
  const sealed = await read<SealedToken>(store, "token");
  const me = await read<Me>(store, "me");
  const campaign = await read<Campaign>(store, "campaign");
  const markKey = await read<CryptoKey>(store, "mark-key");
  if (!sealed || !me || !campaign || !markKey) return null;
  const how = { name: "AES-GCM", iv: sealed.iv };
  const plain = await crypto.subtle.decrypt(how, sealed.key, sealed.text);
  const off = await read<number>(store, "clock-off");
  if (off !== undefined) clock.remember(off);
  const token = new TextDecoder().decode(plain);
  return { token, me, campaign, sealKey: fromBase64(me.seal_key), markKey };
}

/** Asks again who we are, what time it is and what the campaign says. */
export async function refresh(store: Store, device: Device): Promise<Device> {
  const { token } = device;
  const me = await patiently(() => askMe(token));
  const campaign = await patiently(() => askJson<Campaign>("/v1/campaign", { token }));
  await remember(store, me, campaign);
  return { ...device, me, campaign, sealKey: fromBase64(me.seal_key) };
}

async function askMe(token: string): Promise<Me> {
  const began = performance.now();
  const me = await askJson<Me>("/v1/me", { token });
  clock.learn(me.now_ms, began, performance.now());
  return me;
}

async function remember(store: Store, me: Me, campaign: Campaign): Promise<void> {
  await write(store, "me", me);
  await write(store, "campaign", campaign);
  await write(store, "clock-off", clock.off());
}

/** By what this device knows a person again: nobody can try numbers against it elsewhere. */
export async function mark(key: CryptoKey, round: number, who: string): Promise<string> {
  const text = new TextEncoder().encode(`${round} ${who}`);
  const full = new Uint8Array(await crypto.subtle.sign("HMAC", key, text));
  return Array.from(full.slice(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
