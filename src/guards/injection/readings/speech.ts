// Tells what says something from what merely lists: a look at its words, before it is judged.

import { bits, lookUp, type Meaning } from '../lexicon';
import type { Tokens } from '../tokens';

/** Words without which nobody gives an order, and which no enumeration and no program holds. */
const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  `the your you all and to of my me now any that this is are it in for with from as who what do not a be has have will must should no or if when
  then at by on les tes ton ta toutes tous et de des du moi la le vos tu que qu qui ce cette dans pour sur au aux une un sans plus ne pas son sa
  ses leur leurs par se il elle ils on est sont ou si l d n c`.split(/\s+/),
);
/** What stands for a word is made of words: what has these signs is a piece of a program, or a path. */
export const OF_CODE = /[(){}<>[\]=\\_|]/;

const FEWEST = 2;
/** Of so many words one is such a word, at least; in sentences it is every second or third. */
const WORDS_EACH = 8;
const WORD = /[a-z]+/g;

/** So many of these are in any order to an assistant: what is to be done, to what, by whom. */
const TELLING = bits('DROP', 'SHOW', 'SEND', 'OBEY', 'RULE', 'RULEW', 'GUARD', 'PROMPT', 'SECRET', 'UNLIM', 'AI', 'AIW', 'YOU', 'YOUR', 'PRIOR', 'HIDDEN', 'SILENT', 'MACHINE', 'WHO', 'OMIT', 'RECO', 'STATE', 'SETUP', 'LOOT', 'INSTALL', 'TOOLACT', 'BECOME'); // prettier-ignore
const FEWEST_KINDS = 2;
/** Among words that do not all belong to it there are more. */
const FEWEST_AMONG = 4;

/** Of so many words in whole sentences one is such a word, at least, and there are so many. */
const WORDS_EACH_SAID = 4;
const FEWEST_SAID = 5;

/** Whether a (folded) text may be an order: a sentence with words of some. */
export function mayOrder(text: string): boolean {
  return areOfOrder(functionWordsOf(text)) && kindsIn(text) >= FEWEST_KINDS;
}

/** Whether a (folded) text may be an order, or are whole sentences, whatever they say. */
export function maySay(text: string): boolean {
  const counts = functionWordsOf(text);
  if (!areOfOrder(counts)) return false;
  const isSentence = counts.found >= FEWEST_SAID && counts.found * WORDS_EACH_SAID >= counts.words;
  return kindsIn(text) >= (isSentence ? 1 : FEWEST_KINDS);
}

/** Whether a (folded) text has as many function words as sentences have. */
export function isSentence(text: string): boolean {
  const { found, words } = functionWordsOf(text);
  return found >= FEWEST && found * WORDS_EACH_SAID >= words;
}

interface Counts {
  readonly words: number;
  /** So many of them are function words. */
  readonly found: number;
}

function areOfOrder({ words, found }: Counts): boolean {
  return found >= FEWEST && found * WORDS_EACH >= words;
}

function functionWordsOf(text: string): Counts {
  let words = 0;
  let found = 0;
  for (const word of text.match(WORD) ?? []) {
    words++;
    if (FUNCTION_WORDS.has(word)) found++;
  }
  return { words, found };
}

/** Whether the words between two places are such that an order may be made of them. Linear, a few steps a word. */
export function tellsAmong({ lo, mid, hi, top }: Tokens, first: number, last: number): boolean {
  const all = { lo: 0, mid: 0, hi: 0, top: 0 };
  for (let i = first; i < last; i++) {
    all.lo |= lo[i] ?? 0;
    all.mid |= mid[i] ?? 0;
    all.hi |= hi[i] ?? 0;
    all.top |= top[i] ?? 0;
  }
  return kindsOf(all) >= FEWEST_AMONG;
}

/** How many kinds of words a (folded) text has that orders to an assistant are made of. Linear. */
export function kindsIn(text: string): number {
  const all = { lo: 0, mid: 0, hi: 0, top: 0 };
  for (const word of text.match(WORD) ?? []) {
    const { lo, mid, hi, top } = lookUp(word);
    all.lo |= lo;
    all.mid |= mid;
    all.hi |= hi;
    all.top |= top;
  }
  return kindsOf(all);
}

function kindsOf({ lo, mid, hi, top }: Pick<Meaning, 'lo' | 'mid' | 'hi' | 'top'>): number {
  return (
    countBits(lo & TELLING.lo) +
    countBits(mid & TELLING.mid) +
    countBits(hi & TELLING.hi) +
    countBits(top & TELLING.top)
  );
}

/** How many bits of a number are set. */
export function countBits(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count++;
  return count;
}
