/** The page's ear for keyboard wedges: wherever the cursor stands, a scan is heard whole, and no
 * field keeps a character of it. */
import { KeyReader, type Scanned } from "./keys";

/** The lines of a travel document come with an end mark each. */
const ZONE_LINE = /^[0-9A-Z<]{30}$|^[0-9A-Z<]{44}$/i;
const ZONE_WAIT_MS = 500;

type Field = HTMLInputElement | HTMLTextAreaElement;

function field(): Field | null {
  const at = document.activeElement;
  const texts = ["text", "password", "tel", "search", "number", ""];
  if (at instanceof HTMLInputElement) return texts.includes(at.type) ? at : null;
  return at instanceof HTMLTextAreaElement ? at : null;
}

/** Where the browser tells (Chromium). */
function inputPending(): boolean {
  const { scheduling } = navigator as { scheduling?: { isInputPending?: () => boolean } };
  return scheduling?.isInputPending?.() ?? false;
}

/** Listens until the answer is called. */
export function listen(scanned: (scan: Scanned) => void): () => void {
  const reader = new KeyReader();
  let before: { field: Field; value: string } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** By how much the last key came later than it was pressed: so will those behind it. */
  let lateMs = 0;
  let zone: string[] = [];
  let zoneTimer: ReturnType<typeof setTimeout> | undefined;

  const tell = (scan: Scanned) => {
    clearTimeout(zoneTimer);
    if (!ZONE_LINE.test(scan.text) || !(zone.length > 0 || scan.text.includes("<"))) {
      zone = [];
      return scanned(scan);
    }
    zone.push(scan.text);
    const whole = () => {
      const text = zone.join("\n");
      zone = [];
      scanned({ ...scan, text });
    };
    const lines = zone[0]!.length === 44 ? 2 : 3;
    if (zone.length >= lines) return whole();
    zoneTimer = setTimeout(whole, ZONE_WAIT_MS);
  };

  const restore = () => {
    if (!before) return;
    const { field, value } = before;
    // Whatever an input method is about to put in there is not wanted either.
    if (field === document.activeElement) field.blur();
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  };

  const down = (event: KeyboardEvent) => {
    const at = field();
    lateMs = Math.max(0, performance.now() - event.timeStamp);
    if (reader.dueMs === null) before = at ? { field: at, value: at.value } : null;
    const heard = reader.down({
      code: event.code,
      key: event.key,
      keyCode: event.keyCode,
      shift: event.shiftKey,
      caps: event.getModifierState("CapsLock"),
      control: event.ctrlKey || event.metaKey,
      alt: event.altKey,
      composing: event.isComposing,
      atMs: event.timeStamp,
      inField: at !== null,
    });
    if (heard.swallow) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    if (heard.restore) restore();
    if (heard.scanned) {
      // An input method puts its text in after the last key.
      if (heard.scanned.inputMethod) setTimeout(restore, 0);
      tell(heard.scanned);
    }
    watch();
  };

  const watch = () => {
    clearTimeout(timer);
    if (reader.dueMs === null) return;
    const due = reader.dueMs + lateMs;
    timer = setTimeout(
      () => {
        // A busy page has keys still to be handed over: then the scan is not at its end.
        const early = inputPending() || performance.now() < due;
        const scan = early ? null : reader.idle(performance.now());
        if (scan) tell(scan);
        else watch();
      },
      Math.max(1, due - performance.now() + 1),
    );
  };

  const up = (event: KeyboardEvent) => {
    if (event.key === "Alt") reader.altUp(event.timeStamp, field() !== null);
  };

  window.addEventListener("keydown", down, { capture: true });
  window.addEventListener("keyup", up, { capture: true });
  return () => {
    window.removeEventListener("keydown", down, { capture: true });
    window.removeEventListener("keyup", up, { capture: true });
    clearTimeout(timer);
    clearTimeout(zoneTimer);
  };
}
