// Joins what full-text search found with what the vectors found: by scores, never by ranks.
import type { Hit } from '../store/types';

/**
 * Weight of the vectors' scores for a model that nobody measured. A weight too high costs far more than one too low:
 * .4 gave multilingual-e5-small and all-MiniLM-L6-v2 a gain on every set that was measured.
 */
export const unknownModelWeight = 0.4;

/** How far the words' own decision may move the weight, to either side, and the bounds it stays within. */
const swing = 0.15;
const bounds = { least: 0.25, most: 0.75 };
/** Rank of the hit whose score is compared with the best one's. */
const compared = 10;

/**
 * The weight of the vectors for one question: less where the words single out a few chunks (an identifier, rare words),
 * more where they find much and nothing in particular (plain words). Measured with multilingual-e5-small on four sets, in
 * docs/benchmarks.md.
 * @param weight of the model, 0 to 1
 * @param lexical best first
 */
export function adaptedWeight(weight: number, lexical: readonly Hit[]): number {
  const best = lexical[0]?.score ?? 0;
  const last = lexical[Math.min(compared, lexical.length) - 1]?.score ?? 0;
  if (best <= 0) return weight;
  const decision = (best - last) / best;
  return Math.min(bounds.most, Math.max(bounds.least, weight + swing * (1 - 2 * decision)));
}

/**
 * Convex combination of min-max-normalised scores, best first.
 * @param weight of the vectors, 0 to 1
 * @param hasVector whether a chunk has a vector at all: one that has none is judged by its words alone
 */
export function fuse(
  lexical: readonly Hit[],
  dense: readonly Hit[],
  weight: number,
  hasVector: (id: string) => boolean,
): Hit[] {
  const words = normalised(lexical);
  const vectors = normalised(dense);
  const fused = [...new Set([...words.keys(), ...vectors.keys()])].map((id) => {
    const word = words.get(id) ?? 0;
    const vector = vectors.get(id) ?? (hasVector(id) ? 0 : word);
    return { id, score: weight * vector + (1 - weight) * word };
  });
  // Equal scores keep the order in which they came: words first.
  return fused.sort((a, b) => b.score - a.score);
}

/** Scores stretched to 0 … 1; all of them 1 where they are equal. */
export function normalised(hits: readonly Hit[]): Map<string, number> {
  let low = Infinity;
  let high = -Infinity;
  for (const { score } of hits) {
    low = Math.min(low, score);
    high = Math.max(high, score);
  }
  const range = high - low;
  return new Map(hits.map(({ id, score }) => [id, range > 0 ? (score - low) / range : 1]));
}

/** The best `limit`, best first, no file taking more than its share while others have something to say. */
export function diversify<T>(ranked: readonly T[], limit: number, fileOf: (item: T) => string): T[] {
  const share = Math.max(3, Math.ceil(limit / 2));
  const taken = new Map<string, number>();
  const chosen: number[] = [];
  const spare: number[] = [];
  ranked.forEach((item, rank) => {
    const file = fileOf(item);
    const count = taken.get(file) ?? 0;
    taken.set(file, count + 1);
    (count < share ? chosen : spare).push(rank);
  });
  const ranks = [...chosen, ...spare].slice(0, limit).sort((a, b) => a - b);
  return ranks.flatMap((rank) => ranked[rank] ?? []);
}
