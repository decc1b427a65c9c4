// Cuts a folded text into words with their meanings, positions and sentences: what the grammar of intent reads.
import { BORDER, JOINED, layoutOf } from './layout';
import { bits, isDotWord, lookUp, lookUpDigits, segment, type Meaning, type Phrase, type WordInfo } from './lexicon';

/** The words of one view, as parallel arrays: the rules walk over tens of thousands of them. */
export interface Tokens {
  readonly count: number;
  readonly word: readonly string[];
  /** Offsets in the view's text. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** Distance in words, with punctuation and line ends counted as more. */
  readonly pos: Int32Array;
  /** Number of the sentence. */
  readonly sentence: Int32Array;
  readonly lo: Int32Array;
  readonly mid: Int32Array;
  readonly hi: Int32Array;
  readonly top: Int32Array;
  /** Number of the passage: blank lines part them, and the heads of lists, logs, tables, code and the like. */
  readonly paragraph: Int32Array;
  /** Numbers of the sentences that end with a question mark. */
  readonly questions: ReadonlySet<number>;
  /** Words that were misspelt, in leetspeak, spaced out or run together. */
  readonly disguised: Uint8Array;
  /** Words that were run together: the number of the run (negative for a short one), 0 for ordinary words. */
  readonly run: Int32Array;
}

class Builder {
  readonly word: string[] = [];
  readonly start: number[] = [];
  readonly end: number[] = [];
  readonly info: WordInfo[] = [];
  readonly split: boolean[] = [];
  readonly run: number[] = [];
  runs = 0;

  add(word: string, start: number, end: number, info: WordInfo, split: boolean, run = 0): void {
    this.word.push(info.disguised && info.word !== '' ? info.word : word);
    this.start.push(start);
    this.end.push(end);
    this.info.push(info);
    this.split.push(split);
    this.run.push(run);
  }
}

/** Letters in a row, one by one (`i g n o r e`), from which a run is read as spelt out. */
const SPELT_FROM = 6;
const RUN_TOGETHER_FROM = 14;
const RUN_TOGETHER_TO = 400;
/** So many letters are cut into words in one text, no more. */
const SEGMENT_BUDGET = 24_000;

/** Whether the word at `index` has one of the meanings. */
export function has(tokens: Tokens, index: number, meaning: Meaning): boolean {
  return (
    ((tokens.lo[index] ?? 0) & meaning.lo) !== 0 ||
    ((tokens.mid[index] ?? 0) & meaning.mid) !== 0 ||
    ((tokens.hi[index] ?? 0) & meaning.hi) !== 0 ||
    ((tokens.top[index] ?? 0) & meaning.top) !== 0
  );
}

/** Reads `text` (folded). Linear in its length. */
export function tokenise(text: string): Tokens {
  const raw = cut(text);
  const builder = new Builder();
  let budget = SEGMENT_BUDGET;
  let leet = 0;
  const digits: number[] = [];
  for (let i = 0; i < raw.length; i++) {
    const token = raw[i];
    if (token === undefined) continue;
    const spelt = token.end - token.start === 1 ? speltOut(text, raw, i) : undefined;
    if (spelt !== undefined) {
      for (const piece of spelt.pieces) budget -= addWord(builder, piece.word, piece.starts, piece.end, budget, true);
      i = spelt.last;
      continue;
    }
    const written = text.slice(token.start, token.end);
    const word = text.charCodeAt(token.end - 2) === 0x27 ? written.replace("'", '') : written;
    const info = lookUp(word);
    if (info.disguised && /\d/.test(word)) leet++;
    const unit = text.charCodeAt(token.start);
    if (unit >= 0x30 && unit <= 0x39 && info.word === '' && /^\d+$/.test(word)) digits.push(builder.word.length);
    if (info.word === '' && word.length >= RUN_TOGETHER_FROM && word.length <= RUN_TOGETHER_TO && budget > 0) {
      const used = addWord(builder, word, undefined, token.end, budget, false, token.start);
      budget -= used;
    } else builder.add(word, token.start, token.end, info, false);
  }
  if (leet >= 2) {
    for (const index of digits) {
      const info = lookUpDigits(builder.word[index] ?? '');
      if (info !== undefined) {
        builder.info[index] = info;
        builder.word[index] = info.word;
      }
    }
  }
  return finish(text, builder);
}

const DOT_WORD = /^\.[a-z_]{2,20}/;

interface RawToken {
  readonly start: number;
  readonly end: number;
}

const WORD_UNITS = new Uint8Array(128);
for (const character of 'abcdefghijklmnopqrstuvwxyz0123456789_') WORD_UNITS[character.charCodeAt(0)] = 1;

