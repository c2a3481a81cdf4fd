import { defineConfig } from "vitest/config";

// Speed of the pages, in the browser of their stories; prints and asserts nothing.
export default defineConfig({
  test: { include: ["bench/**/*.bench.ts"], fileParallelism: false, hookTimeout: 60_000 },
});
