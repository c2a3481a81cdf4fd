/** The other devices of this lane: which tubes they fill, and who of them joined the tube in use
 * here. Looked at only when nothing waits, so that one's own people are not counted as others'. */
import { createSignal } from "solid-js";
import { askJson, patiently, type TubeView } from "../base/api";
import type { Device } from "../base/device";
import { EventStream, type Phase } from "../base/stream";

/** A tube that another device fills. */
export interface OtherTube {
  code: string;
  people: number;
  capacity: number;
}

export interface LaneWork {
  device: () => Device;
  lane: number;
  /** Nothing waits to be sent. */
  idle: () => boolean;
  /** The service is there, perhaps again. */
  heard: () => void;
  /** The tube in use here. */
  tube: () => string | null;
  /** So many people are in it, as the service knows. */
  counted: (code: string, people: number) => Promise<void>;
}

export class LaneWatch {
  readonly #work: LaneWork;
  readonly #changed = new Set<string>();
  readonly #others = createSignal<OtherTube[]>([]);
  readonly #events: EventStream;
  #looking = false;

  constructor(work: LaneWork) {
    this.#work = work;
    const onData = (text: string) => {
      const note = JSON.parse(text) as { tube: string; device: number };
      const { me } = work.device();
      if (note.device === me.device) return;
      this.#changed.add(note.tube);
      void this.look();
    };
    const onPhase = (phase: Phase) => {
      if (phase !== "live") return;
      work.heard();
      for (const { code } of this.others()) this.#changed.add(code);
      const code = work.tube();
      if (code) this.#changed.add(code);
      void this.look();
    };
    const path = `/v1/lanes/${work.lane}/events`;
    this.#events = new EventStream(path, () => work.device().token, { onPhase, onData });
    void this.#events.listen();
  }

  get others(): () => OtherTube[] {
    return this.#others[0];
  }

  stop(): void {
    this.#events.stop();
  }

  /** Looks at every tube that another device changed; called again whenever nothing waits. */
  async look(): Promise<void> {
    if (this.#looking || !this.#work.idle()) return;
    this.#looking = true;
    try {
      for (const code of this.#changed) {
        this.#changed.delete(code);
        await this.#one(code);
      }
    } finally {
      this.#looking = false;
    }
  }

  async #one(code: string): Promise<void> {
    let found: TubeView;
    try {
      const token = this.#work.device().token;
      found = await patiently(() => askJson<TubeView>(`/v1/tubes/${code}`, { token }));
    } catch {
      // Nobody is in it yet, or no network: the next note tells again.
      return;
    }
    const mine = this.#work.tube() === code;
    if (mine && this.#work.idle()) await this.#work.counted(code, found.people);
    const { people, capacity } = found;
    this.#others[1]((all) => {
      const rest = all.filter((one) => one.code !== code);
      return mine || found.stage !== "open" ? rest : [...rest, { code, people, capacity }];
    });
  }
}
