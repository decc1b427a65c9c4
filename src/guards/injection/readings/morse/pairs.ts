// Where a text may hold Morse code in other signs than dots and dashes: two signs, two letters or digits, both cases, two words.
import { matchesOf } from '../../../matches';
import { canonicalise, isDigitUnit } from '../../../normalise';
import type { Tokens } from '../../tokens';
import { isLetterUnit } from '../../words';
import { DASHES, DOTS, LETTER } from './code';
import { withSignalsRead, type Mark } from './signals';

/** The text with what it says in Morse code by any two signs, letters or words, folded; nothing when it says nothing in it. Linear. */
export function fromSignals(source: string, folded: string, tokens: Tokens): string | undefined {
  const read =
    inTwoWords(folded, tokens) ??
    inTwoLetters(folded, tokens, isLetterUnit) ??
    inTwoLetters(folded, tokens, isDigitUnit) ??
    inTwoCases(source) ??
    inTwoSigns(source);
  return read === undefined ? undefined : canonicalise(read).text;
}

/** Fewest signs in a row. */
const FEWEST = 20;

/** A sign of no script: `●`, `🔴`. */
const SIGN = /[\u2010-\u2bff\u{1f300}-\u{1faff}]/gu;
const WIDE = /[\u2010-\u2bff\ud83c-\ud83e]/;
/** So many of the commonest signs are tried in pairs; each of a pair stands so often. */
const COMMONEST = 4;
const FEWEST_OF_EACH = 5;

/** The text with what two of its signs say in Morse code; nothing when none do. Linear. */
function inTwoSigns(source: string): string | undefined {
  if (WIDE.test(source)) {
    const text = source.replaceAll('\ufe0f', '');
    const read = inPairs(text, SIGN);
    if (read !== undefined) return read;
  }
  if (LETTER.test(source)) {
    const read = inPairs(withoutBullets(source.replace(DOTS, '.').replace(DASHES, '-')), /[.-]/g);
    if (read !== undefined) return read;
  }
  return hasRowOfSigns(source) ? inPairs(source, ASCII_SIGN) : undefined;
}

/** A dash that begins an item of a list, where all lines with code begin so: elsewhere it is a T. */
const BULLET = /^[ \t]{0,12}- /;
const CODE = /[.-]{2}/;

function withoutBullets(plain: string): string {
  const lines = plain.split('\n');
  const areItems = lines.length > 1 && lines.every((line) => BULLET.test(line) || !CODE.test(line));
  return areItems ? lines.map((line) => line.replace(BULLET, '* ')).join('\n') : plain;
}

