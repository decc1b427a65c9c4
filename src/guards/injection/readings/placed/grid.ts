// A square of letters, in which a sentence was written along another way than the lines: down the columns, in a spiral.
import { BETWEEN_PASSAGES } from '../../changed';
import { letterPrice } from '../../lexicon/frequencies';
import type { Tokens } from '../../tokens';
import { signedOfHidden } from '../../punctuation';
import { apart } from '../letters';
import { senseOf } from '../sense';
import { standsOften } from '../signs';
import { kindsIn, maySay } from '../speech';

/** Hits a line of letters, each by itself, and one without gaps. */
const APART = /^[ \t|.]{0,8}[a-z\d](?:[ \t|.·,-]{1,3}[a-z\d]){3,60}[ \t|.]{0,4}$/;
const TOGETHER = /^[ \t]{0,4}[a-z\d]{4,60}[ \t]{0,4}$/;
/** Hits two lines of the second kind. */
const TWO_LINES = /(?:^|\n)[ \t]{0,4}[a-z\d]{4,60}[ \t]{0,4}\n[ \t]{0,4}[a-z\d]{4,60}[ \t]{0,4}(?=\n|$)/;
/** The same with signs that fill up the columns, each of which is a word, and behind the sign of a comment. */
const FILLED =
  /^[ \t]{0,4}(?:(?:#|\/\/|;|--|\*|>|\|) ?)?[ \t]{0,4}[a-z\d.·_*,;:'!?-](?:[ \t|]{1,3}[a-z\d.·_*,;:'!?-]){3,60}[ \t|]{0,4}$/;
const COMMENT = /^[ \t]{0,4}(?:#|\/\/|;|--|\*|>|\|)[ \t]/;
/** Fewest lines, and letters of a sentence; more are a puzzle. */
const FEWEST_LINES = 3;
const FEWEST_LETTERS = 16;
const MOST_LETTERS = 900;
/** So many squares of a text are read. */
const MOST = 4;
/** So many ways of a square are read, the likeliest. */
const MOST_WAYS = 3;
/** So much of what is read makes sense. */
const SENSE = 0.8;
/** So many kinds of words of orders stand in columns: of a few words no more can be told. */
const FEWEST_KINDS = 2;
/** What a square is filled up with. */
const FILLING = /(.)\1{0,12}$/;

/** What squares of letters say in the (folded) text, in their place; nothing when they say nothing. Linear. */
export function ofGrid(folded: string, tokens: Tokens): string | undefined {
  if (!tokens.spelt && !(standsOften(folded, '\n', FEWEST_LINES - 1) && TWO_LINES.test(folded))) return undefined;
  let tried = 0;
  const passages = folded.split(BETWEEN_PASSAGES).map((passage) => {
    const grid = gridIn(passage);
    const said = grid !== undefined && tried++ < MOST ? saidIn(grid) : undefined;
    return said ?? (tokens.spelt ? (inFilledColumns(passage) ?? inOpenColumns(passage)) : undefined) ?? passage;
  });
  const text = passages.join(BETWEEN_PASSAGES);
  return text === folded ? undefined : text;
}

/** A square, with the lines before and behind it. */
interface Grid {
  readonly before: readonly string[];
  readonly rows: readonly string[];
  readonly behind: readonly string[];
}

function gridIn(passage: string): Grid | undefined {
  const lines = passage.split('\n');
  for (const form of [APART, TOGETHER]) {
    const first = lines.findIndex((line) => form.test(line));
    if (first < 0) continue;
    let end = first;
    while (end < lines.length && form.test(lines[end] ?? '')) end++;
    if (end - first < FEWEST_LINES) continue;
    return { before: lines.slice(0, first), rows: lines.slice(first, end), behind: lines.slice(end) };
  }
  return undefined;
}

/** What columns say, each a word, that are filled up to the same length. */
function inFilledColumns(passage: string): string | undefined {
  const lines = passage.split('\n');
  const first = lines.findIndex((line) => FILLED.test(line));
  if (first < 0) return undefined;
  let end = first;
  while (end < lines.length && FILLED.test(lines[end] ?? '')) end++;
  const rows = lines.slice(first, end).map((line) => line.replace(COMMENT, '').match(/[^\s|]/g) ?? []);
  const width = rows[0]?.length ?? 0;
  if (rows.length < FEWEST_LINES || rows.some(({ length }) => length !== width)) return undefined;
  const words = Array.from({ length: width }, (_, n) => rows.map((row) => row[n] ?? '').join(''));
  // What fills up stands at the end of a word; else it stands for a blank.
  const areWords = words.every((word) => /^[a-z\d]+[^a-z\d]*$/.test(word));
  const said = areWords
    ? signedOfHidden(words.map((word) => word.replace(/[^a-z\d]/g, '')).join(' '))
    : words.join('').replace(/[._·*-]+/g, ' ');
  if (senseOf(said) < SENSE || kindsIn(said) < FEWEST_KINDS) return undefined;
  return [...lines.slice(0, first), said, ...lines.slice(end)].join('\n');
}

/** Hits a line with a letter, a mark or a blank at every second place. */
const OPEN = /^(?:[a-z\d'.,:;!?_·*-] | {2}){2,60}[a-z\d'.,:;!?_·*-]? ?$/;
/** What stands for a blank. */
const BLANKS = /[_·*\s]+/g;

/** What columns say that hang down from a line, each a word, or of which the next one goes on where one ends. */
function inOpenColumns(passage: string): string | undefined {
  const lines = passage.split('\n');
  for (let first = 0; first < lines.length; first++) {
    if (!OPEN.test((lines[first] ?? '').padEnd(SHORTEST_OPEN))) continue;
    let end = first;
    while (end < lines.length && lines[end] !== '' && OPEN.test((lines[end] ?? '').padEnd(SHORTEST_OPEN))) end++;
    const rows = lines.slice(first, end);
    const width = Math.ceil(Math.max(...rows.map(({ length }) => length)) / 2);
    const columns = Array.from({ length: width }, (_, n) => rows.map((row) => row.charAt(2 * n) || ' ').join(''));
    const [said = ''] = [columns.map((column) => column.trim()).join(' '), columns.join('')]
      .map((words) => words.replace(BLANKS, ' ').trim())
      .sort((a, b) => senseOf(b) - senseOf(a));
    if (end - first >= FEWEST_LINES && senseOf(said) >= SENSE && kindsIn(said) >= FEWEST_KINDS)
      return [...lines.slice(0, first), signedOfHidden(said), ...lines.slice(end)].join('\n');
    first = end;
  }
  return undefined;
}

/** Lines that are shorter end with blanks. */
const SHORTEST_OPEN = 5;

function saidIn({ before, rows, behind }: Grid): string | undefined {
  const said = readIn(rows.map((row) => row.replace(/[^a-z\d]/g, '')));
  return said === undefined ? undefined : [...before, said, ...behind].join('\n');
}

function readIn(rows: readonly string[]): string | undefined {
  const width = Math.max(...rows.map(({ length }) => length));
  const letters = rows.reduce((sum, { length }) => sum + length, 0);
  // The last line may be short.
  const isSquare = rows.every(({ length }, n) => length === width || n === rows.length - 1);
  if (!isSquare || letters < FEWEST_LETTERS || letters > MOST_LETTERS) return undefined;
  // Whether a row is a language its letters tell beside one another, at a small part of the cost of cutting it into words.
  const likely = WAYS.map((way) => way(rows, width))
    .map((row) => ({ row, price: priceOfLetters(row) }))
    .sort((a, b) => a.price - b.price)
    .slice(0, MOST_WAYS);
  for (const { row } of likely) {
    for (const written of [row, row.replace(FILLING, '')]) {
      const said = apart(written);
      if (senseOf(said) >= SENSE && maySay(said)) return said;
    }
  }
  return undefined;
}

/** What the letters of a row cost beside one another, as a natural logarithm. */
function priceOfLetters(row: string): number {
  const letters = row.replace(/\d/g, '');
  let price = 0;
  for (let i = 0; i < letters.length; i++) price += letterPrice(letters, i, 0);
  return price;
}

type Way = (rows: readonly string[], width: number) => string;

const column = (rows: readonly string[], n: number): string => rows.map((row) => row.charAt(n)).join('');
const turned = (row: string): string => Array.from(row).reverse().join('');
const columns = (rows: readonly string[], width: number): string[] =>
  Array.from({ length: width }, (_, n) => column(rows, n));

/** Down the columns, from the left and from the right; up; up and down by turns; lines by turns; a spiral; diagonals. */
const WAYS: readonly Way[] = [
  (rows, width) => columns(rows, width).join(''),
  (rows, width) => columns(rows, width).reverse().join(''),
  (rows, width) => columns(rows, width).map(turned).join(''),
  (rows, width) => turned(columns(rows, width).join('')),
  (rows, width) =>
    columns(rows, width)
      .map((one, n) => (n % 2 === 0 ? one : turned(one)))
      .join(''),
  (rows) => rows.map((row, n) => (n % 2 === 0 ? row : turned(row))).join(''),
  (rows) => turned(rows.join('')),
  spiral,
  (rows, width) => turned(spiral(rows, width)),
  diagonals,
];

/** From the first letter along the border, clockwise, and on within. */
function spiral(rows: readonly string[], width: number): string {
  let said = '';
  let [top, bottom, left, right] = [0, rows.length - 1, 0, width - 1];
  while (top <= bottom && left <= right) {
    for (let x = left; x <= right; x++) said += rows[top]?.charAt(x) ?? '';
    for (let y = top + 1; y <= bottom; y++) said += rows[y]?.charAt(right) ?? '';
    if (top < bottom) for (let x = right - 1; x >= left; x--) said += rows[bottom]?.charAt(x) ?? '';
    if (left < right) for (let y = bottom - 1; y > top; y--) said += rows[y]?.charAt(left) ?? '';
    top++;
    bottom--;
    left++;
    right--;
  }
  return said;
}

/** Diagonals from the upper left corner, each from above downwards. */
function diagonals(rows: readonly string[], width: number): string {
  let said = '';
  for (let sum = 0; sum < rows.length + width - 1; sum++)
    for (let y = 0; y < rows.length; y++) said += rows[y]?.charAt(sum - y) ?? '';
  return said;
}
