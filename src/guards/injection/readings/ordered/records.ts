// Records: rows, tuples, objects, elements and lines of one form, each with its texts, its numbers and its names.
import { isDigitUnit, isLetterOrDigitUnit } from '../../../normalise';
import { standsOften } from '../signs';
import { matchesOf } from '../../../matches';

export interface TextRecord {
  readonly line: number;
  readonly texts: readonly string[];
  readonly numbers: readonly number[];
  /** Names that tell it from others, such as `e4`, `a3`. */
  readonly names: readonly string[];
}

/** Fewest records that a sentence was cut into. */
export const FEWEST = 4;
/** More are data. */
const MOST = 200;
/** So many lines may stand between two of them. */
const LINES_BETWEEN = 3;
const LONGEST_LINE = 240;

/** In this order: keys, strings, what stands between tags, times, numbers, names. Linear: what repeats is bounded. */
const PART =
  /["'][^"'\n]{1,40}["'] ?:(?!:)|"((?:[^"\\\n]|\\.){0,80})"|(?<![a-z\d])'((?:[^'\\\n]|\\.|''|(?<=[a-z])'(?=[a-z])){0,80})'|>([^<>\n]{1,80})<\/|(\d\d:\d\d(?::\d\d)?(?:[.,]\d{1,3})?)|(\d{1,12}(?:\.\d{1,6})?)|([a-z_]\w{0,40})/g;
