// Whether a text that was cited still stands in its file, and where: by an imprint, so that the text itself is not kept.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Disposable } from '../base/disposable';
import { chunkSize, splitLines } from './chunking/lines';
import { documentFormatOf, languageOf } from './documents/languages';
import type { DocumentParser } from './documents/parser';
import { decodeText, readRaw } from './documents/read';
import type { Section } from './documents/formats/types';
import type { Passage } from './types';

/** What is kept of a cited text: enough to know it again, not enough to read it. */
export interface Imprint {
  /** UTF-16 code units. */
  readonly length: number;
  /** Sum that can be carried along a text, so that every place of a file is looked at in one pass. */
  readonly sum: number;
  /** Hex SHA-256: what decides. */
  readonly hash: string;
}

type Place = Pick<Passage, 'startLine' | 'endLine' | 'page' | 'cell'>;

/** How a cited text stands in its file now. `unknown`: the file cannot be read as it was then. */
export type Standing =
  { readonly state: 'same' | 'moved'; readonly place: Place } | { readonly state: 'changed' | 'gone' | 'unknown' };

/** Base of the sum, modulo 2³²: any odd number well above the alphabet does. */
const base = 0x01000193;
/** More places with the right sum than this are made up: sums modulo 2³² can be forced to agree. */
const maxCandidates = 64;
/** Files whose lines are remembered, so that several citations of one file read it once. */
const rememberedFiles = 16;

/** Line ends and spaces at them are the editor's business. */
const normal = (lines: readonly string[]): string => lines.map((line) => line.trimEnd()).join('\n');

/** The imprint of a text. */
export function imprintOf(text: string): Imprint {
  const plain = normal(splitLines(text)).trim();
  let sum = 0;
  for (let i = 0; i < plain.length; i++) sum = (Math.imul(sum, base) + plain.charCodeAt(i)) >>> 0;
  return { length: plain.length, sum, hash: sha256(plain) };
}

/**
 * The imprint of these lines of a passage.
 * @param passage as the index gave it, before anything in it was masked
 */
export function imprintOfLines(
  passage: Pick<Passage, 'text' | 'startLine' | 'endLine'>,
  startLine: number,
  endLine: number,
): Imprint {
  const lines = splitLines(passage.text);
  // Part of a long line, or lines of one line of HTML: the numbers do not count its lines.
  if (lines.length !== passage.endLine - passage.startLine + 1) return imprintOf(passage.text);
  return imprintOf(lines.slice(startLine - passage.startLine, endLine - passage.startLine + 1).join('\n'));
}

/**
 * The lines, indices from 0, both included, on which the text of an imprint stands: of several places the nearest.
 * It must stand there alone, as lines of its own, but for a line so long that the index cuts it.
 */
export function locate(
  { length, sum, hash }: Imprint,
  lines: readonly string[],
  near: number,
): { readonly first: number; readonly last: number } | undefined {
  const text = normal(lines);
  if (length === 0 || length > text.length) return undefined;
  let power = 1;
  for (let i = 1; i < length; i++) power = Math.imul(power, base);
  let line = 0;
  let lineStart = 0;
  let candidates = 0;
  let running = 0;
  let best: { first: number; last: number } | undefined;
  for (let end = 0; end < text.length; end++) {
    running = (Math.imul(running, base) + text.charCodeAt(end)) >>> 0;
    const start = end - length + 1;
    if (start < 0) continue;
    if (running === sum && candidates < maxCandidates && isOwn(text, lineStart, start, end + 1)) {
      candidates++;
      const found = text.slice(start, end + 1);
      if (sha256(found) === hash) {
        const last = line + found.split('\n').length - 1;
        if (best === undefined || Math.abs(line - near) < Math.abs(best.first - near)) best = { first: line, last };
      }
    }
    const leaving = text.charCodeAt(start);
    running = (running - Math.imul(leaving, power)) >>> 0;
    if (leaving === 10) {
      line++;
      lineStart = start + 1;
    }
  }
  return best;
}

