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
  readonly #last = new Map<string, Promise<void>>();

  enter(key: string): Turn {
    const ahead = this.#last.get(key);
    let leave: () => void = () => undefined;
    const mine = new Promise<undefined>((resolve) => {
      leave = () => resolve(undefined);
    });
    // Who gives up while waiting must not let the next one overtake.
    const tail = Promise.all([ahead, mine]).then(() => undefined);
    this.#last.set(key, tail);
    return {
      free: ahead === undefined,
      ready: async (signal) => {
        if (ahead) await untilAborted(ahead, signal);
      },
      leave: () => {
        leave();
        void tail.then(() => {
          if (this.#last.get(key) === tail) this.#last.delete(key);
        });
      },
    };
  }
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

async function untilAborted(promise: Promise<void>, signal: AbortSignal): Promise<void> {
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
