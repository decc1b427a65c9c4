// Reads the text of a PDF page by page with pdf.js; nothing is drawn, and nothing in the file is run.
import * as pdfjs from 'unpdf/pdfjs';
import { maxCharacters, UnreadableDocument, type ParsedDocument, type Section } from './types';

/** More pages than this are not read: a book of that length is a reference that nobody wants quoted whole. */
const maxPages = 1500;
/** After so many pages in a row that cannot be read, the rest is taken for invented. */
const maxFailuresInRow = 5;
/** Letters smaller than this, in points, are read by machines only. */
const smallestPoints = 1;
/** Milliseconds after which the pages read so far have to do; well below the deadline of the process. */
const patience = 90_000;

interface Line {
  text: string;
  /** Height of its tallest letter, in half points. */
  readonly height: number;
  /** A wider gap than usual stands above it, or a heading in other letters. */
  readonly startsParagraph: boolean;
}

/**
 * The text of a PDF: a section for each page, letters larger than the usual ones as headings, and one for those of a page
 * that are too small to be read.
 * @throws UnreadableDocument `encrypted`, `damaged` or `no-text`
 */
export async function parsePdf(
  bytes: Uint8Array,
  now: () => number = () => performance.now(),
): Promise<ParsedDocument> {
  const started = now();
  const document = await open(bytes);
  const total = document.numPages;
  const pages = new Map<number, Line[]>();
  const tiny = new Map<number, Line[]>();
  let characters = 0;
  let failures = 0;
  for (let page = 1; page <= Math.min(total, maxPages); page++) {
    if (now() - started > patience || characters > maxCharacters || failures >= maxFailuresInRow) break;
    try {
      const proxy = await document.getPage(page);
      const { items } = await proxy.getTextContent();
      const lines = linesOf(items.filter((item) => !isTiny(item)));
      const unseen = linesOf(items.filter(isTiny));
      for (const { text } of [...lines, ...unseen]) characters += text.length;
      pages.set(page, lines);
      if (unseen.length > 0) tiny.set(page, unseen);
      proxy.cleanup();
      failures = 0;
    } catch {
      failures++;
    }
  }
  if (pages.size === 0) throw new UnreadableDocument('damaged');
  if (characters === 0) throw new UnreadableDocument('no-text');
  const sections = sectionsOf(pages, tiny);
  return pages.size === total ? { sections } : { sections, problem: { code: 'partial', read: pages.size, of: total } };
}

async function open(bytes: Uint8Array): Promise<pdfjs.PDFDocumentProxy> {
  try {
    // pdf.js takes the buffer for itself, and no Buffer: it gets a copy.
    return await pdfjs.getDocument({
      data: new Uint8Array(bytes),
      verbosity: pdfjs.VerbosityLevel.ERRORS,
      enableXfa: false,
      disableFontFace: true,
      useSystemFonts: false,
      useWorkerFetch: false,
      useWasm: false,
      isOffscreenCanvasSupported: false,
      isImageDecoderSupported: false,
    }).promise;
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    throw new UnreadableDocument(name === 'PasswordException' ? 'encrypted' : 'damaged');
  }
}

type TextContent = Awaited<ReturnType<pdfjs.PDFPageProxy['getTextContent']>>;

/** By the size that the letters have on the page, whatever the font and its scale. */
function isTiny(item: TextContent['items'][number]): boolean {
  if (!('str' in item) || item.str.trim() === '') return false;
  const [, , c, d] = item.transform as readonly number[];
  return Math.hypot(c ?? 0, d ?? 0) < smallestPoints;
}

function linesOf(items: TextContent['items']): Line[] {
  const found: FoundLine[] = [];
  let text = '';
  let height = 0;
  let y = 0;
  let fonts = new Set<string>();
  const flush = (): void => {
    const tidy = text.replace(/\s+/gu, ' ').trim();
    const [font] = fonts;
    if (tidy !== '') found.push({ text: tidy, height, y, font: fonts.size === 1 ? font : undefined });
    text = '';
    height = 0;
    fonts = new Set();
  };
  for (const item of items) {
    if (!('str' in item)) continue;
    if (item.str.trim() !== '') {
      height = Math.max(height, item.height);
      fonts.add(item.fontName);
      y = Number(item.transform[5]);
    }
    text += item.str;
    if (item.hasEOL) flush();
  }
  flush();
  const gaps = found.slice(1).map((line, i) => Math.abs((found[i]?.y ?? 0) - line.y));
  const usual = usualGap(gaps, found);
  return joinHyphenated(
    found.map((line, i) => ({
      text: line.text,
      height: Math.round(line.height * 2),
      startsParagraph: i > 0 && ((gaps[i - 1] ?? 0) > usual * 1.4 || isBelowHeading(found[i - 1], line)),
    })),
  );
}

