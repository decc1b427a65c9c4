// Further readings of a text that makes no sense as it stands, or less than it could: spelt out, cut into lines, in leetspeak,
// with scrambled words, backwards, in a shifted alphabet, in Morse. Each is judged as the text itself is.
import { canonicalise } from '../normalise';
import { longWordsApart, takenApart } from './joined';
import { BACKWARDS, isKnown, LONGEST_WORD, MIRRORED, mirror, rotate, unleet, unscrambledAny } from './lexicon';
import { BETWEEN_PASSAGES } from './changed';
import type { Tokens } from './tokens';

export type ReadingKind =
  'spelt' | 'joined' | 'escaped' | 'lines' | 'leetspeak' | 'scrambled' | 'reversed' | 'rotated' | 'morse';

export interface Reading {
  readonly kind: ReadingKind;
  /** Folded text. */
  readonly text: string;
}

/** So many words must betray a disguise. */
const BETRAYALS = 2;
/** Misspelt words are betrayals only in company: everybody mistypes a word. */
const SCRAMBLED_FROM = 3;
/** Longer texts are read as they stand, but for their longest words. */
const LONGEST = 20_000;

/** Readings that a text suggests; none for ordinary text. Takes the text before and after folding, and its words. */
export function disguisedReadings(source: string, folded: string, tokens: Tokens): Reading[] {
  const readings: Reading[] = [];
  const isLong = source.length > LONGEST;
  const apart = isLong ? longWordsApart(folded, tokens) : takenApart(folded, tokens, source);
  if (apart !== undefined) readings.push({ kind: 'joined', text: apart });
  if (isLong) return readings;
  if (tokens.spelt) readings.push({ kind: 'spelt', text: respelt(folded) });
  if (isCutIntoLines(folded, tokens)) readings.push({ kind: 'lines', text: folded.replaceAll('\n', ' ') });
  const escaped = unescaped(folded);
  if (escaped !== undefined) readings.push({ kind: 'escaped', text: escaped });
  if (tokens.leet >= BETRAYALS) readings.push({ kind: 'leetspeak', text: rewritten(folded, tokens, unleet) });
  if (tokens.misspelt >= SCRAMBLED_FROM)
    readings.push({ kind: 'scrambled', text: rewritten(folded, tokens, unscrambledAny) });
  const { backwards, shift } = ciphers(tokens);
  if (backwards) readings.push({ kind: 'reversed', text: reverse(folded) });
  if (shift !== 0) {
    const turned = shift === MIRRORED ? mirror(source.toLowerCase()) : rotate(source, shift);
    readings.push({ kind: 'rotated', text: canonicalise(turned).text });
  }
  const morse = fromMorse(source);
  if (morse !== undefined) readings.push({ kind: 'morse', text: morse });
  return readings;
}

// Hits `i g n o r e`, `i.g.n.o.r.e`: letters with one and the same separator between them.
const SPELT_WORD =
  /(?<![\p{L}\p{N}])([\p{L}\p{N}])([^\p{L}\p{N}]{1,2})([\p{L}\p{N}])((?:\2[\p{L}\p{N}])*)(?![\p{L}\p{N}])/gu;

/** The text with letters that were spelt out put together, and one blank between words. */
function respelt(folded: string): string {
  const letters = new Map<string, number>();
  for (const [spelt, , between = ''] of folded.matchAll(SPELT_WORD))
    letters.set(between, (letters.get(between) ?? 0) + spelt.length);
  // Other separators stand between words of one letter.
  const [usual] = [...letters].sort((a, b) => b[1] - a[1])[0] ?? [''];
  const passages = usual === BETWEEN_PASSAGES ? [folded] : folded.split(BETWEEN_PASSAGES);
  return passages
    .map((passage) => {
      const joined = passage.replace(SPELT_WORD, (spelt: string, _first: string, between: string) =>
        between === usual ? spelt.replaceAll(between, '') : spelt,
      );
      // What is spelt out nowhere was judged as it stands.
      if (joined === passage) return passage;
      return joined
        .replace(/ {2,}/g, ' ')
        .replace(/ ([.,;:!?)])/g, '$1')
        .replace(/(\p{L}) (['’-]) (?=\p{L})/gu, '$1$2');
    })
    .join(BETWEEN_PASSAGES);
}

// Hits a string of JSON or of code that holds lines: a document inside a document.
const LINES_IN_STRING = /"(?:[^"\\\n]|\\[^\n]){60,}"/g;

