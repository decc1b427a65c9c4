// Reads the text of an HTML file line by line, so that each line of text keeps the number it has in the file.
//
// One pass, no tree, no recursion: whatever the nesting, time and memory grow with the length of the file only.
import { chunkSize } from '../../chunking/lines';
import { decodeReferences } from './entities';
import { isUnseen, StyleSheet } from './htmlVisibility';
import type { ParsedDocument, Section } from './types';

/** Elements whose start and end are the end of a line of text. */
const blocks = new Set(
  'address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html legend li main menu nav ol optgroup option p pre section select summary table tbody tfoot thead title tr ul'.split(
    ' ',
  ),
);
const voids = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
/** What is inside is no text for people. */
const dropped = new Set(['script', 'style']);
/** Not displayed, whatever their attributes say. */
const neverShown = new Set(['template', 'noscript', 'noframes', 'noembed', 'datalist']);
/** Another element of the same name ends them, when nobody closed them. */
const selfEnding = new Set(['p', 'option', 'dt', 'dd', 'tr', 'td', 'th']);

/** Where a page may have other colours than white behind its letters. */
const colouredPage = /background(?:-color)?\s*:|bgcolor\s*=|<style[\s>]|stylesheet/u;

/** Separates blocks within a line, until the line is finished. */
const boundary = '\u0000';

/**
 * The text of an HTML file as Markdown, each line at its number; and, apart from it, the text that a reader does not
 * see (comments, `hidden`, `display: none` inline or by a sheet, white on white, `<template>` …). Scripts and styles are left out.
 */
export function parseHtml(text: string): ParsedDocument {
  const source = text.replaceAll(boundary, ' ').replaceAll(/\r\n?/gu, '\n');
  // A sheet says something about what stands above it, too: a page that has one is read twice.
  const sheet = new StyleSheet();
  let reader = new Reader(source, new StyleSheet(), sheet);
  reader.read();
  if (!sheet.isEmpty) {
    reader = new Reader(source, sheet);
    reader.read();
  }
  return { sections: [...sectionsOf(reader.shown), ...sectionsOf(reader.unseen, true)] };
}

/** One layer of the page: its lines under the numbers of the file. */
class Layer {
  readonly lines: string[] = [];
  /** Lines inside `<pre>`, whose spaces count. */
  readonly preformatted = new Set<number>();
  #prefix = '';

  /** What the next words on this layer begin with: the mark of a heading or an item. */
  begin(prefix: string): void {
    this.#prefix = prefix;
  }

  add(line: number, text: string, isPreformatted: boolean): void {
    if (text.trim() !== '' && this.#prefix !== '') {
      this.lines[line] = `${this.lines[line] ?? ''}${boundary}${this.#prefix}`;
      this.#prefix = '';
    }
    this.lines[line] = (this.lines[line] ?? '') + text;
    if (isPreformatted && text.trim() !== '') this.preformatted.add(line);
  }

  end(line: number): void {
    this.#prefix = '';
    const text = this.lines[line];
    if (text !== undefined && text !== '') this.lines[line] = text + boundary;
  }
}

class Reader {
  readonly shown = new Layer();
  readonly unseen = new Layer();
  #line = 0;
  #pre = 0;
  readonly #lists: { ordered: boolean; item: number }[] = [];
  /** The element that hides what is in it, and how many of its name are open. */
  #hiding: { readonly name: string; open: number } | undefined;
  /** For finding end tags, which know no case. */
  readonly #folded: string;
  /** The title stands for the heading that the page does not have. */
  #titleIsHeading: boolean;
  /** Nothing on the page says that it is not white. */
  readonly #isWhite: boolean;

  /**
   * @param sheet the rules that hide
   * @param found takes the rules that are met
   */
  constructor(
    private readonly source: string,
    private readonly sheet: StyleSheet,
    private readonly found?: StyleSheet,
  ) {
    // Not toLowerCase(): that changes the length of some texts.
    this.#folded = source.replaceAll(/[A-Z]/gu, (letter) => letter.toLowerCase());
    this.#titleIsHeading = !/<h1[\s>]/u.test(this.#folded);
    this.#isWhite = !colouredPage.test(this.#folded);
  }

