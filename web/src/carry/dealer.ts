/** Handovers on a page: boxes are scanned, counted, signed for by both, and only then recorded,
 * all at once and in the order in which they were scanned. */
import { batch, createSignal, type Accessor } from "solid-js";
import { askJson, type StaffCard } from "../base/api";
import { t } from "../base/lang";
import { keep, read } from "../base/store";
import { grouped } from "../scan/codes";
import { Crew } from "./crew";
import * as deal from "./deal";
import type { Deal } from "./deal";
import * as units from "./units";

export abstract class Dealer extends Crew {
  #deal = createSignal<Deal | null>(null);
  #card = createSignal<StaffCard | null>(null);

  get deal(): Accessor<Deal | null> {
    return this.#deal[0];
  }
  /** The card of whoever has this device. */
  get card(): Accessor<StaffCard | null> {
    return this.#card[0];
  }

  /** What the page lays over its lists for boxes that changed hands. */
  protected abstract passed(handed: Deal): [key: string, value: unknown];
  /** The same on the screen. */
  protected abstract show(): Promise<void>;

  protected async restored(): Promise<void> {
    this.#deal[1]((await read<Deal>(this.store, "deal")) ?? null);
    this.#card[1]((await read<StaffCard>(this.store, "card")) ?? null);
  }

  /** The card stays on the device, so that it can be shown without a network. */
  protected async askCard(): Promise<void> {
    if (this.#card[0]()?.staff === this.me) return;
    const card = await askJson<StaffCard>("/v1/me/card", { token: this.device.token });
    await keep(this.store, { puts: [["card", card]] });
    this.#card[1](card);
  }

  /** Into the handover under way, or the first of a new one. */
  protected async add(way: Deal["way"], box: string, listed: number | null): Promise<void> {
    const { deal: next, told } = deal.add(this.deal(), way, box, listed);
    if (!(await this.#put(next))) return;
    switch (told.say) {
      case "other-way":
        return this.say("stop", t(`deal.under-way-${told.way}`), t("deal.under-way-do"));
      case "again":
        return this.say("note", t("deal.again"), t("deal.again-do"));
      default: {
        const count = listed === null ? t("deal.count-it") : units.tubes(listed);
        const title = way === "take" ? "deal.takes" : "deal.gives";
        return this.say("good", t(title), `${grouped(box)} · ${count} · ${t("deal.then-sign")}`);
      }
    }
  }

  count(box: string, which: "given" | "taken", tubes: number): Promise<void> {
    return this.serially(async () => {
      const now = this.deal();
      if (now) await this.#put(deal.count(now, box, which, Math.max(0, tubes)));
    });
  }

  dropParcel(box: string): Promise<void> {
    return this.serially(async () => {
      const now = this.deal();
      if (now) await this.#put(deal.drop(now, box));
    });
  }

  cancelDeal(): Promise<void> {
    return this.serially(async () => {
      await this.#put(null);
    });
  }

  /** A card, its number by hand, or one's own button. */
  sign(staff: number): Promise<void> {
    return this.serially(() => this.signed(staff));
  }

  protected async signed(staff: number): Promise<void> {
    const { deal: next, told } = deal.sign(this.deal(), this.me, staff);
    if (told.say !== "signed") return this.say("note", t("deal.card-first"), t("deal.card-do"));
    if (told.left === "nothing" && next) return this.#record(next);
    if (!(await this.#put(next))) return;
    const title = t("deal.signed", { staff });
    if (told.left === "counts") return this.say("note", title, t("deal.left-counts"));
    this.say("good", title, t(`deal.left-${told.left}` as "deal.left-mine"));
  }

  async #record(whole: Deal): Promise<void> {
    const orders = deal.orders(whole, this.me);
    const puts: [string, unknown][] = [["deal", null], this.passed(whole)];
    if (!(await this.keep({ orders, puts }))) return;
    this.#deal[1](null);
    await this.show();
    const tubes = whole.parcels.reduce((sum, one) => sum + (one.taken ?? 0), 0);
    const differing = whole.parcels.filter(deal.differs).length;
    const count = t("deal.done-count", {
      boxes: units.boxes(whole.parcels.length),
      tubes: units.tubes(tubes),
    });
    const hands = deal.hands(whole, this.me);
    if (differing === 0) return this.say("good", t("deal.done", hands), count);
    this.say("note", t("deal.done", hands), `${count} · ${t("deal.differs", { differing })}`);
  }

  async #put(next: Deal | null): Promise<boolean> {
    if (!(await this.keep({ puts: [["deal", next]] }))) return false;
    batch(() => this.#deal[1](next));
    return true;
  }
}
