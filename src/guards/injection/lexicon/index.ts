// Looks a word up in the lexicon: exact words, stems, first words of phrases; and what a misspelt word stands for.
import { canonicalise } from '../../normalise';
import { CLASSES, PASSAGE_CLASSES, type Lexicon, type MeaningClass } from './classes';
import { ENGLISH } from './en';
import { FRENCH } from './fr';
import { ORDERS_ENGLISH, ORDERS_FRENCH } from './orders';
import { OTHER } from './other';

export { CLASSES, PASSAGE_CLASSES, type MeaningClass } from './classes';

/** Words of 31 class bits, for there are more classes than one number has bits: three of sentence rules, one of passage rules. */
export interface Meaning {
  readonly lo: number;
  readonly mid: number;
  readonly hi: number;
  readonly top: number;
}

export interface Phrase extends Meaning {
  /** The words after the first; a trailing `*` stands for any ending, a lone `*` for any word. */
  readonly rest: readonly string[];
}

export interface WordInfo extends Meaning {
  /** The dictionary form, when the word was misspelt or written in leetspeak. */
  readonly word: string;
  /** Phrases that begin with it, by their second word; those whose second word is a stem, or any, under `*`. */
  readonly phrases: ReadonlyMap<string, readonly Phrase[]> | undefined;
  readonly disguised: boolean;
}

const BITS = 31;

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

const exact = new Map<string, Mutable>();
const stems = new Map<string, Mutable>();
const phrases = new Map<string, Phrase[]>();
const stemPhrases = new Map<string, Phrase[]>();
/** Every word that occurs anywhere in the lexicon, for cutting text without spaces into words. */
const vocabulary = new Set<string>();
let longestWord = 0;

for (const lexicon of [ENGLISH, FRENCH, OTHER, ORDERS_ENGLISH, ORDERS_FRENCH]) load(lexicon);

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
      if (words.length === 1) merge(first.endsWith('*') ? stems : exact, first.replace(/\*$/, ''), meaning);
      else {
        const table = first.endsWith('*') ? stemPhrases : phrases;
        const key = first.replace(/\*$/, '');
        const list = table.get(key) ?? [];
        list.push({ ...meaning, rest: words.slice(1) });
        table.set(key, list);
      }
    }
  }
}

/** Whether the lexicon has a word that begins with a dot, such as `.env`. */
export function isDotWord(word: string): boolean {
  return exact.has(word) || phrases.has(word);
}

