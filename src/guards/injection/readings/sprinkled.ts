// Words with a sign between any two letters, another one each time: `t-r;a*n-s`.
import { matchesOf } from '../../matches';
import type { Tokens } from '../tokens';

/** Hits such a word, of three letters or more. */
const SPRINKLED = /(?<!\S)[a-z](?:[^a-z\d\s]{1,2}[a-z]){2,40}[^a-z\d\s]{0,3}(?!\S)/g;
/** The same of one or two letters, among the others. */
const SHORT = /(?<!\S)[a-z](?:[^a-z\d\s]{1,2}[a-z])?(?!\S)/;
const SIGN = /[^a-z\s]/g;
/** Fewest words, and different signs; where it is always the same one, other readings take it away. */
const FEWEST = 4;
const FEWEST_SIGNS = 3;

/** The (folded) text without signs that were strewn into its words; nothing when there are few such words. Linear. */
export function withoutSprinkles(folded: string, tokens: Tokens): string | undefined {
  if (!hasSingleLetters(tokens)) return undefined;
  const words = matchesOf(folded, SPRINKLED);
  if (words.length < FEWEST) return undefined;
  const signs = new Set(words.flatMap(([word]) => word.match(SIGN) ?? []));
  if (signs.size < FEWEST_SIGNS) return undefined;
  return folded.replace(/\S+/g, (word) => {
    SPRINKLED.lastIndex = 0;
    return SPRINKLED.test(word) || SHORT.test(word) ? word.replace(SIGN, '') : word;
  });
}

/** Fewest words of one letter, of which such words are made. */
const FEWEST_LETTERS = 8;

function hasSingleLetters({ count, start, end }: Tokens): boolean {
  let letters = 0;
  for (let i = 0; i < count && letters < FEWEST_LETTERS; i++) if ((end[i] ?? 0) - (start[i] ?? 0) === 1) letters++;
  return letters >= FEWEST_LETTERS;
}
