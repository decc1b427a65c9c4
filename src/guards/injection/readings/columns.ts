// A sentence that stands in a column of a table, a word a row.
import { BETWEEN_PASSAGES } from '../changed';
import { mayOrder } from './speech';

/** Fewest rows that a sentence was cut into. */
const FEWEST_ROWS = 5;
/** Longer cells, on the mean, are texts of their own. */
const WORDS_A_CELL = 3;

/** What the columns of tables say, each read downwards, with what stands around the tables; nothing when none may be an order. Linear. */
export function downwards(folded: string): string | undefined {
  if (!folded.includes('\n|')) return undefined;
  const passages = folded.split(BETWEEN_PASSAGES).map((passage) => {
    const rows = passage.split('\n').filter((line) => line.startsWith('|'));
    if (rows.length < FEWEST_ROWS) return passage;
    // The heads of the columns say nothing with them.
    const [, rule = ''] = rows;
    if (/^\|[-:| ]+$/.test(rule)) rows.splice(0, 2);
    const cells = rows.map((row) => row.split('|').slice(1, -1));
    const columns = Array.from({ length: Math.max(...cells.map(({ length }) => length)) }, (_, n) => saidIn(cells, n));
    const orders = columns.filter((column) => column !== undefined);
    if (orders.length === 0) return passage;
    // What stands around the table may say whom it is for.
    return [...passage.split('\n').filter((line) => !line.startsWith('|')), ...orders].join('\n');
  });
  const text = passages.join(BETWEEN_PASSAGES);
  return text === folded ? undefined : text;
}

/** What a column says, when it may be an order that was cut up. */
function saidIn(rows: readonly (readonly string[])[], column: number): string | undefined {
  const cells = rows.map((row) => (row[column] ?? '').trim()).filter((cell) => !/^[-: ]*$/.test(cell));
  const said = cells.join(' ');
  // Columns of a real table say the same again and again.
  const isVaried = cells.every((cell, n) => n === 0 || cell !== cells[n - 1]);
  if (cells.length < FEWEST_ROWS || !isVaried || said.split(' ').length > cells.length * WORDS_A_CELL) return undefined;
  return mayOrder(said) ? said : undefined;
}
