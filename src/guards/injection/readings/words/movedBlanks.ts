// Texts whose blanks stand a letter or two beside their places: `ignor eal lth erules`. Each is put where it makes words.
import { LANGUAGES, type Language } from '../../lexicon/frequencies';
import { priceOf } from '../../lexicon/vocabulary';
import type { TextTransform } from './transform';

const PIECE = /[a-z\d']+/g;
const BLANKS = /^\s+$/;
/** What no word costs: more than any, and each of its letters a little, as natural logarithms like the prices of words. */
const NO_WORD = 16;
/** A blank that stands where it is, where others are moved; and one that is the end of a line. */
const STAYS = 1;
const LONGEST = 30;

interface Piece {
  /** Everything that stands before it, its blanks too. */
  readonly before: string;
  readonly letters: string;
  /** Nothing but blanks stands before it. */
  readonly isBehind: boolean;
}

/** Moves each blank `by` letters to the right, or to the left, or leaves it, so that words stand between them. Linear. */
function moved(text: string, by: number): string {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { 0: letters, index } of text.matchAll(PIECE)) {
    const before = text.slice(from, index);
    pieces.push({ before, letters, isBehind: pieces.length > 0 && BLANKS.test(before) });
    from = index + letters.length;
  }
  const [best] = LANGUAGES.map((language) => cheapest(pieces, by, language)).sort((a, b) => a.price - b.price);
  if (!best?.moves.includes(true)) return text;
  let read = '';
  for (const [n, { before }] of pieces.entries()) {
    read += before + wordAt(pieces, n, best.moves[n] === true, best.moves[n + 1] === true, by);
  }
  return read + text.slice(from);
}

/** The word between two blanks that are moved or stay. */
function wordAt(pieces: readonly Piece[], n: number, isMoved: boolean, isNextMoved: boolean, by: number): string {
  const own = pieces[n]?.letters ?? '';
  if (by > 0) return own.slice(isMoved ? by : 0) + (isNextMoved ? (pieces[n + 1]?.letters ?? '').slice(0, by) : '');
  const before = isMoved ? (pieces[n - 1]?.letters ?? '').slice(by) : '';
  return before + (isNextMoved ? own.slice(0, by) : own);
}

interface Cheapest {
  readonly price: number;
  /** Whether the blank before each piece is moved. */
  readonly moves: readonly boolean[];
}

/** A Viterbi search: each blank is moved or stays. */
function cheapest(pieces: readonly Piece[], by: number, language: Language): Cheapest {
  let totals = [0, Infinity];
  const from: number[][] = [];
  for (const n of pieces.keys()) {
    const next = pieces[n + 1];
    const mayMove =
      next?.isBehind === true && (by > 0 ? next.letters.length > by : (pieces[n]?.letters.length ?? 0) > -by);
    const choices = [0, 1].map((isNextMoved) => {
      if (isNextMoved === 1 && !mayMove) return { total: Infinity, was: 0 };
      const [stay, move] = [0, 1].map((was) =>
        totals[was] === Infinity
          ? Infinity
          : (totals[was] ?? 0) + priceOfAll(wordAt(pieces, n, was === 1, isNextMoved === 1, by), language),
      ) as [number, number];
      const cost = isNextMoved === 0 && next?.isBehind === true && !next.before.includes('\n') ? STAYS : 0;
      return { total: Math.min(stay, move) + cost, was: move < stay ? 1 : 0 };
    });
    totals = choices.map(({ total }) => total);
    from.push(choices.map(({ was }) => was));
  }
  const moves = new Array<boolean>(pieces.length + 1).fill(false);
  let at = 0;
  for (let n = pieces.length - 1; n > 0; n--) {
    at = from[n]?.[at] ?? 0;
    moves[n] = at === 1;
  }
  return { price: totals[0] ?? Infinity, moves };
}

/** The price of a word, or of those between apostrophes. */
function priceOfAll(written: string, language: Language): number {
  let sum = 0;
  for (const word of written.split("'")) {
    if (word === '') continue;
    const price = word.length > LONGEST ? NO_WORD : priceOf(word, language);
    sum += Math.min(price, NO_WORD) + (price === Infinity ? word.length : 0);
  }
  return sum;
}

export const MOVED_BLANKS: readonly TextTransform[] = [1, -1, 2, -2].map((by) => ({
  read: (text) => {
    const read = moved(text, by);
    return read === text ? undefined : read;
  },
  isSparing: true,
}));
