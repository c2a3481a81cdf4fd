// After the build: what the service worker keeps, and every file as it goes over the line.
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { injectManifest } from "workbox-build";

const dist = new URL("../dist/", import.meta.url);
const path = (name) => new URL(name, dist);

/** The planner's page comes with a policy that names the style and the script of reports. */
const report = createHash("md5");
for (const name of ["page.css", "page.js"]) {
  report.update(await readFile(new URL(`../../src/report/html/${name}`, import.meta.url)));
}
const reports = report.digest("hex");

const { count, warnings } = await injectManifest({
  swSrc: path("sw.js").pathname,
  swDest: path("sw.js").pathname,
  globDirectory: dist.pathname,
  globPatterns: ["*.{html,js,css,wasm,svg,png}"],
  globIgnores: ["sw.js"],
  // Their names carry a hash of what is in them.
  dontCacheBustURLsMatching: /-[A-Za-z0-9_-]{8}\.[a-z]+$/,
  maximumFileSizeToCacheInBytes: 4 << 20,
  manifestTransforms: [
    (entries) => ({
      manifest: entries.map((entry) => ({
        ...entry,
        url: served(entry.url),
        // A copy whose policy is of before would show the report without its style.
        revision: entry.url === "planner.html" ? entry.revision + reports : entry.revision,
      })),
      warnings: [],
    }),
  ],
});
warnings.forEach((warning) => console.warn(warning));

/** Where the service answers with a file. */
function served(name) {
  if (name === "start.html") return "/";
  return name.endsWith(".html") ? `/${name.slice(0, -5)}` : `/app/${name}`;
}

for (const name of await readdir(dist)) {
  if (!/\.(html|js|css|wasm|svg|webmanifest)$/.test(name)) continue;
  // No time and no name in it: the same files give the same bytes.
  await writeFile(path(`${name}.gz`), gzipSync(await readFile(path(name)), { level: 9 }));
  await rm(path(name));
}
console.log(`${count} files are kept on devices`);
