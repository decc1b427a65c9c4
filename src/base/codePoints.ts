// Reads one code point of a text, whichever way the engine holds the text.

/**
 * The code point at an offset in UTF-16 code units, half a pair where the other half is not there, and NaN behind the end.
 * Not `codePointAt`: once V8 13.6 (Node 24) optimises it (Maglev), it reads beyond the end of a string that was cut from a longer
 * one within a pair, and gives the whole pair now and then.
 */
export function pointAt(text: string, at: number): number {
  const first = text.charCodeAt(at);
  const second = text.charCodeAt(at + 1);
  return first >= 0xd800 && first <= 0xdbff && second >= 0xdc00 && second <= 0xdfff
    ? (first - 0xd800) * 0x400 + second - 0xdc00 + 0x10000
    : first;
}
