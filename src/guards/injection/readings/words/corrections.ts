// What a word may have been before it was misspelt: by a slip, by ear, in the spelling of short messages, without its vowels, with
// letters repeated or left open.
import { isWord, WordIndex } from '../../lexicon/vocabulary';
import { eachOneSlipFrom, eachWordLike } from '../../lexicon/edits';
import { englishSounds, frenchSounds, skeleton } from '../../lexicon/sounds';
import { unleet, WordFilter } from '../../lexicon';
import { ABBREVIATIONS } from './abbreviations';
import { isWithin } from './bare';
import type { Offer } from './transform';

const byEnglishSounds = new WordIndex((word) => (word.length < 3 ? '' : englishSounds(word)));
const byFrenchSounds = new WordIndex((word) => (word.length < 3 ? '' : frenchSounds(word)));
const bySkeleton = new WordIndex(skeleton);

/** Prices beside those of the words, as natural logarithms; chosen by hand. */
const REPEATED = 0.5;
const SHORT = 0.5;
const OPEN = 0.5;
const ABBREVIATED = 0.5;
const SOUNDS = 2.5;
/** English keys keep no vowels: words of another length are likelier others. */
const ENGLISH_SOUNDS = 4;
const BARE = 1;
const NEARLY_BARE = 4;
/** A slip in a short word makes another word of it. */
const SHORT_SLIP = 2.5;
const ELIDED = 1.5;
const DIGITS = 1;

