// Puts the words of a text into arrays, one by one.
import { int32s, uint8s } from '../../normalise';
import { hashOf, memory, type PhraseTree, type WordInfo } from '../lexicon';
import {
  CIPHER,
  COUNTED,
  DISGUISED,
  FIELDS,
  HASH,
  HI,
  LO,
  looselyBy,
  LOOSELY_BY,
  MID,
  OPENS,
  readsAs,
  SECOND,
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
  /** Hashes of the words as they read; of those with which phrases may go on behind their first. */
  hash: Int32Array;
  follows: Int32Array;
  /** Hashes of the words as they are written; 0 where the memory does not have them. */
  opensBy: Int32Array;
  /** See `LOOSELY_BY`. */
  looselyBy: Int32Array;
  /** The phrases that each word opens. */
  readonly trees: (PhraseTree | undefined)[] = [];
  disguised: Uint8Array;
  counted: Uint8Array;
  cipher: Uint8Array;
  /** Made from another word, so that nothing stands before it. */
  split: Uint8Array;
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
    this.start = int32s(expected);
    this.end = int32s(expected);
    this.lo = int32s(expected);
    this.mid = int32s(expected);
    this.hi = int32s(expected);
    this.top = int32s(expected);
    this.run = int32s(expected);
    this.hash = int32s(expected);
    this.follows = int32s(expected);
    this.opensBy = int32s(expected);
    this.looselyBy = int32s(expected);
    this.disguised = uint8s(expected);
    this.counted = uint8s(expected);
    this.cipher = uint8s(expected);
    this.split = uint8s(expected);
  }

  /** Adds the word that the lexicon remembers under a number. */
  addRemembered(id: number, start: number, end: number, hash: number): void {
    const index = this.place(memory.readsAs(id), start, end);
    const { records } = memory;
    const at = id * FIELDS;
    const traits = records[at + TRAITS] ?? 0;
    const reads = records[at + HASH] ?? 0;
    this.lo[index] = records[at + LO] ?? 0;
    this.mid[index] = records[at + MID] ?? 0;
    this.hi[index] = records[at + HI] ?? 0;
    this.top[index] = records[at + TOP] ?? 0;
    this.hash[index] = reads;
    this.follows[index] = (traits & SECOND) === 0 ? 0 : reads;
    this.opensBy[index] = hash;
    this.looselyBy[index] = records[at + LOOSELY_BY] ?? 0;
    this.trees.push((traits & OPENS) === 0 ? undefined : memory.treeOf(id));
    this.sign(start, records[at + SIGNS] ?? 0);
    this.cipher[index] = traits >> CIPHER;
    this.disguised[index] = traits & DISGUISED;
    this.counted[index] = traits & COUNTED;
  }

  /** Adds a word that means what `info` says. */
  add(start: number, end: number, info: WordInfo, split: boolean, run = 0): void {
    const index = this.place('', start, end);
    this.trees.push(undefined);
    this.run[index] = run;
    this.split[index] = split ? 1 : 0;
    this.mean(index, info);
  }

  /** Sets what the word at `index` is. */
  mean(index: number, info: WordInfo): void {
    const reads = readsAs(info);
    this.word[index] = reads;
    this.lo[index] = info.lo;
    this.mid[index] = info.mid;
    this.hi[index] = info.hi;
    this.top[index] = info.top;
    this.hash[index] = hashOf(reads);
    this.follows[index] = info.isSecond ? hashOf(reads) : 0;
    this.opensBy[index] = 0;
    this.looselyBy[index] = looselyBy(info);
    this.trees[index] = info.phrases;
    this.sign(this.start[index] ?? 0, info.signs);
    this.cipher[index] = info.cipher;
    this.disguised[index] = info.disguised ? 1 : 0;
    this.counted[index] = info.isCounted ? COUNTED : 0;
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

  private grow(): void {
    const size = this.start.length * 2 + 64;
    this.start = grown(this.start, int32s(size));
    this.end = grown(this.end, int32s(size));
    this.lo = grown(this.lo, int32s(size));
    this.mid = grown(this.mid, int32s(size));
    this.hi = grown(this.hi, int32s(size));
    this.top = grown(this.top, int32s(size));
    this.run = grown(this.run, int32s(size));
    this.hash = grown(this.hash, int32s(size));
    this.follows = grown(this.follows, int32s(size));
    this.opensBy = grown(this.opensBy, int32s(size));
    this.looselyBy = grown(this.looselyBy, int32s(size));
    this.disguised = grown(this.disguised, uint8s(size));
    this.counted = grown(this.counted, uint8s(size));
    this.cipher = grown(this.cipher, uint8s(size));
    this.split = grown(this.split, uint8s(size));
  }
}

function grown<T extends Int32Array | Uint8Array>(from: T, into: T): T {
  into.set(from);
  return into;
}
