// How much context a model is run with: as much as is useful, never more than the machine's memory bears.
import type { ModelDetails } from './client';

export interface ContextChoice {
  /** What the user set; 0 or absent: choose. Tokens. */
  readonly wanted?: number | undefined;
  /** Bytes of the weights. */
  readonly modelBytes: number;
  /** Bytes of memory that the model may fill with weights and cache. */
  readonly memoryBytes: number;
}

/** The steps that are tried, largest first. Beyond 32k small local models lose the thread before memory runs out. */
const STEPS = [32_768, 16_384, 8_192, 4_096] as const;
const LEAST = 2_048;
/** Share of memory for the model; the editor, the index and the system need the rest. */
const SHARE = 0.6;
/** A model of 8B with grouped attention; used when the server does not tell the shape of the model. */
const CACHE_BYTES_PER_TOKEN = 131_072;

/** Tokens for `num_ctx`: within what the model was trained for, and what weights plus cache leave of the memory. */
export function chooseContext(
  details: Pick<ModelDetails, 'contextLength' | 'cacheBytesPerToken'>,
  { wanted, modelBytes, memoryBytes }: ContextChoice,
): number {
  const trained = details.contextLength ?? STEPS[3];
  if (wanted) return Math.min(wanted, trained);
  const perToken = details.cacheBytesPerToken ?? CACHE_BYTES_PER_TOKEN;
  const tokens = (memoryBytes * SHARE - modelBytes) / perToken;
  const step = STEPS.find((size) => size <= tokens) ?? LEAST;
  return Math.min(step, trained);
}