function isWordUnit(unit: number): boolean {
  if (unit < 0x80) return WORD_UNITS[unit] === 1;
  return (
    (unit >= 0xc0 && unit < 0x2000) ||
    (unit >= 0x2c00 && unit < 0x3000) ||
    (unit > 0x3040 && unit < 0xfe30) ||
    unit > 0xffef
  );
}

/** Signs that leetspeak uses as letters; they belong to a word only between letters or digits. */
function isLeetSign(unit: number): boolean {
  return unit === 0x40 || unit === 0x24 || unit === 0x21 || unit === 0x7c || unit === 0x20ac || unit === 0x2b;
}

function cut(text: string): RawToken[] {
  const tokens: RawToken[] = [];
  const n = text.length;
  let i = 0;
  while (i < n) {
    const unit = text.charCodeAt(i);
    if (!isWordUnit(unit)) {
      if (unit === 0x2e && isLetterUnit(text.charCodeAt(i + 1)) && !isWordUnit(text.charCodeAt(i - 1))) {
        // `.env`: the dot makes the name.
        const word = DOT_WORD.exec(text.slice(i, i + 24))?.[0] ?? '';
        if (word !== '' && isDotWord(word)) {
          tokens.push({ start: i, end: i + word.length });
          i += word.length;
          continue;
        }
      }
      // `!gnore`, `$ystem`: a sign that opens a word, after a blank.
      const opens =
        isLeetSign(unit) &&
        unit !== 0x40 &&
        unit !== 0x2b &&
        isLetterUnit(text.charCodeAt(i + 1)) &&
        (i === 0 || text.charCodeAt(i - 1) === 32);
      if (!opens) {
        i++;
        continue;
      }
    }
    const start = i;
    if (unit >= 0x3040 && isIdeograph(unit)) {
      i = cutIdeographs(text, i, tokens);
      continue;
    }
    i++;
    while (i < n) {
      const next = text.charCodeAt(i);
      if (isWordUnit(next) && !isIdeograph(next)) i++;
      else if (
        isLeetSign(next) &&
        i + 1 < n &&
        isWordUnit(text.charCodeAt(i + 1)) &&
        isAsciiWord(text.charCodeAt(i - 1))
      )
        i++;
      else if (
        next === 0x27 &&
        text.charCodeAt(i + 1) === 0x74 &&
        text.charCodeAt(i - 1) === 0x6e &&
        !isWordUnit(text.charCodeAt(i + 2))
      ) {
        // don't, can't: one word without its apostrophe, as in the lexicon.
        i += 2;
        break;
      } else break;
    }
    tokens.push({ start, end: i });
  }
  return tokens;
}

function isLetterUnit(unit: number): boolean {
  return unit >= 0x61 && unit <= 0x7a;
}

function isAsciiWord(unit: number): boolean {
  return isLetterUnit(unit) || (unit >= 0x30 && unit <= 0x39) || isLeetSign(unit);
}

function isIdeograph(unit: number): boolean {
  return (unit >= 0x3040 && unit <= 0x30ff) || (unit >= 0x3400 && unit <= 0x9fff);
}

/** Chinese and Japanese have no spaces: the longest word of the lexicon at each place, else one character. */
function cutIdeographs(text: string, from: number, tokens: RawToken[]): number {
  let i = from;
  while (i < text.length && isIdeograph(text.charCodeAt(i))) {
    let length = 1;
    for (let tried = 8; tried > 1; tried--) {
      if (i + tried <= text.length && lookUp(text.slice(i, i + tried)).word !== '') {
        length = tried;
        break;
      }
    }
    tokens.push({ start: i, end: i + length });
    i += length;
  }
  return i;
}

interface Spelt {
  readonly pieces: readonly { readonly word: string; readonly starts: readonly number[]; readonly end: number }[];
  readonly last: number;
}

/** `i g n o r e   a l l`, `i.g.n.o.r.e a.l.l`, `ig-no-re al-l`: pieces of words, put together again. */
function speltOut(text: string, raw: readonly RawToken[], first: number): Spelt | undefined {
  const limit = 1;
  const head = raw[first];
  if (head === undefined || head.end - head.start > limit) return undefined;
  let last = first;
  const gaps = new Map<string, number>();
  while (last + 1 < raw.length && last - first < 4000) {
    const current = raw[last];
    const next = raw[last + 1];
    if (current === undefined || next === undefined) break;
    if (next.end - next.start > limit || next.start - current.end > 4) break;
    const gap = text.slice(current.end, next.start);
    gaps.set(gap, (gaps.get(gap) ?? 0) + 1);
    last++;
  }
  if (last - first + 1 < SPELT_FROM) return undefined;
  // The commonest separator stands between the letters of a word, the others between words.
  let inner = '';
  let most = 0;
  for (const [gap, times] of gaps) {
    if (times > most) {
      inner = gap;
      most = times;
    }
  }
  if (inner === '') return undefined;
  const pieces: { word: string; starts: number[]; end: number }[] = [];
  let word = '';
  let starts: number[] = [];
  for (let i = first; i <= last; i++) {
    const token = raw[i];
    if (token === undefined) break;
    const gap = i === first ? inner : text.slice(raw[i - 1]?.end ?? 0, token.start);
    if (gap !== inner && word !== '') {
      pieces.push({ word, starts, end: raw[i - 1]?.end ?? token.start });
      word = '';
      starts = [];
    }
    word += text.slice(token.start, token.end);
    starts.push(token.start);
  }
  if (word !== '') pieces.push({ word, starts, end: raw[last]?.end ?? text.length });
  return { pieces, last };
}

