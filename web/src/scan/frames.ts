/** When codes in frames are believed: the same one in two frames, and no other beside it. A Code
 * 128 at the edge of what a camera resolves can be read wrong; never twice alike. */

/** Frames without a code after which the same one may be meant again. */
const GONE_FRAMES = 8;

export type Sight = { is: "nothing" } | { is: "two" } | { is: "code"; text: string };

export class Frames {
  #last = "";
  #told = "";
  #empty = 0;

  /** What one more frame makes of it. */
  see(texts: readonly string[]): Sight {
    const found = [...new Set(texts)];
    const [text] = found;
    if (text === undefined) {
      this.#last = "";
      this.#empty += 1;
      if (this.#empty >= GONE_FRAMES) this.#told = "";
      return { is: "nothing" };
    }
    this.#empty = 0;
    if (found.length > 1) {
      this.#last = "";
      return { is: "two" };
    }
    const twice = this.#last === text;
    this.#last = text;
    // Still in view: it was told already.
    if (!twice || this.#told === text) return { is: "nothing" };
    this.#told = text;
    return { is: "code", text };
  }
}
