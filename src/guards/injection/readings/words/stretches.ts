// Where the words of a text are strange: stretches in which unusually many are neither English nor French.
import { areDigits } from '../../../normalise';
import { hashOf } from '../../lexicon';
import { isCounted } from '../../lexicon/vocabulary';
import type { Tokens } from '../../tokens';
import { isOfShortMessages } from './abbreviations';
import { isAbbreviated } from './corrections';

export interface Stretch {
  /** Offsets in the folded text. */
  readonly start: number;
  readonly end: number;
}

/**
 * A strange word counts as much as two known ones, so that a third of strange words makes a stretch; in a text of a few words, and
 * behind a word of short messages, whose writers leave most words as they are, as much as five.
 */
const STRANGE = 2;
const KNOWN = -0.4;
const KNOWN_OF_PROSE = -1;
const FEW_WORDS = 120;
/** Pairs of letters, and letters, that are words of short messages; and other pairs. */
const PAIR = 1;
/** Of so much a stretch is looked at: three strange words in a row, or two in a text of a few words. */
const LEAST = 6;
const LEAST_OF_SHORT = 4;
const SHORT_TEXT = 40;
/** Words that end as in short messages: `rulez`, `direcshun`. */
const SHORT_MESSAGE = 3;
const SHORTENED = /(?:z|shun)$/;
/** So many known words, more than the strange ones make up for, end it. */
const DROP = 10;
/** So many words before and behind it may belong to it: short ones are words in many disguises. */
const AROUND = 3;
const MOST = 4;
const SHORTEST = 2;
const LONG = 3;

/** The stretches, in order. Linear; words that the lexicon knows cost nothing but a look. */
export function stretchesOf(folded: string, tokens: Tokens): Stretch[] {
  const { units, count, start, end, lo, mid, hi, top, disguised } = tokens;
  const least = count < SHORT_TEXT ? LEAST_OF_SHORT : LEAST;
  const found: Stretch[] = [];
  let first = -1;
  let last = -1;
  let score = 0;
  let best = 0;
  let shorts = 0;
  const close = (): void => {
    if (best >= least && found.length < MOST) {
      const floor = found.at(-1)?.end ?? 0;
      let from = start[edge(folded, tokens, first, -1)] ?? 0;
      let to = end[edge(folded, tokens, last, 1)] ?? 0;
      while (OPEN.includes(folded.charAt(from - 1)) && from > floor) from--;
      while (to < folded.length && OPEN.includes(folded.charAt(to))) to++;
      if (from >= floor && !isCode(units, from, to)) found.push({ start: from, end: to });
      else if (from >= floor) found.push(...proseIn(folded, tokens, first, last));
    }
    first = -1;
    score = 0;
    best = 0;
  };
  for (let i = 0; i < count; i++) {
    // Most words have a meaning, and are done with by a look.
    const isShort = isOfShortMessages(units, start[i] ?? 0, end[i] ?? 0);
    if (isShort) shorts++;
    const isMeant =
      !isShort &&
      ((lo[i] ?? 0) | (mid[i] ?? 0) | (hi[i] ?? 0) | (top[i] ?? 0)) !== 0 &&
      disguised[i] === 0 &&
      !isParted(tokens, i);
    if (isMeant && first < 0) continue;
    const asItIs = isMeant ? KNOWN : kindOf(folded, tokens, i);
    const kind = asItIs === KNOWN && shorts === 0 && count > FEW_WORDS ? KNOWN_OF_PROSE : asItIs;
    if (kind === 0) continue;
    if (kind > 0 && first < 0) first = i;
    if (first < 0) continue;
    score += kind;
    best = Math.max(best, score);
    if (kind > 0) last = i;
    else if (score <= 0 || best - score > DROP) {
      i = score <= 0 ? i : last;
      close();
    }
  }
  if (first >= 0) close();
  return found;
}

const unitSet = (signs: string): ReadonlySet<number> => new Set(Array.from(signs, (sign) => sign.charCodeAt(0)));

/** So many signs of code, a letter, are code. */
const CODE_SIGNS = 1 / 12;
const SIGNS_OF_CODE = unitSet('{}()[]=<>;:|_"/\\`\t');

function isCode(units: Uint16Array, from: number, to: number): boolean {
  let signs = 0;
  for (let i = from; i < to; i++) if (SIGNS_OF_CODE.has(units[i] ?? 0)) signs++;
  return signs > (to - from) * CODE_SIGNS && signs > FEWEST_SIGNS;
}

