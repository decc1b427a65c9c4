// Phrases of the lexicon that are made of two lists of words.

/** Each beginning with each ending, as a list of phrases; an apostrophe joins. */
export function each(beginnings: string, verbs: string): string {
  const list = (words: string): string[] => words.split(',').map((word) => word.trim());
  return list(beginnings)
    .flatMap((before) => list(verbs).map((verb) => (before.endsWith("'") ? `${before}${verb}` : `${before} ${verb}`)))
    .join(', ');
}
