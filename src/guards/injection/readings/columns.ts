// A sentence that stands in a column of a table, a word a row.
import { BETWEEN_PASSAGES } from '../changed';
import { standsOften } from './signs';
import { mayOrder, maySay } from './speech';

/** Fewest rows that a sentence was cut into. */
const FEWEST_ROWS = 5;
/** Longer cells, on the mean, are texts of their own. */
const WORDS_A_CELL = 3;

/** What the columns of tables say, each read downwards, with what stands around the tables; nothing when none may be an order. Linear. */
export function downwards(folded: string): string | undefined {
  const isValues = hasValues(folded);
  if (!isValues && !standsOften(folded, '|', FEWEST_SIGNS) && !hasInnerTabs(folded)) return undefined;
  const passages = folded
    .split(BETWEEN_PASSAGES)
    .map((passage) => ofTable(passage) ?? (isValues ? ofValues(passage) : undefined) ?? passage);
  const text = passages.join(BETWEEN_PASSAGES);
  return text === folded ? undefined : text;
}

/** What may stand between the cells of a row. */
const SIGNS = ['|', '\t'] as const;
const FEWEST_SIGNS = 6;
const BLANK = 0x20;

/** Whether a few tabs are no indentation. */
function hasInnerTabs(text: string): boolean {
  let tabs = 0;
  for (let at = text.indexOf('\t', 1); at >= 0; at = text.indexOf('\t', at + 1))
    if (text.charCodeAt(at - 1) > BLANK && ++tabs >= FEWEST_SIGNS) return true;
  return false;
}

/** Between the values of a row; a blank behind one stands in sentences. */
const BETWEEN_VALUES = [',', ';'] as const;
/** Fewest rows of a table of values, and columns. */
const FEWEST_ROWS_OF_VALUES = 6;
const FEWEST_COLUMNS = 3;

/** Whether so many values stand in lines. */
function hasValues(text: string): boolean {
  if (!standsOften(text, '\n', FEWEST_ROWS_OF_VALUES)) return false;
  return BETWEEN_VALUES.some((sign) => {
    let values = 0;
    for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1))
      if (text.charCodeAt(at + 1) > BLANK && ++values >= FEWEST_ROWS_OF_VALUES * (FEWEST_COLUMNS - 1)) return true;
    return false;
  });
}

/** What columns of values say that commas part, behind a row with their names: as many in each row. */
function ofValues(passage: string): string | undefined {
  const lines = passage.split('\n');
  for (const sign of BETWEEN_VALUES) {
    const head = lines.findIndex((line) => line.split(sign).length >= FEWEST_COLUMNS);
    const width = lines[head]?.split(sign).length ?? 0;
    const rows = lines.slice(head + 1).filter((line) => line.split(sign).length === width);
    if (head < 0 || rows.length < FEWEST_ROWS_OF_VALUES) continue;
    const cells = rows.map((row) => row.split(sign));
    const orders = Array.from({ length: width }, (_, n) => saidIn(cellsIn(cells, n))).filter(
      (said) => said !== undefined,
    );
    if (orders.length > 0)
      return [...lines.filter((line) => !rows.includes(line)), orders.join(BETWEEN_PASSAGES)].join('\n');
  }
  return undefined;
}

function ofTable(passage: string): string | undefined {
  const signs = SIGNS.filter((sign) => standsOften(passage, sign, FEWEST_ROWS_OF_ALL));
  if (signs.length === 0) return undefined;
  const lines = passage.split('\n');
  for (const sign of signs) {
    const rows =
      sign === '|' ? lines.filter((line) => line.startsWith(sign)) : lines.filter((line) => line.includes(sign));
    if (rows.length < FEWEST_ROWS_OF_ALL) continue;
    const orders = ordersIn(rows, sign);
    // What stands around the table may say whom it is for.
    if (orders.length > 0)
      return [...lines.filter((line) => !rows.includes(line)), orders.join(BETWEEN_PASSAGES)].join('\n');
  }
  return undefined;
}

/** What single columns say, and what all of them do. */
function ordersIn(lines: readonly string[], sign: string): string[] {
  // The heads of the columns say nothing with them.
  const hasHeads = /^\|[-:| ]+$/.test(lines[1] ?? '');
  const cells = (hasHeads ? lines.slice(2) : lines).map((row) =>
    sign === '|' ? row.split(sign).slice(1, -1) : row.split(sign),
  );
  const width = Math.max(...cells.map(({ length }) => length));
  const columns = Array.from({ length: width }, (_, n) => cellsIn(cells, n));
  const isTable =
    columns.length > 1 && cells.length >= FEWEST_ROWS_OF_ALL && cells.every(({ length }) => length > width / 2);
  const letters = isTable && hasHeads ? saidInLetters(columns) : undefined;
  const orders = [...(sign === '|' ? columns.map(saidIn) : []), letters ?? (isTable ? saidInAll(columns) : undefined)];
  return orders.filter((said) => said !== undefined);
}

function cellsIn(rows: readonly (readonly string[])[], column: number): string[] {
  return rows.map((row) => (row[column] ?? '').trim()).filter((cell) => !/^[-: ]*$/.test(cell));
}

/** What columns of single letters say, each a word; nothing for others. */
function saidInLetters(columns: readonly (readonly string[])[]): string | undefined {
  const letters = columns.flat();
  if (letters.length < FEWEST_LETTERS || letters.some(({ length }) => length > 1)) return undefined;
  // What fills them up stands at their ends.
  const said = columns.map((column) => column.join('').replace(/[^a-z\d]{1,60}$/, '')).join(' ');
  return maySay(said) ? said : undefined;
}

const FEWEST_LETTERS = 12;

/** What all columns say, one after the other, when a sentence was written into them downwards. */
function saidInAll(columns: readonly (readonly string[])[]): string | undefined {
  const cells = columns.flat();
  // Columns of a real table say the same again and again, or hold numbers.
  if (cells.some((cell, n) => cell === cells[n - 1] || /^[\d.,]+$/.test(cell))) return undefined;
  const said = cells.join(' ');
  if (cells.length < FEWEST_CELLS || said.split(' ').length > cells.length * WORDS_A_CELL_OF_ALL) return undefined;
  return maySay(said) ? said : undefined;
}

const FEWEST_ROWS_OF_ALL = 3;
const FEWEST_CELLS = 8;
const WORDS_A_CELL_OF_ALL = 1.5;

/** What a column says, when it may be an order that was cut up. */
function saidIn(cells: readonly string[]): string | undefined {
  const said = cells.join(' ');
  // Columns of a real table say the same again and again.
  const isVaried = cells.every((cell, n) => n === 0 || cell !== cells[n - 1]);
  if (cells.length < FEWEST_ROWS || !isVaried || said.split(' ').length > cells.length * WORDS_A_CELL) return undefined;
  return mayOrder(said) ? said : undefined;
}
