// Alphabets in which each letter stands for another, written out in the text itself: `PARISBCDEFGHJKLMNOQTUVWXYZ`.
import { matchesOf } from '../../../matches';
import type { Tokens } from '../../tokens';
import { senseOf } from '../sense';

const LETTERS = 26;
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';
/** A row of letters, without and with blanks between them. */
const ROW = /(?<![a-z])[a-z]{26}(?![a-z])/g;
const ROW_APART = /(?<![a-z])(?:[a-z] ){25}[a-z](?![a-z])/g;
const WORD = /[a-z]+/g;
/** So much of what is read makes sense, and so much more than as it stands. */
const SENSE = 0.7;
const RISE = 0.25;
const SHORTEST = 12;

/** The (folded) text in the alphabet that it names; nothing when it names none. Linear. */
export function inItsAlphabet(folded: string, tokens: Tokens): string | undefined {
  if (tokens.longest < LETTERS && !tokens.spelt) return undefined;
  const rows = matchesOf(folded, tokens.longest < LETTERS ? ROW_APART : ROW)
    .map(({ 0: row, index }) => ({ letters: row.replaceAll(' ', ''), start: index, end: index + row.length }))
    .filter(({ letters }) => new Set(letters).size === LETTERS);
  if (rows.length === 0) return undefined;
  const keys = rows.map(({ letters }) => letters).filter((letters) => letters !== ALPHABET);
  const [one, other = ALPHABET] = keys;
  if (one === undefined) return undefined;
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    const lines = apartFrom(folded, rows).map((line) => {
      if (line.length < SHORTEST) return line;
      const read = line.replace(WORD, (word) => Array.from(word, (letter) => to.charAt(from.indexOf(letter))).join(''));
      const sense = senseOf(read);
      return sense >= SENSE && sense >= senseOf(line) + RISE ? read : line;
    });
    const text = lines.join('\n');
    if (text !== apartFrom(folded, rows).join('\n')) return text;
  }
  return undefined;
}

/** The lines of a text, without the alphabets in them. */
function apartFrom(folded: string, rows: readonly { readonly start: number; readonly end: number }[]): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end } of rows) {
    parts.push(folded.slice(from, start));
    from = end;
  }
  parts.push(folded.slice(from));
  return parts.flatMap((part) => part.split('\n'));
}
