// Finds encoded text (base64, hex, URL, HTML entities, escapes, binary, character codes) and decodes it, within bounds.

import { unitsOf } from './units';

export type Encoding = 'base64' | 'hex' | 'url' | 'entities' | 'escapes' | 'binary' | 'codes';

export interface Decoded {
  readonly encoding: Encoding;
  readonly text: string;
  /** Where the encoded text stands, in the text that was searched. */
  readonly start: number;
  readonly end: number;
}

/** No more pieces than this are decoded in one text, and no more characters: a guard must stay cheap. */
const MAX_PIECES = 48;
const MAX_DECODED = 65_536;

// Hits `%49%67%6e`, `?q=ignore%20your%20rules%20now`; at least three escapes, so that an ordinary URL with one space is left alone.
const URL_ESCAPES = /(?:%[0-9a-fA-F]{2}[\w .,!?'-]{0,24}){3,}/g;
/** So much of the word before the first escape belongs to what it says. */
const WORD_BEFORE = 24;
// Hits `&#73;&#103;`, `&#x49;`; not a lone `&amp;`.
const ENTITIES = /(?:&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});[\w .,!?'-]{0,3}){3,}/g;
// Hits `\u0049\u0067`, `\x49\x67`, `\u{49}`; at least three.
const ESCAPES = /(?:\\(?:u[0-9a-fA-F]{4}|u\{[0-9a-fA-F]{1,6}\}|x[0-9a-fA-F]{2})[\w .,!?'-]{0,3}){3,}/g;

/** Every encoded passage of `text` that decodes to something readable. Linear in the length of `text`. */
export function decodeAll(text: string): Decoded[] {
  const found: Decoded[] = [];
  let budget = MAX_DECODED;
  let tried = 0;
  const take = (
    encoding: Encoding,
    start: number,
    end: number,
    decode: (piece: string) => string | undefined,
  ): void => {
    if (found.length >= MAX_PIECES || budget <= 0 || ++tried > MAX_PIECES * 8) return;
    const decoded = decode(text.slice(start, Math.min(end, start + budget * 4)));
    if (decoded === undefined || !isReadable(decoded)) return;
    budget -= decoded.length;
    found.push({ encoding, text: decoded, start, end });
  };
  const collect = (encoding: Encoding, pattern: RegExp, decode: (piece: string) => string | undefined): void => {
    for (const match of text.matchAll(pattern)) take(encoding, match.index, match.index + match[0].length, decode);
  };
  if (text.includes('%')) {
    for (const { index, 0: match } of text.matchAll(URL_ESCAPES)) {
      let start = index;
      while (start > 0 && index - start < WORD_BEFORE && /\w/.test(text.charAt(start - 1))) start--;
      take('url', start, index + match.length, decodeUrl);
    }
  }
  if (text.includes('&')) collect('entities', ENTITIES, decodeEntities);
  if (text.includes('\\')) collect('escapes', ESCAPES, decodeEscapes);
  const runs = encodedRuns(text);
  for (const [start, end] of runs.digits) {
    const piece = text.slice(start, end);
    if (/^[01 ,]+$/.test(piece)) take('binary', start, end, decodeBinary);
    else if (/^[\d ,;]+$/.test(piece) && /[ ,;]/.test(piece)) take('codes', start, end, decodeCodes);
  }
  for (const [start, end] of runs.hex) take('hex', start, end, decodeHex);
  for (const [start, end] of runs.base64) take('base64', start, end, decodeBase64);
  return found;
}

type Span = readonly [start: number, end: number];

/** Shortest base64 that is looked at: 12 bytes. */
const BASE64_FROM = 16;
/** Shortest hex: six bytes. */
const HEX_FROM = 12;
/** Shortest row of binary octets or decimal codes, with their separators. */
const DIGITS_FROM = 20;

/** Runs of characters that may be encoded bytes. Linear: a run that is long enough holds one of the places that are looked at. */
function encodedRuns(text: string): { base64: Span[]; hex: Span[]; digits: Span[] } {
  const units = unitsOf(text);
  return {
    base64: runsOf(units, BASE64_CHAR, BASE64_CHAR, BASE64_FROM),
    hex: runsOf(units, HEX_CHAR, HEX_DIGIT, HEX_FROM),
    digits: runsOf(units, DIGIT_CHAR, DIGIT, DIGITS_FROM),
  };
}

/** Runs of characters of one kind, from the first that counts, in which so many count. */
function runsOf(units: Uint16Array, kind: number, counted: number, least: number): Span[] {
  const runs: Span[] = [];
  for (let i = least - 1; i < units.length; i += least) {
    if ((kindAt(units, i) & kind) === 0) continue;
    let start = i;
    while (start > 0 && (kindAt(units, start - 1) & kind) !== 0) start--;
    let end = i + 1;
    while (end < units.length && (kindAt(units, end) & kind) !== 0) end++;
    while (start < end && (kindAt(units, start) & counted) === 0) start++;
    let count = 0;
    // A run that is too short need not be counted.
    if (end - start >= least)
      for (let k = start; k < end && count < least; k++) if ((kindAt(units, k) & counted) !== 0) count++;
    if (count >= least) runs.push([start, end]);
    i = Math.max(i, end);
  }
  return runs;
}

const BASE64_CHAR = 1;
const HEX_CHAR = 2;
const HEX_DIGIT = 4;
const DIGIT_CHAR = 8;
const DIGIT = 16;
const KINDS = new Uint8Array(128);
for (let unit = 0; unit < 128; unit++) {
  const character = String.fromCharCode(unit);
  KINDS[unit] =
    (/[A-Za-z0-9+/_=-]/.test(character) ? BASE64_CHAR : 0) |
    (/[0-9a-fA-F]/.test(character) ? HEX_CHAR | HEX_DIGIT : 0) |
    (/[\\xX\s,:;]/.test(character) ? HEX_CHAR : 0) |
    (/\d/.test(character) ? DIGIT_CHAR | DIGIT : 0) |
    (/[ ,;]/.test(character) ? DIGIT_CHAR : 0);
}

function kindAt(units: Uint16Array, index: number): number {
  const unit = units[index] ?? 0;
  return unit < 128 ? (KINDS[unit] ?? 0) : 0;
}

function decodeBase64(piece: string): string | undefined {
  const bare = /^[^=]*/.exec(piece)?.[0] ?? '';
  // Words, paths and identifiers: base64 of a sentence mixes cases, and nearly always has digits.
  if (!/[a-z]/.test(bare) || !/[A-Z]/.test(bare) || bare.length % 4 === 1) return undefined;
  if (/^[A-Za-z]+$/.test(bare) && !/[a-z][A-Z][a-z]?[A-Z]|[A-Z]{2}[a-z][A-Z]/.test(bare)) return undefined;
  // Most candidates are identifiers: a few bytes tell.
  if (!mayBeText(Buffer.from(bare.slice(0, 24), 'base64'))) return undefined;
  return utf8(Buffer.from(bare, 'base64'));
}

function decodeHex(piece: string): string | undefined {
  // Pairs of digits, with or without separators; words of hexadecimal letters around them (`a bad face`) break the row.
  let best = '';
  let row = '';
  for (const match of piece.matchAll(/[0-9a-fA-F]+/g)) {
    const group = match[0];
    if (group.length % 2 === 1) row = '';
    else row += group;
    if (row.length > best.length) best = row;
  }
  if (best.length < HEX_FROM || (/^\d+$/.test(best) && best.length < 40)) return undefined;
  return utf8(Buffer.from(best, 'hex'));
}

function decodeUrl(piece: string): string | undefined {
  const bytes: number[] = [];
  for (let i = 0; i < piece.length; i++) {
    if (piece[i] === '%') {
      bytes.push(parseInt(piece.slice(i + 1, i + 3), 16));
      i += 2;
    } else bytes.push(piece.charCodeAt(i) & 0xff);
  }
  return utf8(Buffer.from(bytes));
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', eacute: 'é', egrave: 'è', ecirc: 'ê', agrave: 'à', ccedil: 'ç',
  rsquo: '’', lsquo: '‘', laquo: '«', raquo: '»', hellip: '…', period: '.', comma: ',', colon: ':', sol: '/', Tab: '\t', NewLine: '\n',
}; // prettier-ignore

function decodeEntities(piece: string): string {
  return piece.replace(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));/g,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return NAMED[name] ?? whole;
      return character(decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal));
    },
  );
}

