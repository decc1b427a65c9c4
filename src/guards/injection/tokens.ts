// Cuts a folded text into words with their meanings, positions and sentences: what the grammar of intent reads.
import { BORDER, JOINED, layoutOf } from './layout';
import {
  bits,
  inDisguise,
  LONGEST_WORD,
  lookUp,
  lookUpAt,
  lookUpDigits,
  piecesOf,
  piecesOfLong,
  type Meaning,
  type Phrase,
  type Piece,
  type WordInfo,
} from './lexicon';
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
  /** Words that were run together: the number of the run (negative for a short one), 0 for ordinary words. */
  readonly run: Int32Array;
}

class Builder {
  readonly word: string[] = [];
  readonly start: number[] = [];
  readonly end: number[] = [];
  readonly info: WordInfo[] = [];
  readonly split: boolean[] = [];
  readonly run: number[] = [];
  runs = 0;
  signs = 0;
  longest = 0;
  spelt = false;
  leet = 0;
  misspelt = 0;

  add(word: string, start: number, end: number, info: WordInfo, split: boolean, run = 0): void {
    this.word.push(info.disguised && info.word !== '' ? info.word : word);
    this.start.push(start);
    this.end.push(end);
    this.info.push(info);
    this.signs |= info.signs;
    this.split.push(split);
    this.run.push(run);
  }
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
  const raw = cut(text);
  const builder = new Builder();
  let budget = SEGMENT_BUDGET;
  const digits: number[] = [];
  for (let i = 0; i < raw.starts.length; i++) {
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
    const info = wordAt(text, start, end, raw.hashes[i] ?? 0);
    const word = info.written;
    if (info.leet) builder.leet++;
    else if (info.disguised && isLetterUnit(text.charCodeAt(start))) builder.misspelt++;
    if (info.word === '') {
      if (isDigits(text, start, end)) digits.push(builder.word.length);
      const mayCut = budget > 0 && word.length <= RUN_TOGETHER_TO;
      const pieces = !mayCut ? undefined : word.length > LONGEST_WORD ? piecesOfLong(word) : info.pieces;
      if (pieces !== undefined) {
        budget -= word.length;
        // A short run is an identifier; only long ones may speak together with other runs.
        const run = (pieces.length >= 4 ? 1 : -1) * ++builder.runs;
        addPieces(builder, word, pieces, run, (from, to) => [start + from, start + to]);
        continue;
      }
    }
    builder.add(word, start, end, info, false);
  }
  if (builder.leet >= 2) {
    for (const index of digits) {
      const info = lookUpDigits(builder.word[index] ?? '');
      if (info !== undefined) {
        builder.info[index] = info;
        builder.word[index] = info.word;
      }
    }
  }
  return finish(text, builder);
}

const APOSTROPHE = 0x27;

/** don't, can't: one word without its apostrophe, as in the lexicon. */
function wordAt(text: string, start: number, end: number, hash: number): WordInfo {
  return text.charCodeAt(end - 2) === APOSTROPHE
    ? lookUp(text.slice(start, end).replace("'", ''))
    : lookUpAt(text, start, end, hash);
}

