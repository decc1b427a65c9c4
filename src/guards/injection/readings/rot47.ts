// ROT47: of the 94 characters from `!` to `~` each stands for the one 47 places on. Small letters become digits, capitals and signs.
import { canonicalise } from '../../normalise';
import { matchesOf } from '../../matches';
import { countedIn } from './sense';

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
  if (!/[?@]/.test(source) || matchesOf(source, LETTERS).length < FEWEST) return undefined;
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
