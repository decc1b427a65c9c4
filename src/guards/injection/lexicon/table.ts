// The lexicon as one table: exact words, stems, and the phrases that begin with a word.
import { canonicalise } from '../../normalise';
import { CLASSES, PASSAGE_CLASSES, type Lexicon, type MeaningClass } from './classes';
import { ENGLISH } from './en';
import { FRENCH } from './fr';
import { ORDERS_ENGLISH, ORDERS_FRENCH } from './orders';
import { OTHER } from './other';
import { treeOf, type Phrase, type PhraseTree } from './phrases';
import { RETOLD_ENGLISH, RETOLD_FRENCH } from './retold';
import { SCHEMES_ENGLISH, SCHEMES_FRENCH } from './schemes';

/** Words of 32 class bits, for there are more classes than one number has bits: three of sentence rules, one of passage rules. */
export interface Meaning {
  readonly lo: number;
  readonly mid: number;
  readonly hi: number;
  readonly top: number;
}

/** What the lexicon says of a word. */
export interface Found extends Meaning {
  /** Phrases that begin with it. */
  readonly phrases: PhraseTree | undefined;
}

const BITS = 32;

/** The bits of classes, for the rules. */
export function bits(...classes: readonly MeaningClass[]): Meaning {
  const meaning = { lo: 0, mid: 0, hi: 0, top: 0 };
  for (const name of classes) {
    const passage = (PASSAGE_CLASSES as readonly string[]).indexOf(name);
    if (passage >= 0) {
      meaning.top |= 1 << passage;
      continue;
    }
    const index = (CLASSES as readonly string[]).indexOf(name);
    const bit = 1 << (index % BITS);
    if (index < BITS) meaning.lo |= bit;
    else if (index < 2 * BITS) meaning.mid |= bit;
    else meaning.hi |= bit;
  }
  return meaning;
}

interface Mutable {
  lo: number;
  mid: number;
  hi: number;
  top: number;
}

/** All that is listed under one spelling. */
interface Entry {
  word?: Mutable;
  stem?: Mutable;
  phrases?: Phrase[];
  stemPhrases?: Phrase[];
}

const entries = new Map<string, Entry>();
/** The second words of phrases, as they are listed. */
const seconds = new Set<string>();
/** Every word that occurs anywhere in the sentence rules' part of the lexicon, for cutting text without spaces into words. */
export const vocabulary = new Set<string>();
let longestWord = 0;

/** Letters of the longest word of `vocabulary`. */
export function longestInVocabulary(): number {
  return longestWord;
}

/** Which hashes words and stems have: most words are none and begin with none, and pay for no more than a look. */
const LISTED_MASK = 0xffff;
const listedHashes = new Uint8Array(LISTED_MASK + 1);
const LISTED_WORD = 1;
const LISTED_STEM = 2;

for (const lexicon of [
  ENGLISH,
  FRENCH,
  OTHER,
  ORDERS_ENGLISH,
  ORDERS_FRENCH,
  SCHEMES_ENGLISH,
  SCHEMES_FRENCH,
  RETOLD_ENGLISH,
  RETOLD_FRENCH,
])
  // prettier-ignore
  load(lexicon);

function load(lexicon: Lexicon): void {
  for (const name of [...CLASSES, ...PASSAGE_CLASSES]) {
    const meaning = bits(name);
    for (const raw of (lexicon[name] ?? '').split(',')) {
      const words = wordsOf(canonicalise(raw.trim()).text);
      const first = words[0];
      if (first === undefined) continue;
      for (const word of words) {
        const bare = word.replace(/\*$/, '');
        if (bare.length > 1 && meaning.top === 0) {
          vocabulary.add(bare);
          longestWord = Math.max(longestWord, bare.length);
        }
      }
      list(first, words.slice(1), meaning);
    }
  }
}

function list(first: string, rest: readonly string[], meaning: Meaning): void {
  const isStem = first.endsWith('*');
  const key = isStem ? first.slice(0, -1) : first;
  const entry = entries.get(key) ?? {};
  entries.set(key, entry);
  const at = hashOf(key) & LISTED_MASK;
  listedHashes[at] = (listedHashes[at] ?? 0) | (isStem ? LISTED_STEM : LISTED_WORD);
  if (rest.length > 0) {
    seconds.add(rest[0] ?? '');
    if (isStem) (entry.stemPhrases ??= []).push({ ...meaning, rest });
    else (entry.phrases ??= []).push({ ...meaning, rest });
    return;
  }
  const known = isStem ? entry.stem : entry.word;
  if (known !== undefined) merge(known, meaning);
  else if (isStem) entry.stem = { ...meaning };
  else entry.word = { ...meaning };
}

function merge(into: Mutable, meaning: Meaning): void {
  into.lo |= meaning.lo;
  into.mid |= meaning.mid;
  into.hi |= meaning.hi;
  into.top |= meaning.top;
}

function hashOf(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = nextHash(hash, text.charCodeAt(i));
  return hash;
}

function nextHash(hash: number, unit: number): number {
  return (Math.imul(hash, 31) + unit) | 0;
}

