// Where sentences and passages end, and how far words are from one another.
import { BORDER, JOINED, layoutOf } from '../layout';
import type { Builder } from './builder';
import type { Tokens } from './tokens';

/** Fewest words on a line that is a line; below, a text was cut into lines of one or two words. */
const SHORT_LINE = 3;

/** Counts words, sentences and passages; adds to `gaps` (see `Tokens`), and the sentences that end with a question mark to `questions`. */
export function setPlaces(
  text: string,
  units: Uint16Array,
  builder: Builder,
  tokens: Tokens,
  gaps: number[],
  questions: Set<number>,
): void {
  const { count } = tokens;
  const { start: starts, end: ends, split } = builder;
  const { pos: positions, sentence: sentences, paragraph: paragraphs } = tokens;
  let pos = 0;
  let sentence = 0;
  let paragraph = 0;
  let onLine = 0;
  const layout = layoutOf(text, units);
  let line = 0;
  for (let i = 0; i < count; i++) {
    const from = i > 0 ? (ends[i - 1] ?? 0) : 0;
    const to = starts[i] ?? 0;
    const unit = to - from === 1 ? (units[from] ?? 0) : -1;
    if (i > 0 && unit !== BLANK && to > from && unit !== APOSTROPHE && unit !== LINE_END) gaps.push(i - 1);
    if (i > 0 && split[i] !== 1) {
      const gap = unit === BLANK ? 0 : between(units, from, to);
      if (gap !== 0) {
        if ((gap & STOP) !== 0 && isQuestion(units, from, to)) questions.add(sentence);
        if (gap >= NEWLINE) {
          let border = JOINED;
          while (line + 1 < layout.starts.length && (layout.starts[line + 1] ?? 0) <= to)
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
    positions[i] = pos;
    sentences[i] = sentence;
    paragraphs[i] = paragraph;
  }
  if (isQuestion(units, ends[count - 1] ?? 0, units.length)) questions.add(sentence);
}

/** A question mark stands among the signs behind a word. */
function isQuestion(units: Uint16Array, from: number, to: number): boolean {
  for (let i = from; i < to && i < from + BEHIND; i++) if (units[i] === QUESTION_MARK) return true;
  return false;
}

const BLANK = 0x20;
const APOSTROPHE = 0x27;
const LINE_END = 0x0a;
const QUESTION_MARK = 0x3f;
/** So far behind a word its sentence's mark stands: blanks, brackets and quotation marks may come first. */
const BEHIND = 4;

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
function between(units: Uint16Array, from: number, to: number): number {
  let gap = 0;
  const end = Math.min(to, from + LONGEST_GAP);
  for (let i = from; i < end; i++) {
    const unit = units[i] ?? 0;
    if (unit === 32) continue;
    if (unit === 10) gap += NEWLINE;
    else if (unit > 127) {
      if (unit === 0x3002) gap |= STOP;
      else if (unit === 0x2026) gap |= i + 1 < to ? STOP : 0;
      else if (unit === 0xab || unit === 0x201c || unit === 0x2014) gap |= COMMA;
      else if (unit === 0x2192) gap |= PAUSE;
    } else {
      const kind = GAPS[unit] ?? 0;
      // A full stop ends a sentence only before a blank, a quotation mark or a bracket: not in `1.2` or `a.b`.
      if (kind !== STOP) gap |= kind;
      else if (i + 1 < to && CLOSING.has(units[i + 1] ?? 0)) gap |= STOP;
    }
  }
  return gap;
}

const CLOSING: ReadonlySet<number> = new Set(Array.from(' \n\r")»', (sign) => sign.charCodeAt(0)));
