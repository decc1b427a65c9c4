// What the classifier process and those who ask it say to one another, and the shape of its thresholds.
import { z } from 'zod';

const language = z.enum(['en', 'fr']);

export const classifierRequestSchema = z.discriminatedUnion('method', [
  z.object({ method: z.literal('open'), folder: z.string(), language }),
  z.object({ method: z.literal('judge'), id: z.number(), text: z.string(), language }),
  z.object({ method: z.literal('cancel'), id: z.number() }),
]);

export const classifierReplySchema = z.union([
  z.object({ id: z.number(), answer: z.object({ score: z.number().min(0).max(1), isAttack: z.boolean() }) }),
  z.object({ id: z.number(), reason: z.string(), message: z.string() }),
]);

/** Logits from which on a question counts as an attack, by the likelier of the two languages that the product knows. */
export const thresholdsSchema = z.object({ en: z.number(), fr: z.number() });

export type ClassifierRequest = z.infer<typeof classifierRequestSchema>;
export type ClassifierReply = z.infer<typeof classifierReplySchema>;
