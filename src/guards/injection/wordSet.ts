// Sets of words, written as the words themselves.

/** The words of `words`, which are parted by blanks or line ends. */
export function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/));
}