const ASCII_SIGN = /[!#$%&()*+\-./:;<=>?@[\\\]^_`{|}~]/g;
/** Whether signs of two kinds stand in a row, with blanks: `*_ __* /`; rules of tables are of one. Looks at a few places, no more. */
function hasRowOfSigns(source: string): boolean {
  for (let at = FEWEST - 1; at < source.length; at += FEWEST) {
    let start = at;
    while (start > at - FEWEST && isSign(source.charCodeAt(start))) start--;
    start++;
    if (!isSignRow(source, start)) continue;
    const kinds = new Set(source.slice(start, start + FEWEST));
    if (kinds.has(' ') && kinds.size - Number(kinds.has('|')) - Number(kinds.has('\n')) > 2) return true;
  }
  return false;
}

function isSignRow(source: string, start: number): boolean {
  let blanks = 0;
  for (let at = start; at < start + FEWEST; at++) {
    const unit = source.charCodeAt(at);
    if (!isSign(unit) || (unit <= 32 && ++blanks * 2 > FEWEST)) return false;
  }
  return true;
}

function isSign(unit: number): boolean {
  return unit <= 47 || (unit >= 58 && unit <= 64) || (unit >= 91 && unit <= 96) || (unit >= 123 && unit <= 126);
}

function inPairs(text: string, pattern: RegExp): string | undefined {
  const found = matchesOf(text, pattern);
  if (found.length < FEWEST) return undefined;
  const times = new Map<string, number>();
  for (const [sign] of found) times.set(sign, (times.get(sign) ?? 0) + 1);
  const common = [...times].filter(([, n]) => n >= FEWEST_OF_EACH).sort((a, b) => b[1] - a[1]).slice(0, COMMONEST); // prettier-ignore
  for (const [n, [first]] of common.entries())
    for (const [second] of common.slice(n + 1)) {
      const marks = found
        .filter(([sign]) => sign === first || sign === second)
        .map(({ 0: sign, index }) => ({ start: index, end: index + sign.length, isSecond: sign === second }));
      const read = withSignalsRead(text, marks);
      if (read !== undefined) return read;
    }
  return undefined;
}

/** Hits `fF dmb`: a small letter before a capital one at the end of a short word. */
const MIXED = /(?<![A-Za-z])[a-z]{1,4}[A-Z]{1,4}(?![A-Za-z])/;
const IN_CASES = /(?:(?<![A-Za-z])[A-Za-z]{1,5}(?:[^A-Za-z\n]{1,5}|\n(?!\n)|$)){10,1200}/g;

/** The text with what small and capital letters say in Morse code, whatever letters they are. Linear. */
function inTwoCases(source: string): string | undefined {
  if (!MIXED.test(source)) return undefined;
  for (const { index, 0: row } of matchesOf(source, IN_CASES)) {
    const marks = matchesOf(row, /[A-Za-z]/g).map(({ 0: letter, index: at }) => ({
      start: index + at,
      end: index + at + 1,
      isSecond: letter < 'a',
    }));
    const read = withSignalsRead(source, marks);
    if (read !== undefined) return read;
  }
  return undefined;
}

/** Words that are run together in a letter: `tatiti`, `dah-didit`. */
const SYLLABLES = [
  /di(?:[td](?![aio]))?|dah?/g, /ti(?:[tp](?![aio]))?|taa?(?:[hp](?![aio]))?/g, /pi(?:[cp](?![aio]))?|pa(?:[cp](?![aio]))?/g,
  /bii?p|b(?:aa?|oo?)p/g, /bi|b[ao]/g, /tic|tac|toc/g, /clic|clac/g, /pif|paf/g, /t[ou]|ta/g, /do|da|la/g,
]; // prettier-ignore
const GLUED = SYLLABLES.map((syllable) => new RegExp(`(?<![a-z])(?:${syllable.source}){2,6}(?![a-z])`, 'g'));
const HAS_GLUED = /(?<![a-z])(?:[tdpb][aio][tdcp]?h?){3}/;

/** The (folded) text with what two words say in Morse code, each sign a word: `court long | long`; or run together: `tatiti-ti`. Linear. */
function inTwoWords(folded: string, { hash, start, end, count }: Tokens): string | undefined {
  const pair = pairOfWords(hash, count);
  if (pair !== undefined) {
    const marks: Mark[] = [];
    for (let i = 0; i < count; i++)
      if (hash[i] === pair[0] || hash[i] === pair[1])
        marks.push({ start: start[i] ?? 0, end: end[i] ?? 0, isSecond: hash[i] === pair[1] });
    const read = withSignalsRead(folded, marks);
    if (read !== undefined) return read;
  }
  return HAS_GLUED.test(folded) ? inSyllables(folded) : undefined;
}

/** Two words that stand in a row again and again, and no others among them. */
function pairOfWords(hash: Int32Array, count: number): readonly [number, number] | undefined {
  let first = 0;
  let second = 0;
  let run = 0;
  for (let i = 0; i < count; i++) {
    const word = hash[i] ?? 0;
    if (word === first || word === second) {
      if (++run >= FEWEST_WORDS && first !== second) return [first, second];
    } else {
      const before = hash[i - 1] ?? 0;
      // Of one word in a row any other makes two.
      if (run > 0 && first === second) second = word;
      else [first, second, run] = i > 0 ? [before, word, 1] : [word, word, 0];
      run++;
    }
  }
  return undefined;
}

const FEWEST_WORDS = 7;

function inSyllables(folded: string): string | undefined {
  for (const [n, glued] of GLUED.entries()) {
    const syllable = SYLLABLES[n];
    if (syllable === undefined || matchesOf(folded, glued).length < FEWEST_GLUED) continue;
    const all = new RegExp(`(?<![a-z])(?:${syllable.source}){1,6}(?![a-z])`, 'g');
    const rows = matchesOf(folded, all);
    const [first = ''] = rows[0]?.[0].match(syllable) ?? [];
    const marks = rows.flatMap(({ index, 0: word }) =>
      matchesOf(word, syllable).map(({ 0: said, index: at }) => ({
        start: index + at,
        end: index + at + said.length,
        isSecond: vowelOf(said) !== vowelOf(first),
      })),
    );
    const read = withSignalsRead(folded, marks);
    if (read !== undefined) return read;
  }
  return undefined;
}

function vowelOf(syllable: string): string {
  return /[aiou]/.exec(syllable)?.[0] ?? '';
}

const FEWEST_GLUED = 4;

/** Two letters or digits that rows of short words are made of, and nothing else: `sls l | s`, `0100,0,01;1`. Linear. */
function inTwoLetters(
  folded: string,
  { units, start, end, count }: Tokens,
  isMark: (unit: number) => boolean,
): string | undefined {
  const pair = new Pair(isMark);
  if (!mayBeOfTwo(pair, units, start, end, count)) return undefined;
  let from = 0;
  for (let i = 0; i <= count; i++) {
    if (i < count && pair.takes(units, start[i] ?? 0, end[i] ?? 0)) continue;
    if (i - from >= FEWEST_TOKENS && pair.second !== 0) {
      const read = withSignalsRead(folded, marksOf(units, start[from] ?? 0, end[i - 1] ?? 0, pair.second, isMark));
      if (read !== undefined) return read;
    }
    pair.clear();
    from = i < count && pair.takes(units, start[i] ?? 0, end[i] ?? 0) ? i : i + 1;
  }
  return undefined;
}

const FEWEST_TOKENS = 8;

/** Whether one in so many words is made of two units at most: one of each row is. */
function mayBeOfTwo(pair: Pair, units: Uint16Array, start: Int32Array, end: Int32Array, count: number): boolean {
  for (let i = FEWEST_TOKENS - 1; i < count; i += FEWEST_TOKENS) {
    if (!pair.takes(units, start[i] ?? 0, end[i] ?? 0)) continue;
    pair.clear();
    let row = 1;
    for (let k = i - 1; k >= 0 && row < FEWEST_TOKENS && isOfTwo(pair, units, start[k] ?? 0, end[k] ?? 0); k--) row++;
    for (let k = i + 1; k < count && row < FEWEST_TOKENS && isOfTwo(pair, units, start[k] ?? 0, end[k] ?? 0); k++)
      row++;
    if (row >= FEWEST_TOKENS) return true;
  }
  return false;
}

function isOfTwo(pair: Pair, units: Uint16Array, start: number, end: number): boolean {
  const takes = pair.takes(units, start, end);
  pair.clear();
  return takes;
}

/** Two units that words are made of. */
class Pair {
  first = 0;
  second = 0;

  constructor(private readonly isMark: (unit: number) => boolean) {}

  /** Whether a word is made of them, and of signs; they are its first two when there are none yet. */
  takes(units: Uint16Array, start: number, end: number): boolean {
    let { first, second } = this;
    for (let at = start; at < end; at++) {
      const unit = units[at] ?? 0;
      if (unit === first || unit === second) continue;
      if (!this.isMark(unit)) {
        // Numbers stand beside letters; letters beside digits are names.
        if (isLetterUnit(unit)) return false;
        continue;
      }
      if (first === 0) first = unit;
      else if (second === 0) second = unit;
      else return false;
    }
    this.first = first;
    this.second = second;
    return true;
  }

  clear(): void {
    this.first = 0;
    this.second = 0;
  }
}

function marksOf(
  units: Uint16Array,
  start: number,
  end: number,
  second: number,
  isMark: (unit: number) => boolean,
): Mark[] {
  const marks: Mark[] = [];
  for (let at = start; at < end; at++) {
    const unit = units[at] ?? 0;
    if (isMark(unit)) marks.push({ start: at, end: at + 1, isSecond: unit === second });
  }
  return marks;
}
