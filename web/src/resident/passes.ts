/** Codes that this phone keeps, to be shown without a network. What a code says is nobody's data;
 * the name beside it is masked, and only tells the members of a family apart. */
import { createSignal } from "solid-js";

export interface Pass {
  token: string;
  qr: string;
  expiresAtMs: number;
  who: string;
  /** When and where they said they would come; absent where they did not. */
  expectedAtMs?: number;
  siteZh?: string;
  siteEn?: string;
}

const KEPT = "tenfold.passes";
const [passes, set] = createSignal<Pass[]>(read(Date.now()));
export { passes };

/** Those that still hold; a text that is none of ours is nothing. */
export function read(nowMs: number): Pass[] {
  try {
    const kept = JSON.parse(globalThis.localStorage?.getItem(KEPT) ?? "[]") as Pass[];
    return kept.filter((pass) => pass.expiresAtMs > nowMs && pass.qr.startsWith("<svg"));
  } catch {
    return [];
  }
}

export function add(pass: Pass): void {
  keep([pass, ...passes().filter((one) => one.token !== pass.token)]);
}

export function drop(token: string): void {
  keep(passes().filter((pass) => pass.token !== token));
}

function keep(next: Pass[]): void {
  set(next);
  try {
    globalThis.localStorage?.setItem(KEPT, JSON.stringify(next));
  } catch {
    // A browser that keeps nothing shows it until the page is left.
  }
}
