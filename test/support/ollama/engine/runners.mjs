// Which models are loaded, for how long, and whose turn it is: one sequence per model, with a queue.
import { readGguf } from '../models/gguf.mjs';
import { runnerKey } from '../protocol/options.mjs';

const DEFAULT_KEEP_ALIVE_MS = 5 * 60_000;
/** What "for ever" looks like in expires_at: Go's largest duration. */
const FOREVER_MS = 9_223_372_036_854;

/** More requests wait for a model than the server takes. */
export class ServerBusy extends Error {
  constructor() {
    super('server busy, please try again.  maximum pending requests exceeded');
  }
}

/** The client went away. */
export class Aborted extends Error {}

export class Runners {
  #slots = new Map();
  #pending = 0;

  /** @param {{ engine: import('./engine.mjs').Engine, maxQueue?: number }} options */
  constructor({ engine, maxQueue = 512 }) {
    this.engine = engine;
    this.maxQueue = maxQueue;
  }

  /**
   * Loads the model when it is not loaded with these start options; call `release` when done with it.
   * @throws {ServerBusy | Aborted | Error}
   */
  async acquire(model, options, { keepAliveMs, shift = true, signal }) {
    if (this.#pending >= this.maxQueue) throw new ServerBusy();
    this.#pending++;
    try {
      const slot = this.#slots.get(model.modelPath) ?? { turn: Promise.resolve(), runner: undefined };
      this.#slots.set(model.modelPath, slot);
      const { promise: done, resolve: finish } = Promise.withResolvers();
      const before = slot.turn;
      slot.turn = before.then(() => done);
      try {
        await unlessAborted(before, signal);
        return await this.#use(slot, model, options, shift, keepAliveMs ?? DEFAULT_KEEP_ALIVE_MS, signal);
      } finally {
        finish();
      }
    } finally {
      this.#pending--;
    }
  }

  /** Unloads the model when its last request ends; at once when there is none. */
  expire(model) {
    const runner = this.#slots.get(model.modelPath)?.runner;
    if (runner === undefined) return;
    runner.keepAliveMs = 0;
    runner.expiresAt = Date.now();
    if (runner.users === 0) void this.#unload(runner);
  }

  /** @returns {{ model: object, contextLength: number, size: number, expiresAt: number }[]} longest to live first */
  loaded() {
    return [...this.#slots.values()]
      .flatMap(({ runner }) => (runner === undefined ? [] : [runner]))
      .map(({ model, contextLength, loaded, expiresAt }) => ({ model, contextLength, size: loaded.size, expiresAt }))
      .sort((a, b) => b.expiresAt - a.expiresAt);
  }

  async dispose() {
    for (const { runner } of this.#slots.values()) if (runner !== undefined) await this.#unload(runner);
    await this.engine.dispose();
  }

  async #use(slot, model, options, shift, keepAliveMs, signal) {
    const key = `${model.digest} ${runnerKey(options, shift)}`;
    if (slot.runner !== undefined && slot.runner.key !== key) {
      await unlessAborted(slot.runner.idle(), signal);
      await this.#unload(slot.runner);
    }
    slot.runner ??= await this.#load(slot, model, options, key, signal);
    const runner = slot.runner;
    runner.users++;
    clearTimeout(runner.timer);
    runner.keepAliveMs = keepAliveMs;
    runner.expiresAt = Date.now() + Math.min(keepAliveMs, FOREVER_MS);
    return runner;
  }

  async #load(slot, model, options, key, signal) {
    const gguf = checkWeights(model.modelPath);
    const trained = gguf.metadata.get(`${gguf.architecture}.context_length`) ?? options.num_ctx;
    const contextLength = Math.min(options.num_ctx, trained);
    const loaded = await this.engine.load(model, gguf, { ...options, num_ctx: contextLength }, signal);
    if (signal?.aborted) {
      await loaded.dispose();
      throw new Aborted();
    }
    return new Runner(model, loaded, contextLength, key, (runner) => this.#released(slot, runner));
  }

  #released(slot, runner) {
    if (slot.runner !== runner) return;
    if (runner.keepAliveMs <= 0) void this.#unload(runner);
    else if (Number.isFinite(runner.keepAliveMs)) {
      runner.expiresAt = Date.now() + runner.keepAliveMs;
      runner.timer = setTimeout(() => void this.#unload(runner), Math.min(runner.keepAliveMs, 2 ** 31 - 1));
      runner.timer.unref();
    }
  }

  async #unload(runner) {
    clearTimeout(runner.timer);
    for (const slot of this.#slots.values()) if (slot.runner === runner) slot.runner = undefined;
    await runner.loaded.dispose();
  }
}

class Runner {
  users = 0;
  expiresAt = 0;
  keepAliveMs = 0;
  timer = undefined;
  #turn = Promise.resolve();
  #waiters = [];
  #onIdle;

  constructor(model, loaded, contextLength, key, onIdle) {
    Object.assign(this, { model, loaded, contextLength, key });
    this.#onIdle = onIdle;
  }

  /** Runs `work` when the sequence is free; a client that leaves while it waits is dropped from the queue. */
  async exclusive(work, signal) {
    const { promise: done, resolve: finish } = Promise.withResolvers();
    const before = this.#turn;
    this.#turn = before.then(() => done);
    try {
      await unlessAborted(before, signal);
      return await work();
    } finally {
      finish();
    }
  }

  release() {
    this.users--;
    if (this.users > 0) return;
    for (const resolve of this.#waiters.splice(0)) resolve();
    this.#onIdle(this);
  }

  idle() {
    return this.users === 0 ? Promise.resolve() : new Promise((resolve) => this.#waiters.push(resolve));
  }
}

/** The weights as they lie there now: a server does not hash them, but notices when they cannot be read. */
function checkWeights(file) {
  try {
    return readGguf(file);
  } catch (error) {
    if (error?.code === 'EACCES') throw new Error(`open ${file}: permission denied`, { cause: error });
    if (error?.code === 'EISDIR') throw new Error(`read ${file}: is a directory`, { cause: error });
    throw error;
  }
}

function unlessAborted(promise, signal) {
  if (signal === undefined) return promise;
  if (signal.aborted) return Promise.reject(new Aborted());
  return new Promise((resolve, reject) => {
    const abort = () => reject(new Aborted());
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
