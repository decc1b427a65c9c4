// Bytes written as bases of DNA, two bits each.
import { utf8 } from './numbers';

/** Hits rows of bases, also over several lines; no shorter ones, for which letters come out by chance. */
export const DNA = /(?<![A-Za-z])[ACGT](?:[ACGT]|\s(?=[ACGT]{4})){39,8000}(?![A-Za-z])/g;
const A_BYTE = 4;
/** So many bytes tell whether the bases stand for these bits. */
const LOOK = 12;

/** The bits that each base may stand for: all orders of the four. */
const ORDERS: readonly string[] = permutations('ACGT');

function permutations(letters: string): string[] {
  if (letters.length <= 1) return [letters];
  return Array.from(letters, (letter) => permutations(letters.replace(letter, '')).map((rest) => letter + rest)).flat();
}

/** What bases say, by the first order of them that makes letters of all; nothing for other bases. Linear. */
export function decodeDna(piece: string): string | undefined {
  const bases = piece.replace(/\s/g, '');
  for (const order of ORDERS) {
    const byteAt = (at: number): number => {
      let byte = 0;
      for (let i = at; i < at + A_BYTE; i++) byte = byte * A_BYTE + order.indexOf(bases.charAt(i));
      return byte;
    };
    const { length } = bases;
    let n = 0;
    while (n < LOOK && isOfText(byteAt(n * A_BYTE))) n++;
    if (n < LOOK && n * A_BYTE < length - A_BYTE) continue;
    const bytes = Array.from({ length: Math.floor(length / A_BYTE) }, (_, at) => byteAt(at * A_BYTE));
    const text = utf8(bytes);
    if (text?.includes(' ') === true) return text;
  }
  return undefined;
}

/** A letter, a blank, a mark that stands in sentences, or a part of a letter beyond ASCII. */
function isOfText(byte: number): boolean {
  return byte === 0x20 || byte === 0x2c || byte === 0x2e || byte === 0x27 || (byte | 0x20) >= 0x61;
}
