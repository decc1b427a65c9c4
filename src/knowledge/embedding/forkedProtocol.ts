// What the index process and the embedder process say to one another; vectors travel as typed arrays.
import * as z from 'zod';

export const embedderRequestSchema = z.discriminatedUnion('method', [
  z.object({
    method: z.literal('open'),
    model: z.string(),
    folder: z.string(),
    language: z.enum(['en', 'fr']),
  }),
  z.object({
    method: z.literal('embed'),
    id: z.number(),
    texts: z.array(z.string()),
    kind: z.enum(['query', 'passage']),
  }),
  z.object({ method: z.literal('cancel'), id: z.number() }),
]);

export const embedderReplySchema = z.union([
  z.object({ id: z.number(), vectors: z.array(z.custom<Float32Array>((value) => value instanceof Float32Array)) }),
  z.object({ id: z.number(), reason: z.string(), message: z.string() }),
]);

export type EmbedderRequest = z.infer<typeof embedderRequestSchema>;
export type EmbedderReply = z.infer<typeof embedderReplySchema>;
