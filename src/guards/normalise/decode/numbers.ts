// Letters written as numbers: binary, octal and decimal codes, places in the alphabet, squares of Polybius, keys of a telephone.
import { littleWords } from '../../../base/language';

/**
 * What a row of numbers says, by the first way of reading it that gives text; nothing for other numbers. Takes digits with what
 * stands between them. Linear.
 */
export function decodeNumbers(piece: string): string | undefined {
  // A blank line parts it from numbers that stand around it.
  const parts = piece.split(/\n[ \t]*\n/).filter((part) => part.length >= SHORTEST_PART);
  for (const part of parts) {
    const text = decodeRow(part) ?? decodeScaled(part) ?? decodeLine(part);
    if (text !== undefined) return text;
  }
  return undefined;
}

const SHORTEST_PART = 12;

/** Numbers that were all multiplied by the same: each third number from 72 on. */
function decodeScaled(piece: string): string | undefined {
  const numbers = piece.match(/\d+/g) ?? [];
  let by = 0;
  for (const number of numbers) {
    by = commonDivisor(by, Number(number));
    if (by === 1) return undefined;
  }
  if (numbers.length < FEWEST_SCALED || by < 2 || by > MOST_SCALED) return undefined;
  const said = decodeRow(piece.replace(/\d+/g, (number) => String(Number(number) / by)));
  return said !== undefined && looksLikeLanguage(said.toLowerCase()) ? said : undefined;
}

function commonDivisor(one: number, other: number): number {
  let [a, b] = [one, other];
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}

const FEWEST_SCALED = 12;
const MOST_SCALED = 1000;

/** The line of a row of numbers that says something; those around it count the time, or lines. */
function decodeLine(piece: string): string | undefined {
  if (!piece.includes('\n')) return undefined;
  for (const line of piece.split('\n').slice(0, MOST_LINES)) {
    if (line.length < SHORTEST_LINE) continue;
    const said = decodeRow(line) ?? decodeScaled(line);
    if (said !== undefined && looksLikeLanguage(said.toLowerCase())) return said;
  }
  return undefined;
}

const MOST_LINES = 200;
const SHORTEST_LINE = 40;

function decodeRow(piece: string): string | undefined {
  const numbers = piece.match(/\d+/g) ?? [];
  if (/^[01\D]+$/.test(piece)) return fromBinary(numbers) ?? fromGroups(piece, numbers, 5, 2);
  const codes = fromCodes(numbers);
  if (codes !== undefined) return looksLikeLanguage(codes.toLowerCase()) ? codes : (fromMoved(numbers) ?? codes);
  return (
    fromPlaces(piece, numbers) ??
    fromPairs(piece) ??
    (/^[0-2\D]+$/.test(piece) ? fromGroups(piece, numbers, 3, 3) : undefined) ??
    fromMoved(numbers) ??
    fromParity(numbers)
  );
}

/** Places in the alphabet, each written with so many digits to another base: `01000 00110`, `100 021 112`. */
function fromGroups(piece: string, numbers: readonly string[], digits: number, base: number): string | undefined {
  const rows = numbers.length > 1 ? numbers : (numbers[0]?.match(new RegExp(`.{${String(digits)}}`, 'g')) ?? []);
  if (rows.length < FEWEST_LETTERS || rows.some(({ length }) => length !== digits)) return undefined;
  const places = rows.map((row) => String(parseInt(row, base)));
  let at = 0;
  const inTens = numbers.length > 1 ? piece.replace(/\d+/g, () => places[at++] ?? '') : places.join(' ');
  return fromPlaces(inTens, places);
}

/** Fewest codes that were moved, or combined with one and the same number by exclusive or. */
const FEWEST_MOVED = 16;

