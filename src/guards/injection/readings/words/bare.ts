// Words without their vowels, or with signs for them: `ignr yr rls`, `*gn*r* y**r r*l*s`. How a text is written so tells what may be
// meant: whether words keep the vowel that they begin with, and whether `y` is one.
import { eachWordLike } from '../../lexicon/edits';
import { WordIndex } from '../../lexicon/vocabulary';
import { Reader } from './reader';
import type { Offer, Undo } from './transform';

/** What is left of a word without any vowel, y too; a sign for words that are nothing else. */
function bones(word: string): string {
  const left = word.replace(/[aeiouy]/g, '');
  return left === '' ? '-' : left;
}

const byBones = new WordIndex(bones);

/** Calls `found` for each word that has these letters, but for vowels. */
export function eachOfBones(word: string, found: (word: string) => void): void {
  byBones.each(bones(word), found);
}

/** So many of the words are written so. */
const MOSTLY = 0.6;
const MOSTLY_OPEN = 0.3;
/** So many of the words begin with a vowel where they keep it, at least. */
const VOWELS_FIRST = 0.12;
/** So many words, at least, have a `y` within where it is kept. */
const KEPT_Y = 2;

/** What a word costs that stands as it is: most of two letters are others. */
const ITSELF = 3;
const SHORT_ITSELF = 5;
/** What a form of a word costs that was not counted. */
const FORM = 3;
const SHORTEST_FORM = 4;
/** What endings look like without vowels. */
const ENDINGS: readonly (readonly [string, readonly string[]])[] = [
  ['ng', ['ing']],
  ['s', ['s', 'es']],
  ['d', ['ed', 'd']],
  ['nt', ['ent', 'ant']],
  ['r', ['er']],
  ['z', ['ez']],
  ['ns', ['ons']],
  ['t', ['ait']],
];
const LETTERS = /^[a-z]+$/;
const OPEN_LETTER = /[*#_•·]/g;
const VOWELS = 'aeiouy';

/** A reader for words that lost their vowels, or have signs for them; nothing when the words are written otherwise. */
export function bareReader(words: readonly string[]): Reader | undefined {
  if (haveSignsForVowels(words)) return new Reader(withOpenVowels, true);
  return lackVowels(words) ? new Reader(withVowels(words), true) : undefined;
}

/** Whether most of the words have no vowels, but for their first letters. */
function lackVowels(words: readonly string[]): boolean {
  const long = words.filter((word) => word.length >= 3);
  return long.filter((word) => /^[a-z][b-df-hj-np-tv-z]*$/.test(word)).length >= long.length * MOSTLY;
}

/** Whether many of the words have signs in them, and hardly a vowel stands beside them. */
function haveSignsForVowels(words: readonly string[]): boolean {
  const long = words.filter((word) => word.length >= 3);
  const open = long.filter((word) => /[*#_•·]/.test(word) && /^[a-z*#_•·]+$/.test(word));
  return (
    open.length >= Math.max(2, long.length * MOSTLY_OPEN) &&
    open.filter((word) => /^.[^aeiou]*$/.test(word)).length >= open.length * MOSTLY
  );
}

function withVowels(words: readonly string[]): Undo {
  const long = words.filter((word) => word.length > 1);
  const keepsFirst = long.filter((word) => /^[aeiou]/.test(word)).length >= long.length * VOWELS_FIRST;
  const keepsY = long.filter((word) => word.includes('y', 1)).length >= KEPT_Y;
  return (word, offer) => {
    if (!LETTERS.test(word)) return;
    // Not all words need be in disguise.
    if (/^.[a-z]*[aeiou]/.test(word)) {
      offer(word, 0);
      return;
    }
    if (word.length > 1) offer(word, word.length < 3 ? SHORT_ITSELF : ITSELF);
    const fits = (meant: string): boolean =>
      (meant.length > 1 || VOWELS.includes(meant)) &&
      (!keepsFirst || meant.startsWith(word.charAt(0))) &&
      (!keepsY || meant.split('y').length === word.split('y').length) &&
      isWithin(word, meant);
    eachOf(word, fits, offer);
  };
}

function eachOf(word: string, fits: (meant: string) => boolean, offer: Offer): void {
  byBones.each(bones(word), (meant) => {
    if (fits(meant)) offer(meant, 0);
  });
  if (word.length < SHORTEST_FORM) return;
  for (const [bare, endings] of ENDINGS) {
    if (!word.endsWith(bare)) continue;
    const stem = word.slice(0, -bare.length);
    byBones.each(bones(stem), (meant) => {
      for (const ending of endings) if (meant.length > 2 && fits(meant + ending)) offer(meant + ending, FORM);
    });
  }
}

const withOpenVowels: Undo = (word, offer) => {
  const open = word.replace(OPEN_LETTER, '*');
  if (!/^[a-z*]+$/.test(open)) return;
  if (!open.includes('*')) offer(word, 0);
  else
    eachWordLike(
      open,
      (like) => {
        offer(like, 0);
      },
      VOWELS,
    );
};

/** Whether the letters of `part` stand in `whole` in the same order, beginning with the same letter if that is a vowel. */
export function isWithin(part: string, whole: string): boolean {
  if (/^[aeiou]/.test(part) && !whole.startsWith(part.charAt(0))) return false;
  let at = 0;
  for (const letter of part) {
    at = whole.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** Words that stand before an apostrophe, and what stands behind it, by what is left of them. */
const BEFORE_APOSTROPHE = new Map(
  ['qu', 'jusqu', 'lorsqu', 'puisqu', 'quelqu', 'aujourd'].map((word) => [bones(word), word]),
);
const BEFORE_T = new Map(
  `doesn don can won isn wasn didn couldn shouldn wouldn haven hasn hadn aren mustn weren`
    .split(' ')
    .map((word) => [bones(word), word]),
);
const BEFORE_RE = new Map([
  ['y', 'you'],
  ['w', 'we'],
  ['th', 'they'],
]);
const BEHIND_APOSTROPHE = new Map([
  ['r', 're'],
  ['v', 've'],
]);

/** What a word at an apostrophe is in full; nothing for others. */
export function inFull(word: string, isBehind: boolean, next: string): string | undefined {
  const left = bones(word.replace(OPEN_LETTER, ''));
  if (isBehind) return BEHIND_APOSTROPHE.get(word.replace(OPEN_LETTER, ''));
  if (/^'t\b/.test(next)) return BEFORE_T.get(left);
  if (/^'(?:r|v|l|d)/.test(next) && BEFORE_RE.has(word.replace(OPEN_LETTER, '')))
    return BEFORE_RE.get(word.replace(OPEN_LETTER, ''));
  return BEFORE_APOSTROPHE.get(left);
}
