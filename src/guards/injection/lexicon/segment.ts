// Cuts words that were run together back into words: identifiers into those of the lexicon, whole texts into those of English and French.
import { float64s, int32s, uint8s } from '../../normalise';
import { ENDINGS, KEY_WORDS } from './disguise';
import { eachWordAt, endPrice, letterPrice } from './frequencies';
import { isStem, longestInVocabulary, vocabulary } from './table';

export interface Piece {
  readonly start: number;
  readonly end: number;
}

/** Most runs of letters are identifiers: only those that hold two of these are worth cutting up. */
const ANCHORS =
  /ignor|disregard|forget|overrid|bypass|circumvent|reveal|repeat|print|show|display|output|instruct|prompt|system|restrict|guideline|directive|rules|filter|safety|unrestricted|without|previous|above|pretend|actas|youare|your|developer|mode|enable|disable|secret|password|apikey|conversation|send|everything|told|oubli|contourn|desactiv|annul|consigne|regle|filtre|precedent|initial|systeme|revel|affich|repet|montr|donne|tues|agis|sans|limite|maintenant|desormais|mot|cles|envoi|tout|cessez|passe|activ|ancien/g;

/** Shorter words are words. */
const RUN_TOGETHER_FROM = 14;
const LONGEST_RUN = 4000;
/** From so many letters on a word may be a text without its blanks. */
export const LONG_RUN = 30;