  read(): void {
    const { source } = this;
    let at = 0;
    while (at < source.length) {
      const open = source.indexOf('<', at);
      if (open < 0) break;
      this.#text(source.slice(at, open));
      at = this.#markup(open);
    }
    this.#text(source.slice(at));
  }

  /** Reads what begins with `<` at `open`; gives the place after it. */
  #markup(open: number): number {
    const { source } = this;
    if (source.startsWith('<!--', open)) {
      const close = source.indexOf('-->', open + 4);
      const end = close < 0 ? source.length : close + 3;
      this.#aside(source.slice(open + 4, close < 0 ? source.length : close));
      return end;
    }
    const next = source[open + 1] ?? '';
    if (next === '!' || next === '?') {
      const close = source.indexOf('>', open);
      const end = close < 0 ? source.length : close + 1;
      this.#skip(source.slice(open, end));
      return end;
    }
    if (!/[A-Za-z/]/u.test(next)) {
      this.#text('<');
      return open + 1;
    }
    const close = endOfTag(source, open + 1);
    if (close < 0) {
      // No browser shows what follows, but it must not be lost for those who look for orders in it.
      this.#aside(source.slice(open + 1));
      return source.length;
    }
    const tag = source.slice(open + 1, close);
    const name = /^\/?([A-Za-z][\w:-]*)/u.exec(tag)?.[1]?.toLowerCase() ?? '';
    this.#skip(tag);
    if (tag.startsWith('/')) this.#endTag(name);
    else this.#startTag(name, tag);
    if (tag.startsWith('/') || !dropped.has(name)) return close + 1;
    const end = this.#folded.indexOf(`</${name}`, close);
    const content = source.slice(close, end < 0 ? source.length : end);
    this.#skip(content);
    if (name === 'style' && this.#sheetCounts(tag)) this.found?.add(content.slice(1));
    return end < 0 ? source.length : end;
  }

  /** Not for print, and not in what is never shown, where a sheet hides nothing outside of it either. */
  #sheetCounts(tag: string): boolean {
    return !/^\s*print\s*$/iu.test(attribute(tag, 'media') ?? '') && !neverShown.has(this.#hiding?.name ?? '');
  }

