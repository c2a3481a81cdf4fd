/** Reads codes in a frame, away from the page: QR, Data Matrix and Code 128, and nothing else. */
import { prepareZXingModule, type ReaderOptions, readBarcodes } from "zxing-wasm/reader";
import wasm from "zxing-wasm/reader/zxing_reader.wasm?url";

const OPTIONS: ReaderOptions = {
  formats: ["QRCode", "DataMatrix", "Code128"],
  tryHarder: true,
  maxNumberOfSymbols: 4,
};

prepareZXingModule({ overrides: { locateFile: () => wasm } });

self.addEventListener("message", async (event: MessageEvent<ImageData>) => {
  try {
    const found = await readBarcodes(event.data, OPTIONS);
    self.postMessage(found.filter((one) => one.isValid).map((one) => one.text));
  } catch {
    // A frame that cannot be read is followed by another.
    self.postMessage([]);
  }
});
