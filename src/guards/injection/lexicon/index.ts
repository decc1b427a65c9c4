// Looks a word up: what it means, what it stands for when it is misspelt or in cipher, and which patterns it is a sign of.
import { cipherOf, undisguise, undisguiseDigits } from './disguise';
import { piecesOfLong } from './segment';
import { WordMemory } from './memory';
import { bits, find, isOfSentences } from './table';
import { known, unknown, type WordInfo } from './word';

export { CLASSES, PASSAGE_CLASSES, type MeaningClass } from './classes';
export { BACKWARDS, MIRRORED, mirror, rotate, unleet, unscrambledAny } from './disguise';
export { hashOf, hashOn } from './hash';
export type { PhraseTree } from './phrases';
export { piecesOf, piecesOfLong, withBlanks, type Piece } from './segment';
export { signBits, type SignName } from './signs';
export { bits, isDotWord, isKnown, type Meaning } from './table';
export { inDisguise, type WordInfo } from './word';
export { WordFilter } from './wordFilter';

/** Longer words mean nothing, and are not looked at as a whole. */
export const LONGEST_WORD = 40;

/** Shorter words with a digit are names of steps and versions. */
const SHORTEST_LEET = 4;

/** An e-mail address, as the tokeniser leaves it. */
const ADDRESS = /^[\w]+@[a-z][\w]+$/;
const ADDRESSEE = bits('SINK');

/** The words that were looked up lately. */
export const memory = new WordMemory(make);

/** What a (folded) word means. Unknown words mean nothing. */
export function lookUp(word: string): WordInfo {
  if (word.length > LONGEST_WORD) return unknown(word);
  return memory.infoOf(memory.findWord(word));
}

function make(word: string): WordInfo {
  const found = find(word);
  if (found !== undefined) return known(word, word, found, isOfSentences(found) ? {} : { cipher: cipherOf(word) });
  const form = undisguise(word);
  if (form !== undefined) {
    const meant = disguisedAs(word, form, word.length >= SHORTEST_LEET && /\d/.test(word));
    if (meant !== undefined) return meant;
  }
  if (word.includes('@') && ADDRESS.test(word)) return known(word, word, ADDRESSEE, { cipher: cipherOf(word) });
  return unknown(word, cipherOf(word), piecesOfLong(word));
}

function disguisedAs(written: string, form: string, leet: boolean): WordInfo | undefined {
  const found = find(form);
  return found === undefined ? undefined : known(written, form, found, { disguised: true, leet });
}

/** What a word of digits only may stand for, in a text that is leetspeak elsewhere. */
export function lookUpDigits(word: string): WordInfo | undefined {
  const form = undisguiseDigits(word);
  return form === undefined ? undefined : disguisedAs(word, form, true);
}
