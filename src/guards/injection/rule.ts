// What the rules about sentences, passages and form have in common.
import type { GuardStage } from '../types';
import { bits, type Meaning, type MeaningClass } from './lexicon';

/** What stands close, and what it adds to the score or multiplies it by. */
export type Weighted = readonly (readonly [readonly MeaningClass[], number])[];

export interface Rule {
  /** Stable id, `family.name`. */
  readonly id: string;
  readonly message: () => string;
  /** Factors by stage; 1 where none is given. */
  readonly stage?: Partial<Record<GuardStage, number>>;
  /** What it finds and what it must leave alone (scores too little to stop a text); the tests read these. */
  readonly hits: readonly string[];
  readonly misses: readonly string[];
}

/** What one rule can reach at most. */
export const CEILING = 0.95;

/** The classes of each group as one meaning. */
export function weighted(groups: Weighted = []): (readonly [Meaning, number])[] {
  return groups.map(([classes, weight]) => [bits(...classes), weight] as const);
}
