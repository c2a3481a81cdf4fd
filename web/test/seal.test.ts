import { expect, it } from "vitest";
import { receipt, scanBytes, scanId } from "../src/base/ids";
import { fromBase64, place, seal, toBase64 } from "../src/base/seal";

const hex = (text: string) =>
  Uint8Array.from(text.match(/../g)!, (pair) => Number.parseInt(pair, 16));
const shown = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

it("seals the standard's own message (RFC 9180, A.3.1)", async () => {
  const sender =
    "04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325a" +
    "c98536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4";
  const to =
    "04fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f706a" +
    "826a779b4cf969b8a0e539c7f62fb3d30ad6aa8f80e30f1d128aafd68a2ce72ea0";
  const text =
    "5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f" +
    "9076ac232e3ab2523f39513434";
  const url = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");
  const secret = hex("4995788ef4b9d6132b249ce59a77281493eb39af373d236a1fe415cb0c2d7beb");
  const point = hex(sender);
  const jwk = { kty: "EC", crv: "P-256", x: url(point.slice(1, 33)), y: url(point.slice(33)) };
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const pair = {
    publicKey: await crypto.subtle.importKey("jwk", jwk, curve, true, []),
    privateKey: await crypto.subtle.importKey("jwk", { ...jwk, d: url(secret) }, curve, false, [
      "deriveBits",
    ]),
  };
  const words = (text: string) => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;
  const plain = words("Beauty is truth, truth beauty");
  const info = words("Ode on a Grecian Urn");
  const sealed = await seal(hex(to), plain, words("Count-0"), info, pair);
  expect(shown(sealed)).toBe(sender + text);
});

it("seals nothing twice alike", async () => {
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const own = await crypto.subtle.generateKey(curve, true, ["deriveBits"]);
  const to = new Uint8Array(await crypto.subtle.exportKey("raw", own.publicKey));
  const plain = new TextEncoder().encode("张三");
  const [one, two] = await Promise.all([seal(to, plain, plain), seal(to, plain, plain)]);
  expect(shown(one)).not.toBe(shown(two));
  expect(shown(fromBase64(toBase64(one)))).toBe(shown(one));
});

it("makes scans in the order of time, with the receipt that the service prints", () => {
  const id = scanId(1_648_771_200_000, new Uint8Array(10).fill(0xff));
  expect(id).toBe("017fe26b-f400-7fff-bfff-ffffffffffff");
  expect(scanId(1_648_771_200_001) > scanId(1_648_771_200_000)).toBe(true);
  expect(shown(scanBytes(id))).toBe(id.replaceAll("-", ""));
  expect(shown(place(360_781, scanBytes(id)))).toBe(`0005814d${id.replaceAll("-", "")}`);
  // `src/service/receipt.rs`: 60 bits of the last 64.
  expect(receipt("07010203-0405-0607-8010-ff0309c82801")).toBe("047Z0C4WGA01");
});
