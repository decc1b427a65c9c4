// How often words stand in English and in French texts, for cutting text without blanks: what `scripts/frequencies.mjs` counted,
// and the words of the lexicon. Read when it is first asked for: ordinary texts never ask.
import counted from './frequencies.json';
import { hashOn } from './hash';
import { allWords } from './table';

/** Words in open addressing by their hash; a price is a natural logarithm of one over a probability, 0 where nothing stands. */
interface Frequencies {
  readonly hashes: Int32Array;
  readonly english: Float32Array;
  readonly french: Float32Array;
  /** Letters of the first word of a pair, 0 for a single word. */
  readonly cuts: Uint8Array;
  /** Prices of a letter behind two others, by all three; the last stands for either end of the word. */
  readonly letters: Float32Array;
  /** Which hashes some word begins with: most rows of letters are given up after a few. */
  readonly beginnings: Uint8Array;
}

/** Powers of two; more than twice the words, and eight times their beginnings. */
const SLOTS = 1 << 16;
const BEGINNINGS = 1 << 20;
/** The price of a word of the lexicon that was counted nowhere: one in a million. */
const RARE = 13.8;
/** A price is a capital letter, in steps of so much from the lowest on; as in `scripts/frequencies.mjs`. */
const STEP = 0.6;
const LOWEST = 1.5;
const LONGEST_WORD = 22;

/** What may follow a word for a form of it that was not counted: plurals, participles, persons and tenses. */
const ENDINGS: readonly string[] = 's x e es d ed r er ing ly ez ons ent nt ant ait ra ee ees'.split(' ');
/** What such a form costs more than its word; chosen, as the next two, so that words of our own benchmark are found again. */
const PLURAL = 2.5;
const INFLECTED = 4;
const SHORTEST_STEM = 4;
/** Cheaper words are function words, which have no forms: `that`, `what`. */
const COMMONEST_STEM = 7;
/** French words that lose their vowel before another one (`l’utilisateur`), and stand nowhere else. */
const ELIDED: ReadonlySet<string> = new Set(['l', 'd', 'n', 's', 't', 'c', 'j', 'm', 'qu', 'jusqu', 'lorsqu']);
/** Of these, the ones that stand before any vowel; the others stand before few words, which pairs tell. */
const ALWAYS: ReadonlySet<string> = new Set(['l', 'd', 'qu', 'jusqu', 'lorsqu']);
const BEFORE_VOWEL = -1.4;
const BEFORE_CONSONANT = 5;
const VOWELS = 'aeiouyh';

/** Letters, and the end of a word. */
const KINDS = 27;
const END = 26;
/** So many letters are as good as those that were seen behind two others. */
const SMOOTHING = 5;

let frequencies: Frequencies | undefined;

/**
 * Calls `found` for every word that begins at `start` in `letters`, and for its forms: where it ends, its price in English and
 * in French, and how many letters the first word has when it is a pair of words.
 */
export function eachWordAt(
  letters: string,
  start: number,
  found: (end: number, inEnglish: number, inFrench: number, cut: number) => void,
): void {
  frequencies ??= load();
  const { hashes, english, french, cuts, beginnings } = frequencies;
  const last = Math.min(letters.length, start + LONGEST_WORD);
  let hash = 0;
  for (let end = start; end < last;) {
    hash = hashOn(hash, letters.charCodeAt(end++));
    if (beginnings[hash & (BEGINNINGS - 1)] === 0) return;
    const slot = slotOf(hash, hashes, english);
    const inEnglish = english[slot] ?? 0;
    if (inEnglish === 0) continue;
    const cut = cuts[slot] ?? 0;
    const inFrench = (french[slot] ?? 0) + elision(letters, start + cut, end);
    found(end, inEnglish, inFrench, cut);
    if (cut > 0 || end - start < SHORTEST_STEM || Math.min(inEnglish, inFrench) < COMMONEST_STEM) continue;
    for (const ending of ENDINGS) {
      if (!letters.startsWith(ending, end)) continue;
      const more = ending === 's' ? PLURAL : INFLECTED;
      found(end + ending.length, inEnglish + more, inFrench + more, 0);
    }
  }
}

/** A language that words are priced in. */
export type Language = 'english' | 'french';

export const LANGUAGES: readonly Language[] = ['english', 'french'];

/** The price of the word with this hash (see `hashOn`), `Infinity` when it was counted nowhere. */
export function priceOfHash(hash: number, language: Language): number {
  frequencies ??= load();
  const { hashes, english, french, cuts } = frequencies;
  const slot = slotOf(hash, hashes, english);
  if (english[slot] === 0 || (cuts[slot] ?? 0) > 0) return Infinity;
  return (language === 'english' ? english : french)[slot] ?? Infinity;
}

/** Whether some word, or pair of words, begins with letters of this hash; seldom true by chance. */
export function isBeginning(hash: number): boolean {
  frequencies ??= load();
  return frequencies.beginnings[hash & (BEGINNINGS - 1)] === 1;
}

/** The price of the letter at `i` in an unknown word that begins at `start`. */
export function letterPrice(letters: string, i: number, start: number): number {
  return priceBehind(letters, i, start, letters.charCodeAt(i) - 97);
}

/** The price of the end of an unknown word behind the letter at `i`. */
export function endPrice(letters: string, i: number, start: number): number {
  return priceBehind(letters, i + 1, start, END);
}

