// Runs of characters of one kind: a run that is long enough holds one of the places that are looked at, so that few are.

export type Span = readonly [start: number, end: number];

/** The characters of one kind around a place that holds one. */
function runAround(units: Uint16Array, at: number, kind: number): Span {
  let start = at;
  while (start > 0 && (kindAt(units, start - 1) & kind) !== 0) start--;
  let end = at + 1;
  while (end < units.length && (kindAt(units, end) & kind) !== 0) end++;
  return [start, end];
}

/** Whether so many characters of one kind stand together. */
export function hasRun(units: Uint16Array, kind: number, least: number): boolean {
  for (let i = least - 1; i < units.length; i += least) {
    if ((kindAt(units, i) & kind) === 0) continue;
    const [start, end] = runAround(units, i, kind);
    if (end - start >= least) return true;
  }
  return false;
}

/** Runs of characters of one kind, from the first that counts, in which so many count. */
export function runsOf(units: Uint16Array, kind: number, counted: number, least: number): Span[] {
  const runs: Span[] = [];
  for (let i = least - 1; i < units.length; i += least) {
    if ((kindAt(units, i) & kind) === 0) continue;
    const [first, end] = runAround(units, i, kind);
    let start = first;
    while (start < end && (kindAt(units, start) & counted) === 0) start++;
    let count = 0;
    // A run that is too short need not be counted.
    if (end - start >= least)
      for (let k = start; k < end && count < least; k++) if ((kindAt(units, k) & counted) !== 0) count++;
    if (count >= least) runs.push([start, end]);
    i = Math.max(i, end);
  }
  return runs;
}

export const BASE64_CHAR = 1;
export const HEX_CHAR = 2;
export const HEX_DIGIT = 4;
export const DIGIT_CHAR = 8;
export const DIGIT = 16;
/** The letters that two signs are written as, and those that strands of DNA are. */
export const TWO_LETTERED = 32;
export const BASE_OF_DNA = 64;
/** A digit of base64. */
export const BASE64_DIGIT = 128;
const KINDS = new Uint8Array(128);
for (let unit = 0; unit < 128; unit++) {
  const character = String.fromCharCode(unit);
  KINDS[unit] =
    (/[A-Za-z0-9+/_=-]/.test(character) ? BASE64_CHAR : 0) |
    (/[0-9a-fA-F]/.test(character) ? HEX_CHAR | HEX_DIGIT : 0) |
    (/[\\xX\s,:;|#-]/.test(character) ? HEX_CHAR : 0) |
    (/\d/.test(character) ? DIGIT_CHAR | DIGIT : 0) |
    (/[ABab]/.test(character) ? TWO_LETTERED : 0) |
    (/[ACGT]/.test(character) ? BASE_OF_DNA : 0) |
    (/[A-Za-z0-9+/]/.test(character) ? BASE64_DIGIT : 0) |
    (/[ ,;\n\t/|.<>()[\]{}"'*_+:-]/.test(character) ? DIGIT_CHAR : 0);
}
/** Signs beyond ASCII that stand between numbers: blanks, dots in the middle, dashes, arrows. */
const BETWEEN_DIGITS: ReadonlySet<number> = new Set([0xa0, 0x202f, 0xb7, 0x2022, 0x2013, 0x2014, 0x2192]);

/** The kinds of the character at a place, as bits. */
export function kindAt(units: Uint16Array, index: number): number {
  const unit = units[index] ?? 0;
  return unit < 128 ? (KINDS[unit] ?? 0) : BETWEEN_DIGITS.has(unit) ? DIGIT_CHAR : 0;
}
