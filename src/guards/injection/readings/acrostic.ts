// What the first letters of lines or words say, or their first or last words, in a text that says itself that they do.
import { signBits, withBlanks } from '../lexicon';
import type { Tokens } from '../tokens';

/** `read the initials of each line`, `les premières lettres`, `an acrostic`; the text is folded. */
const LETTERS = /\b(?:acrosti\w{1,4}|initials?|initiales?|first letters?|premieres? lettres?)\b/;
/** `the last letter of each line`, `les dernières lettres` */
const LAST_LETTERS = /\b(?:telesti\w{1,4}|(?:last|final) letters?|dernieres? lettres?)\b/;
const WORDS = /\b(?:(first|premiers?) (?:words?|mots?)|(?:last|derniers?) (?:words?|mots?))\b/;
const SIGNS = signBits('acrostic');
/** Fewest lines, or words, that say something together. */
const FEWEST = 8;

/** What the text says by its first letters, or by the first or last words of its lines; nothing when it does not speak of them. Linear. */
export function acrostic(folded: string, tokens: Tokens): string | undefined {
  if ((tokens.signs & SIGNS) === 0) return undefined;
  const words = WORDS.exec(folded);
  if (words !== null) return wordsOf(linesBut(folded, WORDS), words[1] !== undefined);
  const last = LAST_LETTERS.test(folded);
  if (!last && !LETTERS.test(folded)) return undefined;
  const lines = linesBut(folded, last ? LAST_LETTERS : LETTERS).map(
    (line) => (last ? LAST : FIRST).exec(line)?.[1] ?? ' ',
  );
  const told = lines.length + 1 >= FEWEST ? lines : (folded.match(/(?<![a-z'’])[a-z]/g) ?? []);
  const letters = told.join('');
  // A blank line may stand between words.
  return letters.length < FEWEST ? undefined : letters.replace(/[a-z]{12,}/g, (run) => withBlanks(run) ?? run);
}

const FIRST = /([a-z])/;
const LAST = /([a-z])[^a-z]{0,8}$/;

/** The lines of a text without the one that says how to read them. */
function linesBut(folded: string, telling: RegExp): string[] {
  const lines = folded.split('\n');
  const at = lines.findIndex((line) => telling.test(line));
  return lines.filter((_, n) => n !== at);
}

function wordsOf(lines: readonly string[], first: boolean): string | undefined {
  if (lines.length < FEWEST / 2) return undefined;
  return lines
    .map((line) => line.match(/[a-z]+(?:'[a-z]+)?/g) ?? [])
    .map((words) => words.at(first ? 0 : -1) ?? '')
    .join(' ');
}