function isDigits(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i);
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
function speltOut(text: string, { starts: from, ends: to }: Places, first: number): Spelt | undefined {
  let last = first;
  while (last + 1 < from.length && last - first < LONGEST_SPELT) {
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

/** Adds a word that was spelt out, with the place of each letter; cut into several when it is words run together. */
function addSpelt(builder: Builder, { word, starts, end }: SpeltWord, mayCut: boolean): number {
  const info = lookUp(word);
  const pieces = info.word === '' && mayCut && word.length >= SPELT_FROM ? piecesOf(word) : undefined;
  if (pieces !== undefined) {
    addPieces(builder, word, pieces, 0, (from, to) => [starts[from] ?? end, (starts[to - 1] ?? end) + 1]);
    return word.length;
  }
  builder.add(word, starts[0] ?? end, end, info.word === '' ? info : inDisguise(info), true);
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
    builder.add(part, start, end, inDisguise(lookUp(part)), true, run);
  }
}

const FUNC = bits('FUNC');
/** Fewest words on a line that is a line; below, a text was cut into lines of one or two words. */
const SHORT_LINE = 3;

function finish(text: string, builder: Builder): Tokens {
  const count = builder.word.length;
  const questions = new Set<number>();
  const tokens: Tokens = {
    count,
    word: builder.word,
    start: new Int32Array(builder.start),
    end: new Int32Array(builder.end),
    pos: new Int32Array(count),
    sentence: new Int32Array(count),
    lo: new Int32Array(count),
    mid: new Int32Array(count),
    hi: new Int32Array(count),
    top: new Int32Array(count),
    paragraph: new Int32Array(count),
    questions,
    disguised: new Uint8Array(count),
    run: new Int32Array(builder.run),
    cipher: new Uint8Array(count),
    signs: builder.signs,
    longest: builder.longest,
    spelt: builder.spelt,
    leet: builder.leet,
    misspelt: builder.misspelt,
  };
  setPlaces(text, builder, tokens, questions);
  setMeanings(builder, tokens);
  return tokens;
}

/** Counts words, sentences and passages; adds the sentences that end with a question mark to `questions`. */
function setPlaces(text: string, builder: Builder, tokens: Tokens, questions: Set<number>): void {
  const { count } = tokens;
  const { start: starts, end: ends, split } = builder;
  const { pos: positions, sentence: sentences, paragraph: paragraphs } = tokens;
  let pos = 0;
  let sentence = 0;
  let paragraph = 0;
  let onLine = 0;
  const layout = layoutOf(text);
  let line = 0;
  for (let i = 0; i < count; i++) {
    if (i > 0 && split[i] !== true) {
      const from = ends[i - 1] ?? 0;
      const to = starts[i] ?? 0;
      const gap = to - from === 1 && text.charCodeAt(from) === 32 ? 0 : between(text, from, to);
      if (gap !== 0) {
        if ((gap & STOP) !== 0 && isQuestion(text, from, to)) questions.add(sentence);
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
  if (isQuestion(text, ends[count - 1] ?? 0, text.length)) questions.add(sentence);
}

/** What each word means, by itself and as part of phrases. */
function setMeanings({ info: infos, word: words }: Builder, tokens: Tokens): void {
  const { count, lo, mid, hi, top, disguised, cipher } = tokens;
  for (let i = 0; i < count; i++) {
    const info = infos[i];
    if (info === undefined) break;
    lo[i] = info.lo;
    mid[i] = info.mid;
    hi[i] = info.hi;
    top[i] = info.top;
    cipher[i] = info.cipher;
    if (info.disguised) disguised[i] = 1;
  }
  for (let i = 0; i < count; i++) {
    const info = infos[i];
    if (info?.phrases !== undefined && i + 1 < count && infos[i + 1]?.isSecond === true)
      mark(tokens, words, i, info.phrases.get(words[i + 1] ?? ''));
    if (info?.loosePhrases !== undefined) mark(tokens, words, i, info.loosePhrases);
  }
}

/** A question mark stands among the signs behind a word. */
function isQuestion(text: string, from: number, to: number): boolean {
  return text.slice(from, Math.min(to, from + BEHIND)).includes('?');
}

/** So far behind a word its sentence's mark stands: blanks, brackets and quotation marks may come first. */
const BEHIND = 4;

/** Adds the meanings of the phrases that begin at a word. */
function mark(tokens: Tokens, words: readonly string[], i: number, phrases: readonly Phrase[] | undefined): void {
  if (phrases === undefined) return;
  for (const phrase of phrases) {
    if (!matches(words, i, phrase)) continue;
    tokens.lo[i] = (tokens.lo[i] ?? 0) | phrase.lo;
    tokens.mid[i] = (tokens.mid[i] ?? 0) | phrase.mid;
    tokens.hi[i] = (tokens.hi[i] ?? 0) | phrase.hi;
    tokens.top[i] = (tokens.top[i] ?? 0) | phrase.top;
    if (phrase.lo === 0 && phrase.mid === 0 && phrase.hi === 0) continue;
    // The rest of a phrase is no stranger between the slots of a rule.
    for (let k = 1; k <= phrase.rest.length && i + k < tokens.count; k++)
      tokens.hi[i + k] = (tokens.hi[i + k] ?? 0) | FUNC.hi;
  }
}

function matches(words: readonly string[], first: number, phrase: Phrase): boolean {
  const { rest } = phrase;
  for (let k = 0; k < rest.length; k++) {
    const wanted = rest[k] ?? '';
    const word = words[first + 1 + k];
    if (word === undefined) return false;
    if (wanted === '*') continue;
    if (wanted.endsWith('*') ? !word.startsWith(wanted.slice(0, -1)) : word !== wanted) return false;
  }
  return true;
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
function between(text: string, from: number, to: number): number {
  let gap = 0;
  const end = Math.min(to, from + LONGEST_GAP);
  for (let i = from; i < end; i++) {
    const unit = text.charCodeAt(i);
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
      else if (i + 1 < to && CLOSING.includes(text[i + 1] ?? '')) gap |= STOP;
    }
  }
  return gap;
}

const CLOSING = ' \n\r")»';
