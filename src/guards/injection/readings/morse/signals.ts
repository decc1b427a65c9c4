// Morse code in any two signs: which of them is long, what parts letters, and what parts words, is told by the sense that it makes.
import { apart } from '../letters';
import { senseOf } from '../sense';
import { MORSE } from './code';

/** Where a sign stands, and which of two it is. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly isSecond: boolean;
}

/** Fewest signs and letters, and kinds of these, that say something. */
const FEWEST_MARKS = 20;
const FEWEST_LETTERS = 9;
const FEWEST_KINDS = 5;
/** Longer rows say nothing else at their end. */
const MOST_MARKS = 6000;
/** So many letters may be none, for a slip of the hand. */
const UNKNOWN = 0.04;
/** So much of what is read makes sense. */
const SENSE = 0.65;

/** A gap that holds text: what stands on either side is read in its place. */
const OUTSIDE = 'outside';
const LINE = '\n';
/** So often the same stands at the head of lines that it is none of the text. */
const HEADS = 3;

interface Row {
  /** As dots and dashes, if the second sign is the long one. */
  readonly signs: string;
  /** What stands behind each sign but the last one. */
  readonly gaps: readonly string[];
}

/** A text with what the signs say in Morse code, in their place; nothing when they say nothing. Linear. */
export function withSignalsRead(text: string, all: readonly Mark[]): string | undefined {
  if (all.length < FEWEST_MARKS || all.length > MOST_MARKS) return undefined;
  const { marks, gaps } = withoutLone(all, gapsBetween(text, all));
  if (marks.length < FEWEST_MARKS) return undefined;
  const said = likeliest({ signs: marks.map(({ isSecond }) => (isSecond ? '-' : '.')).join(''), gaps });
  if (said === undefined) return gaps.includes(OUTSIDE) ? inOneOf(text, marks, gaps) : undefined;
  let read = '';
  let from = 0;
  let first = marks[0]?.start ?? 0;
  let n = 0;
  for (const [i, { end }] of marks.entries()) {
    if (i < gaps.length && gaps[i] !== OUTSIDE) continue;
    read += `${text.slice(from, first)}${said[n++] ?? ''} `;
    from = end;
    first = marks[i + 1]?.start ?? end;
  }
  return read + text.slice(from);
}

/** As `withSignalsRead`, of one row alone: the others may be something else. */
function inOneOf(text: string, marks: readonly Mark[], gaps: readonly string[]): string | undefined {
  let from = 0;
  for (let i = 0; i < marks.length; i++) {
    if (i < gaps.length && gaps[i] !== OUTSIDE) continue;
    const read = withSignalsRead(text, marks.slice(from, i + 1));
    if (read !== undefined) return read;
    from = i + 1;
  }
  return undefined;
}

function gapsBetween(text: string, marks: readonly Mark[]): string[] {
  const written = marks.slice(1).map(({ start }, n) => text.slice(marks[n]?.end ?? 0, start));
  const heads = new Map<string, number>();
  for (const gap of written) if (gap.includes(LINE)) heads.set(masked(gap), (heads.get(masked(gap)) ?? 0) + 1);
  return written.map((gap) => {
    if (/\p{L}|\d/u.test(gap)) return (heads.get(masked(gap)) ?? 0) >= HEADS ? LINE : OUTSIDE;
    if (gap.includes(LINE)) return LINE;
    const sign = gap.trim();
    return sign === '' ? gap.slice(0, 2) : sign;
  });
}

function masked(gap: string): string {
  return gap.slice(0, LONGEST_HEAD).replace(/\d/g, '0');
}

const LONGEST_HEAD = 60;

/** The signs without those that stand alone in the text, as in the legend that explains them. */
function withoutLone(all: readonly Mark[], written: readonly string[]): { marks: Mark[]; gaps: string[] } {
  const marks: Mark[] = [];
  const gaps: string[] = [];
  for (const [n, mark] of all.entries()) {
    const before = n === 0 ? OUTSIDE : written[n - 1];
    const behind = n === all.length - 1 ? OUTSIDE : written[n];
    if (before === OUTSIDE && behind === OUTSIDE) continue;
    if (marks.length > 0) gaps.push(before ?? OUTSIDE);
    marks.push(mark);
  }
  return { marks, gaps };
}

/** What a row says, by the way of reading it that makes most sense, in its pieces between other text; nothing when none does. */
function likeliest(row: Row): string[] | undefined {
  let best: string[] | undefined;
  let most = SENSE;
  for (const one of variantsOf(row))
    for (const [inner, between] of levelsOf(one.gaps)) {
      const said = inLetters(one, inner, between);
      const sense = said === undefined ? 0 : senseIn(said.join(' '));
      if (sense <= most && !(best === undefined && sense === SENSE)) continue;
      best = said;
      most = sense;
    }
  return best;
}

/** As `senseOf`; too few letters in words make none. */
function senseIn(text: string): number {
  let letters = 0;
  for (const word of text.match(WORD) ?? []) letters += word.length;
  return letters < FEWEST_IN_WORDS ? 0 : senseOf(text);
}

const WORD = /[a-z]{3,}/g;
const FEWEST_IN_WORDS = 8;

/** Either sign is the long one, and the row may stand backwards. */
function variantsOf(row: Row): Row[] {
  const swapped = { signs: row.signs.replace(/[.-]/g, (sign) => (sign === '.' ? '-' : '.')), gaps: row.gaps };
  const both = [row, swapped];
  return row.gaps.includes(OUTSIDE) ? both : [...both, ...both.map(backwards)];
}

function backwards({ signs, gaps }: Row): Row {
  return { signs: Array.from(signs).reverse().join(''), gaps: [...gaps].reverse() };
}

/** What parts the signs of a letter, and what parts letters: the commonest, in either order; anything else parts words. */
function levelsOf(gaps: readonly string[]): [string, string][] {
  const times = new Map<string, number>();
  for (const gap of gaps) if (gap !== OUTSIDE) times.set(gap, (times.get(gap) ?? 0) + 1);
  const [first, second, third] = [...times].sort((a, b) => b[1] - a[1]).map(([gap]) => gap);
  if (first === undefined || second === undefined) return [];
  const levels: [string, string][] = first === '' ? [[first, second]] : [[first, second], [second, first]]; // prettier-ignore
  if (third !== undefined) levels.push([first, third]);
  return levels;
}

function inLetters({ signs, gaps }: Row, inner: string, between: string): string[] | undefined {
  const pieces: string[] = [];
  const letters = new Set<string>();
  let count = 0;
  let unknown = 0;
  let piece = '';
  let from = 0;
  for (let i = 0; i < signs.length; i++) {
    const gap = gaps[i];
    if (gap === inner) continue;
    const letter = MORSE[signs.slice(from, i + 1)];
    from = i + 1;
    count++;
    if (letter === undefined) unknown++;
    else letters.add(letter);
    piece += (letter ?? '') + (gap === between || gap === undefined || gap === OUTSIDE ? '' : ' ');
    if (gap !== undefined && gap !== OUTSIDE) continue;
    pieces.push(piece);
    piece = '';
  }
  if (count < FEWEST_LETTERS || letters.size < FEWEST_KINDS || unknown > count * UNKNOWN) return undefined;
  return pieces.length === 1 ? pieces.map(apart) : pieces;
}
