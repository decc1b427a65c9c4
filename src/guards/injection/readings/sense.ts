// Whether letters make sense: how many of the words of a text are words.
import { isCounted, isWord } from '../lexicon/vocabulary';

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

function shareOf(text: string, isOne: (word: string) => boolean): number {
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
  }
  return all === 0 ? 0 : known / all;
}
