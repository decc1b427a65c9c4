// Alphabets of all characters of ASCII, moved on: by a few places, and in ROT47. Of the 94 characters from `!` to `~` each stands for the one 47 places on. Small letters become digits, capitals and signs.
import { canonicalise } from '../../../normalise';
import { matchesOf } from '../../../matches';
import { countedIn } from '../sense';
import { matchesOften } from '../signs';

const FIRST = 0x21;
const CHARACTERS = 94;
/** Hits the letters n and o, which are signs in it, among others. */
const LETTERS = /[2-9:;<=>?@A-K][?@][2-9:;<=>?@A-K]/g;
const FEWEST = 3;
/** So much of a line makes sense. */
const SENSE = 0.7;
/** Shorter lines are none. */
const SHORTEST = 12;

/** The text with the lines read that stand in ROT47, folded; nothing when there are none. Linear. */
export function fromRot47(source: string): string | undefined {
  if (!matchesOften(source, LETTERS, FEWEST)) return undefined;
  const lines = source.split('\n').map((line) => {
    if (line.length < SHORTEST || matchesOf(line, LETTERS).length === 0) return line;
    const read = canonicalise(line.replace(/[!-~]/g, turned)).text;
    if (countedIn(read) < SENSE) return line;
    return read;
  });
  const read = lines.join('\n');
  return read === source ? undefined : canonicalise(read).text;
}

function turned(character: string): string {
  return String.fromCharCode(FIRST + ((character.charCodeAt(0) - FIRST + CHARACTERS / 2) % CHARACTERS));
}

/** Hits words with one and the same sign for the blanks between them. */
const HAS_BLANKS = /([!#$%&])(?<=[A-Za-z].)[A-Za-z]{1,12}\1[A-Za-z]{1,12}\1[A-Za-z]/;
/** Hits a row without blanks. */
const ROW = /(?<!\S)[!-~]{20,2000}(?!\S)/g;
/** So many places they are moved at most. */
const MOST_PLACES = 9;
const MOST_ROWS = 8;
/** One character in so many is a blank, at least, and at most. */
const LETTERS_A_BLANK = 12;
const FEWEST_LETTERS_A_BLANK = 3;
const BLANK = 0x20;

/** The text with rows read whose characters, blanks too, each stand a few places further on, folded; nothing when there are none. Linear. */
export function fromMovedAscii(source: string): string | undefined {
  if (!HAS_BLANKS.test(source)) return undefined;
  const rows = matchesOf(source, ROW).slice(0, MOST_ROWS);
  for (const { index, 0: row } of rows) {
    for (let by = 1; by <= MOST_PLACES; by++) {
      const blank = String.fromCharCode(BLANK + by);
      const blanks = row.split(blank).length - 1;
      if (blanks * LETTERS_A_BLANK < row.length || blanks * FEWEST_LETTERS_A_BLANK > row.length) continue;
      const read = Array.from(row, (one) => String.fromCharCode(one.charCodeAt(0) - by)).join('');
      if (countedIn(canonicalise(read).text) >= SENSE)
        return canonicalise(source.slice(0, index) + read + source.slice(index + row.length)).text;
    }
  }
  return undefined;
}