/** What long strings with line breaks in them say; nothing when there are none. */
function unescaped(folded: string): string | undefined {
  if (!folded.includes('\\n')) return undefined;
  const strings = (folded.match(LINES_IN_STRING) ?? []).filter((string) => string.includes('\\n'));
  if (strings.length === 0) return undefined;
  return strings
    .map((string) =>
      string
        .slice(1, -1)
        .replace(/\\([^\n])/g, (_, sign: string) => (sign === 'n' ? '\n' : sign === 't' ? '\t' : sign)),
    )
    .join('\n\n');
}

/** Fewest lines of a text that was cut up. */
const FEWEST_LINES = 6;
/** Fewer words a line than this, on the mean, are no lines that anybody writes. */
const WORDS_A_LINE = 1.6;

function isCutIntoLines(folded: string, tokens: Tokens): boolean {
  let breaks = 0;
  for (let at = folded.indexOf('\n'); at >= 0; at = folded.indexOf('\n', at + 1)) breaks++;
  if (tokens.count > (breaks + 1) * WORDS_A_LINE) return false;
  let lines = 0;
  let begun = false;
  for (let i = 0; i < folded.length; i++) {
    const unit = folded.charCodeAt(i);
    if (unit === 10) begun = false;
    else if (!begun && unit > 32) {
      begun = true;
      lines++;
    }
  }
  return lines >= FEWEST_LINES && tokens.count <= lines * WORDS_A_LINE;
}

/** The text with each word that the lexicon does not know as it stands written as `read` reads it. */
function rewritten(folded: string, tokens: Tokens, read: (word: string) => string | undefined): string {
  let text = '';
  let from = 0;
  for (let i = 0; i < tokens.count; i++) {
    const start = tokens.start[i] ?? 0;
    const end = tokens.end[i] ?? 0;
    const written = folded.slice(start, end);
    // A word that was understood in its disguise is in `word` already.
    const word = tokens.disguised[i] === 1 ? tokens.word[i] : isMeant(tokens, i) ? undefined : read(written);
    if (word === undefined || start < from) continue;
    text += folded.slice(from, start) + word;
    from = end;
  }
  return text + folded.slice(from);
}

function isMeant(tokens: Tokens, i: number): boolean {
  return tokens.lo[i] !== 0 || tokens.mid[i] !== 0 || tokens.hi[i] !== 0 || tokens.top[i] !== 0;
}

/** Fewest words in a row that mean nothing, for another alphabet to be tried. */
const STRANGE_FROM = 4;
const SHORTEST_STRANGER = 3;
/** So many of them are tried. */
const TRIED = 60;
/** This share of them must be known words in the other alphabet, or so many: there is no chance in that. */
const UNDERSTOOD = 0.4;
const NO_CHANCE = 8;
const FIRST_LOOK = 16;

/** What key words and rows of unknown words betray: whether the text stands backwards, and which rotation undoes it (0: none). */
function ciphers(tokens: Tokens): { backwards: boolean; shift: number } {
  let backwards = 0;
  let shift = 0;
  const shifts = new Map<number, number>();
  const strangers: string[] = [];
  let row: string[] = [];
  const endRow = (): void => {
    if (row.length >= STRANGE_FROM && strangers.length < TRIED) strangers.push(...row.slice(0, TRIED));
    row = [];
  };
  for (let i = 0; i < tokens.count; i++) {
    const isStrange = tokens.lo[i] === 0 && tokens.mid[i] === 0 && tokens.hi[i] === 0;
    if (!isStrange) {
      // Short words are words of any alphabet by chance.
      if ((tokens.end[i] ?? 0) - (tokens.start[i] ?? 0) > SHORTEST_STRANGER) endRow();
      continue;
    }
    const cipher = tokens.cipher[i] ?? 0;
    if ((cipher & BACKWARDS) !== 0) backwards++;
    const undoes = cipher & ~BACKWARDS;
    if (undoes !== 0) {
      const times = (shifts.get(undoes) ?? 0) + 1;
      shifts.set(undoes, times);
      if (times >= BETRAYALS) shift = undoes;
    }
    const word = tokens.word[i] ?? '';
    if (word.length >= SHORTEST_STRANGER) row.push(word);
  }
  endRow();
  if (strangers.length > 0) {
    if (isUnderstood(strangers, reverse)) backwards = BETRAYALS;
    const turned = (by: number) => (word: string) => (by === MIRRORED ? mirror(word) : rotate(word, by));
    shift = likeliestShifts(strangers.join('')).find((by) => isUnderstood(strangers, turned(by))) ?? shift;
  }
  return { backwards: backwards >= BETRAYALS, shift };
}

