/** What the planner's page works on: the town as it is edited, and the plans of the service. The
 * draft is on the device before anything is shown of it. */
import { batch, createMemo, createSignal } from "solid-js";
import { ask, NotAnswered, type Said } from "../base/api";
import type { Device } from "../base/device";
import { lang } from "../base/lang";
import type { components } from "../base/schema";
import { read, type Store, write } from "../base/store";
import { EventStream } from "../base/stream";
import { type Draft, missing, type Texts } from "./files";
import { Toml, Unreadable } from "./toml";

export type Job = components["schemas"]["PlanJob"];
export type Jobs = components["schemas"]["PlanJobs"];
export type TownView = components["schemas"]["TownView"];
export type Campaign = components["schemas"]["PlannedCampaign"];

const DRAFT = "planner.draft";
/** Plans of others of the region come and go. */
const LIST_EVERY_MS = 15_000;
/** A town of thousands of places takes a while to be read. */
const READ_MS_MAX = 120_000;
/** The desks come first: while they are busy the service turns everything else away. */
const SHED_TRIES = 20;
const SHED_WAIT_MS = 500;

/** A row that was taken out of the town, and the town as it was with it. */
export interface Removed {
  section: string;
  what: string;
  before: string;
  after: string;
}

/** What the service found wrong in what was sent. */
export interface Fault {
  file: string;
  line: number | null;
  key: string;
  zh: string;
  en: string;
  do_zh: string;
  do_en: string;
}

export const isOver = (job: Job) => !["queued", "running"].includes(job.state);

export class Work {
  readonly draft;
  readonly toml;
  readonly fault;
  readonly jobs;
  readonly limits;
  /** The last row that was taken out, while nothing else was changed since. */
  readonly removed;
  readonly #setRemoved;
  readonly #setDraft;
  readonly #setFault;
  readonly #setJobs;
  readonly #setLimits;
  #writing: Promise<unknown> = Promise.resolve();
  #next: Draft | null = null;
  #followed: { id: string; stop: () => void } | null = null;
  #every: ReturnType<typeof setInterval> | undefined;

