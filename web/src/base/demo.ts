/** The demo that `make run` makes: its link brings a token that may make others, in the part of the
 * address that is sent to nobody. It is taken out of the address at once and kept no longer than
 * the tab. */
import { TOKEN } from "./device";

const KEPT = "tenfold.demo";

/** The demo's token, where this tab is in a demo. */
export function demoToken(): string | null {
  try {
    return globalThis.sessionStorage?.getItem(KEPT) ?? null;
  } catch {
    // A browser that forbids storage has no demo.
    return null;
  }
}

/** Takes a demo's token out of the address, if one is there. */
export function takeDemo(): void {
  const given = new URLSearchParams(location.hash.slice(1)).get("demo");
  if (given === null) return;
  history.replaceState(null, "", location.pathname);
  if (TOKEN.test(given)) sessionStorage.setItem(KEPT, given);
}

export function leaveDemo(): void {
  sessionStorage.removeItem(KEPT);
}