/** Words as the tokeniser cuts them, but with `*` kept. */
export function wordsOf(text: string): string[] {
  const words = text.replace(/n't\b/g, 'nt').match(/[\p{L}\p{N}_]+\*?|\*/gu) ?? [];
  if (text.startsWith('.') && words[0] !== undefined) words[0] = `.${words[0]}`;
  return words;
}

function merge(table: Map<string, Mutable>, key: string, meaning: Meaning): void {
  const entry = table.get(key);
  if (entry === undefined) table.set(key, { ...meaning });
  else {
    entry.lo |= meaning.lo;
    entry.mid |= meaning.mid;
    entry.hi |= meaning.hi;
    entry.top |= meaning.top;
  }
}

const NOTHING: WordInfo = { lo: 0, mid: 0, hi: 0, top: 0, word: '', phrases: undefined, disguised: false };
const cache = new Map<string, WordInfo>();
/** The cache forgets everything when it is full: simple, and bounded. */
const CACHE_SIZE = 20_000;
const SHORTEST_STEM = 2;
/** What may follow a stem; more is another word, or a sentence run together. */
const LONGEST_ENDING = 6;

/** An e-mail address, as the tokeniser leaves it. */
const ADDRESS = /^[\w]+@[a-z][\w]+$/;

/** What a (folded) word means. Unknown words mean nothing. */
export function lookUp(word: string): WordInfo {
  if (word.length > 40) return NOTHING;
  let info = cache.get(word);
  if (info === undefined) {
    info = find(word) ?? undisguise(word) ?? (ADDRESS.test(word) ? { ...NOTHING, ...bits('SINK'), word } : NOTHING);
    if (cache.size >= CACHE_SIZE) cache.clear();
    cache.set(word, info);
  }
  return info;
}

function find(word: string): WordInfo | undefined {
  let { lo, mid, hi, top } = exact.get(word) ?? NOTHING;
  let starts = phrases.get(word);
  for (let length = Math.max(SHORTEST_STEM, word.length - LONGEST_ENDING); length <= word.length; length++) {
    const head = word.slice(0, length);
    const stem = stems.get(head);
    if (stem !== undefined) {
      lo |= stem.lo;
      mid |= stem.mid;
      hi |= stem.hi;
      top |= stem.top;
    }
    const more = stemPhrases.get(head);
    if (more !== undefined) starts = starts === undefined ? more : [...starts, ...more];
  }
  if (lo === 0 && mid === 0 && hi === 0 && top === 0 && starts === undefined) return undefined;
  return { lo, mid, hi, top, word, phrases: starts === undefined ? undefined : bySecondWord(starts), disguised: false };
}

function bySecondWord(starts: readonly Phrase[]): Map<string, Phrase[]> {
  const grouped = new Map<string, Phrase[]>();
  for (const phrase of starts) {
    const second = phrase.rest[0] ?? '';
    const key = second.endsWith('*') ? '*' : second;
    const list = grouped.get(key);
    if (list === undefined) grouped.set(key, [phrase]);
    else list.push(phrase);
  }
  return grouped;
}

/** Whether the lexicon has the word as it stands. */
export function isKnown(word: string): boolean {
  return find(word) !== undefined;
}

// Leetspeak: what each character may stand for.
const LEET: Readonly<Record<string, string>> = {
  '0': 'o', '1': 'il', '2': 'z', '3': 'e', '4': 'a', '5': 's', '6': 'bg', '7': 't', '8': 'b', '9': 'g',
  '@': 'a', $: 's', '!': 'i', '|': 'li', '€': 'e', '+': 't', '£': 'l', '(': 'c',
}; // prettier-ignore

function undisguise(word: string): WordInfo | undefined {
  if (/[0-9@$!|€+£(]/.test(word)) {
    if (!/[a-z@$!|€+£(]/.test(word) || word.length < 2) return undefined;
    return disguised(leet(word));
  }
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return undefined;
  return disguised(misspelt(word));
}

function disguised(form: string | undefined): WordInfo | undefined {
  const info = form === undefined ? undefined : find(form);
  return info === undefined ? undefined : { ...info, disguised: true };
}

/** What a word of digits only may stand for, in a text that is leetspeak elsewhere. */
export function lookUpDigits(word: string): WordInfo | undefined {
  return word.length < 2 || word.length > 12 ? undefined : disguised(leet(word));
}

/** The word that leetspeak stands for, when the lexicon has it. */
function leet(word: string): string | undefined {
  let forms = [''];
  for (const character of word) {
    const choices = LEET[character] ?? character;
    forms = forms.flatMap((form) => Array.from(choices, (choice) => form + choice)).slice(0, 16);
  }
  return (
    forms.find((form) => find(form) !== undefined) ??
    forms.map((form) => misspelt(form)).find((form) => form !== undefined)
  );
}

/** Endings that turn a stem into words, for the index of scrambled words. */
const ENDINGS = ['', 'e', 'es', 's', 'd', 'ed', 'ing', 'er', 'ez', 'r', 'z', 'ons', 'ent', 'nt', 'ion', 'ions', 'tion', 'ation', 'te', 'tes', 'ee', 'ees', 'le', 'les', 'y', 'ies', 'ty', 'ide', 'ides', 'iel', 'iels', 'ielle', 'ielles', 'eur', 'eurs', 'ive', 'ives', 'n', 'ns', 'ment', 't', 'ts', 'l', 'ls']; // prettier-ignore
let scrambled: Map<string, string> | undefined;

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

let deletions: Map<string, string> | undefined;

function misspelt(word: string): string | undefined {
  if (REAL_WORDS.has(word)) return undefined;
  scrambled ??= indexScrambled();
  if (word.length >= 5) {
    const form = scrambled.get(scramble(word));
    if (form !== undefined && form !== word) return form;
  }
  const collapsed = word.replace(/(.)\1+/g, '$1');
  if (collapsed !== word && find(collapsed) !== undefined && collapsed.length >= 4) return collapsed;
  if (word.length < 6) return undefined;
  deletions ??= indexDeletions();
  const missing = deletions.get(word);
  if (missing !== undefined) return missing;
  for (let i = 1; i < word.length; i++) {
    const shorter = word.slice(0, i) + word.slice(i + 1);
    const form = KEY_SET.has(shorter) ? shorter : shorter.length >= 6 ? deletions.get(shorter) : undefined;
    if (form !== undefined && form.length >= 6) return form;
  }
  return undefined;
}

const KEY_SET: ReadonlySet<string> = new Set(KEY_WORDS);

/** First letter, the inner letters in order, last letter: the same for every shuffling of the inside of a word. */
function scramble(word: string): string {
  const inner = new Uint8Array(word.length - 2);
  for (let i = 1; i < word.length - 1; i++) inner[i - 1] = word.charCodeAt(i);
  return (word[0] ?? '') + String.fromCharCode(...inner.sort()) + (word.at(-1) ?? '');
}

function indexScrambled(): Map<string, string> {
  const index = new Map<string, string>();
  const addWord = (word: string): void => {
    if (word.length >= 5 && /^[a-z]+$/.test(word)) {
      const key = scramble(word);
      if (!index.has(key)) index.set(key, word);
    }
  };
  // Words of the passage rules are everyday words: nobody disguises them.
  const isSentenceWord = ({ lo, mid, hi }: Meaning): boolean => lo !== 0 || mid !== 0 || hi !== 0;
  for (const [word, meaning] of exact) if (isSentenceWord(meaning)) addWord(word);
  for (const word of vocabulary) addWord(word);
  for (const word of KEY_WORDS) addWord(word);
  for (const [stem, meaning] of stems)
    if (isSentenceWord(meaning)) for (const ending of ENDINGS) addWord(stem + ending);
  return index;
}

function indexDeletions(): Map<string, string> {
  const index = new Map<string, string>();
  for (const word of KEY_WORDS) {
    if (word.length < 7) continue;
    for (let i = 1; i < word.length; i++) index.set(word.slice(0, i) + word.slice(i + 1), word);
  }
  return index;
}

export interface Piece {
  readonly start: number;
  readonly end: number;
}

/** Most runs of letters are identifiers: only those that hold two of these are worth cutting up. */
const ANCHORS =
  /ignor|disregard|forget|overrid|bypass|circumvent|reveal|repeat|print|show|display|output|instruct|prompt|system|restrict|guideline|directive|rules|filter|safety|unrestricted|without|previous|above|pretend|actas|youare|your|developer|mode|enable|disable|secret|password|apikey|conversation|send|everything|told|oubli|contourn|desactiv|annul|consigne|regle|filtre|precedent|initial|systeme|revel|affich|repet|montr|donne|tues|agis|sans|limite|maintenant|desormais|mot|cles|envoi|tout|cessez|passe|activ|ancien/g;

/**
 * Cuts a run of letters without spaces into words of the lexicon; nothing when too little of it is known words.
 * Linear: at each letter at most `longestWord` words are tried.
 */
export function segment(run: string): Piece[] | undefined {
  const anchors = run.match(ANCHORS);
  if (anchors === null || new Set(anchors).size < 2) return undefined;
  const n = run.length;
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

function isStem(word: string): boolean {
  const meaning = stems.get(word);
  return meaning !== undefined && (meaning.lo !== 0 || meaning.mid !== 0 || meaning.hi !== 0);
}

const ENDING_SET: ReadonlySet<string> = new Set(ENDINGS.filter((ending) => ending !== ''));
