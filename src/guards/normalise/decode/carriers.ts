// Bytes that are spread over what looks like values of their own: colours, addresses, identifiers, prices, pieces in the lines of a log.
import { matchesOf } from '../../matches';
import { decodeBase64, decodeHex } from './bases';
import { decodeNumbers, looksLikeLanguage } from './numbers';

interface Carried {
  readonly start: number;
  readonly end: number;
  readonly said: string;
}

const FEWEST = 3;
const MOST = 1000;
/** Fewest letters of what is said, with a blank among them. */
const SHORTEST = 10;

/** What all values of one kind in a text say, one behind the other; none when they say nothing. Linear: bounded. */
export function carriedIn(text: string): Carried[] {
  return [...chunks(text), ...hexValues(text), ...columns(text)];
}

function saying(
  said: string | undefined,
  first: RegExpExecArray | undefined,
  last: RegExpExecArray | undefined,
): Carried[] {
  if (said === undefined || first === undefined || last === undefined || said.length < SHORTEST) return [];
  if (!said.trim().includes(' ') || !looksLikeLanguage(said.normalize('NFD').toLowerCase())) return [];
  return [{ start: first.index, end: last.index + last[0].length, said }];
}

/** Hits what no word has: capitals behind small letters, or digits among letters. */
const MIXED = /[a-z\d][A-Z]|[A-Z]{2}[a-z]|[A-Z][2-7][A-Z]|\d[a-f]\d/;
const CHUNK = /[A-Za-z0-9+/]{4,76}={0,6}/g;
const WORD = /^(?:[A-Z]?[a-z]+|\d+)$/;
/** So many lengths are tried, the commonest first. */
const LENGTHS = 3;
/** Short chunks are words of one length, unless there are so many. */
const SHORT_CHUNK = 8;
const FEWEST_SHORT = 6;

/** Base64, base32 or hexadecimal digits that were cut into chunks of one length, but for the last, whatever stands between them. */
function chunks(text: string): Carried[] {
  if (!MIXED.test(text)) return [];
  const every = matchesOf(text, CHUNK);
  const all = every.filter(({ 0: chunk }) => !WORD.test(chunk) || chunk.length > SHORT_CHUNK);
  const byLength = new Map<number, number>();
  for (const { 0: chunk } of all) byLength.set(chunk.length, (byLength.get(chunk.length) ?? 0) + 1);
  const lengths = [...byLength]
    .filter(([length, count]) => count >= (length < SHORT_CHUNK ? FEWEST_SHORT : FEWEST) && count <= MOST)
    .sort((a, b) => b[0] * b[1] - a[0] * a[1])
    .slice(0, LENGTHS);
  for (const [length] of lengths) {
    const found =
      ofLength(text, all, length) ??
      (length > SHORT_CHUNK ? undefined : ofLength(text, fromFirst(every, length), length));
    if (found !== undefined) return [found];
  }
  return [];
}

/** What the chunks of one length say, with what may be the last of all. */
function ofLength(text: string, chunks: readonly RegExpExecArray[], length: number): Carried | undefined {
  const row = chunks.filter(({ 0: chunk }) => chunk.length === length);
  const last = row.at(-1);
  const joined = row.map(([chunk]) => chunk).join('');
  const behind = (last?.index ?? 0) + length;
  return [...restsIn(text.slice(behind, behind + FAR), length), '']
    .flatMap((rest) => saying(fromChunks(joined + rest), row[0], last))
    .sort((one, other) => strangeSigns(one.said) - strangeSigns(other.said) || other.said.length - one.said.length)[0];
}

/** Chunks from the first to the last of a length that is no word: those between look like words by chance. */
function fromFirst(chunks: readonly RegExpExecArray[], length: number): RegExpExecArray[] {
  const isNone = ({ 0: chunk }: RegExpExecArray): boolean => chunk.length === length && !WORD.test(chunk);
  return chunks.slice(Math.max(0, chunks.findIndex(isNone)), chunks.findLastIndex(isNone) + 1);
}

/** What may be the last chunk, which is shorter. */
function restsIn(text: string, length: number): string[] {
  return matchesOf(text, REST)
    .map(([rest]) => rest)
    .filter((rest) => rest.length < length && !NAME.test(rest))
    .slice(0, MOST_RESTS);
}

/** Signs that end no sentence: of what is no chunk. */
function strangeSigns(said: string): number {
  return said.match(STRANGE)?.length ?? 0;
}

