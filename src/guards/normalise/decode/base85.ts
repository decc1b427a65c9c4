// Bytes written as printable signs: uuencode, Ascii85 and the other alphabets of 85 digits.
import { utf8 } from './numbers';

/** What lines of uuencode say, each a character of its length and groups of four characters of six bits. Source: POSIX, `uuencode`. */
export function decodeUu(piece: string): string | undefined {
  const bytes: number[] = [];
  for (const line of piece.split(/\r?\n/)) {
    const length = line.charCodeAt(0) - 0x20;
    if (!(length > 0 && length <= 45)) continue;
    const row: number[] = [];
    for (let i = 1; i < line.length; i += 4) {
      const [a = 0, b = 0, c = 0, d = 0] = [0, 1, 2, 3].map((n) => ((line.charCodeAt(i + n) || 0x20) - 0x20) & 0x3f);
      row.push((a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d);
    }
    bytes.push(...row.slice(0, length));
  }
  return utf8(bytes);
}

/** Digits of base 85, as Python's `b85encode` (RFC 1924) and ZeroMQ (Z85) have them. */
const BASE85 = [
  '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~',
  '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#',
];

/** What digits of base 85 say, in whichever of its alphabets they do. */
export function decodeBase85(piece: string): string | undefined {
  for (const digits of BASE85) {
    if (Array.from(piece).some((digit) => !digits.includes(digit))) continue;
    const found = fromGroupsOf5(piece, (digit) => digits.indexOf(digit), digits.length - 1);
    if (found !== undefined) return found;
  }
  return decodeAscii85(`<~${piece}~>`);
}

/** What Ascii85 between `<~` and `~>` says. */
export function decodeAscii85(piece: string): string | undefined {
  const digits = piece.slice(2, -2).replace(/\s/g, '').replaceAll('z', '!!!!!');
  return fromGroupsOf5(digits, (digit) => digit.charCodeAt(0) - 33, 84);
}

/** @param last the digit that fills the last group */
function fromGroupsOf5(digits: string, valueOf: (digit: string) => number, last: number): string | undefined {
  const bytes: number[] = [];
  for (let i = 0; i < digits.length; i += 5) {
    const group = Array.from(digits.slice(i, i + 5), valueOf);
    const value = [...group, last, last, last, last].slice(0, 5).reduce((sum, digit) => sum * 85 + digit, 0);
    for (let k = 0; k < group.length - 1; k++) bytes.push(Math.floor(value / 256 ** (3 - k)) & 0xff);
  }
  return utf8(bytes);
}
