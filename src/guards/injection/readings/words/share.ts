// How many words of a text are words, as it stands or as it is read: what ways of writing them are judged by.
import { isWord } from '../../lexicon/vocabulary';
import { LANGUAGES, type Language } from '../../lexicon/frequencies';
import { UNKNOWN, type Read, type Reader } from './reader';
import { WORD } from './rewritten';

/** So many words are looked at, and so many of them first. */
export const TRIED = 40;
const FIRST_LOOK = 8;
/** A share that is not reached by the first of them is not reached by all. */
export const UNDERSTOOD_SO_FAR = 0.6;
/**
 * Dearer words, on the mean, are those of another language, and names. Chosen so that sentences in Spanish, German and Italian are left
 * alone; it costs misspelt attacks of our own benchmark some 0.4 points.
 */
const DEAREST = 10.2;
const DEAREST_BARE = 11.5;
/** Shorter words are words by chance. */
export const SHORTEST = 3;

/** The first words of a (folded) text. */
export function wordsOf(text: string): string[] {
  return (text.slice(0, TRIED * LETTERS_A_WORD).match(WORD) ?? []).slice(0, TRIED);
}

export const LETTERS_A_WORD = 12;

/** How many letters known words have. */
export function lettersOfWords(words: readonly string[]): number {
  return words.reduce((sum, word) => (isWord(word) ? sum + word.length : sum), 0);
}

export function knownShare(words: readonly string[]): number {
  let known = 0;
  let all = 0;
  for (const word of words) {
    if (word.length < SHORTEST) continue;
    all++;
    if (isWord(word)) known++;
  }
  return all === 0 ? 0 : known / all;
}

export interface Understood {
  /** So many of the words stand for words, and so many of them are none themselves. */
  readonly share: number;
  readonly fresh: number;
  /** In which language they do so more cheaply. */
  readonly language: Language;
}

export function understood(words: readonly string[], reader: Reader): Understood {
  let best: Understood & { price: number } = { share: 0, fresh: 0, language: 'english', price: Infinity };
  const read: Read[] = [];
  let hits = 0;
  let tried = 0;
  for (const [n, word] of words.entries()) {
    const one = reader.read(word);
    read.push(one);
    if (word.length < SHORTEST) continue;
    tried++;
    if (one.english.length + one.french.length > 0) hits++;
    // Most texts are in no such disguise, and pay for a few words only.
    if (!reader.isBare && n % FIRST_LOOK === FIRST_LOOK - 1 && hits < tried * UNDERSTOOD_SO_FAR) return best;
  }
  for (const language of LANGUAGES) {
    let known = 0;
    let price = 0;
    let fresh = 0;
    for (const [n, word] of words.entries()) {
      const meant = read[n]?.[language][0];
      price += meant?.price ?? UNKNOWN;
      if (meant === undefined) continue;
      if (meant.word !== word && (word.length <= SHORTEST || !isWord(word))) fresh++;
      if (word.length >= SHORTEST) known++;
    }
    if (price >= best.price) continue;
    const dearest = reader.isBare ? DEAREST_BARE : DEAREST;
    const share = price > words.length * dearest ? 0 : known / Math.max(1, tried);
    best = { share, fresh, language, price };
  }
  return best;
}
