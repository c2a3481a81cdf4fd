/** The list of who is expected at this desk's site: asked for while nothing waits, since the
 * service knows only then who has come, and kept for when there is no network. */
import { createSignal } from "solid-js";
import { askJson, patiently } from "../base/api";
import type { Device, Place } from "../base/device";
import { read, write, type Store } from "../base/store";
import { type AppointmentList, without } from "./expected";

const KEY = "appointments";
/** How often the list is asked for. */
export const EVERY_MS = 60_000;

export class Appointments {
  readonly #store: Store;
  readonly #where: Place;
  readonly #device: () => Device;
  readonly #idle: () => boolean;
  readonly #list = createSignal<AppointmentList | null>(null);

  constructor(store: Store, where: Place, device: () => Device, idle: () => boolean) {
    this.#store = store;
    this.#where = where;
    this.#device = device;
    this.#idle = idle;
  }

  get list(): () => AppointmentList | null {
    return this.#list[0];
  }

  /** As it was left. */
  async begin(): Promise<void> {
    const kept = await read<AppointmentList>(this.#store, KEY);
    if (kept?.site === this.#where.site) this.#list[1](kept);
  }

  /** The service's list, where it can be asked and knows of everybody who came. */
  async look(): Promise<void> {
    if (!this.#idle()) return;
    try {
      const path = `/v1/sites/${this.#where.site}/appointments`;
      const token = this.#device().token;
      const list = await patiently(() => askJson<AppointmentList>(path, { token }));
      if (this.#idle()) await this.#put(list);
    } catch {
      // The last one stands.
    }
  }

  /** These were registered here. */
  async came(people: readonly { name: string; number: string }[]): Promise<void> {
    const list = this.list();
    const next = list && without(list, people);
    if (next && next !== list) await this.#put(next);
  }

  async #put(list: AppointmentList): Promise<void> {
    await write(this.#store, KEY, list);
    this.#list[1](list);
  }
}
