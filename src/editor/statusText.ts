// What the status bar says for what is known: the worst first, and "unknown" where nothing is known.
import { t } from '../base/l10n';
import type { IndexStatus } from '../knowledge/types';
import type { IntegrityStatus, VerificationReport } from '../models/types';
import { statusBarSummary, type StatusBarSummary } from '../posture/summary';
import type { Finding, PostureReport } from '../posture/types';

export interface StatusInputs {
  readonly posture?: PostureReport;
  readonly verification?: VerificationReport;
  readonly index?: IndexStatus;
  /** The model that answers. */
  readonly chosen?: { readonly name: string; readonly integrity: IntegrityStatus } | undefined;
}

/** The text of the item, its state, and the worst findings behind it: models that failed before the posture. */
export function statusText({ posture, verification, index, chosen }: StatusInputs): StatusBarSummary {
  const models = failedModels(verification);
  const summary = statusBarSummary([...models, ...untrustedModels(verification, chosen), ...(posture?.findings ?? [])]);
  // A model that is not what it should be is not asked: that is said, whatever else failed.
  if (models.length > 0) return { ...summary, text: statusBarSummary(models).text };
  const needsTheUser = summary.state === 'fail' || summary.state === 'warn';
  if (!needsTheUser && index?.state === 'indexing' && index.progress && index.progress.total > 0) {
    const percent = Math.floor((100 * index.progress.done) / index.progress.total);
    return { ...summary, text: `$(sync~spin) ${t('Indexing {0} %', percent)}` };
  }
  return summary;
}

function failedModels(report: VerificationReport | undefined): readonly Finding[] {
  return (report?.models ?? [])
    .filter(({ verdict }) => verdict === 'failed')
    .map(({ model }) => modelFinding(model, 'fail', t('model {0} does not match its hash', model), report?.finishedAt));
}

/** Those of the last verification, and the one that answers, which may have been verified long ago. */
function untrustedModels(report: VerificationReport | undefined, chosen: StatusInputs['chosen']): readonly Finding[] {
  const names = (report?.models ?? []).filter(({ verdict }) => verdict === 'untrusted').map(({ model }) => model);
  if (chosen?.integrity.state === 'untrusted') names.push(chosen.name);
  return [...new Set(names)].map((name) =>
    modelFinding(name, 'warn', t('model {0} is intact, but not trusted', name), report?.finishedAt),
  );
}

function modelFinding(model: string, state: 'fail' | 'warn', title: string, checkedAt = ''): Finding {
  const requirement = state === 'fail' ? 'I1' : 'I3';
  return { id: `models.${model}`, requirement, state, title, evidence: '', why: '', remedy: '', checkedAt };
}
