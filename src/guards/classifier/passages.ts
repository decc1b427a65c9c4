// Which parts of a passage the model looks at: overlapping windows over all of it, each with its place in the text.
import { unknownPiece, type Pieces } from './pieces';

/** Pieces of a window and from one window to the next; most of what is trained on is no longer. */
export const passageWindowPieces = 128;
const stride = 64;
/** So many windows of a text are judged: about 90,000 characters, of longer ones (attached files) both ends. */
export const mostWindows = 400;
/** From longer texts only so much of both ends is cut into pieces: more than the windows can hold. UTF-16 code units. */
const longestEnd = 150_000;

export interface PassageWindow {
  readonly pieces: readonly number[];
  /** UTF-16 offsets of the words in it. */
  readonly start: number;
  readonly end: number;
}

/** What the tokeniser takes for one word or several: everything between blanks. */
const word = /[^\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/gu;

/**
 * The windows of a passage in their order, at least one; the last ends with the text. Linear in its length.
 *
 * @param most an even number; of more windows those of both ends are left
 */
export function passageWindows(text: string, pieces: Pieces, most = mostWindows): readonly PassageWindow[] {
  if (text.length <= 2 * longestEnd) return ends(windowsFrom(text, 0, pieces), most);
  const tail = text.length - longestEnd;
  const both = [windowsFrom(text.slice(0, longestEnd), 0, pieces), windowsFrom(text.slice(tail), tail, pieces)];
  return ends(both.flat(), most);
}

function ends(windows: readonly PassageWindow[], most: number): readonly PassageWindow[] {
  const half = most / 2;
  return windows.length <= most ? windows : [...windows.slice(0, half), ...windows.slice(-half)];
}

function windowsFrom(text: string, offset: number, tokeniser: Pieces): readonly PassageWindow[] {
  const ids: number[] = [];
  const starts: number[] = [];
  const stops: number[] = [];
  for (const { 0: one, index } of text.matchAll(word)) {
    for (const id of tokeniser.encode(one)) {
      ids.push(id);
      starts.push(offset + index);
      stops.push(offset + index + one.length);
    }
  }
  if (ids.length === 0) return [{ pieces: [unknownPiece], start: offset, end: offset + text.length }];
  const windows: PassageWindow[] = [];
  const last = Math.max(0, ids.length - passageWindowPieces);
  for (let at = 0; ; at = Math.min(at + stride, last)) {
    const to = Math.min(at + passageWindowPieces, ids.length);
    windows.push({ pieces: ids.slice(at, to), start: starts[at] ?? offset, end: stops[to - 1] ?? offset });
    if (at === last) return windows;
  }
}
