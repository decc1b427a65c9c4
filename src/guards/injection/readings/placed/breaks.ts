// Words at the ends of lines: whether lines were broken within words, or run in another direction.
import { isLetterOrDigitUnit } from '../../../normalise';
import { isWord } from '../../lexicon/vocabulary';
import type { Tokens } from '../../tokens';
import { countBits } from '../speech';

const LINE_END = 0x0a;
const BLANK = 0x20;
/** What stands before the next line, at most: a blank, the sign of a comment. */
const MOST_BEFORE = 4;
/** `\\`, `-`, `=`: go on in the next line. */
const GO_ON: ReadonlySet<number> = new Set([0x5c, 0x2d, 0x3d, BLANK, 0x2c]);
/** So many of a few breaks in a row, with a strange word at them, or a word that is one only across the break, are no chance. */
const FEWEST_STRANGE = 3;
const FEWEST_MENDED = 2;
const IN_A_ROW = 6;

export interface Breaks {
  /** Words that are none stand where lines meet, several times in a row. */
  readonly areStrange: boolean;
  /** And become words when the lines are joined. */
  readonly cutWords: boolean;
}

/** What stands where the lines of a (folded) text meet. Linear, a look at each word. */
export function breaksOf(folded: string, tokens: Tokens): Breaks {
  const { units, count, start, end } = tokens;
  /** One bit a break, the last one lowest. */
  let strange = 0;
  let mended = 0;
  let areStrange = false;
  for (let i = 0; i + 1 < count; i++) {
    let at = end[i] ?? 0;
    if (units[at] !== LINE_END) {
      if (units[at + 1] !== LINE_END || !GO_ON.has(units[at] ?? 0)) continue;
      at++;
    }
    const next = start[i + 1] ?? 0;
    strange = (strange << 1) & MASK;
    mended = (mended << 1) & MASK;
    if (next - at > MOST_BEFORE + 1 || !(isStrange(tokens, i) || isStrange(tokens, i + 1))) continue;
    strange |= 1;
    if (isWord(folded.slice(start[i], end[i]) + folded.slice(next, end[i + 1]))) mended |= 1;
    areStrange ||= countBits(strange) >= FEWEST_STRANGE;
    if (countBits(mended) >= FEWEST_MENDED) return { areStrange, cutWords: true };
  }
  return { areStrange, cutWords: false };
}

const MASK = (1 << IN_A_ROW) - 1;

function isStrange({ units, counted, lo, mid, hi, top, start, end }: Tokens, i: number): boolean {
  const from = start[i] ?? 0;
  // A consonant that stands alone is no word.
  if ((end[i] ?? 0) - from === 1) return isLetterOrDigitUnit(units[from] ?? 0) && !ALONE.has(units[from] ?? 0);
  return counted[i] === 0 && ((lo[i] ?? 0) | (mid[i] ?? 0) | (hi[i] ?? 0) | (top[i] ?? 0)) === 0;
}

/** Letters that are words, or name things, and digits. */
const ALONE: ReadonlySet<number> = new Set(Array.from('aiouyx0123456789', (sign) => sign.charCodeAt(0)));
