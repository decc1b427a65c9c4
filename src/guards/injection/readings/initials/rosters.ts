// Rosters: rows of words of any kind whose initials say a word each, behind what each row is called: a crew, the towns of a route.
import { hashOn } from '../../lexicon/hash';
import { isCountedHash, isWord } from '../../lexicon/vocabulary';
import { signed } from '../../punctuation';
import type { Tokens } from '../../tokens';
import { isLetterUnit } from '../../words';
import { senseOf } from '../sense';
import { maySay } from '../speech';

/** Fewest rows and letters, and letters of the longest word, that say something. */
const FEWEST_ROWS = 5;
const FEWEST_LETTERS = 16;
const LONGEST_OF_FEW = 4;
const MANY_LETTERS = 24;
/** Most letters of a word; and most units of a row. */
const MOST_LETTERS = 16;
const MOST_UNITS = 200;
const MOST_ROWS = 400;
/** So much of what is read makes sense. */
const SENSE = 0.9;
/** So often the same word begins rows that it is none of them: `Flight`, `leg`. */
const HEADS = 0.6;
const MOST_HEADS = 4;

/** Signs that part rows when lines do not. */
const BETWEEN: readonly RegExp[] = [/\n/, / ?(?:\/{1,2}|\|{1,2}|;|[)\]}"'»] ?,?) ?(?=[^\n]{2})|\n/];
const ENDS: readonly Uint8Array[] = ['\n', '\n/|;)]}"\''].map((signs) => {
  const table = new Uint8Array(128);
  for (const sign of signs) table[sign.charCodeAt(0)] = 1;
  return table;
});

interface Row {
  readonly text: string;
  readonly words: readonly string[];
}

/** The (folded) text with words for rows of other words that begin with their letters; nothing when the rows say nothing. Linear. */
export function initialsOfRows(folded: string, tokens: Tokens): string | undefined {
  for (const [n, between] of BETWEEN.entries()) {
    if (!mayBeRows(tokens, ENDS[n] ?? NO_ENDS)) continue;
    const rows = folded
      .split(between, MOST_ROWS)
      .map((text) => ({ text, words: wordsOf(text) }))
      .filter(({ words }) => words.length > 0);
    const said = readRows(withoutHeads(rows));
    if (said !== undefined) return said;
  }
  return undefined;
}

/**
 * Whether the initials of so many rows, one after another, are words each, of so many letters together, without the same number of
 * words before them. Most texts are done with here.
 * @param ends the signs of which one parts two rows
 */
function mayBeRows({ count, start, end, units }: Tokens, ends: Uint8Array): boolean {
  const hashes = new Int32Array(MOST_HEADS + 1);
  const rows = new Int32Array(MOST_HEADS + 1);
  const said = new Int32Array(MOST_HEADS + 1);
  let words = 0;
  for (let i = 0; i <= count; i++) {
    const gap = i === 0 ? NOTHING : gapBefore(units, end[i - 1] ?? 0, i < count ? (start[i] ?? 0) : units.length, ends);
    if (words > 0 && (gap === ROW_END || i === count)) {
      for (let heads = 0; heads <= MOST_HEADS; heads++) {
        const letters = words - heads;
        const isSaid = letters === 1 || (letters > 1 && letters <= MOST_LETTERS && isCountedHash(hashes[heads] ?? 0));
        rows[heads] = isSaid ? (rows[heads] ?? 0) + 1 : 0;
        said[heads] = isSaid ? (said[heads] ?? 0) + letters : 0;
        if ((rows[heads] ?? 0) >= FEWEST_ROWS && (said[heads] ?? 0) >= FEWEST_LETTERS) return true;
      }
    }
    if (gap !== NOTHING) {
      words = 0;
      hashes.fill(0);
    }
    const unit = i < count ? (units[start[i] ?? 0] ?? 0) : 0;
    if (!isLetterUnit(unit)) continue;
    words++;
    // A row of more words says nothing, whatever they are.
    if (words > MOST_LETTERS + MOST_HEADS) continue;
    for (let heads = 0; heads < Math.min(words, MOST_HEADS + 1); heads++)
      hashes[heads] = hashOn(hashes[heads] ?? 0, unit);
  }
  return false;
}

