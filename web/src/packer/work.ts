/** The work of a packer's bench: `bench.ts` says what a scan does; this writes, tells, sends. */
import { createSignal, type Accessor } from "solid-js";
import { askJson, type PackingList } from "../base/api";
import type { Device } from "../base/device";
import { pick, t } from "../base/lang";
import { read, type Store } from "../base/store";
import type { Deal } from "../carry/deal";
import { Dealer } from "../carry/dealer";
import * as units from "../carry/units";
import { grouped } from "../scan/codes";
import type { Meaning } from "../scan/meaning";
import * as bench from "./bench";
import type { Bench, List, Outcome, Told } from "./bench";

const NOTHING: List = { tubes: [], boxes: [] };

export class Work extends Dealer {
  readonly site: number;
  #bench = createSignal<Bench>(bench.EMPTY);
  #list = createSignal<List>(NOTHING);
  #sealing = createSignal(false);

  constructor(store: Store, device: Device, site: number) {
    super(store, device);
    this.site = site;
  }

  get bench(): Accessor<Bench> {
    return this.#bench[0];
  }
  get list(): Accessor<List> {
    return this.#list[0];
  }
  /** The count before a box is closed is being asked for. */
  get sealing(): Accessor<boolean> {
    return this.#sealing[0];
  }

  get max(): number {
    return this.device.campaign.limits.tubes_per_box_max;
  }

  siteName(): string {
    const site = this.device.campaign.sites.find((one) => one.id === this.site);
    return site ? pick(site.name_zh, site.name_en) : String(this.site);
  }

  laneNumber(lane: number): number {
    const lanes = this.device.campaign.sites.flatMap((site) => site.lanes);
    return lanes.find((one) => one.id === lane)?.number ?? lane;
  }

  labName(lab: number | null): string {
    const found = this.device.campaign.labs.find((one) => one.id === lab);
    return found ? pick(found.name_zh, found.name_en) : t("carry.no-lab");
  }

  protected override async restored(): Promise<void> {
    await super.restored();
    this.#bench[1]((await read<Bench>(this.store, "bench")) ?? bench.EMPTY);
    this.#list[1]((await read<List>(this.store, "packing")) ?? NOTHING);
  }

  protected async ask(): Promise<() => Promise<void>> {
    const path = `/v1/packing?site=${this.site}`;
    const list = await askJson<PackingList>(path, { token: this.device.token });
    await this.askCard();
    return async () => {
      const next = bench.listed(this.bench());
      const kept: List = { tubes: list.tubes, boxes: list.boxes } as List;
      const puts: [string, unknown][] = [["packing", kept], ["bench", next], this.heard()];
      if (!(await this.keep({ puts }))) return;
      this.#list[1](kept);
      this.#bench[1](next);
    };
  }

  protected passed(handed: Deal): [string, unknown] {
    const gone = { ...this.bench().gone };
    for (const { box } of handed.parcels) gone[box] = true;
    return ["bench", { ...this.bench(), gone }];
  }

  protected async show(): Promise<void> {
    this.#bench[1]((await read<Bench>(this.store, "bench")) ?? bench.EMPTY);
  }

  protected async understood(found: Meaning): Promise<void> {
    switch (found.is) {
      case "box": {
        const stands = bench.shown(this.list(), this.bench(), found.code);
        const hand = this.deal() !== null || stands.stage === "sealed";
        return hand && !this.bench().gone[found.code]
          ? this.#hand(found.code)
          : this.#keep(bench.scanBox(this.list(), this.bench(), found.code));
      }
      case "tube": {
        const where = { site: this.site, max: this.max };
        return this.#keep(bench.scanTube(this.list(), this.bench(), found.code, where));
      }
      case "card":
        return this.signed(found.staff);
      case "command":
        if (found.word === "seal") return this.askSeal();
        if (found.word === "undo") return this.armNow();
        return this.say("note", t("carry.command"), t("carry.scan-what"));
      default:
        return this.say("note", t("carry.place"), t("carry.scan-what"));
    }
  }

