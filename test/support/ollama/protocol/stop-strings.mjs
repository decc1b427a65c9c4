// Finds stop strings in a stream of pieces; what may become one is held back, so that two pieces come in one line.

export class StopStrings {
  #held = '';

  /** @param {readonly string[]} stops */
  constructor(stops) {
    this.stops = stops.filter((stop) => stop !== '');
  }

  /** @returns {{ text: string, stopped: boolean }} what may be shown now */
  push(text) {
    this.#held += text;
    const found = this.stops.map((stop) => this.#held.indexOf(stop)).filter((at) => at >= 0);
    if (found.length > 0) {
      const shown = this.#held.slice(0, Math.min(...found));
      this.#held = '';
      return { text: shown, stopped: true };
    }
    const keep = Math.max(0, ...this.stops.map((stop) => overlap(this.#held, stop)));
    const shown = this.#held.slice(0, this.#held.length - keep);
    this.#held = this.#held.slice(this.#held.length - keep);
    return { text: shown, stopped: false };
  }

  /** What was held back and turned out to be no stop string. */
  flush() {
    const rest = this.#held;
    this.#held = '';
    return rest;
  }
}

/** How many characters at the end of `text` are the beginning of `stop`. */
function overlap(text, stop) {
  for (let n = Math.min(text.length, stop.length - 1); n > 0; n--) {
    if (text.endsWith(stop.slice(0, n))) return n;
  }
  return 0;
}
