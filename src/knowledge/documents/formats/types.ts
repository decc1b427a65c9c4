// What the readers of formats make of a file: stretches of text that say where in the file they stand.
import * as z from 'zod';

/** Formats that are read before they can be cut; the VS Code language id where there is one. */
export type DocumentFormat = 'pdf' | 'docx' | 'jupyter' | 'html';

/** Why a document could not be read, or not all of it. For `partial`: how many pages or cells were read, of how many. */
export const problemSchema = z.discriminatedUnion('code', [
  z.object({
    code: z.enum(['encrypted', 'damaged', 'no-text', 'too-large-unpacked', 'too-slow', 'too-much-memory']),
  }),
  z.object({ code: z.literal('partial'), read: z.number(), of: z.number() }),
]);
export type DocumentProblem = z.infer<typeof problemSchema>;

/** What a reader makes of a document; checked when it comes out of the document process, too. */
export const parsedSchema = z.object({
  sections: z
    .array(
      z.object({
        kind: z.enum(['prose', 'code']),
        firstLine: z.number().int().positive(),
        lines: z.array(z.string()).readonly(),
        oneLine: z.literal(true).exactOptional(),
        page: z.number().int().positive().exactOptional(),
        cell: z.number().int().positive().exactOptional(),
        hidden: z.literal(true).exactOptional(),
      }),
    )
    .readonly(),
  /** What is missing from `sections`. */
  problem: problemSchema.exactOptional(),
});
export type ParsedDocument = z.infer<typeof parsedSchema>;

/**
 * A stretch of text that is cut by itself: no passage reaches from one into the next.
 *
 * - `kind`: `prose` is Markdown, whatever the format was.
 * - `firstLine`: number of its first line, counted from 1: of the file for HTML, of the extracted text for the others.
 *   Sections of different pages or cells have at least one number between them, so that they never seem to touch.
 * - `oneLine`: all of it stands on the one line `firstLine` of the file.
 * - `page` of a PDF, `cell` of a notebook, counted from 1.
 * - `hidden`: a reader of the document does not see it: comments, elements that are not displayed.
 */
export type Section = ParsedDocument['sections'][number];

/** Most characters taken from one document: far above any that people wrote, and little memory. */
export const maxCharacters = 8_000_000;

/** Thrown by a reader that can make nothing of a file. */
export class UnreadableDocument extends Error {
  constructor(readonly code: Exclude<DocumentProblem['code'], 'partial'>) {
    super(code);
  }
}