/** Words as the tokeniser cuts them, but with `*` kept. */
export function wordsOf(text: string): string[] {
  const words = text.replace(/n't\b/g, 'nt').match(/[\p{L}\p{N}_]+\*?|\*/gu) ?? [];
  if (text.startsWith('.') && words[0] !== undefined) words[0] = `.${words[0]}`;
  return words;
}

/** Whether the lexicon has a word that begins with a dot, such as `.env`. */
export function isDotWord(word: string): boolean {
  const entry = entries.get(word);
  return entry?.word !== undefined || entry?.phrases !== undefined;
}

/** Whether a phrase goes on with this word, as it stands, behind its first. */
export function isSecond(word: string): boolean {
  return seconds.has(word);
}

/** The single words that are listed as they stand, and the stems, with their meanings; in the order of the lexicon. */
export function* listed(kind: 'word' | 'stem'): Generator<readonly [string, Meaning]> {
  for (const [key, entry] of entries) {
    const meaning = entry[kind];
    if (meaning !== undefined) yield [key, meaning];
  }
}

/** Every word that stands in the lexicon, alone or in a phrase, without endings; and every stem. */
export function allWords(): { readonly words: ReadonlySet<string>; readonly stems: ReadonlySet<string> } {
  const words = new Set<string>();
  const stems = new Set<string>();
  for (const [key, entry] of entries) {
    if (entry.word !== undefined || entry.phrases !== undefined) words.add(key);
    if (entry.stem !== undefined || entry.stemPhrases !== undefined) stems.add(key);
    for (const { rest } of [...(entry.phrases ?? []), ...(entry.stemPhrases ?? [])])
      for (const word of rest) (word.endsWith('*') ? stems : words).add(word.replace(/\*$/, ''));
  }
  return { words, stems };
}

/** Whether the sentence rules know `head` as a stem. */
export function isStem(head: string): boolean {
  const meaning = entries.get(head)?.stem;
  return meaning !== undefined && isOfSentences(meaning);
}

/** Whether a meaning is one of the sentence rules; words of the passage rules alone are everyday words. */
export function isOfSentences({ lo, mid, hi }: Meaning): boolean {
  return lo !== 0 || mid !== 0 || hi !== 0;
}

const SHORTEST_STEM = 2;
/** What may follow a stem; more is another word, or a sentence run together. */
const LONGEST_ENDING = 6;

/** What is listed for a (folded) word as it stands, by itself and by its stems. */
interface Listed extends Meaning {
  readonly starts: readonly Phrase[] | undefined;
}

function listedFor(word: string): Listed | undefined {
  let lo = 0;
  let mid = 0;
  let hi = 0;
  let top = 0;
  const add = (meaning: Meaning): void => {
    lo |= meaning.lo;
    mid |= meaning.mid;
    hi |= meaning.hi;
    top |= meaning.top;
  };
  let starts: readonly Phrase[] | undefined;
  someListed(word, (meaning, phrases, isWhole) => {
    if (meaning !== undefined) add(meaning);
    // What opens with the whole word stands before what opens with its stems.
    if (phrases !== undefined && starts !== undefined)
      starts = isWhole ? [...phrases, ...starts] : [...starts, ...phrases];
    else starts ??= phrases;
    return false;
  });
  if (lo === 0 && mid === 0 && hi === 0 && top === 0 && starts === undefined) return undefined;
  return { lo, mid, hi, top, starts };
}

/** What the lexicon says of a (folded) word as it stands: by itself, by its stems, and as the first of phrases. */
export function find(word: string): Found | undefined {
  const found = listedFor(word);
  if (found === undefined) return undefined;
  const { lo, mid, hi, top, starts } = found;
  return { lo, mid, hi, top, phrases: starts === undefined ? undefined : phraseTree(starts) };
}

/** Whether the lexicon has the word as it stands: whether `listedFor` finds something, without putting it together. */
export function isKnown(word: string): boolean {
  return someListed(word, isListed);
}

function isListed(meaning: Meaning | undefined, phrases: readonly Phrase[] | undefined): boolean {
  return meaning !== undefined || phrases !== undefined;
}

/** Whether something is true of one of the entries of a word: of its stems, and then of itself. */
function someListed(
  word: string,
  isTrue: (meaning: Meaning | undefined, phrases: readonly Phrase[] | undefined, isWhole: boolean) => boolean,
): boolean {
  let hash = 0;
  const from = Math.max(SHORTEST_STEM, word.length - LONGEST_ENDING);
  for (let length = 1; length <= word.length; length++) {
    hash = nextHash(hash, word.charCodeAt(length - 1));
    if (length < from || ((listedHashes[hash & LISTED_MASK] ?? 0) & LISTED_STEM) === 0) continue;
    const { stem, stemPhrases } = entries.get(word.slice(0, length)) ?? {};
    if (isTrue(stem, stemPhrases, false)) return true;
  }
  if (((listedHashes[hash & LISTED_MASK] ?? 0) & LISTED_WORD) === 0) return false;
  const whole = entries.get(word);
  return isTrue(whole?.word, whole?.phrases, true);
}

/** Trees that were made; most words that open phrases share their lists with no other, or with their forms. */
const trees = new WeakMap<readonly Phrase[], PhraseTree>();

function phraseTree(starts: readonly Phrase[]): PhraseTree {
  const known = trees.get(starts);
  if (known !== undefined) return known;
  const tree = treeOf(starts);
  trees.set(starts, tree);
  return tree;
}
