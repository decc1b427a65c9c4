// Keeps the index on disk below a size: what nothing uses goes first; when that is not enough, nothing more comes in.
import type { Catalogue } from '../store/catalogue';
import type { ChunkStore } from '../store/types';

/** What may still be added: anything, only changes to files that are in the index, or nothing. */
export type Room = 'all' | 'known' | 'none';

/** From this share of the limit on nothing new comes in: the rest is for files that change. */
const shareForNew = 0.9;
/** Text, its terms and the index of them, before anything is compacted: rarely more than this. */
const bytesPerCharacter = 6;
/**
 * What a chunk takes in the index of words once it is in there. In code it is a sixth of this; where hardly any word comes
 * twice it can be a fifth more, and what is in there already grows when LanceDB merges its parts: the limit may then be
 * exceeded by some percent.
 */
const bytesToIndexChunk = 3000;
/** What nothing uses is removed down to this share, so that it is not done again at once. */
const shareAfterEviction = 0.8;

export interface SizeLimitOptions {
  /** Bytes; absent: no limit. */
  readonly maxBytes: number | undefined;
  /** Roots that are open. */
  readonly roots: readonly string[];
  readonly store: ChunkStore;
  readonly catalogue: () => Catalogue;
  /** Bytes on disk now. */
  readonly measure: () => Promise<number>;
  /** Chunks that only the next compaction takes into the index of words on this disk. */
  readonly unindexed: () => Promise<number>;
  /** Gives the space of removed rows and older versions back. */
  readonly compact: () => Promise<void>;
  /** Names of the models, as the catalogue has them, whose vectors are in use. */
  readonly modelsInUse: () => readonly string[];
}

export class SizeLimit {
  /** `all` until there was no room even after making some; then for good, so that no save compacts in vain. */
  #room: Room = 'all';

  constructor(private readonly options: SizeLimitOptions) {}

  get maxBytes(): number | undefined {
    return this.options.maxBytes;
  }

  /** Whether something was or would be left out. */
  get isFull(): boolean {
    return this.#room !== 'all';
  }

  /** Forgets what was found: everything is about to be looked at again. */
  reset(): void {
    this.#room = 'all';
  }

  /** Whether more may be added without making room. */
  async hasPlenty(): Promise<boolean> {
    const { maxBytes } = this.options;
    return maxBytes === undefined || (this.#room === 'all' && (await this.#bytes()) < maxBytes * shareForNew);
  }

  /** Characters of text that may be added in this room before it must be asked again. */
  async charactersLeft(room: Room): Promise<number> {
    const { maxBytes } = this.options;
    if (maxBytes === undefined || room === 'none') return Infinity;
    const end = room === 'all' ? maxBytes * shareForNew : maxBytes;
    return Math.max(0, end - (await this.#bytes())) / bytesPerCharacter;
  }

  /** What may be added now, after making room when there was none. Nothing else may write meanwhile. */
  async room(): Promise<Room> {
    const { maxBytes } = this.options;
    if (maxBytes === undefined || (await this.hasPlenty())) return 'all';
    if (this.#room === 'all') {
      await this.options.compact();
      let bytes = await this.#bytes();
      if (bytes >= maxBytes * shareForNew) bytes = await this.#evict(bytes, maxBytes * shareAfterEviction);
      if (bytes < maxBytes * shareForNew) return 'all';
    }
    this.#room = (await this.#bytes()) < maxBytes ? 'known' : 'none';
    return this.#room;
  }

  /** Bytes on disk when all words will be in their index: until the next compaction most of that may be missing. */
  async #bytes(): Promise<number> {
    return (await this.options.measure()) + bytesToIndexChunk * (await this.options.unindexed());
  }

  /** Removes what no open file uses, the oldest first, until it is enough or nothing is left. */
  async #evict(bytes: number, target: number): Promise<number> {
    let left = bytes;
    for (const remove of [
      () => this.#removeOrphans(left, target),
      () => this.#removeOldestRoot(),
      () => this.#removeModel(),
    ]) {
      while (left > target && (await remove())) {
        await this.options.compact();
        const now = await this.#bytes();
        // Another window may still read the older versions: their space comes back later.
        if (now >= left) break;
        left = now;
      }
    }
    return left;
  }

  /** Chunks that no file has, of other branches and earlier versions: those that came first. */
  async #removeOrphans(bytes: number, target: number): Promise<boolean> {
    const catalogue = this.options.catalogue();
    const { orphans, all } = catalogue.orphanCount();
    if (orphans === 0) return false;
    const needed = Math.ceil(((bytes - target) / bytes) * all);
    // Tables shrink when a good part of them is gone: a few rows at a time would be compacted in vain.
    await this.#removeChunks(catalogue.orphans(Math.max(needed, Math.ceil(orphans / 4))));
    return true;
  }

  /** The folder that was open longest ago, with the chunks that only it has. */
  async #removeOldestRoot(): Promise<boolean> {
    const catalogue = this.options.catalogue();
    const closed = catalogue.roots().filter((root) => !this.options.roots.includes(root));
    const [oldest] = closed.sort((a, b) => lastUse(catalogue, a).localeCompare(lastUse(catalogue, b)));
    if (oldest === undefined) return false;
    catalogue.transaction(() => catalogue.removeRoot(oldest));
    await this.#removeChunks(catalogue.orphans(catalogue.orphanCount().orphans));
    return true;
  }

  /** The vectors of a model that does not answer. */
  async #removeModel(): Promise<boolean> {
    const catalogue = this.options.catalogue();
    const inUse = this.options.modelsInUse();
    const old = catalogue.models().find(({ name }) => !inUse.includes(name));
    if (old === undefined) return false;
    const cut = old.name.lastIndexOf('/');
    catalogue.transaction(() => catalogue.removeModel(old.key));
    await this.options.store.dropVectors(old.name.slice(0, cut), Number(old.name.slice(cut + 1)));
    return true;
  }

  async #removeChunks(ids: readonly string[]): Promise<void> {
    const catalogue = this.options.catalogue();
    // The catalogue first: a kill in between leaves rows that the next run finds and knows again.
    catalogue.transaction(() => catalogue.removeChunks(ids));
    await this.options.store.remove(ids);
  }
}

const useKey = (root: string): string => `used ${root}`;
const lastUse = (catalogue: Catalogue, root: string): string => catalogue.meta(useKey(root)) ?? '';

/** Remembers that these roots are open now. */
export function noteUse(catalogue: Catalogue, roots: readonly string[], now: Date): void {
  for (const root of roots) catalogue.setMeta(useKey(root), now.toISOString());
}
