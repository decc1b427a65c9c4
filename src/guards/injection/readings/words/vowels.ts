// Vowels as one sign for all of them: an apostrophe, a hyphen, or one of the vowels (`sk'p th' sc'n`, `skop tho scon`), in a line or a
// part of one. A sign may stand for several vowels in a row.
import { isWord } from '../../lexicon/vocabulary';
import type { Tokens } from '../../tokens';
import { matchesOf } from '../../../matches';
import { hasStrangeRow } from '../sense';
import { standsOften } from '../signs';
import { maySay } from '../speech';
import { eachOfBones } from './bare';
import { likeliest, Reader, UNKNOWN } from './reader';
import { understood } from './share';

/** What may stand for vowels; stars and low lines are read elsewhere. */
const SIGNS = ["'", '-', '.', '?', '~', '^', '%', '@', '+', '=', '$', '&', '0', '1'] as const;
/** It stands so often in a text, and so many words in a row have it, or no vowels at all. */
const FEWEST_SIGNS = 8;
const FEWEST = 5;
const FEWEST_OF_VOWEL = 6;
/** So many of the words stand for words; so few are some as they stand. */
const READ = 0.75;
const KNOWN = 0.5;
const MOST_WORDS = 120;
const WORD = /\S{1,40}/g;
const OPENING = /^["«(|:]+/;
const CLOSING = /(?<![",;:!?»)|])[",;:!?»)|]+$/;
const CONSONANTS = 'b-df-hj-np-tv-z';

/** The (folded) text with its vowels where one sign stands for all of them; nothing when that makes no words. Linear. */
export function withVowelsForSigns(folded: string, tokens: Tokens): string | undefined {
  const signs = SIGNS.filter((sign) => standsOften(folded, sign, FEWEST_SIGNS) && standsAmongLetters(folded, sign));
  const vowels = hasStrangeRow(tokens) ? onlyVowelsOfRows(folded) : [];
  for (const sign of [...signs, ...vowels]) {
    const marked = new RegExp(`^[${CONSONANTS}y${/\w/.test(sign) ? '' : '\\'}${sign}]{1,40}$`);
    const lines = folded
      .split('\n')
      .map((line) => lineRead(line, sign, marked, sign >= 'a' ? FEWEST_OF_VOWEL : FEWEST) ?? line);
    const text = lines.join('\n');
    if (text !== folded) return text;
  }
  return undefined;
}

function lineRead(line: string, sign: string, marked: RegExp, fewest: number): string | undefined {
  if (!standsOften(line, sign, fewest)) return undefined;
  const words = matchesOf(line, WORD).map(({ 0: written, index }) => {
    const word = written
      .replace(OPENING, '')
      .replace(CLOSING, '')
      .replace(sign === '.' ? /$/ : /\.$/, '');
    return { word, start: index + written.indexOf(word), isMarked: word !== '' && marked.test(word) };
  });
  const [first, last] = longestRow(words.map(({ isMarked }) => isMarked));
  const row = words.slice(first, last).slice(0, MOST_WORDS);
  const written = row.map(({ word }) => word);
  if (row.length < fewest || written.filter((word) => word.includes(sign)).length < row.length / 2) return undefined;
  if (written.filter((word) => word.length > 2 && isWord(word)).length > row.length * KNOWN) return undefined;
  const reader = new Reader((word, offer) => {
    const pattern = new RegExp(
      `^${Array.from(word, (letter) => (letter === sign ? '[aeiouy]{1,3}' : letter)).join('')}$`,
    );
    eachOfBones(word.replaceAll(sign, ''), (meant) => {
      if (pattern.test(meant)) offer(meant, 0);
    });
  }, true);
  const { share, language } = understood(written, reader);
  if (share < READ) return undefined;
  const places = row.map(({ word }, n) => {
    const meant = reader.read(word)[language];
    return { words: meant.length > 0 ? meant : [{ word, price: UNKNOWN }], isBehind: n > 0 };
  });
  let text = '';
  let from = 0;
  for (const [n, meant] of likeliest(places, language).entries()) {
    const { word = '', start = 0 } = row[n] ?? {};
    text += line.slice(from, start) + meant;
    from = start + word.length;
  }
  const read = text + line.slice(from);
  return maySay(read) ? read : undefined;
}

/** Where the longest row of what holds begins and ends. */
function longestRow(holds: readonly boolean[]): [number, number] {
  let best: [number, number] = [0, 0];
  let begin = 0;
  for (let n = 0; n <= holds.length; n++) {
    if (holds[n] === true) continue;
    if (n - begin > best[1] - best[0]) best = [begin, n];
    begin = n + 1;
  }
  return best;
}

/** Whether a sign stands between two letters that are no vowels, several times. */
function standsAmongLetters(text: string, sign: string): boolean {
  let found = 0;
  for (let at = text.indexOf(sign, 1); at > 0 && found < FEWEST; at = text.indexOf(sign, at + 1))
    if (isConsonant(text.charAt(at - 1)) && isConsonant(text.charAt(at + 1))) found++;
  return found >= FEWEST;
}

function isConsonant(letter: string): boolean {
  return letter >= 'b' && letter <= 'z' && !'eiouy'.includes(letter);
}

const LINE_FEED = 10;
const A = 97;
/** Of the letters from a on, a bit each. */
const VOWELS = 0x104111;

function isVowel(unit: number): boolean {
  return unit >= A && unit < A + 26 && ((VOWELS >> (unit - A)) & 1) === 1;
}

/** The vowels that stand so often, in a row of words of one line, without any other among them. */
function onlyVowelsOfRows(folded: string): string[] {
  const found = new Set<string>();
  let vowel = 0;
  let times = 0;
  for (let i = 0; i < folded.length; i++) {
    const unit = folded.charCodeAt(i);
    if (unit === LINE_FEED) vowel = 0;
    if (!isVowel(unit)) continue;
    times = unit === vowel ? times + 1 : 1;
    vowel = unit;
    if (times >= FEWEST_OF_VOWEL) found.add(String.fromCharCode(vowel));
  }
  return [...found];
}
