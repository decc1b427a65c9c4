// models_registry.yaml: what a firm says about the models that its people may use.
import * as z from 'zod';

const sha256 = z
  .string()
  .regex(/^(?:sha256:)?[0-9a-f]{64}$/iu, 'must be the 64 hexadecimal digits of a SHA-256')
  .transform((text) => text.replace(/^sha256:/iu, '').toLowerCase());

const uses = z.array(z.string().min(1).max(200)).max(100);

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z?)?$/u, 'must be a date such as 2026-10-02');

export const signatureSchema = z.object({
  algorithm: z.literal('ed25519'),
  /** First 16 hexadecimal digits of the SHA-256 of the public key (SPKI, DER). */
  key: z.string().regex(/^[0-9a-f]{16}$/u),
  /** Base64. */
  value: z.string().regex(/^[A-Za-z0-9+/]{86}==$/u),
});

const tag = z.string().min(1).max(200);

export const entrySchema = z.object({
  /** As Ollama lists it, with or without the tag: `mistral`, `mistral:7b`, `hf.co/user/repo`. */
  name: z.string().min(1).max(400),
  /** The tag, when the name has none. */
  version: tag.optional(),
  /** Of the manifest (`ollama list` shows its first 12 digits), or of the weights. */
  sha256,
  source: z.string().max(400),
  verified_date: day,
  verified_by: z.string().min(1).max(200),
  risk_level: z.enum(['low', 'medium', 'high', 'critical']),
  approved_uses: uses.default([]),
  prohibited_uses: uses.default([]),
  notes: z.string().max(4000).optional(),
  signature: signatureSchema.optional(),
});
export type RegistryEntry = z.output<typeof entrySchema>;
/** As it is written. */
export type NewRegistryEntry = z.input<typeof entrySchema>;

export const registrySchema = z.object({
  version: z.union([z.literal(1), z.literal('1')]).optional(),
  models: z.array(entrySchema).max(5000),
});

/** For completion and diagnostics in the editor. To YAML `2.0` is a number; here it is the text that stands there. */
export function registryJsonSchema(): object {
  return z.toJSONSchema(registrySchema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema === tag) jsonSchema.type = ['string', 'number'] as never;
    },
  });
}
