// A text in statements, as far as it has some: lines, parts of lines between semicolons, and lines that go on in the next.

export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly code: string;
  /** Blanks before its first line. */
  readonly indent: number;
}

/** More statements are not read; longer ones are cut. */
const MOST = 400;
const LONGEST = 4000;
/** Signs at the end of a line that goes on, and at the begin of one that goes on with another. */
const OPEN_END = /(?:[([{,+&|*\\~]|\.\.| \.| _|[^=!<>]=|=>|<<)$/;
const OPEN_END_OUTSIDE = /(?:[+&|\\~]|\.\.| \.| _|[^=!<>]=|=>|<<)$/;
const GOES_ON = /^(?:[+&|)\]}~]|\.\.|\.(?:\w|\s)|<<|\|\||\?->|->|for\b|if\b)/;
const GOES_ON_WITHIN = /^["'`\w[{($]/;
/** A line that is a comment, and one behind others. */
const COMMENT = /^(?:\/\/|#(?!\{)|--\s)/;
const BEHIND = /\s(?:\/\/|#|--)\s[^"'`\n]{0,200}$/;
const LONGEST_LINE = 400;
/** `= {`, `({`, `[]string{`, `String[] {`: braces of values; others hold statements. */
const BEFORE_VALUES = /(?:[=([,:]|=>|\]\s?\w{0,20}|\btable|\bnew \w{1,20}(?:<[\w, ]{1,24}>)?(?:\(\))?)\s{0,3}$/;
/** `.map { |w| w[0] }`, `w => { return … }` on one line. */
const ON_ONE_LINE = /\{[^{}\n]{0,200}\}/y;

/** The statements of a text, in order. Linear. */
export function piecesOf(source: string): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  let depth = 0;
  const end = (at: number): void => {
    const code = source.slice(start, at);
    const blanks = code.length - code.trimStart().length;
    if (blanks < code.length) {
      const line = source.lastIndexOf('\n', start + blanks) + 1;
      const indent = /^[ \t]{0,80}/.exec(source.slice(line, line + 80))?.[0].length ?? 0;
      pieces.push({ start: start + blanks, end: start + code.trimEnd().length, code: code.trim(), indent });
    }
    start = at + 1;
    depth = 0;
  };
  for (let at = 0; at < source.length && pieces.length < MOST; at++) {
    const sign = source.charAt(at);
    if (sign === '\n') {
      if (at - start > LONGEST || !goesOn(source, start, at, depth)) end(at);
    } else if (sign === ';' && depth === 0) end(at);
    else if (sign === '"' || sign === "'" || sign === '`') at = behind(source, at);
    else if (sign === '%' && source.charAt(at + 1) === '}') end(at++);
    else if (sign === '(' || sign === '[') depth++;
    else if (sign === ')' || sign === ']') depth = Math.max(0, depth - 1);
    else if (sign === '{') {
      ON_ONE_LINE.lastIndex = at;
      const inLine = source.charAt(at + 1) === '%' ? null : ON_ONE_LINE.exec(source);
      if (inLine !== null) at += inLine[0].length - 1;
      else if (depth > 0 || BEFORE_VALUES.test(source.slice(Math.max(start, at - 48), at))) depth++;
      else end(at);
    } else if (sign === '}') {
      if (depth === 0) end(at);
      else depth--;
    }
  }
  if (start < source.length && pieces.length < MOST) end(source.length);
  return pieces;
}

/** Whether a statement goes on behind the end of a line. */
function goesOn(source: string, start: number, at: number, depth: number): boolean {
  const line = source.slice(Math.max(start, source.lastIndexOf('\n', at - 1) + 1, at - LONGEST_LINE), at).trim();
  // A comment between two lines of a statement.
  if (COMMENT.test(line))
    return depth > 0 || /[+.&|,]\s{0,20}$/.test(source.slice(start, Math.max(start, at - line.length)).slice(-24));
  const before = line.replace(BEHIND, '').trimEnd();
  if (before === '') return false;
  if (depth > 0 ? OPEN_END.test(before) : OPEN_END_OUTSIDE.test(before)) return true;
  const next = source.slice(at + 1, at + 60).trimStart();
  return GOES_ON.test(next)
    ? depth > 0 || !/^(?:for|if)\b|^[)\]}]|^\|/.test(next)
    : depth > 0 && GOES_ON_WITHIN.test(next) && isCode(source, start, at);
}

/** Whether a line that no sign ends may still be part of a list: it holds a string and little else. */
function isCode(source: string, start: number, at: number): boolean {
  return /["'`)\]}]\s{0,2}(?:#.{0,80}|\/\/.{0,80})?$/.test(source.slice(Math.max(start, at - 90), at));
}

/** Where a string ends that begins at a place; the place itself when it does not. */
function behind(source: string, at: number): number {
  const quote = source.charAt(at);
  // `it's`
  if (
    quote === "'" &&
    /[\wÀ-ÿ]/.test(source.charAt(at - 1)) &&
    !/(?:^|\W)[fbur]{1,2}$/i.test(source.slice(Math.max(0, at - 3), at))
  )
    return at;
  if (source.startsWith(quote.repeat(3), at)) {
    const close = source.indexOf(quote.repeat(3), at + 3);
    return quote === '`' || close < 0 || close > at + LONGEST ? at + 2 : close + 2;
  }
  for (let i = at + 1; i < source.length && i < at + LONGEST; i++) {
    const sign = source.charAt(i);
    if (sign === quote) return i;
    if (sign === '\\') i++;
    else if (sign === '\n') return at;
  }
  return at;
}
