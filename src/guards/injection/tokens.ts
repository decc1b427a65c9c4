// Cuts a folded text into words with their meanings, positions and sentences: what the grammar of intent reads.
import { unitsOf } from '../normalise';
import { BORDER, JOINED, layoutOf } from './layout';
import {
  bits,
  inDisguise,
  LONGEST_WORD,
  lookUp,
  lookUpDigits,
  memory,
  piecesOf,
  piecesOfLong,
  type Meaning,
  type PhraseTree,
  type Piece,
  type WordInfo,
} from './lexicon';
import {
  CIPHER,
  DISGUISED,
  FIELDS,
  FOLLOWS,
  followsOf,
  HI,
  IN_PIECES,
  KNOWN,
  LEET,
  letterBit,
  LO,
  looselyBy,
  LOOSELY_BY,
  MID,
  OPENS_PHRASE,
  readsAs,
  SIGNS,
  TOP,
  TRAITS,
} from './lexicon/memory';
import { cut, isLetterUnit, type Places } from './words';

/** The words of one view, as parallel arrays: the rules walk over tens of thousands of them. */
export interface Tokens {
  readonly count: number;
  readonly word: readonly string[];
  /** Offsets in the view's text. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** Distance in words, with punctuation and line ends counted as more. */
  readonly pos: Int32Array;
  /** Number of the sentence. */
  readonly sentence: Int32Array;
  readonly lo: Int32Array;
  readonly mid: Int32Array;
  readonly hi: Int32Array;
  readonly top: Int32Array;
  /** Number of the passage: blank lines part them, and the heads of lists, logs, tables, code and the like. */
  readonly paragraph: Int32Array;
  /** Numbers of the sentences that end with a question mark. */
  readonly questions: ReadonlySet<number>;
  /** Words that were misspelt, in leetspeak, spaced out or run together. */
  readonly disguised: Uint8Array;
  /** Length of the longest word, as it is written. */
  readonly longest: number;
  /** Letters were spelt out one by one somewhere. */
  readonly spelt: boolean;
  /** How many words were in leetspeak, and how many were misspelt. */
  readonly leet: number;
  readonly misspelt: number;
  /** Words that may be key words in cipher; see the lexicon. */
  readonly cipher: Uint8Array;
  /** The groups of words that occur, for the patterns; see `signBits`. */
  readonly signs: number;
  /** Where the words of those groups begin, and which groups they belong to. */
  readonly signsAt: readonly number[];
  readonly signsOf: readonly number[];
  /** Words that were run together: the number of the run (negative for a short one), 0 for ordinary words. */
  readonly run: Int32Array;
}

/** The words found so far; they are written into the arrays that the rules will read. */
class Builder {
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
    this.cipher = grown(this.cipher, new Uint8Array(size));
    this.split = grown(this.split, new Uint8Array(size));
  }
}

function grown<T extends Int32Array | Uint8Array>(from: T, into: T): T {
  into.set(from);
  return into;
}

/** Letters in a row, one by one (`i g n o r e`), from which a run is read as spelt out. */
const SPELT_FROM = 6;
const RUN_TOGETHER_TO = 400;
/** So many letters are cut into words in one text, no more. */
const SEGMENT_BUDGET = 24_000;

/** Whether the word at `index` has one of the meanings. */
export function has(tokens: Tokens, index: number, meaning: Meaning): boolean {
  return (
    ((tokens.lo[index] ?? 0) & meaning.lo) !== 0 ||
    ((tokens.mid[index] ?? 0) & meaning.mid) !== 0 ||
    ((tokens.hi[index] ?? 0) & meaning.hi) !== 0 ||
    ((tokens.top[index] ?? 0) & meaning.top) !== 0
  );
}

