// What the classifier process and those who ask it say to one another, and the shape of its thresholds.
import * as z from 'zod';

const language = z.enum(['en', 'fr']);
const passage = z.object({ text: z.string(), language });
const score = z.number().min(0).max(1);
const judgement = z.object({ score, isAttack: z.boolean(), isHarmless: z.boolean() });
/** With the window that looks worst, UTF-16 offsets. */
const passageJudgement = judgement.extend({ start: z.number(), end: z.number() });

export const classifierRequestSchema = z.discriminatedUnion('method', [
  z.object({ method: z.literal('open'), folder: z.string(), language }),
  z.object({ method: z.literal('judge'), id: z.number(), text: z.string(), language }),
  z.object({ method: z.literal('judge-passages'), id: z.number(), passages: z.array(passage).readonly() }),
  z.object({ method: z.literal('cancel'), id: z.number() }),
]);

export const classifierReplySchema = z.union([
  z.object({
    id: z.number(),
    answer: z.union([judgement, z.array(passageJudgement).readonly()]),
  }),
  z.object({ id: z.number(), reason: z.string(), message: z.string() }),
]);

/**
 * Logits from which on a question, or a passage, counts as an attack, by the likelier of the two languages that the product
 * knows. `long` is the least for questions of more than one window, and for long passages.
 */
export const thresholdsSchema = z.object({
  en: z.number(),
  fr: z.number(),
  long: z.number(),
  passages: z.object({ en: z.number(), fr: z.number(), long: z.number() }),
});

export type Thresholds = z.infer<typeof thresholdsSchema>;
/** A passage of a document, and the language that it is written in. */
export type PassageToJudge = z.infer<typeof passage>;
export type PassageJudgement = z.infer<typeof passageJudgement>;

export type ClassifierRequest = z.infer<typeof classifierRequestSchema>;
export type ClassifierReply = z.infer<typeof classifierReplySchema>;
