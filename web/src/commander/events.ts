/** Server-sent events: lines; an empty line ends a message, a colon starts a sign of life. */
export class EventLines {
  #rest = "";
  #data: string[] = [];

  /** Messages that this piece of text completes. */
  push(text: string): string[] {
    const lines = (this.#rest + text).split(/\r\n|\n/);
    this.#rest = lines.pop() ?? "";
    const whole: string[] = [];
    for (const line of lines) {
      if (line.startsWith("data:")) this.#data.push(line.slice(5).replace(/^ /, ""));
      else if (line === "" && this.#data.length > 0) {
        whole.push(this.#data.join("\n"));
        this.#data = [];
      }
    }
    return whole;
  }
}
