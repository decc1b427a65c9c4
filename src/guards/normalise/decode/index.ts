// Finds encoded text (bases, URL, HTML entities, escapes, letters as numbers) and decodes it, within bounds.

import { isDigitUnit, unitsOf } from '../units';
import { decodeAscii85, decodeBase85, decodeUu } from './base85';
import { decodeDump, decodeHex, decodeWrapped, HEX_FROM } from './bases';
import { decodeBlanks } from './blanks';
import { carriedIn } from './carriers';
import { decodeDna, DNA } from './dna';
import { decodeWords, ENCODED_WORDS } from './encodedWords';
import { keysIn } from './keys';
import { decodeNumbers, utf8 } from './numbers';
import { PROGRAM, runProgram } from './brainfuck';
import { decodeTwoSigns, LETTERS, SIGNS } from './twoSigns';
import { decodeRoman, hasNumeral, ROMAN } from './roman';
import {
  BASE64_CHAR,
  BASE_OF_DNA,
  DIGIT,
  DIGIT_CHAR,
  hasRun,
  HEX_CHAR,
  HEX_DIGIT,
  runsOf,
  type Span,
  TWO_LETTERED,
} from './runs';
import { matchesOf } from '../../matches';

export type Encoding = 'base64' | 'hex' | 'url' | 'entities' | 'escapes' | 'codes';

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
    for (const match of matchesOf(text, pattern)) take(encoding, match.index, match.index + match[0].length, decode);
  };
  if (text.includes('%')) {
    for (const { index, 0: match } of matchesOf(text, URL_ESCAPES)) {
      let start = index;
      while (start > 0 && index - start < WORD_BEFORE && /\w/.test(text.charAt(start - 1))) start--;
      take('url', start, index + match.length, decodeUrl);
    }
  }
  if (text.includes('&')) collect('entities', ENTITIES, decodeEntities);
  if (text.includes('\\')) collect('escapes', ESCAPES, decodeEscapes);
  if (text.includes('?=')) collect('escapes', ENCODED_WORDS, decodeWords);
  const units = unitsOf(text);
  const runs = encodedRuns(text, units);
  for (const [start, end] of runs.digits) {
    take('codes', start, end, decodeNumbers);
  }
  let named: readonly string[] | undefined;
  const keys = (): readonly string[] => (named ??= XOR.test(text) ? keysIn(text) : []);
  for (const [start, end] of runs.hex) take('hex', start, end, (piece) => decodeHex(piece, keys));
  for (const [start, end] of wrapped(text, runs.base64))
    take('base64', start, end, (piece) => decodeWrapped(piece, keys));
  if (text.includes('<~')) collect('base64', ASCII85, decodeAscii85);
  if (text.includes('85') && NAMED_85.test(text)) collect('base64', BASE85, decodeBase85);
  if (text.includes('begin ')) collect('base64', UU, decodeUu);
  if (text.includes('0000')) collect('hex', DUMP, decodeDump);
  if (SIGNS_OF_PROGRAM.test(text)) collect('codes', PROGRAM, runProgram);
  if (hasRun(units, BASE_OF_DNA, BASES)) collect('codes', DNA, decodeDna);
  if (hasRun(units, TWO_LETTERED, LETTERS_OF_GROUP) && TWO_LETTERS.test(text))
    collect('codes', LETTERS, decodeTwoSigns);
  if (WIDE.test(text) && TWO_SIGNS.test(text)) collect('codes', SIGNS, decodeTwoSigns);
  if (hasNumeral(text)) collect('codes', ROMAN, decodeRoman);
  if (text.includes(KEYCAP))
    collect('codes', KEYCAPS, (piece) => decodeNumbers(piece.replace(/[\ufe0f\u20e3]/g, '').replaceAll('🔟', '10')));
  const blanks = decodeBlanks(text);
  if (blanks !== undefined) take('codes', blanks.start, blanks.end, () => blanks.text);
  if (PREFIXED.test(text))
    collect('codes', PREFIXED_NUMBERS, (piece) => decodeNumbers(piece.replace(/0[bo]|[^\d]+/gi, ' ').trim()));
  if (callsNumber(text) && CALL.test(text))
    collect('codes', CALLS, (piece) => decodeNumbers(piece.replace(/\D+/g, ' ')));
  for (const { start, end, said } of carriedIn(text, units)) take('codes', start, end, () => said);
  return found;
}

