// What the index asks of the tables that hold its chunks and vectors, whoever keeps them.
import type { Disposable } from '../../base/disposable';

export interface StoredChunk {
  /** Content address: hex digits. */
  readonly id: string;
  readonly text: string;
  /** What full-text search sees: stemmed, folded, separated by spaces. */
  readonly terms: string;
  readonly heading: readonly string[];
}

export interface Hit {
  readonly id: string;
  /** Higher is better; comparable within one result only. */
  readonly score: number;
}

/** Vectors of one model. */
export interface VectorTable {
  /** @throws RempartError `wrong-dimensions` when a vector does not have the table's length or is not finite */
  add(vectors: readonly { readonly id: string; readonly vector: Float32Array }[]): Promise<void>;
  /** The nearest by cosine, best first. `within` restricts the search to these ids. */
  search(vector: Float32Array, limit: number, within?: readonly string[]): Promise<Hit[]>;
  ids(): Promise<Set<string>>;
  remove(ids: readonly string[]): Promise<void>;
}

export interface UpkeepOptions {
  /** Nothing more is coming for now: what is left of older versions goes, too. */
  readonly settled: boolean;
  /** Milliseconds for which other windows may still read an older version; 0 when there are none. */
  readonly retention: number;
  /** Rows were removed for their space: it is given back, whatever that takes. */
  readonly shrink?: boolean;
}

/** Content-addressed chunks with full-text search. Rows are durable when `add` resolves. */
export interface ChunkStore extends Disposable {
  /** `lancedb`, or `sqlite` where LanceDB cannot be loaded. */
  readonly kind: 'lancedb' | 'sqlite';
  add(chunks: readonly StoredChunk[]): Promise<void>;
  /** Best first by BM25. `terms` is analysed like the chunks were. `within` restricts the search to these ids. */
  searchText(terms: string, limit: number, within?: readonly string[]): Promise<Hit[]>;
  get(ids: readonly string[]): Promise<Map<string, StoredChunk>>;
  ids(): Promise<Set<string>>;
  /** How many chunks there are, without reading them. */
  size(): Promise<number>;
  /** How many of them only the next upkeep takes into the index of words: they grow on disk then. */
  unindexed(): Promise<number>;
  /** Removes chunks and their vectors. */
  remove(ids: readonly string[]): Promise<void>;
  /** Removes all vectors of a model. */
  dropVectors(key: string, dimensions: number): Promise<void>;
  /** The vectors of a model, or `undefined` where vectors are not kept. */
  vectors(key: string, dimensions: number): Promise<VectorTable | undefined>;
  /** Whether so much was written since the last upkeep that searches become slow. */
  readonly needsUpkeep: boolean;
  /** Brings indexes up to date and compacts. */
  maintain(options: UpkeepOptions): Promise<void>;
  /** Looks whether everything can be read, and empties what cannot be, so that it can be made again; tells whether it did. */
  repair(): Promise<boolean>;
  /** Removes all tables; the store is of no use afterwards. */
  drop(): Promise<void>;
}
