// Cuts words that were run together back into words of the lexicon.
import { ENDINGS, KEY_WORDS } from './disguise';
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

const ENDING_SET: ReadonlySet<string> = new Set(ENDINGS.filter((ending) => ending !== ''));
const KEY_SET: ReadonlySet<string> = new Set(KEY_WORDS);
