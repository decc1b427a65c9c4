// Affine ciphers: each letter x stands for ax + b, modulo 26. Shifts (a = 1) are read elsewhere.
import type { Tokens } from '../../tokens';
import { letterCounts, likeliestShifts, likeness } from './ciphers';
import { strangeRow } from './progressive';
import { countedIn } from '../sense';

/** What has an inverse modulo 26. */
const FACTORS = [3, 5, 7, 9, 11, 15, 17, 19, 21, 23, 25];
/** So many alphabets are tried: in few words the letters tell only roughly. */
const CANDIDATES = 6;
/** So much of what is read makes sense. */
const SENSE = 0.7;
const A = 97;
const LETTERS = 26;

/** The (folded) text with a row of words in such an alphabet as they read; nothing when there is none. Linear. */
export function inAffineAlphabet(folded: string, tokens: Tokens): string | undefined {
  const row = strangeRow(tokens);
  if (row === undefined) return undefined;
  const written = folded.slice(row.start, row.end);
  const words = written.match(/[a-z]+/g) ?? [];
  // Names are words of a language, though they are none of ours.
  if (likeliestShifts(words).length === 0) return undefined;
  const counts = letterCounts(words);
  const alphabets = FACTORS.flatMap((a) =>
    Array.from({ length: LETTERS }, (_, b) => {
      const reads = (unit: number): number => (a * unit + b) % LETTERS;
      return { reads, likeness: likeness(counts, reads) };
    }),
  );
  alphabets.sort((one, other) => other.likeness - one.likeness);
  for (const { reads } of alphabets.slice(0, CANDIDATES)) {
    const said = written.replace(/[a-z]/g, (letter) => String.fromCharCode(A + reads(letter.charCodeAt(0) - A)));
    if (countedIn(said) >= SENSE) return folded.slice(0, row.start) + said + folded.slice(row.end);
  }
  return undefined;
}