function decodeEscapes(piece: string): string {
  return piece.replace(
    /\\(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2}))/g,
    (_, four?: string, braced?: string, two?: string) => character(parseInt(four ?? braced ?? two ?? '', 16)),
  );
}

function decodeBinary(piece: string): string | undefined {
  return utf8(Buffer.from((piece.match(/[01]{8}/g) ?? []).map((octet) => parseInt(octet, 2))));
}

function decodeCodes(piece: string): string {
  return (piece.match(/\d+/g) ?? []).map((code) => String.fromCharCode(Number(code))).join('');
}

function character(point: number): string {
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : ' ';
}

function mayBeText(bytes: Uint8Array): boolean {
  for (const byte of bytes)
    if ((byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13) || byte === 0x7f || byte > 0xf4) return false;
  return true;
}

function utf8(bytes: Buffer): string | undefined {
  if (!mayBeText(bytes.subarray(0, 64))) return undefined;
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') ? undefined : text;
}

/** Mostly letters and blanks, with at least six letters: a sentence, or another encoding of one. */
function isReadable(text: string): boolean {
  if (text.length < 6) return false;
  let good = 0;
  let bad = 0;
  for (let i = 0; i < Math.min(text.length, 2048); i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x20 && unit !== 9 && unit !== 10 && unit !== 13) bad++;
    else if ((unit | 32) >= 97 && (unit | 32) <= 122) good++;
    else if (unit === 32 || unit > 0xbf || (unit >= 0x30 && unit <= 0x39)) good++;
  }
  return bad === 0 && good * 10 >= Math.min(text.length, 2048) * 7;
}