function priceBehind(letters: string, i: number, start: number, kind: number): number {
  const one = i - 2 < start ? END : letters.charCodeAt(i - 2) - 97;
  const two = i - 1 < start ? END : letters.charCodeAt(i - 1) - 97;
  return priceOfLetter(one, two, kind);
}

/** What stands before the first letter of a word. */
export const NO_LETTER = END;

/** The price of a letter behind two others, each a number from 0 for `a` on, or `NO_LETTER`. */
export function priceOfLetter(one: number, two: number, letter: number): number {
  frequencies ??= load();
  return frequencies.letters[(one * KINDS + two) * KINDS + letter] ?? 0;
}

function elision(letters: string, start: number, end: number): number {
  const word = end - start > 6 ? '' : letters.slice(start, end);
  if (!ELIDED.has(word)) return 0;
  if (end >= letters.length || !VOWELS.includes(letters.charAt(end))) return BEFORE_CONSONANT;
  return ALWAYS.has(word) ? BEFORE_VOWEL : 0;
}

/** Where a word with this hash stands, or would. */
function slotOf(hash: number, hashes: Int32Array, prices: Float32Array): number {
  let slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
  while (prices[slot] !== 0 && hashes[slot] !== hash) slot = (slot + 1) & (SLOTS - 1);
  return slot;
}

// Hits one word of the list: how many letters it shares with the one before, the others, its price in English and in French.
const ENTRY = /(\d)([a-z_]*)([A-Z])([A-Z])/g;

/** Every word that was counted, or is in the lexicon, with its prices; pairs have a low line in them. */
export function* pricedWords(): Generator<readonly [word: string, inEnglish: number, inFrench: number]> {
  let word = '';
  for (const [, shared = '', rest = '', inEnglish = '', inFrench = ''] of counted.words.matchAll(ENTRY)) {
    word = word.slice(0, Number(shared)) + rest;
    yield [word, priceOf(inEnglish), priceOf(inFrench)];
  }
  for (const known of allWords().words) if (/^[a-z]{3,22}$/.test(known)) yield [known, RARE, RARE];
}

function load(): Frequencies {
  const loaded: Frequencies = {
    hashes: new Int32Array(SLOTS),
    english: new Float32Array(SLOTS),
    french: new Float32Array(SLOTS),
    cuts: new Uint8Array(SLOTS),
    letters: new Float32Array(KINDS ** 3),
    beginnings: new Uint8Array(BEGINNINGS),
  };
  for (const [word, inEnglish, inFrench] of pricedWords()) enter(loaded, word, inEnglish, inFrench);
  priceLetters(loaded.letters);
  return loaded;
}

/** Makes prices of counts; what was seldom seen is estimated from fewer letters. */
function priceLetters(letters: Float32Array): void {
  const pairs = new Float32Array(KINDS ** 2);
  const singles = new Float32Array(KINDS);
  let total = 0;
  letters.forEach((count, at) => {
    const pair = at % KINDS ** 2;
    pairs[pair] = (pairs[pair] ?? 0) + count;
    singles[at % KINDS] = (singles[at % KINDS] ?? 0) + count;
    total += count;
  });
  for (let before = 0; before < KINDS ** 2; before++) {
    const two = before % KINDS;
    const counts = letters.subarray(before * KINDS, (before + 1) * KINDS);
    const seen = counts.reduce((sum, count) => sum + count, 0);
    const seenTwo = pairs.subarray(two * KINDS, (two + 1) * KINDS).reduce((sum, count) => sum + count, 0);
    counts.forEach((count, kind) => {
      const alone = (singles[kind] ?? 0) / total;
      const behindOne = ((pairs[two * KINDS + kind] ?? 0) + SMOOTHING * alone) / (seenTwo + SMOOTHING);
      counts[kind] = -Math.log((count + SMOOTHING * behindOne) / (seen + SMOOTHING));
    });
  }
}

function priceOf(letter: string): number {
  return LOWEST + STEP * (letter.charCodeAt(0) - 65);
}

/** Adds a word, or a pair with a low line in it; of two that are written alike the cheaper stands. */
function enter(frequencies: Frequencies, word: string, inEnglish: number, inFrench: number): void {
  const { hashes, english, french, cuts, letters, beginnings } = frequencies;
  const cut = word.indexOf('_');
  let hash = 0;
  let one = END;
  let two = END;
  for (let i = 0; cut < 0 && i <= word.length; i++) {
    const kind = i < word.length ? word.charCodeAt(i) - 97 : END;
    const at = (one * KINDS + two) * KINDS + kind;
    letters[at] = (letters[at] ?? 0) + 1;
    [one, two] = [two, kind];
  }
  for (let i = 0; i < word.length; i++) {
    if (i === cut) continue;
    hash = hashOn(hash, word.charCodeAt(i));
    beginnings[hash & (BEGINNINGS - 1)] = 1;
  }
  const slot = slotOf(hash, hashes, english);
  const known = Math.min(english[slot] ?? 0, french[slot] ?? 0);
  if (known > 0 && known <= Math.min(inEnglish, inFrench)) return;
  hashes[slot] = hash;
  english[slot] = inEnglish;
  french[slot] = inFrench;
  cuts[slot] = Math.max(0, cut);
}
