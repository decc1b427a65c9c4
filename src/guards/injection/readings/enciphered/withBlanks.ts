// Lines whose letters, blanks and marks stand in another order: along the rails of a fence, by turns, from both ends.
import { matchesOf } from '../../../matches';
import type { Tokens } from '../../tokens';
import { countedIn, hasSense, hasStrangeRow } from '../sense';
import { standsOften } from '../signs';
import { isSentence, maySay } from '../speech';
import { everyNth, fromBothEnds, unfenced } from './transpositions';

/** Hits a row with low lines for blanks, whose parts a bar may part; and a line, or what stands behind a colon at its end. */
const ROW =
  /(?<=\n)[a-z.,'!?:;_-]{5,80}(?:\n[a-z.,'!?:;_-]{5,80}){1,8}(?=\n|$)|(?<!\S)[a-z.,'!?:;-]{0,24}_[^\s|]{5,200}(?: \| [^\s|]{3,200}){0,8}|(?<!\S)[^\s|]{3,200}(?: \| [^\s|]{3,200}){1,8}(?!\S)/g;
const LINE = /(?:^|\n|: )([^\n:|]{24,200})(?=\n|$)/g;
const MOST = 3;
const SHORTEST = 20;
const MOST_RAILS = 7;
const MOST_COLUMNS = 8;
/** So little of a line makes sense, and so much of what is read. */
const NONSENSE = 0.45;
const SENSE = 0.9;
/** What one known word among strange ones takes away: short ones are known by chance. */
const KNOWN = 2;
/** Blanks stand as often as between words. */
const LETTERS_A_BLANK = 9;
/** Only these are blanks in a row, and the shortest row has so many. */
const BLANK = '_';
const FEWEST_BLANKS = Math.ceil(SHORTEST / LETTERS_A_BLANK);

/** The (folded) text with such lines as they read; nothing when there are none. Linear: bounded. */
export function inOrderWithBlanks(folded: string, tokens: Tokens): string | undefined {
  for (const { 0: row, index } of standsOften(folded, BLANK, FEWEST_BLANKS) ? rowsIn(folded) : []) {
    const said = saidBy(row.replace(/ \| |\n/g, '').replaceAll('_', ' '));
    if (said !== undefined) return `${folded.slice(0, index)}\n${said}\n${folded.slice(index + row.length)}`;
  }
  let tried = 0;
  for (const { 0: whole, 1: line = '', index } of hasStrangeRow(tokens, KNOWN) ? matchesOf(folded, LINE) : []) {
    if (tried >= MOST) return undefined;
    if (countedIn(line) > NONSENSE) continue;
    tried++;
    const said = saidBy(line.trim());
    if (said !== undefined) return `${folded.slice(0, index)}\n${said}\n${folded.slice(index + whole.length)}`;
  }
  return undefined;
}

/** The first rows. */
function rowsIn(folded: string): RegExpExecArray[] {
  const rows: RegExpExecArray[] = [];
  ROW.lastIndex = 0;
  for (let n = 0; n < MOST; n++) {
    const row = ROW.exec(folded);
    if (row === null) break;
    rows.push(row);
  }
  ROW.lastIndex = 0;
  return rows;
}

function saidBy(row: string): string | undefined {
  const blanks = row.split(' ').length - 1;
  if (row.length < SHORTEST || blanks < 2 || blanks * LETTERS_A_BLANK < row.length || countedIn(row) > NONSENSE)
    return undefined;
  for (const said of waysOf(row))
    if (hasSense(said, SENSE) && countedIn(said) >= SENSE && (maySay(said) || isSentence(said))) return said;
  return undefined;
}

function* waysOf(row: string): Generator<string> {
  for (let n = 2; n <= MOST_RAILS; n++) yield unfenced(row, n);
  for (let n = 2; n <= MOST_COLUMNS; n++) {
    yield everyNth(row, n);
    yield everyNth(row, Math.ceil(row.length / n));
  }
  yield* fromBothEnds(row);
}