/** Characters by their codes, each with the same number added to it, or combined with it by exclusive or: the blank is the commonest. */
function fromMoved(numbers: readonly string[]): string | undefined {
  const codes = numbers.map(Number);
  if (codes.length < FEWEST_MOVED || codes.length > LONGEST_MOVED || codes.some((code) => code > MOST_MOVED))
    return undefined;
  const times = new Map<number, number>();
  for (const code of codes) times.set(code, (times.get(code) ?? 0) + 1);
  const common = [...times].sort((a, b) => b[1] - a[1]).slice(0, COMMONEST);
  for (const [blank] of common) {
    for (const read of [
      codes.map((code) => code - blank + BLANK),
      codes.map((code) => code ^ blank ^ BLANK),
      codes.map((code) => blank - code + BLANK),
    ]) {
      const text = mayBeText(read) ? Buffer.from(read).toString('latin1') : '';
      if (/^[\w\sà-ÿ.,:;!?'"@/()-]{16,}$/i.test(text) && looksLikeLanguage(text.toLowerCase())) return text;
    }
  }
  return undefined;
}

/** Longer rows are measurements. */
const LONGEST_MOVED = 4000;
const MOST_MOVED = 0xffff;
const COMMONEST = 3;
const BLANK = 0x20;

/** Letters by two numbers each, with a sign between them: `6-1 6-3 6-2` are keys of a telephone and places on them. */
function fromPairs(piece: string): string | undefined {
  const pairs = piece.replace(PAIR, '$1$2');
  return pairs === piece ? undefined : fromPlaces(pairs, pairs.match(/\d+/g) ?? []);
}

const PAIR = /(?<!\d)(\d)[-.,:](\d)(?!\d)/g;

/** Bits for which any digit may stand: odd or even, or above the middle or below it. */
function fromParity(numbers: readonly string[]): string | undefined {
  const digits = numbers.join('');
  if (digits.length < FEWEST_BITS) return undefined;
  for (const isOne of [/[13579]/g, /[5-9]/g, /[02468]/g, /[0-4]/g]) {
    const text = fromBinary([digits.replace(isOne, '#').replace(/\d/g, '0').replaceAll('#', '1')]);
    if (text !== undefined && /^[\x20-\x7e\u00a0-\u017f\n]+$/.test(text) && looksLikeLanguage(text.toLowerCase()))
      return text;
  }
  return undefined;
}

/** Ten letters. */
const FEWEST_BITS = 80;

function fromBinary(numbers: readonly string[]): string | undefined {
  const bits = numbers.join('');
  for (const length of [8, 7]) {
    const isEven = numbers.length > 1 ? numbers.every((one) => one.length % length === 0) : bits.length % length === 0;
    if (!isEven) continue;
    const text = utf8((bits.match(new RegExp(`.{${length}}`, 'g')) ?? []).map((octet) => parseInt(octet, 2)));
    if (text !== undefined) return text;
  }
  return undefined;
}

/** Characters by their codes: decimal, of characters or of bytes, and octal. */
function fromCodes(numbers: readonly string[]): string | undefined {
  const codes = numbers.map(Number);
  if (numbers.length < FEWEST_CODES || codes.some((code) => code > 0xffff)) return undefined;
  const octal = numbers.every((one) => /^0?[0-7]{2,3}$/.test(one))
    ? utf8(numbers.map((one) => parseInt(one, 8)))
    : undefined;
  // Both are letters; of one of them the blanks are blanks, too.
  if (octal?.includes(' ') === true) return octal;
  if (!mayBeText(codes.filter((code) => code < 0x80))) return undefined;
  // A letter beyond ASCII takes two bytes, of which the second is one.
  const bytes = codes.some((code) => code >= 0xc3 && code <= 0xe2) ? utf8(codes) : undefined;
  const text = bytes ?? codes.map((code) => String.fromCharCode(code)).join('');
  // A sentence has blanks; what is encoded once more has nothing but letters and digits.
  return /\s|^[\w+/=%&#;.-]+$/.test(text) ? text : undefined;
}

const FEWEST_CODES = 6;

/** Letters by their places, parted by the commonest sign; words by any other. */
function fromPlaces(piece: string, numbers: readonly string[]): string | undefined {
  // A number in the text stands as it is.
  const strangers = numbers.length * STRANGERS;
  const gaps = piece.split(/\d+/).slice(1, numbers.length);
  const times = new Map<string, number>();
  for (const gap of gaps) times.set(gap, (times.get(gap) ?? 0) + 1);
  const [inner] = [...times].sort((a, b) => b[1] - a[1])[0] ?? [''];
  const found: { readonly said: string; readonly likeness: number }[] = [];
  for (const way of WAYS) {
    if (way.isRare === true && numbers.length < FEWEST_OF_RARE) continue;
    if (numbers.filter((one) => !way.number.test(one)).length > strangers) continue;
    const letters = numbers.map((one) => (way.number.test(one) ? way.letter(one) : one));
    const likeness = likenessOf(letters.join(''));
    if (likeness === 0) continue;
    const said = letters
      .map((letter, n) => (n > 0 && gaps[n - 1] !== inner && letter !== ' ' ? ' ' : '') + letter)
      .join('');
    // Of two alphabets that differ by a letter the words tell which it is.
    found.push({ said, likeness: likeness + littleWords(said) });
  }
  return found.sort((a, b) => b.likeness - a.likeness)[0]?.said;
}

/** So many numbers may be no letters. */
const STRANGERS = 0.1;
/** One letter for i and j, one for u and v. */
const OF_BACON = 'abcdefghiklmnopqrstuwxyz';
const KEYS = ['abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz'];
/** Squares of Polybius: of 26 letters one is left out, j (i stands for it), w, k, or q. */
const SQUARES = ['j', 'w', 'k', 'q'].map((without) => 'abcdefghijklmnopqrstuvwxyz'.replace(without, ''));

/** Fewest letters where a way is seldom meant. */
const FEWEST_OF_RARE = 20;

interface Way {
  readonly number: RegExp;
  readonly letter: (number: string) => string;
  readonly isRare?: boolean;
}

const WAYS: readonly Way[] = [
  // 9-7-14-15-18-5, with 0 for a blank
  {
    number: /^(?:0{1,2}|0?[1-9]|1\d|2[0-6])$/,
    letter: (number) => (Number(number) === 0 ? ' ' : String.fromCharCode(96 + Number(number))),
  },
  // 8-6-13-14-17-4: counted from nothing on
  { number: /^(?:0?\d|1\d|2[0-5])$/, letter: (number) => String.fromCharCode(97 + Number(number)), isRare: true },
  // 18-20-13-12-9-22: counted from the end on
  { number: /^(?:0?[1-9]|1\d|2[0-6])$/, letter: (number) => String.fromCharCode(123 - Number(number)), isRare: true },
  // 8 6 12 13 16 4: in an alphabet of 24 letters, as Bacon had it
  { number: /^(?:0?\d|1\d|2[0-3])$/, letter: (number) => OF_BACON.charAt(Number(number)), isRare: true },
  // 24 22 33 34 42 15: row and column
  ...SQUARES.map((square) => ({
    number: /^[1-5][1-5]$/,
    letter: (number: string) => square.charAt((Number(number[0]) - 1) * 5 + Number(number[1]) - 1),
  })),
  // 61 63 62: a key of a telephone, and a place on it
  { number: /^[2-9][1-4]$/, letter: (number) => KEYS[Number(number[0]) - 2]?.charAt(Number(number[1]) - 1) ?? ' ' },
  // 444 4 66 666 777 33: how often a key is pressed
  {
    number: /^(?:0|([2-689])\1{0,2}|7{1,4}|9{4})$/,
    letter: (number) => (number === '0' ? ' ' : (KEYS[Number(number[0]) - 2]?.charAt(number.length - 1) ?? ' ')),
  },
];

/** Fewest letters that tell; of English and French two of three are among the nine commonest, and two of five are vowels. */
const FEWEST_LETTERS = 10;
const COMMON = 0.55;
const FEWEST_VOWELS = 0.25;
const MOST_VOWELS = 0.58;
const FEWEST_KINDS = 7;

/** Whether letters stand as often as they do in a language: numbers that count something do not. */
export function looksLikeLanguage(text: string): boolean {
  return likenessOf(text) > 0;
}

/** The share of the commonest letters, where all stand about as often as they do in a language; else 0. */
function likenessOf(text: string): number {
  const letters = text.replace(/[^a-z]/g, '');
  const share = (pattern: RegExp): number => (letters.match(pattern)?.length ?? 0) / letters.length;
  const vowels = share(/[aeiouy]/g);
  const common = share(/[etaoinsrl]/g);
  const isLanguage =
    letters.length >= FEWEST_LETTERS &&
    common >= COMMON &&
    vowels >= FEWEST_VOWELS &&
    vowels <= MOST_VOWELS &&
    new Set(letters).size >= FEWEST_KINDS;
  return isLanguage ? common : 0;
}

/** Whether bytes are no control characters. */
export function mayBeText(bytes: Iterable<number>): boolean {
  for (const byte of bytes) if (!isOfText(byte)) return false;
  return true;
}

/** Whether a byte is no control character, and may be one of UTF-8. */
export function isOfText(byte: number): boolean {
  return byte < 0x20 ? byte === 9 || byte === 10 || byte === 13 : byte !== 0x7f && byte <= 0xf4;
}

/** Bytes as text; nothing when they are none. */
export function utf8(bytes: ArrayLike<number>): string | undefined {
  const buffer = Buffer.from(bytes as readonly number[]);
  if (!mayBeText(buffer.subarray(0, 64))) return undefined;
  const text = buffer.toString('utf8');
  return text.includes('\ufffd') ? undefined : text;
}
