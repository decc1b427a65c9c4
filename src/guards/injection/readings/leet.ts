// Leetspeak with signs of several characters (`|_|`, `/\`, `|2`), or of symbols (`+w!n`, `n()`), of which each stands for several
// letters: what makes words of the most is believed, also where half of a sentence, or each of some names, is written so.
import { isBeginning, LANGUAGES, type Language } from '../lexicon/frequencies';
import { hashOn } from '../lexicon/hash';
import { matchesOf } from '../../matches';
import { unleet } from '../lexicon';
import { maySay } from './speech';
import { likeliest, Reader, UNKNOWN, type Place } from './words/reader';
import type { Offer } from './words/transform';

/** Letters, each with what it is written as. */
const ALPHABET = String.raw`a 4 @ ^ /\ /-\ λ;b 8 6 |3 13 |o;c ( < [ ¢;d |) |] |> [) i> o|;e 3 € £;f |= /= |#;g 6 9 (_+ (_>;
  h # |-| ]-[ )-( /-/ }{;i 1 ! | ] ¡;j _| _/ ];k |< |( 1<;l 1 | |_ £ 1_;m |\/| /\/\ (v) |v| []\/[] ^^ /|\;n |\| /\/ [\] ^/ |v;o 0 () [] <>;
  p |> |* |o |" |^ |7;q 9 0_ (_,) (,) ();r |2 12 2 |? |^ |~ /2 |'\;s 5 $ z § 2;t 7 + -|- ']['  †;u |_| (_) [_] \_\ /_/ \_/ v µ;v \/ |/;
  w \/\/ vv \^/ \|/ uu '//;x >< )(;y '/ ${'`'}/ \|/ ¥ \-/;z 2 7_`;
const LONGEST_SIGN = 5;
const SIGNS: ReadonlyMap<string, string> = signsOf(ALPHABET);

function signsOf(alphabet: string): Map<string, string> {
  const signs = new Map<string, string>();
  for (const entry of alphabet.split(';')) {
    const [letter = '', ...written] = entry.trim().split(/\s+/);
    for (const sign of written) signs.set(sign, (signs.get(sign) ?? '') + letter);
  }
  return signs;
}

