// The host's side of the index process: forks it, restarts it when it dies, and speaks the protocol with it.
import { fork, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { Emitter, type Disposable } from '../base/disposable';
import { errorMessage, RempartError } from '../base/errors';
import { language, t } from '../base/l10n';
import type { Logger } from '../base/logger';
import { rempartHome } from '../base/paths';
import {
  compactionSchema,
  replySchema,
  reportSchema,
  responseSchema,
  statusSchema,
  type IndexRequest,
} from './protocol';
import type {
  CompactionReport,
  IndexProgress,
  IndexReport,
  IndexStatus,
  Knowledge,
  KnowledgeOptions,
  SearchRequest,
  SearchResponse,
} from './types';

export interface IndexClientOptions extends KnowledgeOptions {
  /** Absolute path of the bundled index process. */
  readonly processPath: string;
  readonly logger: Logger;
  /** The Node that runs the index process; the one of this process when absent. */
  readonly execPath?: string;
  /** Milliseconds before the first restart; doubles with each death in a row. */
  readonly restartDelay?: number;
}

/** Shorter storage options are flags such as `true`, not credentials. */
const shortestSecret = 8;
const firstRestartDelay = 500;
const longestRestartDelay = 30_000;
/** Deaths in a row after which only a new request starts the process again. */
const deathsBeforeFailure = 5;
/** A process that has lived this long has recovered, milliseconds. */
const recoveredAfter = 60_000;

/** The folder of the index of a workspace folder, under Rempart's home. */
export function storeFolderFor(root: string): string {
  const name = createHash('sha256').update(path.resolve(root)).digest('hex').slice(0, 16);
  return path.join(rempartHome(), 'index', name);
}

/** Makes the client of an index; the process is forked by the first request. */
export function createIndexClient(options: IndexClientOptions): IndexClient {
  return new IndexClient(options);
}

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: ((progress: IndexProgress) => void) | undefined;
}

type Call =
  Exclude<IndexRequest, { method: 'cancel' | 'close' }> extends infer R
    ? R extends { id: number }
      ? Omit<R, 'id'>
      : never
    : never;

export class IndexClient implements Knowledge {
  readonly #changed = new Emitter<IndexStatus>();
  readonly #pending = new Map<number, Pending>();
  #status: IndexStatus = { state: 'starting', files: 0, chunks: 0, vectors: 0, bytesOnDisk: 0 };
  #child: ChildProcess | undefined;
  #opened: Promise<void> | undefined;
  #nextId = 1;
  #deaths = 0;
  #startedAt = 0;
  #restartTimer: NodeJS.Timeout | undefined;
  /** An update was going on when the process died. */
  #interrupted = false;
  #updatesRunning = 0;
  #paused: boolean;
  #disposed = false;

  constructor(private readonly options: IndexClientOptions) {
    this.#paused = options.paused === true;
  }

  get status(): IndexStatus {
    return this.#status;
  }