interface FoundLine {
  readonly text: string;
  /** Points. */
  readonly height: number;
  readonly y: number;
  /** The one font of the line. */
  readonly font: string | undefined;
}

/** Fewer gaps than this say nothing of how far apart the lines of a paragraph are. */
const tellingGaps = 6;
/** Distance of the lines of ordinary text, in heights of its letters. */
const ordinaryGap = 1.35;

/** How far apart the lines of a paragraph are; the first quarter, so that pages of short paragraphs have it, too. */
function usualGap(gaps: readonly number[], lines: readonly FoundLine[]): number {
  const quarter = (values: readonly number[]): number =>
    [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 4)] ?? 0;
  const found = quarter(gaps);
  return gaps.length >= tellingGaps ? found : Math.min(found, ordinaryGap * quarter(lines.map(({ height }) => height)));
}

/** Whether a line follows a heading of the same size in another font, such as a bold one. */
function isBelowHeading(above: FoundLine | undefined, { text, font }: FoundLine): boolean {
  if (above?.font === undefined || font === undefined || above.font === font) return false;
  return above.text.length <= maxHeadingLength && !/[.,;:!?]$/u.test(above.text) && !/^\p{Ll}/u.test(text);
}

/** A word that was cut at the end of a line is made whole, or no search finds it. */
function joinHyphenated(lines: Line[]): Line[] {
  for (const [i, line] of lines.entries()) {
    const next = lines[i + 1];
    if (next === undefined || !/\p{Ll}[-\u00ad]$/u.test(line.text)) continue;
    const rest = /^\p{Ll}\S*/u.exec(next.text)?.[0];
    if (rest === undefined) continue;
    line.text = line.text.slice(0, -1) + rest;
    next.text = next.text.slice(rest.length).trimStart();
  }
  return lines.filter(({ text }) => text !== '');
}

function sectionsOf(
  pages: ReadonlyMap<number, readonly Line[]>,
  tiny: ReadonlyMap<number, readonly Line[]>,
): Section[] {
  const levels = headingLevels([...pages.values()].flat());
  const sections: Section[] = [];
  let firstLine = 1;
  for (const [page, pageLines] of pages) {
    const lines: string[] = [];
    let above: Line | undefined;
    for (const line of pageLines) {
      const level = line.text.length <= maxHeadingLength ? levels.get(line.height) : undefined;
      const goesOn = above?.height === line.height && !line.startsParagraph;
      const last = lines.at(-1);
      if (level !== undefined && goesOn && last?.startsWith('#') === true)
        lines[lines.length - 1] = `${last} ${line.text}`;
      else if (level !== undefined) lines.push(...(lines.length > 0 ? [''] : []), `${'#'.repeat(level)} ${line.text}`);
      else lines.push(...(line.startsParagraph || last?.startsWith('#') === true ? [''] : []), line.text);
      above = line;
    }
    if (lines.length > 0) {
      sections.push({ kind: 'prose', firstLine, lines, page });
      firstLine += lines.length + 1;
    }
    const unseen = (tiny.get(page) ?? []).map(({ text }) => text);
    if (unseen.length > 0) {
      sections.push({ kind: 'prose', firstLine, lines: unseen, page, hidden: true });
      firstLine += unseen.length + 1;
    }
  }
  return sections;
}

const maxHeadingLength = 150;
/** Letters at least this much larger than those of the text make a heading. */
const headingFactor = 1.15;

/** Levels by height of letters: the three largest that are clearly larger than those of most of the text. */
function headingLevels(lines: readonly Line[]): Map<number, number> {
  const characters = new Map<number, number>();
  for (const { height, text } of lines) characters.set(height, (characters.get(height) ?? 0) + text.length);
  const [usual] = [...characters].sort(([, a], [, b]) => b - a)[0] ?? [0];
  const larger = [...characters.keys()].filter((height) => height > usual * headingFactor).sort((a, b) => b - a);
  return new Map(larger.map((height, i) => [height, Math.min(i + 1, 3)]));
}
