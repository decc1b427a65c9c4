// Words with a blank behind the sign that cuts them into syllables: `in- struc- tions`, `in| struc| tions`.
import { isWord } from '../lexicon/vocabulary';
import type { Reading } from './reading';
import { standsOften } from './signs';

/** What cuts words, with the blank behind it. */
const CUTS = ['-\n', '- ', '~ ', '| ', '· ', '= ', '_ '] as const;
const CUT_WORD = /[a-z]- [a-z]{1,5}- [a-z]/;
/** So often, at least; a hyphen before a blank stands in lists and in words that share their second half, seldom more than twice. */
const FEWEST = 5;
/** So many of the syllables make words when they are put together. */
const WORDS = 0.75;
const LAST_WORD = /(?<![a-z])[a-z]{1,24}$/;
const FIRST_WORD = /^[a-z]+/;
/** Signs that may mark the ends of words, when syllables are apart. */
const ENDS = /(?<=[a-z',.:;!?])[~|_=·*/]+(?=\s|$)/g;

/** The (folded) text with its syllables put together; nothing when they make no words. Linear. */
export function inSyllables(folded: string): Reading | undefined {
  const cut = CUTS.find((sign) => standsOften(folded, sign, FEWEST) && (sign !== '- ' || CUT_WORD.test(folded)));
  if (cut === undefined) return undefined;
  const [first = '', ...parts] = folded.split(cut);
  let text = first;
  let cuts = 0;
  let words = 0;
  for (const part of parts) {
    // Syllables are short: no word is looked for in more.
    const [before = ''] = LAST_WORD.exec(text.slice(-LONGEST)) ?? [];
    const [behind = ''] = FIRST_WORD.exec(part) ?? [];
    const isCut = before !== '' && behind !== '';
    // `as- sis- tant`: the last of several cuts tells.
    const goesOn = isCut && part.length === behind.length;
    if (isCut) cuts++;
    if (isCut && (goesOn || isWord(before + behind))) words++;
    text += isCut ? part : cut + part;
  }
  if (cuts < FEWEST || words < cuts * WORDS) return undefined;
  // Narrow columns are set so.
  return { kind: cut === '-\n' ? 'lines' : 'parted', text: text.replace(ENDS, '') };
}

const LONGEST = 24;
