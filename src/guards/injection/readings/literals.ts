// Strings of a program, or of JSON, that say something together.

import { isLetterOrDigitUnit } from '../../normalise';
import type { Tokens } from '../tokens';
import type { Reading, ReadingKind } from './reading';
import { standsOften } from './signs';
import { mayOrder } from './speech';

/** Longer strings are sentences of their own. */
const LONGEST = 60;
const BACKSLASH = 0x5c;
const APOSTROPHE = 0x27;
const LINE_END = 0x0a;
/** Between two strings of a row stand signs, and so many letters of the names of variables and fields. */
const LETTERS_BETWEEN = 24;
const LINES_BETWEEN = 2;
const LONGEST_GAP = 48;
const FEWEST = 3;
/** Places that are filled with the others: `{0}{1}`, `%s%s`. */
const TEMPLATE = /^(?:\{\d{0,2}\}|%s|\$\{?\w{1,4}\}?|[, ])+$/;
const NAME = /^\s?(?::|=>|=(?!=))/;
const NUMBERED = /(\d{1,3})["'\]]?\s?[:=]\s?[f$@]?$/;
const NAMED = /(?<![\w.])([a-z_]\w{0,15}) ?:?= ?$/;

interface Span {
  readonly start: number;
  readonly end: number;
}

interface Literal extends Span {
  readonly isName: boolean;
  readonly text: string;
  /** The number in the name of what it is assigned to, or the place of that name in a sum. */
  readonly nth: number;
}

/** The (folded) text with each row of strings as what they say together; nothing when there is none. Linear. */
export function assembled(folded: string, tokens: Tokens): Reading | undefined {
  if (!QUOTES.some((quote) => standsOften(folded, quote, FEWEST))) return undefined;
  let read = '';
  let from = 0;
  let kind: ReadingKind = 'lines';
  let isTurned: boolean | undefined;
  for (const row of rowsOf(folded, tokens)) {
    const [first, last] = [row[0], row.at(-1)];
    const said = sayTogether(inOrderOf(folded, row));
    const { text, cuts, isNumbered } =
      !mayOrder(said.text ?? '') && (isTurned ??= TURNED.test(folded))
        ? ([sayTogether(row.toReversed()), sayTogether(row.map(turned))].find((one) => mayOrder(one.text ?? '')) ??
          said)
        : said;
    if (first === undefined || last === undefined || text === undefined || !mayOrder(text)) continue;
    if (cuts >= FEWEST_CUTS) kind = 'parted';
    else if (isNumbered && kind === 'lines') kind = 'pieces';
    read += `${folded.slice(from, first.start)} ${text} `;
    from = last.end;
  }
  return from === 0 ? undefined : { kind, text: read + folded.slice(from) };
}

/** Strings are turned round: `[::-1]`, `.reverse()`, `strrev(`, `reversed(`. */
const TURNED = /\[::-1\]|revers|strrev|\brev\b/;

function turned(literal: Literal): Literal {
  return { ...literal, text: Array.from(literal.text).reverse().join('') };
}

/** So many words cut by the border of two strings are no chance. */
const FEWEST_CUTS = 2;

const QUOTES = ['"', "'", '`', '“', '«'];

function rowsOf(folded: string, tokens: Tokens): Literal[][] {
  const rows: Span[][] = [];
  let row: Span[] = [];
  for (const literal of literalsOf(tokens)) {
    const last = row.at(-1);
    const goesOn = last === undefined || isBetween(tokens.units, last.end, literal.start);
    if (!goesOn) {
      if (row.length >= FEWEST) rows.push(row);
      row = [];
    }
    row.push(literal);
  }
  if (row.length >= FEWEST) rows.push(row);
  return rows.map((one) => one.map(({ start, end }) => literalAt(folded, start, end)));
}

/** More variables are no sentence. */
const MOST_NAMES = 40;

/** The literals of a row with their places in the sum that puts them together, when the text has one. */
function inOrderOf(folded: string, row: readonly Literal[]): readonly Literal[] {
  const names = row.map(({ start }) => NAMED.exec(folded.slice(Math.max(0, start - 20), start))?.[1] ?? '');
  if (names.length > MOST_NAMES || names.includes('') || new Set(names).size < names.length) return row;
  // `c + a + b`, `D A B C`: the names themselves are letters and digits.
  const name = `(?:${names.join('|')})`;
  const sum = new RegExp(`(?<!\\w)${name}(?:\\W{1,3}${name}){${names.length - 1},${MOST_NAMES}}(?!\\w)`, 'g');
  for (const [found] of folded.matchAll(sum)) {
    const places = found.split(/\W+/);
    if (names.every((one) => places.includes(one)))
      return row.map((literal, n) => ({ ...literal, nth: places.indexOf(names[n] ?? '') }));
  }
  return row;
}

function isBetween(units: Uint16Array, from: number, to: number): boolean {
  if (to - from > LONGEST_GAP) return false;
  let letters = 0;
  let lines = 0;
  for (let i = from; i < to; i++) {
    if (isLetterOrDigitUnit(units[i] ?? 0)) letters++;
    else if (units[i] === LINE_END) lines++;
  }
  return letters <= LETTERS_BETWEEN && lines <= LINES_BETWEEN;
}

/** Where strings stand, with their quotation marks. */
function literalsOf({ units, count, start: starts, end: ends, gaps }: Tokens): Span[] {
  const literals: Span[] = [];
  let behind = 0;
  const look = (from: number, to: number): void => {
    for (let start = Math.max(from, behind); start < to; start++) {
      const unit = units[start] ?? 0;
      const closing = closingOf(unit);
      // `it's`
      if (closing === 0 || (unit === APOSTROPHE && isLetterOrDigitUnit(units[start - 1] ?? 0))) continue;
      const end = endOf(units, start + 1, closing);
      if (end === undefined) continue;
      literals.push({ start, end });
      behind = end;
      start = end - 1;
    }
  };
  // Within words none begins.
  look(0, count === 0 ? units.length : (starts[0] ?? 0));
  for (const i of gaps) look(ends[i] ?? 0, starts[i + 1] ?? 0);
  if (count > 0) look(ends[count - 1] ?? 0, units.length);
  return literals;
}

/** The quotation mark that closes what one opens; 0 for other signs. */
function closingOf(unit: number): number {
  if (unit === 0x22 || unit === APOSTROPHE || unit === 0x60) return unit;
  return unit === 0x201c ? 0x201d : unit === 0xab ? 0xbb : 0;
}

function endOf(units: Uint16Array, from: number, closing: number): number | undefined {
  for (let i = from; i < units.length && i <= from + LONGEST; i++) {
    const unit = units[i] ?? 0;
    if (unit === LINE_END) return undefined;
    if (unit === BACKSLASH) i++;
    else if (unit === closing && !(unit === APOSTROPHE && isLetterOrDigitUnit(units[i + 1] ?? 0))) return i + 1;
  }
  return undefined;
}

function literalAt(folded: string, start: number, end: number): Literal {
  const name = NUMBERED.exec(folded.slice(Math.max(0, start - 12), start))?.[1];
  const within = folded.slice(start + 1, end - 1);
  const text = within.includes('\\') ? within.replace(/\\(.)/g, '$1') : within;
  const isName = NAME.test(folded.slice(end, end + 4));
  return { text, start, end, isName, nth: name === undefined ? -1 : Number(name) };
}

interface Said {
  readonly text: string | undefined;
  /** So many words are cut by the border of two strings. */
  readonly cuts: number;
  /** Numbers or names told the order. */
  readonly isNumbered: boolean;
}

function sayTogether(row: readonly Literal[]): Said {
  // Names of fields stand before a colon, and say in which order their values are read.
  const values = row.filter(({ text, isName }) => !isName && !TEMPLATE.test(text));
  const names = row.filter(({ isName }) => isName).map(({ text }) => Number(/\d{1,3}$/.exec(text)?.[0] ?? -1));
  return put(names.length === values.length ? values.map((value, n) => ({ ...value, nth: names[n] ?? -1 })) : values);
}

function put(values: readonly Literal[]): Said {
  const words = values.reduce((sum, { text }) => sum + text.split(' ').length, 0);
  const isNumbered =
    values.every(({ nth }) => nth >= 0) && new Set(values.map(({ nth }) => nth)).size === values.length;
  const parts = (isNumbered ? [...values].sort((a, b) => a.nth - b.nth) : values).map(({ text }) => text);
  const isCut = parts.some((part) => part.startsWith(' ') || part.endsWith(' '));
  if (values.length < FEWEST || words > values.length * (isCut ? WORDS_A_PIECE : WORDS_A_STRING))
    return { text: undefined, cuts: 0, isNumbered };
  let cuts = 0;
  if (isCut)
    for (const [n, part] of parts.entries()) if (/[a-z]$/.test(part) && /^[a-z]/.test(parts[n + 1] ?? '')) cuts++;
  return { text: parts.join(isCut ? '' : ' '), cuts, isNumbered };
}

/** Longer strings, on the mean, are labels and messages. */
const WORDS_A_STRING = 3.2;
/** The same where blanks stand at their ends, which labels have none of. */
const WORDS_A_PIECE = 6;
