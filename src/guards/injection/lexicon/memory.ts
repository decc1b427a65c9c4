// The words that were looked up lately: what they mean, as records of numbers, so that the words of a text are read quickly.
import { hashOf } from './hash';
import type { WordInfo } from './word';

/** The fields of a record, by their place in it. */
export const LO = 0;
export const MID = 1;
export const HI = 2;
export const TOP = 3;
export const SIGNS = 4;
/** Bits: see `DISGUISED` and those after it; from `CIPHER` on the cipher. */
export const TRAITS = 5;
/** The hash of the word as it reads, when phrases may go on with it; else 0. */
export const FOLLOWS = 6;
/** With which letters the second words of its phrases may begin, as bits, where they are stems, or any word. */
export const LOOSELY_BY = 7;
export const FIELDS = 8;

export const DISGUISED = 1;
export const LEET = 2;
/** The lexicon has the word, as it stands or in its disguise. */
export const KNOWN = 4;
/** Opens phrases whose second word is known. */
export const OPENS_PHRASE = 8;
/** Several words run together. */
export const IN_PIECES = 16;
/** Was counted in English or French texts. */
export const COUNTED = 32;
/** How far the cipher is shifted in the traits. */
export const CIPHER = 8;

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
  private infos: (WordInfo | undefined)[] = [undefined];
  /** Hash and number of a word, in turn. */
  private readonly table = new Int32Array(2 * SLOTS);
  private written: string[] = [''];
  /** The letters of all words, one after the other, and where those of each word end. */
  private letters = new Uint16Array(8 * 1024);
  private readonly ends = new Int32Array(MOST_WORDS + 1);
  private readonly pairs = new Uint8Array(PAIRS >> 3);
  /** How often it forgot everything. */
  forgotten = 0;

  constructor(private readonly make: (word: string) => WordInfo) {}

  /** The number of the word that stands in a text, of these `units`, from `start` to `end`, and has this `hash` (see `hashOn`). */
  find(units: Uint16Array, start: number, end: number, hash: number): number {
    const { table } = this;
    let slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
    for (;;) {
      const id = table[2 * slot + 1] ?? 0;
      if (id === 0) return this.learn(units.subarray(start, end), hash);
      if (table[2 * slot] === hash && this.isWritten(id, units, start, end)) return id;
      slot = (slot + 1) & (SLOTS - 1);
    }
  }

  private isWritten(id: number, units: Uint16Array, start: number, end: number): boolean {
    const { letters, ends } = this;
    const from = ends[id - 1] ?? 0;
    if ((ends[id] ?? 0) - from !== end - start) return false;
    for (let i = start; i < end; i++) if (letters[from + i - start] !== units[i]) return false;
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

  private learn(units: Uint16Array, hash: number): number {
    if (this.written.length > MOST_WORDS) {
      this.table.fill(0);
      this.pairs.fill(0);
      this.forgotten++;
      this.written = [''];
      this.infos = [undefined];
    }
    const word = String.fromCharCode(...units);
    const info = this.make(word);
    const id = this.written.length;
    let slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
    while (this.table[2 * slot + 1] !== 0) slot = (slot + 1) & (SLOTS - 1);
    this.table[2 * slot] = hash;
    this.table[2 * slot + 1] = id;
    this.keep(id, units);
    this.written.push(word);
    this.infos.push(info);
    this.records.set(recordOf(info), id * FIELDS);
    for (const second of info.phrases?.next.keys() ?? []) {
      const pair = pairOf(hash, hashOf(second));
      this.pairs[pair >> 3] = (this.pairs[pair >> 3] ?? 0) | (1 << (pair & 7));
    }
    return id;
  }

  /** Keeps the letters of the word of a number, which is the last. */
  private keep(id: number, units: Uint16Array): void {
    const from = this.ends[id - 1] ?? 0;
    const end = from + units.length;
    if (end > this.letters.length) {
      const more = new Uint16Array(2 * end);
      more.set(this.letters);
      this.letters = more;
    }
    this.letters.set(units, from);
    this.ends[id] = end;
  }

  /**
   * Whether a phrase may begin with the word of one hash, and go on with that of another (see `FOLLOWS`). Only of words that
   * were found since it last forgot.
   */
  mayOpen(hash: number, follows: number): boolean {
    if (follows === 0) return false;
    const pair = pairOf(hash, follows);
    return ((this.pairs[pair >> 3] ?? 0) & (1 << (pair & 7))) !== 0;
  }
}

/** A word as the rules read it: in its dictionary form when it is in disguise. */
export function readsAs({ disguised, word, written }: WordInfo): string {
  return disguised && word !== '' ? word : written;
}

/** See `FOLLOWS`. */
export function followsOf(info: WordInfo): number {
  return info.isSecond ? hashOf(readsAs(info)) : 0;
}

/** See `LOOSELY_BY`. */
export function looselyBy(info: WordInfo): number {
  let bits = 0;
  for (const [stem] of info.phrases?.stems ?? []) bits |= stem === '' ? -1 : letterBit(stem);
  return bits;
}

/** One of 32 bits, by the first letter of the word. */
export function letterBit(word: string): number {
  return 1 << (word.charCodeAt(0) & 31);
}

/** The fields of a word, in their order. */
function recordOf(info: WordInfo): number[] {
  const traits =
    (info.disguised ? DISGUISED : 0) |
    (info.leet ? LEET : 0) |
    (info.word === '' ? 0 : KNOWN) |
    ((info.phrases?.next.size ?? 0) === 0 ? 0 : OPENS_PHRASE) |
    (info.pieces === undefined ? 0 : IN_PIECES) |
    (info.isCounted ? COUNTED : 0) |
    (info.cipher << CIPHER);
  return [info.lo, info.mid, info.hi, info.top, info.signs, traits, followsOf(info), looselyBy(info)];
}

function pairOf(hash: number, follows: number): number {
  return (Math.imul(hash, 0x9e3779b1) ^ follows) & (PAIRS - 1);
}
