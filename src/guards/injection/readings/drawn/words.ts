// The words that drawn letters make: of what each of them may be, what is likeliest in English or French.
import { isCounted, isWord, priceOf } from '../../lexicon/vocabulary';
import { apart } from '../letters';
import { countedIn } from '../sense';

/** A drawn letter. */
export interface Letter {
  /** What it may be, the likeliest first. */
  readonly guesses: readonly Guess[];
  /** The blank before it; `Infinity` where a line begins. */
  readonly gap: number;
}

export interface Guess {
  /** A letter, a mark, or `UNKNOWN`. */
  readonly letter: string;
  /** How far the drawing is from one of that letter, 0 to 1. */
  readonly cost: number;
}

/** A letter that no letter is like. */
export const UNKNOWN = '*';
export const UNKNOWN_COST = 0.3;

/** So many widths of gaps are tried as the narrowest one between words. */
const MOST_WIDTHS = 3;
/** A word that goes on in the next line is so much cheaper than its halves. */
const CUT_PRICE = 8;

/** The likeliest words of drawn letters. */
export function saidIn(letters: readonly Letter[]): string {
  const { words } = wordsIn(letters);
  return words.map((word) => wordOf(word, mended).text).join(' ');
}

/** How dear the words are that letters make, for each letter. */
export function priceOfLetters(letters: readonly Letter[]): number {
  return wordsIn(letters).price / letters.length;
}

interface Words {
  readonly words: readonly (readonly Letter[])[];
  readonly price: number;
}

/** Letters as words: of the widths of the gaps the wider ones part them, as is likeliest. */
function wordsIn(letters: readonly Letter[]): Words {
  const widths = [...new Set(letters.map(({ gap }) => gap))].sort((a, b) => b - a).slice(0, MOST_WIDTHS);
  return widths
    .map((width) => partedAt(letters, width))
    .reduce((best, one) => (one.price < best.price ? one : best), { words: [], price: Infinity });
}

function partedAt(letters: readonly Letter[], width: number): Words {
  const words: Letter[][] = [];
  for (const letter of letters) {
    if (words.length === 0 || letter.gap >= width) words.push([letter]);
    else words.at(-1)?.push(letter);
  }
  return joinedOverLines(words);
}

/** Words, and as one those that the end of a line cuts. */
function joinedOverLines(words: readonly (readonly Letter[])[]): Words {
  const joined: (readonly Letter[])[] = [];
  const prices: number[] = [];
  for (const word of words) {
    const before = joined.at(-1);
    const price = wordOf(word, likeliest).price;
    const whole = [...(before ?? []), ...word];
    const together = before !== undefined && word[0]?.gap === Infinity ? wordOf(whole, likeliest).price : Infinity;
    const isCut = together + CUT_PRICE < (prices.at(-1) ?? 0) + price;
    joined.splice(isCut ? -1 : joined.length, 1, isCut ? whole : word);
    prices.splice(isCut ? -1 : prices.length, 1, isCut ? together : price);
  }
  return { words: joined, price: prices.reduce((sum, price) => sum + price, 0) };
}

interface Said {
  readonly text: string;
  readonly price: number;
}

