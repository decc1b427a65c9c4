// Words with one and the same sign between them, and signs within words: read with blanks, and without the signs.
import { isDigitUnit } from '../../normalise';
import { isKnown } from '../lexicon';
import type { Tokens } from '../tokens';
import { mayOrder } from './speech';

/** Hits `|ignore|all|previous|`: bars stand for letters elsewhere, so that this is one word. */
const BARRED = /(?<!\S)\|?(?:[a-z\d'.@-]{1,24}\|){5,80}[a-z\d'.@-]{0,24}\|?(?!\S)/g;

/** The (folded) text with blanks for bars between words; nothing when there are none, or they say nothing. Linear. */
export function withoutBars(folded: string): string | undefined {
  if (!folded.includes('|')) return undefined;
  const text = folded.replace(BARRED, (row) => {
    const said = row.replaceAll('|', ' ').trim();
    return mayOrder(said) ? said : row;
  });
  return text === folded ? undefined : text;
}

/** Fewest signs in a row, and most words between two of them. */
const FEWEST_SIGNS = 5;
const WORDS_BETWEEN = 3;
const LONGEST_GAP = 24;
const BLANK = 32;

/** The (folded) text with blanks for signs that stand between all words of a row; nothing when there is no such row. Linear. */
export function withoutSigns(folded: string, tokens: Tokens): string | undefined {
  const { units, start, end, gaps } = tokens;
  const rows: Row[] = [];
  let row: Row | undefined;
  let last = -1;
  for (const i of gaps) {
    const to = start[i + 1] ?? 0;
    if (isDigitUnit(units[to] ?? 0)) continue;
    // A number between belongs to what stands between.
    const before = i > 0 && isNumber(tokens, i) ? i - 1 : i;
    const open = behindMark(units, end[before] ?? 0, to);
    if (to - open > LONGEST_GAP) {
      if (row !== undefined && row.signs >= FEWEST_SIGNS) rows.push(row);
      row = undefined;
      continue;
    }
    const goesOn = row !== undefined && i - last <= WORDS_BETWEEN && isAlike(folded, units, row, open, to, i - last);
    if (row !== undefined && goesOn) {
      row.to = i + 1;
      row.signs++;
    } else {
      if (row !== undefined && row.signs >= FEWEST_SIGNS) rows.push(row);
      row = { gap: [open, to], from: before, to: i + 1, signs: 1 };
    }
    last = i;
  }
  if (row !== undefined && row.signs >= FEWEST_SIGNS) rows.push(row);
  let text = '';
  let at = 0;
  for (const { from, to } of rows) {
    const words: string[] = [];
    for (let i = from; i <= to; i++) {
      const behind = end[i] ?? 0;
      // The mark that a sentence ends with stays.
      const next = i === to ? behind : behindMark(units, behind, start[i + 1] ?? 0);
      if (!isNumber(tokens, i)) words.push(folded.slice(start[i] ?? 0, next));
    }
    const said = words.join(' ');
    if ((start[from] ?? 0) < at || !mayOrder(said)) continue;
    text += folded.slice(at, start[from] ?? 0) + said;
    at = end[to] ?? 0;
  }
  return at === 0 ? undefined : text + folded.slice(at);
}

/** Behind the mark that ends a sentence or a clause, when more than it stands between two words. */
function behindMark(units: Uint16Array, from: number, to: number): number {
  const mark = units[from] ?? 0;
  return to - from > 3 && MARKS.has(mark) && units[from + 1] !== mark ? from + 1 : from;
}

const MARKS: ReadonlySet<number> = new Set(Array.from('.,:;!?', (mark) => mark.charCodeAt(0)));

interface Row {
  /** Where its first sign stands. */
  readonly gap: readonly [start: number, end: number];
  readonly from: number;
  to: number;
  signs: number;
}

/** Whether the sign between two places is the one of a row, so many words behind the last. */
function isAlike(
  folded: string,
  units: Uint16Array,
  { gap: [start, end] }: Row,
  from: number,
  to: number,
  words: number,
): boolean {
  // Most signs differ at their ends.
  if (units[from] !== units[start] || units[to - 1] !== units[end - 1]) return false;
  const sign = shapeOf(folded.slice(from, to));
  // Commas and stops stand between a few words in any text, and behind each word in none.
  return sign === shapeOf(folded.slice(start, end)) && (words === 1 || !/^[.,;:!?'\s]+$/.test(sign));
}

/** What stands between, with one digit for each number and one blank for several. */
function shapeOf(gap: string): string {
  return gap.length === 1 ? gap : gap.replace(/\d+/g, '0').replace(/\s+/g, ' ');
}

function isNumber({ units, start, end }: Tokens, i: number): boolean {
  return isDigitUnit(units[start[i] ?? 0] ?? 0) && (end[i] ?? 0) - (start[i] ?? 0) < 4;
}

/** So many words that are known without the signs in them are no chance. */
const FEWEST_WORDS = 3;
/** So many words with signs in them are looked at before the search is given up. */
const TRIED = 24;

/** The (folded) text without the signs that cut its words: `pre-vi-ous`; nothing when its words are whole. Linear. */
export function withoutCuts(folded: string, tokens: Tokens): string | undefined {
  const { start, end, gaps } = tokens;
  const signs = new Map<string, number>();
  let tried = 0;
  for (let n = 0; n < gaps.length && tried < TRIED; n++) {
    const first = gaps[n] ?? 0;
    if (!isCut(tokens, first)) continue;
    let last = first + 1;
    for (; gaps[n + 1] === last && isCut(tokens, last); n++) last++;
    if (!isInPieces(tokens, first, last)) continue;
    tried++;
    let word = '';
    for (let i = first; i <= last; i++) word += folded.slice(start[i] ?? 0, end[i] ?? 0);
    const sign = folded.slice(end[first] ?? 0, start[first + 1] ?? 0);
    if (isKnown(word)) signs.set(sign, (signs.get(sign) ?? 0) + 1);
  }
  const [[sign, times] = ['', 0]] = [...signs].sort((a, b) => b[1] - a[1]);
  if (times < FEWEST_WORDS) return undefined;
  let text = '';
  let at = 0;
  for (const i of gaps) {
    const from = end[i] ?? 0;
    if (folded.slice(from, start[i + 1] ?? 0) !== sign) continue;
    text += folded.slice(at, from);
    at = start[i + 1] ?? 0;
  }
  return text + folded.slice(at);
}

/** Longest piece, and longest word, of those that are cut. */
const LONGEST_PIECE = 6;
const LONGEST = 20;

/** Pieces that are no words, most of them. */
function isInPieces({ start, end, lo, mid, hi }: Tokens, first: number, last: number): boolean {
  if ((end[last] ?? 0) - (start[first] ?? 0) > LONGEST * 2) return false;
  let meant = 0;
  for (let i = first; i <= last; i++) {
    if ((end[i] ?? 0) - (start[i] ?? 0) > LONGEST_PIECE) return false;
    if (((lo[i] ?? 0) | (mid[i] ?? 0) | (hi[i] ?? 0)) !== 0) meant++;
  }
  return meant * 2 <= last - first + 1;
}

/** Signs without blanks stand behind a word, which has a gap behind it, and the next one. */
function isCut({ units, start, end }: Tokens, word: number): boolean {
  const from = end[word] ?? 0;
  const to = start[word + 1] ?? 0;
  if (to - from > 4) return false;
  for (let i = from; i < to; i++) if ((units[i] ?? 0) <= BLANK) return false;
  return true;
}
