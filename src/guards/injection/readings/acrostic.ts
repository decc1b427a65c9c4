// What the first letters of lines or words say, or their first or last words, in a text that says itself that they do.
import { signBits, withBlanks } from '../lexicon';
import type { Tokens } from '../tokens';

/** `read the initials of each line`, `les premières lettres`, `an acrostic`; the text is folded. */
const LETTERS = /\b(?:acrosti\w{1,4}|initials?|initiales?|first letters?|premieres? lettres?)\b/;
const WORDS = /\b(?:(first|premiers?) (?:words?|mots?)|(?:last|derniers?) (?:words?|mots?))\b/;
const SIGNS = signBits('acrostic');
/** Fewest lines, or words, that say something together. */
const FEWEST = 8;

/** What the text says by its first letters, or by the first or last words of its lines; nothing when it does not speak of them. Linear. */
export function acrostic(folded: string, tokens: Tokens): string | undefined {
  if ((tokens.signs & SIGNS) === 0) return undefined;
  const words = WORDS.exec(folded);
  if (words !== null) return wordsOf(folded, words[1] !== undefined);
  if (!LETTERS.test(folded)) return undefined;
  const lines = folded.split('\n').map((line) => /[a-z]/.exec(line)?.[0] ?? ' ');
  const told = lines.length >= FEWEST ? lines.slice(1) : (folded.match(/(?<![a-z'’])[a-z]/g) ?? []);
  const letters = told.join('');
  // A blank line may stand between words.
  return letters.length < FEWEST ? undefined : letters.replace(/[a-z]{12,}/g, (run) => withBlanks(run) ?? run);
}

function wordsOf(folded: string, first: boolean): string | undefined {
  const lines = folded.split('\n').slice(1);
  if (lines.length < FEWEST / 2) return undefined;
  return lines
    .map((line) => line.match(/[a-z]+(?:'[a-z]+)?/g) ?? [])
    .map((words) => words.at(first ? 0 : -1) ?? '')
    .join(' ');
}
