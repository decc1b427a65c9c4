// Which passages of a reading differ from the text as it stands: the others were judged already.

/** Blank lines part passages. */
export const BETWEEN_PASSAGES = '\n\n';

/**
 * The passages of `reading` that are not in `text`, each with the one before it and the one behind it, for its context.
 * Takes folded texts; gives nothing when there is no such passage. Linear.
 */
export function changedPassages(text: string, reading: string): string | undefined {
  const known = new Set(text.split(BETWEEN_PASSAGES));
  const passages = reading.split(BETWEEN_PASSAGES);
  const isNew = passages.map((passage) => !known.has(passage));
  if (!isNew.includes(true)) return undefined;
  return passages
    .filter((_, n) => isNew[n] === true || isNew[n - 1] === true || isNew[n + 1] === true)
    .join(BETWEEN_PASSAGES);
}
