// A message that is cut up over the lines of a chat, of one speaker or of several by turns: `me: play the ro`, `me: le of`.
import { matchesOf } from '../../../matches';
import { isCounted } from '../../lexicon/vocabulary';
import { standsOften } from '../signs';
import { maySay } from '../speech';

/** Hits rows of lines with a name before each. */
const ROWS = /(?:^|\n)(?:[[<]?[a-z][\w .-]{0,16}[\]>]?[:>] [^\n]{1,50}(?:\n|$)){4,80}/g;
const LINE = /^[[<]?([a-z][\w .-]{0,16})[\]>]?[:>] (.{1,50})$/;
const MOST_SPEAKERS = 3;
/** Longer lines, on the mean, are sentences. */
const LONGEST = 24;

/** The (folded) text with what the lines of a chat say together; nothing when that is nothing. Linear. */
export function saidByTurns(folded: string): string | undefined {
  if (!standsOften(folded, '\n', 3) || !(standsOften(folded, ': ', 4) || standsOften(folded, '> ', 4)))
    return undefined;
  const text = matchesOf(folded, ROWS).reduce((read, { 0: row }) => {
    const lines = row
      .trim()
      .split('\n')
      .map((line) => LINE.exec(line));
    const said = lines.map((line) => line?.[2]?.trim() ?? '');
    const isOfFew = new Set(lines.map((line) => line?.[1])).size <= MOST_SPEAKERS;
    const letters = said.reduce((sum, { length }) => sum + length, 0);
    const together = said.reduce(joined);
    return isOfFew && letters <= said.length * LONGEST && maySay(together)
      ? read.replace(row, () => `\n\n${together}\n\n`)
      : read;
  }, folded);
  return text === folded ? undefined : text;
}

/** Two words that meet are hardly ever a third one that is as long. */
const LONG_WORD = 6;

/** Two pieces, as one word where they meet when that is one and they are none by themselves. */
function joined(before: string, behind: string): string {
  const [left = ''] = /[a-z]{0,20}$/.exec(before) ?? [];
  const [right = ''] = /^[a-z]{0,20}/.exec(behind) ?? [];
  const word = left + right;
  const mayBeTwo = word.length < LONG_WORD && isWhole(left) && isWhole(right);
  const isCut = left !== '' && right !== '' && isCounted(word) && !mayBeTwo;
  return `${before}${isCut ? '' : ' '}${behind}`;
}

/** A letter that stands alone is seldom a word. */
function isWhole(word: string): boolean {
  return word.length > 1 ? isCounted(word) : 'aiyo'.includes(word);
}