/** Reads `text` (folded). Linear in its length. */
export function tokenise(text: string): Tokens {
  const units = unitsOf(text);
  const raw = cut(text, units);
  const builder = new Builder(raw.count);
  let budget = SEGMENT_BUDGET;
  const digits: number[] = [];
  for (let i = 0; i < raw.count; i++) {
    const start = raw.starts[i] ?? 0;
    const end = raw.ends[i] ?? 0;
    if (end - start > builder.longest) builder.longest = end - start;
    const spelt = end - start === 1 ? speltOut(text, raw, i) : undefined;
    if (spelt !== undefined) {
      for (const piece of spelt.pieces) budget -= addSpelt(builder, piece, budget > 0);
      i = spelt.last;
      builder.spelt = true;
      continue;
    }
    const negated = isNegated(units, start, end) ? text.slice(start, end).replace("'", '') : undefined;
    const length = negated?.length ?? end - start;
    if (length > LONGEST_WORD) {
      const word = negated ?? text.slice(start, end);
      const pieces = budget > 0 && length <= RUN_TOGETHER_TO ? piecesOfLong(word) : undefined;
      if (pieces === undefined) builder.add(start, end, lookUp(word), false);
      else budget -= addRun(builder, word, start, pieces);
      continue;
    }
    const hash = raw.hashes[i] ?? 0;
    const id =
      negated === undefined
        ? memory.find(units, start, end, hash)
        : memory.find(unitsOf(negated), 0, negated.length, hash);
    const traits = memory.records[id * FIELDS + TRAITS] ?? 0;
    if ((traits & LEET) !== 0) builder.leet++;
    else if ((traits & DISGUISED) !== 0 && isLetterUnit(units[start] ?? 0)) builder.misspelt++;
    if ((traits & KNOWN) === 0) {
      if (isDigits(units, start, end)) digits.push(builder.count);
      if ((traits & IN_PIECES) !== 0 && budget > 0) {
        const { written, pieces = [] } = memory.infoOf(id);
        budget -= addRun(builder, written, start, pieces);
        continue;
      }
    }
    builder.addRemembered(id, start, end, hash);
  }
  if (builder.leet >= 2) {
    for (const index of digits) {
      const info = lookUpDigits(builder.word[index] ?? '');
      if (info !== undefined) builder.mean(index, info);
    }
  }
  return finish(text, units, builder);
}

const APOSTROPHE = 0x27;

/** don't, can't: one word without its apostrophe, as in the lexicon. */
function isNegated(units: Uint16Array, start: number, end: number): boolean {
  return end - start > 2 && units[end - 2] === APOSTROPHE;
}

function isDigits(units: Uint16Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const unit = units[i] ?? 0;
    if (unit < 0x30 || unit > 0x39) return false;
  }
  return true;
}

interface SpeltWord {
  readonly word: string;
  /** Where each of its letters stands. */
  readonly starts: readonly number[];
  readonly end: number;
}

interface Spelt {
  readonly pieces: readonly SpeltWord[];
  readonly last: number;
}

/** `i g n o r e   a l l`, `i.g.n.o.r.e a.l.l`: letters, put together again. */
function speltOut(text: string, { starts: from, ends: to, count }: Places, first: number): Spelt | undefined {
  let last = first;
  while (last + 1 < count && last - first < LONGEST_SPELT) {
    const start = from[last + 1] ?? 0;
    if ((to[last + 1] ?? 0) - start > 1 || start - (to[last] ?? 0) > WIDEST_GAP) break;
    last++;
  }
  if (last - first + 1 < SPELT_FROM) return undefined;
  const gapBefore = (index: number): string => text.slice(to[index - 1], from[index]);
  const gaps = new Map<string, number>();
  for (let i = first + 1; i <= last; i++) gaps.set(gapBefore(i), (gaps.get(gapBefore(i)) ?? 0) + 1);
  // The commonest separator stands between the letters of a word, the others between words.
  let inner = '';
  let most = 0;
  for (const [gap, times] of gaps) {
    if (times > most) {
      inner = gap;
      most = times;
    }
  }
  if (inner === '') return undefined;
  const pieces: { word: string; starts: number[]; end: number }[] = [];
  let word = '';
  let starts: number[] = [];
  for (let i = first; i <= last; i++) {
    const start = from[i] ?? 0;
    if (i > first && gapBefore(i) !== inner && word !== '') {
      pieces.push({ word, starts, end: to[i - 1] ?? start });
      word = '';
      starts = [];
    }
    word += text.slice(start, to[i]);
    starts.push(start);
  }
  if (word !== '') pieces.push({ word, starts, end: to[last] ?? text.length });
  return { pieces, last };
}

/** Letters that are spelt out are looked for in so many words, and so far apart. */
const LONGEST_SPELT = 4000;
const WIDEST_GAP = 4;

/** Adds the words that a word was cut into; gives its length. */
function addRun(builder: Builder, word: string, start: number, pieces: readonly Piece[]): number {
  // A short run is an identifier; only long ones may speak together with other runs.
  const run = (pieces.length >= 4 ? 1 : -1) * ++builder.runs;
  addPieces(builder, word, pieces, run, (from, to) => [start + from, start + to]);
  return word.length;
}