  #startTag(name: string, tag: string): void {
    if (this.#hiding !== undefined) {
      if (selfEnding.has(this.#hiding.name) && name === this.#hiding.name) this.#hiding = undefined;
      else if (name === this.#hiding.name && !voids.has(name)) this.#hiding.open++;
    }
    // A slash at the end closes elements of SVG, but none of HTML.
    const isEmpty = voids.has(name) || (tag.endsWith('/') && !blocks.has(name) && name !== 'span');
    const isDoubledTitle = name === 'title' && !this.#titleIsHeading;
    if (this.#hiding === undefined && !isEmpty && (isDoubledTitle || hides(name, tag, this.sheet, this.#isWhite)))
      this.#hiding = { name, open: 1 };
    this.#structure(name, tag);
  }

  #structure(name: string, tag: string): void {
    const layer = this.#layer();
    if (blocks.has(name)) layer.end(this.#line);
    const level = /^h([1-6])$/u.exec(name)?.[1];
    if (level !== undefined) layer.begin(`${'#'.repeat(Number(level))} `);
    else if (name === 'title' && this.#titleIsHeading) {
      this.#titleIsHeading = false;
      layer.begin('# ');
    } else if (name === 'pre') this.#pre++;
    else if (name === 'ol' || name === 'ul') this.#lists.push({ ordered: name === 'ol', item: 0 });
    else if (name === 'li') {
      const list = this.#lists.at(-1);
      if (list !== undefined) list.item++;
      layer.begin(list?.ordered === true ? `${list.item}. ` : '- ');
    } else if (name === 'td' || name === 'th') {
      const text = layer.lines[this.#line] ?? '';
      if (text.trim() !== '' && !text.endsWith(boundary)) layer.add(this.#line, ' | ', false);
    } else if (name === 'img') {
      const alt = attribute(tag, 'alt');
      if (alt !== undefined) layer.add(this.#line, ` ${decodeReferences(alt).replaceAll('\n', ' ')} `, false);
    }
  }

  #endTag(name: string): void {
    const layer = this.#layer();
    if (blocks.has(name)) layer.end(this.#line);
    if (name === 'pre') this.#pre = Math.max(0, this.#pre - 1);
    else if (name === 'ol' || name === 'ul') this.#lists.pop();
    if (this.#hiding?.name === name && --this.#hiding.open === 0) this.#hiding = undefined;
  }

  #layer(): Layer {
    return this.#hiding === undefined ? this.shown : this.unseen;
  }

  #text(raw: string): void {
    this.#write(this.#layer(), decodeReferences(raw));
  }

  /** Text that no reader sees, whatever surrounds it. */
  #aside(raw: string): void {
    this.unseen.end(this.#line);
    this.#write(this.unseen, raw);
    this.unseen.end(this.#line);
  }

  #write(layer: Layer, text: string): void {
    let isFirst = true;
    for (const part of text.split('\n')) {
      if (!isFirst) this.#line++;
      isFirst = false;
      if (part !== '') layer.add(this.#line, part, this.#pre > 0);
    }
  }

  /** Counts the lines of markup. */
  #skip(markup: string): void {
    for (let at = markup.indexOf('\n'); at >= 0; at = markup.indexOf('\n', at + 1)) this.#line++;
  }
}

/** The `>` that ends a tag, which may hold others between quotes; negative when there is none. */
function endOfTag(source: string, from: number): number {
  let quote = '';
  for (let at = from; at < source.length; at++) {
    const char = source[at] ?? '';
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === '>') return at;
    // A quote counts only where a value may begin: "don't" in a broken tag does not open one.
    else if ((char === '"' || char === "'") && /[=\s]/u.test(source[at - 1] ?? '')) quote = char;
  }
  return -1;
}

function hides(name: string, tag: string, sheet: StyleSheet, onWhite: boolean): boolean {
  if (neverShown.has(name)) return true;
  if (tag.length === name.length && sheet.isEmpty) return false;
  if (attribute(tag, 'hidden') !== undefined) return true;
  const decoded = (wanted: string): string => decodeReferences(attribute(tag, wanted) ?? '');
  const classes = decoded('class').split(/\s+/u);
  return isUnseen({ name, id: decoded('id').trim(), classes, style: decoded('style') }, sheet, onWhite);
}

/** The value of an attribute, '' when it has none; `undefined` when it is not there. */
function attribute(tag: string, wanted: string): string | undefined {
  for (const match of tag.matchAll(/(?<=[\s"'/])([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/gu))
    if (match[1]?.toLowerCase() === wanted) return match[2] ?? match[3] ?? match[4] ?? '';
  return undefined;
}

/** Runs of lines; a line that holds several blocks, or is too long for a passage, becomes a section of its own. */
function sectionsOf(layer: Layer, isHidden = false): Section[] {
  const sections: Section[] = [];
  const mark = isHidden ? ({ hidden: true } as const) : {};
  let run: string[] = [];
  /** @param end index of the line after the run */
  const flush = (end: number): void => {
    if (run.some((line) => line !== ''))
      sections.push({ kind: 'prose', firstLine: end - run.length + 1, lines: run, ...mark });
    run = [];
  };
  for (let line = 0; line < layer.lines.length; line++) {
    const parts = partsOf(layer, line);
    const length = parts.reduce((sum, part) => sum + part.length + 1, 0);
    if (parts.length > 1 && (length > chunkSize.max || parts.some((part) => part.startsWith('#')))) {
      flush(line);
      // An empty line between blocks, but not between the items of a list.
      const lines = parts.flatMap((part, i) => (i > 0 && !/^(?:- |\d+\. )/u.test(part) ? ['', part] : [part]));
      sections.push({ kind: 'prose', firstLine: line + 1, oneLine: true, lines, ...mark });
    } else run.push(parts.join(' '));
  }
  flush(layer.lines.length);
  return sections;
}

/** The blocks on one line. Preformatted text is indented: nothing in it is a heading. */
function partsOf(layer: Layer, line: number): string[] {
  const parts = (layer.lines[line] ?? '').split(boundary);
  const tidied = layer.preformatted.has(line)
    ? parts.map((part) => `    ${part.trimEnd()}`)
    : parts.map((part) => part.replaceAll(/\s+/gu, ' ').trim());
  return tidied.filter((part) => part.trim() !== '');
}
