// Bytes written as letters and digits: base64 (also wrapped, backwards, or of UTF-16), base32, base58, hexadecimal.
import { unzipSync } from 'node:zlib';
import { EBCDIC_BLANK, ofEbcdic } from './ebcdic';
import { isOfText, mayBeText, utf8 } from './numbers';

/** The keys that the text around what is encoded names; looked for when they are asked for. */
export type Keys = () => readonly string[];
const NO_KEYS: Keys = () => [];

/** Six bytes. */
export const HEX_FROM = 12;

const BETWEEN = /[^A-Za-z0-9+/_=-]+/;

/** Names of the lines of one value: `P1=…`, `ENV P2=…`. */
const NAME = /\n[ \t]{0,4}(?:env |export |set |arg )?[a-z_]\w{0,11}=(?=[^=\s])/gi;

/** As `decodeBase64`, of lines or pieces with what stands between them; the last of them may be a word behind it. */
export function decodeWrapped(wrapped: string, keys: Keys = NO_KEYS): string | undefined {
  // Capitals are digits of base64, and these digits of base32: neither can do without.
  if (!/[A-Z2-7]/.test(wrapped)) return undefined;
  // UTF-7 has base64 between these signs.
  const piece = (/^\+.*-$/s.test(wrapped) ? wrapped.slice(1, -1) : wrapped).replace(NAME, '\n');
  // The sign that adds strings up is a digit of base64, too.
  const parts = BETWEEN.test(piece) ? piece.split(BETWEEN).filter((part) => part !== '+') : [piece];
  return (
    decodeBase64(parts.join(''), keys) ??
    (parts.length > 1 ? decodeBase64(parts.slice(0, -1).join(''), keys) : undefined)
  );
}

/** What base64 or base32 says; nothing for words, paths and identifiers. */
export function decodeBase64(piece: string, keys: Keys = NO_KEYS): string | undefined {
  const isBackwards = piece.startsWith('=');
  // Base64 of a sentence mixes cases: words, paths and keys are done with here.
  const mayBe = /[a-z]/.test(piece) && /[A-Z]/.test(piece);
  const found = isBackwards
    ? undefined
    : ((mayBe ? fromBase64(piece, keys) : undefined) ?? fromBase32(piece) ?? (mayBe ? fromBase58(piece) : undefined));
  if (found !== undefined || !mayBe || (!isBackwards && piece.length < BACKWARDS_FROM)) return found;
  if (!opensText(piece, true) && keys().length === 0) return undefined;
  return fromBase64(Array.from(piece).reverse().join(''), keys);
}

/** Shorter ones are read as they stand, but for those that begin with the sign they should end with. */
const BACKWARDS_FROM = 48;

/** So many digits of base64 or base32 are whole bytes, and tell of most pieces that they are no text. */
export const HEAD = 24;
const NO_DIGIT = 0xff;