const NO_ENDS = new Uint8Array(128);
const NOTHING = 0;
const ROW_END = 1;
/** What a row is called is none of it. */
const LABEL = 2;
const COLON = 0x3a;
const BLANK = 0x20;

function gapBefore(units: Uint16Array, from: number, to: number, ends: Uint8Array): number {
  let gap = NOTHING;
  for (let i = from; i < to; i++) {
    if (ends[units[i] ?? 0] === 1) return ROW_END;
    if (units[i] === COLON && units[i + 1] === BLANK) gap = LABEL;
  }
  return gap;
}

const WORD = /(?<![a-z'’])[a-z][a-z'’-]*/g;
/** What stands between words that may be several each: `New York > Rome`. */
const SEPARATOR = /[a-z](?: ?[,>;+|·•→] ?| - )[a-z]/;
const AT_SEPARATOR = / ?[,>;+|·•→] ?| - /;

const FEWEST_ITEMS = 3;
/** What is no row. */
const PROSE = ['x', 'z', 'q'];

function wordsOf(row: string): readonly string[] {
  if (row.length > MOST_UNITS) return PROSE;
  // What a row is called is none of it.
  const text = row.slice(row.lastIndexOf(': ') + 1);
  const words = text.match(WORD) ?? [];
  const items = SEPARATOR.test(text) ? text.split(AT_SEPARATOR) : [];
  const areItems = items.slice(1).every((item) => !item.trim().includes(' ')) || items.length >= FEWEST_ITEMS;
  const named =
    !areItems || items.length * 2 < words.length
      ? words
      : // A name stands before the first one: `leg 1: Rome`.
        items.flatMap((item, n) => (item.match(WORD) ?? []).slice(...(n === 0 ? [-1] : [0, 1])));
  return named.flatMap((word) => word.split('-')).filter((word) => word !== '');
}

/** Rows without the words that most of them begin with. */
function withoutHeads(rows: readonly Row[]): readonly Row[] {
  let left = rows;
  for (let n = 0; n < MOST_HEADS; n++) {
    const times = new Map<string, number>();
    let filled = 0;
    for (const { words } of left) {
      const [first] = words;
      if (first === undefined) continue;
      filled++;
      times.set(first, (times.get(first) ?? 0) + 1);
    }
    const head = [...times].find(([, often]) => often >= Math.max(FEWEST_ROWS, filled * HEADS))?.[0];
    if (head === undefined) return left;
    left = left.map((row) => (row.words[0] === head ? { text: row.text, words: row.words.slice(1) } : row));
  }
  return left;
}

/** What a stretch of rows says whose initials are words, among the other rows. */
function readRows(rows: readonly Row[]): string | undefined {
  const initials = rows.map(({ words }) => (words.length > MOST_LETTERS ? '' : words.map((word) => word.charAt(0)).join(''))); // prettier-ignore
  let from = 0;
  for (let at = 0; at <= rows.length; at++) {
    if (isSaid(initials[at] ?? '')) continue;
    const said = at - from < FEWEST_ROWS ? undefined : saidBy(initials.slice(from, at));
    if (said !== undefined) return `${textOf(rows.slice(0, from))}\n${said}\n${textOf(rows.slice(at))}`;
    from = at + 1;
  }
  return undefined;
}

function textOf(rows: readonly Row[]): string {
  return rows.map(({ text }) => text).join('\n');
}

function saidBy(words: readonly string[]): string | undefined {
  const said = words.join(' ');
  const letters = said.length - words.length + 1;
  if (letters < FEWEST_LETTERS || !words.some(({ length }) => length >= LONGEST_OF_FEW)) return undefined;
  // Many words are none by chance, whatever they say.
  return senseOf(said) >= SENSE && (letters >= MANY_LETTERS || maySay(said)) ? signed(said) : undefined;
}

function isSaid(word: string): boolean {
  return word !== '' && (word.length === 1 || isWord(word));
}
