// The messages between the index process and the document process, which is not trusted: it reads what others wrote.
import * as z from 'zod';
import { parsedSchema } from './formats/types';

export const parserRequestSchema = z.object({
  id: z.number(),
  format: z.enum(['pdf', 'docx', 'jupyter', 'html']),
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
});
export type ParserRequest = z.infer<typeof parserRequestSchema>;

export const parserReplySchema = z.object({ id: z.number(), parsed: parsedSchema });
export type ParserReply = z.infer<typeof parserReplySchema>;