const CELLS = ['\t', ';', '|', ','] as const;
/** `├── 01_ignore.md`, `a3: ignore`, `#3 ignore` */
const HEAD = /^[^a-z\d]{0,16}([a-z]{0,3}\d{1,6})(?:[)\].:_\t-]{1,3} ?| )(?=\S)(\D{1,80})$/;
/** `[00:12.00] ignore`, `10:00:07 ignore` */
const TIMED = /^[^a-z\d]{0,4}(\d[\d:./tz-]{2,30}\d[z]?)[\])>:;,\t|-]?(.{1,80})$/;
const EXTENSION = /\.[a-z]{1,4}$/;
const NUMBER = /^\d{1,12}(?:\.\d{1,6})?$/;
/** `order:3`, `left: 40px`, `translate(40)` */
const STYLE = /^[a-z-]{1,20}[:(] ?(\d{1,6})(?:px|em|rem|%|\))?;?$/;
/** `2026-03-01`, `10:00:07.250` */
const MOMENT = /^\d[\d:.,/ tz+-]{0,30}\d[z]?$/;
const NUMBERED_NAME = /^[a-z_]{1,8}?_?(\d{1,4})$/;
/** The end of a list of links. */
const NOTHING: ReadonlySet<string> = new Set(['null', 'nil', 'none', 'undefined']);
/** What parts records that stand on one line. */
const BORDER = /(?<=[)}\]]) ?, ?(?=[({[])|(?<=\/>|<\/[a-z]{1,12}>) {0,4}(?=<[a-z])/g;
const BORDERS = ['),(', '), (', '},{', '}, {', '],[', '], [', '><', '> <'];

/** The text with each record on a line of its own. Linear. */
export function eachOnALine(text: string): string {
  return BORDERS.some((border) => standsOften(text, border, FEWEST - 1)) ? text.replace(BORDER, '\n') : text;
}

/** The records of a (folded) text among those of its lines that are alike, in groups of one form; most texts have none. Linear. */
export function recordsIn(lines: readonly string[], alike: readonly number[]): TextRecord[][] {
  const groups: TextRecord[][] = [];
  const open = new Map<string, TextRecord[]>();
  for (const n of alike) {
    for (const parts of partsOf(lines[n] ?? '')) {
      if (parts.texts.some((text) => LIST.test(text))) continue;
      const record = { line: n, ...parts };
      const group = open.get(parts.form);
      const before = group?.at(-1);
      if (group !== undefined && before !== undefined && n - before.line <= LINES_BETWEEN) group.push(record);
      else {
        const begun = [record];
        open.set(parts.form, begun);
        groups.push(begun);
      }
    }
  }
  return groups.filter(({ length }) => length >= FEWEST && length <= MOST).map(withoutPrefix);
}

/** Without what all texts of the first column begin with: `info  worker: `. */
function withoutPrefix(records: TextRecord[]): TextRecord[] {
  const [first = '', ...others] = records.map(({ texts }) => texts[0] ?? '');
  let length = first.length;
  for (const other of others) {
    let same = 0;
    while (same < length && first[same] === other[same]) same++;
    length = same;
  }
  const prefix = /^.*[:=\]>|] ?|^.*\s{2}/.exec(first.slice(0, length))?.[0].length ?? 0;
  if (prefix === 0) return records;
  return records.map((record) => ({
    ...record,
    texts: [(record.texts[0] ?? '').slice(prefix), ...record.texts.slice(1)],
  }));
}

/** `=d1&c5&e3&a8`: says in which order the others are read. */
const LIST = /(?:[a-z]{0,8}\d{1,4}[^a-z\d]{1,3}){3}/;

/**
 * The numbers of lines with digits or quotation marks that begin as others near them do; most texts have none. Takes the units of
 * a text. Linear.
 */
export function linesAlike(units: Uint16Array): number[] {
  const alike: number[] = [];
  const rows = new Map<number, number[]>();
  let line = 0;
  for (let start = 0; start < units.length; line++) {
    const found = units.indexOf(LINE_END, start);
    const end = found < 0 ? units.length : found;
    const head = headOf(units, start, end);
    start = end + 1;
    if (head === 0) continue;
    const row = rows.get(head);
    if (row === undefined || line - (row.at(-1) ?? 0) > LINES_BETWEEN) {
      rows.set(head, [line]);
      continue;
    }
    row.push(line);
    if (row.length === FEWEST) alike.push(...row);
    else if (row.length > FEWEST) alike.push(line);
  }
  return alike.sort((a, b) => a - b);
}

/** What a line begins with: one number for all digits and names with one, and for lines that end in one, the first sign of others; 0 for lines that are no records. */
function headOf(units: Uint16Array, start: number, end: number): number {
  let at = start;
  while (at < end && (units[at] ?? 0) <= BLANK) at++;
  if (end - start > LONGEST_LINE || end - at < SHORTEST_LINE) return 0;
  const first = units[at] ?? 0;
  let isData = isDigitUnit(units[end - 1] ?? 0);
  let isNumbered = isData;
  const to = Math.min(end, at + HEAD_LENGTH);
  for (let i = at; i < to && !isData; i++) {
    const unit = units[i] ?? 0;
    if (unit !== QUOTE && !isDigitUnit(unit)) continue;
    isData = true;
    isNumbered = unit !== QUOTE && i - at <= LONGEST_NAME;
  }
  if (!isData) return 0;
  return isNumbered && isLetterOrDigitUnit(first) ? NUMBERED : first;
}

const SHORTEST_LINE = 4;
/** Numbers and strings of records stand not far from where they begin. */
const HEAD_LENGTH = 40;
const LINE_END = 0x0a;
const BLANK = 0x20;
const QUOTE = 0x22;
const NUMBERED = 1;
const LONGEST_NAME = 4;

interface Parts extends Pick<TextRecord, 'texts' | 'numbers' | 'names'> {
  /** What such lines have in common. */
  readonly form: string;
}

/** A line without strings may be read as a row of cells, and as a number with a text behind it in which their signs stand. */
function partsOf(line: string): Parts[] {
  const strings = quoted(line);
  return (strings === undefined ? [cellsOf(line), headed(line)] : [strings]).filter((parts) => parts !== undefined);
}

/** The strings, or what stands between tags, with the numbers and names around them. */
function quoted(line: string): Parts | undefined {
  if (!/["'>]/.test(line)) return undefined;
  const texts: string[] = [];
  const numbers: number[] = [];
  const names: string[] = [];
  for (const [, double, single, shown, time, number, name] of matchesOf(line, PART)) {
    const text = double ?? single?.replaceAll("''", "'") ?? shown;
    if (text !== undefined) {
      const value = NUMBER.test(text) ? text : STYLE.exec(text)?.[1];
      if (value !== undefined) numbers.push(Number(value));
      else texts.push(text.includes('\\') ? text.replace(/\\(.)/g, '$1') : text);
    } else if (time !== undefined) numbers.push(momentOf(time));
    else if (number !== undefined) numbers.push(Number(number));
    else if (name !== undefined) {
      const nth = NUMBERED_NAME.exec(name)?.[1];
      if (NOTHING.has(name)) numbers.push(NaN);
      else if (nth !== undefined) {
        numbers.push(Number(nth));
        names.push(name);
      }
    }
  }
  if (texts.length === 0 || numbers.length + texts.length < 2) return undefined;
  return { form: `${FORM.exec(line)?.[0] ?? ''}${texts.length}`, texts, numbers, names };
}

/** What lines of one form begin with: a tag, or a sign. */
const FORM = /(?<=^\s{0,40})(?:<[a-z]{1,12}|\S)/;

/** The cells of a row. */
function cellsOf(line: string): Parts | undefined {
  for (const sign of CELLS) {
    const cells = line.split(sign);
    if (cells.length < 2) continue;
    return { form: sign + String(cells.length), ...read(sign === '|' ? cells.map((cell) => cell.trim()) : cells) };
  }
  return undefined;
}

function read(cells: readonly string[]): Pick<TextRecord, 'texts' | 'numbers' | 'names'> {
  const texts: string[] = [];
  const numbers: number[] = [];
  const names: string[] = [];
  for (const cell of cells) {
    const bare = cell.trim();
    const nth = NUMBERED_NAME.exec(bare)?.[1];
    if (NUMBER.test(bare)) numbers.push(Number(bare));
    else if (MOMENT.test(bare)) numbers.push(momentOf(bare));
    else if (nth !== undefined) {
      names.push(bare);
      numbers.push(Number(nth));
    } else if (bare !== '') texts.push(cell);
  }
  return { texts, numbers, names };
}

/** A name, a number or a time, and a text. */
function headed(line: string): Parts | undefined {
  const [, time, said = ''] = TIMED.exec(line) ?? [];
  if (time !== undefined) return { form: 'timed', texts: [said], numbers: [momentOf(time)], names: [] };
  const [, head = '', text = ''] = HEAD.exec(line) ?? [];
  if (head === '') return undefined;
  const nth = Number(/\d+/.exec(head)?.[0]);
  return { form: 'headed', texts: [text.replace(EXTENSION, '')], numbers: [nth], names: [head] };
}

/** A moment as a number that grows with it, whatever its unit. */
function momentOf(text: string): number {
  return Number(text.replace(/\D+/g, '').slice(0, 15));
}
