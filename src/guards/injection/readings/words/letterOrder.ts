// Texts whose letters stand in another order, or among others: pairs swapped, every second letter, blanks in the wrong places.
import { cutUp } from '../../joined';
import { sortedLetters } from '../../lexicon/sounds';
import { WordIndex } from '../../lexicon/vocabulary';
import type { TextTransform, WordTransform } from './transform';

const byLetters = new WordIndex((word) => (word.length < 2 ? '' : sortedLetters(word)));
const LONGEST = 22;

/** The letters of each word in any order. */
export const shuffled: WordTransform = () => [
  (word, offer) => {
    offer(word, 0);
    if (word.length <= LONGEST)
      byLetters.each(sortedLetters(word), (meant) => {
        offer(meant, 0.5);
      });
  },
];

function swapped(text: string, from: number): string {
  let read = text.slice(0, from);
  for (let i = from; i < text.length; i += 2) read += text.charAt(i + 1) + text.charAt(i);
  return read;
}

const LETTERS = /[a-z]+/g;

function everyNth(step: number, first: number, within: RegExp): TextTransform {
  const pick = (row: string): string => {
    let read = '';
    for (let i = first; i < row.length; i += step) read += row.charAt(i);
    return read;
  };
  return { read: (text) => text.replace(within, pick) };
}

const ANY = /[^]+/g;

/** Longer pieces are no pieces of words; longer ones on the mean are words. */
const LONGEST_PIECE = 14;
const MEAN_PIECE = 6;
const FEWEST_PIECES = 3;

/** `igno real lru les`: blanks at random, or in the wrong places. Linear. */
function rejoined(text: string): string | undefined {
  const joined = text.replace(CLAUSE, (clause) => {
    const pieces = clause.split(/[^a-z\d]+/).filter((piece) => piece !== '');
    const letters = pieces.join('');
    const isInPieces =
      pieces.length >= FEWEST_PIECES &&
      letters.length < pieces.length * MEAN_PIECE &&
      pieces.every((piece) => piece.length <= LONGEST_PIECE);
    const words = isInPieces ? cutUp(letters) : undefined;
    return words === undefined ? clause : `${/^\s/.test(clause) ? ' ' : ''}${words}${/\s$/.test(clause) ? ' ' : ''}`;
  });
  return joined === text ? undefined : joined;
}

const CLAUSE = /[a-z\d'\s-]{6,}/g;

export const LETTER_ORDERS: readonly TextTransform[] = [
  { read: (text) => swapped(text, 0) },
  { read: (text) => swapped(text, 1) },
  { read: (text) => text.replace(LETTERS, (word) => swapped(word, 0)) },
  ...[LETTERS, ANY].flatMap((within) => [everyNth(2, 0, within), everyNth(2, 1, within)]),
  ...[0, 1, 2].map((first) => everyNth(3, first, ANY)),
  { read: (text) => text.replace(/-\n\s*/g, '') },
  { read: rejoined },
];
