/** The time of an entry: the service's where it is known, this device's where it is not. Runs on
 * by a clock that nobody sets, so that a correction in the middle of a day moves nothing. */

const OFF_MS = 60_000;
let ahead = Date.now() - performance.now();
let deviceOff = 0;

export function nowMs(): number {
  return Math.round(performance.now() + ahead);
}

/** What the service said between two moments of `performance.now()`. */
export function learn(serverMs: number, beganMs: number, endedMs: number): void {
  deviceOff = Date.now() - serverMs - (endedMs - beganMs) / 2;
  ahead = serverMs - (beganMs + endedMs) / 2;
}

/** How far this device's clock was off when it was last compared; positive when it is fast. */
export function off(): number {
  return deviceOff;
}

/** As it was kept from the last time the service was heard. */
export function remember(offMs: number): void {
  deviceOff = offMs;
  ahead = Date.now() - offMs - performance.now();
}

/** So wrong that people at the desk should know. */
export function isOff(): boolean {
  return Math.abs(deviceOff) > OFF_MS;
}
