// Cuts a document into chunks along its structure.
import type { Section } from '../documents/formats/types';
import type { FileLanguage } from '../documents/languages';
import { chunkCode } from './code';
import { chunkDefinitions } from './definitions';
import { splitLines, type Chunk } from './lines';
import { chunkMarkdown } from './markdown';
import { chunkSections } from './sections';
import type { Outline } from './syntax/outline';

export type { Chunk };
export { splitLines };

/** Part of every chunk's address: another value makes every document be cut again. */
export const chunkerVersion = 3;

/** More chunks than this of one file are not indexed: no one wrote such a file for people. */
const maxChunks = 10_000;

/**
 * The chunks of a text, in order; their texts are whole lines of it, or a part of one line that is too long.
 * @param outline of this very text, when there is one: code is cut along its definitions then, else by the look of its lines
 */
export function chunkDocument(text: string, language: FileLanguage, outline?: Outline): Chunk[] {
  const lines = splitLines(text);
  if (language.kind === 'prose') return bounded(chunkMarkdown(lines));
  return bounded(outline === undefined ? chunkCode(lines) : chunkDefinitions(lines, outline));
}

/** The chunks of a document in a format of its own. */
export function chunkParsed(sections: readonly Section[]): Chunk[] {
  return bounded(chunkSections(sections));
}

function bounded(chunks: Iterable<Chunk>): Chunk[] {
  const kept: Chunk[] = [];
  for (const chunk of chunks) {
    kept.push(chunk);
    if (kept.length === maxChunks) break;
  }
  return kept;
}
