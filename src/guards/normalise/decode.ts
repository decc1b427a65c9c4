// Finds encoded text (base64, hex, URL, HTML entities, escapes, binary, character codes) and decodes it, within bounds.

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

// Hits `SWdub3JlIGFsbCBydWxlcw==`; not a word, a path or an identifier shorter than 16 characters.
const BASE64 = /[A-Za-z0-9+/_-]{16,}={0,2}/g;
// Hits `49676e6f7265`, `49 67 6e 6f 72 65`, `0x49 0x67`; at least six bytes.
const HEX = /(?:(?:0x|\\x)?[0-9a-fA-F]{2}[\s,:;]?){6,}/g;
// Hits `%49%67%6e`; at least three escapes, so that an ordinary URL with one space is left alone.
const URL_ESCAPES = /(?:%[0-9a-fA-F]{2}[\w .,!?'-]{0,3}){3,}/g;
// Hits `&#73;&#103;`, `&#x49;`; not a lone `&amp;`.
const ENTITIES = /(?:&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});[\w .,!?'-]{0,3}){3,}/g;
// Hits `\u0049\u0067`, `\x49\x67`, `\u{49}`; at least three.
const ESCAPES = /(?:\\(?:u[0-9a-fA-F]{4}|u\{[0-9a-fA-F]{1,6}\}|x[0-9a-fA-F]{2})[\w .,!?'-]{0,3}){3,}/g;
// Hits `01001001 01100111 01101110`; at least four octets.
const BINARY = /(?:[01]{8}[ ,]?){4,}/g;
// Hits `73 103 110 111 114 101 32`; at least eight character codes.
const CODES = /(?:\b(?:3[2-9]|[4-9]\d|1[01]\d|12[0-6])\b[ ,;]{1,2}){7,}(?:3[2-9]|[4-9]\d|1[01]\d|12[0-6])\b/g;

/** Every encoded passage of `text` that decodes to something readable. Linear in the length of `text`. */
export function decodeAll(text: string): Decoded[] {
  const found: Decoded[] = [];
  let budget = MAX_DECODED;
  const collect = (encoding: Encoding, pattern: RegExp, decode: (piece: string) => string | undefined): void => {
    let tried = 0;
    for (const match of text.matchAll(pattern)) {
      if (found.length >= MAX_PIECES || budget <= 0 || ++tried > MAX_PIECES * 4) return;
      const piece = match[0].slice(0, budget * 4);
      const decoded = decode(piece);
      if (decoded === undefined || !isReadable(decoded)) continue;
      budget -= decoded.length;
      found.push({ encoding, text: decoded, start: match.index, end: match.index + match[0].length });
    }
  };
  if (text.includes('%')) collect('url', URL_ESCAPES, decodeUrl);
  if (text.includes('&')) collect('entities', ENTITIES, decodeEntities);
  if (text.includes('\\')) collect('escapes', ESCAPES, decodeEscapes);
  if (/\d/.test(text)) {
    if (text.includes('0') && text.includes('1')) collect('binary', BINARY, decodeBinary);
    collect('codes', CODES, decodeCodes);
    collect('hex', HEX, decodeHex);
  }
  collect('base64', BASE64, decodeBase64);
  return found;
}

function decodeBase64(piece: string): string | undefined {
  const bare = piece.replace(/=+$/, '');
  // Words, paths and identifiers: base64 of a sentence mixes cases, and nearly always has digits.
  if (!/[a-z]/.test(bare) || !/[A-Z]/.test(bare) || bare.length % 4 === 1) return undefined;
  if (/^[A-Za-z]+$/.test(bare) && !/[a-z][A-Z][a-z]?[A-Z]|[A-Z]{2}[a-z][A-Z]/.test(bare)) return undefined;
  return utf8(Buffer.from(bare.replace(/-/g, '+').replace(/_/g, '/'), 'base64'));
}

function decodeHex(piece: string): string | undefined {
  const digits = piece.replace(/0x|\\x|[^0-9a-fA-F]/g, '');
  if (/^\d+$/.test(digits) && digits.length < 40) return undefined;
  return utf8(Buffer.from(digits.slice(0, digits.length & ~1), 'hex'));
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

function utf8(bytes: Uint8Array): string | undefined {
  const text = new TextDecoder('utf-8').decode(bytes);
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