/** Exclusive or is the cipher of bytes that has keys. */
const XOR = /xor|exclusi/i;
// Hits `<~ARTY*~>`.
const ASCII85 = /<~[!-uz\s]{12,20000}~>/g;
// Hits the name of what is written so, and rows of it, which look like nothing else.
const NAMED_85 = /(?:ascii|base|rfc ?1924|[abz])[- ]?85/i;
const BASE85 = /(?<!\S)(?=\S{0,40}[!-/:-@[-`{-~])(?=\S{0,40}[A-Za-z])[!-~]{20,4000}(?!\S)/g;
// Hits the lines behind `begin 644 name`.
const UU = /(?<=begin \d{3} [^\n]{1,80}\n)(?:[!-M][ -`]{1,62}(?:\r?\n|$)){1,400}/g;
// Hits lines such as `00000010: 6967 6e6f 7265 …`, as of `xxd` and `hexdump -C`.
const DUMP = /(?:^[ \t]{0,8}[0-9a-fA-F]{4,8}:?[ \t]{1,3}[0-9a-fA-F]{2}[^\n]{4,90}(?:\n|$)){2,}/gm;
const SIGNS_OF_PROGRAM = /[-+<>.,[\]]{3}[-+<>.,[\]\s]{24}/;
const LETTERS_OF_GROUP = 5;
const TWO_LETTERS = /(?<![A-Za-z])[ABab]{5,8}[\s,;/|.-]{1,3}[ABab]{5,8}[\s,;/|.-]/;
const WIDE = /[\u2190-\u2bff\ud83c-\ud83e]/;
const TWO_SIGNS = /[\u2190-\u2bff\u{1f300}-\u{1faff}]\ufe0f?[ \t]?[\u2190-\u2bff\u{1f300}-\u{1faff}]/u;
/** Fewest bases of a strand. */
const BASES = 24;
/** What makes a key of a digit; and rows of such keys, with any signs between them: `1️⃣9️⃣ 5️⃣`. */
const KEYCAP = '\u20e3';
const KEYCAPS = /(?:(?:\d\ufe0f?\u20e3|🔟)[^\p{L}\d🔟]{0,8}){12,2000}/gu;
const PREFIXED = /0[bo][0-7]|\\[01][0-7]{2}/i;
// Hits `0b01101001, 0b01100111`, `0o151 0o147`, `\151\147`; at least four.
const PREFIXED_NUMBERS = /(?:(?:0[bo][0-7]{2,8}|\\[0-3][0-7]{2})[\s,;]{0,4}){4,}/gi;
const CALL = /c(?:h|ha|a)r\s?\(/i;
// Hits `chr(105)+chr(103)`, `CHAR(105) || CHAR(103)`, `CAR(105)&CAR(103)`; at least four.
const CALLS = /(?:\b(?:chr|char|unichr|nchar|car|unicar)\$?\s?\(\s?\d{1,5}\s?\)[\s+.|&,]{0,6}){4,}/gi;

/** Whether a bracket opens before a number. */
function callsNumber(text: string): boolean {
  for (let at = text.indexOf('('); at >= 0; at = text.indexOf('(', at + 1))
    if (isDigitUnit(text.charCodeAt(at + 1)) || isDigitUnit(text.charCodeAt(at + 2))) return true;
  return false;
}

/** Between the lines, or the pieces, of one base64: a line break with a margin, or the end of a string and the next one. */
const WRAP =
  /^(?:[ \t]?["']?[ \t]?[+.\\,]?[ \t]?\r?\n[ \t>*#/|"']{0,12}(?:(?:env |export |set |arg )?[a-z_]\w{0,11}=["']?)?|["'][ \t]?[+.,]?[ \t]?["']| {1,2})$/i;
const LONGEST_WRAP = 24;

/** Spans with those that one base64 was cut into as one, and with its last line, which may be short. Linear. */
function wrapped(text: string, spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const [n, [start, end]] of spans.entries()) {
    const last = joined.at(-1);
    const gap = last === undefined ? Infinity : start - last[1];
    if (last !== undefined && gap <= LONGEST_WRAP && WRAP.test(text.slice(last[1], start)))
      joined[joined.length - 1] = [last[0], end];
    else joined.push([start, end]);
    const next = spans[n + 1]?.[0] ?? text.length;
    const [from = start] = joined.at(-1) ?? [];
    // A paragraph that goes on in the next line is no base64.
    const tail =
      from < start || end - start >= LINE_FROM ? TAIL.exec(text.slice(end, Math.min(next, end + TAIL_TO))) : null;
    if (tail !== null) joined[joined.length - 1] = [from, end + tail[0].length];
  }
  return joined;
}

const LINE_FROM = 20;
const TAIL_TO = 40;
// Hits the last line of wrapped base64, which is shorter than those that are looked for.
const TAIL =
  /^(?:[ \t]?["']?[ \t]?[+.\\,]?[ \t]?\r?\n[ \t>*#/|"']{0,12}|["'][ \t]?[+.,]?[ \t]?["'])(?:(?:env |export |set |arg )?[a-z_]\w{0,11}=["']?)?[a-z0-9+/_-]{1,15}={0,2}(?=$|[\s"'|)<.])(?! ?\w{1,12}=)/i;

/** Shortest base64 that is looked at: 12 bytes. */
const BASE64_FROM = 16;
/** Shortest row of numbers, with their separators. */
const DIGITS_FROM = 20;

/** Runs of characters that may be encoded bytes. Linear: a run that is long enough holds one of the places that are looked at. */
function encodedRuns(text: string, units: Uint16Array): { base64: Span[]; hex: Span[]; digits: Span[] } {
  return {
    base64: runsOf(units, BASE64_CHAR, BASE64_CHAR, BASE64_FROM).flatMap(([start, end]) => values(text, start, end)),
    hex: runsOf(units, HEX_CHAR, HEX_DIGIT, HEX_FROM),
    digits: runsOf(units, DIGIT_CHAR, DIGIT, DIGITS_FROM).map((span) => withoutParts(text, span)),
  };
}

/** A row of numbers without those at its ends that are part of a word: `4th`, `v2`. */
function withoutParts(text: string, [start, end]: Span): Span {
  let [from, to] = [start, end];
  if (LETTER.test(text.charAt(to))) while (to > from && /\d/.test(text.charAt(to - 1))) to--;
  if (LETTER.test(text.charAt(from - 1))) while (from < to && /\d/.test(text.charAt(from))) from++;
  return [from, to];
}

const LETTER = /\p{L}/u;

/** The values in a run of characters of base64: `data=aWdub3Jl`, `q=aWdub3Jl=`; the sign of an assignment is one of them, too. Linear. */
function values(text: string, start: number, end: number): Span[] {
  const spans: Span[] = [];
  let from = start;
  for (let at = text.indexOf('=', start + 1); at >= 0 && at < end - 1; at = text.indexOf('=', at + 1)) {
    if (text[at - 1] === '=' || text[at + 1] === '=') continue;
    if (at - from >= BASE64_FROM) spans.push([from, at]);
    from = at + 1;
  }
  if (end - from >= BASE64_FROM) spans.push([from, end]);
  return spans;
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

/** The character of a code point; a blank for what is none. */
export function character(point: number): string {
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : ' ';
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