const FEWEST_SIGNS = 3;
/** Names in code are often none; so many words in a row, with blanks between them, are not. */
const FEWEST_IN_CODE = 4;
/** Of code so many pieces are looked at. */
const MOST_PIECES = 8;
const CODE_BETWEEN = /[{}()[\]=<>;|_"/\\`\t\n]/;

/** Comments and strings of code, from the word at `first` to that at `last`, that are strange enough by themselves. Linear. */
function proseIn(folded: string, tokens: Tokens, first: number, last: number): Stretch[] {
  const { start, end } = tokens;
  const found: Stretch[] = [];
  for (let i = first; i <= last && found.length < MOST_PIECES; i++) {
    const begin = i;
    let score = kindOf(folded, tokens, i);
    while (i < last && !CODE_BETWEEN.test(folded.slice(end[i] ?? 0, start[i + 1] ?? 0)))
      score += kindOf(folded, tokens, ++i);
    if (score >= LEAST && i - begin >= FEWEST_IN_CODE) found.push({ start: start[begin] ?? 0, end: end[i] ?? 0 });
  }
  return found;
}

/** `ign*re`: the second part of a word with a letter left open. */
function isParted({ units, start: starts, end }: Tokens, i: number): boolean {
  const start = starts[i] ?? 0;
  const before = units[start - 1] ?? 0;
  return (before === STAR || before === HASH) && i > 0 && start - (end[i - 1] ?? 0) === 1;
}

/** What a word counts that means nothing as it stands; nothing for numbers, names of programs and letters that stand alone. */
function kindOf(folded: string, tokens: Tokens, i: number): number {
  const { units } = tokens;
  const start = tokens.start[i] ?? 0;
  const end = tokens.end[i] ?? 0;
  // Parts of a name.
  if (tokens.run[i] !== 0) return 0;
  if (isParted(tokens, i)) return STRANGE;
  const isDisguised = tokens.disguised[i] === 1;
  if (end - start < LONG && isAtApostrophe(units, start, end)) return 0;
  if (!isOfProse(units, start, end)) return 0;
  const unit = units[start] ?? 0;
  if (unit >= ZERO && unit <= NINE && areDigits(units, start, end)) return 0;
  const isLong = end - start >= LONG;
  const written = isDisguised || !isLong ? folded.slice(start, end) : (tokens.word[i] ?? '');
  // `u`, `ur`, `msg`
  if (isOfShortMessages(units, start, end)) return STRANGE;
  if (end - start <= LONGEST_ABBREVIATION) {
    const hash = isDisguised ? hashOf(written) : (tokens.hash[i] ?? 0);
    if (isAbbreviated(written, hash)) return isLong ? STRANGE : PAIR;
  }
  if (end - start < SHORTEST) return 0;
  if (tokens.counted[i] !== 0) return KNOWN;
  if (written.length > LONGEST || (written.includes('_') && isName(written))) return 0;
  if (!isLong) return PAIR;
  if (written.length > LONGEST_WORD) return 0;
  return SHORTENED.test(written) ? SHORT_MESSAGE : STRANGE;
}

/** Longer ones are keys, hashes and texts without blanks. */
const LONGEST = 30;
/** Longer ones are names of programs, run together, or words whose neighbours are strange, too. */
const LONGEST_WORD = 16;
const LONGEST_ABBREVIATION = 4;
/** A part of a name that is a word of so many letters is one by no chance. */
const SURE = 4;

/** `email_address`, `_and_`: made of words. */
function isName(written: string): boolean {
  const parts = written.split('_').filter((part) => part !== '');
  return parts.some((part) => part.length >= SURE && isCounted(part)) || parts.every(isCounted);
}

/** Stands between blanks and the signs of sentences, as the names of programs seldom do. Looks at three characters. */
function isOfProse(units: Uint16Array, start: number, end: number): boolean {
  if (start > 0 && !isBlankOrOpen(units[start - 1] ?? 0) && !BEFORE.has(units[start - 1] ?? 0)) return false;
  if (end >= units.length || isBlankOrOpen(units[end] ?? 0) || (units[end] ?? 0) === HYPHEN) return true;
  const next = end + 1 >= units.length || isBlankOrOpen(units[end + 1] ?? 0);
  return next && STOPS.has(units[end] ?? 0);
}

const STAR = 0x2a;
const HASH = 0x23;
const LOW_LINE = 0x5f;
const HYPHEN = 0x2d;
const BEFORE = unitSet('\'"(«“-');
const STOPS = unitSet('.,;:!?)"»”');

function isBlankOrOpen(unit: number): boolean {
  return unit <= 0x20 || unit === STAR || unit === HASH || unit === LOW_LINE;
}

/** Signs for letters that are left open. */
const OPEN = '*#_';

/** `d’`, `l’`, `’s`, `’ve` */
function isAtApostrophe(units: Uint16Array, start: number, end: number): boolean {
  return (units[end] ?? 0) === APOSTROPHE || (units[start - 1] ?? 0) === APOSTROPHE;
}

const ZERO = 0x30;
const NINE = 0x39;
const APOSTROPHE = 0x27;

/** The word up to which those around the one at `i` may belong to it: within a line, and not behind the end of a sentence. */
function edge(folded: string, { count, start, end }: Tokens, i: number, step: 1 | -1): number {
  let at = i;
  for (let n = 0; n < AROUND && at + step >= 0 && at + step < count; n++) {
    const between =
      step > 0 ? folded.slice(end[at] ?? 0, start[at + 1] ?? 0) : folded.slice(end[at - 1] ?? 0, start[at] ?? 0);
    if (/[\n.!?:]/.test(between)) break;
    at += step;
  }
  return at;
}
