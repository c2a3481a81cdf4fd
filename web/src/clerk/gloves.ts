/** How long a pair of gloves is worn at this desk, in people (R68, R97): each is one disinfection,
 * and the protocol says how many a pair bears. Pure. The service counts swabs by whoever records
 * them and names a pair that was worn too long; the desk says so before. */
import type { Desk, Order, Outcome } from "./desk";

export type Wear = "fresh" | "due" | "over";

/** People since new gloves, after what a scan did. */
export function worn(before: Desk, orders: Order[]): number {
  let people = before.gloves ?? 0;
  for (const order of orders) {
    if (order.act === "register") people += 1;
    // Before the swab: nobody was touched.
    else if (order.act === "withdraw") people = Math.max(0, people - 1);
    else if (order.act === "change_gloves") people = 0;
  }
  return people;
}

/** Whether the pair bears another person. */
export function wear(people: number, limit: number): Wear {
  if (people < limit) return "fresh";
  return people === limit ? "due" : "over";
}

/** New gloves are on. */
export function changed(desk: Desk): Outcome {
  const told = { say: "gloves", count: desk.gloves ?? 0 } as const;
  return { desk, tubes: [], orders: [{ act: "change_gloves" }], seen: [], unseen: [], told };
}
