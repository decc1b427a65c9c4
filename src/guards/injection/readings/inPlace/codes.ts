// Words written as rows of numbers, the codes of their letters or their places in the alphabet, among others that are plain.
import { matchesOf } from '../../../matches';
import { isCounted } from '../../lexicon/vocabulary';
import { lettersOfSense, type Piece } from './pieces';

/** Hits `15.21.2.12.9.5`, `145 162 141`, `01101001 01100111`. */
const ROW = /(?<![\w.,])\d{1,8}(?:[ ,;:/|·.\-_–]{1,3}\d{1,8}){1,400}(?!\w)/g;
const FEWEST_NUMBERS = /\d[ ,;:/|·.\-_–]{1,3}\d{1,8}[ ,;:/|·.\-_–]{1,3}\d{1,8}[ ,;:/|·.\-_–]{1,3}\d/;
const MOST_ROWS = 60;
/** A word of so many letters is none by chance, or several words are. */
const LONG = 6;
const TOGETHER = 9;
const BLANK = 0x20;
const A = 97;

/** A way of writing letters as numbers: the code of the letter, or none. */
type Way = (number: string) => number | undefined;

const isPrintable = (code: number): boolean => code >= BLANK && code < 0x7f;
const place = (number: string): number | undefined =>
  /^(?:0?[1-9]|1\d|2[0-6])$/.test(number) ? Number(number) : undefined;
const based =
  (pattern: RegExp, base: number): Way =>
  (number) => {
    const code = pattern.test(number) ? parseInt(number, base) : -1;
    return isPrintable(code) || code > 0xc0 ? code : undefined;
  };

const WAYS: readonly Way[] = [
  based(/^[1-9]\d{1,2}$/, 10),
  based(/^[01]?[0-7]{2}$/, 8),
  based(/^[01]{7,8}$/, 2),
  (number) => {
    const at = place(number);
    return at === undefined ? undefined : A - 1 + at;
  },
  (number) => {
    const at = place(number);
    return at === undefined ? undefined : A + 26 - at;
  },
];

/** What rows of numbers say, all in the way that makes most sense of them; none when none does. Linear: bounded. */
export function codesIn(source: string): Piece[] {
  if (!FEWEST_NUMBERS.test(source)) return [];
  const rows = matchesOf(source, ROW).slice(0, MOST_ROWS);
  let best: Piece[] = [];
  let most = 0;
  for (const way of WAYS) {
    const pieces: Piece[] = [];
    let longest = 0;
    let all = 0;
    for (const { 0: row, index } of rows) {
      const said = saidIn(row, way);
      if (said === undefined) continue;
      const letters = lettersOfSense(said);
      if (letters === 0 && !isCounted(said)) continue;
      longest = Math.max(longest, letters);
      all += letters;
      pieces.push({ start: index, end: index + row.length, said });
    }
    if (all > most && (longest >= LONG || all >= TOGETHER)) [best, most] = [pieces, all];
  }
  return best;
}

/** What a row says: the commonest of its gaps parts letters, any other words. */
function saidIn(row: string, way: Way): string | undefined {
  const gaps = new Map<string, number>();
  for (const gap of row.match(/\D+/g) ?? []) gaps.set(gap, (gaps.get(gap) ?? 0) + 1);
  const [inner] = [...gaps].sort((a, b) => b[1] - a[1])[0] ?? [];
  let said = '';
  for (const part of row.match(/\d+|\D+/g) ?? []) {
    if (/\d/.test(part)) {
      const code = way(part);
      if (code === undefined) return undefined;
      said += String.fromCharCode(code);
    } else if (part !== inner) said += ' ';
  }
  return said;
}
