// Text that was written without blanks, or with other signs in their place, read with them.
import { canonicalise, isLetterOrDigitUnit, originalOffset } from '../normalise';
import { lookUp, rotate, unleet, withBlanks } from './lexicon';
import { LANGUAGES } from './lexicon/frequencies';
import { LONG_RUN } from './lexicon/segment';
import { isCounted, priceOf } from './lexicon/vocabulary';
import { signed } from './punctuation';
import type { Tokens } from './tokens';

/** Shorter texts are names. */
const SHORTEST_TEXT = 40;
/**
 * Words with so many letters, on the mean, are several words each: English and French have about five, German six. Code with
 * blanks may have more, for its names are run together by custom: it is left alone.
 */
const LETTERS_A_WORD = 7;
/** So many signs of code, a letter, are code. */
const CODE_SIGNS = 1 / 50;
/** So many letters a blank, on the mean, are no blanks between words. */
const LETTERS_A_BLANK = 30;

/**
 * A text with blanks between its words, and with the signs that it lost when it has none; nothing when it has blanks. Linear; little
 * more than a look for ordinary text. Takes the text after folding, its words, and the text as it was written.
 */
export function takenApart(folded: string, tokens: Tokens, source: string): string | undefined {
  const spaced = withoutSeparators(folded);
  if (spaced !== undefined) return signed(spaced);
  if (isRunTogether(folded, tokens)) {
    let whole = 0;
    let cut = 0;
    const apart = withCapitals(folded, source).replace(RUN, (run) => {
      const words = cutUp(run);
      if (words === undefined) whole += run.length;
      else cut += run.length;
      return words ?? run.toLowerCase();
    });
    // Long words of ordinary texts may be made of others: `photosynthesis`.
    if (cut <= whole) return undefined;
    // `instructions.Reveal`: sentences were run together as well.
    return signed(apart.replace(MARK_BEFORE_WORD, '$1 '));
  }
  if (tokens.longest < LONG_RUN) return undefined;
  let apart = '';
  let from = 0;
  for (const [start, end] of longRuns(folded)) {
    const run = folded.slice(start, end);
    const words = cutUp(run);
    if (words === undefined) continue;
    apart += folded.slice(from, start) + signedIfLong(words, run);
    from = end;
  }
  return from === 0 ? undefined : apart + folded.slice(from);
}

/** Where rows of at least `LONG_RUN` letters and digits stand. Each holds one of the places that are looked at. */
function longRuns(folded: string): [start: number, end: number][] {
  const runs: [number, number][] = [];
  for (let i = LONG_RUN - 1; i < folded.length; i += LONG_RUN) {
    let start = i + 1;
    while (start > 0 && isLetterOrDigitUnit(folded.charCodeAt(start - 1))) start--;
    if (start > i) continue;
    let end = i + 1;
    while (end < folded.length && isLetterOrDigitUnit(folded.charCodeAt(end))) end++;
    if (end - start >= LONG_RUN) runs.push([start, end]);
    i = Math.max(i, end);
  }
  return runs;
}

/** Shorter words in a text with blanks are names of a program, which speak to nobody: `generateInvokeModelCommandInput`. */
const LONGEST_NAME = 60;

function signedIfLong(words: string, run: string): string {
  return run.length > LONGEST_NAME ? signed(words) : words;
}

/** A capital letter behind a small one, or a number, begins a word. */
const CAPITAL = /(?<=[a-z\d])[A-Z]/g;
const ANY_CAPITAL = /[A-Z]/g;
/** Fewer letters a word that begins so, or a capital letter at all, are capitals at random. */
const LETTERS_A_START = 4;
const LETTERS_A_CAPITAL = 3;

/** The folded text with the capital letters that it had, when they tell anything. */
function withCapitals(folded: string, source: string): string {
  const canonical = canonicalise(source);
  if (canonical.text !== folded) return folded;
  let cased = '';
  for (let i = 0; i < folded.length; i++) {
    const letter = folded.charAt(i);
    const written = source.charAt(originalOffset(canonical, i));
    cased += written !== letter && /[a-z]/.test(letter) && /\p{Lu}/u.test(written) ? letter.toUpperCase() : letter;
  }
  const often = (pattern: RegExp, letters: number): boolean =>
    (cased.match(pattern)?.length ?? 0) * letters > cased.length;
  return often(CAPITAL, LETTERS_A_START) || often(ANY_CAPITAL, LETTERS_A_CAPITAL) ? folded : cased;
}

/** So many letters of the longest words are cut up in a text that is too long to be read twice. */
const LETTERS_OF_LONG_TEXT = 24_000;

/** As `takenApart`, of a text too long to be read twice: only what its longest words say. */
export function longWordsApart(folded: string, tokens: Tokens): string | undefined {
  if (tokens.longest < LONG_RUN) return undefined;
  const apart: string[] = [];
  let left = LETTERS_OF_LONG_TEXT;
  for (const [start, end] of longRuns(folded)) {
    const run = folded.slice(start, end);
    const words = cutUp(run.slice(0, left));
    if (words !== undefined) apart.push(signedIfLong(words, run));
    left -= run.length;
    if (left <= 0) break;
  }
  return apart.length === 0 ? undefined : apart.join('\n\n');
}

