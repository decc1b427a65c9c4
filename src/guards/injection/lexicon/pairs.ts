// Which words stand behind which in English and in French texts, for telling apart what a word in disguise may stand for: what
// `scripts/frequencies.mjs` counted. Read when it is first asked for: ordinary texts never ask.
import { hashOf } from './hash';
import counted from './pairs.json';
import type { Language } from './frequencies';

/** A price is a capital letter, in steps of so much; as in `scripts/frequencies.mjs`. */
const STEP = 0.6;

interface Pairs {
  readonly prices: ReadonlyMap<number, number>;
  /** One bit for each of the hashes that some pair has: most words were seen behind few others. */
  readonly marked: Uint8Array;
}

/** A power of two; some forty bits for each pair. */
const BITS = 1 << 19;

const read: Partial<Record<Language, Pairs>> = {};

/**
 * The price of a (folded) word right behind another one, by the hashes of both (see `hashOf`), as a natural logarithm of one over its
 * probability there; `Infinity` for words that were not seen one behind the other more often than by chance.
 */
export function priceBehind(before: number, word: number, language: Language): number {
  const { prices, marked } = (read[language] ??= load(counted[language]));
  const hash = hashOfPair(before, word);
  const bit = hash & (BITS - 1);
  return ((marked[bit >> 3] ?? 0) & (1 << (bit & 7))) === 0 ? Infinity : (prices.get(hash) ?? Infinity);
}

// Hits one of the words behind another: how many letters it shares with the one before, the others, its price.
const ENTRY = /(\d)([a-z]*)([A-Z])/g;

function load(list: string): Pairs {
  const prices = new Map<number, number>();
  const marked = new Uint8Array(BITS >> 3);
  // `word:` and those behind it, with a blank between two of them.
  for (const entry of list.split(' ')) {
    const colon = entry.indexOf(':');
    const before = hashOf(entry.slice(0, colon));
    let word = '';
    for (const [, shared = '', rest = '', price = ''] of entry.slice(colon).matchAll(ENTRY)) {
      word = word.slice(0, Number(shared)) + rest;
      const hash = hashOfPair(before, hashOf(word));
      const bit = hash & (BITS - 1);
      prices.set(hash, STEP * (price.charCodeAt(0) - 65));
      marked[bit >> 3] = (marked[bit >> 3] ?? 0) | (1 << (bit & 7));
    }
  }
  return { prices, marked };
}

/** Two pairs of one hash are one in a hundred thousand. */
function hashOfPair(before: number, word: number): number {
  const hash = Math.imul(before, 0x01000193) ^ word;
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
}
