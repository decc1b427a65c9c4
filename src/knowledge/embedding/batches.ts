// The arithmetic around an encoder: cutting to its limit, batches of like length, pooling, unit length.
import { RempartError } from '../../base/errors';
import { t } from '../../base/l10n';

/**
 * Token ids cut to `limit` with the closing token kept: transformers.js drops it when it truncates, and a model that was
 * trained with it then gives another vector.
 */
export function cut(ids: readonly number[], limit: number): number[] {
  const last = ids.at(-1);
  return ids.length <= limit || last === undefined ? [...ids] : [...ids.slice(0, limit - 1), last];
}

/** Text without lone halves of surrogate pairs and without NUL: both make tokenizers fail. */
export const clean = (text: string): string => text.replace(/\p{Cs}/gu, '\uFFFD').replaceAll('\0', ' ');

/** Indices of the sequences in batches of like length: padding costs as much time as text. */
export function batchesByLength(lengths: readonly number[], maxItems: number, maxTokens: number): number[][] {
  const order = lengths.map((_, i) => i).sort((a, b) => (lengths[a] ?? 0) - (lengths[b] ?? 0));
  const batches: number[][] = [];
  let current: number[] = [];
  for (const index of order) {
    const longest = lengths[index] ?? 0;
    if (current.length >= maxItems || (current.length > 0 && (current.length + 1) * longest > maxTokens)) {
      batches.push(current);
      current = [];
    }
    current.push(index);
  }
  if (current.length > 0) batches.push(current);
  return batches;
}

/** One vector of a batch of hidden states [items, length, dimensions]: the mean over its own tokens, or the first. */
export function pool(
  hidden: Float32Array,
  { item, length, tokens, dimensions }: { item: number; length: number; tokens: number; dimensions: number },
  pooling: 'mean' | 'cls',
): Float32Array {
  const start = item * length * dimensions;
  if (pooling === 'cls') return hidden.slice(start, start + dimensions);
  const sum = new Float64Array(dimensions);
  for (let token = 0; token < tokens; token++)
    for (let d = 0; d < dimensions; d++) sum[d] = (sum[d] ?? 0) + (hidden[start + token * dimensions + d] ?? 0);
  return Float32Array.from(sum, (value) => value / Math.max(1, tokens));
}

/**
 * The vector at unit length.
 * @throws RempartError `bad-vector` for another size than `dimensions`, for NaN or infinity, and for all zeros: such a
 * vector would be near to everything or to nothing in the index.
 */
export function unit(vector: Iterable<number> & ArrayLike<number>, dimensions: number): Float32Array {
  let square = 0;
  for (const value of vector) square += value * value;
  if (vector.length !== dimensions)
    throw bad(t('The embedding model gave {0} numbers instead of {1}.', vector.length, dimensions));
  if (!Number.isFinite(square) || square === 0) throw bad(t('The embedding model gave a vector that is not usable.'));
  const length = Math.sqrt(square);
  return Float32Array.from(vector, (value) => value / length);
}

const bad = (message: string): RempartError<'bad-vector'> => new RempartError('bad-vector', message);
