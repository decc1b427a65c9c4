// Rows of letters without blanks, or in groups of one length, in a cipher: letters in another order, or others for them.
import { matchesOf } from '../../../matches';
import { cutUp } from '../../joined';
import { MIRRORED, mirror, rotate, signBits } from '../../lexicon';
import { signedOfHidden } from '../../punctuation';
import type { Tokens } from '../../tokens';
import { letterCounts, likeliestShifts } from '../ciphers';
import { keysOfLetters } from '../progressive';
import { senseOf } from '../sense';
import { kindsIn } from '../speech';
import { byKey, progressions } from './substitutions';
import { byKeyOfColumns, transpositions } from './transpositions';

/** Letters of a row that is read, and of the longest. */
const SHORTEST = 18;
const LONGEST = 300;
/** So many rows are tried. */
const MOST_ROWS = 3;
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
  /rail|fence|barriere|cloture|palissade|zig-?zag|column|colonne|transpos|scytal|baton|every|sur (?:deux|trois|quatre|2|3|4)|route|spiral|interlea|entrela|\bodd\b|impair|decod|dechiff|deciph|decrypt|scrambl|melange|cipher|chiffre|anagram|grid|grille|rows|lignes/;

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
    const said = saidBy(letters, keysOfLetters(around), budget);
    if (said !== undefined) return `${folded.slice(0, start)}\n${said}\n${folded.slice(end)}`;
  }
  return undefined;
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
  const isTold = (tokens.signs & TOLD) !== 0;
  return rows
    .filter(
      ({ start, end, letters }) =>
        (isTold || letters.length >= LONG) &&
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
    const words = cutUp(row);
    if (words !== undefined && senseOf(words) >= SENSE && kindsIn(words) >= FEWEST_KINDS) return signedOfHidden(words);
  }
  return undefined;
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
