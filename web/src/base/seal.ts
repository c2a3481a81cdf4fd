/** Sealing to the service's public key: HPKE (RFC 9180), base mode, DHKEM(P-256, HKDF-SHA256),
 * HKDF-SHA256, AES-128-GCM, by WebCrypto alone. What is sealed does not open on this device again.
 * `src/service/hybrid.rs` is the other side. */

type Bytes = Uint8Array<ArrayBuffer>;

const text = new TextEncoder();
const KEM = bytes("KEM", 0, 16);
const SUITE = bytes("HPKE", 0, 16, 0, 1, 0, 1);
const VERSION = bytes("HPKE-v1");
/** What is sealed is a command's personal part, and nothing else. */
const INFO = text.encode("tenfold command 1") as Bytes;

function bytes(word: string, ...more: number[]): Bytes {
  return new Uint8Array([...text.encode(word), ...more]);
}

function join(...parts: Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

async function mac(key: Bytes, message: Bytes): Promise<Bytes> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  // WebCrypto takes no empty key; HMAC fills a short one with zeros, so that this is the same.
  const raw = key.length > 0 ? key : new Uint8Array(32);
  const made = await crypto.subtle.importKey("raw", raw, algorithm, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", made, message));
}

function extract(suite: Bytes, salt: Bytes, label: string, secret: Bytes): Promise<Bytes> {
  return mac(salt, join(VERSION, suite, bytes(label), secret));
}

async function expand(
  suite: Bytes,
  secret: Bytes,
  label: string,
  info: Bytes,
  length: number,
): Promise<Bytes> {
  const asked = new Uint8Array([length >> 8, length & 255]);
  const block = await mac(secret, join(asked, VERSION, suite, bytes(label), info, bytes("", 1)));
  return block.slice(0, length);
}

const CURVE = { name: "ECDH", namedCurve: "P-256" } as const;

/** Seals for a public key (65 bytes); gives the sender's point, then ciphertext and tag. A pair of
 * keys of one's own is for tests alone. */
export async function seal(
  to: Bytes,
  plain: Bytes,
  aad: Bytes,
  info: Bytes = INFO,
  pair?: CryptoKeyPair,
): Promise<Bytes> {
  const theirs = await crypto.subtle.importKey("raw", to, CURVE, false, []);
  const own = pair ?? (await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]));
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", own.publicKey));
  const agree = { name: "ECDH", public: theirs };
  const agreed = new Uint8Array(await crypto.subtle.deriveBits(agree, own.privateKey, 256));
  const none = bytes("");
  const first = await extract(KEM, none, "eae_prk", agreed);
  const shared = await expand(KEM, first, "shared_secret", join(point, to), 32);
  const context = join(
    bytes("", 0),
    await extract(SUITE, none, "psk_id_hash", none),
    await extract(SUITE, none, "info_hash", info),
  );
  const secret = await extract(SUITE, shared, "secret", none);
  const raw = await expand(SUITE, secret, "key", context, 16);
  const iv = await expand(SUITE, secret, "base_nonce", context, 12);
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt"]);
  const how = { name: "AES-GCM", iv, additionalData: aad };
  return join(point, new Uint8Array(await crypto.subtle.encrypt(how, key, plain)));
}

/** What binds a sealed part to its command: the region, then the scan. */
export function place(region: number, scan: Uint8Array): Bytes {
  const head = new Uint8Array(4);
  new DataView(head.buffer).setUint32(0, region);
  return join(head, scan);
}

export function toBase64(raw: Uint8Array): string {
  return btoa(String.fromCharCode(...raw));
}

export function fromBase64(given: string): Bytes {
  return Uint8Array.from(atob(given), (symbol) => symbol.charCodeAt(0));
}
