// Bytes that are spread over what looks like values of their own: colours, addresses, identifiers, prices, pieces in the lines of a log.
import { matchesOf } from '../../matches';
import { isDigitUnit } from '../units';
import { decodeHex } from './bases';
import { type Carried, FEWEST, MOST, saying } from './carried';
import { chunks } from './chunks';
import { decodeNumbers } from './numbers';
import { HEX_DIGIT, kindAt } from './runs';

/** What all values of one kind in a text say, one behind the other; none when they say nothing. Linear: bounded. */
export function carriedIn(text: string, units: Uint16Array): Carried[] {
  const { between, digits } = betweenHex(units);
  return [
    ...chunks(text, units),
    ...hexValues(text, between),
    ...(digits < FEWEST_NUMBERS ? [] : columns(text, units)),
  ];
}

/** As `saying`, from the first to the last of the values. */
function sayingAll(said: string | undefined, values: readonly RegExpExecArray[]): Carried[] {
  const last = values.at(-1);
  return saying(said, values[0]?.index ?? 0, last === undefined ? 0 : last.index + last[0].length);
}

/** Values of hexadecimal digits: colours, addresses of networks, identifiers, numbers; and how often which signs stand before a digit of each. */
const HEX_VALUES: readonly { signs: string; times: number; pattern: RegExp }[] = [
  { signs: '#', times: 1, pattern: /#[0-9a-f]{6}(?:[0-9a-f]{2})?(?![0-9a-z])/gi },
  {
    signs: ':-',
    times: 5,
    pattern: /(?<![0-9a-z:.-])[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}(?:(?:[:-][0-9a-f]{2}){2})?(?![0-9a-z:-])/gi,
  },
  { signs: '.', times: 2, pattern: /(?<![0-9a-z:.-])[0-9a-f]{4}(?:\.[0-9a-f]{4}){2}(?![0-9a-z.])/gi },
  { signs: ':', times: 7, pattern: /(?<![0-9a-z:.-])[0-9a-f]{4}(?::[0-9a-f]{4}){7}(?![0-9a-z:])/gi },
  { signs: '-', times: 4, pattern: /(?<![0-9a-z-])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-z-])/gi },
  { signs: 'xX', times: 1, pattern: /(?<![0-9a-z])0x[0-9a-f]{2,16}(?![0-9a-z])/gi },
];
const HAS_HEX = /[#:.x-][2-7][0-9a-f]{1,7}(?![0-9a-z])|[2-7][0-9a-f][:-][2-7][0-9a-f]/i;
/** Control characters, but for ends of lines; nothing fills up what is too short. */
const CONTROL = /^(?:[0-9a-f]{2})*?(?:0[1-8bcef]|1[0-9a-f])/i;
/** Hits an address, or a colour, of bytes in tens. */
const TENS = /(?<![\d.])\d{2,3}\.\d{2,3}\.\d{2,3}\.\d{2,3}(?![\d.])|rgba?\(\s?\d{2,3},\s?\d{2,3},\s?\d{2,3}/gi;

/** How often each of the signs of such values stands before a digit of them, by its unit; and how many decimal digits there are. */
function betweenHex(units: Uint16Array): { readonly between: Uint32Array; readonly digits: number } {
  const between = new Uint32Array(128);
  let digits = 0;
  for (let i = 0; i < units.length; i++) {
    const unit = units[i] ?? 0;
    if (isDigitUnit(unit)) digits++;
    else if (IS_SIGN[unit] === 1 && (kindAt(units, i + 1) & HEX_DIGIT) !== 0) between[unit] = (between[unit] ?? 0) + 1;
  }
  return { between, digits };
}

const IS_SIGN = new Uint8Array(128);
for (const sign of '#:-.xX') IS_SIGN[sign.charCodeAt(0)] = 1;

function hexValues(text: string, between: Uint32Array): Carried[] {
  const timesOf = (sign: string): number => between[sign.charCodeAt(0)] ?? 0;
  const found: Carried[] = [];
  let hasHex: boolean | undefined;
  for (const { signs, times, pattern } of HEX_VALUES) {
    if (Array.from(signs).reduce((sum, sign) => sum + timesOf(sign), 0) < times * FEWEST) continue;
    hasHex ??= HAS_HEX.test(text);
    const values = hasHex ? matchesOf(text, pattern).slice(0, MOST) : [];
    if (values.length < FEWEST) continue;
    const digits = values
      .map(([value]) => value.replace(/^0x|[^0-9a-f]/gi, ''))
      .filter((value) => !CONTROL.test(value));
    found.push(...sayingAll(decodeHex(digits.join('')), values));
  }
  if (timesOf('.') < DOTS * FEWEST && !text.includes('rgb') && !(text.includes('.') && /rgb/i.test(text))) return found;
  const addresses = matchesOf(text, TENS).slice(0, MOST);
  if (addresses.length < FEWEST) return found;
  const codes = addresses.map(([address]) => address.replace(/\D+/g, ' ').trim());
  return [...found, ...sayingAll(decodeNumbers(codes.join(' ')), addresses)];
}

/** So many of them stand in an address of a network. */
const DOTS = 3;

/** Fewest numbers of a column. */
const FEWEST_NUMBERS = 12;
const NUMBER = /\d+(?:[.,]\d\d(?!\d))?/g;
/** Hits what is set to a number of two or three digits. */
const VALUE = /[=:] ?["']?\d{1,3}(?![\d.:])/g;

/** Codes that stand one in a line, the last or the first number of it; a price is so many cents. And all that are set to something. */
function columns(text: string, units: Uint16Array): Carried[] {
  if (hasNumbersInLines(units)) {
    const rows = matchesOf(text, LINE)
      .slice(0, MOST)
      .map((line) => ({ line, numbers: line[0].match(NUMBER) ?? [] }));
    const tables = [...tablesIn(rows, true), ...tablesIn(rows, false)];
    for (const table of tables) {
      for (const at of [-1, 0, 1]) {
        const found = ofColumn(table, at);
        if (found.length > 0) return found;
      }
    }
  }
  if (!hasValues(units)) return [];
  const values = matchesOf(text, VALUE).slice(0, MOST);
  if (values.length < FEWEST_NUMBERS) return [];
  return sayingAll(decodeNumbers(values.map(([value]) => value.replace(/\D/g, '')).join(' ')), values);
}

/** Whether so many lines, one behind the other, hold numbers as a column does. */
function hasNumbersInLines(units: Uint16Array): boolean {
  let lines = 0;
  let start = 0;
  let hasNumber = false;
  for (let i = 0; i <= units.length; i++) {
    const unit = units[i] ?? LINE_END;
    if (isDigitUnit(unit)) hasNumber = true;
    else if (unit === LINE_END) {
      // An empty line parts no table.
      if (i > start) lines = hasNumber ? lines + 1 : 0;
      if (lines >= FEWEST_NUMBERS) return true;
      start = i + 1;
      hasNumber = false;
    }
  }
  return false;
}

/** Whether so many signs are followed by a digit as one that sets a value is. */
function hasValues(units: Uint16Array): boolean {
  let values = 0;
  for (let i = 0; i < units.length && values < FEWEST_NUMBERS; i++) {
    if (units[i] !== EQUALS && units[i] !== COLON) continue;
    // A blank and a quotation mark may stand between.
    let digit = i + 1;
    while (digit < i + 3 && !isDigitUnit(units[digit] ?? 0)) digit++;
    if (isDigitUnit(units[digit] ?? 0)) values++;
  }
  return values >= FEWEST_NUMBERS;
}

const LINE_END = 10;
const COLON = 0x3a;
const EQUALS = 0x3d;
const LINE = /[^\n]+/g;

interface Row {
  readonly line: RegExpExecArray;
  readonly numbers: readonly string[];
}

/** Lines with numbers, one behind the other, of which each has as many, or not. */
function tablesIn(rows: readonly Row[], isEven: boolean): Row[][] {
  const tables: Row[][] = [];
  let table: Row[] = [];
  for (const row of rows) {
    const length = table[0]?.numbers.length;
    if (row.numbers.length === 0 || (isEven && length !== row.numbers.length)) table = [];
    if (row.numbers.length === 0) continue;
    table.push(row);
    if (table.length === FEWEST_NUMBERS) tables.push(table);
  }
  return tables;
}

function ofColumn(table: readonly Row[], at: number): Carried[] {
  const numbers = table.map(({ numbers: all }) => all.at(at) ?? all[0] ?? '');
  for (const part of [/\D/g, /\D.*/]) {
    const codes = numbers.map((number) => Number(number.replace(part, '')));
    if (codes.some((code) => code > MOST_CODE) || new Set(codes).size < FEWEST_KINDS) continue;
    const found = sayingAll(
      decodeNumbers(codes.join(' ')),
      table.map(({ line }) => line),
    );
    if (found.length > 0) return found;
  }
  return [];
}

const MOST_CODE = 0x2ff;
/** So many letters differ in any sentence. */
const FEWEST_KINDS = 7;
