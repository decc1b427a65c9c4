// Words of a sentence that stand in a shifted alphabet, in one that is mirrored, or backwards, among others that are plain.
import { MIRRORED, mirror, rotate } from '../../lexicon';
import { hashOn } from '../../lexicon/hash';
import { isCounted, isCountedHash, priceOf } from '../../lexicon/vocabulary';
import type { Tokens } from '../../tokens';
import { reverse } from '../enciphered/ciphers';

/** Shorter words are words in some alphabet by chance, and longer ones are none. */
const SHORTEST = 5;
const LONGEST = 24;
/** So many words, with so many letters together, are in one alphabet by no chance; and so many of those that are none. */
const FEWEST_WORDS = 2;
const FEWEST_LETTERS = 12;
const SHARE = 0.3;
/** So many words are looked at. */
const TRIED = 60;
/** Words of the alphabet between two that are words as they stand, too: so many. */
const MOST_BETWEEN = 3;

/** Behind the rotations and the mirror. */
const REVERSED = MIRRORED + 1;
const LETTERS = /^[a-z]+$/;

/** In which ways each word is a word, a bit each: the same strangers are met again and again. */
const remembered = new Map<number, number>();
const MOST_REMEMBERED = 32_768;

/** The (folded) text with such words as they read; nothing when there are none. Linear: bounded. */
export function withWordsTurned(folded: string, tokens: Tokens): string | undefined {
  const way = wayOf(folded, tokens);
  if (way === undefined) return undefined;
  const { count, start, end } = tokens;
  const read: (string | undefined)[] = [];
  for (let i = 0; i < count; i++) read.push(isStrange(tokens, i) ? saidBy(wordAt(folded, tokens, i), way) : undefined);
  let last = -1;
  for (let i = 0; i < count; i++) {
    if (read[i] === undefined) continue;
    fillUp(folded, tokens, read, last, i, way);
    last = i;
  }
  let text = '';
  let from = 0;
  for (const [i, said] of read.entries()) {
    if (said === undefined || (start[i] ?? 0) < from) continue;
    text += folded.slice(from, start[i]) + said;
    from = end[i] ?? 0;
  }
  return text + folded.slice(from);
}

/** Words between two that were read, in one line, are of the same alphabet where all of them are words in it, or names. */
function fillUp(
  folded: string,
  tokens: Tokens,
  read: (string | undefined)[],
  first: number,
  last: number,
  way: number,
): void {
  if (first < 0 || last - first - 1 > MOST_BETWEEN || last - first < 2) return;
  if (folded.slice(tokens.end[first], tokens.start[last]).includes('\n')) return;
  const said: string[] = [];
  for (let i = first + 1; i < last; i++) {
    const word = wordAt(folded, tokens, i);
    const turned = LETTERS.test(word) ? turn(word, way) : word;
    if (turned !== word && !isStrange(tokens, i) && cheapest(turned) > cheapest(word) + DEARER) return;
    said.push(turned);
  }
  for (const [n, word] of said.entries()) read[first + 1 + n] = word;
}

/** A word that is one as it stands is seldom a rare one in another alphabet. */
const DEARER = 2;

function cheapest(word: string): number {
  return Math.min(priceOf(word, 'english'), priceOf(word, 'french'));
}

/** The way in which most of the words that are none are words. */
function wayOf(folded: string, tokens: Tokens): number | undefined {
  let words: Int32Array | undefined;
  let letters: Int32Array | undefined;
  let strangers = 0;
  for (let i = 0; i < tokens.count && strangers < TRIED; i++) {
    const length = (tokens.end[i] ?? 0) - (tokens.start[i] ?? 0);
    if (length < SHORTEST || length > LONGEST || !isStrange(tokens, i)) continue;
    const ways = waysOf(folded, tokens, i);
    if (ways < 0) continue;
    strangers++;
    // Most strangers are words in none.
    if (ways === 0) continue;
    words ??= new Int32Array(REVERSED + 1);
    letters ??= new Int32Array(REVERSED + 1);
    for (let way = 1; way <= REVERSED && ways >> way !== 0; way++) {
      if (((ways >> way) & 1) === 0) continue;
      words[way] = (words[way] ?? 0) + 1;
      letters[way] = (letters[way] ?? 0) + length;
    }
  }
  if (words === undefined || letters === undefined) return undefined;
  const best = letters.indexOf(Math.max(...letters));
  const many = words[best] ?? 0;
  const isSure = many >= FEWEST_WORDS && many >= strangers * SHARE && (letters[best] ?? 0) >= FEWEST_LETTERS;
  return isSure ? best : undefined;
}

/** The ways in which the word at a place is one, a bit each; -1 for what has other signs than letters. */
function waysOf(folded: string, tokens: Tokens, i: number): number {
  // A word that was read in a disguise has the hash of what it reads.
  const key = tokens.disguised[i] === 0 ? (tokens.hash[i] ?? 0) : 0;
  const known = key === 0 ? undefined : remembered.get(key);
  if (known !== undefined) return known;
  const word = wordAt(folded, tokens, i);
  let ways = LETTERS.test(word) ? 0 : -1;
  for (let way = 1; way <= REVERSED && ways >= 0; way++) if (isCountedSo(word, way)) ways |= 1 << way;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  if (key !== 0) remembered.set(key, ways);
  return ways;
}

/** Whether a word is one when it is turned; by its hash, for nearly all are none. */
function isCountedSo(word: string, way: number): boolean {
  let hash = 0;
  if (way === REVERSED) for (let i = word.length - 1; i >= 0; i--) hash = hashOn(hash, word.charCodeAt(i));
  else
    for (let i = 0; i < word.length; i++) {
      const letter = word.charCodeAt(i) - A;
      hash = hashOn(hash, A + (way === MIRRORED ? 25 - letter : (letter + way) % 26));
    }
  return isCountedHash(hash);
}

const A = 0x61;

function turn(word: string, way: number): string {
  return way === REVERSED ? reverse(word) : way === MIRRORED ? mirror(word) : rotate(word, way);
}

function saidBy(word: string, way: number): string | undefined {
  const turned = LETTERS.test(word) ? turn(word, way) : '';
  return isCounted(turned) ? turned : undefined;
}

function isStrange({ counted, disguised, lo, mid, hi }: Tokens, i: number): boolean {
  return (counted[i] === 0 && ((lo[i] ?? 0) | (mid[i] ?? 0) | (hi[i] ?? 0)) === 0) || disguised[i] !== 0;
}

function wordAt(folded: string, { start, end }: Tokens, i: number): string {
  return folded.slice(start[i], end[i]);
}
