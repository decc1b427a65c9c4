// Puts the words of a text into arrays, one by one.
import { memory, type WordInfo } from '../lexicon';
import {
  CIPHER,
  COUNTED,
  DISGUISED,
  FIELDS,
  FOLLOWS,
  followsOf,
  HI,
  LO,
  looselyBy,
  LOOSELY_BY,
  MID,
  OPENS_PHRASE,
  readsAs,
  SIGNS,
  TOP,
  TRAITS,
} from '../lexicon/memory';

/** The words found so far; they are written into the arrays that the rules will read. */
export class Builder {
  count = 0;
  readonly word: string[] = [];
  start: Int32Array;
  end: Int32Array;
  lo: Int32Array;
  mid: Int32Array;
  hi: Int32Array;
  top: Int32Array;
  run: Int32Array;
  /** See `FOLLOWS`. */
  follows: Int32Array;
  disguised: Uint8Array;
  counted: Uint8Array;
  cipher: Uint8Array;
  /** Made from another word, so that nothing stands before it. */
  split: Uint8Array;
  /** Words that open phrases, where they stand, their hashes (0 where the memory does not have them), and `LOOSELY_BY`. */
  readonly openers: WordInfo[] = [];
  readonly opened: number[] = [];
  readonly hashes: number[] = [];
  readonly looselyBy: number[] = [];
  /** The memory may forget a word while the text is read. */
  readonly forgotten = memory.forgotten;
  runs = 0;
  signs = 0;
  readonly signsAt: number[] = [];
  readonly signsOf: number[] = [];
  longest = 0;
  spelt = false;
  leet = 0;
  misspelt = 0;

  /** @param expected so many words, unless some are several run together */
  constructor(expected: number) {
    this.start = new Int32Array(expected);
    this.end = new Int32Array(expected);
    this.lo = new Int32Array(expected);
    this.mid = new Int32Array(expected);
    this.hi = new Int32Array(expected);
    this.top = new Int32Array(expected);
    this.run = new Int32Array(expected);
    this.follows = new Int32Array(expected);
    this.disguised = new Uint8Array(expected);
    this.counted = new Uint8Array(expected);
    this.cipher = new Uint8Array(expected);
    this.split = new Uint8Array(expected);
  }

  /** Adds the word that the lexicon remembers under a number. */
  addRemembered(id: number, start: number, end: number, hash: number): void {
    const index = this.place(memory.readsAs(id), start, end);
    const { records } = memory;
    const at = id * FIELDS;
    const traits = records[at + TRAITS] ?? 0;
    const looselyBy = records[at + LOOSELY_BY] ?? 0;
    this.lo[index] = records[at + LO] ?? 0;
    this.mid[index] = records[at + MID] ?? 0;
    this.hi[index] = records[at + HI] ?? 0;
    this.top[index] = records[at + TOP] ?? 0;
    this.follows[index] = records[at + FOLLOWS] ?? 0;
    this.sign(start, records[at + SIGNS] ?? 0);
    this.cipher[index] = traits >> CIPHER;
    this.disguised[index] = traits & DISGUISED;
    this.counted[index] = traits & COUNTED;
    if ((traits & OPENS_PHRASE) !== 0 || looselyBy !== 0) this.open(index, memory.infoOf(id), hash, looselyBy);
  }

  /** Adds a word that means what `info` says. */
  add(start: number, end: number, info: WordInfo, split: boolean, run = 0): void {
    const index = this.place('', start, end);
    this.run[index] = run;
    this.split[index] = split ? 1 : 0;
    this.mean(index, info);
  }

  /** Sets what the word at `index` is. */
  mean(index: number, info: WordInfo): void {
    this.word[index] = readsAs(info);
    this.lo[index] = info.lo;
    this.mid[index] = info.mid;
    this.hi[index] = info.hi;
    this.top[index] = info.top;
    this.follows[index] = followsOf(info);
    this.sign(this.start[index] ?? 0, info.signs);
    this.cipher[index] = info.cipher;
    this.disguised[index] = info.disguised ? 1 : 0;
    this.counted[index] = info.isCounted ? COUNTED : 0;
    if (info.phrases !== undefined) this.open(index, info, 0, looselyBy(info));
  }

  private place(word: string, start: number, end: number): number {
    const index = this.count++;
    if (index >= this.start.length) this.grow();
    this.word.push(word);
    this.start[index] = start;
    this.end[index] = end;
    return index;
  }

  private sign(start: number, signs: number): void {
    if (signs === 0) return;
    this.signs |= signs;
    this.signsAt.push(start);
    this.signsOf.push(signs);
  }

  private open(index: number, info: WordInfo, hash: number, looselyBy: number): void {
    this.opened.push(index);
    this.hashes.push(hash);
    this.looselyBy.push(looselyBy);
    this.openers.push(info);
  }

  private grow(): void {
    const size = this.start.length * 2 + 64;
    this.start = grown(this.start, new Int32Array(size));
    this.end = grown(this.end, new Int32Array(size));
    this.lo = grown(this.lo, new Int32Array(size));
    this.mid = grown(this.mid, new Int32Array(size));
    this.hi = grown(this.hi, new Int32Array(size));
    this.top = grown(this.top, new Int32Array(size));
    this.run = grown(this.run, new Int32Array(size));
    this.follows = grown(this.follows, new Int32Array(size));
    this.disguised = grown(this.disguised, new Uint8Array(size));
    this.counted = grown(this.counted, new Uint8Array(size));
    this.cipher = grown(this.cipher, new Uint8Array(size));
    this.split = grown(this.split, new Uint8Array(size));
  }
}

function grown<T extends Int32Array | Uint8Array>(from: T, into: T): T {
  into.set(from);
  return into;
}
