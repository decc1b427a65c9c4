// Rows of letters that were written along the rails of a fence, or around a stick, and read off the other way.
import { cutUp } from '../joined';
import { signBits } from '../lexicon';
import type { Tokens } from '../tokens';
import { senseOf } from './sense';
import { maySay } from './speech';
import { signed } from '../punctuation';
import { matchesOf } from '../../matches';

/** Letters of a row that is read, and of the longest. */
const SHORTEST = 18;
const LONGEST = 200;
/** Somebody must be told to read it, or to obey it. */
const TOLD = signBits('obey', 'order', 'unread', 'acrostic');
/** So many rows are tried, in so many ways. */
const MOST_RUNS = 2;
const MOST_COLUMNS = 9;
const SENSE = 0.85;

/** The (folded) text with such rows as they read; nothing when there are none. Linear: bounded. */
export function transposed(folded: string, tokens: Tokens): string | undefined {
  if (tokens.longest < SHORTEST || (tokens.signs & TOLD) === 0) return undefined;
  let tried = 0;
  for (let i = 0; i < tokens.count && tried < MOST_RUNS; i++) {
    const start = tokens.start[i] ?? 0;
    const end = tokens.end[i] ?? 0;
    // Words that are merely run together are read elsewhere.
    if (end - start < SHORTEST || end - start > LONGEST || tokens.run[i] !== 0 || tokens.counted[i] !== 0) continue;
    // Names of programs stand among signs.
    if (!APART.test(folded.charAt(start - 1)) || !APART.test(folded.charAt(end))) continue;
    const run = folded.slice(start, end);
    if (!LETTERS.test(run) || cutUp(run) !== undefined) continue;
    tried++;
    const said = read(run);
    if (said !== undefined) return `${folded.slice(0, start)}\n${said}\n${folded.slice(end)}`;
  }
  return undefined;
}

/** Hits `DSCIET… | EATV_E…`: two rows of about the same length. */
const TWO_ROWS = /(?:^|\s)([^\s|]{10,200}) ?\| ?([^\s|]{10,200})(?=\s|$)/g;

/** The (folded) text with two rows whose letters stand by turns as one; nothing when they say nothing. Linear. */
export function interleaved(folded: string): string | undefined {
  if (!folded.includes('|')) return undefined;
  for (const { 0: rows, 1: odd = '', 2: even = '', index } of matchesOf(folded, TWO_ROWS).slice(0, MOST_RUNS)) {
    if (odd.length - even.length > 1 || even.length > odd.length) continue;
    const row = Array.from(odd, (letter, i) => letter + even.charAt(i)).join('');
    const said = row.replace(/[_·.~]/g, (sign, at: number) =>
      sign === '.' && /[a-z]/.test(row.charAt(at + 1)) ? sign : ' ',
    );
    const words = said.includes(' ') ? said : cutUp(said);
    if (words !== undefined && senseOf(words) >= SENSE && maySay(words))
      return `${folded.slice(0, index)}\n${words}\n${folded.slice(index + rows.length)}`;
  }
  return undefined;
}

const LETTERS = /^[a-z]+$/;
const APART = /^[\s"'«».:]?$/;

function read(run: string): string | undefined {
  for (let n = 2; n <= MOST_COLUMNS; n++)
    for (const way of [everyNth(run, n), everyNth(run, Math.ceil(run.length / n)), unfenced(run, n)]) {
      const words = cutUp(way);
      if (words !== undefined && senseOf(words) >= SENSE && maySay(words)) return signed(words);
    }
  return undefined;
}

/** The first of every `n` letters, then the second, and so on. */
function everyNth(run: string, n: number): string {
  let said = '';
  for (let first = 0; first < n; first++) for (let i = first; i < run.length; i += n) said += run.charAt(i);
  return said;
}

/** Letters that were read off the rails of a fence, in the order in which they were written. */
function unfenced(run: string, rails: number): string {
  const period = 2 * (rails - 1);
  const rail = (i: number): number => Math.min(i % period, period - (i % period));
  const places = Array.from(run, (_, i) => i).sort((a, b) => rail(a) - rail(b) || a - b);
  const letters: string[] = [];
  places.forEach((place, n) => (letters[place] = run.charAt(n)));
  return letters.join('');
}
