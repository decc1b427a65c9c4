// The shape of a rule of the grammar: what one sentence must hold.
import type { MeaningClass } from '../lexicon';
import type { Rule, Weighted } from '../rule';

/** One rule: every slot must be filled by a word of one of its classes, in any order unless `ordered`. */
export interface IntentRule extends Rule {
  /** Score when the slots are filled and nothing else is said. */
  readonly weight: number;
  readonly slots: readonly (readonly MeaningClass[])[];
  /** How many words the filled slots may be apart; punctuation and line ends count as more. */
  readonly within: number;
  readonly ordered?: boolean;
  /** What stands close and makes it worse: classes and what they add. */
  readonly near?: Weighted;
  /** What stands close and makes it harmless: classes, the factor, and within how many words (1). */
  readonly against?: readonly (readonly [classes: readonly MeaningClass[], factor: number, reach?: number])[];
  /** Without one of these close by, the score is multiplied by `lacking`. */
  readonly needs?: readonly MeaningClass[];
  readonly lacking?: number;
  /** Factor when the sentence asks for an explanation (how, why, what is). */
  readonly asked?: number;
  /** Factor when words of programming stand next to the match. */
  readonly code?: number;
  /** The first slot is a negation, of what the second slot says; less telling when it is said of something else than the reader. */
  readonly negated?: boolean;
  /** What makes it harmless when it stands in the match or right behind it, in the folded text. */
  readonly harmless?: RegExp;
  /** The first slot is a verb: less telling when nobody is told to do it (`a filter that ignores rules`). */
  readonly verb?: boolean;
}

/** Factor for rules that stand in data or in somebody's mail: to set those aside is a defence, or a change of plan. */
export const PLACED = 0.3;
