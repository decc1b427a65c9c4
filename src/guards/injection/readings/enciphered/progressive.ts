// Alphabets that are shifted further as a text goes on: by the number of each word or letter, or by the letters of a key that the
// text names (Trithemius, Vigenère, Beaufort).
import { keysIn } from '../../../normalise';
import { isWord } from '../../lexicon/vocabulary';
import type { Tokens } from '../../tokens';
import { likeliestShifts } from './ciphers';
import { matchesOf } from '../../../matches';

/** So many words that are none in a row, with so many letters, may stand in such an alphabet. */
const FEWEST_WORDS = 4;
const FEWEST_LETTERS = 16;
/** So many of the first words tell, and so many of them are words when they are read right. */
const TRIED = 14;
const UNDERSTOOD = 0.75;
const SHORTEST = 3;
const FIRST_LOOK = 4;
const ALPHABET = 26;
const A = 97;

const WORD = /[a-z]+/g;

/** The keys of letters that a (folded) text names, in order. Linear. */
export function keysOfLetters(text: string): string[] {
  return keysIn(text).filter((key) => KEY.test(key));
}

const KEY = /^[a-z]{2,16}$/;

/** How far a letter is shifted that is the `letter`th of all, the `within`th of the `word`th word. */
type Shift = (word: number, letter: number, within: number) => number;

const STEPS: readonly Shift[] = [(word) => word, (_, letter) => letter, (_, __, within) => within];
const PROGRESSIONS: readonly Shift[] = STEPS.flatMap((by): Shift[] => [
  by,
  (word, letter, within) => -by(word, letter, within),
]);

/** The (folded) text with a row of words in such an alphabet as they read; nothing when there is none. Linear. */
export function progressed(folded: string, tokens: Tokens): string | undefined {
  const row = strangeRow(tokens);
  if (row === undefined) return undefined;
  const { start, end } = row;
  const written = folded.slice(start, end);
  const said = saidIn(written, folded.slice(0, start) + folded.slice(end));
  return said === undefined ? undefined : folded.slice(0, start) + said + folded.slice(end);
}

/** The longest row of words that are none, with short ones between them. */
export function strangeRow({
  units,
  count,
  start,
  end,
  counted,
  lo,
  mid,
  hi,
}: Tokens): { start: number; end: number } | undefined {
  let best: { start: number; end: number } | undefined;
  let first = -1;
  let last = -1;
  let words = 0;
  const close = (): void => {
    const row = { start: start[first] ?? 0, end: end[last] ?? 0 };
    if (
      words >= FEWEST_WORDS &&
      row.end - row.start >= FEWEST_LETTERS &&
      row.end - row.start > (best?.end ?? 0) - (best?.start ?? 0)
    )
      best = row;
    first = -1;
    words = 0;
  };
  for (let i = 0; i < count; i++) {
    const from = start[i] ?? 0;
    const to = end[i] ?? 0;
    const isLong = to - from >= SHORTEST;
    const isKnown = counted[i] !== 0 || ((lo[i] ?? 0) | (mid[i] ?? 0) | (hi[i] ?? 0)) !== 0;
    if (isKnown && isLong) {
      if (first >= 0) close();
      continue;
    }
    if (isKnown || !areLetters(units, from, to)) continue;
    if (first < 0) first = i;
    last = i;
    if (isLong) words++;
  }
  if (first >= 0) close();
  return best;
}

function areLetters(units: Uint16Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if ((units[i] ?? 0) < A || (units[i] ?? 0) >= A + ALPHABET) return false;
  return true;
}

function saidIn(written: string, around: string): string | undefined {
  const head = matchesOf(written, WORD)
    .slice(0, TRIED)
    .map(([word]) => word);
  const saidBy = (shift: Shift): string | undefined =>
    areWords(head.map(reader(shift))) ? whole(written, shift) : undefined;
  for (const key of keysOfLetters(around)) {
    const of = (letter: number): number => key.charCodeAt(letter % key.length) - A;
    const said = saidBy((_, letter) => -of(letter)) ?? saidBy((_, letter) => of(letter));
    if (said !== undefined) return said;
  }
  // Names are words of a language, though they are none of ours; letters that are shifted stand as often as one another.
  if (likeliestShifts(head).length === 0) return undefined;
  for (const by of PROGRESSIONS) {
    const read = head.map(reader(by));
    const starts = [0, -1, 1, ...likeliestShifts(read)];
    for (const more of starts) {
      const said = saidBy((word, letter, within) => by(word, letter, within) + more);
      if (said !== undefined) return said;
    }
  }
  return undefined;
}

/** Reads words one after the other. */
function reader(shift: Shift): (word: string) => string {
  let words = 0;
  let letters = 0;
  return (word) => {
    let read = '';
    for (let i = 0; i < word.length; i++) {
      const by = (((word.charCodeAt(i) - A + shift(words, letters++, i)) % ALPHABET) + ALPHABET) % ALPHABET;
      read += String.fromCharCode(A + by);
    }
    words++;
    return read;
  };
}

function whole(written: string, shift: Shift): string {
  return written.replace(WORD, reader(shift));
}

function areWords(words: readonly string[]): boolean {
  const long = words.filter(({ length }) => length >= SHORTEST);
  // A few of them tell most alphabets from the right one.
  if (long.slice(0, FIRST_LOOK).filter(isWord).length < Math.min(2, long.length)) return false;
  return long.length >= 2 && long.filter(isWord).length >= long.length * UNDERSTOOD;
}