/** Adds a word that was spelt out, with the place of each letter; cut into several when it is words run together. */
function addSpelt(builder: Builder, { word, starts, end }: SpeltWord, mayCut: boolean): number {
  const info = lookUp(word);
  const pieces = info.word === '' && mayCut && word.length >= SPELT_FROM ? piecesOf(word) : undefined;
  if (pieces !== undefined) {
    addPieces(builder, word, pieces, 0, (from, to) => [starts[from] ?? end, (starts[to - 1] ?? end) + 1]);
    return word.length;
  }
  builder.add(starts[0] ?? end, end, info.word === '' ? info : inDisguise(info), true);
  return 0;
}

function addPieces(
  builder: Builder,
  word: string,
  pieces: readonly Piece[],
  run: number,
  place: (from: number, to: number) => readonly [number, number],
): void {
  for (const piece of pieces) {
    const part = word.slice(piece.start, piece.end);
    const [start, end] = place(piece.start, piece.end);
    builder.add(start, end, inDisguise(lookUp(part)), true, run);
  }
}

const FUNC = bits('FUNC');
/** Fewest words on a line that is a line; below, a text was cut into lines of one or two words. */
const SHORT_LINE = 3;

function finish(text: string, units: Uint16Array, builder: Builder): Tokens {
  const { count } = builder;
  const questions = new Set<number>();
  const tokens: Tokens = {
    count,
    word: builder.word,
    start: builder.start,
    end: builder.end,
    pos: new Int32Array(count),
    sentence: new Int32Array(count),
    lo: builder.lo,
    mid: builder.mid,
    hi: builder.hi,
    top: builder.top,
    paragraph: new Int32Array(count),
    questions,
    disguised: builder.disguised,
    run: builder.run,
    cipher: builder.cipher,
    signs: builder.signs,
    signsAt: builder.signsAt,
    signsOf: builder.signsOf,
    longest: builder.longest,
    spelt: builder.spelt,
    leet: builder.leet,
    misspelt: builder.misspelt,
  };
  setPlaces(text, units, builder, tokens, questions);
  setPhrases(builder, tokens);
  return tokens;
}

/** Counts words, sentences and passages; adds the sentences that end with a question mark to `questions`. */
function setPlaces(text: string, units: Uint16Array, builder: Builder, tokens: Tokens, questions: Set<number>): void {
  const { count } = tokens;
  const { start: starts, end: ends, split } = builder;
  const { pos: positions, sentence: sentences, paragraph: paragraphs } = tokens;
  let pos = 0;
  let sentence = 0;
  let paragraph = 0;
  let onLine = 0;
  const layout = layoutOf(text, units);
  let line = 0;
  for (let i = 0; i < count; i++) {
    if (i > 0 && split[i] !== 1) {
      const from = ends[i - 1] ?? 0;
      const to = starts[i] ?? 0;
      const gap = to - from === 1 && units[from] === 32 ? 0 : between(units, from, to);
      if (gap !== 0) {
        if ((gap & STOP) !== 0 && isQuestion(units, from, to)) questions.add(sentence);
        if (gap >= NEWLINE) {
          let border = JOINED;
          while (line + 1 < layout.starts.length && (layout.starts[line + 1] ?? 0) <= to)
            border = Math.max(border, layout.borders[++line] ?? JOINED);
          if (gap >= 2 * NEWLINE || border === BORDER) paragraph++;
          if (border !== JOINED || (gap >= 2 * NEWLINE && onLine >= SHORT_LINE)) sentence++;
          if (onLine >= SHORT_LINE) pos += 3;
          onLine = 0;
        }
        if ((gap & STOP) !== 0 && gap < NEWLINE) sentence++;
        if ((gap & PAUSE) !== 0) pos += 2;
        else if ((gap & COMMA) !== 0) pos += 1;
      }
    }
    onLine++;
    pos++;
    positions[i] = pos;
    sentences[i] = sentence;
    paragraphs[i] = paragraph;
  }
  if (isQuestion(units, ends[count - 1] ?? 0, units.length)) questions.add(sentence);
}

