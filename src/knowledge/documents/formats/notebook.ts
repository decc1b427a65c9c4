// Reads a Jupyter notebook: a section for each cell, outputs left out.
import { maxCharacters, UnreadableDocument, type ParsedDocument, type Section } from './types';
import { chunkSize } from '../../chunking/lines';

/** More cells than this are not read. */
const maxCells = 5000;

interface Cell {
  readonly type: string;
  readonly text: string;
}

/**
 * The cells of a notebook of format 3 or 4. Code that fits into one passage becomes a fenced block of Markdown, longer
 * code is cut along its definitions.
 * @throws UnreadableDocument `damaged` when the text is no JSON or no notebook
 */
export function parseNotebook(text: string): ParsedDocument {
  const notebook = jsonOf(text);
  const cells = cellsOf(notebook);
  const language = languageOf(notebook);
  const sections: Section[] = [];
  let firstLine = 1;
  let characters = 0;
  let read = 0;
  for (const { type, text: source } of cells.slice(0, maxCells)) {
    characters += source.length;
    if (characters > maxCharacters) break;
    read++;
    if (source.trim() === '') continue;
    const lines = source.split(/\r\n|\n|\r/u);
    const place = { firstLine, cell: read };
    if (type !== 'code') sections.push({ kind: 'prose', lines, ...place });
    else if (source.length <= chunkSize.max - 40 && !source.includes('```'))
      sections.push({ kind: 'prose', lines: [`\`\`\`${language}`, ...lines, '```'], ...place });
    else sections.push({ kind: 'code', lines, ...place });
    firstLine += lines.length + 3;
  }
  return read === cells.length ? { sections } : { sections, problem: { code: 'partial', read, of: cells.length } };
}

function jsonOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/u, ''));
    if (isRecord(value)) return value;
  } catch {
    // As below.
  }
  throw new UnreadableDocument('damaged');
}

function cellsOf(notebook: Readonly<Record<string, unknown>>): Cell[] {
  // Format 3 had sheets; nobody ever used more than one.
  const sheets: unknown[] = Array.isArray(notebook['worksheets']) ? notebook['worksheets'] : [];
  const cells = [notebook, ...sheets].flatMap((holder): unknown[] =>
    isRecord(holder) && Array.isArray(holder['cells']) ? holder['cells'] : [],
  );
  if (cells.length === 0 && !Array.isArray(notebook['cells'])) throw new UnreadableDocument('damaged');
  return cells.map((cell) =>
    isRecord(cell)
      ? { type: String(cell['cell_type']), text: joined(cell['source'] ?? cell['input']) }
      : { type: '', text: '' },
  );
}

/** A multi-line string of the format: one string, or a list of them. */
function joined(source: unknown): string {
  if (typeof source === 'string') return source;
  return Array.isArray(source) ? source.filter((part) => typeof part === 'string').join('') : '';
}

function languageOf(notebook: Readonly<Record<string, unknown>>): string {
  const metadata = notebook['metadata'];
  if (!isRecord(metadata)) return '';
  for (const [holder, name] of [
    ['language_info', 'name'],
    ['kernelspec', 'language'],
  ] as const) {
    const value = metadata[holder];
    const language = isRecord(value) ? value[name] : undefined;
    if (typeof language === 'string' && /^[\w+#-]{1,20}$/u.test(language)) return language;
  }
  return '';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
