// What initials say, the letters of each word in a block of their own: initials of the lines of a stanza, of the sentences of a
// paragraph, of the words of a sentence, of the items of a line. The text need not say that they do.
import { isLetterOrDigitUnit } from '../../../normalise';
import { cutUp } from '../../joined';
import { letterPrice, NO_LETTER, priceOfLetter } from '../../lexicon/frequencies';
import { hashOf, hashOn } from '../../lexicon/hash';
import { isCountedHash } from '../../lexicon/vocabulary';
import { signed } from '../../punctuation';
import { isLetterUnit } from '../../words';
import { senseOf } from '../sense';
import { kindsIn } from '../speech';

/** What stands between two words; several of these may. */
const ITEM = 1;
const LIST = 2;
const CELL = 4;
const STOP = 8;
const LINE = 16;
const STANZA = 32;
const CLOSED = 64;
const ANY = 128;

/** What stands before a letter that counts, and what parts the words that such letters make. */
interface Way {
  readonly letters: number;
  readonly words: number;
  /** Takes what stands in braces and behind a colon only, in lines that have such. */
  readonly inLists?: boolean;
}

const WAYS: readonly Way[] = [
  { letters: LINE, words: STANZA },
  { letters: STOP | LINE, words: STANZA },
  { letters: STOP | LINE, words: LINE },
  { letters: ANY, words: STOP | LINE },
  { letters: ANY, words: CELL | LINE },
  { letters: ITEM | LIST | CELL | LINE, words: LIST | CELL | LINE, inLists: true },
];

/** More initials are not looked at. */
const MOST = 4000;
/** Few words have initials that are a word by chance, the fewer the more they are: what a word and what none speaks for, about a logarithm. */
const OF_LETTER = 1.7;
const OF_WORD = -2.6;
const STRANGE = -4;
const LONGEST_WORD = 16;
/** So much speaks for a message, of so many words that differ. */
const ENOUGH = 13;
const FEWEST_WORDS = 4;
/** When so much does, it says something, whatever its words are. */
const SURE = 20;
/** Words of one letter. */
const ALONE: ReadonlySet<number> = new Set(Array.from('aiyo', hashOf));

/** The first letters of the words of a text: where they stand, and what stands before each. */
interface Initials {
  readonly at: readonly number[];
  readonly gaps: readonly number[];
  /** From 0 for `a` on. */
  readonly letters: readonly number[];
}

/** What initials say, in the place of the lines that they stand in; nothing when they say nothing. Takes the folded text and its units. Linear. */
export function initialsOfBlocks(folded: string, units: Uint16Array): string | undefined {
  const initials = initialsOf(units);
  const found = WAYS.filter((way) => mayBeSaid(initials, way))
    .map((way) => bestIn(wordsOf(initials, folded, way)))
    .filter((one) => one !== undefined);
  const [best] = found.sort((a, b) => b.score - a.score);
  const first = best?.words[0];
  if (best === undefined || first === undefined) return inOneRow(initials, folded);
  const said = best.words.map(({ word }) => word).join(' ');
  if (kindsIn(said) === 0 && best.score < SURE) return undefined;
  return inPlace(folded, said, first.start, best.words.at(-1)?.end ?? first.end);
}

function inPlace(folded: string, said: string, first: number, last: number): string {
  const end = folded.indexOf('\n', last);
  return `${folded.slice(0, folded.lastIndexOf('\n', first) + 1)}${signed(said)}${end < 0 ? '' : folded.slice(end)}`;
}

/** What parts letters that stand in one row, whatever parts their words. */
const ROWS = [LINE, STOP | LINE, ANY] as const;
/**
 * A dearer letter behind those before it, as a natural logarithm, is rather an initial of an ordinary text: of twenty letters the mean
 * is less in 99 of 100 sentences, and in two of a hundred rows of initials.
 */
const ORDINARY = 3.6;
/** So much cheaper are the letters of a message, all together; and so much of it makes sense. */
const CHEAPER = 10;
/** No letter is dearer: two words may meet at it. */
const DEAREST = 7;
const MOST_LETTERS = 300;
const FEWEST_LETTERS = 14;
const SENSE = 0.85;
const FEWEST_KINDS = 2;

/** What initials say whose words nothing parts. */
function inOneRow(initials: Initials, folded: string): string | undefined {
  for (const letters of ROWS) {
    if (!mayBeCheap(initials, letters)) continue;
    const places = initials.at.filter((_, n) => ((initials.gaps[n] ?? 0) & letters) !== 0);
    let row = '';
    for (const place of places) row += folded[place] ?? '';
    const [start, end] = cheapest(row);
    if (end - start < FEWEST_LETTERS || end - start > MOST_LETTERS) continue;
    const said = cutUp(row.slice(start, end));
    if (said === undefined || senseOf(said) < SENSE || kindsIn(said) < FEWEST_KINDS) continue;
    return inPlace(folded, said, places[start] ?? 0, places[end - 1] ?? 0);
  }
  return undefined;
}

/** Whether a part of a row of letters is much like a language: hardly any row of an ordinary text is. */
function mayBeCheap({ gaps, letters: kinds }: Initials, letters: number): boolean {
  let sum = 0;
  let one = NO_LETTER;
  let two = NO_LETTER;
  for (let n = 0; n < gaps.length; n++) {
    if (((gaps[n] ?? 0) & letters) === 0) continue;
    const kind = kinds[n] ?? 0;
    sum = Math.max(0, sum + ORDINARY - Math.min(DEAREST, priceOfLetter(one, two, kind)));
    if (sum > CHEAPER) return true;
    one = two;
    two = kind;
  }
  return false;
}

