// Which parts of an answer are code, which nobody may touch: blocks between fences and spans between backticks, as CommonMark has them.

/** A part of a Markdown text that is code, in UTF-16 code units, with its fences or backticks. */
export interface CodeRange {
  readonly start: number;
  readonly end: number;
  readonly isBlock: boolean;
}

/** Opens a block, also in a list or a quotation. The sign of a fence of backticks stands nowhere else in its line. */
const OPENING = /^[ \t>]{0,40}(?:(?:[-*+]|\d{1,9}[.)])[ \t]{1,4})?(`{3,}(?=[^`]*$)|~{3,})/u;
const CLOSING = /^[ \t>]{0,40}(`{3,}|~{3,})[ \t]*$/u;

/** The code of a Markdown text, in order. A block that nothing closes goes on to the end. Linear. */
export function codeRangesOf(markdown: string): CodeRange[] {
  const ranges: CodeRange[] = [];
  let fence = '';
  let blockStart = 0;
  let proseStart = 0;
  let at = 0;
  for (const line of markdown.split('\n')) {
    const end = Math.min(at + line.length + 1, markdown.length);
    if (fence === '') {
      fence = OPENING.exec(line)?.[1] ?? '';
      if (fence !== '') {
        ranges.push(...spansOf(markdown, proseStart, at));
        blockStart = at;
      }
    } else if (CLOSING.exec(line)?.[1]?.startsWith(fence) === true) {
      ranges.push({ start: blockStart, end, isBlock: true });
      fence = '';
      proseStart = end;
    }
    at = end;
  }
  if (fence === '') ranges.push(...spansOf(markdown, proseStart, markdown.length));
  else ranges.push({ start: blockStart, end: markdown.length, isBlock: true });
  return ranges;
}

/** Spans between runs of as many backticks within a paragraph. */
function spansOf(markdown: string, from: number, to: number): CodeRange[] {
  const spans: CodeRange[] = [];
  /** Where a run of so many backticks stands that nothing closed yet. */
  const open = new Map<number, number>();
  for (const { index, 0: found } of markdown.slice(from, to).matchAll(/`+|\n[ \t]*\n/gu)) {
    const start = from + index;
    if (!found.startsWith('`')) {
      open.clear();
      continue;
    }
    const opened = open.get(found.length);
    if (opened === undefined) open.set(found.length, start);
    else {
      spans.push({ start: opened, end: start + found.length, isBlock: false });
      // What opened within the span is a part of it.
      open.clear();
    }
  }
  return spans;
}
