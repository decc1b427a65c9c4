// Cuts a long text into sections that are judged each on its own: a long harmless text has a little of everything, far apart,
// and what stands around an order, thousands of characters away, says nothing of it.
import { isDigitUnit } from '../normalise';

/** A part of a text, in UTF-16 code units. */
export interface Section {
  readonly start: number;
  readonly end: number;
  /** Ends within a paragraph: what stands on both sides belongs together. */
  readonly open: boolean;
}

/** Longest section, but for words without end; about the length of a passage of the index, for which the weights were set. */
const LENGTH = 1500;
/** Shortest section, but for the last. */
const SHORTEST = 500;
/** Texts up to this length are one section, so that no short rest is left. */
const UNCUT = 2000;

const LINE_END = 0x0a;
const COLON = 0x3a;
/** Signs behind which a sentence is over. */
const STOPS: ReadonlySet<number> = new Set(Array.from('.!?…。！？', (sign) => sign.charCodeAt(0)));

/** The sections of a text, one after the other, without gaps. Linear in its length. */
export function sectionsOf(text: string): Section[] {
  const sections: Section[] = [];
  let start = 0;
  while (text.length - start > UNCUT) {
    const { end, open } = cutWithin(text, start + SHORTEST, start + LENGTH);
    if (end >= text.length) break;
    sections.push({ start, end, open });
    start = end;
  }
  sections.push({ start, end: text.length, open: false });
  return sections;
}

/** The last place between two places where a text is best cut: at a blank line, a sentence end, a line end or a blank. */
function cutWithin(text: string, from: number, to: number): Omit<Section, 'start'> {
  let sentenceEnd = -1;
  let lineEnd = -1;
  let blank = -1;
  for (let i = to - 1; i >= from; i--) {
    const unit = text.charCodeAt(i);
    if (!isBlank(unit)) continue;
    if (blank < 0 && !isDigitUnit(text.charCodeAt(i - 1))) blank = i + 1;
    const before = lastWritten(text, i - 1, from);
    if (unit === LINE_END) {
      if (lineEnd < 0) lineEnd = i + 1;
      // What a colon announces stands behind the blank line.
      if (before.lines > 0 && before.unit !== COLON) return { end: i + 1, open: false };
    }
    if (sentenceEnd < 0 && before.at === i - 1 && STOPS.has(before.unit)) sentenceEnd = i + 1;
    i = before.at + 1;
  }
  if (sentenceEnd >= 0) return { end: sentenceEnd, open: true };
  if (lineEnd >= 0) return { end: lineEnd, open: true };
  if (blank >= 0) return { end: blank, open: true };
  // A word without end, or a row of numbers, as in encoded text, is not cut.
  let end = to;
  while (end < text.length && (!isBlank(text.charCodeAt(end)) || isDigitUnit(text.charCodeAt(end - 1)))) end++;
  return { end, open: true };
}

/** The last character that is no blank, at `at` or before it but not before `from`, and how many lines end behind it. */
function lastWritten(text: string, at: number, from: number): { at: number; unit: number; lines: number } {
  let lines = 0;
  for (let i = at; i >= from; i--) {
    const unit = text.charCodeAt(i);
    if (!isBlank(unit)) return { at: i, unit, lines };
    if (unit === LINE_END) lines++;
  }
  return { at: from - 1, unit: 0, lines };
}

function isBlank(unit: number): boolean {
  return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d) || unit === 0xa0;
}

/** How far a bridge reaches to both sides of the place where two sections meet; an order is seldom longer than both sides. */
const BRIDGE = 500;

/** The text around the place where two sections meet, cut at blanks. */
export function bridgeAt(text: string, border: number): { readonly start: number; readonly end: number } {
  return surroundings(text, border, border, BRIDGE);
}

/** A part of a text with the rest of its sentence, or of its line, looked for within `reach` on both sides. */
export function sentenceAround(
  text: string,
  from: number,
  to: number,
  reach: number,
): { readonly start: number; readonly end: number } {
  const isEnd = (at: number): boolean => STOPS.has(text.charCodeAt(at)) || text.charCodeAt(at) === LINE_END;
  let start = from;
  while (start > 0 && from - start < reach && !isEnd(start - 1)) start--;
  let end = to;
  while (end < text.length && end - to < reach && !isEnd(end)) end++;
  return { start, end };
}

/** A part of a text with so much of what stands before and after it, cut at blanks; all in UTF-16 code units. */
export function surroundings(
  text: string,
  from: number,
  to: number,
  reach: number,
): { readonly start: number; readonly end: number } {
  let start = Math.max(0, from - reach);
  while (start > 0 && start < from && !isBlank(text.charCodeAt(start - 1))) start++;
  let end = Math.min(text.length, to + reach);
  while (end < text.length && end > to && !isBlank(text.charCodeAt(end))) end--;
  return { start, end };
}