/** Adds what words mean as parts of phrases. */
function setPhrases(builder: Builder, tokens: Tokens): void {
  const { openers, opened, hashes, looselyBy, follows, word: words } = builder;
  const remembered = memory.forgotten === builder.forgotten;
  for (let k = 0; k < opened.length; k++) {
    const i = opened[k] ?? 0;
    if (i + 1 >= tokens.count) continue;
    const hash = hashes[k] ?? 0;
    const next = words[i + 1] ?? '';
    if (!remembered || hash === 0 || memory.mayOpen(hash, follows[i + 1] ?? 0))
      markFrom(tokens, i, i + 1, openers[k]?.phrases?.next.get(next));
    if ((letterBit(next) & (looselyBy[k] ?? 0)) !== 0) markStems(tokens, i, i + 1, openers[k]?.phrases);
  }
}

/** A question mark stands among the signs behind a word. */
function isQuestion(units: Uint16Array, from: number, to: number): boolean {
  for (let i = from; i < to && i < from + BEHIND; i++) if (units[i] === QUESTION_MARK) return true;
  return false;
}

const QUESTION_MARK = 0x3f;
/** So far behind a word its sentence's mark stands: blanks, brackets and quotation marks may come first. */
const BEHIND = 4;

/** Adds the meanings of the phrases of a tree, which begin at `first` and are the same up to the word at `last`. */
function markFrom(tokens: Tokens, first: number, last: number, tree: PhraseTree | undefined): void {
  if (tree === undefined) return;
  if (tree.meaning !== undefined) mark(tokens, first, last, tree.meaning);
  if (last + 1 >= tokens.count) return;
  if (tree.next.size > 0) markFrom(tokens, first, last + 1, tree.next.get(tokens.word[last + 1] ?? ''));
  markStems(tokens, first, last + 1, tree);
}

/** As `markFrom`, of those phrases that have a stem, or any word, at `last`. */
function markStems(tokens: Tokens, first: number, last: number, tree: PhraseTree | undefined): void {
  if (tree === undefined) return;
  for (const [stem, then] of tree.stems)
    if (tokens.word[last]?.startsWith(stem) === true) markFrom(tokens, first, last, then);
}

function mark(tokens: Tokens, first: number, last: number, { lo, mid, hi, top }: Meaning): void {
  tokens.lo[first] = (tokens.lo[first] ?? 0) | lo;
  tokens.mid[first] = (tokens.mid[first] ?? 0) | mid;
  tokens.hi[first] = (tokens.hi[first] ?? 0) | hi;
  tokens.top[first] = (tokens.top[first] ?? 0) | top;
  if (lo === 0 && mid === 0 && hi === 0) return;
  // The rest of a phrase is no stranger between the slots of a rule.
  for (let i = first + 1; i <= last; i++) tokens.hi[i] = (tokens.hi[i] ?? 0) | FUNC.hi;
}

const STOP = 1;
const PAUSE = 2;
const COMMA = 4;
/** Line ends are counted in the bits from here on. */
const NEWLINE = 8;
/** Longest stretch between two words that is looked at. */
const LONGEST_GAP = 200;

const GAPS = new Uint8Array(128);
for (const character of '.!?') GAPS[character.charCodeAt(0)] = STOP;
for (const character of ';:(){}=') GAPS[character.charCodeAt(0)] = PAUSE;
for (const character of ',/"`-*>#[') GAPS[character.charCodeAt(0)] = COMMA;

/** What stands between two words, as bits. */
function between(units: Uint16Array, from: number, to: number): number {
  let gap = 0;
  const end = Math.min(to, from + LONGEST_GAP);
  for (let i = from; i < end; i++) {
    const unit = units[i] ?? 0;
    if (unit === 32) continue;
    if (unit === 10) gap += NEWLINE;
    else if (unit > 127) {
      if (unit === 0x3002) gap |= STOP;
      else if (unit === 0x2026) gap |= i + 1 < to ? STOP : 0;
      else if (unit === 0xab || unit === 0x201c || unit === 0x2014) gap |= COMMA;
      else if (unit === 0x2192) gap |= PAUSE;
    } else {
      const kind = GAPS[unit] ?? 0;
      // A full stop ends a sentence only before a blank, a quotation mark or a bracket: not in `1.2` or `a.b`.
      if (kind !== STOP) gap |= kind;
      else if (i + 1 < to && CLOSING.has(units[i + 1] ?? 0)) gap |= STOP;
    }
  }
  return gap;
}

const CLOSING: ReadonlySet<number> = new Set(Array.from(' \n\r")»', (sign) => sign.charCodeAt(0)));
