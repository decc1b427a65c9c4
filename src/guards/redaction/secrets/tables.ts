// Secrets in a column whose head names them: comma-separated values, Markdown tables, `INSERT INTO users (login, password)`.
import type { View } from '../view';

/** From the head of a column on, so much of the table is read. */
const TABLE_REACH = 4096;
const HEAD_REACH = 240;
const VALUES = /\)\s{0,10}values\s{0,10}(?=\()/iy;
const CELL_LIMIT = 32;
/** Another column says whose secret it is: without one the line is a list of words. */
const OWNER =
  /user|utilisat|login|mail|courriel|name|nom|identifiant|compte|account|host|h[ôo]te|server|serveur|url|site|service|machine|poste|environ|appli|r[ôo]le|\bid\b/iu;

/** Where a cell of the column stands, without blanks and quotes. */
export interface Cell {
  readonly start: number;
  readonly end: number;
}

/**
 * The cells under the head at `start`–`end`, when the line is a head of a table with at least two columns. While the table
 * is not complete, it is held back and no cell is returned.
 */
export function cellsBelow(view: View, start: number, end: number): readonly Cell[] {
  const { text } = view;
  const from = headStart(text, start);
  const head = text.slice(from, end + HEAD_REACH);
  const isInsert = text.charAt(from - 1) === '(';
  const stop = head.search(isInsert ? /\)/u : /\r?\n/u);
  if (stop < 0) {
    view.knows(end + HEAD_REACH, end);
    return [];
  }
  const names = head.slice(0, stop);
  const delimiter = names.includes('|') ? '|' : (/[,;\t]/u.exec(names)?.[0] ?? '');
  if (delimiter === '' || names.length > HEAD_REACH) return [];
  const cells = split(names, delimiter);
  if (cells.some(({ start: a, end: b }) => a === b)) return [];
  if (cells.length < 2 || !cells.some(({ start: a, end: b }) => OWNER.test(names.slice(a, b)))) return [];
  if (cells.some(({ start: a, end: b }) => !/^[\p{L}\w .#'’*-]{0,40}$/u.test(names.slice(a, b)))) return [];
  // A row in the middle of a table is no head.
  if (!isInsert && rowAhead(text, from, delimiter) === cells.length) return [];
  const column = cells.findIndex((cell) => from + cell.start <= start && end <= from + cell.end);
  const own = cells[column];
  if (own === undefined || own.end - own.start > end - start + 16) return [];
  if (!view.knows(from + TABLE_REACH, end)) return [];
  const rows = text.slice(from + stop, from + TABLE_REACH);
  return isInsert
    ? insertCells(rows, from + stop, column)
    : lineCells(rows, from + stop, column, cells.length, delimiter);
}

/** Start of the line, or of the list in brackets, in which the head stands. */
function headStart(text: string, at: number): number {
  let i = at;
  while (i > 0 && at - i < HEAD_REACH && !/[\n(]/u.test(text.charAt(i - 1))) i--;
  return i;
}

/** How many cells the line ahead of `from` has. */
function rowAhead(text: string, from: number, delimiter: string): number {
  const ahead = text.slice(Math.max(0, from - HEAD_REACH), Math.max(0, from - 1));
  const line = ahead.slice(ahead.lastIndexOf('\n') + 1);
  return line === '' ? 0 : split(line, delimiter).length;
}

function lineCells(rows: string, at: number, column: number, columns: number, delimiter: string): Cell[] {
  const found: Cell[] = [];
  let line = rows.indexOf('\n') + 1;
  while (line > 0 && line < rows.length) {
    const next = rows.indexOf('\n', line);
    const content = rows.slice(line, next < 0 ? rows.length : next).replace(/\r$/u, '');
    const cells = split(content, delimiter);
    if (cells.length !== columns) break;
    const cell = cells[column];
    if (cell !== undefined && cell.end > cell.start)
      found.push({ start: at + line + cell.start, end: at + line + cell.end });
    line = next + 1;
  }
  return found;
}

function insertCells(rows: string, at: number, column: number): Cell[] {
  VALUES.lastIndex = 0;
  const found: Cell[] = [];
  if (!VALUES.test(rows)) return found;
  let open = VALUES.lastIndex;
  while (rows.charAt(open) === '(') {
    const close = rows.indexOf(')', open);
    if (close < 0) break;
    const cell = split(rows.slice(open + 1, close), ',')[column];
    if (cell !== undefined) found.push({ start: at + open + 1 + cell.start, end: at + open + 1 + cell.end });
    open = close + 1;
    while (/[\s,]/u.test(rows.charAt(open))) open++;
  }
  return found;
}

/** The cells of a row, each without the blanks and quotes around it. The bars at the ends of a Markdown row are no cells. */
function split(row: string, delimiter: string): Cell[] {
  const cells: Cell[] = [];
  let start = 0;
  for (let i = 0; i <= row.length && cells.length <= CELL_LIMIT; i++) {
    if (i < row.length && row.charAt(i) !== delimiter) continue;
    let a = start;
    let b = i;
    while (a < b && /[\s"'`]/u.test(row.charAt(a))) a++;
    while (b > a && /[\s"'`]/u.test(row.charAt(b - 1))) b--;
    const isEdge = delimiter === '|' && a === b && (start === 0 || i === row.length);
    if (!isEdge) cells.push({ start: a, end: b });
    start = i + 1;
  }
  return cells;
}
