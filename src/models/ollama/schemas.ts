// What Ollama's answers must look like before they are believed.
import * as z from 'zod';

const details = z
  .object({
    family: z.string().optional(),
    parameter_size: z.string().optional(),
    quantization_level: z.string().optional(),
    context_length: z.number().int().nonnegative().optional(),
    embedding_length: z.number().int().nonnegative().optional(),
  })
  .nullish();

export const versionSchema = z.object({ version: z.string().max(100) });

/** `GET /api/status`, since 0.16.2. */
export const statusSchema = z.object({
  cloud: z.object({ disabled: z.boolean(), source: z.string().optional() }).optional(),
});

export const tagsSchema = z.object({
  models: z
    .array(
      z.object({
        name: z.string(),
        size: z.number().nonnegative(),
        digest: z.string(),
        modified_at: z.string().optional(),
        remote_host: z.string().optional(),
        remote_model: z.string().optional(),
        details,
        capabilities: z.array(z.string()).nullish(),
      }),
    )
    .nullish(),
});

export const psSchema = z.object({
  models: z
    .array(
      z.object({
        name: z.string(),
        size: z.number().nonnegative(),
        size_vram: z.number().nonnegative().optional(),
        context_length: z.number().int().nonnegative().optional(),
        expires_at: z.string().optional(),
      }),
    )
    .nullish(),
});

export const showSchema = z.object({
  license: z.string().optional(),
  modelfile: z.string().optional(),
  parameters: z.string().optional(),
  template: z.string().optional(),
  system: z.string().optional(),
  details,
  model_info: z.record(z.string(), z.unknown()).nullish(),
  capabilities: z.array(z.string()).nullish(),
  remote_host: z.string().optional(),
  remote_model: z.string().optional(),
});

export const chatChunkSchema = z.object({
  message: z.object({ content: z.string().nullish(), thinking: z.string().nullish() }).nullish(),
  done: z.boolean().optional(),
  done_reason: z.string().optional(),
  remote_host: z.string().optional(),
  remote_model: z.string().optional(),
  total_duration: z.number().optional(),
  load_duration: z.number().optional(),
  prompt_eval_count: z.number().optional(),
  prompt_eval_duration: z.number().optional(),
  eval_count: z.number().optional(),
  eval_duration: z.number().optional(),
});

export const embedSchema = z.object({
  embeddings: z.array(z.array(z.number())),
  prompt_eval_count: z.number().optional(),
});

export const pullSchema = z.object({
  status: z.string(),
  completed: z.number().optional(),
  total: z.number().optional(),
});
