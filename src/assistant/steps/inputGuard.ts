// Step 3, input guard: refuses a question that tries to take the assistant over.
import { inspect } from '../../guards';
import type { Policy } from '../../guards/policy';
import type { GuardReason } from '../../guards/types';
import type { Refusal } from '../types';
import { refusalSentence } from './prompt';
import type { Language } from '../../base/l10n';

export interface InputVerdict {
  readonly refusal?: Refusal;
  readonly warnings: readonly GuardReason[];
  readonly injectionDetected: boolean;
}

/** Looks at the question as it was typed. With `override` a refusal becomes a warning, where policy allows. */
export function guardInput(question: string, policy: Policy, override: boolean, language: Language): InputVerdict {
  const verdict = inspect(question, 'input');
  if (verdict.action === 'allow') return { warnings: [], injectionDetected: false };
  const refuse = verdict.action === 'block' && policy.blockInput && !(override && policy.allowOverride);
  if (!refuse) return { warnings: verdict.reasons, injectionDetected: verdict.action === 'block' };
  return {
    warnings: [],
    injectionDetected: true,
    refusal: {
      action: 'block',
      guard: 'input',
      score: verdict.score,
      reasons: verdict.reasons,
      sentence: refusalSentence(language),
      canOverride: policy.allowOverride,
    },
  };
}
