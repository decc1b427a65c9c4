// Which parts of a question the model looks at: overlapping windows, of a long text its beginning and its end.
import { unknownPiece } from './pieces';

/** Pieces of a window and from one window to the next, as in training. */
export const windowPieces = 192;
const stride = 128;
/** So many windows are judged: about 6,500 characters. Instructions to an assistant stand at the beginning or the end. */
export const mostWindows = 12;
/** From longer texts only so much of both ends is cut into pieces: more than the windows can hold. UTF-16 code units. */
const longestEnd = 16_000;

/** The windows of a text, those of the beginning first. At least one. */
export function windowsOf(text: string, encode: (text: string) => readonly number[]): (readonly number[])[] {
  if (text.length <= 2 * longestEnd) return chosen(encode(text));
  const half = mostWindows / 2;
  return [
    ...all(encode(text.slice(0, longestEnd))).slice(0, half),
    ...all(encode(text.slice(-longestEnd))).slice(-half),
  ];
}

function chosen(pieces: readonly number[]): (readonly number[])[] {
  const windows = all(pieces);
  const half = mostWindows / 2;
  return windows.length <= mostWindows ? windows : [...windows.slice(0, half), ...windows.slice(-half)];
}

function all(pieces: readonly number[]): (readonly number[])[] {
  if (pieces.length === 0) return [[unknownPiece]];
  const windows: (readonly number[])[] = [];
  for (let start = 0; start === 0 || start < pieces.length - windowPieces + stride; start += stride)
    windows.push(pieces.slice(start, start + windowPieces));
  return windows;
}
