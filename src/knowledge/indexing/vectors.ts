// Fills in the vectors of chunks that have none, newest files first, while the text is searchable already.
import { RempartError } from '../../base/errors';
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

/** Whether one text may be the reason of a failure; others are of the server, or of all texts. */
function isOfOneText(error: unknown): boolean {
  return RempartError.is(error, 'refused') || RempartError.is(error, 'bad-vector');
}

/**
 * The vectors of some texts. Of a text that the model cannot embed, some yield no numbers, there is none: the others have theirs.
 * @throws RempartError when none can be embedded
 */
async function embedAll(
  embedder: Embedder,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<readonly (Float32Array | undefined)[]> {
  try {
    return await embedder.embed(texts, 'passage', signal);
  } catch (error) {
    if (!isOfOneText(error) || texts.length === 1) throw error;
    const vectors: (Float32Array | undefined)[] = [];
    for (const text of texts) {
      try {
        vectors.push(...(await embedder.embed([text], 'passage', signal)));
      } catch (alone) {
        if (!isOfOneText(alone)) throw alone;
        vectors.push(undefined);
      }
    }
    if (vectors.every((vector) => vector === undefined)) throw error;
    return vectors;
  }
}

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
      let embedded: readonly (Float32Array | undefined)[];
      try {
        embedded = await embedAll(embedder, part.map(passageText), signal);
      } catch (error) {
        // Only what cannot be embedded is left, when others could.
        if (done + vectors.length > 0 && isOfOneText(error)) continue;
        throw error;
      }
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
