// Words that are nearly what is written: with one slip of the finger, or with letters that are left open.
import { isBeginning, priceOfHash } from './frequencies';
import { hashOn } from './hash';

/** Called with a word, and what its slip costs. */
type Found = (word: string, cost: number) => void;

const A = 97;
const Z = 122;
const LONGEST = 22;
/** Prices of slips, as natural logarithms: chosen, with the prices of words, by hand. */
const SWAPPED = 2;
const TWICE = 1.5;
const MISSING = 2.5;
const OTHER = 3.5;

/**
 * Finds the words that one slip makes `letters` of: two letters swapped, one left out, put in or put in the place of another. Some
 * hundred steps a word, for most are given up after a letter or two that no word begins with.
 */
export function eachOneSlipFrom(letters: string, found: Found): void {
  const n = letters.length;
  if (n > LONGEST) return;
  for (let i = 0; i < n; i++) units[i] = letters.charCodeAt(i);
  let hash = 0;
  let before = 0;
  for (let i = 0; i <= n; i++) {
    const here = i < n ? (units[i] ?? 0) : 0;
    const next = i + 1 < n ? (units[i + 1] ?? 0) : 0;
    // Put in: the letter at `i` is one too many.
    if (i < n && goesOn(hash, i + 1, n))
      found(letters.slice(0, i) + letters.slice(i + 1), here === before ? TWICE : MISSING);
    if (next !== 0 && here !== next && goesOn(hashOn(hashOn(hash, next), here), i + 2, n))
      found(letters.slice(0, i) + letters.charAt(i + 1) + letters.charAt(i) + letters.slice(i + 2), SWAPPED);
    for (let unit = A; unit <= Z; unit++) {
      const other = hashOn(hash, unit);
      if (!isBeginning(other)) continue;
      if (i < n && unit !== here && goesOn(other, i + 1, n))
        found(letters.slice(0, i) + String.fromCharCode(unit) + letters.slice(i + 1), OTHER);
      // Left out before the letter at `i`; twice the same letter once is enough.
      if (unit !== before && goesOn(other, i, n))
        found(letters.slice(0, i) + String.fromCharCode(unit) + letters.slice(i), unit === here ? TWICE : MISSING);
    }
    if (i === n) return;
    hash = hashOn(hash, here);
    before = here;
    // Whatever is changed behind here, no word begins so.
    if (!isBeginning(hash)) return;
  }
}

/** Of the word that is looked at: one at a time is. */
const units = new Uint16Array(LONGEST);

/** Whether letters of this hash, with those of `units` from `rest` to `n`, are a word. */
function goesOn(from: number, rest: number, n: number): boolean {
  let hash = from;
  for (let i = rest; i < n; i++) {
    hash = hashOn(hash, units[i] ?? 0);
    if (!isBeginning(hash)) return false;
  }
  return priceOfHash(hash, 'english') !== Infinity;
}

/** So many steps are taken for one pattern. */
const MOST_STEPS = 3000;

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';

/** Finds the words that a pattern stands for: `ign*re`; each `*` is one of the letters. Bounded by `MOST_STEPS`. */
export function eachWordLike(pattern: string, found: (word: string) => void, letters = ALPHABET): void {
  if (pattern.length > LONGEST) return;
  let steps = 0;
  const walk = (i: number, hash: number, before: string): void => {
    if (++steps > MOST_STEPS) return;
    if (i === pattern.length) {
      if (priceOfHash(hash, 'english') !== Infinity) found(before);
      return;
    }
    const given = pattern.charAt(i);
    for (const letter of given === '*' ? letters : given) {
      const next = hashOn(hash, letter.charCodeAt(0));
      if (isBeginning(next)) walk(i + 1, next, before + letter);
    }
  };
  walk(0, 0, '');
}