/** The values of the digits of base64, by their codes. */
const VALUES_64 = new Uint8Array(128).fill(NO_DIGIT);
for (const [value, digit] of Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/').entries())
  VALUES_64[digit.charCodeAt(0)] = value;
VALUES_64[0x2d] = 62;
VALUES_64[0x5f] = 63;

/** Whether base64 begins as a text does, or as UTF-16 or compressed bytes may; read from its end on when it is backwards. */
export function opensText(piece: string, isBackwards = false): boolean {
  const length = Math.min(piece.length, HEAD);
  let bits = 0;
  let count = 0;
  for (let i = 0; i < length; i++) {
    const value = VALUES_64[piece.charCodeAt(isBackwards ? piece.length - 1 - i : i)] ?? NO_DIGIT;
    if (value === NO_DIGIT) return true;
    bits = ((bits << 6) | value) & 0x3fff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    const byte = (bits >> count) & 0xff;
    if (!isOfText(byte)) return i < 3 && (byte === 0 || byte === 0x1f);
    if (i === 1 && byte === 0x78) return true;
  }
  return true;
}

function fromBase64(piece: string, keys: Keys): string | undefined {
  if (!opensText(piece) && keys().length === 0) return undefined;
  const bare = /^[^=]*/.exec(piece)?.[0] ?? '';
  // Nearly always it has digits, too.
  if (!/[a-z]/.test(bare) || !/[A-Z]/.test(bare) || bare.length % 4 === 1) return undefined;
  if (/^[A-Za-z]+$/.test(bare) && !/[a-z][A-Z][a-z]?[A-Z]|[A-Z]{2}[a-z][A-Z]/.test(bare)) return undefined;
  // Most candidates are identifiers: a few bytes tell.
  const head = Buffer.from(bare.slice(0, 24), 'base64');
  if (isCompressed(head)) return inflated(Buffer.from(bare, 'base64'));
  if (isUtf16(head, 0)) return textOf(Buffer.from(bare, 'base64').toString('utf16le'));
  if (isUtf16(head, 1)) return textOf(utf16be(Buffer.from(bare, 'base64')));
  if (!mayBeText(head)) return keys().length === 0 ? undefined : fromXor(Buffer.from(bare, 'base64'), keys);
  return utf8(Buffer.from(bare, 'base64'));
}

/** Longest text that is taken out of compressed bytes. */
const LONGEST_INFLATED = 65_536;

/** The first bytes of gzip (RFC 1952) or of zlib (RFC 1950). */
function isCompressed(head: Uint8Array): boolean {
  const [first, second = 0] = head;
  return (first === 0x1f && second === 0x8b) || (first === 0x78 && (0x78 * 256 + second) % 31 === 0);
}

function inflated(bytes: Uint8Array): string | undefined {
  try {
    return utf8(unzipSync(bytes, { maxOutputLength: LONGEST_INFLATED }));
  } catch {
    return undefined;
  }
}

/** Every other byte of ASCII in UTF-16 is nothing: the second of two, or the first (as in UTF-7). */
function isUtf16(head: Uint8Array, letter: 0 | 1): boolean {
  return head.length >= 8 && head.every((byte, n) => (n % 2 === letter ? byte >= 0x20 && byte < 0x7f : byte === 0));
}

function utf16be(bytes: Buffer): string {
  return bytes
    .subarray(0, bytes.length - (bytes.length % 2))
    .swap16()
    .toString('utf16le');
}

function textOf(text: string): string {
  return text.replace(/[^\t\n\r\x20-\uffff]/g, ' ');
}

/** The values of the digits of base32, by their codes. */
const VALUES_32 = new Uint8Array(128).fill(NO_DIGIT);
for (const [value, digit] of Array.from('abcdefghijklmnopqrstuvwxyz234567').entries())
  VALUES_32[digit.charCodeAt(0)] = VALUES_32[digit.toUpperCase().charCodeAt(0)] = value;
/** So many bytes of a text are looked at for control characters. */
const LOOK = 64;

/** What the first digits of base32 say, `length` of them at most; nothing when that is no text. */
function bytesOf32(piece: string, length: number): number[] | undefined {
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (let i = 0; i < length; i++) {
    const value = VALUES_32[piece.charCodeAt(i)] ?? NO_DIGIT;
    if (value === NO_DIGIT) break;
    bits = ((bits << 5) | value) & 0xfff;
    count += 5;
    if (count < 8) continue;
    count -= 8;
    const byte = (bits >> count) & 0xff;
    if (bytes.length < LOOK && !isOfText(byte)) return undefined;
    bytes.push(byte);
  }
  return bytes;
}

/** As `opensText`, of base32. */
export function opensText32(piece: string): boolean {
  return bytesOf32(piece, HEAD) !== undefined;
}

function fromBase32(piece: string): string | undefined {
  if (!/[2-7]/.test(piece) || !/^(?:[A-Z2-7]+|[a-z2-7]+)={0,6}$/.test(piece)) return undefined;
  const bytes = bytesOf32(piece, piece.length);
  return bytes === undefined ? undefined : utf8(bytes);
}

/** Without the characters that are easily taken for one another. Source: the addresses of Bitcoin. */
const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
/** Shorter ones are names and identifiers, longer ones no sentence. */
const BASE58_FROM = 24;
const BASE58_TO = 600;

/** A few digits at a time are one number still: arithmetic of long ones is dear. */
const DIGITS_AT_ONCE = 9;

/** Whether a row has no digits but those of base58. */
export function isBase58(piece: string): boolean {
  return /^[1-9A-HJ-NP-Za-km-z]+$/.test(piece);
}

function fromBase58(piece: string): string | undefined {
  if (piece.length < BASE58_FROM || piece.length > BASE58_TO || !isBase58(piece)) return undefined;
  let value = 0n;
  for (let from = 0; from < piece.length; from += DIGITS_AT_ONCE) {
    const digits = piece.slice(from, from + DIGITS_AT_ONCE);
    let few = 0;
    let scale = 1;
    for (const digit of digits) {
      few = few * 58 + BASE58.indexOf(digit);
      scale *= 58;
    }
    value = value * BigInt(scale) + BigInt(few);
  }
  const hex = value.toString(16);
  return utf8(Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex'));
}

/** Digits of a group that stands for itself, and of one that is a time, or the number of a line, beside it. */
const LONG_GROUP = 32;
const SHORT_GROUP = 4;

/**
 * What pairs of hexadecimal digits say, with or without separators and prefixes. Takes the keys, too, that the text around them names.
 */
export function decodeHex(piece: string, keys: Keys = NO_KEYS): string | undefined {
  const bare = piece.replace(/0x|\\x/gi, ' ');
  // Words of hexadecimal letters around them (`a bad face`) break the row.
  let best: string[] = [];
  let most = 0;
  let row: string[] = [];
  let length = 0;
  let before = 0;
  for (const match of bare.matchAll(/[0-9a-fA-F]+/g)) {
    const group = match[0];
    const isBroken = Math.max(before, group.length) >= LONG_GROUP && Math.min(before, group.length) <= SHORT_GROUP;
    if (group.length % 2 === 1 || isBroken) {
      row = [];
      length = 0;
    }
    if (group.length % 2 === 0) {
      row.push(group);
      length += group.length;
    }
    before = group.length;
    if (length > most) [best, most] = [[...row], length];
  }
  // Zeros fill up what was cut into parts of one length.
  const digits = best.join('').replace(/(?:00){1,32}$/, '');
  if (most < HEX_FROM || (/^\d+$/.test(digits) && most < 40)) return undefined;
  const bytes = Buffer.from(digits, 'hex');
  // What is no prose may be some that was combined with a key; it has no fewer letters by chance.
  const read = (isProse(bytes) ? undefined : (fromXor(bytes, keys) ?? fromEbcdic(bytes))) ?? utf8(bytes);
  if (read !== undefined) return read;
  const backwards = utf8(Buffer.from(Array.from(digits).reverse().join(''), 'hex'));
  if (backwards !== undefined || best.length < 2) return backwards;
  // The last of them may be the beginning of a word behind them: `6465 de`.
  return utf8(Buffer.from(best.slice(0, -1).join(''), 'hex'));
}

/** Fewest bytes of a sentence. */
const XOR_FROM = 16;
const XOR_LOOK = 12;

/**
 * What bytes say that were combined with one and the same byte by exclusive or, or with one of the keys again and again; nothing when
 * none makes a sentence of them. The byte itself may stand before them.
 */
function fromXor(bytes: Uint8Array, keys: Keys): string | undefined {
  if (bytes.length < XOR_FROM) return undefined;
  for (const key of keys()) {
    const units = Buffer.from(key, 'utf8');
    const read = bytes.map((byte, n) => byte ^ (units[n % units.length] ?? 0));
    if (isProse(read)) return utf8(read);
  }
  const first = bytes[0] ?? 0;
  const behind = bytes.subarray(1).map((byte) => byte ^ first);
  if (isProse(behind)) return utf8(behind);
  for (let key = 1; key < 256; key++) {
    let n = 0;
    while (n < XOR_LOOK && isOfProse((bytes[n] ?? 0) ^ key)) n++;
    if (n < XOR_LOOK) continue;
    const read = bytes.map((byte) => byte ^ key);
    if (isProse(read)) return utf8(read);
  }
  return undefined;
}

/** What bytes of EBCDIC say; nothing when most of them are no letters of it. */
function fromEbcdic(bytes: Uint8Array): string | undefined {
  if (!bytes.includes(EBCDIC_BLANK)) return undefined;
  const text = ofEbcdic(bytes);
  return isProse(Buffer.from(text, 'latin1')) ? text : undefined;
}

/** Whether bytes are letters of ASCII, most of them, with blanks between as in a sentence. */
function isProse(bytes: Uint8Array): boolean {
  const blanks = bytes.filter((byte) => byte === 0x20).length / bytes.length;
  return blanks >= FEWEST_BLANKS && blanks <= MOST_BLANKS && bytes.filter(isOfProse).length >= bytes.length * PROSE;
}

const PROSE = 0.85;
const FEWEST_BLANKS = 0.08;
const MOST_BLANKS = 0.3;

/** A letter of ASCII, or a blank. */
function isOfProse(byte: number): boolean {
  const letter = byte | 0x20;
  return byte === 0x20 || (letter >= 0x61 && letter <= 0x7a && byte >= 0x41);
}

const DUMPED =
  /^[ \t]{0,8}[0-9a-fA-F]{4,8}:?[ \t]{1,3}(?:((?:[0-9a-fA-F]{2}(?: {1,2}|$)){1,16})|((?:[0-9a-fA-F]{2,4}(?: |$)){1,8}))[^\n]*$/gm;

/** What a dump says: lines of an offset, hexadecimal digits, and what these show. */
export function decodeDump(piece: string): string | undefined {
  return decodeHex(piece.replace(DUMPED, (_, pairs?: string, groups?: string) => pairs ?? groups ?? ''));
}
