// Things that must be released, in the shape VS Code uses, without importing VS Code.

export interface Disposable {
  dispose(): void;
}

/** A typed event source; listeners that throw do not stop the others. */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<(value: T) => void>();

  /** Adds a listener; dispose the result to remove it. */
  readonly event = (listener: (value: T) => void): Disposable => {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  };

  fire(value: T): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(value);
      } catch {
        // A listener's fault is its own: the others still hear.
      }
    }
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