/** Whether nothing but space stands before and after it on its lines, or the line is one that is cut. */
function isOwn(text: string, lineStart: number, start: number, end: number): boolean {
  const alone = text.slice(lineStart, start).trim() === '' && (end === text.length || text[end] === '\n');
  if (alone) return true;
  const lineEnd = text.indexOf('\n', start);
  return (lineEnd < 0 ? text.length : lineEnd) - lineStart > chunkSize.max;
}

export interface CitationCheckerOptions {
  readonly maxFileBytes: () => number;
  readonly parser: () => DocumentParser & Disposable;
  /** The text of a file that is open in an editor, saved or not. */
  readonly openText?: (file: string) => string | undefined;
}

/** Compares citations with the files as they are now. */
export class CitationChecker implements Disposable {
  readonly #files = new Map<string, { readonly stamp: string; readonly sections: readonly Section[] }>();
  #parser: (DocumentParser & Disposable) | undefined;

  constructor(private readonly options: CitationCheckerOptions) {}

  /**
   * How a cited text stands now. Never throws: what cannot be read is `gone` or `unknown`.
   * @param file absolute path
   * @param place where the text stood
   */
  async check(file: string, place: Place, imprint: Imprint): Promise<Standing> {
    let sections: readonly Section[];
    try {
      sections = await this.#sections(file);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      return { state: code === 'ENOENT' || code === 'ENOTDIR' ? 'gone' : 'unknown' };
    }
    const found = sections
      .flatMap((section) => {
        const at = locate(imprint, section.lines, place.startLine - section.firstLine);
        return at === undefined ? [] : [placeIn(section, at)];
      })
      .sort((a, b) => distance(a, place) - distance(b, place))[0];
    if (found === undefined) return { state: 'changed' };
    return { state: distance(found, place) === 0 ? 'same' : 'moved', place: found };
  }

  dispose(): void {
    this.#files.clear();
    this.#parser?.dispose();
    this.#parser = undefined;
  }

  async #sections(file: string): Promise<readonly Section[]> {
    const language = languageOf(path.basename(file));
    const format = language && documentFormatOf(language);
    // First, because an editor keeps the text of a file that is gone.
    const { size, mtimeMs } = await fs.promises.stat(file);
    const open = format === undefined ? this.options.openText?.(file) : undefined;
    if (open !== undefined) return [plain(open)];
    const stamp = `${size} ${mtimeMs}`;
    const known = this.#files.get(file);
    if (known?.stamp === stamp) return known.sections;
    const fallback = { id: 'plaintext', kind: 'prose', known: true } as const;
    const { bytes } = readRaw(file, this.options.maxFileBytes(), language ?? fallback);
    let sections: readonly Section[];
    if (format === undefined) sections = [plain(decodeText(bytes))];
    else {
      this.#parser ??= this.options.parser();
      const parsed = await this.#parser.parse(format, bytes, new AbortController().signal);
      if (parsed.sections.length === 0) throw new Error('unreadable');
      ({ sections } = parsed);
    }
    this.#files.delete(file);
    this.#files.set(file, { stamp, sections });
    const [oldest] = this.#files.keys();
    if (this.#files.size > rememberedFiles && oldest !== undefined) this.#files.delete(oldest);
    return sections;
  }
}

const plain = (text: string): Section => ({ kind: 'prose', firstLine: 1, lines: splitLines(text) });

function placeIn({ firstLine, oneLine, page, cell }: Section, at: { first: number; last: number }): Place {
  return {
    startLine: oneLine === true ? firstLine : firstLine + at.first,
    endLine: oneLine === true ? firstLine : firstLine + at.last,
    ...(page === undefined ? {} : { page }),
    ...(cell === undefined ? {} : { cell }),
  };
}

/** How far two places are apart; a page or cell counts more than lines. */
function distance(a: Place, b: Place): number {
  const part = Math.abs((a.page ?? a.cell ?? 0) - (b.page ?? b.cell ?? 0));
  return part * 1e6 + Math.abs(a.startLine - b.startLine);
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
