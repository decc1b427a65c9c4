// Two rows whose letters stand by turns: `DSCIET… | EATV_E…`.
import { matchesOf } from '../../../matches';
import { cutUp } from '../../joined';
import { senseOf } from '../sense';
import { maySay } from '../speech';

/** So many pairs of rows are tried. */
const MOST_PAIRS = 2;
const SENSE = 0.85;
/** Hits `DSCIET… | EATV_E…`: two rows of about the same length. */
const TWO_ROWS = /(?:^|\s)([^\s|]{10,200}) ?\| ?([^\s|]{10,200})(?=\s|$)/g;

/** The (folded) text with two rows whose letters stand by turns as one; nothing when they say nothing. Linear. */
export function interleaved(folded: string): string | undefined {
  if (!folded.includes('|')) return undefined;
  for (const { 0: rows, 1: odd = '', 2: even = '', index } of matchesOf(folded, TWO_ROWS).slice(0, MOST_PAIRS)) {
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
