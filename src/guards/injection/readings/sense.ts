// Whether letters make sense: how many of the words of a text are words.
import { isCounted, isWord } from '../lexicon/vocabulary';
import type { Tokens } from '../tokens';

/** Shorter words are words by chance. */
const SHORTEST = 3;
const WORD = /[a-z]+/g;
/** So many words tell. */
const TRIED = 80;

/** The share of the letters of a (folded) text that stand in words of English or French; of its first words. Linear. */
export function senseOf(text: string): number {
  return shareOf(text, isWord);
}

/** As `senseOf`; forms of words that were counted nowhere, and key words in disguise, are none. */
export function countedIn(text: string): number {
  return shareOf(text, isCounted);
}

/**
 * As `senseOf(text) >= least`, of a text with so many letters at most: left as soon as so many stand in no words that the others are
 * too few.
 */
export function hasSense(text: string, least: number, letters = text.length): boolean {
  return shareOf(text, isWord, (unknown) => (letters - unknown) / letters < least) >= least;
}

/** @param isHopeless whether so many letters in no words are too many; the share is 0 then */
function shareOf(
  text: string,
  isOne: (word: string) => boolean,
  isHopeless: (unknown: number) => boolean = () => false,
): number {
  let known = 0;
  let all = 0;
  let tried = 0;
  WORD.lastIndex = 0;
  for (let match = WORD.exec(text); match !== null; match = WORD.exec(text)) {
    const [word] = match;
    if (word.length < SHORTEST) continue;
    if (++tried > TRIED) break;
    all += word.length;
    if (isOne(word)) known += word.length;
    else if (isHopeless(all - known)) return 0;
  }
  return all === 0 ? 0 : known / all;
}

/** So many strange words are a row. */
const STRANGE_ROW = 3;

/**
 * Whether so many words in a row were counted nowhere; shorter ones tell nothing. Linear.
 * @param each so many strange ones before it a word that was counted takes away
 */
export function hasStrangeRow({ count, counted, start, end }: Tokens, each = STRANGE_ROW): boolean {
  let strange = 0;
  for (let i = 0; i < count && strange < STRANGE_ROW; i++) {
    if ((end[i] ?? 0) - (start[i] ?? 0) < SHORTEST) continue;
    strange = counted[i] === 0 ? strange + 1 : Math.max(0, strange - each);
  }
  return strange >= STRANGE_ROW;
}
