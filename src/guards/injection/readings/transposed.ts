// Rows of letters that were written along the rails of a fence, or around a stick, and read off the other way.
import { cutUp } from '../joined';
import { senseOf } from './sense';
import { maySay } from './speech';
import { signed } from '../punctuation';
import { matchesOf } from '../../matches';

const RUN = /(?<![a-z\d])[a-z]{18,200}(?![a-z\d])/g;
/** So many rows are tried, in so many ways. */
const MOST_RUNS = 2;
const MOST_COLUMNS = 9;
const SENSE = 0.85;

/** The (folded) text with such rows as they read; nothing when there are none. Linear: bounded. */
export function transposed(folded: string): string | undefined {
  let tried = 0;
  for (const { 0: run, index } of matchesOf(folded, RUN)) {
    // Words that are merely run together are read elsewhere.
    const plain = cutUp(run);
    if (plain !== undefined && senseOf(plain) >= SENSE) continue;
    if (++tried > MOST_RUNS) break;
    const said = read(run);
    if (said !== undefined) return `${folded.slice(0, index)}\n${said}\n${folded.slice(index + run.length)}`;
  }
  return undefined;
}

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
