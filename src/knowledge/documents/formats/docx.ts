// Reads the text of a Word document: paragraphs, headings, lists and tables of word/document.xml, as Markdown.
import { Unzip, UnzipInflate } from 'fflate';
import { maxCharacters, UnreadableDocument, type ParsedDocument, type Section } from './types';
import { looksOfStyles, Visibility, type Look } from './wordVisibility';
import { attribute, tokens, type Tag } from './wordXml';

/** Most bytes that the parts we read may unpack to, all together: a bomb ends here. */
const maxUnpackedBytes = 48 * 1024 * 1024;
/** Packed bytes that are unpacked at once: deflate makes at most 1,032 times as much of them. */
const stepBytes = 8 * 1024;
const wantedParts = new Set(['word/document.xml', 'word/styles.xml', 'word/footnotes.xml', 'word/endnotes.xml']);
const maxHeadingLevel = 6;

/**
 * The text of a document, one line for each paragraph or row of a table. Text that a reader does not see is a section of its own.
 * @throws UnreadableDocument `damaged`, `encrypted`, `too-large-unpacked` or `no-text`
 */
export function parseDocx(bytes: Uint8Array): ParsedDocument {
  // A document with a password is a compound file, not an archive.
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) throw new UnreadableDocument('encrypted');
  const parts = unpack(bytes);
  const main = parts.get('word/document.xml');
  if (main === undefined) throw new UnreadableDocument('damaged');
  const styles = parts.get('word/styles.xml') ?? '';
  const body = new Body(headingStyles(styles), looksOfStyles(styles));
  body.read(main);
  for (const notes of ['word/footnotes.xml', 'word/endnotes.xml']) body.read(parts.get(notes) ?? '');
  const sections: Section[] = [];
  if (body.lines.length > 0) sections.push({ kind: 'prose', firstLine: 1, lines: body.lines });
  if (body.hidden.length > 0)
    sections.push({ kind: 'prose', firstLine: body.lines.length + 2, lines: body.hidden, hidden: true });
  if (sections.length === 0) throw new UnreadableDocument('no-text');
  return { sections };
}

