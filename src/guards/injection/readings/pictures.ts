// Emoji between the letters or the words of a text, read as nothing or as blanks.

/** With the signs that join them and choose how they look. */
const PICTURES = /(?<=[a-z.,:;!?'])(?:\p{Extended_Pictographic}[\ufe0f\u200d]?){1,6}(?=[a-z'])/gu;
const SPACED = / (?:\p{Extended_Pictographic}[\ufe0f\u200d]?){1,6} /gu;
/** A surrogate of emoji, or a picture of one unit. */
const ANY = /[\ud83c-\ud83e\u2300-\u27bf\u2b00-\u2bff]/;
const FEWEST = 4;
/** Within a word stand fewer letters between two of them, with the units of one. */
const LETTERS_A_PICTURE = 5;

/** The (folded) text without pictures in its words, and with blanks for those between them; nothing when there are few. Linear. */
export function unpictured(folded: string): string | undefined {
  if (!ANY.test(folded)) return undefined;
  const within = folded.match(PICTURES)?.length ?? 0;
  const between = folded.match(SPACED)?.length ?? 0;
  if (within + between < FEWEST) return undefined;
  // Words of one sentence that nothing else parts.
  const isBlank = folded.split(/\s/).some((word) => {
    const pictures = word.match(PICTURES)?.length ?? 0;
    return pictures >= FEWEST && word.length > pictures * LETTERS_A_PICTURE;
  });
  return folded.replace(SPACED, ' ').replace(PICTURES, isBlank ? ' ' : '');
}
