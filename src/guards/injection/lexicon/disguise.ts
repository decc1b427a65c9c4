// What a word that the lexicon does not know stands for: leetspeak, misspellings, letters in another order, other alphabets.
import { allWords, isKnown, isOfSentences, listed, longestInVocabulary, vocabulary } from './table';

/** Words of the attacks themselves: recognised also with a letter missing, doubled or swapped, reversed, or rotated. */
export const KEY_WORDS: readonly string[] =
  `ignore ignores ignoring ignorez ignorer disregard forget override bypass previous instructions instruction system prompt prompts reveal guidelines
  restrictions restriction rules configuration confidential password passwords secret hidden developer unrestricted assistant jailbreak
  consignes precedentes precedente systeme revele affiche oublie contourne regles directives initiales securite desactive restrictions
  conversation everything above before print repeat output filters safety documents anterieures annule maintenant reponds configuration disregarding repete initial cachee
  developpeur filtres active mode exporte envoie anterieur precedent instructions and your the act now you are all tes mot pour les des`.split(
    /\s+/,
  );

/** Real words that are letters of words of the lexicon in another order. */
const REAL_WORDS: ReadonlySet<string> = new Set(
  `classes cloud three entries explore systems relevant integers filtered relative filled entree espace sorted enterprise unrelated trees tries defaults somme nulls creatures pprint retour rester beings latency denial denials receipt receipts grade grades meets benign assertive reversed stays alerts alerting deserves deserve basee tennis conservation missed broad deviner fille filles rouge carre tires booth evenly chances securise trouvee bresil varies varie mines mine restricting traitee marquee etudier restent directes directs directe prevois pierre felins armee cheer spike precious regedit meine interests catches crate initiates miner bouge citee sucree piles gamme poisson stimulant signee deposee salted primes filler diets roller latte caters residence pretense penetrate existential mentors montres couples trail trial silent slate beat dairy diary angel quiet quite loots tools united untied martial weird wired casual causal except expect sacred scared marital bolt rules reused`.split(
    /\s+/,
  ),
);

// Leetspeak: what each character may stand for.
const LEET: Readonly<Record<string, string>> = {
  '0': 'o', '1': 'il', '2': 'z', '3': 'e', '4': 'a', '5': 's', '6': 'bg', '7': 't', '8': 'b', '9': 'g',
  '@': 'a', $: 's', '!': 'i', '|': 'li', '€': 'e', '+': 't', '£': 'l', '(': 'c',
}; // prettier-ignore