/** Adds a word, cut into several when it is words run together. Gives how many letters were cut. */
function addWord(
  builder: Builder,
  word: string,
  starts: readonly number[] | undefined,
  end: number,
  budget: number,
  spelt: boolean,
  base = 0,
): number {
  const at = (index: number): number =>
    starts === undefined ? base + index : index < starts.length ? (starts[index] ?? end) : end;
  const info = lookUp(word);
  const letters = word.replace(/_/g, '');
  if (info.word === '' && budget > 0 && word.length >= (spelt ? 6 : RUN_TOGETHER_FROM) && word.length <= 4000) {
    const pieces = /^[a-z]+$/.test(letters) ? cutRun(word) : undefined;
    if (pieces !== undefined) {
      // A short run is an identifier; only long ones may speak together with other runs.
      const run = spelt ? 0 : (pieces.length >= 4 ? 1 : -1) * ++builder.runs;
      for (const piece of pieces) {
        const part = word.slice(piece.start, piece.end);
        builder.add(
          part,
          at(piece.start),
          starts === undefined ? base + piece.end : at(piece.end - 1) + 1,
          { ...lookUp(part), disguised: true },
          true,
          run,
        );
      }
      return word.length;
    }
  }
  builder.add(word, at(0), end, spelt && info.word !== '' ? { ...info, disguised: true } : info, spelt);
  return 0;
}

/** Long identifiers come again and again; the memory forgets everything when it is full. */
const cuts = new Map<string, readonly RawToken[]>();
const CUTS_SIZE = 2000;
const NO_PIECES: readonly RawToken[] = [];

