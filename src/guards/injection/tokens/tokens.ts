// The words of a text with their meanings, positions and sentences: what the rules read.
import type { Meaning } from '../lexicon';

/** The words of one view, as parallel arrays: the rules walk over tens of thousands of them. */
export interface Tokens {
  /** The units of the view's text: loops over characters are quick in them, and slow in strings of many kinds. */
  readonly units: Uint16Array;
  readonly count: number;
  readonly word: readonly string[];
  /** Hashes of the words (see `hashOf`): most are done with by a number, and only the others by their letters. */
  readonly hash: Int32Array;
  /** Offsets in the view's text. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** Distance in words, with punctuation and line ends counted as more. */
  readonly pos: Int32Array;
  /** Number of the sentence. */
  readonly sentence: Int32Array;
  readonly lo: Int32Array;
  readonly mid: Int32Array;
  readonly hi: Int32Array;
  readonly top: Int32Array;
  /** Number of the passage: blank lines part them, and the heads of lists, logs, tables, code and the like. */
  readonly paragraph: Int32Array;
  /** Words behind which something else stands than one blank, apostrophe or line end. */
  readonly gaps: readonly number[];
  /** Numbers of the sentences that end with a question mark. */
  readonly questions: ReadonlySet<number>;
  /** Words that were misspelt, in leetspeak, spaced out or run together. */
  readonly disguised: Uint8Array;
  /** Words that were counted in English or French texts; not 0 where they were. */
  readonly counted: Uint8Array;
  /** Length of the longest word, as it is written. */
  readonly longest: number;
  /** Letters were spelt out one by one somewhere. */
  readonly spelt: boolean;
  /** How many words were in leetspeak, and how many were misspelt. */
  readonly leet: number;
  readonly misspelt: number;
  /** Words that may be key words in cipher; see the lexicon. */
  readonly cipher: Uint8Array;
  /** The groups of words that occur, for the patterns; see `signBits`. */
  readonly signs: number;
  /** Where the words of those groups begin, and which groups they belong to. */
  readonly signsAt: readonly number[];
  readonly signsOf: readonly number[];
  /** Words that were run together: the number of the run (negative for a short one), 0 for ordinary words. */
  readonly run: Int32Array;
}

/** Takes a meaning from a word that has it in other places only. */
export function clearMeaning({ lo, mid, hi, top }: Tokens, i: number, meaning: Meaning): void {
  lo[i] = (lo[i] ?? 0) & ~meaning.lo;
  mid[i] = (mid[i] ?? 0) & ~meaning.mid;
  hi[i] = (hi[i] ?? 0) & ~meaning.hi;
  top[i] = (top[i] ?? 0) & ~meaning.top;
}

/** Whether the word at `index` has one of the meanings. */
export function has(tokens: Tokens, index: number, meaning: Meaning): boolean {
  return (
    ((tokens.lo[index] ?? 0) & meaning.lo) !== 0 ||
    ((tokens.mid[index] ?? 0) & meaning.mid) !== 0 ||
    ((tokens.hi[index] ?? 0) & meaning.hi) !== 0 ||
    ((tokens.top[index] ?? 0) & meaning.top) !== 0
  );
}
