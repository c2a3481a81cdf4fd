import { defineConfig } from "vite";
import solid from "vite-plugin-solid";

// A page: its HTML file here, a line in `routes!` and a handler in `src/http/web.rs`.
export const PAGES = [
  "start",
  "clerk",
  "packer",
  "courier",
  "lab",
  "squad",
  "commander",
  "resident",
  "admin",
  "planner",
];

export default defineConfig({
  base: "/app/",
  plugins: [solid()],
  build: {
    outDir: "dist",
    assetsDir: "",
    target: "es2022",
    // Inlined files would need `data:` in the pages' policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rollupOptions: {
      input: Object.fromEntries(PAGES.map((page) => [page, `${page}.html`])),
    },
  },
  worker: { format: "es" },
});
