// Cuts Markdown along its headings; fences, tables and lists stay whole where they fit.
import { chunkSize, cutLines, isBlank, type Chunk } from './lines';

/** Consecutive lines that belong together. */
interface Block {
  /** Indices, both included. */
  readonly from: number;
  readonly to: number;
  /** 1 to 6 for a heading, 0 for everything else. */
  readonly level: number;
  readonly title: string;
}

const atxHeading = /^ {0,3}(#{1,6})[ \t]+(\S.*)$/u;
/** Not ```` ```code``` ````: behind the backticks that open a fence there are no others. */
const fenceOpen = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/u;
const setextUnderline = /^ {0,3}(=+|-+)[ \t]*$/u;
/** Items, quotations, code, table rows and rules: a line below them makes no heading of them. */
const noTitle = /^(?: {4}|\t| {0,3}(?:[-*+][ \t]|\d{1,9}[.)][ \t]|>|(?:-{3,}|\*{3,}|_{3,})[ \t]*$))|\|/u;
/** The first entry of front matter, which is a YAML mapping. */
const frontMatterKey = /^["']?[\p{L}_][^:]*:(?:\s|$)/u;

const frontMatterClose = /^(?:---|\.\.\.)\s*$/u;
/** Front matter of more lines is none. */
const maxFrontMatter = 200;

/** A heading under which text stands. */
export interface OpenHeading {
  readonly level: number;
  readonly title: string;
}

/**
 * The chunks of a Markdown document, in order.
 * @param path headings that are open at its first line, outermost first; afterwards those open at its last line
 */
export function* chunkMarkdown(lines: readonly string[], path: OpenHeading[] = []): Generator<Chunk> {
  let from = -1;
  let to = -1;
  let size = 0;
  let headingOnly = false;
  let heading: string[] = path.map(({ title }) => title);
  const flush = function* (): Generator<Chunk> {
    if (from >= 0) yield* cutLines(lines, from, to, heading);
    from = -1;
    size = 0;
  };
  for (const block of blocksOf(lines)) {
    const length = lengthOf(lines, block);
    if (block.level > 0) {
      // A section of its own, unless what is before it is too short to stand alone and encloses it.
      const encloses = block.level > (path.at(-1)?.level ?? 0);
      if (size >= chunkSize.min || !(headingOnly && encloses)) yield* flush();
      while ((path.at(-1)?.level ?? 0) >= block.level) path.pop();
      path.push({ level: block.level, title: block.title });
      if (from < 0) headingOnly = true;
    } else {
      if (size > 0 && size + length > chunkSize.max && !headingOnly) yield* flush();
      headingOnly = false;
    }
    if (from < 0) from = block.from;
    heading = path.map(({ title }) => title);
    to = block.to;
    size += length;
  }
  yield* flush();
}

function lengthOf(lines: readonly string[], { from, to }: Block): number {
  let length = 0;
  for (let i = from; i <= to; i++) length += (lines[i]?.length ?? 0) + 1;
  return length;
}

function* blocksOf(lines: readonly string[]): Generator<Block> {
  let i = 0;
  const frontMatter = frontMatterEnd(lines);
  if (frontMatter > 0) {
    yield { from: 0, to: frontMatter, level: 0, title: '' };
    i = frontMatter + 1;
  }
  while (i < lines.length) {
    const line = lines[i] ?? '';
    if (isBlank(line)) {
      i++;
      continue;
    }
    const atx = atxHeading.exec(line);
    const fence = fenceOpen.exec(line);
    if (atx !== null) {
      yield { from: i, to: i, level: atx[1]?.length ?? 1, title: plainTitle(atx[2] ?? '') };
      i++;
    } else if (fence !== null) {
      const end = fenceEnd(lines, i, fence[1] ?? '```');
      yield { from: i, to: end, level: 0, title: '' };
      i = end + 1;
    } else {
      const end = paragraphEnd(lines, i);
      const underline = setextUnderline.exec(lines[end + 1] ?? '');
      if (underline !== null && end === i && !noTitle.test(line)) {
        yield { from: i, to: i + 1, level: underline[1]?.startsWith('=') === true ? 1 : 2, title: plainTitle(line) };
        i += 2;
      } else {
        yield { from: i, to: end, level: 0, title: '' };
        i = end + 1;
      }
    }
  }
}

/** The closing line of front matter; -1 when the document begins with none, though with a line. */
function frontMatterEnd(lines: readonly string[]): number {
  if (lines[0]?.trim() !== '---') return -1;
  const first = lines.find((line, index) => index > 0 && !line.startsWith('#'));
  if (first === undefined || !(frontMatterKey.test(first) || frontMatterClose.test(first))) return -1;
  return lines.findIndex((line, index) => index > 0 && index < maxFrontMatter && frontMatterClose.test(line));
}

/** The closing line of a fence, or the last line of the document. */
function fenceEnd(lines: readonly string[], open: number, mark: string): number {
  for (let i = open + 1; i < lines.length; i++) {
    const text = (lines[i] ?? '').trim();
    if (text.length >= mark.length && text === (mark[0] ?? '`').repeat(text.length)) return i;
  }
  return lines.length - 1;
}

/** The last line of the paragraph, list or table that starts at `from`. */
function paragraphEnd(lines: readonly string[], from: number): number {
  let i = from;
  while (i + 1 < lines.length) {
    const next = lines[i + 1] ?? '';
    if (isBlank(next) || atxHeading.test(next) || fenceOpen.test(next) || setextUnderline.test(next)) break;
    i++;
  }
  return i;
}

function plainTitle(text: string): string {
  return text
    .replace(/[ \t]#+[ \t]*$/u, '')
    .replace(/[*_`]/gu, '')
    .trim();
}
