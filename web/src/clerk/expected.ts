/** Who is expected at the site: the service's last list, less whoever was registered here since.
 * Pure. The list is masked; people are told apart by what is masked of them alone. */
import type { components } from "../base/schema";

export type Expected = components["schemas"]["ExpectedView"];
export type AppointmentList = components["schemas"]["AppointmentList"];

/** Who is later than this is called when they come, and not waited for. */
const PATIENCE_MS = 15 * 60_000;
/** As many as a clerk looks ahead. */
const SHOWN = 3;

export interface Ahead {
  next: Expected[];
  /** How many come behind these. */
  more: number;
  /** How many did not come at their time. */
  late: number;
}

/** The list without people who have come; each takes one of a mask with them. */
export function without(
  list: AppointmentList,
  come: readonly { name: string; number: string }[],
): AppointmentList {
  let expected = list.expected;
  for (const { name, number } of come) {
    const at = expected.findIndex((one) => one.name === name && one.document === number);
    if (at >= 0) expected = expected.filter((_, place) => place !== at);
  }
  return expected === list.expected ? list : { ...list, expected };
}

/** Who is next, at this moment. */
export function ahead(list: AppointmentList, nowMs: number): Ahead {
  const coming = list.expected.filter((one) => one.at_ms >= nowMs - PATIENCE_MS);
  const next = coming.slice(0, SHOWN);
  const late = list.expected.length - coming.length;
  return { next, more: coming.length - next.length, late };
}
