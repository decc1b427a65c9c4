// Bits written as any two signs, `○●○○○ ○○●●○`, or as two letters, `ABAAA AABBA` (Bacon), also in words between them.
import { decodeNumbers } from './numbers';

/** Hits a row of two letters in groups of five to eight: `ABAAA aabba`. */
export const LETTERS = /(?<![A-Za-z])(?:(?:[ABab]{5}|[ABab]{7,8})(?:[\s,;/|.-]{1,3}|$)){8,200}/g;
/** Hits rows of signs that are no letters, digits or blanks, of a pair; whether they are but two is looked at later. */
export const SIGNS = /(?:[\u2190-\u2bff\u{1f300}-\u{1faff}]\ufe0f?[ \t\n,;/|]{0,3}){40,1600}/gu;
/** Fewest bits: eight letters. */
const FEWEST = 40;
const SEPARATOR = /[\s,;/|.-]+/;

/** What two signs say, in either order; nothing for others. Linear. */
export function decodeTwoSigns(piece: string): string | undefined {
  const bare = piece.replaceAll('\ufe0f', '').trim();
  const signs = [...new Set(Array.from(bare.toLowerCase()).filter((sign) => !SEPARATOR.test(sign)))];
  const [one, other] = signs;
  if (signs.length !== 2 || one === undefined || other === undefined) return undefined;
  for (const [none, all] of [
    [one, other],
    [other, one],
  ] as const) {
    const bits = bare.toLowerCase().replaceAll(none, '0').replaceAll(all, '1');
    if (bits.replace(/\D/g, '').length < FEWEST) return undefined;
    const said = decodeNumbers(bits);
    if (said !== undefined && /[a-z]{3}/i.test(said)) return said;
  }
  return undefined;
}
