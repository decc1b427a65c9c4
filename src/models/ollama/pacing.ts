// One request at a time per model, and a word when a model says nothing.
import { abortError } from './transport';

export interface Turn {
  /** Whether nobody is ahead. */
  readonly free: boolean;
  /** Resolves when everybody ahead has left. @throws AbortError */
  ready(signal: AbortSignal): Promise<void>;
  /** Must be called once, however it ended. */
  leave(): void;
}

/** A queue per key: a server with one slot keeps the second request open without a word, so it is kept here instead. */
export class Turnstile {
  readonly #queues = new Map<string, Place[]>();

  enter(key: string): Turn {
    const queue = this.#queues.get(key) ?? [];
    this.#queues.set(key, queue);
    const place: Place = { admit: () => undefined };
    const admitted = new Promise<undefined>((resolve) => {
      place.admit = () => resolve(undefined);
    });
    queue.push(place);
    const free = queue[0] === place;
    if (free) place.admit();
    return {
      free,
      ready: (signal) => untilAborted(admitted, signal),
      // At once, not in a later turn of the event loop: the next question may be asked in this very one.
      leave: () => {
        const at = queue.indexOf(place);
        if (at < 0) return;
        queue.splice(at, 1);
        if (queue.length === 0) this.#queues.delete(key);
        else if (at === 0) queue[0]?.admit();
      },
    };
  }
}

interface Place {
  admit: () => void;
}

/** The value, or the news that `milliseconds` passed without it; may be asked again about the same promise. */
export async function raceIdle<T>(
  promise: Promise<T>,
  milliseconds: number,
): Promise<{ readonly ready: true; readonly value: T } | { readonly ready: false }> {
  let timer: NodeJS.Timeout | undefined;
  const idle = new Promise<{ readonly ready: false }>((resolve) => {
    timer = setTimeout(() => resolve({ ready: false }), milliseconds);
  });
  try {
    return await Promise.race([promise.then((value) => ({ ready: true, value }) as const), idle]);
  } finally {
    clearTimeout(timer);
  }
}

async function untilAborted(promise: Promise<unknown>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(abortError(signal));
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
