// Whether a part of a text is something that nobody can read as it stands: rows of letters, of digits, of words that are none.
import { areDigits, isDigitUnit } from '../../normalise';
import type { Tokens } from '../tokens';

/** So many words that are none in a row, and so many letters of them, are no names and no slips. */
const FEWEST_WORDS = 6;
const FEWEST_LETTERS = 24;
/** So many digits in a row are no number. */
const FEWEST_DIGITS = 40;
/** So many letters that stand alone. */
const FEWEST_SINGLES = 12;
/** So many names of squares, cards and the like in a row: `b3`, `2s`, `[4|1]`. */
const FEWEST_CODES = 9;
const LONGEST_CODE = 3;
/** So many signs that are no letters in a row, of two kinds at least. */
const FEWEST_SIGNS = 16;

/** Looks at a folded text and its words. Linear. */
export function isUnreadable(
  text: string,
  { units, count, start, end, counted, lo, mid, hi, top, longest }: Tokens,
): boolean {
  if (ANY_SIGN.test(text) && hasRowOfSigns(units)) return true;
  let words = 0;
  let letters = 0;
  let singles = 0;
  let codes = 0;
  for (let i = 0; i < count; i++) {
    const from = start[i] ?? 0;
    const length = (end[i] ?? 0) - from;
    if (longest >= FEWEST_DIGITS && length >= FEWEST_DIGITS && areDigits(units, from, from + length)) return true;
    if (length === 1) {
      if (++singles >= FEWEST_SINGLES) return true;
      continue;
    }
    if (length <= LONGEST_CODE && isCode(units, from, from + length)) {
      if (++codes >= FEWEST_CODES) return true;
      continue;
    }
    codes = 0;
    if (counted[i] !== 0 || ((lo[i] ?? 0) | (mid[i] ?? 0) | (hi[i] ?? 0) | (top[i] ?? 0)) !== 0) {
      // Words of two letters are words by chance.
      if (length > 2) words = letters = singles = 0;
      continue;
    }
    // Other scripts are other languages; addresses, paths and names with underscores are for programs.
    if ((units[from] ?? 0) > LAST_LATIN || isOfAddress(units, from, from + length)) {
      words = letters = singles = 0;
      continue;
    }
    singles = 0;
    words++;
    letters += length;
    if (words >= FEWEST_WORDS && letters >= FEWEST_LETTERS) return true;
  }
  return false;
}

/** Fewest letters and digits of a line that nobody can read, and the largest share of them that may stand in words. */
const FEWEST_OF_LINE = 20;
const SHARE_OF_WORDS = 0.4;
/** Shorter words are words by chance. */
const SHORTEST_WORD = 3;

/** Whether hardly any letters of a line stand in words, as in no language and few programs. Takes a folded text and its words. Linear. */
export function hasStrangeLine(text: string, { count, start, end, counted, lo, mid, hi, top }: Tokens): boolean {
  let i = 0;
  for (let from = 0; from < text.length;) {
    const at = text.indexOf('\n', from);
    const to = at < 0 ? text.length : at;
    let all = 0;
    let ofWords = 0;
    for (; i < count && (start[i] ?? 0) < to; i++) {
      const length = (end[i] ?? 0) - (start[i] ?? 0);
      const isWord = counted[i] !== 0 || ((lo[i] ?? 0) | (mid[i] ?? 0) | (hi[i] ?? 0) | (top[i] ?? 0)) !== 0;
      all += length;
      if (isWord && length >= SHORTEST_WORD) ofWords += length;
    }
    if (all >= FEWEST_OF_LINE && ofWords < all * SHARE_OF_WORDS) return true;
    from = to + 1;
  }
  return false;
}

/** What stands right before or behind a word of an address, a path or an identifier: `https://a/b?c=d_e`. */
const OF_ADDRESS: ReadonlySet<number> = new Set(Array.from('/_=&?@', (sign) => sign.charCodeAt(0)));

function isOfAddress(units: Uint16Array, from: number, to: number): boolean {
  return OF_ADDRESS.has(units[from - 1] ?? BLANK) || OF_ADDRESS.has(units[to] ?? BLANK);
}

/** A letter and a digit, or more of them. */
function isCode(units: Uint16Array, from: number, to: number): boolean {
  let digits = 0;
  for (let i = from; i < to; i++) if (isDigitUnit(units[i] ?? 0)) digits++;
  return digits > 0 && digits < to - from;
}

/** Pictures, arrows, shapes and the dots of a code, with nothing but blanks between them; lines of boxes and bars are a layout. */
function hasRowOfSigns(units: Uint16Array): boolean {
  let row = 0;
  let first = 0;
  let other = false;
  for (const unit of units) {
    if (unit === BLANK || unit === LINE_END || unit === SLASH || unit === PICTURE_SELECTOR) continue;
    if (!isSign(unit)) {
      row = 0;
      other = false;
      continue;
    }
    if (row === 0) first = unit;
    else if (unit !== first) other = true;
    if (++row >= FEWEST_SIGNS && other) return true;
  }
  return false;
}

/** Any of the signs of `isSign`; texts of one byte a character are done with at once. */
const ANY_SIGN = /[\u2190-\u24ff\u25a0-\u27ef\u2900-\u2bff\ud83c-\udfff]/;
const LAST_LATIN = 0x24f;
const BLANK = 0x20;
const LINE_END = 0x0a;
const SLASH = 0x2f;
/** Selects the picture of a sign. */
const PICTURE_SELECTOR = 0xfe0f;

function isSign(unit: number): boolean {
  // Box drawing and bars are left out, and so are the dots of lists.
  return (
    (unit >= 0x2190 && unit < 0x2500) ||
    (unit >= 0x25a0 && unit < 0x27f0) ||
    (unit >= 0x2900 && unit < 0x2c00) ||
    (unit >= 0xd83c && unit <= 0xdfff)
  );
}
