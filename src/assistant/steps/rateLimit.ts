// Step 4, rate and exfiltration: refuses while questions are suspended, or when they walk a document piece by piece.
import { t } from '../../base/l10n';
import type { Policy } from '../../guards/policy';
import type { GuardReason } from '../../guards/types';
import type { QuestionMonitor } from '../services';
import type { Refusal } from '../types';

export interface RateResult {
  readonly refusal?: Refusal;
  /** Why the next question of this kind may be refused. */
  readonly warnings: readonly GuardReason[];
}

/** What the monitor says about one more question now, and the policy about that. */
export function limitRate(question: string, monitor: QuestionMonitor, now: number, policy: Policy): RateResult {
  const verdict = monitor.check(question, now);
  const action = policy.values['guards.exfiltration.input'];
  if (action === 'allow') return { warnings: [] };
  if (verdict.allowed || action !== 'block') return { warnings: verdict.reasons };
  return {
    warnings: [],
    refusal: {
      action: 'block',
      guard: 'exfiltration',
      score: 1,
      reasons: verdict.reasons,
      sentence: t('Questions to the documents are suspended on this machine for a while.'),
      canOverride: false,
      ...(verdict.suspendedUntil === undefined ? {} : { until: new Date(verdict.suspendedUntil).toISOString() }),
    },
  };
}
