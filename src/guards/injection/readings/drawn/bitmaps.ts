// Letters of ink: blocks, hashes, whatever sign, and the lines of boxes, read as bitmaps that blank columns part.
import { guessesOf, NO_LETTER, type Bitmap } from './shapes';
import { priceOfLetters, type Guess, type Letter } from './words';

/** Letters have so many lines; and so many when several rows follow without a blank line. */
const LOWEST = 4;
const TALLEST = 9;
const HEIGHTS = [5, 6, 7];

/** What was compared with bitmaps, by how it is drawn. */
export type Known = Map<string, readonly Guess[]>;

/** The letters that lines hold, which are parted by blanks; none when few of them are letters. Bounded. */
export function solidsIn(lines: readonly string[], known: Known): Letter[] {
  const rows = rowsIn(bitmapOf(lines));
  return rows.flatMap((bits) => (bits.length > TALLEST ? severalRows(bits, known) : oneRow(bits, known)));
}

/** What is the ground of a picture, when it has one other sign. */
const GROUNDS = '.·░⬜-_0:⬛▒□○◻';
/** What stands beside blocks: a shadow. */
const SHADOW = /[╔╗╚╝║═░▒]/;
/** Lines of boxes that reach the next sign on each side. */
const LEFT = '─━═┐┓╗┘┛╝┤┫╣┬┳╦┴┻╩┼╋╬╮╯╸╴';
const RIGHT = '─━═┌┏╔└┗╚├┣╠┬┳╦┴┻╩┼╋╬╭╰╺╶';
const UP = '│┃║└┗╚┘┛╝├┣╠┤┫╣┴┻╩┼╋╬╰╯╹╵';
const DOWN = '│┃║┌┏╔┐┓╗├┣╠┤┫╣┬┳╦┼╋╬╭╮╻╷';
const LINES = new Set(LEFT + RIGHT + UP + DOWN);
/** Other signs of boxes that are alike end two letters. */
const ALONG = '─━═';

/** Where a picture has ink, without margins. */
function bitmapOf(lines: readonly string[]): Bitmap {
  const cells = lines.map((line) => Array.from(line));
  const counts = new Map<string, number>();
  for (const cell of cells.flat()) if (cell !== ' ') counts.set(cell, (counts.get(cell) ?? 0) + 1);
  const signs = [...counts].sort((a, b) => b[1] - a[1]).map(([sign]) => sign);
  if (signs.every((sign) => LINES.has(sign))) return trimmed(ofBoxes(cells));
  const ground = signs.length === 2 ? signs.find((sign) => GROUNDS.includes(sign)) : undefined;
  const hasBlocks = signs.some((sign) => '█▓▀▄'.includes(sign));
  const isInk = (cell: string): boolean => cell !== ' ' && cell !== ground && !(hasBlocks && SHADOW.test(cell));
  if (!counts.has('▀') && !counts.has('▄')) return shrunk(trimmed(cells.map((row) => row.map(isInk))));
  const halves = cells.flatMap((row) => ['▄', '▀'].map((other) => row.map((cell) => isInk(cell) && cell !== other)));
  return shrunk(trimmed(halves));
}

/** Lines of boxes with a cell for each sign, and one between any two, which has ink when they meet there. */
function ofBoxes(cells: readonly (readonly string[])[]): Bitmap {
  const width = Math.max(...cells.map(({ length }) => length));
  const columns = Array.from({ length: width }, (_, x) => x);
  return cells.flatMap((row, y) => [
    columns.flatMap((x) => {
      const [sign = ' ', next = ' '] = row.slice(x, x + 2);
      const meet = RIGHT.includes(sign) && LEFT.includes(next) && (sign !== next || ALONG.includes(sign));
      return [sign !== ' ', meet];
    }),
    columns.flatMap((x) => [DOWN.includes(row[x] ?? ' ') && UP.includes(cells[y + 1]?.[x] ?? ' '), false]),
  ]);
}

function trimmed(bits: Bitmap): Bitmap {
  const inked = bits.filter((row) => row.includes(true));
  if (inked.length === 0) return [];
  const left = Math.min(...inked.map((row) => row.indexOf(true)));
  const right = Math.max(...inked.map((row) => row.lastIndexOf(true)));
  return bits.map((row) => Array.from({ length: right - left + 1 }, (_, x) => row[left + x] === true));
}

