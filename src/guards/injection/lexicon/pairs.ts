// Which words stand behind which in English and in French texts, for telling apart what a word in disguise may stand for: what
// `scripts/frequencies.mjs` counted. Read when it is first asked for: ordinary texts never ask.
import { hashOf, hashOn } from './hash';
import counted from './pairs.json';
import type { Language } from './frequencies';

/** A price is a capital letter, in steps of so much; as in `scripts/frequencies.mjs`. */
const STEP = 0.6;
const LOW_LINE = 0x5f;

const read: Partial<Record<Language, ReadonlyMap<number, number>>> = {};

/**
 * The price of a (folded) word right behind another one, of this hash (see `hashOf`), as a natural logarithm of one over its probability there; `Infinity` for
 * words that were not seen one behind the other more often than by chance.
 */
export function priceBehind(before: number, word: string, language: Language): number {
  const prices = (read[language] ??= load(counted[language]));
  return prices.get(hashOfPair(before, word)) ?? Infinity;
}

// Hits one of the words behind another: how many letters it shares with the one before, the others, its price.
const ENTRY = /(\d)([a-z]*)([A-Z])/g;

function load(list: string): Map<number, number> {
  const prices = new Map<number, number>();
  // `word:` and those behind it, with a blank between two of them.
  for (const entry of list.split(' ')) {
    const colon = entry.indexOf(':');
    const before = hashOf(entry.slice(0, colon));
    let word = '';
    for (const [, shared = '', rest = '', price = ''] of entry.slice(colon).matchAll(ENTRY)) {
      word = word.slice(0, Number(shared)) + rest;
      prices.set(hashOfPair(before, word), STEP * (price.charCodeAt(0) - 65));
    }
  }
  return prices;
}

/** Two pairs of one hash are one in a hundred thousand. */
function hashOfPair(before: number, word: string): number {
  let hash = hashOn(before, LOW_LINE);
  for (let i = 0; i < word.length; i++) hash = hashOn(hash, word.charCodeAt(i));
  return hash;
}
