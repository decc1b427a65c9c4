// An embedding model in a process of its own: forked on the first text, ended when nothing was asked for a while.
import { RempartError } from '../../base/errors';
import { ForkedProcess } from '../../base/forkedProcess';
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

export class ForkedEmbedder implements Embedder {
  readonly key: string;
  readonly dimensions: number;
  readonly denseWeight: number | undefined;
  readonly #process: ForkedProcess<EmbedderRequest, Float32Array[]>;

  constructor(
    readonly model: TransformersModel,
    readonly folder: string,
    options: ForkedOptions,
  ) {
    this.key = transformersKey(model);
    this.dimensions = model.dimensions;
    this.denseWeight = model.denseWeight;
    this.#process = new ForkedProcess<EmbedderRequest, Float32Array[]>({
      processPath: options.processPath,
      idleMilliseconds: options.idleMilliseconds ?? idleBeforeEnd,
      opening: () => ({ method: 'open', model: model.id, folder, language: language() }),
      cancel: (id) => ({ method: 'cancel', id }),
      read: (message) => {
        const parsed = embedderReplySchema.safeParse(message);
        if (!parsed.success) return undefined;
        const reply = parsed.data;
        return 'reason' in reply ? reply : { id: reply.id, answer: reply.vectors };
      },
      died: () => new RempartError('embedder-died', t('The embedding process ended unexpectedly.')),
      disposed: () => new RempartError('disposed', t('The embedding model was closed.')),
    });
  }

  /** Process id of the embedder process, while there is one. */
  get pid(): number | undefined {
    return this.#process.pid;
  }

  async embed(texts: readonly string[], kind: 'query' | 'passage', signal?: AbortSignal): Promise<Float32Array[]> {
    if (texts.length === 0) {
      signal?.throwIfAborted();
      return [];
    }
    const vectors = await this.#process.ask((id) => ({ method: 'embed', id, texts: [...texts], kind }), signal);
    if (vectors.length !== texts.length || !vectors.every(({ length }) => length === this.dimensions))
      throw new RempartError('bad-vector', t('The embedding model gave vectors of the wrong shape.'));
    return vectors;
  }

  dispose(): void {
    this.#process.dispose();
  }
}
