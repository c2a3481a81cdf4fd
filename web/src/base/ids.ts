/** Identities made on the device: scans (UUIDv7) and the receipts that follow from them. */

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A UUIDv7 (RFC 9562, 5.7): milliseconds since 1970, then 74 random bits. */
export function scanId(atMs: number, random = crypto.getRandomValues(new Uint8Array(10))): string {
  const bytes = new Uint8Array(16);
  let rest = Math.max(0, Math.floor(atMs));
  for (let place = 5; place >= 0; place--) {
    bytes[place] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes.set(random, 6);
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const cuts = [0, 8, 12, 16, 20, 32];
  return cuts
    .slice(1)
    .map((end, part) => hex.slice(cuts[part], end))
    .join("-");
}

/** The sixteen bytes of a scan. */
export function scanBytes(id: string): Uint8Array<ArrayBuffer> {
  const hex = id.replaceAll("-", "");
  return Uint8Array.from({ length: 16 }, (_, at) => parseInt(hex.slice(2 * at, 2 * at + 2), 16));
}

/** The receipt of a scan: 60 of its last bits, five to a character, as the server makes it. */
export function receipt(id: string): string {
  let bits = BigInt(`0x${id.replaceAll("-", "").slice(16)}`);
  let text = "";
  for (let place = 0; place < 12; place++) {
    text = ALPHABET[Number(bits & 31n)] + text;
    bits >>= 5n;
  }
  return text;
}
