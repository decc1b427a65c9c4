// Whether a text stands backwards or in a shifted alphabet: what its key words and its rows of unknown words betray.
import { BACKWARDS, isKnown, LONGEST_WORD, MIRRORED, mirror, rotate, unleet } from '../../lexicon';
import type { Tokens } from '../../tokens';

/** So many words must betray a disguise. */
export const BETRAYALS = 2;
/** Fewest words in a row that mean nothing, for another alphabet to be tried. */
const STRANGE_FROM = 4;
const SHORTEST_STRANGER = 3;
/** So many of them are tried. */
const TRIED = 60;
/** This share of them must be known words in the other alphabet, or so many: there is no chance in that. */
const UNDERSTOOD = 0.4;
const NO_CHANCE = 8;
const FIRST_LOOK = 16;

/** What key words and rows of unknown words betray: whether the text stands backwards, and which rotation undoes it (0: none); and whether there are such rows. */
export function ciphers(tokens: Tokens): { backwards: boolean; shift: number; isStrange: boolean } {
  let backwards = 0;
  let shift = 0;
  const shifts = new Map<number, number>();
  const strangers: string[] = [];
  let row = 0;
  const endRow = (): void => {
    const taken = strangers.length - row >= STRANGE_FROM && row < TRIED ? row + TRIED : row;
    if (strangers.length > taken) strangers.length = taken;
    row = strangers.length;
  };
  for (let i = 0; i < tokens.count; i++) {
    const isStrange = tokens.lo[i] === 0 && tokens.mid[i] === 0 && tokens.hi[i] === 0;
    if (!isStrange || (tokens.counted[i] !== 0 && tokens.cipher[i] === 0)) {
      // Nobody needs to decipher a word; short ones are words of any alphabet by chance.
      if ((tokens.end[i] ?? 0) - (tokens.start[i] ?? 0) > SHORTEST_STRANGER) endRow();
      continue;
    }
    const cipher = tokens.cipher[i] ?? 0;
    if ((cipher & BACKWARDS) !== 0) backwards++;
    const undoes = cipher & ~BACKWARDS;
    if (undoes !== 0) {
      const times = (shifts.get(undoes) ?? 0) + 1;
      shifts.set(undoes, times);
      if (times >= BETRAYALS) shift = undoes;
    }
    const word = tokens.word[i] ?? '';
    if (word.length >= SHORTEST_STRANGER) strangers.push(word);
  }
  endRow();
  if (strangers.length > 0) {
    if (mostAre(strangers, isKnownBackwards)) backwards = BETRAYALS;
    const turned = (by: number) => (word: string) => (by === MIRRORED ? mirror(word) : rotate(word, by));
    shift = likeliestShifts(strangers).find((by) => isUnderstood(strangers, turned(by))) ?? shift;
  }
  return { backwards: backwards >= BETRAYALS, shift, isStrange: strangers.length > 0 };
}

/** Whether most of the words are words when they are read so. */
export function isUnderstood(words: readonly string[], read: (word: string) => string): boolean {
  return mostAre(words, (word) => isKnown(read(word)));
}

function mostAre(words: readonly string[], isWord: (word: string) => boolean): boolean {
  let known = 0;
  for (const [n, word] of words.entries()) {
    // Most texts are in no cipher, and pay for a few words only.
    if (n === FIRST_LOOK && known < BETRAYALS) return false;
    if (isWord(word)) known++;
  }
  return known >= BETRAYALS && (known >= NO_CHANCE || known >= words.length * UNDERSTOOD);
}

const DIGIT = /\d/;

/** Which words are words backwards: the same strangers are met again and again. */
const rememberedBackwards = new Map<string, boolean>();
const MOST_REMEMBERED = 8192;

function isKnownBackwards(word: string): boolean {
  if (word.length > LONGEST_WORD) return false;
  let known = rememberedBackwards.get(word);
  if (known === undefined) {
    if (rememberedBackwards.size >= MOST_REMEMBERED) rememberedBackwards.clear();
    const turned = reverse(word);
    known = isKnown(turned) || (DIGIT.test(turned) && isKnown(unleet(turned) ?? ''));
    rememberedBackwards.set(word, known);
  }
  return known;
}

/** How often each letter stands, in per mille: the mean of English and French, counted on the harmless texts of our own benchmark. */
const FREQUENCIES = [71, 10, 36, 39, 150, 15, 16, 24, 67, 3, 6, 45, 27, 70, 68, 31, 5, 71, 78, 87, 42, 12, 9, 5, 10, 2];

/**
 * Letters that stand so often, on the mean, are those of a language as it is: of a dozen words it is 67 (English) and 71 (French),
 * the median of our own texts, and in 99 of 100 no more than 61 in any other alphabet.
 */
const NATURAL = 62;

/** So many rotations are tried: in few words the letters tell only roughly. */
const CANDIDATES = 3;

/** How often the letters from a to z stand in words. */
export function letterCounts(words: readonly string[]): Int32Array {
  const counts = new Int32Array(26);
  for (const word of words)
    for (let i = 0; i < word.length; i++) {
      const unit = word.charCodeAt(i) - 97;
      if (unit >= 0 && unit < 26) counts[unit] = (counts[unit] ?? 0) + 1;
    }
  return counts;
}

/** How nearly letters stand as often as they do in a language, when each is read as another: the higher the nearer. */
export function likeness(counts: Int32Array, reads: (letter: number) => number): number {
  let sum = 0;
  for (let letter = 0; letter < 26; letter++) sum += (counts[letter] ?? 0) * (FREQUENCIES[reads(letter)] ?? 0);
  return sum;
}

/** The rotations that make the letters stand most nearly as often as they do in a language; none when they do as it is. */
export function likeliestShifts(words: readonly string[]): number[] {
  const counts = letterCounts(words);
  const length = words.reduce((sum, word) => sum + word.length, 0);
  const shifted = (shift: number): number =>
    likeness(counts, (unit) => (shift === MIRRORED ? 25 - unit : (unit + shift) % 26));
  const asItIs = shifted(0);
  if (asItIs >= length * NATURAL) return [];
  const better: { shift: number; likeness: number }[] = [];
  for (let shift = 1; shift <= MIRRORED; shift++) {
    const one = shifted(shift);
    if (one > asItIs) better.push({ shift, likeness: one });
  }
  return better
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, CANDIDATES)
    .map(({ shift }) => shift);
}

export function reverse(text: string): string {
  if (text.length > LONGEST_WORD) return Array.from(text).reverse().join('');
  let reversed = '';
  for (const character of text) reversed = character + reversed;
  return reversed;
}

/**
 * A text that stands backwards, in part at least, forwards: the whole of it, or each word where the signs stand behind the words; both
 * where there are none, or some of both: a part of it may stand as it is.
 */
export function forwards(text: string): string[] {
  let before = 0;
  let behind = 0;
  for (const line of text.split('\n')) {
    if (!isUnderstood(line.match(WORD) ?? [], reverse)) continue;
    before += line.match(MARK_BEFORE)?.length ?? 0;
    behind += line.match(MARK_BEHIND)?.length ?? 0;
  }
  const eachWord = text.replace(/[a-z]{2,40}/g, reverse);
  if (before > 0 === behind > 0) return [reverse(text), eachWord];
  return behind > 0 ? [eachWord] : [reverse(text)];
}

const WORD = /[a-z]{3,}/g;
const MARK_BEFORE = /(?<=^|\s)[.,;:!?][a-z]/g;
const MARK_BEHIND = /[a-z][.,;:!?](?=\s|$)/g;