/** Marks that are drawn; they end a word. */
const MARK = /^[.,:?!'-]$/;

function wordOf(letters: readonly Letter[], read: (letters: readonly Letter[]) => Said): Said {
  let text = '';
  let price = 0;
  let word: Letter[] = [];
  for (const [n, letter] of letters.entries()) {
    const first = letter.guesses[0]?.letter ?? UNKNOWN;
    const mark = MARK.test(first) ? first : '';
    if (mark === '') word.push(letter);
    if (word.length > 0 && (mark !== '' || n === letters.length - 1)) {
      const said = read(word);
      text += said.text;
      price += said.price;
      word = [];
    }
    text += mark;
  }
  return { text, price };
}

/** Nats for each unit of difference between a drawn letter and the letter that it may be. */
const WEIGHT = 40;
/** So dear is what is no word: for itself, and for each of its letters. */
const NO_WORD = 6;
const STRAY_LETTER = 3.5;
/** So many letters may be several words that nothing parts, or one that is drawn wrong. */
const SHORTEST_CUT = 8;
const SHORTEST_MENDED = 4;
const LONGEST_WORD = 16;
/** So many ways to read a word are kept, and mended. */
const MOST_WAYS = 16;
const MENDED_WAYS = 3;
const ALPHABET = Array.from('abcdefghijklmnopqrstuvwxyz');

/** The likeliest word of letters that nothing parts, or the words that are cut out of them, or the likest letters. */
function likeliest(letters: readonly Letter[]): Said {
  const ways = waysOf(letters);
  const word = cheapest(ways);
  const [likest = { text: '', cost: 0 }] = ways;
  const price = likest.cost * WEIGHT + STRAY_LETTER * letters.length;
  if (word.price < price + NO_WORD) return word;
  const cut = letters.length < SHORTEST_CUT ? '' : apart(likest.text);
  if (cut.includes(' ') && makesSense(cut)) return { text: cut, price };
  return { text: likest.text.replaceAll(UNKNOWN, ''), price: price + NO_WORD };
}

/** As `likeliest`, with one letter mended of what is no word. */
function mended(letters: readonly Letter[]): Said {
  const said = likeliest(letters);
  const { length } = letters;
  if (length < SHORTEST_MENDED || length > LONGEST_WORD || isWord(said.text) || said.text.includes(' ')) return said;
  const other = cheapest(waysOf(letters).slice(0, MENDED_WAYS).flatMap(mendedWays));
  return other.price < Infinity ? other : said;
}

/** A way to read a word, and how far its letters are from what is drawn. */
interface Way {
  readonly text: string;
  readonly cost: number;
}

function waysOf(letters: readonly Letter[]): Way[] {
  const most = letters.length > LONGEST_WORD ? 1 : MOST_WAYS;
  let ways: Way[] = [{ text: '', cost: 0 }];
  for (const { guesses } of letters)
    ways = ways
      .flatMap(({ text, cost }) => guesses.map((guess) => ({ text: text + guess.letter, cost: cost + guess.cost })))
      .sort((a, b) => a.cost - b.cost)
      .slice(0, most);
  return ways;
}

/** A word with another letter in one place: the unknown one, or any. */
function mendedWays({ text, cost }: Way): Way[] {
  const unknown = text.indexOf(UNKNOWN);
  const places = unknown < 0 ? Array.from(text, (_, n) => n) : [unknown];
  const dear = cost + (unknown < 0 ? UNKNOWN_COST : 0);
  return places.flatMap((n) =>
    ALPHABET.map((letter) => ({ text: text.slice(0, n) + letter + text.slice(n + 1), cost: dear })),
  );
}

/** The likeliest of some words. */
function cheapest(ways: readonly Way[]): Said {
  return ways.map(priced).reduce((best, one) => (one.price < best.price ? one : best));
}

/** Forms of words that were counted nowhere cost this, and so much more for each letter: of long ones many are none. */
const UNCOUNTED = 8;
const UNCOUNTED_LETTER = 2;

function priced({ text, cost }: Way): Said {
  const price = Math.min(priceOf(text, 'english'), priceOf(text, 'french'));
  const isForm = price < Infinity && !isCounted(text);
  const own = isForm ? Math.max(price, UNCOUNTED + UNCOUNTED_LETTER * text.length) : price;
  return { text, price: cost * WEIGHT + own };
}

/** So much of what is read makes sense, and it has so many letters. */
const SENSE = 0.6;
const FEWEST_LETTERS = 3;
/** So many of the letters stand in words that are long enough to tell, and there are so many marks, no more. */
const TELLING_SHARE = 0.5;
const MARKS_SHARE = 0.2;

/** Whether what was read are words, most of it. */
export function makesSense(said: string): boolean {
  const letters = said.replace(/[^a-z]/g, '').length;
  const marks = said.replace(/[a-z ]/g, '').length;
  const telling = (said.match(/[a-z]{3,}/g) ?? []).join('').length;
  return (
    letters >= FEWEST_LETTERS &&
    marks <= letters * MARKS_SHARE &&
    telling >= letters * TELLING_SHARE &&
    countedIn(said) >= SENSE
  );
}