/** Letters and signs of leetspeak, at least one of them no letter. */
const LEET_WORD = /[0-9@$!|€+£(]/;

/** The dictionary form of a word that is misspelt or in leetspeak; nothing for other words. */
export function undisguise(word: string): string | undefined {
  if (isPlain(word)) return word.length < 4 ? undefined : misspelt(word);
  if (!LEET_WORD.test(word) || !/[a-z@$!|€+£(]/.test(word) || word.length < 2) return undefined;
  return leet(word);
}

/** The word that a row of digits stands for, in a text that is leetspeak elsewhere. */
export function undisguiseDigits(word: string): string | undefined {
  return word.length < 2 || word.length > 12 ? undefined : leet(word);
}

/** Nothing but the letters a to z. */
function isPlain(word: string): boolean {
  for (let i = 0; i < word.length; i++) {
    const unit = word.charCodeAt(i);
    if (unit < 0x61 || unit > 0x7a) return false;
  }
  return true;
}

/** Longer words stand for none of the lexicon, whatever they are read as: its longest with its longest ending. */
const longestDisguise = longestInVocabulary() + 7;

/** The word that leetspeak stands for, when the lexicon has it. */
function leet(word: string): string | undefined {
  if (word.length > longestDisguise) return undefined;
  let forms = [''];
  for (const character of word) {
    const choices = LEET[character] ?? character;
    // Nearly all characters stand for one letter.
    if (choices.length === 1) for (const [k, form] of forms.entries()) forms[k] = form + choices;
    else forms = forms.flatMap((form) => Array.from(choices, (choice) => form + choice)).slice(0, MAX_FORMS);
  }
  for (const form of forms) if (isKnown(form)) return form;
  for (const form of forms) {
    const meant = misspelt(form);
    if (meant !== undefined) return meant;
  }
  return undefined;
}

/** So many ways of reading one word of leetspeak are tried. */
const MAX_FORMS = 16;

/** Endings that turn a stem into words, for the index of scrambled words. */
export const ENDINGS = ['', 'e', 'es', 's', 'd', 'ed', 'ing', 'er', 'ez', 'r', 'z', 'ons', 'ent', 'nt', 'ion', 'ions', 'tion', 'ation', 'te', 'tes', 'ee', 'ees', 'le', 'les', 'y', 'ies', 'ty', 'ide', 'ides', 'iel', 'iels', 'ielle', 'ielles', 'eur', 'eurs', 'ive', 'ives', 'n', 'ns', 'ment', 't', 'ts', 'l', 'ls']; // prettier-ignore

/** What the index holds: the word of one root, or of a root with an ending. */
interface ScrambledIndex {
  /** Hash and reference of each word, in open addressing; the reference is 0 where nothing stands. */
  readonly hashes: Int32Array;
  readonly references: Int32Array;
  readonly mask: number;
  readonly roots: readonly string[];
}

/** More than there are endings. */
const REFERENCE_BASE = 64;
let scrambled: ScrambledIndex | undefined;

/** A number for each letter, such that the sum over a word tells its letters in whatever order they stand. */
const LETTERS = new Int32Array(128);
for (let unit = 0; unit < LETTERS.length; unit++) {
  // The finaliser of MurmurHash3 (Austin Appleby, public domain): neighbouring letters get unrelated numbers.
  let mixed = Math.imul(unit ^ (unit >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  LETTERS[unit] = mixed ^ (mixed >>> 16);
}

function letterAt(word: string, i: number): number {
  return LETTERS[word.charCodeAt(i) & 127] ?? 0;
}

function lettersOf(word: string): number {
  let sum = 0;
  for (let i = 0; i < word.length; i++) sum = (sum + letterAt(word, i)) | 0;
  return sum;
}

/** The same for every shuffling of the inside of a word. */
function scrambledHash(letters: number, first: number, last: number): number {
  return (letters + Math.imul(first, 31) + Math.imul(last, 131)) | 0;
}

/** What digits and signs of leetspeak stand for when nothing tells more of a word. */
const PLAIN_LEET: Readonly<Record<string, string>> = {
  '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '8': 'b', '9': 'g', '@': 'a', $: 's', '!': 'i', '|': 'l',
}; // prettier-ignore

/** A word of leetspeak with letters for its digits; nothing for a word or a number. */
export function unleet(word: string): string | undefined {
  const letters = word.replace(/[01345789@$!|]/g, (sign) => PLAIN_LEET[sign] ?? sign);
  if (letters === word || !isPlain(letters)) return undefined;
  // A row of digits is a number, unless it is a word of the lexicon.
  return /[a-z]/.test(word) || isKnown(letters) ? letters : undefined;
}

/** A word of the lexicon with the same first and last letter, and the same letters between them in another order. */
function unscrambled(word: string, letters: number): string | undefined {
  scrambled ??= indexScrambled();
  const { hashes, references, mask, roots } = scrambled;
  const hash = scrambledHash(letters, word.charCodeAt(0), word.charCodeAt(word.length - 1));
  for (let slot = hash & mask; references[slot] !== 0; slot = (slot + 1) & mask) {
    if (hashes[slot] !== hash) continue;
    const reference = references[slot] ?? 0;
    const form =
      (roots[Math.floor(reference / REFERENCE_BASE) - 1] ?? '') + (ENDINGS[reference % REFERENCE_BASE] ?? '');
    return scramble(form) === scramble(word) ? form : undefined;
  }
  return undefined;
}

let everyday: ReadonlyMap<string, string> | undefined;

/** As the words of the sentence rules are, also everyday words: for a text that is scrambled elsewhere. */
export function unscrambledAny(word: string): string | undefined {
  if (word.length < 4 || !isPlain(word)) return undefined;
  everyday ??= new Map(everydayWords(4).map((known) => [scramble(known), known]));
  return everyday.get(scramble(word));
}

/** All words of the lexicon of so many letters, with the usual endings on its stems. */
export function everydayWords(shortest: number): string[] {
  const { words, stems } = allWords();
  const all = [...words];
  for (const stem of stems) for (const ending of ENDINGS) all.push(stem + ending);
  // The first of equals stands, and those that are listed as they are come first.
  return all.filter((word) => word.length >= shortest && isPlain(word)).reverse();
}

/** First letter, the inner letters in order, last letter. */
function scramble(word: string): string {
  return (word[0] ?? '') + Array.from(word.slice(1, -1)).sort().join('') + (word.at(-1) ?? '');
}

/** Every word of five letters and more that the sentence rules read, stems with their endings; the first of equals stands. */
function indexScrambled(): ScrambledIndex {
  const bare: string[] = [];
  // Words of the passage rules are everyday words: nobody disguises them.
  for (const [word, meaning] of listed('word')) if (isOfSentences(meaning)) bare.push(word);
  bare.push(...vocabulary, ...KEY_WORDS);
  const stems: string[] = [];
  for (const [stem, meaning] of listed('stem')) if (isOfSentences(meaning)) stems.push(stem);
  const roots = [...bare, ...stems];
  const size = 2 ** Math.ceil(Math.log2(2 * (bare.length + stems.length * ENDINGS.length)));
  const index = { hashes: new Int32Array(size), references: new Int32Array(size), mask: size - 1, roots };
  const endings = ENDINGS.map((ending) => ({
    length: ending.length,
    letters: lettersOf(ending),
    last: ending.charCodeAt(ending.length - 1),
  }));
  for (const [n, root] of roots.entries()) {
    if (!isPlain(root)) continue;
    const letters = lettersOf(root);
    for (const [k, ending] of endings.entries()) {
      if (k > 0 && n < bare.length) break;
      if (root.length + ending.length < 5) continue;
      const last = ending.length === 0 ? root.charCodeAt(root.length - 1) : ending.last;
      enter(index, scrambledHash(letters + ending.letters, root.charCodeAt(0), last), (n + 1) * REFERENCE_BASE + k);
    }
  }
  return index;
}

function enter({ hashes, references, mask }: ScrambledIndex, hash: number, reference: number): void {
  let slot = hash & mask;
  while (references[slot] !== 0) {
    if (hashes[slot] === hash) return;
    slot = (slot + 1) & mask;
  }
  hashes[slot] = hash;
  references[slot] = reference;
}

const keyWords: ReadonlySet<string> = new Set(KEY_WORDS);
/** Key words of seven letters and more with one of them missing, but for the first. */
const shortened = new Map<string, string>();
for (const word of KEY_WORDS) {
  if (word.length < 7) continue;
  for (let i = 1; i < word.length; i++) shortened.set(word.slice(0, i) + word.slice(i + 1), word);
}
/** Which sums of letters a key word has, whole or shortened: nearly all words have another, and are not looked at again. */
const KEY_SUMS_MASK = 0xffff;
const keySums = new Uint8Array(KEY_SUMS_MASK + 1);
for (const word of [...keyWords, ...shortened.keys()]) keySums[lettersOf(word) & KEY_SUMS_MASK] = 1;

function misspelt(word: string): string | undefined {
  if (REAL_WORDS.has(word)) return undefined;
  const letters = lettersOf(word);
  if (word.length >= 5) {
    const form = unscrambled(word, letters);
    if (form !== undefined && form !== word) return form;
  }
  const single = word.length > 4 && hasDouble(word) ? word.replace(/(.)\1+/g, '$1') : word;
  if (single !== word && single.length >= 4 && isKnown(single)) return single;
  if (word.length < 6) return undefined;
  if (keySums[letters & KEY_SUMS_MASK] === 1) {
    const whole = shortened.get(word);
    if (whole !== undefined) return whole;
  }
  for (let i = 1; i < word.length; i++) {
    if (keySums[(letters - letterAt(word, i)) & KEY_SUMS_MASK] === 0) continue;
    const shorter = word.slice(0, i) + word.slice(i + 1);
    const form = keyWords.has(shorter) ? shorter : shorter.length >= 6 ? shortened.get(shorter) : undefined;
    if (form !== undefined && form.length >= 6) return form;
  }
  return undefined;
}

function hasDouble(word: string): boolean {
  for (let i = 1; i < word.length; i++) if (word.charCodeAt(i) === word.charCodeAt(i - 1)) return true;
  return false;
}

/** Key words of so many letters, at least, betray a cipher; shorter ones are other words backwards by chance. */
const LONG_ENOUGH = 5;
const LONGEST_CIPHER = 20;
/** Stands for a key word written backwards; 1 to 25 for the rotation of the alphabet that undoes it, 26 for the mirrored one. */
export const BACKWARDS = 32;
export const MIRRORED = 26;
const A = 97;
const ciphers = new Map<string, number>();

for (const word of KEY_WORDS) {
  if (word.length < LONG_ENOUGH) continue;
  for (let shift = 1; shift < 26; shift++) ciphers.set(rotate(word, shift), 26 - shift);
  ciphers.set(mirror(word), MIRRORED);
}
for (const word of KEY_WORDS) {
  const backwards = Array.from(word).reverse().join('');
  if (word.length >= LONG_ENOUGH && !isKnown(backwards))
    ciphers.set(backwards, (ciphers.get(backwards) ?? 0) | BACKWARDS);
}

/** How a word may be a key word in cipher: bits of `BACKWARDS` and of a rotation; 0 for nearly all words. */
export function cipherOf(word: string): number {
  return word.length < LONG_ENOUGH || word.length > LONGEST_CIPHER ? 0 : (ciphers.get(word) ?? 0);
}

/** Rotates the letters of `text` by so many places (ROT13 for 13). */
export function rotate(text: string, shift: number): string {
  let rotated = '';
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const letter = (unit | 0x20) - A;
    rotated +=
      letter < 0 || letter > 25 ? text.charAt(i) : String.fromCharCode(unit - letter + ((letter + shift) % 26));
  }
  return rotated;
}

/** Atbash: the alphabet backwards; takes lower case. */
export function mirror(text: string): string {
  return text.replace(/[a-z]/g, (letter) => String.fromCharCode(219 - letter.charCodeAt(0)));
}
