// Rows of letters without blanks, or in groups of one length, in a cipher: letters in another order, or others for them.
import { matchesOf } from '../../../matches';
import { cutUp } from '../../joined';
import { MIRRORED, mirror, rotate, signBits } from '../../lexicon';
import { signedOfHidden } from '../../punctuation';
import type { Tokens } from '../../tokens';
import { letterCounts, likeliestShifts } from './ciphers';
import { keysOfLetters } from './progressive';
import { countedIn, senseOf } from '../sense';
import { isSentence, kindsIn } from '../speech';
import { byKey, progressions } from './substitutions';
import { byKeyOfColumns, transpositions } from './transpositions';

/** Letters of a row that is read, and of the longest. */
const SHORTEST = 18;
const LONGEST = 300;
/** So many rows are tried. */
const MOST_ROWS = 4;
/** So much of what is read makes sense, and words of orders are in it. */
const SENSE = 0.85;
const FEWEST_KINDS = 2;
/** Hits letters in groups, as ciphers are written; whether they have one length is looked at later. */
const GROUPS = /(?<![a-z])[a-z]{2,8}(?: [a-z]{1,8}){4,200}(?![a-z])/g;
const FEWEST_GROUPS = 5;
const LETTERS = /^[a-z]+$/;
/** Around a row; names of programs stand among signs. */
const APART = /^[\s"'«».:]?$/;
/** Somebody is told to read the row, or to obey it; or it is longer than any name. */
const TOLD = signBits('obey', 'order', 'unread', 'acrostic');
const LONG = 40;
/** How letters may have been moved, which stand as often as in a language: groups and lines of such letters are words and names, mostly. */
const MOVED =
  /rail|fence|barriere|cloture|palissade|zig-?zag|column|colonne|transpos|scytal|baton|every|sur (?:deux|trois|quatre|2|3|4)|route|spiral|interlea|entrela|\bodd\b|impair|decod|dechiff|deciph|decrypt|scrambl|melange|permut|\bbloc|cipher|chiffre|anagram|grid|grille|rows|lignes/;

/** So many letters are read in all ways together: a message of a hundred in each of them. */
const MOST_LETTERS = 8000;

interface Budget {
  letters: number;
}

interface Row {
  readonly start: number;
  readonly end: number;
  readonly letters: string;
}

/** The (folded) text with such rows as they read; nothing when there are none. Linear: bounded. */
export function deciphered(folded: string, tokens: Tokens): string | undefined {
  const budget = { letters: MOST_LETTERS };
  for (const { start, end, letters } of rowsIn(folded, tokens)) {
    const around = `${folded.slice(0, start)}\n${folded.slice(end)}`;
    const said = saidBy(letters, [...keysOfLetters(around), ...ordersIn(around)], budget);
    if (said !== undefined) return `${folded.slice(0, start)}\n${said}\n${folded.slice(end)}`;
  }
  return undefined;
}

/** Hits `3142`, `3-1-4-2`: the places of letters, or of columns. */
const ORDER = /(?<![\w.])[1-9](?:[ ,-]{0,2}[1-9]){2,8}(?![\w.])/g;

/** The orders that a text names, as keys whose letters have them. */
function ordersIn(text: string): string[] {
  if (!MOVED.test(text)) return [];
  const digits = matchesOf(text, ORDER).map(([order]) => order.replace(/[^1-9]/g, ''));
  return digits
    .filter((order) => new Set(order).size === order.length && !/[1-9]/.test(order.replace(inReach(order.length), '')))
    .map((order) => order.replace(/\d/g, (digit) => String.fromCharCode(A_LESS_ONE + Number(digit))));
}

const A_LESS_ONE = 96;

function inReach(most: number): RegExp {
  return new RegExp(`[1-${String(most)}]`, 'g');
}

/** Rows of letters that are no words as they stand. */
function rowsIn(folded: string, tokens: Tokens): Row[] {
  const rows: Row[] = [];
  if (tokens.longest >= SHORTEST) {
    for (let i = 0; i < tokens.count && rows.length < MOST_ROWS; i++) {
      const start = tokens.start[i] ?? 0;
      const end = tokens.end[i] ?? 0;
      // Words that are merely run together are read elsewhere.
      if (end - start < SHORTEST || end - start > LONGEST || tokens.run[i] !== 0 || tokens.counted[i] !== 0) continue;
      if (!APART.test(folded.charAt(start - 1)) || !APART.test(folded.charAt(end))) continue;
      const letters = folded.slice(start, end);
      if (LETTERS.test(letters)) rows.push({ start, end, letters });
    }
  }
  if (hasGroups(tokens)) rows.push(...groupsIn(folded));
  rows.push(...linesIn(folded, tokens));
  rows.push(...strangeIn(folded, tokens));
  if (rows.length === 0) return rows;
  const isTold = (tokens.signs & TOLD) !== 0 || MOVED.test(folded);
  return rows
    .filter(
      ({ start, end, letters }) =>
        (isTold || letters.length >= LONG || letters.length * 2 > folded.length) &&
        (letters.length === end - start || likeliestShifts([letters]).length > 0 || MOVED.test(folded)) &&
        cutUp(letters) === undefined,
    )
    .slice(0, MOST_ROWS);
}

/** Fewest letters of a line of a few. */
const SHORTEST_LINE = 5;
const MOST_LINES = 12;

/** Lines of a row of letters each, as one row: rails, and columns; and two rows of about one length in a line. */
function linesIn(folded: string, { units, count, start, end, counted }: Tokens): Row[] {
  const rows: Row[] = [];
  for (let i = 0; i < count - 1; i++) {
    const from = start[i] ?? 0;
    const length = (end[i] ?? 0) - from;
    if (length < SHORTEST_LINE) continue;
    const isLine = units[from + length] === LINE_END && (from === 0 || units[from - 1] === LINE_END);
    let last = i;
    if (isLine) {
      while (last - i < MOST_LINES && start[last + 1] === (end[last] ?? 0) + 1 && isAtEnd(units, end[last + 1] ?? 0))
        last++;
    } else if (isParted(units, from + length, start[i + 1] ?? 0)) {
      while (last - i < MOST_LINES && isParted(units, end[last] ?? 0, start[last + 1] ?? 0)) last++;
    } else if (units[from + length] === BLANK && length * 2 >= SHORTEST && start[i + 1] === from + length + 1) {
      const other = (end[i + 1] ?? 0) - (start[i + 1] ?? 0);
      if (Math.abs(other - length) <= 1 && counted[i] === 0 && counted[i + 1] === 0) last++;
    }
    if (last === i) continue;
    let strange = 0;
    for (let k = i; k <= last; k++) if (counted[k] === 0) strange++;
    const written = folded.slice(from, end[last] ?? 0).split(/[ \n/|]+/);
    const letters = written.join('');
    const areRows = strange * 2 > last - i && letters.length >= SHORTEST && letters.length <= LONGEST;
    if (areRows && written.every((line) => line.length >= SHORTEST_LINE && LETTERS.test(line)))
      rows.push({ start: from, end: end[last] ?? 0, letters });
    i = last;
  }
  return rows;
}

/** Fewest words of a row, and letters of each; and so many letters together. */
const FEWEST_STRANGE = 3;
const SHORTEST_STRANGE = 4;
const LETTERS_OF_STRANGE = 24;

/** Words in a row of which nearly none is one: rails, and columns of any length. */
function strangeIn(folded: string, { count, start, end, counted }: Tokens): Row[] {
  const rows: Row[] = [];
  for (let i = 0; i < count; i++) {
    let last = i;
    let strange = 0;
    let letters = '';
    for (; last < count && last - i < MOST_STRANGE; last++) {
      const from = start[last] ?? 0;
      const to = end[last] ?? 0;
      if (to - from < SHORTEST_STRANGE || (last > i && from !== (end[last - 1] ?? 0) + 1)) break;
      if (counted[last] === 0) strange++;
      else if (last === i) break;
      letters += folded.slice(from, to);
    }
    if (last - i < FEWEST_STRANGE || strange * 5 < (last - i) * 4) continue;
    if (letters.length >= LETTERS_OF_STRANGE && letters.length <= LONGEST && LETTERS.test(letters))
      rows.push({ start: start[i] ?? 0, end: end[last - 1] ?? 0, letters });
    i = last - 1;
  }
  return rows;
}

const MOST_STRANGE = 40;

const BLANK = 32;
const LINE_END = 10;

/** Whether nothing but a bar or a stroke, with a blank on both sides, stands between two places. */
function isParted(units: Uint16Array, from: number, to: number): boolean {
  const sign = units[from + 1] ?? 0;
  return to === from + 3 && (sign === STROKE || sign === BAR) && units[from] === BLANK && units[from + 2] === BLANK;
}

const STROKE = 0x2f;
const BAR = 0x7c;

function isAtEnd(units: Uint16Array, at: number): boolean {
  return at >= units.length || units[at] === LINE_END;
}

/** Whether so many words in a row have one length, of which one at least is no word. */
function hasGroups({ count, start, end, counted }: Tokens): boolean {
  let row = 0;
  let strange = 0;
  let before = 0;
  for (let i = 0; i < count; i++) {
    const length = (end[i] ?? 0) - (start[i] ?? 0);
    if (length !== before || length < 2) row = strange = 0;
    row++;
    if (counted[i] === 0) strange++;
    if (row >= FEWEST_GROUPS && strange * 2 > row) return true;
    before = length;
  }
  return false;
}

function groupsIn(folded: string): Row[] {
  const rows: Row[] = [];
  for (const { index, 0: words } of matchesOf(folded, GROUPS)) {
    const groups = words.split(' ');
    let at = index;
    for (let first = 0; first < groups.length;) {
      const { length } = groups[first] ?? '';
      let last = first;
      while (groups[last]?.length === length) last++;
      // The last of them may be shorter.
      const rest = (groups[last]?.length ?? length) < length ? 1 : 0;
      const row = groups.slice(first, last + rest);
      const end = at + row.join(' ').length;
      const letters = row.join('');
      if (length > 1 && last - first >= FEWEST_GROUPS && letters.length >= SHORTEST && letters.length <= LONGEST)
        rows.push({ start: at, end, letters });
      at = end + 1;
      first = last + rest;
    }
  }
  return rows;
}

/** What a row says in the first way that makes sense of it. */
function saidBy(letters: string, keys: readonly string[], budget: Budget): string | undefined {
  for (const row of waysOf(letters, keys)) {
    if ((budget.letters -= row.length) < 0) return undefined;
    const words = cutUp(row.replace(FILLING, ''));
    if (words === undefined || senseOf(words) < SENSE) continue;
    if (kindsIn(words) >= FEWEST_KINDS || isWholeSentence(words)) return signedOfHidden(words);
  }
  return undefined;
}

/** What fills a row up. */
const FILLING = /x{1,12}$/;
/** In rows of letters by chance words are short. */
const LETTERS_A_WORD = 4.1;
const LONG_SENTENCE = 28;

/** Whether words are a sentence, which letters in a wrong order never make. */
function isWholeSentence(words: string): boolean {
  const letters = words.replaceAll(' ', '').length;
  const isLong = letters >= LONG_SENTENCE && letters >= words.split(' ').length * LETTERS_A_WORD;
  return isLong && countedIn(words) >= SENSE && isSentence(words);
}

/** The ways to read a row, the likeliest first: letters that stand as often as in a language were moved, others stand for others. */
function* waysOf(letters: string, keys: readonly string[]): Generator<string> {
  const shifts = likeliestShifts([letters]);
  if (shifts.length > 0) {
    for (const shift of shifts) yield shift === MIRRORED ? mirror(letters) : rotate(letters, shift);
    yield* progressions(letters);
  }
  for (const key of keys) {
    yield* byKey(letters, key);
    yield* byKeyOfColumns(letters, key);
  }
  const kinds = letterCounts([letters]).reduce((count, one) => count + Math.min(one, 1), 0);
  if (kinds >= FEWEST_LETTERS) yield* transpositions(letters);
}

/** Different letters of a sentence, at least. */
const FEWEST_LETTERS = 7;
