// An embedding model in a process of its own: forked on the first text, ended when nothing was asked for a while.
import { fork, type ChildProcess } from 'node:child_process';
import { RempartError } from '../../base/errors';
import { language, t } from '../../base/l10n';
import type { TransformersModel } from '../catalogue/schema';
import { embedderReplySchema, type EmbedderRequest } from './forkedProtocol';
import { transformersKey } from './transformers';
import type { Embedder } from './types';

/** The model and its tokenizer take about 700 MB: not for nothing. */
const idleBeforeEnd = 5 * 60_000;

export interface ForkedOptions {
  /** Absolute path of the bundled embedder process. */
  readonly processPath: string;
  readonly idleMilliseconds?: number;
}

interface Pending {
  readonly texts: number;
  readonly resolve: (vectors: Float32Array[]) => void;
  readonly reject: (error: Error) => void;
}

export class ForkedEmbedder implements Embedder {
  readonly key: string;
  readonly dimensions: number;
  readonly denseWeight: number | undefined;
  readonly #pending = new Map<number, Pending>();
  #child: ChildProcess | undefined;
  #timer: NodeJS.Timeout | undefined;
  #nextId = 1;
  #disposed = false;

  constructor(
    readonly model: TransformersModel,
    readonly folder: string,
    private readonly options: ForkedOptions,
  ) {
    this.key = transformersKey(model);
    this.dimensions = model.dimensions;
    this.denseWeight = model.denseWeight;
  }

  /** Process id of the embedder process, while there is one. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  async embed(texts: readonly string[], kind: 'query' | 'passage', signal?: AbortSignal): Promise<Float32Array[]> {
    if (this.#disposed) throw new RempartError('disposed', t('The embedding model was closed.'));
    signal?.throwIfAborted();
    if (texts.length === 0) return [];
    const child = this.#running();
    const id = this.#nextId++;
    const cancel = (): void => say(child, { method: 'cancel', id });
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await new Promise<Float32Array[]>((resolve, reject) => {
        this.#pending.set(id, { texts: texts.length, resolve, reject });
        say(child, { method: 'embed', id, texts: [...texts], kind });
      });
    } finally {
      signal?.removeEventListener('abort', cancel);
      this.#pending.delete(id);
      this.#waitForIdleness();
    }
  }

  dispose(): void {
    this.#disposed = true;
    this.#end(new RempartError('disposed', t('The embedding model was closed.')));
  }

  #running(): ChildProcess {
    clearTimeout(this.#timer);
    if (this.#child !== undefined) return this.#child;
    const child = fork(this.options.processPath, [], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: [],
      serialization: 'advanced',
    });
    this.#child = child;
    child.on('message', (message) => this.#receive(message));
    const died = (): void => {
      if (this.#child === child)
        this.#end(new RempartError('embedder-died', t('The embedding process ended unexpectedly.')));
    };
    child.once('error', died);
    child.once('exit', died);
    say(child, { method: 'open', model: this.model.id, folder: this.folder, language: language() });
    return child;
  }

  #receive(message: unknown): void {
    const parsed = embedderReplySchema.safeParse(message);
    if (!parsed.success) return;
    const reply = parsed.data;
    const pending = this.#pending.get(reply.id);
    if (pending === undefined) return;
    if ('reason' in reply)
      pending.reject(
        reply.reason === 'aborted'
          ? new DOMException(reply.message, 'AbortError')
          : new RempartError(reply.reason, reply.message),
      );
    else if (reply.vectors.length === pending.texts && reply.vectors.every(({ length }) => length === this.dimensions))
      pending.resolve(reply.vectors);
    else pending.reject(new RempartError('bad-vector', t('The embedding model gave vectors of the wrong shape.')));
  }

  #waitForIdleness(): void {
    clearTimeout(this.#timer);
    if (this.#pending.size > 0) return;
    this.#timer = setTimeout(() => this.#end(), this.options.idleMilliseconds ?? idleBeforeEnd);
    this.#timer.unref();
  }

  #end(error?: Error): void {
    clearTimeout(this.#timer);
    const child = this.#child;
    this.#child = undefined;
    // A batch cannot be interrupted in any other way, and there is nothing to lose.
    child?.kill('SIGKILL');
    if (error !== undefined) for (const { reject } of [...this.#pending.values()]) reject(error);
  }
}

/** What cannot be said any more is answered by the end of the process. */
function say(child: ChildProcess, request: EmbedderRequest): void {
  if (child.connected) child.send(request, () => undefined);
}