/** Hits what may be a word of it: no signs of sentences, and those of programs where they are parts of letters. */
const WORD =
  /(?:[a-z\d@$!|€+£¢§¥µ†¡λ^#()[\]]|'(?=\/(?!-))|\x60(?=\/)|(?<=[/|)\]])-(?=[\\|([/])|_(?=[|)/\]\\])|(?<=[|0\\([/])_|\/(?=[-\\_=/|])|(?<=[\\'_\x60/|])\/|\\(?![a-z])|(?<=\|)[<>=?~*]|>(?=<)|(?<=>)<|<(?=>)|(?<=<)>)+/g;
/** Longer ones are keys and lines of a table. */
const LONGEST = 60;
const OPENING = /^[([]+/;
const CLOSING = /(?<![()[\]!|+])[()[\]!|+]+$/;
const PLAIN = /^(?:[a-z]*\d*|\d+\W)$/;
const LETTERS = /^[a-z]+$/;
const HAS_LETTER = /[a-z]/;
const BARS = /[|\\+!]/;

/** So many words must be read that are none as they stand, in lines of which so many words in it are. */
const FEWEST = 3;
const SHARE = 0.6;
/** In lines of more than a few words there are several. */
const FEW_WORDS = 6;
const FEWEST_OF_LINE = 2;
/** So many of these signs stand in it, at least. */
const FEWEST_SIGNS = 6;
const MOST_WORDS = 2000;
const SHORTEST = 3;
/** So many steps are taken for one word. */
const MOST_STEPS = 1500;
/** Signs behind a word are seldom a part of it. */
const WITH_EDGES = 2;

interface Written {
  readonly start: number;
  readonly end: number;
  readonly word: string;
  /** `mixed` with letters, or of signs alone; `weak` when it may as well be a number, or a call: these count where others stand beside them. */
  readonly kind: 'plain' | 'weak' | 'mixed';
}

/** What a (folded) text in leetspeak reads; nothing when its signs stand for no words. Linear. */
export function inLeet(folded: string): string | undefined {
  if (!hasSigns(folded)) return undefined;
  let text = '';
  let read = 0;
  for (const line of folded.split('\n')) {
    const one = signsIn(line, 1) === 0 ? undefined : lineRead(line);
    read += one?.read ?? 0;
    text += `${text === '' ? '' : '\n'}${one?.text ?? line}`;
  }
  return read >= FEWEST && maySay(text) ? text : undefined;
}

function lineRead(line: string): { text: string; read: number } | undefined {
  const words = matchesOf(line, WORD).slice(0, MOST_WORDS).map(writtenAt);
  const mixed = words.filter(({ kind }) => kind === 'mixed');
  const known = mixed.filter(({ word }) => LANGUAGES.some((language) => reader.best(word, language) !== undefined));
  const fewest = words.length > FEW_WORDS ? FEWEST_OF_LINE : 1;
  if (known.length < Math.max(fewest, mixed.length * SHARE)) return undefined;
  const language = cheaper(known);
  const gaps = words.map(({ start }, n) => line.slice(words[n - 1]?.end ?? 0, start));
  const isRead = words.map(({ word, kind }) => kind === 'mixed' && reader.best(word, language) !== undefined);
  const places = words.map(({ word, kind }, n): Place => {
    isRead[n] ||=
      kind === 'weak' &&
      ((isRead[n - 1] === true && BESIDE.has(gaps[n] ?? '')) ||
        (isRead[n + 1] === true && BESIDE.has(gaps[n + 1] ?? '')));
    const meant = isRead[n] ? reader.read(word)[language] : [];
    const asIs = kind === 'mixed' && HAS_LETTER.test(word) ? word.replace(/[013457]/g, plainly) : word;
    return { words: meant.length > 0 ? meant : [{ word: asIs, price: UNKNOWN }], isBehind: gaps[n]?.trim() === '' };
  });
  const text = likeliest(places, language).map((word, n) => (gaps[n] ?? '') + word);
  const read = known.filter(({ word }) => (reader.best(word, language)?.length ?? 0) >= SHORTEST).length;
  return { text: text.join('') + line.slice(words.at(-1)?.end ?? 0), read };
}

/** What stands between words of a sentence, or of a name. */
const BESIDE: ReadonlySet<string> = new Set([' ', '_', '-']);
const PLAINLY: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't' };
const plainly = (digit: string): string => PLAINLY[digit] ?? digit;

/** Hits a word with digits, or signs, among its letters. */
const MIXED = /(?<![a-z\d])(?=[a-z\d@$!|]{0,20}[a-z])(?=[a-z@$!|]{0,20}[\d@$!|])[a-z\d@$!|]{2,24}(?![a-z\d])/g;
const FEWEST_MIXED = 4;
const MIXED_SHARE = 0.5;

/** A (folded) text with the likeliest letters for the signs of lines that are full of them, for whoever reads what else they hide. */
export function withLettersForSigns(folded: string): string | undefined {
  if (!hasSigns(folded)) return undefined;
  const text = folded.replace(/[^\n":]{12,2000}/g, (line) => {
    if (signsIn(line, FEWEST_MIXED) < FEWEST_MIXED) return line;
    const mixed = line.match(MIXED)?.length ?? 0;
    if (mixed < FEWEST_MIXED || mixed < line.split(' ').length * MIXED_SHARE) return line;
    return line.replace(MIXED, (word) => unleet(word) ?? word);
  });
  return text === folded ? undefined : text;
}

function cheaper(words: readonly Written[]): Language {
  const [english = 0, french = 0] = LANGUAGES.map((language) =>
    words.reduce((sum, { word }) => sum + (reader.read(word)[language][0]?.price ?? UNKNOWN), 0),
  );
  return english <= french ? 'english' : 'french';
}

function writtenAt({ 0: word, index }: RegExpExecArray): Written {
  const core = withoutEdges(word);
  const isWeak = PLAIN.test(core) || (!HAS_LETTER.test(core) && !BARS.test(core));
  const kind = LETTERS.test(word) ? 'plain' : isWeak || word.length > LONGEST ? 'weak' : 'mixed';
  return { start: index, end: index + word.length, word, kind };
}

const DIGIT = 1;
const SIGN = 2;
const LETTER = 3;
const KINDS = new Uint8Array(0x80);
for (const [kind, characters] of [
  [LETTER, 'abcdefghijklmnopqrstuvwxyz'],
  [DIGIT, '0123456789'],
  [SIGN, '@$!|+\\'],
] as const)
  for (const character of characters) KINDS[character.charCodeAt(0)] = kind;
const EURO = 0x20ac;
const POUND = 0xa3;

/** The text that was looked at last: it is read in two ways. */
let last = '';
let lastHasSigns = false;

function hasSigns(text: string): boolean {
  if (text !== last) [last, lastHasSigns] = [text, signsIn(text, FEWEST_SIGNS) >= FEWEST_SIGNS];
  return lastHasSigns;
}

/** How many signs and digits stand before letters, or signs beside each other, up to so many. */
function signsIn(text: string, most: number): number {
  let signs = 0;
  let before = 0;
  for (let i = 0; i < text.length && signs < most; i++) {
    const unit = text.charCodeAt(i);
    const kind = unit < 0x80 ? (KINDS[unit] ?? 0) : unit === EURO || unit === POUND ? SIGN : 0;
    // `0f`, `!n`, `||`, `|2`
    if (kind === LETTER ? before === DIGIT || before === SIGN : kind !== 0 && before === SIGN) signs++;
    before = kind;
  }
  return signs;
}

const reader = new Reader((word, offer) => {
  const core = withoutEdges(word);
  eachMeant(word, offer, 0);
  if (core !== word && core !== '') eachMeant(core, offer, WITH_EDGES);
});

/** Offers the words that signs and letters stand for; most ways are given up after a few letters that no word begins with. */
function eachMeant(written: string, offer: Offer, cost: number): void {
  let steps = 0;
  const walk = (at: number, hash: number, before: string): void => {
    if (++steps > MOST_STEPS) return;
    if (at === written.length) {
      offer(before, cost);
      return;
    }
    for (let length = 1; length <= LONGEST_SIGN && at + length <= written.length; length++) {
      const sign = written.slice(at, at + length);
      const letters = (SIGNS.get(sign) ?? '') + (length === 1 && sign >= 'a' && sign <= 'z' ? sign : '');
      for (const letter of letters) {
        const next = hashOn(hash, letter.charCodeAt(0));
        if (isBeginning(next)) walk(at + length, next, before + letter);
      }
    }
  };
  walk(0, 0, '');
}

function withoutEdges(word: string): string {
  return word.replace(OPENING, '').replace(CLOSING, '');
}
