// Fills in the vectors of chunks that have none, newest files first, while the text is searchable already.
import type { Embedder } from '../embedding/types';
import type { Catalogue } from '../store/catalogue';
import type { ChunkStore, StoredChunk, VectorTable } from '../store/types';
import type { IndexProgress } from '../types';

/** Texts handed to the model at once: what a question may have to wait for. */
const textsPerCall = 8;
/** Vectors written in one commit. */
const vectorsPerCommit = 256;

export interface VectorFill {
  readonly catalogue: Catalogue;
  readonly store: ChunkStore;
  readonly embedder: Embedder;
  readonly table: VectorTable;
  readonly model: number;
  /** Leaves out what only documents of the class `secret` have. */
  readonly withoutSecrets: boolean;
  /** Resolves when nobody waits for a search. */
  readonly whenQuiet: () => Promise<void>;
  /** Whether the disk may take more. */
  readonly hasRoom: () => Promise<boolean>;
}

/** What a chunk's vector is made of. */
export const passageText = ({ heading, text }: Pick<StoredChunk, 'heading' | 'text'>): string =>
  heading.length === 0 ? text : `${heading.join(' › ')}\n${text}`;

/**
 * Embeds until nothing is missing or the index is full; gives the number of new vectors.
 * @throws AbortError when the signal fires; what was committed until then stays
 */
export async function fillVectors(
  { catalogue, store, embedder, table, model, withoutSecrets, whenQuiet, hasRoom }: VectorFill,
  signal: AbortSignal,
  progress: (progress: IndexProgress) => void,
): Promise<number> {
  let done = 0;
  for (;;) {
    signal.throwIfAborted();
    const missing = catalogue.withoutVector(model, vectorsPerCommit, withoutSecrets);
    if (missing.length === 0 || !(await hasRoom())) return done;
    const before = catalogue.vectorCount(model);
    // Once for each commit: counting goes through all chunks.
    const total = before + catalogue.countWithoutVector(model, withoutSecrets);
    const chunks = await store.get(missing);
    const vectors: { id: string; vector: Float32Array }[] = [];
    for (let from = 0; from < missing.length; from += textsPerCall) {
      await whenQuiet();
      signal.throwIfAborted();
      const part = missing.slice(from, from + textsPerCall).flatMap((id) => chunks.get(id) ?? []);
      const embedded = await embedder.embed(part.map(passageText), 'passage', signal);
      part.forEach(({ id }, i) => {
        const vector = embedded[i];
        if (vector !== undefined) vectors.push({ id, vector });
      });
      progress({
        phase: 'embedding',
        done: before + vectors.length,
        total,
      });
    }
    // Chunks that the store lost cannot be embedded: without this the loop would not end.
    if (vectors.length === 0) return done;
    await table.add(vectors);
    catalogue.transaction(() =>
      catalogue.addVectors(
        model,
        vectors.map(({ id }) => id),
      ),
    );
    done += vectors.length;
  }
}
