// EBCDIC, the characters of mainframes: the letters, digits and signs that all its code pages for Latin letters have in common.
// Source: IBM code page 037 (CCSID 37).

export const EBCDIC_BLANK = 0x40;

/** Signs by their bytes. */
const SIGNS: Readonly<Record<number, string>> = {
  0x40: ' ', 0x4b: '.', 0x4c: '<', 0x4d: '(', 0x4e: '+', 0x5c: '*', 0x5d: ')', 0x5e: ';', 0x60: '-', 0x61: '/', 0x6b: ',', 0x6c: '%',
  0x6d: '_', 0x6e: '>', 0x6f: '?', 0x7a: ':', 0x7d: "'", 0x7e: '=', 0x7f: '"', 0x15: '\n', 0x25: '\n',
}; // prettier-ignore
/** Rows of letters and of digits, by the byte of their first. */
const ROWS: readonly (readonly [first: number, row: string])[] = [
  [0x81, 'abcdefghi'], [0x91, 'jklmnopqr'], [0xa2, 'stuvwxyz'], [0xc1, 'ABCDEFGHI'], [0xd1, 'JKLMNOPQR'], [0xe2, 'STUVWXYZ'],
  [0xf0, '0123456789'],
]; // prettier-ignore

const CHARACTERS: readonly string[] = Array.from({ length: 256 }, (_, byte) => {
  const row = ROWS.find(([first, letters]) => byte >= first && byte < first + letters.length);
  return row === undefined ? (SIGNS[byte] ?? '') : row[1].charAt(byte - row[0]);
});

/** The text of bytes, without those of other characters. */
export function ofEbcdic(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => CHARACTERS[byte] ?? '').join('');
}
