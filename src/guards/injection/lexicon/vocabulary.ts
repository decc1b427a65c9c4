// The words of English and French: whether a word is one, and which words are alike by some key, in tables that are made when
// they are first asked for.
import { pricedWords, priceOfHash, type Language } from './frequencies';
import { hashOf } from './hash';
import { isKnown } from './table';

/** The price of a form of a word of the lexicon that was counted nowhere. */
const UNCOUNTED = 14.5;

/**
 * How dear a (folded) word is in a language, as a natural logarithm of one over its probability; `Infinity` for what is none.
 * @param hash of the word, for who has it already
 */
export function priceOf(word: string, language: Language, hash = hashOf(word)): number {
  const price = priceOfHash(hash, language);
  return price === Infinity && isKnown(word) ? UNCOUNTED : price;
}

/** Whether a (folded) word was counted in English or French texts. */
export function isCounted(word: string): boolean {
  return isCountedHash(hashOf(word));
}

/** As `isCounted`, of a word by its hash (see `hashOn`). */
export function isCountedHash(hash: number): boolean {
  return priceOfHash(hash, 'english') !== Infinity;
}

/** As `isCounted`, and forms of words of the lexicon. */
export function isWord(word: string): boolean {
  return isCounted(word) || isKnown(word);
}

let listed: readonly string[] | undefined;

/** The words, without pairs; each once. */
function words(): readonly string[] {
  if (listed === undefined) {
    const all = new Set<string>();
    for (const [word] of pricedWords()) if (!word.includes('_')) all.add(word);
    listed = [...all];
  }
  return listed;
}

/** Words by a key that several of them may have, such as their letters in order: two numbers a word, sorted. */
export class WordIndex {
  private hashes: Int32Array | undefined;
  private numbers: Uint16Array | undefined;

  /** @param key of a word; empty for a word that is to be left out */
  constructor(private readonly key: (word: string) => string) {}

  /** Calls `found` for each word with this key. A few steps, but for the first time. */
  each(key: string, found: (word: string) => void): void {
    if (this.hashes === undefined || this.numbers === undefined) this.fill();
    const { hashes = new Int32Array(), numbers = new Uint16Array() } = this;
    const hash = hashOf(key);
    let low = 0;
    for (let high = hashes.length; low < high;) {
      const middle = (low + high) >> 1;
      if ((hashes[middle] ?? 0) < hash) low = middle + 1;
      else high = middle;
    }
    // Two keys of one hash are one in a hundred thousand.
    for (; hashes[low] === hash; low++) found(words()[numbers[low] ?? 0] ?? '');
  }

  private fill(): void {
    // Hash and number of a word as one number, so that they are sorted together.
    const both: number[] = [];
    for (const [n, word] of words().entries()) {
      const key = this.key(word);
      if (key !== '') both.push(hashOf(key) * NUMBERS + n);
    }
    const sorted = Float64Array.from(both).sort();
    this.hashes = Int32Array.from(sorted, (one) => Math.floor(one / NUMBERS));
    this.numbers = Uint16Array.from(sorted, (one) => one - Math.floor(one / NUMBERS) * NUMBERS);
  }
}

/** More than there are words. */
const NUMBERS = 0x10000;
