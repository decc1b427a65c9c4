// Rosters: rows of words of any kind whose initials say a word each, behind what each row is called: a crew, the towns of a route.
import { signBits } from '../lexicon';
import { isWord } from '../lexicon/vocabulary';
import { signed } from '../punctuation';
import type { Tokens } from '../tokens';
import { senseOf } from './sense';
import { standsOften } from './signs';
import { maySay } from './speech';

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
const MARKS: readonly (readonly string[])[] = [['\n'], ['/', '|', ';', '(', '[', '"', "'"]];

interface Row {
  readonly text: string;
  readonly words: readonly string[];
}

/** Somebody is told to read something in another way, or to do what it says. */
const TOLD = signBits('obey', 'order', 'unread', 'acrostic');

/** The (folded) text with words for rows of other words that begin with their letters, where it speaks of reading or obeying something; nothing when the rows say nothing. Linear. */
export function initialsOfRows(folded: string, tokens: Tokens): string | undefined {
  if ((tokens.signs & TOLD) === 0) return undefined;
  for (const [n, between] of BETWEEN.entries()) {
    if (MARKS[n]?.some((mark) => standsOften(folded, mark, FEWEST_ROWS - 1)) !== true) continue;
    const rows = folded
      .split(between, MOST_ROWS)
      .map((text) => ({ text, words: wordsOf(text) }))
      .filter(({ words }) => words.length > 0);
    const said = readRows(withoutHeads(rows));
    if (said !== undefined) return said;
  }
  return undefined;
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
