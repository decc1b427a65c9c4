// Step 4, too: a request that is unlike what its user usually asks is marked, with what is unusual about it.
import { formatNumber } from '../../base/format';
import { t } from '../../base/l10n';
import type { Anomaly } from '../../guards';
import type { Policy } from '../../guards/policy';
import type { GuardReason } from '../../guards/types';
import type { Refusal } from '../types';

export interface AnomalyResult {
  readonly refusal?: Refusal;
  readonly warnings: readonly GuardReason[];
}

/** What the policy says about a request with this score: only one over 0.7 is flagged (G7). With `override` a refusal becomes a warning. */
export function judgeAnomaly(
  question: string,
  anomaly: Anomaly,
  { policy, override }: { readonly policy: Policy; readonly override: boolean },
): AnomalyResult {
  const action = policy.values['guards.anomaly.input'];
  if (anomaly.level !== 'flag' || action === 'allow') return { warnings: [] };
  const reasons: GuardReason[] = [
    { rule: 'anomaly.flagged', message: anomalyText(anomaly), start: 0, end: question.length },
  ];
  if (action !== 'block' || (override && policy.allowOverride)) return { warnings: reasons };
  return {
    warnings: [],
    refusal: {
      action: 'block',
      guard: 'anomaly',
      score: anomaly.score,
      reasons,
      sentence: t('This request is unlike the usual ones of this user, and the policy refuses such.'),
      canOverride: policy.allowOverride,
    },
  };
}

/** The score and what is unusual, strongest first. */
export function anomalyText({ score, factors }: Anomaly): string {
  return t(
    'Unlike your usual requests ({0} of 1): {1}',
    formatNumber(score, 2),
    factors.map(({ message }) => message).join(' · '),
  );
}
