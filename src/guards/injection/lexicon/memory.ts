// The words that were looked up lately: what they mean, as records of numbers, so that the words of a text are read quickly.
import { int32s, unitsOf } from '../../normalise';
import { hashOf } from './hash';
import type { PhraseTree } from './phrases';
import type { WordInfo } from './word';

/** The fields of a record, by their place in it. */
export const LO = 0;
export const MID = 1;
export const HI = 2;
export const TOP = 3;
export const SIGNS = 4;
/** Bits: see `DISGUISED` and those after it. */
export const TRAITS = 5;
/** The hash of the word as it reads. */
export const HASH = 6;
/** With which letters the second words of its phrases may begin, as bits, where they are stems, or any word. */
export const LOOSELY_BY = 7;
/** The first letters as they are written, two a field; whoever finds the record has most words with it. */
const LETTERS = 8;
const FIRST_LETTERS = 16;
/** 64 bytes: what is said of a word is fetched at once. */
export const FIELDS = LETTERS + FIRST_LETTERS / 2;

export const DISGUISED = 1;
export const LEET = 2;
/** The lexicon has the word, as it stands or in its disguise. */
export const KNOWN = 4;
/** Several words run together. */
export const IN_PIECES = 8;
/** Was counted in English or French texts. */
export const COUNTED = 16;
/** Phrases may go on with the word behind their first. */
export const SECOND = 32;
/** Opens phrases. */
export const OPENS = 64;
/** How far the cipher, and the length of the word as it is written, are shifted in the traits. */
export const CIPHER = 8;
const LENGTH = 16;

/** Pairs of words that open a phrase, as bits by the hash of both: most pairs open none, and pay for no more than a look. */
const PAIRS = 1 << 17;
const SLOTS = 1 << 16;
const MOST_WORDS = 32_000;

/**
 * Finds words by their hash (open addressing), without making strings of them: most words of a text were seen before. Forgets
 * everything when it is full: simple, and bounded. A number of a word is good until the next word is asked for.
 */
export class WordMemory {
  /** The records, one after the other; the first is nobody’s. */
  readonly records = new Int32Array((MOST_WORDS + 1) * FIELDS);
  /** The units of the records, where the first letters are. */
  private readonly letters = new Uint16Array(this.records.buffer);
  private infos: (WordInfo | undefined)[] = [undefined];
  private trees: (PhraseTree | undefined)[] = [undefined];
  /** Hash and number of a word, in turn. */
  private readonly table = new Int32Array(2 * SLOTS);
  private written: string[] = [''];
  private readonly pairs = new Uint8Array(PAIRS >> 3);
  /** How often it forgot everything. */
  forgotten = 0;

  constructor(private readonly make: (word: string) => WordInfo) {}

  /**
   * The numbers that the words of the first `count` hashes probably have, for `find`; 0 where there is none. What is known of a word
   * is seldom near what is known of the one before: asked for in a row, it is fetched for many words at the same time.
   */
  guess(hashes: Int32Array, count: number): Int32Array {
    const { table, records } = this;
    const ids = int32s(count);
    for (let i = 0; i < count; i++) ids[i] = table[2 * slotOf(hashes[i] ?? 0) + 1] ?? 0;
    for (let i = 0; i < count; i++) if (records[(ids[i] ?? 0) * FIELDS + HASH] !== hashes[i]) ids[i] = 0;
    return ids;
  }

  /**
   * The number of the word that stands in a text, of these `units`, from `start` to `end`, and has this `hash` (see `hashOn`).
   * @param guessed the number that it probably has
   */
  find(units: Uint16Array, start: number, end: number, hash: number, guessed = 0): number {
    const { table } = this;
    // It may have forgotten since.
    if (guessed !== 0 && guessed < this.written.length && this.isWritten(guessed, units, start, end)) return guessed;
    let slot = slotOf(hash);
    for (;;) {
      const id = table[2 * slot + 1] ?? 0;
      if (id === 0) return this.learn(units.subarray(start, end), hash);
      if (table[2 * slot] === hash && this.isWritten(id, units, start, end)) return id;
      slot = (slot + 1) & (SLOTS - 1);
    }
  }

  /** As `find`, for a word by itself. */
  findWord(word: string): number {
    const { table } = this;
    const hash = hashOf(word);
    let slot = slotOf(hash);
    for (;;) {
      const id = table[2 * slot + 1] ?? 0;
      if (id === 0) return this.learn(unitsOf(word), hash);
      if (table[2 * slot] === hash && this.written[id] === word) return id;
      slot = (slot + 1) & (SLOTS - 1);
    }
  }

