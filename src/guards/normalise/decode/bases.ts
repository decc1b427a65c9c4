// Bytes written as letters and digits: base64 (also wrapped, backwards, or of UTF-16), base32, Ascii85, hexadecimal.
import { unzipSync } from 'node:zlib';
import { mayBeText, utf8 } from './numbers';

/** Six bytes. */
export const HEX_FROM = 12;

const BETWEEN = /[^A-Za-z0-9+/_=-]+/;

/** Names of the lines of one value: `P1=…`, `ENV P2=…`. */
const NAME = /\n[ \t]{0,4}(?:env |export |set |arg )?[a-z_]\w{0,11}=(?=[^=\s])/gi;

/** As `decodeBase64`, of lines or pieces with what stands between them; the last of them may be a word behind it. */
export function decodeWrapped(wrapped: string): string | undefined {
  const piece = wrapped.replace(NAME, '\n');
  // The sign that adds strings up is a digit of base64, too.
  const parts = BETWEEN.test(piece) ? piece.split(BETWEEN).filter((part) => part !== '+') : [piece];
  return decodeBase64(parts.join('')) ?? (parts.length > 1 ? decodeBase64(parts.slice(0, -1).join('')) : undefined);
}

/** What base64 or base32 says; nothing for words, paths and identifiers. */
export function decodeBase64(piece: string): string | undefined {
  const isBackwards = piece.startsWith('=');
  // Base64 of a sentence mixes cases: words, paths and keys are done with here.
  const mayBe = /[a-z]/.test(piece) && /[A-Z]/.test(piece);
  const found = isBackwards ? undefined : ((mayBe ? fromBase64(piece) : undefined) ?? fromBase32(piece));
  if (found !== undefined || !mayBe || (!isBackwards && piece.length < BACKWARDS_FROM)) return found;
  return fromBase64(Array.from(piece).reverse().join(''));
}

/** Shorter ones are read as they stand, but for those that begin with the sign they should end with. */
const BACKWARDS_FROM = 48;

function fromBase64(piece: string): string | undefined {
  const bare = /^[^=]*/.exec(piece)?.[0] ?? '';
  // Nearly always it has digits, too.
  if (!/[a-z]/.test(bare) || !/[A-Z]/.test(bare) || bare.length % 4 === 1) return undefined;
  if (/^[A-Za-z]+$/.test(bare) && !/[a-z][A-Z][a-z]?[A-Z]|[A-Z]{2}[a-z][A-Z]/.test(bare)) return undefined;
  // Most candidates are identifiers: a few bytes tell.
  const head = Buffer.from(bare.slice(0, 24), 'base64');
  if (isCompressed(head)) return inflated(Buffer.from(bare, 'base64'));
  if (isUtf16(head)) return textOf(Buffer.from(bare, 'base64').toString('utf16le'));
  if (!mayBeText(head)) return undefined;
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

/** Every other byte of ASCII in UTF-16 is nothing. */
function isUtf16(head: Uint8Array): boolean {
  return head.length >= 8 && head.every((byte, n) => (n % 2 === 1 ? byte === 0 : byte >= 0x20 && byte < 0x7f));
}

function textOf(text: string): string {
  return text.replace(/[^\t\n\r\x20-\uffff]/g, ' ');
}

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

function fromBase32(piece: string): string | undefined {
  if (!/^(?:[A-Z2-7]+|[a-z2-7]+)={0,6}$/.test(piece) || !/[2-7]/.test(piece)) return undefined;
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const letter of (/^[^=]+/.exec(piece)?.[0] ?? '').toLowerCase()) {
    bits = ((bits << 5) | BASE32.indexOf(letter)) & 0xfff;
    count += 5;
    if (count < 8) continue;
    count -= 8;
    bytes.push((bits >> count) & 0xff);
    if (bytes.length === 16 && !mayBeText(bytes)) return undefined;
  }
  return utf8(bytes);
}

/** What Ascii85 between `<~` and `~>` says. */
export function decodeAscii85(piece: string): string | undefined {
  const bytes: number[] = [];
  const digits = piece.slice(2, -2).replace(/\s/g, '').replaceAll('z', '!!!!!');
  for (let i = 0; i < digits.length; i += 5) {
    const group = digits.slice(i, i + 5);
    let value = 0;
    for (const digit of group.padEnd(5, 'u')) value = value * 85 + digit.charCodeAt(0) - 33;
    for (let k = 0; k < group.length - 1; k++) bytes.push(Math.floor(value / 256 ** (3 - k)) & 0xff);
  }
  return utf8(bytes);
}

/** Digits of a group that stands for itself, and of one that is a time, or the number of a line, beside it. */
const LONG_GROUP = 32;
const SHORT_GROUP = 4;

/** What pairs of hexadecimal digits say, with or without separators and prefixes. */
export function decodeHex(piece: string): string | undefined {
  const bare = piece.replace(/0x|\\x/gi, ' ');
  // Words of hexadecimal letters around them (`a bad face`) break the row.
  let best = '';
  let row = '';
  let before = 0;
  for (const match of bare.matchAll(/[0-9a-fA-F]+/g)) {
    const group = match[0];
    const isBroken = Math.max(before, group.length) >= LONG_GROUP && Math.min(before, group.length) <= SHORT_GROUP;
    if (group.length % 2 === 1 || isBroken) row = '';
    if (group.length % 2 === 0) row += group;
    before = group.length;
    if (row.length > best.length) best = row;
  }
  if (best.length < HEX_FROM || (/^\d+$/.test(best) && best.length < 40)) return undefined;
  const bytes = Buffer.from(best, 'hex');
  // What is no prose may be some that was combined with a key; it has no fewer letters by chance.
  return (isProse(bytes) ? undefined : fromXor(bytes)) ?? utf8(bytes);
}

/** Fewest bytes of a sentence. */
const XOR_FROM = 16;
const XOR_LOOK = 12;

/** What bytes say that were combined with one and the same byte by exclusive or; nothing when no byte makes a sentence of them. */
function fromXor(bytes: Uint8Array): string | undefined {
  if (bytes.length < XOR_FROM) return undefined;
  for (let key = 1; key < 256; key++) {
    let n = 0;
    while (n < XOR_LOOK && isOfProse((bytes[n] ?? 0) ^ key)) n++;
    if (n < XOR_LOOK) continue;
    const read = bytes.map((byte) => byte ^ key);
    if (isProse(read)) return utf8(read);
  }
  return undefined;
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
  /^[ \t]{0,8}[0-9a-fA-F]{6,8}:?[ \t]{1,3}(?:((?:[0-9a-fA-F]{2}(?: {1,2}|$)){1,16})|((?:[0-9a-fA-F]{2,4}(?: |$)){1,8}))[^\n]*$/gm;

/** What a dump says: lines of an offset, hexadecimal digits, and what these show. */
export function decodeDump(piece: string): string | undefined {
  return decodeHex(piece.replace(DUMPED, (_, pairs?: string, groups?: string) => pairs ?? groups ?? ''));
}
