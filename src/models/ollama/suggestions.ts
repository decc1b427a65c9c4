// Models worth downloading on this machine: those that fit its memory, Mistral's open ones first, the most able of each first.
import os from 'node:os';
import * as z from 'zod';
import { language, t } from '../../base/l10n';
import data from './suggestions.json';

const suggestionSchema = z.object({
  /** As `ollama pull` takes it. */
  name: z.string(),
  /** Bytes to download, about. */
  bytes: z.number().positive(),
  licence: z.string(),
  publisher: z.string(),
  french: z.boolean(),
  code: z.boolean(),
  /** Shows that the machinery works; no good answers. */
  demo: z.boolean().optional(),
});

export type SuggestedModel = z.infer<typeof suggestionSchema> & {
  /** Size, licence and what it is good for, in one line for people. */
  readonly note: string;
};

/** Weights above this share of memory leave too little for context, editor and system. */
const SHARE = 0.55;

/** @param memoryBytes all memory of the machine, or of the accelerator that the model would run on */
export function suggestedModels(memoryBytes = os.totalmem()): SuggestedModel[] {
  return z
    .array(suggestionSchema)
    .parse(data)
    .filter(({ bytes, demo }) => demo ?? bytes <= memoryBytes * SHARE)
    .toSorted((a, b) => rank(b) - rank(a) || b.bytes - a.bytes)
    .map((model) => ({ ...model, note: note(model) }));
}

function rank({ publisher, demo }: z.infer<typeof suggestionSchema>): number {
  if (demo) return 0;
  return publisher === 'Mistral AI' ? 2 : 1;
}

function note({ bytes, licence, publisher, french, code, demo }: z.infer<typeof suggestionSchema>): string {
  const size = new Intl.NumberFormat(language(), { maximumFractionDigits: 1 }).format(bytes / 1e9);
  const facts = [publisher, t('{0} GB', size), licence];
  if (french) facts.push(t('French and English'));
  if (code) facts.push(t('code'));
  if (demo) facts.push(t('only to try things out: too small to answer well'));
  return facts.join(' · ');
}
