// Step 8, of a text that is too long for the model: the parts of it that have most to do with the question.
import { detectLanguage } from '../../base/language';
import { chunkDocument } from '../../knowledge/chunking';
import { languageOf, type FileLanguage } from '../../knowledge/documents/languages';
import { rankPieces } from '../../knowledge/extractive';
import type { Passage } from '../../knowledge/types';

const PROSE: FileLanguage = { id: 'plaintext', kind: 'prose', known: false };

/**
 * A passage as the index would cut it: first the chunks that share something with the question, best first, then the others in
 * their order. Each has its own lines and an id of its own.
 */
export function slicesOf(passage: Passage, question: string): Passage[] {
  const slices = chunkDocument(passage.text, languageOf(passage.path) ?? PROSE).map(
    ({ text, startLine, endLine, heading }, n): Passage => ({
      ...passage,
      id: `${passage.id}:${n}`,
      text,
      heading,
      startLine: passage.startLine + startLine - 1,
      endLine: passage.startLine + endLine - 1,
    }),
  );
  const ranked = rankPieces(question, slices, { language: detectLanguage(question) });
  return [...new Set([...ranked.map(({ piece }) => piece.passage), ...slices])];
}