/** The parts we read, as text. Sizes that the archive claims are not believed: what comes out is counted. */
function unpack(bytes: Uint8Array): Map<string, string> {
  const parts = new Map<string, string>();
  let unpacked = 0;
  let failure: UnreadableDocument | undefined;
  const unzip = new Unzip((file) => {
    if (!wantedParts.has(file.name) || parts.has(file.name)) return;
    parts.set(file.name, '');
    const decoder = new TextDecoder();
    file.ondata = (error, chunk, isLast) => {
      // The types promise an error or data; at the end of an empty part there is neither.
      if ((error as Error | null) !== null) failure ??= new UnreadableDocument('damaged');
      if (failure !== undefined) return;
      unpacked += chunk.length;
      if (unpacked > maxUnpackedBytes) {
        failure = new UnreadableDocument('too-large-unpacked');
        return;
      }
      parts.set(file.name, (parts.get(file.name) ?? '') + decoder.decode(chunk, { stream: !isLast }));
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let at = 0; at < bytes.length && failure === undefined; at += stepBytes)
      unzip.push(bytes.subarray(at, at + stepBytes), at + stepBytes >= bytes.length);
  } catch {
    failure = new UnreadableDocument('damaged');
  }
  if (failure !== undefined) throw failure;
  return parts;
}

/** Heading levels by the id of the style; 0 is the title. Ids are translated by Word, names are not. */
function headingStyles(xml: string): Map<string, number> {
  const levels = new Map<string, number>();
  let style = '';
  for (const token of tokens(xml)) {
    if (typeof token === 'string') continue;
    if (token.name === 'style' && token.kind === 'open') style = attribute(token, 'styleId') ?? '';
    if (style === '' || token.kind === 'close') continue;
    if (token.name === 'name') {
      const name = (attribute(token, 'val') ?? '').toLowerCase();
      const level = /^heading ([1-9])$/u.exec(name)?.[1];
      if (level !== undefined) levels.set(style, Number(level));
      else if (name === 'title') levels.set(style, 0);
    } else if (token.name === 'outlineLvl' && !levels.has(style)) {
      const level = Number(attribute(token, 'val'));
      if (level >= 0 && level < 9) levels.set(style, level + 1);
    }
  }
  return levels;
}

class Body {
  readonly lines: string[] = [];
  readonly hidden: string[] = [];
  #text = '';
  #hiddenText = '';
  #level: number | undefined;
  #isItem = false;
  #wasItem = false;
  #hasTitle = false;
  #inRun = false;
  #inText = false;
  /** Depth inside what is not part of the document: deleted text, the older twin of a drawing. */
  #skipped = 0;
  #tables = 0;
  #cells: string[] = [];
  #cell = '';
  #isFirstRow = true;
  #characters = 0;

  readonly #visibility: Visibility;

  constructor(
    private readonly levels: ReadonlyMap<string, number>,
    looks: ReadonlyMap<string, Look>,
  ) {
    this.#visibility = new Visibility(looks);
  }

  read(xml: string): void {
    for (const token of tokens(xml)) {
      if (this.#characters > maxCharacters) return;
      if (typeof token === 'string') {
        if (this.#inText && this.#skipped === 0) this.#add(token);
      } else if (token.kind === 'close') this.#close(token.name);
      else this.#open(token);
    }
  }

  #add(text: string): void {
    this.#characters += text.length;
    if (this.#visibility.isUnseen) this.#hiddenText += text;
    else this.#text += text;
  }

  #open(tag: Tag): void {
    const isEmpty = tag.kind === 'empty';
    this.#visibility.open(tag);
    switch (tag.name) {
      case 'Fallback':
      case 'del':
      case 'moveFrom':
        if (!isEmpty) this.#skipped++;
        break;
      case 'r':
        this.#inRun = !isEmpty;
        break;
      case 't':
        this.#inText = !isEmpty;
        break;
      case 'tab':
      case 'br':
      case 'cr':
        if (this.#inRun && this.#skipped === 0) this.#add(' ');
        break;
      case 'noBreakHyphen':
        if (this.#skipped === 0) this.#add('-');
        break;
      case 'pStyle':
        this.#level = this.levels.get(attribute(tag, 'val') ?? '') ?? this.#level;
        break;
      case 'outlineLvl': {
        const level = Number(attribute(tag, 'val'));
        if (!this.#inRun && level >= 0 && level < 9) this.#level = level + 1;
        break;
      }
      case 'numPr':
        this.#isItem = true;
        break;
      case 'p':
        if (isEmpty) this.#endParagraph();
        break;
      case 'tbl':
        if (isEmpty) break;
        this.#tables++;
        if (this.#tables === 1) this.#startTable();
        break;
      default:
    }
  }

  #close(name: string): void {
    this.#visibility.close(name);
    switch (name) {
      case 'Fallback':
      case 'del':
      case 'moveFrom':
        this.#skipped = Math.max(0, this.#skipped - 1);
        break;
      case 'r':
        this.#inRun = false;
        break;
      case 't':
        this.#inText = false;
        break;
      case 'p':
        this.#endParagraph();
        break;
      case 'tc':
        if (this.#tables === 1) {
          this.#cells.push(this.#cell.trim());
          this.#cell = '';
        }
        break;
      case 'tr':
        if (this.#tables === 1) this.#endRow();
        break;
      case 'tbl':
        this.#tables = Math.max(0, this.#tables - 1);
        break;
      default:
    }
  }

  #endParagraph(): void {
    const text = tidy(this.#text);
    const hidden = tidy(this.#hiddenText);
    const level = this.#level;
    const isItem = this.#isItem;
    this.#text = '';
    this.#hiddenText = '';
    this.#level = undefined;
    this.#isItem = false;
    if (hidden !== '') this.hidden.push(hidden, '');
    if (text === '') return;
    if (this.#tables > 0) {
      this.#cell += `${text} `;
      return;
    }
    if (level !== undefined) {
      this.#hasTitle ||= level === 0;
      const depth = Math.min(maxHeadingLevel, Math.max(1, level + (this.#hasTitle ? 1 : 0)));
      this.#paragraph(`${'#'.repeat(depth)} ${text}`);
    } else if (isItem && this.#wasItem) this.lines.push(`- ${text}`);
    else this.#paragraph(isItem ? `- ${text}` : text);
    this.#wasItem = isItem && level === undefined;
  }

  #paragraph(text: string): void {
    if (this.lines.length > 0) this.lines.push('');
    this.lines.push(text);
  }

  #startTable(): void {
    this.#cells = [];
    this.#cell = '';
    this.#isFirstRow = true;
    this.#wasItem = false;
  }

  #endRow(): void {
    const cells = this.#cells;
    this.#cells = [];
    if (cells.every((cell) => cell === '')) return;
    const row = `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
    if (!this.#isFirstRow) {
      this.lines.push(row);
      return;
    }
    this.#isFirstRow = false;
    this.#paragraph(row);
    this.lines.push(`|${' --- |'.repeat(cells.length)}`);
  }
}

const tidy = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim();
