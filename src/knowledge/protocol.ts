// The messages between the host and the index process: one contract, imported by both ends.
import * as z from 'zod';

const classification = z.enum(['public', 'internal', 'confidential', 'secret']);
const mode = z.enum(['lexical', 'dense', 'hybrid']);

const transformersSchema = z.object({ kind: z.literal('transformers'), id: z.string(), folder: z.string() });
const ollamaSchema = z.object({
  kind: z.literal('ollama'),
  endpoint: z.string(),
  model: z.string(),
  remote: z.object({ certificates: z.string().exactOptional() }).exactOptional(),
});
/** An embedding model, where there is one. */
export const embedderSchema = z.discriminatedUnion('kind', [transformersSchema, ollamaSchema]);

export const optionsSchema = z.object({
  roots: z.array(z.string()).readonly(),
  storeUri: z.string().min(1),
  embedder: z.discriminatedUnion('kind', [z.object({ kind: z.literal('none') }), transformersSchema, ollamaSchema]),
  embedderToken: z.string().exactOptional(),
  excludes: z.array(z.string()).readonly(),
  maxFileBytes: z.number().positive(),
  maxIndexBytes: z.number().positive().exactOptional(),
  queryPatience: z.number().positive().exactOptional(),
  catalogueFolder: z.string().optional(),
  storageOptions: z.record(z.string(), z.string()).optional(),
  paused: z.boolean(),
  language: z.enum(['en', 'fr']),
});
export type OpenParams = z.infer<typeof optionsSchema>;

const searchSchema = z.object({
  // As long as a question may be.
  query: z.string().max(200_000),
  limit: z.number().int().positive(),
  mode,
  pathPrefixes: z.array(z.string()).optional(),
  languages: z.array(z.string()).optional(),
});

const updateSchema = z.object({
  paths: z.array(z.string()).optional(),
  vectors: z.enum(['wait', 'background']),
  again: z.boolean(),
});
export type UpdateParams = Readonly<z.infer<typeof updateSchema>>;

/** Host to index process. */
export const requestSchema = z.discriminatedUnion('method', [
  z.object({ id: z.number(), method: z.literal('open'), params: optionsSchema }),
  z.object({ id: z.number(), method: z.literal('update'), params: updateSchema }),
  z.object({ id: z.number(), method: z.literal('search'), params: searchSchema }),
  z.object({ id: z.number(), method: z.literal('pause'), params: z.object({ paused: z.boolean() }) }),
  z.object({ id: z.number(), method: z.literal('compact') }),
  z.object({ id: z.number(), method: z.literal('drop') }),
  z.object({ id: z.number(), method: z.literal('close') }),
  /** `id` is that of the request to give up. */
  z.object({ id: z.number(), method: z.literal('cancel') }),
]);
export type IndexRequest = z.infer<typeof requestSchema>;

export const progressSchema = z.object({
  phase: z.enum(['scanning', 'reading', 'embedding', 'finishing']),
  done: z.number(),
  total: z.number(),
});

export const statusSchema = z.object({
  state: z.enum(['starting', 'idle', 'indexing', 'paused', 'restarting', 'failed']),
  files: z.number(),
  chunks: z.number(),
  vectors: z.number(),
  bytesOnDisk: z.number(),
  updatedAt: z.string().optional(),
  progress: progressSchema.optional(),
  model: z.string().optional(),
  previousModel: z.string().optional(),
  full: z.object({ leftOut: z.number(), maxBytes: z.number() }).optional(),
  message: z.string().optional(),
});

export const reportSchema = z.object({
  files: z.number(),
  chunks: z.number(),
  changedFiles: z.number(),
  seconds: z.number(),
  bytesOnDisk: z.number(),
  embedded: z.number(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })),
});

export const compactionSchema = z.object({ bytesBefore: z.number(), bytesAfter: z.number() });

export const responseSchema = z.object({
  passages: z.array(
    z.object({
      id: z.string(),
      root: z.string(),
      path: z.string(),
      startLine: z.number(),
      endLine: z.number(),
      page: z.number().exactOptional(),
      cell: z.number().exactOptional(),
      hidden: z.literal(true).exactOptional(),
      text: z.string(),
      heading: z.array(z.string()),
      language: z.string(),
      score: z.number(),
      classification,
    }),
  ),
  mode,
  files: z.number(),
  milliseconds: z.number(),
});

/** Index process to host. `result` is checked against the schema of the method that was asked. */
export const replySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('result'), id: z.number(), result: z.unknown() }),
  z.object({ kind: z.literal('error'), id: z.number(), reason: z.string(), message: z.string() }),
  z.object({ kind: z.literal('progress'), id: z.number(), progress: progressSchema }),
  z.object({ kind: z.literal('status'), status: statusSchema }),
  z.object({ kind: z.literal('log'), level: z.enum(['info', 'warn', 'error']), message: z.string() }),
]);
export type IndexReply = z.infer<typeof replySchema>;
