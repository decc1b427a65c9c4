// Whether fragments, one after the other, say something.
import { senseOf } from '../sense';
import { maySay } from '../speech';

export interface Said {
  readonly text: string;
  /** Words were cut into the fragments, which nobody does who hides nothing. */
  readonly isCut: boolean;
}

/** Longer fragments, on the mean, are texts of their own, and say something as they stand. */
const WORDS_A_FRAGMENT = 4;
const LONGEST = 40;
/** So much of what is put together makes sense, and so much more than the fragments do. */
const SENSE = 0.72;
const RISE = 0.06;

/** Signs of names, paths and values, which few pieces of a sentence have in them. */
const DATA = /[\d_/\\{}<>=$#]/;
const MOST_DATA = 0.25;

/** Whether a sentence may have been cut into fragments of this kind: short ones, most of them with letters. */
export function areFragments(fragments: readonly string[]): boolean {
  let words = 0;
  let letters = 0;
  let data = 0;
  for (const fragment of fragments) {
    if (fragment.length > LONGEST * 2) return false;
    words += fragment.split(' ').length;
    letters += fragment.length;
    if (DATA.test(fragment)) data++;
  }
  return (
    words <= fragments.length * WORDS_A_FRAGMENT &&
    letters <= fragments.length * LONGEST &&
    data <= fragments.length * MOST_DATA &&
    new Set(fragments).size * 2 > fragments.length
  );
}

/**
 * What fragments say together, one after the other; nothing when they do not, or no better than by themselves. Linear.
 * @param apart how much sense they make as they stand, from `senseApart`
 */
export function together(fragments: readonly string[], apart: number): Said | undefined {
  const joined = fragments.join('');
  const isSpaced = !fragments.some((one) => one.startsWith(' ') || one.endsWith(' '));
  const spaced = isSpaced ? fragments.join(' ') : joined;
  if (!maySay(joined) && !(isSpaced && maySay(spaced))) return undefined;
  const sense = senseOf(joined);
  if (sense >= SENSE && sense >= apart + RISE && maySay(joined)) return { text: joined, isCut: true };
  return apart >= SENSE ? { text: spaced, isCut: false } : undefined;
}

/** How much sense fragments make as they stand. */
export function senseApart(fragments: readonly string[]): number {
  return senseOf(fragments.join(' '));
}
