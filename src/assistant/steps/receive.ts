// Step 1, receive: takes a question in, bounded, with its hash and its language.
import { createHash } from 'node:crypto';
import { detectLanguage } from '../../base/language';
import { language as uiLanguage, type Language } from '../../base/l10n';
import type { TurnRequest } from '../types';

/** Longest question that is looked at, in UTF-16 code units; longer ones are refused, not cut. */
export const maxQuestionLength = 200_000;

export interface Received {
  readonly request: TurnRequest;
  readonly question: string;
  /** `sha256:…` for the audit log. */
  readonly hash: string;
  readonly language: Language;
  /** Epoch milliseconds. */
  readonly startedAt: number;
}

/** The question as it will be looked at; `undefined` when there is none. */
export function receive(request: TurnRequest, now: number): Received | undefined {
  const question = request.question.trim();
  if (question === '' || question.length > maxQuestionLength) return undefined;
  return {
    request,
    question,
    hash: `sha256:${createHash('sha256').update(question, 'utf8').digest('hex')}`,
    language: detectLanguage(question, uiLanguage()),
    startedAt: now,
  };
}
