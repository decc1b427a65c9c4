// Finds stop strings in a stream of pieces; a piece whose end may become one is held back, so that
// two pieces come in one line.

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
    if (this.stops.some((stop) => mayBecome(this.#held, stop))) return { text: '', stopped: false };
    return { text: this.flush(), stopped: false };
  }

  /** What was held back and turned out to be no stop string. */
  flush() {
    const rest = this.#held;
    this.#held = '';
    return rest;
  }
}

/** Whether the end of `text` is the beginning of `stop`. */
function mayBecome(text, stop) {
  for (let n = Math.min(text.length, stop.length - 1); n > 0; n--) {
    if (text.endsWith(stop.slice(0, n))) return true;
  }
  return false;
}