/** Without columns that only repeat the one before, or part the others. */
function shrunk(bits: Bitmap): Bitmap {
  const areEmpty = bits.every((row) => row.every((ink, x) => x % 2 === 0 || !ink));
  const areTwice = bits.every((row) => row.every((ink, x) => x % 2 === 0 || ink === row[x - 1]));
  return areEmpty || areTwice ? bits.map((row) => row.filter((_, x) => x % 2 === 0)) : bits;
}

/** The lines with ink, those together that no blank one parts. */
function rowsIn(bits: Bitmap): Bitmap[] {
  const rows: boolean[][][] = [[]];
  for (const row of bits) {
    if (row.includes(true)) rows.at(-1)?.push([...row]);
    else rows.push([]);
  }
  return rows.filter(({ length }) => length >= LOWEST);
}

/** Rows of letters that no blank line parts: of that height that makes most sense. */
function severalRows(bits: Bitmap, known: Known): Letter[] {
  const tried = HEIGHTS.map((height) => rowsOf(bits, height, known));
  const prices = tried.map(priceOfLetters);
  return tried[prices.indexOf(Math.min(...prices))] ?? [];
}

function rowsOf(bits: Bitmap, height: number, known: Known): Letter[] {
  const letters: Letter[] = [];
  // The last line of the last row may be blank.
  if ((bits.length + 1) % height > 1) return [];
  for (let from = 0; from < bits.length; from += height) {
    const row = oneRow(bits.slice(from, from + height), known);
    if (row.length === 0) return [];
    letters.push(...row);
  }
  return letters;
}

/** Fewest letters that are known, of all; so many are looked at first. */
const KNOWN_SHARE = 0.6;
const LOOKED_AT = 6;

/** The letters of one row; none when few of them are known. */
function oneRow(bits: Bitmap, known: Known): Letter[] {
  const spans = spansIn(bits);
  const widths = spans.map(({ from, to }) => to - from).sort((a, b) => a - b);
  const usual = widths[widths.length >> 1] ?? 0;
  const letters: Letter[] = [];
  let found = 0;
  for (const [n, span] of spans.entries()) {
    const gap = n === 0 ? Infinity : span.from - (spans[n - 1]?.to ?? 0);
    // Where letters touch nothing parts them.
    letters.push(...lettersAt(bits, span, usual, known).map((guesses, m) => ({ guesses, gap: m === 0 ? gap : 0 })));
    found = letters.filter(({ guesses }) => guesses !== NO_LETTER).length;
    if (letters.length >= LOOKED_AT && found < letters.length * KNOWN_SHARE) return [];
  }
  return found === 0 || found < letters.length * KNOWN_SHARE ? [] : letters;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Columns with ink. */
function spansIn(bits: Bitmap): Span[] {
  const width = bits[0]?.length ?? 0;
  const spans: Span[] = [];
  let from = -1;
  for (let x = 0; x <= width; x++) {
    const hasInk = bits.some((row) => row[x] === true);
    if (hasInk && from < 0) from = x;
    if (hasInk || from < 0) continue;
    spans.push({ from, to: x });
    from = -1;
  }
  return spans;
}

/** Letters are so much wider than the usual one, at most, and so wide, at least: wider ones are two that touch. */
const WIDER = 1.5;
const NARROWEST = 3;

/** The letter between two columns, or the two letters that touch there. */
function lettersAt(bits: Bitmap, { from, to }: Span, usual: number, known: Known): (readonly Guess[])[] {
  const widest = Math.floor(Math.max(usual, NARROWEST) * WIDER);
  let best = [letterAt(bits, { from, to }, known)];
  if (to - from <= widest) return best;
  for (let cut = Math.max(from + NARROWEST, to - widest); cut <= Math.min(from + widest, to - NARROWEST); cut++) {
    const parts = [letterAt(bits, { from, to: cut }, known), letterAt(bits, { from: cut, to }, known)];
    if (Math.max(...parts.map(costOf)) < Math.max(...best.map(costOf))) best = parts;
  }
  return best;
}

function costOf([first]: readonly Guess[]): number {
  return first?.cost ?? 1;
}

/** So many drawings of letters are compared with bitmaps, in one text: each letter is drawn in a few ways. */
const MOST_SHAPES = 250;

function letterAt(bits: Bitmap, { from, to }: Span, known: Known): readonly Guess[] {
  const cut = bits.map((row) => row.slice(from, to));
  const key = cut.map((row) => row.map(Number).join('')).join('/');
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= MOST_SHAPES) return NO_LETTER;
  const guesses = guessesOf(cut);
  known.set(key, guesses);
  return guesses;
}