const STRANGE = /[^\p{L}\d\s.,;:!?'"()/@-]|[\p{Lu}\d]$/gu;
const REST = /[A-Za-z0-9+/]{1,75}={0,6}/g;
const NAME = /^[A-Z]?[a-z]{3,}$/;
const MOST_RESTS = 12;
/** So far behind the others it may stand. */
const FAR = 120;

function fromChunks(joined: string): string | undefined {
  return /^[0-9a-f]+$/i.test(joined) ? decodeHex(joined) : decodeBase64(joined);
}

/** Values of hexadecimal digits: colours, addresses of networks, identifiers, numbers. */
const HEX_VALUES: readonly RegExp[] = [
  /#[0-9a-f]{6}(?:[0-9a-f]{2})?(?![0-9a-z])/gi,
  /(?<![0-9a-z:.-])[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}(?:(?:[:-][0-9a-f]{2}){2})?(?![0-9a-z:-])/gi,
  /(?<![0-9a-z:.-])[0-9a-f]{4}(?:\.[0-9a-f]{4}){2}(?![0-9a-z.])/gi,
  /(?<![0-9a-z:.-])[0-9a-f]{4}(?::[0-9a-f]{4}){7}(?![0-9a-z:])/gi,
  /(?<![0-9a-z-])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-z-])/gi,
  /(?<![0-9a-z])0x[0-9a-f]{2,16}(?![0-9a-z])/gi,
];
const HAS_HEX = /[#:.x-][2-7][0-9a-f]{1,7}(?![0-9a-z])|[2-7][0-9a-f][:-][2-7][0-9a-f]/i;
/** Control characters, but for ends of lines; nothing fills up what is too short. */
const CONTROL = /^(?:[0-9a-f]{2})*?(?:0[1-8bcef]|1[0-9a-f])/i;
/** Hits an address, or a colour, of bytes in tens. */
const TENS = /(?<![\d.])\d{2,3}\.\d{2,3}\.\d{2,3}\.\d{2,3}(?![\d.])|rgba?\(\s?\d{2,3},\s?\d{2,3},\s?\d{2,3}/gi;

function hexValues(text: string): Carried[] {
  const found: Carried[] = [];
  if (HAS_HEX.test(text))
    for (const pattern of HEX_VALUES) {
      const values = matchesOf(text, pattern).slice(0, MOST);
      if (values.length < FEWEST) continue;
      const digits = values
        .map(([value]) => value.replace(/^0x|[^0-9a-f]/gi, ''))
        .filter((value) => !CONTROL.test(value));
      found.push(...saying(decodeHex(digits.join('')), values[0], values.at(-1)));
    }
  const addresses = text.includes('.') || text.includes('rgb') ? matchesOf(text, TENS).slice(0, MOST) : [];
  if (addresses.length < FEWEST) return found;
  const codes = addresses.map(([address]) => address.replace(/\D+/g, ' ').trim());
  return [...found, ...saying(decodeNumbers(codes.join(' ')), addresses[0], addresses.at(-1))];
}

/** Fewest numbers of a column. */
const FEWEST_NUMBERS = 12;
const NUMBER = /\d+(?:[.,]\d\d(?!\d))?/g;
/** Hits what is set to a number of two or three digits. */
const VALUE = /[=:] ?["']?\d{1,3}(?![\d.:])/g;

/** Codes that stand one in a line, the last or the first number of it; a price is so many cents. And all that are set to something. */
function columns(text: string): Carried[] {
  const lines = matchesOf(text, LINE).slice(0, MOST);
  if (lines.length >= FEWEST_NUMBERS) {
    const rows = lines.map((line) => ({ line, numbers: line[0].match(NUMBER) ?? [] }));
    const tables = [...tablesIn(rows, true), ...tablesIn(rows, false)];
    for (const table of tables) {
      for (const at of [-1, 0, 1]) {
        const found = ofColumn(table, at);
        if (found.length > 0) return found;
      }
    }
  }
  const values = matchesOf(text, VALUE).slice(0, MOST);
  if (values.length < FEWEST_NUMBERS) return [];
  return saying(decodeNumbers(values.map(([value]) => value.replace(/\D/g, '')).join(' ')), values[0], values.at(-1));
}

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
    const found = saying(decodeNumbers(codes.join(' ')), table[0]?.line, table.at(-1)?.line);
    if (found.length > 0) return found;
  }
  return [];
}

const MOST_CODE = 0x2ff;
/** So many letters differ in any sentence. */
const FEWEST_KINDS = 7;
