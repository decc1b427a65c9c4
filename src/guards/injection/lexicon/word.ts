// What is known of one word: its meanings, what it stands for in disguise, the phrases that it opens.
import type { PhraseTree } from './phrases';
import type { Piece } from './segment';
import { signsOf } from './signs';
import { isCounted } from './vocabulary';
import { isSecond, type Found, type Meaning } from './table';

export interface WordInfo extends Meaning {
  /** The word as it was looked up. */
  readonly written: string;
  /** The word itself when the lexicon has it, its dictionary form when it was misspelt or written in leetspeak, else empty. */
  readonly word: string;
  /** Phrases that begin with it. */
  readonly phrases: PhraseTree | undefined;
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
  /** Was counted in English or French texts, as it is written. */
  readonly isCounted: boolean;
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
    readonly isSecond: boolean,
    readonly disguised: boolean,
    readonly leet: boolean,
    readonly pieces: WordInfo['pieces'],
    readonly cipher: number,
    readonly signs: number,
    readonly isCounted: boolean,
  ) {}
}

/** A word that the lexicon does not know. */
export function unknown(written: string, cipher = 0, pieces?: readonly Piece[]): WordInfo {
  const second = isSecond(written);
  const signs = signsOf(written);
  return new Word(written, '', 0, 0, 0, 0, undefined, second, false, false, pieces, cipher, signs, isCounted(written));
}

/** A word of the lexicon, as it stands or in disguise. */
export function known(
  written: string,
  word: string,
  found: Meaning & Partial<Found>,
  disguise: Disguise = {},
): WordInfo {
  const { lo, mid, hi, top, phrases } = found;
  const { disguised = false, leet = false, cipher = 0 } = disguise;
  const second = isSecond(disguised ? word : written);
  const signs = signsOf(written);
  return new Word(
    written, word, lo, mid, hi, top, phrases, second, disguised, leet, undefined, cipher, signs, isCounted(written),
  ); // prettier-ignore
}

/** The same word, known to have been disguised by the way it is written. */
export function inDisguise(info: WordInfo): WordInfo {
  const { written, word, lo, mid, hi, top, phrases, leet, pieces, cipher, signs } = info;
  return new Word(
    written, word, lo, mid, hi, top, phrases, info.isSecond, true, leet, pieces, cipher, signs, info.isCounted,
  ); // prettier-ignore
}

interface Disguise {
  readonly disguised?: boolean;
  readonly leet?: boolean;
  readonly cipher?: number;
}
