// Looks a word up: what it means, what it stands for when it is misspelt or in cipher, and which patterns it is a sign of.
import { cipherOf, undisguise, undisguiseDigits } from './disguise';
import { hashOn } from './hash';
import { piecesOfLong, type Piece } from './segment';
import { signsOf } from './signs';
import { bits, find, isOfSentences, isSecond, type Found, type Meaning, type Phrase } from './table';

export { CLASSES, PASSAGE_CLASSES, type MeaningClass } from './classes';
export { BACKWARDS, MIRRORED, mirror, rotate, unleet, unscrambledAny } from './disguise';
export { hashOn } from './hash';
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

/** All of one shape, for the words of a text are read by the ten thousand. */
class Word implements WordInfo {
  constructor(
    readonly written: string,
    readonly word: string,
    readonly lo: number,
    readonly mid: number,
    readonly hi: number,
    readonly top: number,
    readonly phrases: WordInfo['phrases'],
    readonly loosePhrases: WordInfo['loosePhrases'],
    readonly isSecond: boolean,
    readonly disguised: boolean,
    readonly leet: boolean,
    readonly pieces: WordInfo['pieces'],
    readonly cipher: number,
    readonly signs: number,
  ) {}
}

/** A word that the lexicon does not know. */
function unknown(written: string, cipher = 0, pieces?: readonly Piece[]): WordInfo {
  const second = isSecond(written);
  const signs = signsOf(written);
  return new Word(written, '', 0, 0, 0, 0, undefined, undefined, second, false, false, pieces, cipher, signs);
}

/** A word of the lexicon, as it stands or in disguise. */
function known(written: string, word: string, found: Meaning & Partial<Found>, disguise: Disguise = {}): WordInfo {
  const { lo, mid, hi, top, phrases, loosePhrases } = found;
  const { disguised = false, leet = false, cipher = 0 } = disguise;
  const second = isSecond(disguised ? word : written);
  const signs = signsOf(written);
  return new Word(
    written, word, lo, mid, hi, top, phrases, loosePhrases, second, disguised, leet, undefined, cipher, signs,
  ); // prettier-ignore
}

/** The same word, known to have been disguised by the way it is written. */
export function inDisguise(info: WordInfo): WordInfo {
  const { written, word, lo, mid, hi, top, phrases, loosePhrases, leet, pieces, cipher, signs } = info;
  return new Word(
    written, word, lo, mid, hi, top, phrases, loosePhrases, info.isSecond, true, leet, pieces, cipher, signs,
  ); // prettier-ignore
}

interface Disguise {
  readonly disguised?: boolean;
  readonly leet?: boolean;
  readonly cipher?: number;
}

/** Longer words mean nothing, and are not looked at as a whole. */
export const LONGEST_WORD = 40;

/**
 * The words that were looked up lately, in open addressing by their hash: most words of a text were seen before, and are
 * found without making a string of them. The memory forgets everything when it is full: simple, and bounded.
 */
const SLOTS = 1 << 16;
const MOST_WORDS = 32_000;
const hashes = new Int32Array(SLOTS);
let seen: (WordInfo | undefined)[] = new Array<WordInfo | undefined>(SLOTS);
let words = 0;

/** Shorter words with a digit are names of steps and versions. */
const SHORTEST_LEET = 4;

/** An e-mail address, as the tokeniser leaves it. */
const ADDRESS = /^[\w]+@[a-z][\w]+$/;
const ADDRESSEE = bits('SINK');

/** What a (folded) word means. Unknown words mean nothing. */
export function lookUp(word: string): WordInfo {
  let hash = 0;
  for (let i = 0; i < word.length; i++) hash = hashOn(hash, word.charCodeAt(i));
  return lookUpAt(word, 0, word.length, hash);
}

/** As `lookUp`, for the word that stands in `text` from `start` to `end` and has this `hash` (see `hashOn`). */
export function lookUpAt(text: string, start: number, end: number, hash: number): WordInfo {
  if (end - start > LONGEST_WORD) return unknown(text.slice(start, end));
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
