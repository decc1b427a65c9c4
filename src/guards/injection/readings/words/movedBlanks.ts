// Texts whose blanks stand a letter or two beside their places: `ignor eal lth erules`. Each is put where it makes words.
import { matchesOf } from '../../../matches';
import { hashOf } from '../../lexicon';
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
  for (const { 0: letters, index } of matchesOf(text, PIECE)) {
    const before = text.slice(from, index);
    pieces.push({ before, letters, isBehind: pieces.length > 0 && BLANKS.test(before) });
    from = index + letters.length;
  }
  const words = wordsBetween(pieces, by);
  const [best] = LANGUAGES.map((language) => cheapest(pieces, words, language)).sort((a, b) => a.price - b.price);
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

interface Written {
  readonly text: string;
  /** See `hashOf`; 0 for what is not one word. */
  readonly hash: number;
}

/** What each piece reads, in this order: its blanks stay, the next one is moved, its own one is moved, both are; nothing where they cannot be. */
function wordsBetween(pieces: readonly Piece[], by: number): (Written | undefined)[] {
  const words: (Written | undefined)[] = [];
  let mayMove = false;
  for (const [n, { letters }] of pieces.entries()) {
    const next = pieces[n + 1];
    const mayMoveNext = next?.isBehind === true && (by > 0 ? next.letters.length > by : letters.length > -by);
    for (const isMoved of [false, true])
      for (const isNextMoved of [false, true]) {
        const isPossible = (mayMove || !isMoved) && (mayMoveNext || !isNextMoved);
        words.push(isPossible ? written(wordAt(pieces, n, isMoved, isNextMoved, by)) : undefined);
      }
    mayMove = mayMoveNext;
  }
  return words;
}

function written(text: string): Written {
  return { text, hash: text.length > LONGEST || text.includes("'") ? 0 : hashOf(text) };
}

/** A Viterbi search: each blank is moved or stays. Takes what `wordsBetween` gives. */
function cheapest(pieces: readonly Piece[], words: readonly (Written | undefined)[], language: Language): Cheapest {
  const priceAt = (n: number): number => {
    const word = words[n];
    return word === undefined ? Infinity : priceOfAll(word, language);
  };
  let stays = 0;
  let moves = Infinity;
  /** Whether the blank before each piece is moved, where the one behind it stays, and where it is moved. */
  const from: (readonly [stays: boolean, moves: boolean])[] = [];
  for (let n = 0; n < pieces.length; n++) {
    const next = pieces[n + 1];
    const cost = next?.isBehind === true && !next.before.includes('\n') ? STAYS : 0;
    const stay = stays + priceAt(4 * n);
    const stayMoved = moves + priceAt(4 * n + 2);
    const move = stays + priceAt(4 * n + 1);
    const moveMoved = moves + priceAt(4 * n + 3);
    from.push([stayMoved < stay, moveMoved < move]);
    stays = Math.min(stay, stayMoved) + cost;
    moves = Math.min(move, moveMoved);
  }
  const areMoved = new Array<boolean>(pieces.length + 1).fill(false);
  let isMoved = false;
  for (let n = pieces.length - 1; n > 0; n--) {
    isMoved = from[n]?.[isMoved ? 1 : 0] === true;
    areMoved[n] = isMoved;
  }
  return { price: stays, moves: areMoved };
}

/** The price of a word, or of those between apostrophes. */
function priceOfAll({ text, hash }: Written, language: Language): number {
  if (hash !== 0) return priceOfOne(text, language, hash);
  let sum = 0;
  for (const word of text.split("'")) if (word !== '') sum += priceOfOne(word, language, hashOf(word));
  return sum;
}

function priceOfOne(word: string, language: Language, hash: number): number {
  const price = word.length > LONGEST ? NO_WORD : priceOf(word, language, hash);
  return Math.min(price, NO_WORD) + (price === Infinity ? word.length : 0);
}

export const MOVED_BLANKS: readonly TextTransform[] = [1, -1, 2, -2].map((by) => ({
  read: (text) => {
    const read = moved(text, by);
    return read === text ? undefined : read;
  },
  isSparing: true,
}));
