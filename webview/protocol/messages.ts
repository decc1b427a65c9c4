// What a page may say to the host, checked as it arrives. A module of its own because the schema library is most of the
// host's code: it is loaded with the first message, not when the extension starts.
import * as z from 'zod';
import { chatActions } from './chat';

const id = z.string().min(1).max(100);
const text = z.string().max(1_000_000);

/** Chat webview → host. */
export const fromChatView = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('ask'), text }),
  z.object({ type: z.literal('stop') }),
  z.object({ type: z.literal('retry'), turnId: id }),
  /** Asks again with another text; the turn and those after it leave the session. */
  z.object({ type: z.literal('editAndResend'), turnId: id, text }),
  z.object({ type: z.literal('sendAnyway'), turnId: id }),
  /** About the passage that was held back, by its number; about the refusal without it. */
  z.object({ type: z.literal('reportFalseAlarm'), turnId: id, heldBack: z.number().int().optional() }),
  z.object({ type: z.literal('openSource'), turnId: id, n: z.number().int() }),
  z.object({ type: z.literal('openHeldBack'), turnId: id, n: z.number().int() }),
  z.object({ type: z.literal('reveal'), turnId: id, placeholder: z.string().max(100) }),
  z.object({ type: z.literal('rate'), turnId: id, rating: z.enum(['up', 'down', 'none']) }),
  z.object({ type: z.literal('copy'), text }),
  z.object({ type: z.literal('insertAtCursor'), text }),
  z.object({ type: z.literal('applyToFile'), text, language: z.string().max(60) }),
  z.object({ type: z.literal('newFile'), text, language: z.string().max(60) }),
  z.object({ type: z.literal('openLink'), url: z.string().max(8192) }),
  z.object({ type: z.literal('removeChip'), chipId: id }),
  z.object({ type: z.literal('action'), action: z.enum(chatActions), turnId: id.optional() }),
]);
export type FromChatView = z.infer<typeof fromChatView>;

/** Report webview → host. */
export const fromReportView = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('checkAgain') }),
  z.object({ type: z.literal('cancel') }),
  z.object({ type: z.literal('copy'), text: z.string().max(10_000) }),
  z.object({ type: z.literal('export'), format: z.enum(['markdown', 'json']) }),
]);
export type FromReportView = z.infer<typeof fromReportView>;
