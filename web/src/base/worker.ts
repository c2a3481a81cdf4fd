/** Keeps the app on the device: every page and file, so that it opens without a network. Questions
 * to the service are never kept. A new version waits until the page says that nothing waits. */
import { cleanupOutdatedCaches, precacheAndRoute, type PrecacheEntry } from "workbox-precaching";

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (PrecacheEntry | string)[] };

cleanupOutdatedCaches();
precacheAndRoute(self.__WB_MANIFEST, { cleanURLs: false, directoryIndex: "" });

self.addEventListener("message", (event) => {
  if (event.data === "update") void self.skipWaiting();
});
self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim());
});
