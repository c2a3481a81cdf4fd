import { defineConfig } from "vitest/config";

// The pages in a real browser against the real program: TENFOLD names it, TENFOLD_BROWSER the
// browser. One after the other: each test has a server, a browser and two cores to itself.
export default defineConfig({
  test: {
    include: ["e2e/**/*.e2e.ts"],
    fileParallelism: false,
    testTimeout: 240_000,
    // A browser on a machine that is compiling beside it misses a key now and then.
    retry: 1,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
