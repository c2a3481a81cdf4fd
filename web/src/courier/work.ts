/** The work of a courier: `trip.ts` says where to go, this takes scans, writes, tells and sends. */
import { createSignal, type Accessor } from "solid-js";
import { askJson, type BoxView, type Pickup, type PickupList } from "../base/api";
import { pick, t } from "../base/lang";
import { read } from "../base/store";
import type { Deal } from "../carry/deal";
import { Dealer } from "../carry/dealer";
import * as units from "../carry/units";
import { grouped } from "../scan/codes";
import type { Meaning } from "../scan/meaning";
import * as trip from "./trip";
import type { Trip } from "./trip";

/** How a box stands at a hatch. */
export type Hatch = "waits" | "signed" | "unknown";

export class Work extends Dealer {
  #trip = createSignal<Trip>(trip.EMPTY);
  #boxes = createSignal<Pickup[]>([]);
  #complete = createSignal(true);

  get trip(): Accessor<Trip> {
    return this.#trip[0];
  }
  get boxes(): Accessor<Pickup[]> {
    return this.#boxes[0];
  }
  get complete(): Accessor<boolean> {
    return this.#complete[0];
  }

  protected override async restored(): Promise<void> {
    await super.restored();
    this.#trip[1]((await read<Trip>(this.store, "trip")) ?? trip.EMPTY);
    this.#boxes[1]((await read<Pickup[]>(this.store, "pickups")) ?? []);
  }

  protected async ask(): Promise<() => Promise<void>> {
    const list = await askJson<PickupList>("/v1/pickups", { token: this.device.token });
    await this.askCard();
    return async () => {
      const puts: [string, unknown][] = [
        ["pickups", list.boxes],
        ["trip", trip.EMPTY],
        this.heard(),
      ];
      if (!(await this.keep({ puts }))) return;
      this.#boxes[1](list.boxes);
      this.#trip[1](trip.EMPTY);
      this.#complete[1](list.complete);
    };
  }

  protected passed(handed: Deal): [string, unknown] {
    const parcels = handed.parcels.map(({ box, taken }) => ({ box, taken: taken ?? 0 }));
    return ["trip", trip.pass(this.trip(), handed.way, parcels)];
  }

  protected async show(): Promise<void> {
    this.#trip[1]((await read<Trip>(this.store, "trip")) ?? trip.EMPTY);
  }

  protected async understood(found: Meaning): Promise<void> {
    switch (found.is) {
      case "box": {
        const { way, listed } = trip.wayOf(this.boxes(), this.trip(), this.me, found.code);
        return this.add(way, found.code, listed);
      }
      case "card":
        return this.signed(found.staff);
      case "tube":
        return this.say("note", t("trip.tube"), t("trip.tube-do"));
      case "place": {
        const site = this.device.campaign.sites.find((one) => one.id === found.site);
        const name = site ? pick(site.name_zh, site.name_en) : String(found.site);
        const here = trip.waiting(this.boxes(), this.trip());
        const boxes = here.filter((one) => one.listed?.site === found.site).length;
        return this.say("note", name, t("trip.at-site", { boxes: units.boxes(boxes) }));
      }
      default:
        return this.say("note", t("carry.command"), t("carry.scan-what"));
    }
  }

  /** Whether a lab has signed for these boxes, as the service knows it. */
  async hatch(boxes: string[]): Promise<Map<string, Hatch>> {
    const { token } = this.device;
    const one = async (box: string): Promise<[string, Hatch]> => {
      try {
        const found = await askJson<BoxView>(`/v1/boxes/${box}`, { token, waitMs: 5_000 });
        return [box, found.lab == null ? "waits" : "signed"];
      } catch {
        return [box, "unknown"];
      }
    };
    return new Map(await Promise.all(boxes.map(one)));
  }

  /** Said once the lab has signed for all that was brought. */
  signedFor(boxes: string[], lab: string): void {
    const list = boxes.map(grouped).join(", ");
    this.say("good", t("trip.signed", { lab }), list);
    void this.lists();
  }
}