/** The words that a word is made of, without spaces or with low lines between them; nothing for an ordinary word. */
export function piecesOf(word: string): readonly Piece[] | undefined {
  if (word.length > LONGEST_RUN || !/^[a-z_]+$/.test(word)) return undefined;
  if (!word.includes('_')) return segment(word);
  // ignore_all_previous_instructions: an identifier of many parts reads as a sentence.
  const parts = Array.from(word.matchAll(/[^_]+/g), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  return parts.length >= 4 ? parts : undefined;
}

/** As `piecesOf`, of words that are long enough to be several, and short enough to be names; longer ones are texts without blanks. */
export function piecesOfLong(word: string): readonly Piece[] | undefined {
  const isName = word.length < LONG_RUN || word.includes('_');
  return word.length >= RUN_TOGETHER_FROM && isName ? piecesOf(word) : undefined;
}

/** A letter that belongs to no word costs more than any word. */
const LETTER_PRICE = 1.3;

interface Cut extends Piece {
  readonly known: boolean;
}

/**
 * The cheapest way to cut a run of letters into words and single letters, in order. Linear: at each letter words of at most
 * `longest` letters are tried.
 * @param priceOf the price of a word; nothing for what is none
 */
function cheapestCut(run: string, longest: number, priceOf: (piece: string) => number | undefined): Cut[] {
  const n = run.length;
  const cost = float64s(n + 1).fill(Infinity);
  const from = int32s(n + 1);
  const known = uint8s(n + 1);
  cost[0] = 0;
  for (let i = 0; i < n; i++) {
    const base = cost[i] ?? 0;
    for (let length = 1; length <= Math.min(longest, n - i); length++) {
      const price = priceOf(run.slice(i, i + length));
      if (price === undefined && length > 1) continue;
      const total = base + (price ?? LETTER_PRICE);
      if (total >= (cost[i + length] ?? Infinity)) continue;
      cost[i + length] = total;
      from[i + length] = i;
      known[i + length] = price === undefined ? 0 : 1;
    }
  }
  const cuts: Cut[] = [];
  for (let end = n; end > 0; end = from[end] ?? end - 1)
    cuts.push({ start: from[end] ?? end - 1, end, known: known[end] === 1 });
  return cuts.reverse();
}

/** Letters that are words, in English or (elided) in French. */
const LETTER_WORDS: ReadonlySet<string> = new Set(['a', 'i', 'y', 'l', 't', 'd', 'n']);

/** Cuts a run of letters without spaces into words of the lexicon; nothing when too little of it is known words. */
function segment(run: string): Piece[] | undefined {
  const anchors = run.match(ANCHORS);
  if (anchors === null || new Set(anchors).size < 2) return undefined;
  const words = cheapestCut(run, longestInVocabulary() + 4, priceOfWord).filter(({ known }) => known);
  const covered = words.reduce((sum, { start, end }) => sum + end - start, 0);
  return covered * 10 >= run.length * 7 && words.length >= 3
    ? words.map(({ start, end }) => ({ start, end }))
    : undefined;
}

function priceOfWord(piece: string): number | undefined {
  const { length } = piece;
  if (vocabulary.has(piece) || KEY_SET.has(piece)) return length < 3 ? 1.1 : 0.8 - length * 0.01;
  if (length === 1) return LETTER_WORDS.has(piece) ? 1.1 : undefined;
  // A stem with one of its endings: `ignor` + `ez`.
  for (let ending = 1; ending <= 4 && length - ending >= 4; ending++)
    if (isStem(piece.slice(0, length - ending)) && ENDING_SET.has(piece.slice(length - ending))) return 0.95;
  return undefined;
}

/** An unknown word, beside its letters, as a natural logarithm like the prices of words; see `DEAREST_LETTER`. */
const UNKNOWN_WORD = 7;
/** What a letter of an unknown word counts where it is asked whether a row is text at all. */
const UNKNOWN_LETTER = 3.2;
/** A word of the other language. */
const OTHER_LANGUAGE = 6;
/**
 * Dearer letters, on the mean, are no English and no French. Of the rows of letters of our own benchmark 98.7 % are cheaper, of
 * German compounds 1 in 229, of the letters of base64 none.
 */
const DEAREST_LETTER = 2.6;

/** Words that are cut otherwise beside others: what the words before and behind them tell, prices do not. All linear. */
const RECUT: readonly (readonly [RegExp, string])[] = [
  // `ce qu’on t’a dit`, `que l’on t’a`, `m’ont interdit`, `si tu es`, `que je t’écrive`
  [/\bon ta (?=[a-z]{1,20}(?:e|es|ee|ees|i|is|it|u|us|ue)\b)/g, 'on t a '],
  [/\b(que l|l|qu) ont (?=a |as |aura|avait)/g, '$1 on t '],
  [/\bmon t (?=[a-z]{1,20}(?:e|es|i|is|it|u|us)\b)/g, 'm ont '],
  [/\bsitues\b/g, 'si tu es'],
  [/\b([jn]) et (?=[aeiouyh])/g, '$1e t '],
  [/\bi alors qu\b/g, 'ia lorsqu'],
  [/\bto readme\b/g, 'to read me'],
  [/\breadme (?=(?:the|your|my|our|all|every|what|whatever|a|his|her|its|this|that|aloud|out)\b)/g, 'read me '],
  [/\ben d\b/g, 'end'],
];

/** The cheapest way to each letter, its last word in one language. */
interface Paths {
  readonly cost: Float64Array;
  /** Where the last word begins, and where it is cut when it is a pair. */
  readonly from: Int32Array;
  readonly cut: Uint8Array;
  /** The last word is one of the other language; is on no list. */
  readonly changed: Uint8Array;
  readonly strange: Uint8Array;
  /** What an unknown word costs that ends here, and where it begins. */
  unknown: number;
  unknownFrom: number;
}

/**
 * A row of letters with blanks between the words that it is most probably made of, by how often words stand in English and
 * French: a Viterbi search over words, in two languages at once. Linear.
 * @param letters a to z only
 * @param starts where a word is known to begin, in order: a capital letter stood there
 * @param otherwise reads rows of letters that are no words in another way, or gives nothing
 * @returns nothing when it is no English and no French, or a single word
 */
export function withBlanks(
  letters: string,
  starts: readonly number[] = [],
  otherwise?: (row: string) => string | undefined,
): string | undefined {
  const n = letters.length;
  if (n >= LONG_RUN && !isPronounceable(letters)) return undefined;
  const english = newPaths(n);
  const french = newPaths(n);
  let next = 0;
  for (let i = 0; i < n; i++) {
    while ((starts[next] ?? n) <= i) next++;
    const border = starts[next] ?? n;
    if (starts[next - 1] === i) english.unknown = french.unknown = Infinity;
    changeLanguage(english, french, i);
    const soFarEnglish = english.cost[i] ?? 0;
    const soFarFrench = french.cost[i] ?? 0;
    eachWordAt(letters, i, (end, inEnglish, inFrench, cut) => {
      if (end > border) return;
      reach(english, end, soFarEnglish + inEnglish, i, cut);
      reach(french, end, soFarFrench + inFrench, i, cut);
    });
    reachUnknown(english, letters, i);
    reachUnknown(french, letters, i);
  }
  const paths = (english.cost[n] ?? 0) <= (french.cost[n] ?? 0) ? english : french;
  const words = wordsOn(letters, paths, paths === english ? french : english);
  if (words === undefined) return undefined;
  const text = (otherwise === undefined ? words : readOtherwise(words, otherwise)).map(({ word }) => word).join(' ');
  return RECUT.reduce((recut, [pattern, apart]) => recut.replace(pattern, apart), text);
}

/**
 * Dearer letters, by those before them and on the mean of a stretch, are letters at random. Of the texts of our own benchmark
 * 99 % have a stretch that costs at most 3.0 a letter, of 30 letters of each 3.8; 99 % of random rows of 60 have none below 4.1.
 */
const DEAREST_STRETCH = 3.9;
const STRETCH = 18;

/** Whether the letters of a stretch follow one another as in words: most rows of letters are keys and hashes. Linear. */
function isPronounceable(letters: string): boolean {
  let sum = 0;
  for (let i = 0; i < letters.length; i++) {
    sum += letterPrice(letters, i, 0);
    if (i >= STRETCH) sum -= letterPrice(letters, i - STRETCH, 0);
    if (i >= STRETCH - 1 && sum <= STRETCH * DEAREST_STRETCH) return true;
  }
  return false;
}

interface Read {
  readonly word: string;
  readonly isStrange: boolean;
}

/** Rows of letters that are no words are read so far, at least, in other ways. */
const STRANGE_ROW = 20;
/** Shorter words stand by chance among letters that are none. */
const SURE_WORD = 4;
const LONG_WORD = 6;

/** The words, with each row of strange ones, and of short ones between them, read in another way if it can be. Linear. */
function readOtherwise(words: readonly Read[], otherwise: (row: string) => string | undefined): readonly Read[] {
  const read: Read[] = [];
  for (let first = 0; first < words.length;) {
    let end = first;
    let letters = 0;
    let strange = 0;
    for (; end < words.length; end++) {
      const { word = '', isStrange = false } = words[end] ?? {};
      // Between two strange words a known one stands by chance, too.
      const isBetween = strange > 0 && word.length < LONG_WORD && words[end + 1]?.isStrange === true;
      if (!isStrange && word.length >= SURE_WORD && !isBetween) break;
      letters += word.length;
      if (isStrange) strange += word.length;
    }
    const row = words.slice(first, end);
    const other =
      letters >= STRANGE_ROW && strange * 2 >= letters ? otherwise(row.map(({ word }) => word).join('')) : undefined;
    if (other === undefined) read.push(...row);
    else read.push({ word: other, isStrange: false });
    const behind = words[end];
    if (behind !== undefined) read.push(behind);
    first = end + 1;
  }
  return read;
}

function newPaths(n: number): Paths {
  const cost = float64s(n + 1).fill(Infinity);
  cost[0] = 0;
  return {
    cost,
    from: int32s(n + 1),
    cut: uint8s(n + 1),
    changed: uint8s(n + 1),
    strange: uint8s(n + 1),
    unknown: Infinity,
    unknownFrom: 0,
  };
}

function changeLanguage(one: Paths, other: Paths, i: number): void {
  const here = one.cost[i] ?? 0;
  const there = other.cost[i] ?? 0;
  if (here > there + OTHER_LANGUAGE) {
    one.cost[i] = there + OTHER_LANGUAGE;
    one.changed[i] = 1;
  } else if (there > here + OTHER_LANGUAGE) {
    other.cost[i] = here + OTHER_LANGUAGE;
    other.changed[i] = 1;
  }
}

/** A word of the list ends at `end`. */
function reach({ cost, from, cut, strange }: Paths, end: number, total: number, start: number, first: number): void {
  if (total >= (cost[end] ?? 0)) return;
  cost[end] = total;
  from[end] = start;
  cut[end] = first;
  strange[end] = 0;
}

/** An unknown word ends behind the letter at `i`: it goes on from the letter before, or begins with it. */
function reachUnknown(paths: Paths, letters: string, i: number): void {
  const opened = (paths.cost[i] ?? 0) + UNKNOWN_WORD;
  if (opened < paths.unknown) {
    paths.unknown = opened;
    paths.unknownFrom = i;
  }
  paths.unknown += letterPrice(letters, i, paths.unknownFrom);
  const total = paths.unknown + endPrice(letters, i, paths.unknownFrom);
  if (total >= (paths.cost[i + 1] ?? 0)) return;
  reach(paths, i + 1, total, paths.unknownFrom, 0);
  paths.strange[i + 1] = 1;
}

/**
 * The words on the cheapest way to the end, which is in the language of `paths`; nothing when neither all letters nor a
 * long stretch of known words is cheap enough to be text: letters at random around it do not hide it.
 */
function wordsOn(letters: string, paths: Paths, others: Paths): Read[] | undefined {
  const words: Read[] = [];
  let stretch = letters.length;
  let price = 0;
  let whole = 0;
  let isText = false;
  let one = paths;
  let other = others;
  for (let end = letters.length; end > 0; end = one.from[end] ?? 0) {
    const changes = one.changed[end] === 1;
    if (changes) [one, other] = [other, one];
    const start = one.from[end] ?? 0;
    const middle = start + (one.cut[end] ?? 0);
    const isStrange = one.strange[end] === 1;
    words.push({ word: letters.slice(middle, end), isStrange });
    if (middle > start) words.push({ word: letters.slice(start, middle), isStrange });
    const known = (one.cost[end] ?? 0) - (one.cost[start] ?? 0) + (changes ? OTHER_LANGUAGE : 0);
    if (isStrange) {
      whole += UNKNOWN_WORD + UNKNOWN_LETTER * (end - start);
      stretch = start;
      price = 0;
      continue;
    }
    whole += known;
    price += known;
    if (stretch - start >= LONG_RUN && price <= (stretch - start) * DEAREST_LETTER) isText = true;
  }
  isText ||= whole <= letters.length * DEAREST_LETTER;
  return isText && words.length > 1 ? words.reverse() : undefined;
}

const ENDING_SET: ReadonlySet<string> = new Set(ENDINGS.filter((ending) => ending !== ''));
const KEY_SET: ReadonlySet<string> = new Set(KEY_WORDS);
