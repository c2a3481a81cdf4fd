/** What every page begins with: language, look, storage that stays, and new versions of the app,
 * which wait until nothing else does. */
import { createSignal } from "solid-js";
import { lang, speak } from "./lang";
import { setTheme, theme } from "./theme";

/** A new version is there and waits. */
const [update, setUpdate] = createSignal<ServiceWorker | null>(null);
/** The browser has promised to keep what is stored. */
const [persisted, setPersisted] = createSignal(true);
/** So little room is left on the device that it should be emptied before it is full. */
const [nearlyFull, setNearlyFull] = createSignal(false);
export { nearlyFull, persisted, update };

/** Room for some thousands of people, and what browsers keep back for themselves. */
const ROOM_BYTES_MIN = 20_000_000;
const ROOM_LOOK_MS = 60_000;

export function begin(): void {
  speak(lang());
  setTheme(theme());
  void persist();
  void room();
  void register();
}

async function persist(): Promise<void> {
  const storage = navigator.storage;
  if (!storage?.persist) return;
  setPersisted((await storage.persisted()) || (await storage.persist()));
}

/** Looks at the room that is left, now and every minute, as far as the browser tells: some name a
 * round figure, and there a full device is noticed when it is full. */
async function room(): Promise<void> {
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
  if (quota === undefined || usage === undefined) return;
  setNearlyFull(quota - usage < ROOM_BYTES_MIN);
  setTimeout(() => void room(), ROOM_LOOK_MS);
}

async function register(): Promise<void> {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  try {
    const registration = await navigator.serviceWorker.register("/sw.js", { scope: "/" });
    const look = () => {
      if (registration.waiting && navigator.serviceWorker.controller) {
        setUpdate(registration.waiting);
      }
    };
    look();
    registration.addEventListener("updatefound", () => {
      registration.installing?.addEventListener("statechange", look);
    });
  } catch {
    // Without it the page works as long as there is a network to open it by.
  }
}

/** Opens the new version; the page sees to it that nothing waits. */
export function updateNow(): void {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), {
    once: true,
  });
  update()?.postMessage("update");
}

/** Holds the desk for this page alone; false when another page of this device has it. */
export function alone(name: string): Promise<boolean> {
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((told) => {
    const how = { ifAvailable: true } as const;
    void navigator.locks.request(`tenfold-${name}`, how, (lock) => {
      told(lock !== null);
      // Held as long as the page lives.
      return lock === null ? undefined : new Promise<void>(() => undefined);
    });
  });
}