function isUnderstood(words: readonly string[], read: (word: string) => string): boolean {
  let known = 0;
  for (const [n, word] of words.entries()) {
    // Most texts are in no cipher, and pay for a few words only.
    if (n === FIRST_LOOK && known < BETRAYALS) return false;
    if (isKnown(read(word))) known++;
  }
  return known >= BETRAYALS && (known >= NO_CHANCE || known >= words.length * UNDERSTOOD);
}

/** How often each letter stands, in per mille: the mean of English and French, counted on the harmless texts of our own benchmark. */
const FREQUENCIES = [71, 10, 36, 39, 150, 15, 16, 24, 67, 3, 6, 45, 27, 70, 68, 31, 5, 71, 78, 87, 42, 12, 9, 5, 10, 2];

/** So many rotations are tried: in few words the letters tell only roughly. */
const CANDIDATES = 3;

/** The rotations that make the letters stand most nearly as often as they do in a language; none when they do as it is. */
function likeliestShifts(letters: string): number[] {
  const counts = new Int32Array(26);
  for (let i = 0; i < letters.length; i++) {
    const unit = letters.charCodeAt(i) - 97;
    if (unit >= 0 && unit < 26) counts[unit] = (counts[unit] ?? 0) + 1;
  }
  const likeness = (shift: number): number => {
    let sum = 0;
    for (let unit = 0; unit < 26; unit++)
      sum += (counts[unit] ?? 0) * (FREQUENCIES[shift === MIRRORED ? 25 - unit : (unit + shift) % 26] ?? 0);
    return sum;
  };
  const asItIs = likeness(0);
  return Array.from({ length: MIRRORED }, (_, n) => ({ shift: n + 1, likeness: likeness(n + 1) }))
    .filter((one) => one.likeness > asItIs)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, CANDIDATES)
    .map(({ shift }) => shift);
}

function reverse(text: string): string {
  if (text.length > LONGEST_WORD) return Array.from(text).reverse().join('');
  let reversed = '';
  for (const character of text) reversed = character + reversed;
  return reversed;
}

const MORSE: Readonly<Record<string, string>> = {
  '.-': 'a', '-...': 'b', '-.-.': 'c', '-..': 'd', '.': 'e', '..-.': 'f', '--.': 'g', '....': 'h', '..': 'i', '.---': 'j', '-.-': 'k', '.-..': 'l', '--': 'm',
  '-.': 'n', '---': 'o', '.--.': 'p', '--.-': 'q', '.-.': 'r', '...': 's', '-': 't', '..-': 'u', '...-': 'v', '.--': 'w', '-..-': 'x', '-.--': 'y', '--..': 'z',
}; // prettier-ignore

// Hits `.. --. -. --- .-. .`: at least eight groups of dots and dashes.
const MORSE_RUN = /(?:[.·•-]{1,5}[ /|]{1,3}){8,}[.·•-]{0,5}/;

function fromMorse(source: string): string | undefined {
  const run = MORSE_RUN.exec(source)?.[0];
  if (run === undefined) return undefined;
  let text = '';
  // Groups of dots and dashes are letters; a slash, a bar or a wide blank ends a word.
  for (const match of run.matchAll(/[.·•-]{1,5}|[/|]|[ \t\n]{2,8}/g)) {
    const group = match[0].replace(/[·•]/g, '.');
    text += MORSE[group] ?? (/[.-]/.test(group) ? '' : ' ');
  }
  return /[a-z]{6}/.test(text.replace(/ /g, '')) ? text : undefined;
}
