// Lines that were broken within words: folded lines of vCard, iCalendar and mail, lines that a backslash or a hyphen goes on, comments
// and quotations, lines of a fixed length.
import { isWord } from '../../lexicon/vocabulary';
import type { Reading, ReadingKind } from '../reading';
import { maySay } from '../speech';
import { matchesOf } from '../../../matches';

/** What stands where a line is broken, in each style. A break takes no more than one blank with it. */
const BREAKS: readonly RegExp[] = [/\n[ \t]/g, /\\\n/g, /-\n[ \t]{0,8}/g, /\n(?:>|#|\*|\/\/|--|%|;) ?/g, /\n/g];
/** Fewest breaks in a row. */
const FEWEST = 3;
/** So many words must be mended by joining lines, and such a share of what meets there. */
const FEWEST_MENDED = 2;
const MENDED = 0.5;
/** So many of them are looked at first. */
const FIRST_LOOK = 4;
/** Formats fold longer lines than these, on the mean: nobody who hides nothing breaks words after a few letters. */
const SHORT_LINE = 40;

/** The (folded) text with the lines joined that were broken within words; nothing when all words are whole. Linear. */
export function mended(folded: string): Reading | undefined {
  for (const sign of BREAKS) {
    const found = mendedAt(folded, sign);
    if (found !== undefined) return found;
  }
  return undefined;
}

function mendedAt(folded: string, sign: RegExp): Reading | undefined {
  let text = '';
  let from = 0;
  let kind: ReadingKind = 'lines';
  for (const row of rowsOf(folded, sign)) {
    const [first] = row;
    const last = row.at(-1);
    if (first === undefined || last === undefined || !isBroken(folded, row)) continue;
    const start = folded.lastIndexOf('\n', first.start - 1) + 1;
    const line = folded.indexOf('\n', last.end);
    const end = line < 0 ? folded.length : line;
    const said = joinedAt(folded, row, start, end);
    if (start < from || !maySay(said)) continue;
    if (said.length < row.length * SHORT_LINE) kind = 'parted';
    text += folded.slice(from, start) + said;
    from = end;
  }
  return from === 0 ? undefined : { kind, text: text + folded.slice(from) };
}

interface Break {
  readonly start: number;
  readonly end: number;
}

/** Breaks of lines that follow one another. */
function* rowsOf(folded: string, sign: RegExp): Generator<Break[]> {
  let row: Break[] = [];
  let end = 0;
  for (const { index, 0: written } of matchesOf(folded, sign)) {
    const line = folded.indexOf('\n', end);
    // Another line stands between, or an empty one.
    if (row.length > 0 && (line < index - 1 || index === end)) {
      if (row.length >= FEWEST) yield row;
      row = [];
    }
    row.push({ start: index, end: index + written.length });
    end = index + written.length;
  }
  if (row.length >= FEWEST) yield row;
}

/** Whether words are whole only when the lines are joined. */
function isBroken(folded: string, row: readonly Break[]): boolean {
  let met = 0;
  let mendedWords = 0;
  for (const { start, end } of row) {
    const left = LAST_LETTERS.exec(folded.slice(Math.max(0, start - LONGEST), start))?.[0] ?? '';
    const right = FIRST_LETTERS.exec(folded.slice(end, end + LONGEST))?.[0] ?? '';
    if (left === '' || right === '') continue;
    const isOne = isWord(left + right);
    const areTwo = isWord(left) && isWord(right);
    // `ad`, `dress`: may be one word or two.
    if (isOne && areTwo) continue;
    if (isOne) mendedWords++;
    if (++met > FIRST_LOOK && mendedWords === 0) return false;
  }
  return mendedWords >= FEWEST_MENDED && mendedWords >= met * MENDED;
}

const LONGEST = 20;
const LAST_LETTERS = /[a-z]{1,20}$/;
const FIRST_LETTERS = /^[a-z]+/;

function joinedAt(folded: string, row: readonly Break[], start: number, end: number): string {
  let text = '';
  let from = start;
  for (const one of row) {
    text += folded.slice(from, one.start);
    from = one.end;
  }
  return text + folded.slice(from, end);
}
