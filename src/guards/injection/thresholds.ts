// From what score on a text is warned about or stopped, by stage; data, so that a policy can tighten it.
import type { GuardStage } from '../types';

export interface Thresholds {
  readonly warn: number;
  readonly block: number;
}

/** Documents say more by chance than prompts do; what is blocked there is one passage, put aside for the user to see. */
export const THRESHOLDS: Readonly<Record<GuardStage, Thresholds>> = {
  input: { warn: 0.45, block: 0.52 },
  context: { warn: 0.5, block: 0.6 },
  output: { warn: 0.6, block: 0.9 },
};

/** A prompt longer than this is said to be long (a signal, no more); in UTF-16 code units. */
export const LONG_PROMPT = 5000;
