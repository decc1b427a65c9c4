// Text in UTF-8 that was taken for Latin-1, and stands so: `AccÃ¨de Ã  la rÃ©serve`.
import { canonicalise } from '../../normalise';

/** Hits one letter of two bytes, or a sign of three; the second byte of `à` is a blank that others write as theirs. */
const TWO_BYTES = /([ÂÃ])([\u0080-\u00bf]| {1,2})/g;
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/â€[™˜]/g, "'"],
  [/â€[œ\u009d]/g, '"'],
  [/â€[“”]/g, '-'],
  [/Å“/g, 'oe'],
];
const FEWEST = 3;

/** The folded text with the letters that were meant; nothing when there are few. Takes the text before folding. Linear. */
export function fromMojibake(source: string): string | undefined {
  if (!source.includes('Ã')) return undefined;
  let found = 0;
  const read = source.replace(TWO_BYTES, (both, lead: string, byte: string) => {
    if (byte.startsWith(' ')) return lead === 'Ã' ? 'à ' : both;
    found++;
    return String.fromCharCode((lead === 'Ã' ? 0x40 : 0) | byte.charCodeAt(0) | 0x80);
  });
  if (found < FEWEST) return undefined;
  return canonicalise(SIGNS.reduce((text, [pattern, sign]) => text.replace(pattern, sign), read)).text;
}
