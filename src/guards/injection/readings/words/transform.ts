// What the ways of writing words in disguise have in common.
import type { Language } from '../../lexicon/frequencies';

/** Takes a word that may be meant, what it costs beside its price, and the language that it is meant in, if in one only. */
export type Offer = (word: string, cost: number, language?: Language) => void;

/** Undoes a disguise of a (folded) word: it offers the words that it may stand for. */
export type Undo = (word: string, offer: Offer) => void;

/**
 * A way of writing each word so that it is none: looks at the (folded) words of a stretch, and gives what may undo the disguise, the
 * likeliest first; nothing when the stretch is not in it.
 */
export type WordTransform = (words: readonly string[]) => readonly Undo[];

/** A way of writing a whole text in disguise. */
export interface TextTransform {
  /** Gives the (folded) text as it may have been, or nothing. */
  readonly read: (text: string) => string | undefined;
  /** The letter that each letter from a to z stands for, by its place in the alphabet, when each stands for one. */
  readonly letters?: Uint8Array;
  /** Leaves a text that is in no disguise as it is. */
  readonly isSparing?: boolean;
}