/** Letters that are left open, when they stand within a word. */
const OPEN_LETTER = /[*#_?•·.%@&~$€^-]/g;
const SOUNDS_OF_DIGITS: Readonly<Record<string, string>> = { 1: 'one', 2: 'to', 3: 'e', 4: 'for', 8: 'ate', 9: 'neuf' };
/** `m1tenance`, `2mande`, `8tre`: as French readers say them. */
const FRENCH_SOUNDS_OF_DIGITS: Readonly<Record<string, string>> = { 1: 'in', 2: 'de', 6: 'si', 7: 'set', 8: 'uit', 9: 'neuf' }; // prettier-ignore

/** Whether a word, of this hash (see `hashOf`), is written as in short messages, though its letters may be a word. */
export function isAbbreviated(word: string, hash: number): boolean {
  return ABBREVIATED_WORDS.mayHave(hash) && ABBREVIATIONS.has(word);
}

const ABBREVIATED_WORDS = new WordFilter(ABBREVIATIONS.keys());

/** Offers the words that a (folded) word may stand for. Bounded, for a word of bounded length. */
export function corrections(word: string, offer: Offer): void {
  const known = ABBREVIATIONS.get(word);
  for (const { meant, language } of known ?? []) offer(meant, ABBREVIATED, language);
  if (/^[a-z]+$/.test(word)) ofLetters(word, offer, 0);
  else if (/^[a-z\d]+$/.test(word)) {
    // `4get`, `gr8`, and digits that were strewn in.
    const heard = word.replace(/\d/g, (digit) => SOUNDS_OF_DIGITS[digit] ?? digit);
    if (/^[a-z]+$/.test(heard)) ofLetters(heard, offer, DIGITS);
    const inFrench = word.replace(/\d/g, (digit) => FRENCH_SOUNDS_OF_DIGITS[digit] ?? digit);
    if (inFrench.length > SHORTEST_SLIP && /^[a-z]+$/.test(inFrench))
      byFrenchSounds.each(frenchSounds(inFrench), (meant) => {
        offer(meant, SOUNDS + DIGITS, 'french');
      });
    const plain = unleet(word);
    if (plain !== undefined) offer(plain, REPEATED);
    const letters = word.replace(/\d/g, '');
    if (letters.length > 1) offer(letters, DIGITS);
  } else {
    const open = word.replace(OPEN_LETTER, '*');
    if (!/^[a-z*]+$/.test(open)) return;
    const bare = open.replaceAll('*', '');
    if (bare.length === 0) return;
    offer(bare, OPEN + DIGITS);
    eachWordLike(open, (like) => {
      offer(like, OPEN);
    });
  }
}

function ofLetters(word: string, offer: Offer, cost: number): void {
  offer(word, cost);
  ofRepeated(word, (single) => {
    offer(single, cost + REPEATED);
  });
  if (word.length > 2) ofShortened(word, offer, cost);
  // `balanc`, `giv`: nobody hears the last letter.
  if (word.length >= SHORTEST_MUTE && MUTE.test(word) && isWord(`${word}e`)) offer(`${word}e`, cost + SHORT);
  if (word.length >= SHORTEST_SLIP)
    eachOneSlipFrom(word, (meant, slip) => {
      offer(meant, cost + slip + (word.length < SURE ? SHORT_SLIP : 0));
    });
  const bare = skeleton(word);
  // Without vowels, or with nothing but the first.
  const isBare = bare.length >= word.length - 1 && (bare === word || !bare.startsWith(word.charAt(0)));
  if (bare.length > 0 && bare.length < LONGEST_BARE)
    bySkeleton.each(bare, (meant) => {
      if (isWithin(word, meant)) offer(meant, cost + (isBare ? BARE : NEARLY_BARE));
    });
  if (word.length < 3) return;
  byEnglishSounds.each(englishSounds(word), (meant) => {
    offer(meant, cost + ENGLISH_SOUNDS + Math.abs(meant.length - word.length), 'english');
  });
  byFrenchSounds.each(frenchSounds(word), (meant) => {
    offer(meant, cost + SOUNDS, 'french');
  });
  // `nekoute`: a French word with what it is elided with.
  if (word.length < SURE || !/^(?:[cdjlmnst]|k|qu)[aeiouh]/.test(word)) return;
  const [elided = ''] = /^(?:qu|.)/.exec(word) ?? [];
  byFrenchSounds.each(frenchSounds(word.slice(elided.length)), (meant) => {
    if (/^[aeiouh]/.test(meant)) offer(`${elided === 'k' ? 'qu' : elided} ${meant}`, cost + SOUNDS + ELIDED, 'french');
  });
}

const SURE = 5;
const SHORTEST_MUTE = 4;
const MUTE = /[^aeiousy]$/;

/** How words are written in short messages: `rulez`, `neva`, `direcshunz`, `wheneva`, `fotos`, `dese`, `talkin`, `kestion`. */
const SHORTENED: readonly (readonly [RegExp, string])[] = [
  [/z$/, 's'],
  [/as?$/, 'er'],
  [/az$/, 'ers'],
  [/shun$/, 'tion'],
  [/shun[sz]$/, 'tions'],
  [/shun/, 'tion'],
  [/f/, 'ph'],
  [/^d(?=[aeiou])/, 'th'],
  [/n$/, 'ng'],
  [/^k(?=[aeiou])/, 'qu'],
  [/k/g, 'c'],
  [/evr/, 'ever'],
  // As scanners misread print: `systerne`, `clu`, `vvord`, `lgnore`.
  [/rn/g, 'm'],
  [/cl/g, 'd'],
  [/vv/g, 'w'],
  [/^l(?=[glmnrs])/, 'i'],
];
/** Hits whatever one of them hits. */
const MAY_BE_SHORTENED = /[fkz]|rn|cl|vv|^l[glmnrs]|[an]$|as$|shun|^d[aeiou]|evr/;
const DOUBLED = 'bcdfgklmnprst';

/** Offers the words that are shortened so, once or twice; their double letters may stand once. */
function ofShortened(word: string, offer: Offer, cost: number): void {
  const one = shortened(word).filter((other) => other !== word);
  for (const other of new Set([...one, ...one.flatMap(shortened)])) if (isWord(other)) offer(other, cost + SHORT);
  for (const other of [word, ...one])
    for (let i = 0; i < other.length; i++) {
      if (!DOUBLED.includes(other.charAt(i))) continue;
      const double = other.slice(0, i + 1) + other.slice(i);
      if (isWord(double)) offer(double, cost + SHORT + REPEATED);
    }
}

/** What a word may be shortened from, in one step; and itself. */
function shortened(word: string): string[] {
  return MAY_BE_SHORTENED.test(word) ? SHORTENED.map(([pattern, meant]) => word.replace(pattern, meant)) : [];
}

const SHORTEST_SLIP = 3;
const LONGEST_BARE = 16;

const RUN = /(.)\1+/g;

/** Offers what a word reads with its repeated letters once; or one of them twice, or each half as often. */
function ofRepeated(word: string, found: (word: string) => void): void {
  const runs = word.match(RUN);
  if (runs === null) return;
  if (runs.join('').length === word.length && runs.every((run) => run.length % 2 === 0))
    found(runs.map((run) => run.slice(run.length / 2)).join(''));
  const single = word.replace(RUN, '$1');
  if (isWord(single)) found(single);
  for (let n = 0; n < Math.min(runs.length, MOST_RUNS); n++) {
    let at = 0;
    const double = word.replace(RUN, (_: string, letter: string) => (at++ === n ? letter + letter : letter));
    if (isWord(double)) found(double);
  }
}

const MOST_RUNS = 12;
