// Places in the alphabet written as Roman numerals: `IX-VII-XIV-XV-XVIII-V`.
import { decodeNumbers } from './numbers';

/** Hits rows of numerals up to 26 in one case; a few of them stand in any list. */
export const ROMAN =
  /(?<![A-Za-z])(?:(?:X{0,2}(?:IX|IV|V?I{0,3})(?<=[IVX])[\s,;:/|.·•∙*+>_–—-]{1,4}){9,400}(?:X{0,2}(?:IX|IV|V?I{0,3})(?<=[IVX]))?|(?:x{0,2}(?:ix|iv|v?i{0,3})(?<=[ivx])[\s,;:/|.·•∙*+>_–—-]{1,4}){9,400}(?:x{0,2}(?:ix|iv|v?i{0,3})(?<=[ivx]))?)(?![A-Za-z])/g;

/** Whether there is a numeral that one of a dozen letters is, nearly always. */
export function hasNumeral(text: string): boolean {
  if (text.includes('XI') || text.includes('XV')) return true;
  for (let at = text.indexOf('x', 1); at >= 0; at = text.indexOf('x', at + 1))
    if (/[ -]/.test(text.charAt(at - 1)) && /[iv]/.test(text.charAt(at + 1))) return true;
  return false;
}

const VALUES: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10 };

/** What the numerals say as letters; nothing for others. Linear. */
export function decodeRoman(piece: string): string | undefined {
  return decodeNumbers(piece.replace(/[ivx]+/gi, (numeral) => String(valueOf(numeral.toLowerCase()))));
}

function valueOf(numeral: string): number {
  let value = 0;
  for (let n = 0; n < numeral.length; n++) {
    const one = VALUES[numeral.charAt(n)] ?? 0;
    value += one < (VALUES[numeral.charAt(n + 1)] ?? 0) ? -one : one;
  }
  return value;
}
