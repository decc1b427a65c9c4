// Lines of a document and the pieces it is cut into, with exact line numbers.

/** A piece of a document. `text` is its lines joined by a line feed, or a part of one line that is too long. */
export interface Chunk {
  /** First and last line, counted from 1, both included. */
  readonly startLine: number;
  readonly endLine: number;
  readonly text: string;
  /** Headings or symbols that enclose it, outermost first. */
  readonly heading: readonly string[];
  /** Page of a PDF, cell of a notebook, counted from 1. */
  readonly page?: number;
  readonly cell?: number;
  /** A reader of the document does not see it. */
  readonly hidden?: true;
}

/** Sizes in UTF-16 code units. Pieces of 600 to 1,000 gave the best span recall for a context of 4,000. */
export const chunkSize = { target: 800, max: 1000, min: 250 } as const;

/** The lines of a text as an editor counts them. */
export function splitLines(text: string): string[] {
  return text.split(/\r\n|\n|\r/u);
}

/** Lines `from` to `to` (indices, both included) as chunks: one when they fit, else cut between lines or inside a long one. */
export function* cutLines(
  lines: readonly string[],
  from: number,
  to: number,
  heading: readonly string[],
): Generator<Chunk> {
  let first = from;
  let last = to;
  while (first <= last && isBlank(lines[first])) first++;
  while (last >= first && isBlank(lines[last])) last--;
  let start = first;
  let size = 0;
  for (let i = first; i <= last; i++) {
    const length = lines[i]?.length ?? 0;
    if (length > chunkSize.max) {
      if (i > start) yield* piece(lines, start, i - 1, heading);
      for (const text of cutLongLine(lines[i] ?? '')) yield { startLine: i + 1, endLine: i + 1, text, heading };
      start = i + 1;
      size = 0;
      continue;
    }
    if (size > 0 && size + 1 + length > chunkSize.max) {
      yield* piece(lines, start, i - 1, heading);
      start = i;
      size = 0;
    }
    size += length + 1;
  }
  if (start <= last) yield* piece(lines, start, last, heading);
}

function* piece(lines: readonly string[], from: number, to: number, heading: readonly string[]): Generator<Chunk> {
  let first = from;
  let last = to;
  while (first <= last && isBlank(lines[first])) first++;
  while (last >= first && isBlank(lines[last])) last--;
  if (first > last) return;
  yield { startLine: first + 1, endLine: last + 1, text: lines.slice(first, last + 1).join('\n'), heading };
}

/** A line that is too long, cut after sentences, else at spaces, else anywhere. */
function* cutLongLine(line: string): Generator<string> {
  for (let at = 0; at < line.length;) {
    const window = line.slice(at, at + chunkSize.max);
    const length = at + window.length >= line.length ? window.length : goodEnd(window);
    const text = window.slice(0, length).trim();
    if (text !== '') yield text;
    at += length;
  }
}

function goodEnd(window: string): number {
  for (const mark of ['. ', '! ', '? ', '; ', ' ']) {
    const end = window.lastIndexOf(mark);
    if (end >= chunkSize.min) return end + mark.length;
  }
  // Never between the two halves of a character outside the basic plane.
  const code = window.charCodeAt(window.length - 1);
  return code >= 0xd800 && code <= 0xdbff ? window.length - 1 : window.length;
}

export function isBlank(line: string | undefined): boolean {
  return line === undefined || line.trim() === '';
}
