// Looks a word up: what it means, what it stands for when it is misspelt or in cipher, and which patterns it is a sign of.
import { cipherOf, undisguise, undisguiseDigits } from './disguise';
import { piecesOfLong, type Piece } from './segment';
import { signsOf } from './signs';
import { bits, find, isOfSentences, isSecond, type Meaning, type Phrase } from './table';

export { CLASSES, PASSAGE_CLASSES, type MeaningClass } from './classes';
export { BACKWARDS, MIRRORED, mirror, rotate, unleet, unscrambledAny } from './disguise';
export { piecesOf, piecesOfLong, withBlanks, type Piece } from './segment';
export { signBits, type SignName } from './signs';
export { bits, isDotWord, isKnown, type Meaning, type Phrase } from './table';

export interface WordInfo extends Meaning {
  /** The word as it was looked up. */
  readonly written: string;
  /** The word itself when the lexicon has it, its dictionary form when it was misspelt or written in leetspeak, else empty. */
  readonly word: string;
  /** Phrases that begin with it, by their second word; those whose second word is a stem, or any, apart. */
  readonly phrases: ReadonlyMap<string, readonly Phrase[]> | undefined;
  readonly loosePhrases: readonly Phrase[] | undefined;
  /** A phrase may go on with it behind its first word. */
  readonly isSecond: boolean;
  readonly disguised: boolean;
  /** Disguised by digits for letters. */
  readonly leet: boolean;
  /** The words that it is made of, when it is unknown and several run together. */
  readonly pieces: readonly Piece[] | undefined;
  /** How it may be a key word in cipher; see `BACKWARDS`. */
  readonly cipher: number;
  /** See `signBits`. */
  readonly signs: number;
}

const NOTHING: WordInfo = {
  written: '',
  lo: 0,
  mid: 0,
  hi: 0,
  top: 0,
  word: '',
  phrases: undefined,
  loosePhrases: undefined,
  isSecond: false,
  disguised: false,
  leet: false,
  pieces: undefined,
  cipher: 0,
  signs: 0,
};
/** Longer words mean nothing, and are not looked at as a whole. */
export const LONGEST_WORD = 40;

/**
 * The words that were looked up lately, in open addressing by their hash: most words of a text were seen before, and are
 * found without making a string of them. The memory forgets everything when it is full: simple, and bounded.
 */
const SLOTS = 1 << 16;
const MOST_WORDS = 20_000;
const hashes = new Int32Array(SLOTS);
let seen: (WordInfo | undefined)[] = new Array<WordInfo | undefined>(SLOTS);
let words = 0;

/** Shorter words with a digit are names of steps and versions. */
const SHORTEST_LEET = 4;

/** An e-mail address, as the tokeniser leaves it. */
const ADDRESS = /^[\w]+@[a-z][\w]+$/;

/** The hash of a word that goes on with one more UTF-16 unit; it begins with 0, and is never 0 after it (FNV-1, Fowler, Noll, Vo). */
export function hashOn(hash: number, unit: number): number {
  return Math.imul(hash, 0x01000193) ^ unit || 1;
}

/** What a (folded) word means. Unknown words mean nothing. */
export function lookUp(word: string): WordInfo {
  let hash = 0;
  for (let i = 0; i < word.length; i++) hash = hashOn(hash, word.charCodeAt(i));
  return lookUpAt(word, 0, word.length, hash);
}

/** As `lookUp`, for the word that stands in `text` from `start` to `end` and has this `hash` (see `hashOn`). */
export function lookUpAt(text: string, start: number, end: number, hash: number): WordInfo {
  if (end - start > LONGEST_WORD) return remark(NOTHING, text.slice(start, end));
  let slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
  for (; hashes[slot] !== 0; slot = (slot + 1) & (SLOTS - 1)) {
    const known = hashes[slot] === hash ? seen[slot] : undefined;
    if (known !== undefined && isWritten(known.written, text, start, end)) return known;
  }
  if (words >= MOST_WORDS) {
    seen = new Array<WordInfo | undefined>(SLOTS);
    hashes.fill(0);
    words = 0;
    slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
  }
  words++;
  hashes[slot] = hash;
  // A slice of a text keeps the whole text alive; a copy does not.
  const info = make(` ${text.slice(start, end)}`.slice(1));
  seen[slot] = info;
  return info;
}

function isWritten(word: string, text: string, start: number, end: number): boolean {
  if (word.length !== end - start) return false;
  for (let i = 0; i < word.length; i++) if (word.charCodeAt(i) !== text.charCodeAt(start + i)) return false;
  return true;
}

function make(word: string): WordInfo {
  const found = find(word);
  if (found !== undefined) {
    const info = { ...NOTHING, ...found, word };
    return remark(isOfSentences(found) ? info : { ...info, cipher: cipherOf(word) }, word);
  }
  const disguised = disguisedAs(undisguise(word), word.length >= SHORTEST_LEET && /\d/.test(word));
  if (disguised !== undefined) return remark(disguised, word);
  const info = word.includes('@') && ADDRESS.test(word) ? { ...NOTHING, ...bits('SINK'), word } : NOTHING;
  return remark({ ...info, cipher: cipherOf(word), pieces: info.word === '' ? piecesOfLong(word) : undefined }, word);
}

function remark(info: WordInfo, written: string): WordInfo {
  return { ...info, written, signs: signsOf(written), isSecond: isSecond(info.disguised ? info.word : written) };
}

function disguisedAs(form: string | undefined, leet: boolean): WordInfo | undefined {
  const found = form === undefined ? undefined : find(form);
  return form === undefined || found === undefined
    ? undefined
    : { ...NOTHING, ...found, word: form, disguised: true, leet, isSecond: isSecond(form) };
}

/** What a word of digits only may stand for, in a text that is leetspeak elsewhere. */
export function lookUpDigits(word: string): WordInfo | undefined {
  return disguisedAs(undisguiseDigits(word), true);
}
