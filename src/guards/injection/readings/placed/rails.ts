// Lines that are not read one after the other from left to right: the rails of a fence, and lines by turns in both directions.
import { BETWEEN_PASSAGES } from '../../changed';
import { apart } from '../letters';
import { countedIn, senseOf } from '../sense';
import { maySay } from '../speech';
import { matchesOf } from '../../../matches';

/** Hits a line of single letters with gaps between them: `n . v . r . e . l`. */
const RAIL = /(?:^|\n)([ .·_-]{0,12}[a-z\d](?:[ .·_-]{1,16}[a-z\d]){3,400}[ .·_-]*)(?=\n|$)/g;
/** Fewest letters of a sentence. */
const FEWEST_LETTERS = 12;
const MOST_RAILS = 8;

/** What the rails of a fence say in the (folded) text, each letter in its column; nothing when there are none. Linear. */
export function alongRails(folded: string): string | undefined {
  if (!folded.includes('\n')) return undefined;
  const found = matchesOf(folded, RAIL);
  const [first] = found;
  const last = found.at(-1);
  if (first === undefined || last === undefined || found.length < 2 || found.length > MOST_RAILS) return undefined;
  const letters = overlaid(found.map(([, line = '']) => line));
  if (letters === undefined || letters.length < FEWEST_LETTERS) return undefined;
  const said = apart(letters);
  // Nobody writes so who hides nothing.
  return senseOf(said) >= SENSE
    ? [folded.slice(0, first.index), said, folded.slice(last.index + last[0].length)].join('\n\n')
    : undefined;
}

/** The letters of lines by their columns; nothing when two stand in the same one. */
function overlaid(lines: readonly string[]): string | undefined {
  let letters = '';
  const width = Math.max(...lines.map(({ length }) => length));
  for (let column = 0; column < width; column++) {
    const here = lines.map((line) => line.charAt(column)).filter((sign) => /[a-z\d]/.test(sign));
    if (here.length > 1) return undefined;
    letters += here[0] ?? '';
  }
  return letters;
}

/** Signs of programs, whose names are words in no direction. */
const CODE = /[{}=]|;\n/;
/** Fewest lines that are read by turns. */
const FEWEST_LINES = 4;
const LONGEST_LINE = 120;
/** So much of what is read makes sense, and so little of the lines that run backwards. */
const SENSE = 0.72;
const NONSENSE = 0.5;

/** The (folded) text with every second line of a passage from right to left; nothing when that makes no sense. Linear. */
export function byTurns(folded: string): string | undefined {
  const text = folded
    .split(BETWEEN_PASSAGES)
    .map((passage) => turned(passage) ?? passage)
    .join(BETWEEN_PASSAGES);
  return text === folded ? undefined : text;
}

function turned(passage: string): string | undefined {
  const lines = passage.split('\n');
  if (lines.length < FEWEST_LINES || passage.length > lines.length * LONGEST_LINE || CODE.test(passage))
    return undefined;
  for (const parity of [1, 0]) {
    // A few lines tell most passages from such ones.
    if (!isNonsense([parity, parity + 2, parity + 4].map((n) => lines[n] ?? '').join(' '))) continue;
    const read = lines.map((line, n) => (n % 2 === parity ? Array.from(line).reverse().join('') : line));
    for (const said of [read.join(''), read.join(' ')]) if (senseOf(said) >= SENSE && maySay(said)) return said;
  }
  return undefined;
}

function isNonsense(text: string): boolean {
  return /[a-z]{3}/.test(text) && countedIn(text) < NONSENSE;
}