/** The part of a row of letters that is most like a language; none when that is not much. */
function cheapest(row: string): readonly [start: number, end: number] {
  let sum = 0;
  let first = 0;
  let most = CHEAPER;
  let best: [number, number] = [0, 0];
  for (let i = 0; i < row.length; i++) {
    if (sum === 0) first = i;
    sum = Math.max(0, sum + ORDINARY - Math.min(DEAREST, letterPrice(row, i, 0)));
    if (sum <= most) continue;
    most = sum;
    best = [first, i + 1];
  }
  return best;
}

function initialsOf(units: Uint16Array): Initials {
  const at: number[] = [];
  const gaps: number[] = [];
  const letters: number[] = [];
  let gap = STANZA | LINE;
  for (let i = 0; i < units.length && at.length < MOST; i++) {
    const unit = units[i] ?? 0;
    if (!isLetterOrDigitUnit(unit)) {
      gap |= gapAt(units, i, gap);
      continue;
    }
    if (isLetterUnit(unit)) {
      at.push(i);
      gaps.push(gap | ANY);
      letters.push(unit - A);
      gap = 0;
    }
    while (isWithin(units, i + 1)) i++;
  }
  return { at, gaps, letters };
}

/** A letter or a digit, or an apostrophe before one. */
function isWithin(units: Uint16Array, i: number): boolean {
  const unit = units[i] ?? 0;
  return isLetterOrDigitUnit(unit) || (unit === APOSTROPHE && isLetterUnit(units[i + 1] ?? 0));
}

function gapAt(units: Uint16Array, i: number, before: number): number {
  const unit = units[i] ?? 0;
  if (unit === LINE_END) return (before & LINE) === 0 ? LINE : STANZA;
  const gap = SIGNS.get(unit) ?? 0;
  // A stop or a slash within a name parts nothing.
  const isInName = (gap === STOP || unit === SLASH) && (units[i + 1] ?? BLANK) > BLANK;
  return isInName ? 0 : gap;
}

const A = 0x61;
const BLANK = 0x20;
const LINE_END = 0x0a;
const APOSTROPHE = 0x27;
const SLASH = 0x2f;
const SIGNS: ReadonlyMap<number, number> = new Map(
  ([[',;', ITEM], [':({[', LIST], [')}]', CLOSED], ['.!?', STOP], ['|/', CELL]] as const).flatMap(([signs, gap]) =>
    Array.from(signs, (sign) => [sign.charCodeAt(0), gap] as const),
  ),
); // prettier-ignore

interface Word {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** The words that letters make in one way. */
function wordsOf({ at, gaps }: Initials, folded: string, { letters, words, inLists }: Way): Word[] {
  const made: Word[] = [];
  let line = 0;
  let isClosed = false;
  let word = '';
  let start = 0;
  let end = 0;
  const close = (): void => {
    if (word !== '') made.push({ word, start, end });
    word = '';
  };
  for (let n = 0; n < gaps.length; n++) {
    const gap = gaps[n] ?? 0;
    if ((gap & words) !== 0) close();
    if (inLists === true) {
      if ((gap & LINE) !== 0) line = made.length;
      // What stands before a list is its name.
      else if ((gap & LIST) !== 0) made.length = Math.min(made.length, isClosed ? made.length : line);
      isClosed = (gap & CLOSED) !== 0 || (isClosed && (gap & (LIST | LINE)) === 0);
      if (isClosed && (gap & LIST) === 0) continue;
    }
    if ((gap & letters) === 0) continue;
    if (word === '') start = at[n] ?? 0;
    end = at[n] ?? 0;
    // What is longer is none, however long it is.
    if (word.length <= LONGEST_WORD) word += folded.charAt(end);
  }
  close();
  return made;
}

/** Whether enough may speak for a row of words that letters make in one way, by their hashes: hardly any ordinary text passes. */
function mayBeSaid({ gaps, letters: kinds }: Initials, { letters, words, inLists }: Way): boolean {
  // Names before lists are left out, so that what stands around them meets.
  if (inLists === true) return true;
  let score = 0;
  let hash = 0;
  let length = 0;
  for (let n = 0; n <= gaps.length; n++) {
    const gap = gaps[n] ?? words;
    if ((gap & words) !== 0 && length > 0) {
      score = Math.max(0, score + speaksFor(length, hash));
      if (score > ENOUGH) return true;
      hash = 0;
      length = 0;
    }
    if ((gap & letters) === 0) continue;
    hash = hashOn(hash, A + (kinds[n] ?? 0));
    length++;
  }
  return false;
}

/** The row of words for which most speaks; nothing when that is not much. */
function bestIn(words: readonly Word[]): { readonly score: number; readonly words: readonly Word[] } | undefined {
  let score = 0;
  let first = 0;
  let best = { score: ENOUGH, first: 0, last: -1 };
  for (let n = 0; n < words.length; n++) {
    if (score === 0) first = n;
    const { word } = words[n] ?? { word: '' };
    score = Math.max(0, score + speaksFor(word.length, hashOf(word)));
    if (score > best.score) best = { score, first, last: n };
  }
  const row = words.slice(best.first, best.last + 1);
  const different = new Set(row.map(({ word }) => word)).size;
  return different < FEWEST_WORDS || different * 2 < row.length ? undefined : { score: best.score, words: row };
}

/** @param hash of the word; a word of one letter is told by it */
function speaksFor(length: number, hash: number): number {
  if (length === 1) return ALONE.has(hash) ? 0 : STRANGE;
  if (length > LONGEST_WORD || !isCountedHash(hash)) return STRANGE;
  return Math.max(0, OF_LETTER * length + OF_WORD);
}
