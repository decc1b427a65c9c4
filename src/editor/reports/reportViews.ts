// Posture and verification results as reports: grouped, in words, worst first.
import { count, formatNumber, formatSeconds, formatTime } from '../../base/format';
import { t } from '../../base/l10n';
import type { ModelCheck, VerificationReport } from '../../models/types';
import type { PostureReport } from '../../posture/types';
import { adviceFor } from './modelAdvice';
import type { ReportRow, ReportView } from '../../../webview/protocol/report';

/** The posture report page. */
export function postureReportView(report: PostureReport, running: boolean): ReportView {
  return {
    kind: 'posture',
    subject: t('Posture of this machine'),
    summary: t(
      'Checked at {0}, in {1}. {2} checks.',
      formatTime(report.startedAt),
      formatSeconds(report.seconds * 1000),
      report.findings.length,
    ),
    groups: [
      {
        title: t('Findings'),
        rows: report.findings.map((finding) => ({
          id: finding.id,
          state: finding.state,
          title: finding.title,
          evidence: finding.evidence,
          why: finding.why,
          remedy: finding.remedy,
          ...(finding.command === undefined ? {} : { command: finding.command }),
          reference: [finding.requirement, finding.reference].filter((part) => part !== undefined).join(', '),
        })),
      },
    ],
    running,
  };
}

/** The verification report page: one group for each model, one for the store. */
export function modelsReportView(report: VerificationReport, running: boolean): ReportView {
  const rows = (prefix: string, checks: readonly ModelCheck[]): ReportRow[] =>
    checks.map((check, index) => ({
      id: `${prefix}.${check.id}.${index}`,
      state: check.state,
      title: check.message,
      evidence: check.evidence ?? '',
      ...adviceFor(check),
    }));
  const groups = report.models.map(({ model, checks }) => ({ title: model, rows: rows(model, checks) }));
  if (report.storeChecks.length > 0)
    groups.push({ title: t('Models folder'), rows: rows('store', report.storeChecks) });
  return {
    kind: 'models',
    subject: t('Verification of the models'),
    summary: t(
      'Verified at {0}: {1}, {2} MB hashed in {3}. Folder {4}',
      formatTime(report.finishedAt),
      count(
        report.models.length,
        (n) => t('{0} model', n),
        (n) => t('{0} models', n),
      ),
      formatNumber(Math.round(report.bytesHashed / 1e6)),
      formatSeconds(report.seconds * 1000),
      report.modelsDir,
    ),
    groups,
    running,
  };
}
