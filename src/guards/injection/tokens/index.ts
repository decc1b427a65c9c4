// Cuts a folded text into words with their meanings, positions and sentences: what the grammar of intent reads.
import { areDigits, int32s, unitsOf } from '../../normalise';
import { inDisguise, LONGEST_WORD, lookUp, lookUpDigits, memory, piecesOf, piecesOfLong, type Piece } from '../lexicon';
import { DISGUISED, FIELDS, IN_PIECES, KNOWN, LEET, TRAITS } from '../lexicon/memory';
import { cut, isLetterUnit } from '../words';
import { Builder } from './builder';
import { setPhrases } from './phrases';
import { setPlaces } from './places';
import { SPELT_FROM, speltOut, type SpeltWord } from './spelt';
import type { Tokens } from './tokens';

export { clearMeaning, has, type Tokens } from './tokens';

/** Longer words are no names, and are not cut up here. */
const RUN_TOGETHER_TO = 400;
/** So many letters are cut into words in one text, no more. */
const SEGMENT_BUDGET = 24_000;

/** Reads `text` (folded). Linear in its length. */
export function tokenise(text: string): Tokens {
  const units = unitsOf(text);
  const raw = cut(text, units);
  const guessed = memory.guess(raw.hashes, raw.count);
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
    const id = negated === undefined ? memory.find(units, start, end, hash, guessed[i]) : memory.findWord(negated);
    const traits = memory.records[id * FIELDS + TRAITS] ?? 0;
    if ((traits & LEET) !== 0) builder.leet++;
    else if ((traits & DISGUISED) !== 0 && isLetterUnit(units[start] ?? 0)) builder.misspelt++;
    if ((traits & KNOWN) === 0) {
      if (areDigits(units, start, end)) digits.push(builder.count);
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

function finish(text: string, units: Uint16Array, builder: Builder): Tokens {
  const { count } = builder;
  const questions = new Set<number>();
  const gaps: number[] = [];
  const tokens: Tokens = {
    units,
    count,
    word: builder.word,
    hash: builder.hash,
    start: builder.start,
    end: builder.end,
    pos: int32s(count),
    sentence: int32s(count),
    lo: builder.lo,
    mid: builder.mid,
    hi: builder.hi,
    top: builder.top,
    paragraph: int32s(count),
    gaps,
    questions,
    disguised: builder.disguised,
    counted: builder.counted,
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
  setPlaces(text, units, builder, tokens, gaps, questions);
  setPhrases(builder, tokens);
  return tokens;
}
