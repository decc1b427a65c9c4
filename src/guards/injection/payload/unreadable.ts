// Whether a part of a text is something that nobody can read as it stands: rows of letters, of digits, of words that are none.
import { isDigitUnit } from '../../normalise';
import type { Tokens } from '../tokens';

/** So many words that are none in a row, and so many letters of them, are no names and no slips. */
const FEWEST_WORDS = 6;
const FEWEST_LETTERS = 24;
/** So many digits in a row are no number. */
const FEWEST_DIGITS = 40;
/** So many letters that stand alone. */
const FEWEST_SINGLES = 12;

/** Looks at the words of a folded text. Linear. */
export function isUnreadable({ units, count, start, end, counted, lo, mid, hi, top, longest }: Tokens): boolean {
  let words = 0;
  let letters = 0;
  let singles = 0;
  for (let i = 0; i < count; i++) {
    const from = start[i] ?? 0;
    const length = (end[i] ?? 0) - from;
    if (longest >= FEWEST_DIGITS && length >= FEWEST_DIGITS && areDigits(units, from, from + length)) return true;
    if (length === 1) {
      if (++singles >= FEWEST_SINGLES) return true;
      continue;
    }
    if (counted[i] !== 0 || ((lo[i] ?? 0) | (mid[i] ?? 0) | (hi[i] ?? 0) | (top[i] ?? 0)) !== 0) {
      // Words of two letters are words by chance.
      if (length > 2) words = letters = singles = 0;
      continue;
    }
    singles = 0;
    words++;
    letters += length;
    if (words >= FEWEST_WORDS && letters >= FEWEST_LETTERS) return true;
  }
  return false;
}

function areDigits(units: Uint16Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (!isDigitUnit(units[i] ?? 0)) return false;
  return true;
}
