// The orders in which records may be read: by a number of each, by links from one to the next, by a list of their names.
import type { TextRecord } from './records';

export interface Order {
  /** Places of the records, one after the other. */
  readonly places: readonly number[];
  /** A number, links or a list tell it; else it is believed only where it puts words together. */
  readonly isTold: boolean;
}

type Places = readonly number[];

/** So many numbers and texts of a record are looked at. */
const MOST_COLUMNS = 4;
/** So much may stand between two names of a list. */
const BETWEEN = 6;
/** Of so many records all but one, at least, must be in a list or a row of links. */
const NEARLY_ALL = 0.9;

/** Every order that some records suggest, each once, and the one in which they stand. Takes the text around them, folded. */
export function ordersOf(records: readonly TextRecord[], text: string): Order[] {
  const orders = new Map<string, Order>();
  const add = (places: Places | undefined, isTold: boolean): void => {
    const key = places?.join() ?? '';
    if (places !== undefined && !orders.has(key)) orders.set(key, { places, isTold });
  };
  add(alongLinks(records), true);
  add(asNamed(records, text), true);
  for (const places of byCell(records)) add(places, true);
  const columns = Math.min(MOST_COLUMNS, ...records.map(({ numbers }) => numbers.length));
  const byNumber = Array.from({ length: columns }, (_, n) => sorted(records.map(({ numbers }) => numbers[n] ?? NaN)));
  for (const places of byNumber) add(places, true);
  for (const places of byNumber) add(places?.toReversed(), false);
  add(
    records.map((_, n) => n),
    false,
  );
  return [...orders.values()];
}

function sorted(numbers: readonly number[]): Places | undefined {
  if (numbers.some(Number.isNaN) || new Set(numbers).size < numbers.length) return undefined;
  return numbers.map((_, n) => n).sort((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0));
}

/** Along the links from one record to the next, when each has one. */
function alongLinks(records: readonly TextRecord[]): Places | undefined {
  const columns = records.map(({ numbers, texts }) => [...numbers.map(String), ...texts].slice(0, MOST_COLUMNS));
  const width = Math.max(...columns.map(({ length }) => length));
  for (let id = 0; id < width; id++) {
    const places = new Map(columns.map((cells, n) => [cells[id], n]));
    if (places.size < records.length) continue;
    for (let next = 0; next < width; next++) {
      const order = next === id ? undefined : followed(columns.map((cells) => places.get(cells[next])));
      if (order !== undefined) return order;
    }
  }
  return undefined;
}

function followed(next: readonly (number | undefined)[]): Places | undefined {
  const targets = new Set(next);
  const heads = next.map((_, n) => n).filter((n) => !targets.has(n));
  const [head] = heads;
  if (head === undefined || heads.length > 1) return undefined;
  const order: number[] = [];
  for (let at: number | undefined = head; at !== undefined && order.length < next.length; at = next[at]) order.push(at);
  return order.length === next.length ? order : undefined;
}

/** As a list in the text names them: `&e0;&e1;`, `=d1&c5`, `[*p0, *p1]`. Linear. */
function asNamed(records: readonly TextRecord[], text: string): Places | undefined {
  const places = new Map<string, number>();
  for (const [n, { names }] of records.entries()) for (const name of names) if (!places.has(name)) places.set(name, n);
  if (places.size < records.length) return undefined;
  let row: number[] = [];
  let end = 0;
  for (const { index, 0: name } of text.matchAll(/[a-z_]\w*/g)) {
    const place = places.get(name);
    if (place === undefined) continue;
    if (index - end > BETWEEN) row = [];
    row.push(place);
    end = index + name.length;
    if (row.length >= records.length * NEARLY_ALL && new Set(row).size >= records.length * NEARLY_ALL) {
      // What is behind belongs to it, too.
      const rest = text.slice(end, end + REST).match(/[a-z_]\w*/g) ?? [];
      for (const one of rest) {
        const other = places.get(one);
        if (other !== undefined && !row.includes(other)) row.push(other);
      }
      return row;
    }
  }
  return undefined;
}

const REST = 120;

const CELL = /^([a-z])(\d{1,3})$/;

/** By the names of cells, as `b3`: row by row, and column by column. */
function byCell(records: readonly TextRecord[]): Places[] {
  const cells = records.map(({ names }) => CELL.exec(names[0] ?? ''));
  const places = records.map((_, n) => n);
  if (cells.includes(null) || new Set(records.map(({ names }) => names[0])).size < records.length) return [];
  const column = (n: number): string => cells[n]?.[1] ?? '';
  const row = (n: number): number => Number(cells[n]?.[2]);
  if (new Set(places.map(column)).size < 2) return [];
  const byColumn = (a: number, b: number): number => column(a).localeCompare(column(b));
  const byRow = (a: number, b: number): number => row(a) - row(b);
  return [
    places.toSorted((a, b) => byRow(a, b) || byColumn(a, b)),
    places.toSorted((a, b) => byColumn(a, b) || byRow(a, b)),
  ];
}
