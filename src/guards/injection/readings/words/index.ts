// Words in disguise, whatever it is: where unusually many words of a text are no words, ways of writing them are tried, and one is
// believed when it makes words of most.
import { isCounted, isWord } from '../../lexicon/vocabulary';
import { LANGUAGES, type Language } from '../../lexicon/frequencies';
import { tokenise, type Tokens } from '../../tokens';
import { letterCounts, likeness } from '../enciphered/ciphers';
import { affixed, affixedAmong, butchered, doubled, echoed, infixed, turned } from './affixes';
import { bareReader } from './bare';
import { corrections } from './corrections';
import { withoutJoints } from './joints';
import { KEYBOARDS, MOVED_VOWELS } from './keyboards';
import { LETTER_ORDERS, shuffled } from './letterOrder';
import { MOVED_BLANKS } from './movedBlanks';
import { isOfRules, Reader } from './reader';
import { rewritten, WORD } from './rewritten';
import {
  knownShare,
  LETTERS_A_WORD,
  lettersOfWords,
  SHORTEST,
  TRIED,
  understood,
  UNDERSTOOD_SO_FAR,
  wordsOf,
} from './share';
import { stretchesOf } from './stretches';
import type { Offer, TextTransform, Undo, WordTransform } from './transform';

export interface Reworded {
  /** So many words were none that nobody merely mistyped them. */
  readonly hides: boolean;
  readonly text: string;
}

/** Each names words that are no words otherwise; from the surest to the least sure. */
const TEXT_TRANSFORMS: readonly TextTransform[] = [...KEYBOARDS, ...MOVED_VOWELS, ...MOVED_BLANKS, ...LETTER_ORDERS];
const WORD_TRANSFORMS: readonly WordTransform[] = [doubled, infixed, echoed, butchered, affixed, turned, shuffled];
/** Those that mark each word, so that a few of them are found among others. */
const MARKING: readonly WordTransform[] = [doubled, infixed, echoed, butchered, affixedAmong];

/** So much of the words must be words when they are read so, and so much more than as they stand. */
const UNDERSTOOD = 0.75;
const RISE = 0.3;
/** Of misspelt words so many at least; of words without vowels, which look like nothing else. */
const CORRECTED = 0.75;
const UNDERSTOOD_BARE = 0.6;
const HIDING = 0.5;
/** So many words, at least, must be understood that were strange. */
const FEWEST = 3;

/** What leaves most of a text as it is is likelier than what writes it anew, when both make words of it. */
const SPARING = 1.05;

/** So many letters tell whether they stand as often as in a language. */
const COUNTED_LETTERS = 400;
/** When more are words as they stand, each of them is not in another way of writing. */
const STRANGE = 0.55;

/** The readings of a text with stretches of strange words in it; none for ordinary text, which pays for a look at its words. Linear. */
export function reworded(folded: string, tokens: Tokens): Reworded[] {
  const joined = withoutJoints(folded, tokens);
  if (joined !== undefined) {
    const found = rewordedAsItIs(joined, tokenise(joined)).filter(({ hides }) => hides);
    if (found.length > 0) return found;
  }
  return rewordedAsItIs(folded, tokens);
}

function rewordedAsItIs(folded: string, tokens: Tokens): Reworded[] {
  const read = new Map<string, Whole>();
  for (const stretch of stretchesOf(folded, tokens)) {
    for (const { name, hides, text, undo } of readingsOfLines(folded.slice(stretch.start, stretch.end))) {
      const whole = read.get(name) ?? { hides: false, text: '', from: 0, undo };
      read.set(name, whole);
      whole.hides ||= hides;
      whole.text += whole.undo(folded.slice(whole.from, stretch.start)) + text;
      whole.from = stretch.end;
      whole.undo = undo;
    }
  }
  return [...read.values()].map(({ hides, text, from, undo }) => ({
    hides,
    text: text + undo(folded.slice(from)),
  }));
}

/** What was read so far, in one way, of a text. */
interface Whole {
  hides: boolean;
  text: string;
  from: number;
  undo: Replacing;
}

