// The command cards' codes, drawn once at the build: a desk prints them without a network.
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { prepareZXingModule, writeBarcode } from "zxing-wasm/writer";

/** As `COMMANDS` in `src/scan/meaning.ts`; a test holds the two together. */
export const CARDS = ["seal", "undo", "swab", "gloves", "lock"];

const wasm = createRequire(import.meta.url).resolve("zxing-wasm/writer/zxing_writer.wasm");
prepareZXingModule({ overrides: { wasmBinary: await readFile(wasm) } });

for (const word of CARDS) {
  const { svg, error } = await writeBarcode(`tenfold:do:${word}`, { format: "QRCode" });
  if (!svg) throw new Error(`card ${word}: ${error}`);
  await writeFile(new URL(`../dist/card-${word}.svg`, import.meta.url), svg);
}