  constructor(
    readonly store: Store,
    readonly device: Device,
  ) {
    [this.draft, this.#setDraft] = createSignal<Draft | null>(null);
    [this.fault, this.#setFault] = createSignal<Fault | null>(null);
    [this.jobs, this.#setJobs] = createSignal<Job[] | null>(null);
    [this.limits, this.#setLimits] = createSignal<Omit<Jobs, "jobs"> | null>(null);
    const [removed, setRemoved] = createSignal<Removed | null>(null);
    this.#setRemoved = setRemoved;
    // Put back after another change, that change would be gone.
    this.removed = () => (removed()?.after === this.draft()?.town ? removed() : null);
    this.toml = createMemo<Toml | Unreadable | null>(() => {
      const text = this.draft()?.town;
      if (text === undefined) return null;
      try {
        return Toml.read(text);
      } catch (failed) {
        if (failed instanceof Unreadable) return failed;
        throw failed;
      }
    });
  }

  async begin(): Promise<void> {
    this.#setDraft((await read<Draft>(this.store, DRAFT)) ?? null);
    this.#every = setInterval(() => void this.list().catch(() => undefined), LIST_EVERY_MS);
    await this.list().catch(() => undefined);
  }

  stop(): void {
    clearInterval(this.#every);
    this.#followed?.stop();
  }

  /** Changes the draft. Writes follow each other; of several that wait the last is enough. */
  edit(draft: Draft | null): void {
    batch(() => {
      this.#setDraft(draft);
      // What was wrong may be right now; the service says so when it is asked again.
      this.#setFault(null);
    });
    this.#next = draft;
    this.#writing = this.#writing.then(async () => {
      const next = this.#next;
      if (next !== draft) return;
      await write(this.store, DRAFT, next);
    });
  }

  put(text: string): void {
    const draft = this.draft();
    if (draft) this.edit({ ...draft, town: text });
  }

  /** Takes a row out; until something else is changed it can be put back. */
  remove(section: string, what: string, after: string): void {
    const before = this.draft()?.town;
    if (before === undefined) return;
    batch(() => {
      this.#setRemoved({ section, what, before, after });
      this.put(after);
    });
  }

  putBack(): void {
    const removed = this.removed();
    if (removed) this.put(removed.before);
  }

  /** Asks again where the service turns away whatever can wait; what is full is said at once. */
  async #text(path: string, more: object = {}): Promise<string> {
    const language = lang() === "zh" ? "zh-CN" : "en";
    for (let left = SHED_TRIES; ; left -= 1) {
      try {
        return await ask(path, { token: this.device.token, language, ...more });
      } catch (failed) {
        const shed = failed instanceof NotAnswered && failed.said?.type.endsWith(":shed");
        if (!shed || left === 0) throw failed;
        await new Promise((go) => setTimeout(go, failed.retryAfterMs || SHED_WAIT_MS));
      }
    }
  }

  async #ask<T>(path: string, more: object = {}): Promise<T> {
    return JSON.parse(await this.#text(path, more)) as T;
  }

  towns(): Promise<TownView[]> {
    return this.#ask("/v1/towns");
  }

  town(name: string): Promise<Texts> {
    return this.#ask(`/v1/towns/${name}`);
  }

  townOf(job: Job): Promise<Texts> {
    return this.#ask(`/v1/plans/${job.id}/town`);
  }

  document<T>(job: Job): Promise<T> {
    return this.#ask(`/v1/plans/${job.id}/document`);
  }

  campaign(job: Job): Promise<Campaign> {
    return this.#ask(`/v1/plans/${job.id}/campaign`, { waitMs: READ_MS_MAX });
  }

  report(job: Job): Promise<string> {
    return this.#text(`/v1/plans/${job.id}/report`);
  }

  async list(): Promise<void> {
    const { jobs, ...limits } = await this.#ask<Jobs>("/v1/plans");
    batch(() => {
      this.#setJobs(jobs);
      this.#setLimits(limits);
    });
    this.#follow();
  }

  /** Asks for a plan of the draft; throws `NotAnswered`, and keeps what the service found wrong. */
  async run(seed: number): Promise<Job> {
    const draft = this.draft()!;
    this.#setFault(null);
    const { town, protocol, files } = draft;
    const body = JSON.stringify({ town, protocol: protocol ?? null, files, seed });
    try {
      const job = await this.#ask<Job>("/v1/plans", { body, waitMs: READ_MS_MAX });
      await this.list().catch(() => undefined);
      return job;
    } catch (failed) {
      if (failed instanceof NotAnswered) this.#setFault(faultOf(failed.said));
      throw failed;
    }
  }

  /** What it has found is kept. */
  async cancel(job: Job): Promise<void> {
    const now = await this.#ask<Job>(`/v1/plans/${job.id}`, { method: "DELETE" });
    this.#told(now);
    await this.list();
  }

  /** Kits that a campaign would lack, files that a plan would. */
  missing(): string[] {
    const draft = this.draft();
    return draft && this.toml() instanceof Toml ? missing(draft) : [];
  }

  #told(job: Job): void {
    this.#setJobs((jobs) => jobs?.map((one) => (one.id === job.id ? job : one)) ?? null);
  }

  /** Listens to the plan that runs; a browser has few lines to a server, so to no other. */
  #follow(): void {
    const running = this.jobs()?.find((job) => job.state === "running");
    const next = running ?? this.jobs()?.findLast((job) => job.state === "queued");
    const id = next?.id;
    if (this.#followed?.id === id) return;
    this.#followed?.stop();
    this.#followed = null;
    if (!id) return;
    const language = lang() === "zh" ? "zh-CN" : "en";
    const onData = (text: string) => {
      const job = JSON.parse(text) as Job;
      this.#told(job);
      if (isOver(job)) {
        this.#followed?.stop();
        this.#followed = null;
        void this.list().catch(() => undefined);
      }
    };
    const more = { "accept-language": language };
    const path = `/v1/plans/${id}/events`;
    const stream = new EventStream(path, () => this.device.token, { onData }, more);
    void stream.listen();
    this.#followed = { id, stop: () => stream.stop() };
  }

  /** In another language everything is said anew. */
  spoken(): void {
    this.#followed?.stop();
    this.#followed = null;
    void this.list().catch(() => undefined);
  }
}

function faultOf(said: Said | null): Fault | null {
  if (!said?.fault) return null;
  const { file, line, key } = said.fault;
  const { zh, en, do_zh, do_en } = said;
  return { file, line: line ?? null, key: key ?? "", zh, en, do_zh, do_en };
}

/** Hands a text out as a file. */
export function save(name: string, kind: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: kind }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
