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

/**
 * Cuts a run of letters without spaces into words of the lexicon; nothing when too little of it is known words.
 * Linear: at each letter at most so many words as the longest has letters are tried.
 */
function segment(run: string): Piece[] | undefined {
  const anchors = run.match(ANCHORS);
  if (anchors === null || new Set(anchors).size < 2) return undefined;
  const n = run.length;
  const longestWord = longestInVocabulary();
  const cost = new Float64Array(n + 1).fill(Infinity);
  const from = new Int32Array(n + 1);
  const known = new Uint8Array(n + 1);
  cost[0] = 0;
  for (let i = 0; i < n; i++) {
    const base = cost[i] ?? 0;
    const relax = (end: number, price: number, isKnownWord: 0 | 1): void => {
      if (base + price < (cost[end] ?? Infinity)) {
        cost[end] = base + price;
        from[end] = i;
        known[end] = isKnownWord;
      }
    };
    relax(i + 1, 1.3, 0);
    for (let length = 1; length <= Math.min(longestWord + 4, n - i); length++) {
      const piece = run.slice(i, i + length);
      if (vocabulary.has(piece) || KEY_SET.has(piece)) relax(i + length, length < 3 ? 1.1 : 0.8 - length * 0.01, 1);
      else if (
        length === 1 &&
        (piece === 'a' ||
          piece === 'i' ||
          piece === 'y' ||
          piece === 'l' ||
          piece === 't' ||
          piece === 'd' ||
          piece === 'n')
      )
        relax(i + 1, 1.1, 1);
      else if (length >= 5) {
        // A stem with one of its endings: `ignor` + `ez`.
        for (let ending = 1; ending <= 4 && length - ending >= 4; ending++) {
          if (isStem(piece.slice(0, length - ending)) && ENDING_SET.has(piece.slice(length - ending))) {
            relax(i + length, 0.95, 1);
            break;
          }
        }
      }
    }
  }
  const pieces: Piece[] = [];
  let covered = 0;
  for (let end = n; end > 0;) {
    const start = from[end] ?? end - 1;
    if (known[end] === 1) {
      covered += end - start;
      pieces.push({ start, end });
    }
    end = start;
  }
  return covered * 10 >= n * 7 && pieces.length >= 3 ? pieces.reverse() : undefined;
}

/** Shorter runs are long words. */
const LONG_RUN = 30;
/** So many letters that belong to no known word are put up with, in per cent. */
const UNKNOWN = 60;
let wide: ReadonlySet<string> | undefined;
let longestWide = 0;

/**
 * A text of letters without blanks, with blanks between the words of the lexicon that it is made of, everyday words
 * included; what lies between them stays as it is. Nothing when it is no such text. Linear, as `segment` is.
 */
export function withBlanks(run: string): string | undefined {
  if (run.length < LONG_RUN || run.length > LONGEST_RUN || !/^[a-z]+$/.test(run)) return undefined;
  wide ??= new Set(everydayWords(1));
  if (longestWide === 0) for (const word of wide) longestWide = Math.max(longestWide, word.length);
  const n = run.length;
  const cost = new Float64Array(n + 1).fill(Infinity);
  const from = new Int32Array(n + 1);
  const known = new Uint8Array(n + 1);
  cost[0] = 0;
  for (let i = 0; i < n; i++) {
    const base = cost[i] ?? 0;
    for (let length = 1; length <= Math.min(longestWide, n - i); length++) {
      const isWord = wide.has(run.slice(i, i + length));
      if (!isWord && length > 1) continue;
      // A letter of no word costs more than a word, and few long words less than many short ones.
      const price = isWord ? 1.2 - 0.01 * length : 1.3;
      if (base + price >= (cost[i + length] ?? Infinity)) continue;
      cost[i + length] = base + price;
      from[i + length] = i;
      known[i + length] = isWord ? 1 : 0;
    }
  }
  const words: string[] = [];
  let unknown = 0;
  let open = n;
  for (let end = n; end > 0; end = from[end] ?? end - 1) {
    if (known[end] !== 1) {
      unknown++;
      continue;
    }
    if (open > end) words.push(run.slice(end, open));
    open = from[end] ?? 0;
    words.push(run.slice(open, end));
  }
  if (open > 0) words.push(run.slice(0, open));
  return unknown * 100 <= n * UNKNOWN ? words.reverse().join(' ') : undefined;
}

const ENDING_SET: ReadonlySet<string> = new Set(ENDINGS.filter((ending) => ending !== ''));
const KEY_SET: ReadonlySet<string> = new Set(KEY_WORDS);