  private isWritten(id: number, units: Uint16Array, start: number, end: number): boolean {
    const { letters, records } = this;
    const length = end - start;
    if ((records[id * FIELDS + TRAITS] ?? 0) >> LENGTH !== length) return false;
    const from = 2 * (id * FIELDS + LETTERS);
    const known = Math.min(length, FIRST_LETTERS);
    for (let i = 0; i < known; i++) if (letters[from + i] !== units[start + i]) return false;
    if (length <= FIRST_LETTERS) return true;
    const written = this.written[id] ?? '';
    for (let i = known; i < length; i++) if (written.charCodeAt(i) !== units[start + i]) return false;
    return true;
  }

  /** A word as the rules read it; see `readsAs`. */
  readsAs(id: number): string {
    const isAsWritten = ((this.records[id * FIELDS + TRAITS] ?? 0) & DISGUISED) === 0;
    return isAsWritten ? (this.written[id] ?? '') : readsAs(this.infoOf(id));
  }

  /** All that is known of the word of this number. */
  infoOf(id: number): WordInfo {
    const info = this.infos[id];
    if (info === undefined) throw new RangeError('no word of this number');
    return info;
  }

  /** The phrases that the word of this number opens. */
  treeOf(id: number): PhraseTree | undefined {
    return this.trees[id];
  }

  private learn(units: Uint16Array, hash: number): number {
    if (this.written.length > MOST_WORDS) {
      this.table.fill(0);
      this.pairs.fill(0);
      this.forgotten++;
      this.written = [''];
      this.infos = [undefined];
      this.trees = [undefined];
    }
    // A part of the text would keep the whole text.
    const word = String.fromCharCode(...units);
    const info = this.make(word);
    const id = this.written.length;
    let slot = slotOf(hash);
    while (this.table[2 * slot + 1] !== 0) slot = (slot + 1) & (SLOTS - 1);
    this.table[2 * slot] = hash;
    this.table[2 * slot + 1] = id;
    this.written.push(word);
    this.infos.push(info);
    this.trees.push(info.phrases);
    this.records.set(recordOf(info), id * FIELDS);
    this.letters.set(units.subarray(0, FIRST_LETTERS), 2 * (id * FIELDS + LETTERS));
    for (const second of info.phrases?.next.keys() ?? []) {
      const pair = pairOf(hash, second);
      this.pairs[pair >> 3] = (this.pairs[pair >> 3] ?? 0) | (1 << (pair & 7));
    }
    return id;
  }

  /**
   * Whether a phrase may begin with the word that is written with one hash, and go on with that which reads with another. Only of
   * words that were found since it last forgot.
   */
  mayOpen(hash: number, follows: number): boolean {
    const pair = pairOf(hash, follows);
    return ((this.pairs[pair >> 3] ?? 0) & (1 << (pair & 7))) !== 0;
  }
}

/** A word as the rules read it: in its dictionary form when it is in disguise. */
export function readsAs({ disguised, word, written }: WordInfo): string {
  return disguised && word !== '' ? word : written;
}

/** See `LOOSELY_BY`. */
export function looselyBy(info: WordInfo): number {
  let bits = 0;
  for (const { stem } of info.phrases?.stems ?? []) bits |= stem === '' ? -1 : letterBit(stem.charCodeAt(0));
  return bits;
}

/** One of 32 bits, by the first unit of a word. */
export function letterBit(unit: number): number {
  return 1 << (unit & 31);
}

/** The fields of a word, in their order. */
function recordOf(info: WordInfo): number[] {
  const traits =
    (info.disguised ? DISGUISED : 0) |
    (info.leet ? LEET : 0) |
    (info.word === '' ? 0 : KNOWN) |
    (info.pieces === undefined ? 0 : IN_PIECES) |
    (info.isCounted ? COUNTED : 0) |
    (info.isSecond ? SECOND : 0) |
    (info.phrases === undefined ? 0 : OPENS) |
    (info.cipher << CIPHER) |
    (info.written.length << LENGTH);
  return [info.lo, info.mid, info.hi, info.top, info.signs, traits, hashOf(readsAs(info)), looselyBy(info)];
}

function slotOf(hash: number): number {
  return (hash ^ (hash >>> 16)) & (SLOTS - 1);
}

function pairOf(hash: number, follows: number): number {
  return (Math.imul(hash, 0x9e3779b1) ^ follows) & (PAIRS - 1);
}
