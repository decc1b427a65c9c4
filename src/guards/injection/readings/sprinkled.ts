// Words with a sign between any two letters, another one each time (`t-r;a*n-s`), signs at any place of words, and letters in groups.
import { matchesOf } from '../../matches';
import type { Tokens } from '../tokens';
import { apart } from './letters';
import { countedIn } from './sense';
import { isLetterAt } from './signs';
import { maySay } from './speech';

/** Hits such a word, of three letters or more. */
const SPRINKLED = /(?<!\S)[a-z](?:[^a-z\d\s]{1,3}[a-z]){2,40}[^a-z\d\s]{0,3}(?!\S)/g;
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

/** Fewest words of one letter, of which such words are made, and so many of them in a row. */
const FEWEST_LETTERS = 8;
const ROW = 3;

function hasSingleLetters({ count, start, end }: Tokens): boolean {
  let letters = 0;
  let row = 0;
  let longest = 0;
  for (let i = 0; i < count; i++) {
    row = (end[i] ?? 0) - (start[i] ?? 0) === 1 ? row + 1 : 0;
    if (row > 0) letters++;
    if (row > longest) longest = row;
    if (letters >= FEWEST_LETTERS && longest >= ROW) return true;
  }
  return false;
}

/** A sign within a word, which no word has: `re+sp.ecte`. Hyphens, apostrophes and low lines belong to words and names. */
const INNER = /(?<=[a-z])[+.!*;:|~^]{1,2}(?=[a-z])/g;
const HAS_INNER = /(?<!\S)[a-z]+(?:[+.!*;:|~^]{1,2}[a-z]+)+[.,!?]?(?!\S)/g;
/** So many of the words have one. */
const FEWEST_CUT = 5;
const CUT_SHARE = 0.4;
/** So much of what is read makes sense, and so much more than as it stands. */
const SENSE = 0.7;
const RISE = 0.3;

/** The (folded) text without the signs that cut many of its words at any place; nothing when that makes no better sense. Linear. */
export function withoutInnerSigns(folded: string): string | undefined {
  if (!INNER_SIGNS.some((sign) => standsWithin(folded, sign))) return undefined;
  const lines = folded.split('\n').map((line) => {
    const cut = line.match(HAS_INNER)?.length ?? 0;
    if (cut < FEWEST_CUT || cut < line.split(' ').length * CUT_SHARE) return line;
    const read = line.replace(INNER, '');
    const sense = countedIn(read);
    return sense >= SENSE && sense >= countedIn(line) + RISE ? read : line;
  });
  const text = lines.join('\n');
  return text === folded ? undefined : text;
}

/** Of these one stands among the others. */
const INNER_SIGNS = ['+', '*', '!', '~', '^', '|'];

/** Whether a sign stands between two letters. */
function standsWithin(text: string, sign: string): boolean {
  for (let at = text.indexOf(sign, 1); at > 0; at = text.indexOf(sign, at + 1))
    if (isLetterAt(text, at - 1) && isLetterAt(text, at + 1)) return true;
  return false;
}

/** Letters in groups of one length, as ciphers are written: `assi stan tign orez`. */
const GROUPS = /(?<![a-z])[a-z]{3,6}(?: [a-z]{3,6}){5,120}(?: [a-z]{1,6})?(?![a-z])/g;

/** The (folded) text with groups of letters of one length as words; nothing when they say nothing. Linear. */
export function withoutGroups(folded: string, tokens: Tokens): string | undefined {
  if (!hasGroups(tokens)) return undefined;
  const text = folded.replace(GROUPS, (run) => {
    const groups = run.split(' ');
    const length = groups[0]?.length ?? 0;
    if (!groups.slice(0, -1).every((group) => group.length === length) || countedIn(run) >= SENSE) return run;
    const said = apart(groups.join(''));
    return countedIn(said) >= SENSE && maySay(said) ? said : run;
  });
  return text === folded ? undefined : text;
}

/** Fewest groups in a row. */
const FEWEST_GROUPS = 6;

/** Whether so many words in a row have one length. */
function hasGroups({ count, start, end }: Tokens): boolean {
  let row = 0;
  let before = 0;
  for (let i = 0; i < count && row < FEWEST_GROUPS; i++) {
    const length = (end[i] ?? 0) - (start[i] ?? 0);
    row = length === before && length > 2 ? row + 1 : 1;
    before = length;
  }
  return row >= FEWEST_GROUPS;
}
