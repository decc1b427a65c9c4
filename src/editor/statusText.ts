// What the status bar says for what is known: the worst first, and "unknown" where nothing is known.
import { t } from '../base/l10n';
import type { IndexStatus } from '../knowledge/types';
import type { VerificationReport } from '../models/types';
import { statusBarSummary, type StatusBarSummary } from '../posture/summary';
import type { Finding, PostureReport } from '../posture/types';

export interface StatusInputs {
  readonly posture?: PostureReport;
  readonly verification?: VerificationReport;
  readonly index?: IndexStatus;
}

/** The text of the item, its state, and the worst findings behind it: models that failed before the posture. */
export function statusText({ posture, verification, index }: StatusInputs): StatusBarSummary {
  const models = modelFindings(verification);
  const summary = statusBarSummary([...models, ...(posture?.findings ?? [])]);
  // A model that is not what it should be is not asked: that is said, whatever else failed.
  if (models.length > 0) return { ...summary, text: statusBarSummary(models).text };
  const needsTheUser = summary.state === 'fail' || summary.state === 'warn';
  if (!needsTheUser && index?.state === 'indexing' && index.progress && index.progress.total > 0) {
    const percent = Math.floor((100 * index.progress.done) / index.progress.total);
    return { ...summary, text: `$(sync~spin) ${t('Indexing {0} %', percent)}` };
  }
  return summary;
}

function modelFindings(report: VerificationReport | undefined): readonly Finding[] {
  return (report?.models ?? [])
    .filter(({ verdict }) => verdict === 'failed')
    .map(({ model }) => ({
      id: `models.${model}`,
      requirement: 'I1',
      state: 'fail',
      title: t('model {0} does not match its hash', model),
      evidence: '',
      why: '',
      remedy: '',
      checkedAt: report?.finishedAt ?? '',
    }));
}
