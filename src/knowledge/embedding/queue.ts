// Runs one piece of work at a time; a question does not wait behind a thousand documents.

export class PriorityQueue {
  readonly #waiting: { readonly urgent: boolean; readonly start: () => Promise<void> }[] = [];
  #running = false;

  /** Whether nothing runs and nothing waits. */
  get idle(): boolean {
    return !this.#running && this.#waiting.length === 0;
  }

  /** Runs `work` when it is its turn: urgent work before the rest, else in order. An aborted signal takes it off the queue. */
  run<T>(work: () => Promise<T>, urgent: boolean, signal?: AbortSignal): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const start = async () => {
        try {
          signal?.throwIfAborted();
          resolve(await work());
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      };
      this.#waiting.push({ urgent, start });
      void this.#next();
    });
  }

  async #next(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    for (;;) {
      const urgent = this.#waiting.findIndex((item) => item.urgent);
      const [item] = this.#waiting.splice(Math.max(0, urgent), 1);
      if (!item) break;
      await item.start();
    }
    this.#running = false;
  }
}
