// A letter a line, each further in than the one before, with an empty line or step for a blank.
import { apart } from '../letters';
import { senseOf } from '../sense';
import { matchesOf } from '../../../matches';

const STAIRS = /(?:^|\n)[ \t]*\S[ \t]*(?:\n[ \t]{0,400}\S?[ \t]*){11,400}(?=\n|$)/g;
const HAS_STEPS = /\n[ \t]{2,400}\S[ \t]*\n[ \t]{2,400}\S[ \t]*\n/;
const SENSE = 0.7;
const FEWEST_LETTERS = 12;

/** The (folded) text with letters that stand in such steps as words; nothing when they say nothing. Linear. */
export function downStairs(folded: string): string | undefined {
  if (!HAS_STEPS.test(folded)) return undefined;
  for (const { index, 0: steps } of matchesOf(folded, STAIRS)) {
    const letters = steps
      .replace(/^\n/, '')
      .split('\n')
      .map((step) => step.trim() || ' ')
      .join('');
    const said = apart(letters);
    if (letters.length >= FEWEST_LETTERS && senseOf(said) >= SENSE)
      return `${folded.slice(0, index)}\n${said}\n${folded.slice(index + steps.length)}`;
  }
  return undefined;
}
