// Tells most words that are not in a set by their hash alone: a number is compared more quickly than letters.
import { hashOf } from './hash';

/** Some ten times the words of the largest set. */
const SIZE = 1 << 13;

export class WordFilter {
  private readonly marked = new Uint8Array(SIZE);

  constructor(words: Iterable<string>) {
    for (const word of words) this.marked[hashOf(word) & (SIZE - 1)] = 1;
  }

  /** Whether a word of this hash (see `hashOf`) may be in the set; true for all that are, and for few others. */
  mayHave(hash: number): boolean {
    return this.marked[hash & (SIZE - 1)] === 1;
  }
}
