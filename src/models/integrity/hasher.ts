// A small pool of hash workers: one file per worker, in order of asking, with progress and abort.
import os from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Disposable } from '../../base/disposable';
import { errorMessage, RempartError } from '../../base/errors';
import type { FileIdentity } from '../store/files';
import type { HashMessage, HashTask } from './hashWorker';

export interface HashOptions {
  readonly signal?: AbortSignal | undefined;
  /** Bytes of this file hashed so far. */
  readonly onProgress?: (bytes: number) => void;
}

export interface HashResult {
  /** 64 hexadecimal digits. */
  readonly digest: string;
  readonly bytes: number;
  /** Of the very file that was read. */
  readonly identity: FileIdentity;
}

export interface Hasher extends Disposable {
  /**
   * SHA-256 of a file that is no link.
   * @throws AbortError; RempartError `hash-failed` (its cause has the system's code), `hash-changed` when the file changed meanwhile
   */
  hash(file: string, options?: HashOptions): Promise<HashResult>;
}

export interface HasherOptions {
  /** The bundled `dist/hashWorker.js`. */
  readonly workerPath: string;
  /** Files at the same time; SHA-256 itself cannot be split. Two at most when absent, and one core is left free. */
  readonly workers?: number;
}

interface Job {
  readonly task: HashTask;
  readonly options: HashOptions;
  readonly resolve: (result: HashResult) => void;
  readonly reject: (error: Error) => void;
  settled: boolean;
}

/** Threads start with the first file and end with `dispose`; an idle one keeps no process alive. */
export function createHasher({ workerPath, workers = defaultWorkers() }: HasherOptions): Hasher {
  return new WorkerPool(workerPath, Math.max(1, workers));
}

function defaultWorkers(): number {
  return Math.max(1, Math.min(2, os.availableParallelism() - 1));
}

class WorkerPool implements Hasher {
  readonly #idle: Worker[] = [];
  readonly #busy = new Map<Worker, Job>();
  readonly #waiting: Job[] = [];
  #nextId = 1;
  #disposed = false;

  constructor(
    private readonly workerPath: string,
    private readonly size: number,
  ) {}

  hash(file: string, options: HashOptions = {}): Promise<HashResult> {
    return new Promise((resolve, reject) => {
      if (this.#disposed) {
        reject(new RempartError('hash-failed', 'the hasher is closed'));
        return;
      }
      if (options.signal?.aborted) {
        reject(stopped());
        return;
      }
      const abort = new SharedArrayBuffer(4);
      const task: HashTask = { id: this.#nextId++, path: file, abort };
      const job: Job = { task, options, settled: false, resolve, reject };
      options.signal?.addEventListener(
        'abort',
        () => {
          Atomics.store(new Int32Array(abort), 0, 1);
          const position = this.#waiting.indexOf(job);
          if (position >= 0) this.#waiting.splice(position, 1);
          settle(job, () => reject(stopped()));
        },
        { once: true },
      );
      this.#waiting.push(job);
      this.#dispatch();
    });
  }

  dispose(): void {
    this.#disposed = true;
    for (const job of [...this.#waiting, ...this.#busy.values()]) {
      Atomics.store(new Int32Array(job.task.abort), 0, 1);
      settle(job, () => job.reject(stopped()));
    }
    this.#waiting.length = 0;
    for (const worker of [...this.#idle, ...this.#busy.keys()]) void worker.terminate();
    this.#idle.length = 0;
    this.#busy.clear();
  }

  #dispatch(): void {
    while (this.#waiting.length > 0) {
      const worker = this.#idle.pop() ?? (this.#busy.size < this.size ? this.#start() : undefined);
      if (!worker) return;
      const job = this.#waiting.shift();
      if (!job) return;
      this.#busy.set(worker, job);
      worker.ref();
      worker.postMessage(job.task);
    }
  }

  #start(): Worker {
    const worker = new Worker(this.workerPath, { name: 'rempart-hash' });
    worker.unref();
    worker.on('message', (message: HashMessage) => this.#onMessage(worker, message));
    worker.on('error', (error: unknown) => this.#onEnd(worker, error));
    worker.on('exit', () => this.#onEnd(worker, undefined));
    return worker;
  }

  #onMessage(worker: Worker, message: HashMessage): void {
    const job = this.#busy.get(worker);
    if (job?.task.id !== message.id) return;
    if (message.type === 'progress') {
      if (!job.settled) job.options.onProgress?.(message.bytes);
      return;
    }
    this.#busy.delete(worker);
    worker.unref();
    this.#idle.push(worker);
    settle(job, () => finish(job, message));
    this.#dispatch();
  }

  #onEnd(worker: Worker, error: unknown): void {
    const job = this.#busy.get(worker);
    this.#busy.delete(worker);
    const position = this.#idle.indexOf(worker);
    if (position >= 0) this.#idle.splice(position, 1);
    if (job)
      settle(job, () =>
        job.reject(
          new RempartError('hash-failed', `the hash worker ended: ${errorMessage(error ?? 'no reason given')}`, {
            cause: error,
          }),
        ),
      );
    if (!this.#disposed) this.#dispatch();
  }
}

function settle(job: Job, how: () => void): void {
  if (job.settled) return;
  job.settled = true;
  how();
}

function finish(job: Job, message: Exclude<HashMessage, { type: 'progress' }>): void {
  if (message.type === 'done') {
    const identity = { path: job.task.path, ...message.stats };
    job.resolve({ digest: message.digest, bytes: message.bytes, identity });
  } else if (message.type === 'aborted') {
    job.reject(stopped());
  } else {
    const cause = Object.assign(new Error(message.message), { code: message.code });
    job.reject(
      new RempartError(message.code === 'ECHANGED' ? 'hash-changed' : 'hash-failed', message.message, { cause }),
    );
  }
}

const stopped = () => new DOMException('The verification was stopped.', 'AbortError');
