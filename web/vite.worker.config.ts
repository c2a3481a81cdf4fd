import { defineConfig } from "vite";

// The service worker: one file of a name that never changes.
export default defineConfig({
  base: "/app/",
  build: {
    outDir: "dist",
    emptyOutDir: false,
    copyPublicDir: false,
    target: "es2022",
    reportCompressedSize: false,
    lib: { entry: "src/base/worker.ts", formats: ["es"], fileName: () => "sw.js" },
  },
  define: { "process.env.NODE_ENV": JSON.stringify("production") },
});
