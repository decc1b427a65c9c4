// Cuts what a reader of a document format found: section by section, with the headings of the sections before.
import type { Section } from '../documents/formats/types';
import { chunkCode } from './code';
import type { Chunk } from './lines';
import { chunkMarkdown, type OpenHeading } from './markdown';

/** The chunks of all sections, in order; headings reach on into the next page or cell. */
export function* chunkSections(sections: readonly Section[]): Generator<Chunk> {
  const open: OpenHeading[] = [];
  for (const section of sections) {
    const { firstLine, oneLine, page, cell, hidden } = section;
    const above = open.map(({ title }) => title);
    // What nobody sees is no part of the outline.
    const chunks =
      section.kind === 'code' ? chunkCode(section.lines) : chunkMarkdown(section.lines, hidden ? [] : open);
    for (const { startLine, endLine, text, heading } of chunks)
      yield {
        startLine: oneLine ? firstLine : firstLine + startLine - 1,
        endLine: oneLine ? firstLine : firstLine + endLine - 1,
        text,
        heading: section.kind === 'code' ? [...above, ...heading] : heading,
        ...(page === undefined ? {} : { page }),
        ...(cell === undefined ? {} : { cell }),
        ...(hidden === undefined ? {} : { hidden }),
      };
  }
}
