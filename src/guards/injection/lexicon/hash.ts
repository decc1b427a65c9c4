// The hash of words that the lexicon's tables are looked up by.

/** The hash of a word that goes on with one more UTF-16 unit; it begins with 0, and is never 0 after it (FNV-1, Fowler, Noll, Vo). */
export function hashOn(hash: number, unit: number): number {
  return Math.imul(hash, 0x01000193) ^ unit || 1;
}

/** The hash of a whole word. */
export function hashOf(word: string): number {
  let hash = 0;
  for (let i = 0; i < word.length; i++) hash = hashOn(hash, word.charCodeAt(i));
  return hash;
}
