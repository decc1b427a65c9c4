// The shape of a rule about passages: who is spoken to in one sentence, what is wanted in the next.
import type { MeaningClass } from '../lexicon';
import type { Rule, Weighted } from '../rule';

/** One rule: from an anchor on, each group of `all` must be met by a word within reach; order and sentences do not matter. */
export interface PassageRule extends Rule {
  /** Where a passage opens, and the score when everything in `all` is met. */
  readonly anchors: Weighted;
  readonly all: readonly (readonly MeaningClass[])[];
  /** How many words after the anchor belong to the passage, and how many before it. */
  readonly reach: number;
  readonly back?: number;
  /** Does not look beneath a headline that names a machine: rules for agents have such headlines, too, and tell them to do this and that. */
  readonly inOnePassage?: true;
  /** What the passage must hold besides, in the folded text: turns of phrase that are no class of meaning. Linear. */
  readonly holds?: RegExp;
  /** What makes it worse: classes and what they add. */
  readonly near?: Weighted;
  /** What makes it harmless: classes and the factor. */
  readonly against?: Weighted;
}
