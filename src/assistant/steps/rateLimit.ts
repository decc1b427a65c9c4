// Step 4, rate and exfiltration: refuses while questions are suspended, or when they walk a document piece by piece.
import { t } from '../../base/l10n';
import type { QuestionMonitor } from '../services';
import type { Refusal } from '../types';

/** The refusal of the monitor, when it has one. */
export function limitRate(question: string, monitor: QuestionMonitor, now: number): Refusal | undefined {
  const verdict = monitor.check(question, now);
  if (verdict.allowed) return undefined;
  return {
    action: 'block',
    guard: 'exfiltration',
    score: 1,
    reasons: verdict.reasons,
    sentence: t('Questions to the documents are suspended on this machine for a while.'),
    canOverride: false,
    ...(verdict.suspendedUntil === undefined ? {} : { until: new Date(verdict.suspendedUntil).toISOString() }),
  };
}
