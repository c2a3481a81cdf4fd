/** Three sounds, told apart at arm's length and without looking: two rising notes, two falling low
 * ones, and one in the middle twice. Made here, so that nothing is fetched. */
import { createSignal } from "solid-js";

export type Chime = "good" | "stop" | "note";
const KEPT = "tenfold.sound";
const NOTES: Record<Chime, [frequency: number, atS: number, lastsS: number][]> = {
  good: [
    [880, 0, 0.09],
    [1318, 0.09, 0.14],
  ],
  note: [
    [660, 0, 0.12],
    [660, 0.18, 0.12],
  ],
  stop: [
    [311, 0, 0.18],
    [220, 0.2, 0.4],
  ],
};

const [sound, set] = createSignal(globalThis.localStorage?.getItem(KEPT) !== "off");
export { sound };

let context: AudioContext | undefined;

export function setSound(on: boolean): void {
  localStorage.setItem(KEPT, on ? "on" : "off");
  set(on);
}

export function chime(which: Chime): void {
  if (!sound() || typeof AudioContext === "undefined") return;
  context ??= new AudioContext();
  // A browser lets nothing sound before the first touch or key; a scan is one.
  if (context.state === "suspended") void context.resume().catch(() => undefined);
  for (const [frequency, at, lasts] of NOTES[which]) {
    const [tone, level] = [context.createOscillator(), context.createGain()];
    const start = context.currentTime + at;
    tone.type = which === "stop" ? "square" : "sine";
    tone.frequency.value = frequency;
    level.gain.setValueAtTime(which === "stop" ? 0.12 : 0.35, start);
    level.gain.exponentialRampToValueAtTime(0.001, start + lasts);
    tone.connect(level).connect(context.destination);
    tone.start(start);
    tone.stop(start + lasts);
  }
}
