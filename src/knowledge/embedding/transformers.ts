// Embeddings by transformers.js from a local folder, in the process that asks: no network, one thread, loaded on demand.
import path from 'node:path';
import type { PreTrainedModel, PreTrainedTokenizer } from '@huggingface/transformers';
import { errorMessage, RempartError } from '../../base/errors';
import { t } from '../../base/l10n';
import { verifyModelFolder } from '../catalogue';
import type { TransformersModel } from '../catalogue/schema';
import { batchesByLength, clean, cut, pool, unit } from './batches';
import { PriorityQueue } from './queue';
import type { Embedder } from './types';

/** Eight texts of the usual length at once; more padding costs more than it saves. */
const batchItems = 8;
const batchTokens = 2048;

interface Loaded {
  readonly tokenizer: PreTrainedTokenizer;
  readonly model: PreTrainedModel;
  readonly encode: (ids: readonly (readonly number[])[], length: number) => Promise<Float32Array>;
}

/** Names the vectors of a model by the digest of its weights. */
export function transformersKey({ id, files }: TransformersModel): string {
  const weights = files.find(({ path: file }) => file.endsWith('.onnx'));
  return `transformers/${id}/${weights?.sha256.slice(0, 16) ?? ''}`;
}

/** An encoder of the catalogue in a folder of the cache. Nothing is loaded before the first text. */
export class TransformersEmbedder implements Embedder {
  readonly key: string;
  readonly dimensions: number;
  readonly denseWeight: number | undefined;
  readonly #queue = new PriorityQueue();
  #loaded: Promise<Loaded> | undefined;
  #disposed = false;

  constructor(
    readonly model: TransformersModel,
    readonly folder: string,
  ) {
    this.key = transformersKey(model);
    this.dimensions = model.dimensions;
    this.denseWeight = model.denseWeight;
  }

  async embed(texts: readonly string[], kind: 'query' | 'passage', signal?: AbortSignal): Promise<Float32Array[]> {
    if (this.#disposed) throw new RempartError('disposed', t('The embedding model was closed.'));
    if (texts.length === 0) return [];
    const urgent = kind === 'query';
    const { prefixes, contextTokens } = this.model;
    const ids = await this.#queue.run(
      async () => {
        const { tokenizer } = await this.#load();
        return texts.map((text) => cut(tokenizer.encode(prefixes[kind] + clean(text)), contextTokens));
      },
      urgent,
      signal,
    );
    const vectors = new Array<Float32Array>(texts.length);
    const lengths = ids.map((sequence) => sequence.length);
    for (const batch of batchesByLength(lengths, batchItems, batchTokens))
      await this.#queue.run(() => this.#embedBatch(batch, ids, vectors), urgent, signal);
    return vectors;
  }

  dispose(): void {
    this.#disposed = true;
    void this.#queue.run(() => this.#unload(), false).catch(() => undefined);
  }

  async #embedBatch(batch: readonly number[], ids: readonly number[][], vectors: Float32Array[]): Promise<void> {
    const { encode } = await this.#load();
    const sequences = batch.map((index) => ids[index] ?? []);
    const length = Math.max(...sequences.map((sequence) => sequence.length));
    const hidden = await encode(sequences, length);
    const { dimensions, model } = this;
    for (const [item, index] of batch.entries()) {
      const tokens = sequences[item]?.length ?? 0;
      vectors[index] = unit(pool(hidden, { item, length, tokens, dimensions }, model.pooling), dimensions);
    }
  }

  #load(): Promise<Loaded> {
    if (!this.#loaded) {
      this.#loaded = load(this.model, this.folder);
      // A failed load is tried again on the next call.
      this.#loaded.catch(() => (this.#loaded = undefined));
    }
    return this.#loaded;
  }

  async #unload(): Promise<void> {
    const loaded = await this.#loaded?.catch(() => undefined);
    this.#loaded = undefined;
    await loaded?.model.dispose();
  }
}

async function load(entry: TransformersModel, folder: string): Promise<Loaded> {
  // Only what was checked is loaded: the files may have changed since they were fetched.
  await verifyModelFolder(entry, folder);
  try {
    const { AutoModel, AutoTokenizer, env, Tensor } = await import('@huggingface/transformers');
    env.allowRemoteModels = false;
    env.allowLocalModels = true;
    env.useFSCache = false;
    env.localModelPath = path.dirname(folder);
    const name = path.basename(folder);
    const tokenizer = await AutoTokenizer.from_pretrained(name, { local_files_only: true });
    const model = await AutoModel.from_pretrained(name, {
      local_files_only: true,
      dtype: 'q8',
      device: 'cpu',
      // Two threads spin and burn twice the time for nothing on a busy machine.
      session_options: { intraOpNumThreads: 1, interOpNumThreads: 1 },
    });
    const encode: Loaded['encode'] = async (sequences, length) => {
      const ids = new BigInt64Array(sequences.length * length);
      const mask = new BigInt64Array(sequences.length * length);
      for (const [row, sequence] of sequences.entries())
        for (const [column, id] of sequence.entries()) {
          ids[row * length + column] = BigInt(id);
          mask[row * length + column] = 1n;
        }
      const shape = [sequences.length, length];
      const output = (await model({
        input_ids: new Tensor('int64', ids, shape),
        attention_mask: new Tensor('int64', mask, shape),
      })) as { readonly last_hidden_state: { readonly data: Float32Array } };
      return output.last_hidden_state.data;
    };
    return { tokenizer, model, encode };
  } catch (error) {
    throw new RempartError(
      'model-not-loaded',
      t('The embedding model {0} could not be loaded: {1}', entry.id, errorMessage(error)),
      { cause: error },
    );
  }
}
