// What the index asks of an embedding model, whoever runs it.
import type { Disposable } from '../../base/disposable';

/** An embedding model that is ready to use or loads itself on the first call. */
export interface Embedder extends Disposable {
  /** Identifies the vectors: model digest and backend. Vectors of two keys are never compared. */
  readonly key: string;
  readonly dimensions: number;
  /** Weight of this model's scores when they are fused with the lexical ones, 0 to 1; undefined: not measured. */
  readonly denseWeight?: number | undefined;
  /**
   * Vectors of unit length, one for each text, in order.
   * The embedder adds the model's prefix for `kind` and cuts texts that are too long for the model.
   * @throws RempartError when the model cannot be loaded or reached.
   */
  embed(texts: readonly string[], kind: 'query' | 'passage', signal?: AbortSignal): Promise<Float32Array[]>;
}
