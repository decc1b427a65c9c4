// Words that stand in another order, or among others, in a text that says itself how it is to be read: from the last word to the
// first, or every so many words.
import { signBits } from '../../lexicon';
import type { Tokens } from '../../tokens';

const SIGNS = signBits('acrostic');
// Hits `read from the last word to the first`, `the words are in reverse order`, `mots à l'envers`, `du dernier mot au premier`.
const REVERSED =
  /\b(?:last (?:words? )?to (?:the )?first|end to (?:the )?(?:start|beginning)|right to left|revers(?:e|ed)|backwards?|bottom up|back to front|start(?:ing)? (?:at|from) the end|from the end|a l'envers|par la fin|de la fin|a rebours|dernier (?:mot )?au premier|fin au debut|droite a gauche|ordre (?:des mots )?inverse|dernier mot [^.\n]{0,24}devient le premier|last word [^.\n]{0,24}becomes the first|mots (?:sont )?inverses|words? (?:order )?(?:is |are )?(?:reversed|inverted)|inverted word order|en partant de la fin)\b/;
// Hits `every second word`, `each 3rd word`, `every other word`, `words 2, 4, 6`, `un mot sur deux`, `chaque deuxieme mot`.
const EVERY =
  /\b(?:(?:every|each|only the|chaque|tous les) (second|other|2nd|third|3rd|fourth|4th|deuxieme|troisieme|quatrieme)s? (?:words?|mots?)|words? (?:number )?(\d), (\d)\b|mots? (\d), (\d)\b|(?:un|1) mot sur (deux|trois|quatre|2|3|4))\b/;
const STEPS: Readonly<Record<string, number>> = {
  second: 2, other: 2, '2nd': 2, deuxieme: 2, deux: 2, third: 3, '3rd': 3, troisieme: 3, trois: 3, fourth: 4, '4th': 4, quatrieme: 4, quatre: 4,
}; // prettier-ignore
const FEWEST = 6;
/** So many words are put in order, no more. */
const MOST = 2000;
const WORD = /[^\s]+/g;
const TAG = /<[^<>\n]{1,120}>/g;
const BORDER = /[\n«»"“”]/;
const FEWEST_OF_PIECE = 5;
const MOST_PIECES = 12;

/** What the words of a (folded) text say in the order that it tells; nothing when it tells none. Linear. */
export function inOrder(folded: string, tokens: Tokens): string | undefined {
  if ((tokens.signs & SIGNS) === 0) return undefined;
  const every = EVERY.exec(folded);
  const told = every ?? REVERSED.exec(folded);
  if (told === null) return undefined;
  const parts = [folded.slice(0, told.index), folded.slice(told.index + told[0].length)];
  const rows = parts.map(wordsOf).filter((row) => row.length >= FEWEST);
  const readings = rows.flatMap((row) => (every === null ? [turned(row)] : picked(row, stepOf(every))));
  // What is quoted, a line, or between tags may stand in that order by itself.
  const pieces = every === null ? parts.flatMap((part) => part.replace(TAG, ' ').split(BORDER)) : [];
  const turnedPieces = pieces
    .map(wordsOf)
    .filter((row) => row.length >= FEWEST_OF_PIECE)
    .map(turned);
  readings.push(...turnedPieces.slice(0, MOST_PIECES));
  return readings.length === 0 ? undefined : readings.join('\n\n');
}

function wordsOf(text: string): readonly string[] {
  return (text.match(WORD) ?? []).slice(0, MOST);
}

/** Words from the last to the first, each with its signs behind it. */
function turned(row: readonly string[]): string {
  return [...row].reverse().join(' ');
}

/** Every so many words, from each of the first ones on. */
function picked(row: readonly string[], step: number): string[] {
  return Array.from({ length: step }, (_, first) => row.filter((_word, n) => n % step === first).join(' '));
}

function stepOf([, every = '', one, other, un, autre, sur = '']: RegExpExecArray): number {
  const from = Number(one ?? un);
  const to = Number(other ?? autre);
  if (to > from) return Math.min(to - from, MOST_STEP);
  const word = every === '' ? sur : every;
  return STEPS[word] ?? (Number(word) || 2);
}

const MOST_STEP = 9;