  /** Process id of the index process, while there is one. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  onDidChangeStatus(listener: (status: IndexStatus) => void): Disposable {
    return this.#changed.event(listener);
  }

  async update(
    paths?: readonly string[],
    options: {
      readonly signal?: AbortSignal;
      readonly onProgress?: (progress: IndexProgress) => void;
      readonly vectors?: 'wait' | 'background';
      readonly again?: boolean;
    } = {},
  ): Promise<IndexReport> {
    const again = options.again === true;
    const vectors = options.vectors ?? (paths === undefined ? 'wait' : 'background');
    this.#updatesRunning++;
    try {
      const result = await this.#request(
        { method: 'update', params: { ...(paths === undefined ? {} : { paths: [...paths] }), vectors, again } },
        options.signal,
        options.onProgress,
      );
      return reportSchema.parse(result);
    } finally {
      this.#updatesRunning--;
    }
  }

  async search(request: SearchRequest, signal?: AbortSignal): Promise<SearchResponse> {
    const { pathPrefixes, languages, ...rest } = request;
    const params = {
      ...rest,
      ...(pathPrefixes === undefined ? {} : { pathPrefixes: [...pathPrefixes] }),
      ...(languages === undefined ? {} : { languages: [...languages] }),
    };
    return responseSchema.parse(await this.#request({ method: 'search', params }, signal));
  }

  async setPaused(paused: boolean): Promise<void> {
    // A process that starts later, or again, is told when it opens the index.
    this.#paused = paused;
    if (this.#opened !== undefined) await this.#request({ method: 'pause', params: { paused } });
  }

  async compact(): Promise<CompactionReport> {
    return compactionSchema.parse(await this.#request({ method: 'compact' }));
  }

  async drop(): Promise<void> {
    await this.#request({ method: 'drop' });
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    clearTimeout(this.#restartTimer);
    const child = this.#child;
    this.#child = undefined;
    this.#rejectAll(new RempartError('disposed', t('The index is closed.')));
    this.#changed.dispose();
    if (child === undefined) return;
    // A word first, so that it ends cleanly; the end of the channel does the same.
    if (child.connected) {
      child.send({ id: 0, method: 'close' }, () => undefined);
      child.disconnect();
    }
    const timer = setTimeout(() => child.kill('SIGKILL'), 3000);
    timer.unref();
    child.once('exit', () => clearTimeout(timer));
    child.unref();
  }

  async #request(call: Call, signal?: AbortSignal, onProgress?: (progress: IndexProgress) => void): Promise<unknown> {
    if (this.#disposed) throw new RempartError('disposed', t('The index is closed.'));
    signal?.throwIfAborted();
    await this.#open();
    signal?.throwIfAborted();
    return this.#send(call, signal, onProgress);
  }

  #open(): Promise<void> {
    if (this.#opened !== undefined) return this.#opened;
    clearTimeout(this.#restartTimer);
    this.#fork();
    const {
      roots,
      storeUri,
      embedder,
      embedderToken,
      excludes,
      maxFileBytes,
      maxIndexBytes,
      queryPatience,
      catalogueFolder,
      storageOptions,
    } = this.options;
    const opened = this.#send({
      method: 'open',
      params: {
        roots: roots.map((root) => path.resolve(root)),
        storeUri,
        embedder,
        ...(embedderToken === undefined ? {} : { embedderToken }),
        excludes: [...excludes],
        maxFileBytes,
        ...(maxIndexBytes === undefined ? {} : { maxIndexBytes }),
        ...(queryPatience === undefined ? {} : { queryPatience }),
        ...(catalogueFolder === undefined ? {} : { catalogueFolder }),
        ...(storageOptions === undefined ? {} : { storageOptions: { ...storageOptions } }),
        paused: this.#paused,
        language: language(),
      },
    }).then((status) => this.#setStatus(statusSchema.parse(status) as IndexStatus));
    this.#opened = opened;
    opened.catch((error: unknown) => {
      if (this.#opened === opened) this.#opened = undefined;
      // Still alive, so it could not open the store: the death of a process is handled where it is seen.
      if (this.#child !== undefined) {
        this.#setStatus({ ...this.#status, state: 'failed', message: errorMessage(error) });
        const child = this.#child;
        this.#child = undefined;
        child.kill();
      }
    });
    return opened;
  }

  #fork(): void {
    const child = fork(this.options.processPath, [], {
      env: environment(process.env),
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: [],
      ...(this.options.execPath === undefined ? {} : { execPath: this.options.execPath }),
      serialization: 'json',
    });
    this.#child = child;
    this.#startedAt = Date.now();
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        for (const line of text.split('\n').slice(0, 20))
          if (line.trim() !== '') this.options.logger.warn(`index process: ${this.#scrub(line).slice(0, 500)}`);
      });
    child.on('message', (message) => this.#receive(message));
    child.once('error', (error) => this.#died(child, error.message));
    child.once('exit', (code, signal) => this.#died(child, signal ?? `exit ${code ?? '?'}`));
  }

  #died(child: ChildProcess, how: string): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    this.#opened = undefined;
    this.#deaths = Date.now() - this.#startedAt > recoveredAfter ? 1 : this.#deaths + 1;
    this.#interrupted ||= this.#updatesRunning > 0 || this.#status.state === 'indexing';
    this.options.logger.error(`index process ended: ${how} (${this.#deaths} in a row)`);
    this.#rejectAll(
      new RempartError('index-process-died', t('The index process ended unexpectedly; it is started again.')),
    );
    const { files, chunks, vectors, bytesOnDisk } = this.#status;
    const status = { files, chunks, vectors, bytesOnDisk };
    if (this.#deaths > deathsBeforeFailure) {
      this.#setStatus({
        ...status,
        state: 'failed',
        message: t('The index process keeps ending: {0}. See the log.', how),
      });
      return;
    }
    this.#setStatus({ ...status, state: 'restarting', message: t('The index process ended and is started again.') });
    const base = this.options.restartDelay ?? firstRestartDelay;
    this.#restartTimer = setTimeout(
      () => this.#restart(),
      Math.min(base * 2 ** (this.#deaths - 1), longestRestartDelay),
    );
  }

  #restart(): void {
    this.#open()
      .then(async () => {
        if (!this.#interrupted) return;
        this.#interrupted = false;
        await this.update(undefined, { vectors: 'background' });
      })
      .catch((error: unknown) => this.options.logger.warn(`index: not resumed: ${errorMessage(error)}`));
  }

  #send(call: Call, signal?: AbortSignal, onProgress?: (progress: IndexProgress) => void): Promise<unknown> {
    const child = this.#child;
    if (child === undefined) return Promise.reject(died());
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const cancel = (): void => {
        if (child.connected) child.send({ id, method: 'cancel' }, () => undefined);
        // The process may be busy for long: who no longer wants an answer does not wait for it.
        this.#pending.get(id)?.reject(errorOf('aborted', 'This operation was aborted'));
      };
      signal?.addEventListener('abort', cancel, { once: true });
      const settle = (): void => {
        this.#pending.delete(id);
        signal?.removeEventListener('abort', cancel);
      };
      this.#pending.set(id, {
        resolve: (result) => {
          settle();
          resolve(result);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
        onProgress,
      });
      child.send({ id, ...call }, (error) => {
        if (error !== null) this.#pending.get(id)?.reject(died());
      });
    });
  }

  #receive(message: unknown): void {
    const parsed = replySchema.safeParse(message);
    if (!parsed.success) {
      this.options.logger.error('index: a reply that is not of the protocol');
      return;
    }
    const reply = parsed.data;
    switch (reply.kind) {
      case 'result':
        this.#pending.get(reply.id)?.resolve(reply.result);
        break;
      case 'error':
        this.#pending.get(reply.id)?.reject(errorOf(reply.reason, this.#scrub(reply.message)));
        break;
      case 'progress':
        this.#pending.get(reply.id)?.onProgress?.(reply.progress);
        break;
      case 'status':
        this.#setStatus({
          ...(reply.status as IndexStatus),
          ...(reply.status.message === undefined ? {} : { message: this.#scrub(reply.status.message) }),
        });
        break;
      case 'log':
        this.options.logger[reply.level](this.#scrub(reply.message));
        break;
    }
  }

  /** Libraries may quote what they were given: no credential goes from the index process into a log or a message. */
  #scrub(text: string): string {
    const { storageOptions = {}, embedderToken = '' } = this.options;
    return [...Object.values(storageOptions), embedderToken]
      .filter((value) => value.length >= shortestSecret)
      .reduce((scrubbed, value) => scrubbed.replaceAll(value, '…'), text);
  }

  #rejectAll(error: Error): void {
    for (const pending of [...this.#pending.values()]) pending.reject(error);
  }

  #setStatus(status: IndexStatus): void {
    this.#status = status;
    this.#changed.fire(status);
  }
}

const died = (): RempartError =>
  new RempartError('index-process-died', t('The index process ended unexpectedly; it is started again.'));

function errorOf(reason: string, message: string): Error {
  return reason === 'aborted' ? new DOMException(message, 'AbortError') : new RempartError(reason, message);
}

/** What the process needs and nothing else: no tokens of the host, and what keeps LanceDB from a deadlock and small. */
const passedOn =
  /^(?:PATH|HOME|USERPROFILE|TMPDIR|TEMP|TMP|SYSTEMROOT|WINDIR|APPDATA|LOCALAPPDATA|XDG_\w+|LANG|LC_\w+|LD_LIBRARY_PATH|NODE_EXTRA_CA_CERTS|REMPART_\w+)$/iu;

function environment(host: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(Object.entries(host).filter(([name]) => passedOn.test(name)));
  return {
    ...kept,
    ELECTRON_RUN_AS_NODE: '1',
    NODE_NO_WARNINGS: '1',
    // LanceDB 0.31 builds no full-text index with fewer threads than this: it waits for ever.
    LANCE_CPU_THREADS: '4',
    LANCE_IO_THREADS: '4',
    LANCEDB_LOG: 'error',
    MALLOC_ARENA_MAX: '2',
  };
}