  /** A sealed box goes to a courier. */
  async #hand(code: string): Promise<void> {
    const found = bench.shown(this.list(), this.bench(), code);
    if (found.stage !== "sealed") {
      return this.say("stop", t("pack.hand-open"), t("pack.hand-open-do"));
    }
    const count = this.bench().sealed[code] ?? found.listed?.tubes ?? found.tubes.length;
    return this.add("give", code, count);
  }

  give(code: string): Promise<void> {
    return this.serially(() => this.#hand(code));
  }

  use(code: string): Promise<void> {
    return this.serially(() => this.#keep(bench.scanBox(this.list(), this.bench(), code)));
  }

  /** The next tube comes out, or does not. */
  arm(): Promise<void> {
    return this.serially(() => this.armNow());
  }

  private async armNow(): Promise<void> {
    const now = this.bench();
    if (now.box === null) return this.#tell({ say: "no-box" });
    const next = { ...now, takeOut: !now.takeOut };
    if (!(await this.keep({ puts: [["bench", next]] }))) return;
    this.#bench[1](next);
    if (next.takeOut) this.#tell({ say: "take-out" });
    else this.#tell({ say: "box", box: now.box, count: this.inUse().length });
  }

  takeOut(tube: string): Promise<void> {
    return this.serially(async () => {
      const { box } = this.bench();
      if (box !== null) await this.#keep(bench.takeOut(this.list(), this.bench(), box, tube));
    });
  }

  inUse(): bench.Packed[] {
    const { box } = this.bench();
    return box === null ? [] : bench.inside(this.list(), this.bench(), box);
  }

  askSeal(): Promise<void> {
    if (this.bench().box === null) this.#tell({ say: "no-box" });
    else if (this.inUse().length === 0) this.#tell({ say: "no-tubes" });
    else this.#sealing[1](true);
    return Promise.resolve();
  }

  endSeal(): void {
    this.#sealing[1](false);
  }

  /** True when the count agreed and the box is closed. */
  seal(counted: number): Promise<boolean> {
    return this.serially(async () => {
      const outcome = bench.seal(this.list(), this.bench(), counted);
      await this.#keep(outcome);
      const done = outcome.told.say === "sealed";
      if (done) this.#sealing[1](false);
      return done;
    });
  }

  async #keep(outcome: Outcome): Promise<void> {
    const puts: [string, unknown][] = [["bench", outcome.bench]];
    if (!(await this.keep({ orders: outcome.orders, puts }))) return;
    this.#bench[1](outcome.bench);
    this.#tell(outcome.told);
  }

  #tell(told: Told): void {
    const [kind, title, line] = said(told);
    this.say(kind, title, line);
  }
}

function said(told: Told): ["good" | "note" | "stop", string, string] {
  const spoken = (code: string) => grouped(code);
  const tubes = "count" in told ? units.tubes(told.count) : "";
  switch (told.say) {
    case "box":
      return ["good", t("pack.box-on"), t("pack.box-on-do", { tubes, box: spoken(told.box) })];
    case "box-same":
      return ["note", t("pack.box-same"), t("pack.box-on-do", { tubes, box: spoken(told.box) })];
    case "packed": {
      const line = t("pack.packed-count", { ...told, tube: spoken(told.tube) });
      if (!told.listed) return ["note", t("pack.unlisted"), `${line} · ${t("pack.unlisted-do")}`];
      const full = told.count === told.max ? ` · ${t("pack.full-do")}` : "";
      return ["good", t("pack.packed"), line + full];
    }
    case "out":
      return ["note", t("pack.out"), t("pack.out-do", { tubes, tube: spoken(told.tube) })];
    case "sealed":
      return ["good", t("pack.sealed"), t("pack.sealed-do", { tubes, box: spoken(told.box) })];
    case "take-out":
      return ["note", t("pack.take-out"), t("pack.take-out-do")];
    case "other-box":
      return ["stop", t("pack.other-box"), t("pack.other-box-do", { box: spoken(told.box) })];
    case "full":
      return ["stop", t("pack.full", told), t("pack.full-do")];
    case "counted":
      return ["stop", t("pack.counted", told), t("pack.counted-do")];
    case "in-box":
      return ["note", t("pack.in-box"), t("pack.in-box-do")];
    default:
      return ["stop", t(`pack.${told.say}`), t(`pack.${told.say}-do`)];
  }
}