/** Undoes a disguise outside of the stretch that betrayed it. */
type Replacing = (text: string) => string;

function outsideBy(reader: Reader, language: Language): Replacing {
  if (reader.isBare || reader === corrector) return (text) => rewritten(text, language, reader);
  return strangersBy((word) => reader.best(word, language));
}

/** Undoes a disguise where that makes a word of what was none. */
function strangersBy(undo: (word: string) => string | undefined): Replacing {
  return (text) =>
    text.replace(WORD, (word, at: number) =>
      word.length < SHORTEST || isCounted(word) || text.charAt(at + word.length) === "'" ? word : (undo(word) ?? word),
    );
}

interface Found {
  readonly name: string;
  readonly hides: boolean;
  readonly text: string;
  readonly undo: Replacing;
}

/** Fewest letters of a line that may be in a disguise of its own. */
const LONG_LINE = 24;

/** What parts lines, cells and quotations. */
const BORDER = /(\n|\||"|«|»)/;
const MOST_PIECES = 24;

/** The readings of a stretch; and, when it is in no disguise as a whole, those of its lines, cells and quotations of which one may be. */
function readingsOfLines(written: string): Found[] {
  const found = readingsOf(written);
  if (found.some(({ hides }) => hides)) return found;
  const pieces = written.split(BORDER);
  if (pieces.length === 1) return found;
  let tried = 0;
  for (const [n, piece] of pieces.entries()) {
    if (piece.length < LONG_LINE || ++tried > MOST_PIECES) continue;
    // What was found hides nothing, so that it is corrected.
    const hidden = readingsOf(piece, found.length > 0 ? 'disguises' : 'hidden').find(({ hides }) => hides);
    if (hidden !== undefined) return [...found, { ...hidden, text: pieces.with(n, hidden.text).join('') }];
  }
  return found;
}

const HYPHEN = /(?<=[a-z])-(?=[a-z])/g;

/** @param wanted all readings, those that hide something, or of these the ones that are not corrected */
function readingsOf(written: string, wanted: 'all' | 'hidden' | 'disguises' = 'all'): Found[] {
  // `evious-pray`: hyphens that are no part of names.
  const hyphens = written.match(HYPHEN)?.length ?? 0;
  const isHyphened = hyphens > 1 && hyphens * 3 > (written.match(WORD)?.length ?? 0);
  const text = isHyphened ? written.replace(HYPHEN, '') : written;
  const words = wordsOf(text);
  const before = knownShare(words);
  const found: Found[] = [];
  if (before < 1 - RISE) {
    const ofText = wholeRead(text, words, Math.max(UNDERSTOOD, before + RISE));
    if (ofText !== undefined) found.push(ofText);
    const ofWords = before > STRANGE ? undefined : wordsRead(text, words, Math.max(UNDERSTOOD, before + RISE));
    if (ofWords !== undefined) found.push(ofWords);
  }
  const ofSome = found.length > 0 ? undefined : someRead(text, words);
  if (ofSome !== undefined) found.push(ofSome);
  // Of a text of known words nothing is hidden that is corrected.
  if (wanted === 'disguises' || (wanted === 'hidden' && before >= HIDING)) return found;
  const corrected = correctedBy(text, before);
  if (corrected !== undefined) found.push(corrected);
  return found;
}

/** What a text reads when its words are misspelt, shortened, or without vowels; some of its words tell whether they are. */
function correctedBy(text: string, before: number): Found | undefined {
  for (const words of samplesOf(text)) {
    const reader = bareReader(words) ?? corrector;
    // Names among other words are corrected to nothing that the rules know, mostly, and the others need not be read.
    if (before >= HIDING && !LANGUAGES.some((language) => isTold(words, reader, language))) continue;
    const { share, language, fresh } = understood(words, reader);
    const hides = before < HIDING && fresh >= FEWEST;
    if (share < (reader.isBare ? UNDERSTOOD_BARE : CORRECTED) || fresh < FEWEST - 1) continue;
    if (!hides && !isTold(words, reader, language)) continue;
    return { name: 'corrected', hides, text: rewritten(text, language, reader), undo: outsideBy(reader, language) };
  }
  return undefined;
}

/** Whether a word that is none stands for one that the rules read something in. */
function isTold(words: readonly string[], reader: Reader, language: Language): boolean {
  return words.some((word) => !isWord(word) && isOfRules(reader.best(word, language) ?? ''));
}

/** Words of a text from its beginning on; and of a long one from its middle, for it may begin with names. */
function samplesOf(text: string): string[][] {
  const first = wordsOf(text);
  if (first.length < TRIED) return [first];
  return [first, ...[1 / 3, 2 / 3].map((part) => wordsOf(text.slice(Math.floor(text.length * part))))];
}

/** What a text reads when the whole of it is written in another way. */
function wholeRead(text: string, words: readonly string[], needed: number): Found | undefined {
  let best: { text: string; score: number; transform: TextTransform } | undefined;
  const strange = new Set(words);
  const counts = letterCounts([text.slice(0, COUNTED_LETTERS)]);
  const asItIs = likeness(counts, (letter) => letter);
  for (const transform of TEXT_TRANSFORMS) {
    const { read, letters } = transform;
    // Nearly all are done with by the letters alone.
    if (letters !== undefined && likeness(counts, (letter) => letters[letter] ?? 0) <= asItIs) continue;
    const first = read(text.slice(0, FIRST_LETTERS));
    if (first === undefined || knownShare(wordsOf(first)) < UNDERSTOOD_SO_FAR) continue;
    const meant = read(text);
    if (meant === undefined) continue;
    const all = wordsOf(meant);
    if (knownShare(all) < needed || all.filter((word) => isWord(word) && !strange.has(word)).length < FEWEST) continue;
    const score =
      (lettersOfWords(all) / Math.min(meant.length, TRIED * LETTERS_A_WORD)) *
      (transform.isSparing === true ? SPARING : 1);
    if (score > (best?.score ?? 0)) best = { text: meant, score, transform };
  }
  if (best === undefined) return undefined;
  const { read, letters, isSparing = false } = best.transform;
  if (isSparing) return { name: 'whole', hides: true, text: best.text, undo: (outside) => read(outside) ?? outside };
  const undo = strangersBy((word) => {
    const meant = letters === undefined ? undefined : read(word);
    return meant !== undefined && isWord(meant) ? meant : undefined;
  });
  return { name: 'whole', hides: true, text: best.text, undo };
}

/** What a text reads when each of its words is written in another way. */
function wordsRead(text: string, words: readonly string[], needed: number): Found | undefined {
  for (const undo of eachUndo(words)) {
    const reader = new Reader(undo);
    const { share, language, fresh } = understood(words, reader);
    if (share < needed || fresh < FEWEST) continue;
    return {
      name: 'words',
      hides: true,
      text: rewritten(text, language, reader),
      undo: outsideBy(reader, language),
    };
  }
  return undefined;
}

/** What a text reads of which some words are written in another way, all of those that are strange. */
function someRead(text: string, words: readonly string[]): Found | undefined {
  const strange = words.filter((word) => word.length > SHORTEST && !isWord(word));
  if (strange.length < FEWEST) return undefined;
  for (const undo of eachUndo(strange, MARKING)) {
    const reader = new Reader(undo);
    const { share, language, fresh } = understood(strange, reader);
    if (share < UNDERSTOOD || fresh < FEWEST || !isTold(strange, reader, language)) continue;
    return { name: 'words', hides: true, text: rewritten(text, language, reader), undo: outsideBy(reader, language) };
  }
  return undefined;
}

function* eachUndo(words: readonly string[], transforms = WORD_TRANSFORMS): Generator<Undo> {
  for (const transform of transforms) yield* transform(words);
}

function correct(word: string, offer: Offer): void {
  if (isWord(word)) offer(word, 0);
  corrections(word, offer);
}

const FIRST_LETTERS = 120;

const corrector = new Reader(correct);
