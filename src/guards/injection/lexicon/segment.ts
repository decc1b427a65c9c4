// Cuts words that were run together back into words of the lexicon.
import { ENDINGS, everydayWords, KEY_WORDS } from './disguise';
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

/** As `piecesOf`, of words that are long enough to be several. */
export function piecesOfLong(word: string): readonly Piece[] | undefined {
  return word.length < RUN_TOGETHER_FROM ? undefined : piecesOf(word);
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
  const cost = new Float64Array(n + 1).fill(Infinity);
  const from = new Int32Array(n + 1);
  const known = new Uint8Array(n + 1);
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

/** Shorter runs are long words. */
const LONG_RUN = 30;
/** So many letters that belong to no known word are put up with, in per cent. */
const UNKNOWN = 60;
let wide: { readonly words: ReadonlySet<string>; readonly longest: number } | undefined;

/**
 * A text of letters without blanks, with blanks between the words of the lexicon that it is made of, everyday words
 * included; what lies between them stays as it is. Nothing when it is no such text.
 */
export function withBlanks(run: string): string | undefined {
  if (run.length < LONG_RUN || run.length > LONGEST_RUN || !/^[a-z]+$/.test(run)) return undefined;
  wide ??= wideVocabulary();
  const { words, longest } = wide;
  // Few long words rather than many short ones.
  const cuts = cheapestCut(run, longest, (piece) => (words.has(piece) ? 1.2 - 0.01 * piece.length : undefined));
  if (cuts.filter(({ known }) => !known).length * 100 > run.length * UNKNOWN) return undefined;
  let text = '';
  for (const [n, { start, end, known }] of cuts.entries()) {
    const isJoined = n === 0 || (!known && cuts[n - 1]?.known === false);
    text += (isJoined ? '' : ' ') + run.slice(start, end);
  }
  return text;
}

function wideVocabulary(): { words: ReadonlySet<string>; longest: number } {
  const words = new Set(everydayWords(1));
  let longest = 0;
  for (const word of words) longest = Math.max(longest, word.length);
  return { words, longest };
}

const ENDING_SET: ReadonlySet<string> = new Set(ENDINGS.filter((ending) => ending !== ''));
const KEY_SET: ReadonlySet<string> = new Set(KEY_WORDS);