function cutRun(word: string): readonly RawToken[] | undefined {
  if (!word.includes('_')) {
    let pieces = cuts.get(word);
    if (pieces === undefined) {
      pieces = segment(word) ?? NO_PIECES;
      if (cuts.size >= CUTS_SIZE) cuts.clear();
      cuts.set(word, pieces);
    }
    return pieces === NO_PIECES ? undefined : pieces;
  }
  // ignore_all_previous_instructions: an identifier of many parts reads as a sentence.
  const parts = Array.from(word.matchAll(/[^_]+/g), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  return parts.length >= 4 ? parts : undefined;
}

const FUNC = bits('FUNC');
/** Fewest words on a line that is a line; below, a text was cut into lines of one or two words. */
const SHORT_LINE = 3;

function finish(text: string, builder: Builder): Tokens {
  const count = builder.word.length;
  const tokens = {
    count,
    word: builder.word,
    start: Int32Array.from(builder.start),
    end: Int32Array.from(builder.end),
    pos: new Int32Array(count),
    sentence: new Int32Array(count),
    lo: new Int32Array(count),
    mid: new Int32Array(count),
    hi: new Int32Array(count),
    top: new Int32Array(count),
    paragraph: new Int32Array(count),
    questions: new Set<number>(),
    disguised: new Uint8Array(count),
    run: Int32Array.from(builder.run),
  };
  let pos = 0;
  let sentence = 0;
  let paragraph = 0;
  let onLine = 0;
  const layout = layoutOf(text);
  let line = 0;
  for (let i = 0; i < count; i++) {
    if (i > 0 && builder.split[i] !== true) {
      const from = tokens.end[i - 1] ?? 0;
      const gap = between(text, from, tokens.start[i] ?? 0);
      if (gap !== 0) {
        if ((gap & STOP) !== 0 && isQuestion(text, from, tokens.start[i] ?? 0)) tokens.questions.add(sentence);
        if (gap >= NEWLINE) {
          let border = JOINED;
          while (line + 1 < layout.starts.length && (layout.starts[line + 1] ?? 0) <= (tokens.start[i] ?? 0))
            border = Math.max(border, layout.borders[++line] ?? JOINED);
          if (gap >= 2 * NEWLINE || border === BORDER) paragraph++;
          if (border !== JOINED || (gap >= 2 * NEWLINE && onLine >= SHORT_LINE)) sentence++;
          if (onLine >= SHORT_LINE) pos += 3;
          onLine = 0;
        }
        if ((gap & STOP) !== 0 && gap < NEWLINE) sentence++;
        if ((gap & PAUSE) !== 0) pos += 2;
        else if ((gap & COMMA) !== 0) pos += 1;
      }
    }
    onLine++;
    pos++;
    tokens.pos[i] = pos;
    tokens.sentence[i] = sentence;
    tokens.paragraph[i] = paragraph;
    const info = builder.info[i];
    if (info === undefined) continue;
    tokens.lo[i] = (tokens.lo[i] ?? 0) | info.lo;
    tokens.mid[i] = (tokens.mid[i] ?? 0) | info.mid;
    tokens.hi[i] = (tokens.hi[i] ?? 0) | info.hi;
    tokens.top[i] = (tokens.top[i] ?? 0) | info.top;
    if (info.disguised) tokens.disguised[i] = 1;
    if (info.phrases === undefined) continue;
    mark(tokens, builder.word, i, info.phrases.get(builder.word[i + 1] ?? ''));
    mark(tokens, builder.word, i, info.phrases.get('*'));
  }
  if (isQuestion(text, tokens.end[count - 1] ?? 0, text.length)) tokens.questions.add(sentence);
  return tokens;
}

/** A question mark stands among the signs behind a word. */
function isQuestion(text: string, from: number, to: number): boolean {
  return text.slice(from, Math.min(to, from + BEHIND)).includes('?');
}

/** So far behind a word its sentence's mark stands: blanks, brackets and quotation marks may come first. */
const BEHIND = 4;

/** Adds the meanings of the phrases that begin at a word. */
function mark(tokens: Tokens, words: readonly string[], i: number, phrases: readonly Phrase[] | undefined): void {
  if (phrases === undefined) return;
  for (const phrase of phrases) {
    if (!matches(words, i, phrase)) continue;
    tokens.lo[i] = (tokens.lo[i] ?? 0) | phrase.lo;
    tokens.mid[i] = (tokens.mid[i] ?? 0) | phrase.mid;
    tokens.hi[i] = (tokens.hi[i] ?? 0) | phrase.hi;
    tokens.top[i] = (tokens.top[i] ?? 0) | phrase.top;
    if (phrase.lo === 0 && phrase.mid === 0 && phrase.hi === 0) continue;
    // The rest of a phrase is no stranger between the slots of a rule.
    for (let k = 1; k <= phrase.rest.length && i + k < tokens.count; k++)
      tokens.hi[i + k] = (tokens.hi[i + k] ?? 0) | FUNC.hi;
  }
}

function matches(words: readonly string[], first: number, phrase: Phrase): boolean {
  const { rest } = phrase;
  for (let k = 0; k < rest.length; k++) {
    const wanted = rest[k] ?? '';
    const word = words[first + 1 + k];
    if (word === undefined) return false;
    if (wanted === '*') continue;
    if (wanted.endsWith('*') ? !word.startsWith(wanted.slice(0, -1)) : word !== wanted) return false;
  }
  return true;
}

const STOP = 1;
const PAUSE = 2;
const COMMA = 4;
/** Line ends are counted in the bits from here on. */
const NEWLINE = 8;
/** Longest stretch between two words that is looked at. */
const LONGEST_GAP = 200;

const GAPS = new Uint8Array(128);
for (const character of '.!?') GAPS[character.charCodeAt(0)] = STOP;
for (const character of ';:(){}=') GAPS[character.charCodeAt(0)] = PAUSE;
for (const character of ',/"`-*>#[') GAPS[character.charCodeAt(0)] = COMMA;

/** What stands between two words, as bits. */
function between(text: string, from: number, to: number): number {
  let gap = 0;
  const end = Math.min(to, from + LONGEST_GAP);
  for (let i = from; i < end; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 32) continue;
    if (unit === 10) gap += NEWLINE;
    else if (unit > 127) {
      if (unit === 0x3002) gap |= STOP;
      else if (unit === 0x2026) gap |= i + 1 < to ? STOP : 0;
      else if (unit === 0xab || unit === 0x201c || unit === 0x2014) gap |= COMMA;
    } else {
      const kind = GAPS[unit] ?? 0;
      // A full stop ends a sentence only before a blank, a quotation mark or a bracket: not in `1.2` or `a.b`.
      if (kind !== STOP) gap |= kind;
      else if (i + 1 < to && CLOSING.includes(text[i + 1] ?? '')) gap |= STOP;
    }
  }
  return gap;
}

const CLOSING = ' \n\r")»';
