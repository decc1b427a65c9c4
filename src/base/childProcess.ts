// What the processes that we fork share: their place behind the editor, and requests that can be called off.
import os from 'node:os';
import { errorMessage, isAbortError, RempartError } from './errors';

/** Why a request failed, as it travels between processes; `aborted` when it was called off. */
export interface Failure {
  readonly reason: string;
  readonly message: string;
}

/** Lets the editor and its other processes go first. */
export function lowerPriority(): void {
  try {
    os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Not allowed here: the work is the same.
  }
}

/** The requests that are being worked on, by their number. */
export class RunningRequests {
  readonly #running = new Map<number, AbortController>();

  cancel(id: number): void {
    this.#running.get(id)?.abort();
  }

  /** Works on a request; tells `fail` when that throws. Never rejects. */
  async run(id: number, work: (signal: AbortSignal) => Promise<void>, fail: (failure: Failure) => void): Promise<void> {
    const controller = new AbortController();
    this.#running.set(id, controller);
    try {
      await work(controller.signal);
    } catch (error) {
      const reason = isAbortError(error) ? 'aborted' : RempartError.is(error) ? error.reason : 'failed';
      fail({ reason, message: errorMessage(error) });
    } finally {
      this.#running.delete(id);
    }
  }
}
