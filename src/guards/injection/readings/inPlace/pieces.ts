// Pieces of a text that are read by themselves, and the text with what they say where they stand.
import { canonicalise } from '../../../normalise';
import { senseOf } from '../sense';

/** What stands between two places, and what it says. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly said: string;
}

/** A piece whose words are words by no chance: so many letters, so much of them in words. */
const FEWEST_LETTERS = 4;
const SENSE = 0.75;
/** So much of what is read are letters, digits and blanks. */
const READABLE = 0.7;
const LOOK = 400;

/** How many letters of a text stand in words; 0 for what makes no sense. */
export function lettersOfSense(said: string): number {
  const folded = canonicalise(said.slice(0, LOOK)).text;
  const letters = folded.replace(/[^a-z]/g, '').length;
  return letters >= FEWEST_LETTERS && senseOf(folded) >= SENSE ? letters : 0;
}

/** Whether it is one line of text, whatever it says: a name, an address. */
export function isLine(said: string): boolean {
  const head = said.slice(0, LOOK);
  // eslint-disable-next-line no-control-regex -- that is what is looked for
  if (/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffd]/.test(head)) return false;
  return (head.match(/[\p{L}\d\s]/gu)?.length ?? 0) >= head.length * READABLE;
}

/** In front of a piece: how it is written, or what reads it. */
const BEFORE =
  /(?:\b(?:b64|base ?64|b32|base ?32|hexa?|ascii|octal|oct|bin|rot-?\d{0,2}|decode|atob|unhex|b64decode|base64_decode|from_base64|b64d|enc|encoded)(?:\.\w{1,12})?[ :=([]{0,3})?["'`«<[{(]? ?$/i;
const BEHIND = /^ ?["'`»>\]})]{0,2}/;
const LONGEST_BEFORE = 24;
/** What one piece is parted from the next by, where they are words. */
const BETWEEN = /^[.,;:_|/+~*·-]$/;

/** The text with the pieces, in order, as they read, folded. What they stand in, quotes or brackets, goes with them. Linear. */
export function withPieces(source: string, pieces: readonly Piece[]): string {
  let text = '';
  let from = 0;
  for (const { start, end, said } of pieces) {
    if (start < from) continue;
    const between = source.slice(from, start);
    const named = BEFORE.exec(between.slice(-LONGEST_BEFORE))?.[0] ?? '';
    const isWrapped = named.trim() !== '';
    const bare = between.slice(0, between.length - (isWrapped ? named.length : 0));
    text += (from > 0 && BETWEEN.test(between) ? ' ' : bare) + said;
    from = end + (isWrapped ? (BEHIND.exec(source.slice(end, end + 3))?.[0] ?? '').trimEnd().length : 0);
  }
  return canonicalise(text + source.slice(from)).text;
}