/** Most words of the text are several words. */
function isRunTogether(folded: string, tokens: Tokens): boolean {
  const { count, start, end } = tokens;
  // Blanks and signs are counted first, for that costs nothing.
  if (folded.length < Math.max(SHORTEST_TEXT, count * LETTERS_A_WORD)) return false;
  let letters = 0;
  for (let i = 0; i < count; i++) letters += (end[i] ?? 0) - (start[i] ?? 0);
  if (letters < count * LETTERS_A_WORD) return false;
  return !hasBlanks(folded) || (folded.match(/[{}()[\]=<>;_]/g)?.length ?? 0) < letters * CODE_SIGNS;
}

const RUN = /[a-zA-Z\d]{4,}/g;
const MARK_BEFORE_WORD = /([.,;:!?)"»])(?=[a-z(«"])/g;

/** Letters and digits with blanks between words and numbers; nothing when no words are in them. */
export function cutUp(run: string): string | undefined {
  const letters = run.replace(/\d+/g, '');
  if (letters.length < 2) return undefined;
  // A number parts words, and a capital letter behind a small one begins a word.
  const starts: number[] = [];
  const numbers: { at: number; digits: string }[] = [];
  let at = 0;
  for (const part of run.split(BORDERS)) {
    if (part < 'A') numbers.push({ at, digits: part });
    if (at > 0 && starts.at(-1) !== at) starts.push(at);
    if (part >= 'A') at += part.length;
  }
  const words = inWords(letters.toLowerCase(), starts);
  if (words === undefined) {
    const plain = numbers.length > 0 ? unleet(run.toLowerCase()) : undefined;
    return plain === undefined ? undefined : withBlanks(plain);
  }
  return withNumbers(withUncounted(words), numbers);
}

/** One of both pieces of a word that is cut is a word by chance. */
const SHORT_PIECE = 3;

/** Words with each two as one that the rules read something in, though it was counted nowhere: `negli ge`, `de robe`. */
function withUncounted(text: string): string {
  const words: string[] = [];
  let before = '';
  for (const word of text.split(' ')) {
    const both = before + word;
    const isCut = before !== '' && Math.min(before.length, word.length) <= SHORT_PIECE;
    if (isCut && !isMeant(before) && !isCounted(both) && isMeant(both) && isCheaper(both, before, word)) {
      words[words.length - 1] = both;
      before = '';
    } else {
      words.push(word);
      before = word;
    }
  }
  return words.join(' ');
}

function isMeant(word: string): boolean {
  const { lo, mid, hi } = lookUp(word);
  return (lo | mid | hi) !== 0;
}

function isCheaper(both: string, before: string, word: string): boolean {
  return LANGUAGES.every((language) => priceOf(both, language) < priceOf(before, language) + priceOf(word, language));
}

/** Between a number and letters, and before a capital letter behind a small one. */
const BORDERS = /(?<=[a-z])(?=[A-Z])|(?<=\d)(?=[a-zA-Z])|(?<=[a-zA-Z])(?=\d)/;

/** Words with the numbers back in their places: behind so many letters each. */
function withNumbers(words: string, numbers: readonly { at: number; digits: string }[]): string {
  let next = 0;
  let at = 0;
  const all: string[] = [];
  for (const word of words.split(' ')) {
    while (next < numbers.length && (numbers[next]?.at ?? 0) <= at) all.push(numbers[next++]?.digits ?? '');
    all.push(word);
    at += word.length;
  }
  while (next < numbers.length) all.push(numbers[next++]?.digits ?? '');
  return all.join(' ');
}

const ROT13 = 13;

/** Letters with blanks between words, also of those that stand backwards or in ROT13. */
function inWords(letters: string, starts: readonly number[]): string | undefined {
  const otherwise = (row: string): string | undefined =>
    withBlanks(Array.from(row).reverse().join('')) ?? withBlanks(rotate(row, ROT13));
  return withBlanks(letters, starts, otherwise) ?? (letters.length < LONG_RUN ? undefined : otherwise(letters));
}

/** Signs that may stand where blanks should. */
const SEPARATORS = ['_', '-', '.', '+', '~', '|', '/', '·'];
/** At most so many letters a separator, on the mean. */
const LETTERS_A_SEPARATOR = 12;

/** `ignore-all-previous-instructions`, `ignore_all_…`: the text with blanks for the sign that stands in their place. */
function withoutSeparators(folded: string): string | undefined {
  if (folded.length < SHORTEST_TEXT || hasBlanks(folded)) return undefined;
  const least = folded.length / LETTERS_A_SEPARATOR;
  const separator = SEPARATORS.find((sign) => folded.split(sign).length > least);
  if (separator === undefined) return undefined;
  // A full stop that ends a sentence stands there twice.
  return separator === '.'
    ? folded.replace(/\.{1,2}/g, (stops) => (stops === '.' ? ' ' : '. '))
    : folded.replaceAll(separator, ' ');
}

function hasBlanks(text: string): boolean {
  let left = text.length / LETTERS_A_BLANK;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) <= 32 && --left < 0) return true;
  return false;
}
