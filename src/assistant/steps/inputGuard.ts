// Step 3, input guard: refuses a question that tries to take the assistant over, or holds what policy keeps out of questions.
import { redact } from '../../guards';
import { injectionAction, sensitiveActions, sensitiveKind, type Policy, type SensitiveKind } from '../../guards/policy';
import type { GuardReason, GuardVerdict } from '../../guards/types';
import type { Refusal } from '../types';
import { refusalSentence } from './prompt';
import { t, type Language } from '../../base/l10n';

export interface InputVerdict {
  readonly refusal?: Refusal;
  readonly warnings: readonly GuardReason[];
  readonly injectionDetected: boolean;
  /** The user sent a question that would have been refused. */
  readonly overridden: boolean;
}

export interface InputOptions {
  readonly policy: Policy;
  /** The user chose "Send anyway". */
  readonly override: boolean;
  readonly language: Language;
  /** The model that will be asked: policy may be stricter for it. */
  readonly model?: string | undefined;
}

/**
 * Looks at the question as it was typed. With `override` a refusal becomes a warning, where policy allows.
 *
 * @param verdict what the injection guard says of it
 */
export function guardInput(
  question: string,
  verdict: GuardVerdict,
  { policy, override, language, model }: InputOptions,
): InputVerdict {
  const injectionDetected = verdict.action === 'block';
  const injection = injectionAction(policy, 'input', verdict.action);
  const kept = keptOut(question, policy, model);
  const reasons = [...(injection === 'block' ? verdict.reasons : []), ...kept];
  const warnings = injection === 'warn' ? verdict.reasons : [];
  if (reasons.length === 0) return { warnings, injectionDetected, overridden: false };
  if (override && policy.allowOverride)
    return { warnings: [...reasons, ...warnings], injectionDetected, overridden: true };
  return {
    warnings: [],
    injectionDetected,
    overridden: false,
    refusal: {
      action: 'block',
      guard: 'input',
      score: injection === 'block' ? verdict.score : 1,
      reasons,
      sentence: refusalSentence(language),
      canOverride: policy.allowOverride,
    },
  };
}

/** Why policy keeps this question out: the secrets and personal data in it. */
function keptOut(question: string, policy: Policy, model: string | undefined): readonly GuardReason[] {
  const actions = sensitiveActions(policy, 'input', { model });
  if (actions.secrets !== 'block' && actions.personalData !== 'block') return [];
  return redact(question)
    .spans.filter(({ type }) => actions[sensitiveKind(type)] === 'block')
    .map(({ type, start, end }) => sensitiveReason(sensitiveKind(type), start, end));
}

/** Whether a reason is that of `sensitiveReason`. */
export function isSensitive({ rule }: GuardReason): boolean {
  return rule === 'policy.secrets' || rule === 'policy.personalData';
}

/** A secret or personal data as a reason; without a place where the text must not be shown. */
export function sensitiveReason(kind: SensitiveKind, start = 0, end = 0): GuardReason {
  return {
    rule: `policy.${kind}`,
    message: kind === 'secrets' ? t('Contains a key, token or password') : t('Contains personal data'),
    start,
    end,
  };
}
