// What the status bar says for what is known: the worst first, and "unknown" where nothing is known.
import { t } from '../base/l10n';
import type { IndexStatus } from '../knowledge/types';
import type { VerificationReport } from '../models/types';
import type { Finding, PostureReport } from '../posture/types';

export interface StatusInputs {
  readonly posture?: PostureReport;
  readonly verification?: VerificationReport;
  readonly index?: IndexStatus;
}

export interface StatusText {
  readonly severity: 'ok' | 'warning' | 'error' | 'unknown';
  readonly text: string;
  /** Findings to show, worst first. */
  readonly findings: readonly { readonly state: 'warn' | 'fail' | 'unknown'; readonly title: string }[];
}

/** The text of the item, its severity, and the findings behind it. */
export function statusText({ posture, verification, index }: StatusInputs): StatusText {
  const findings = [...modelFindings(verification), ...(posture?.findings ?? []).flatMap(asShort)].sort(
    (a, b) => rank[a.state] - rank[b.state],
  );
  const failed = findings.filter(({ state }) => state === 'fail');
  const warned = findings.filter(({ state }) => state === 'warn');
  const [worst] = failed;
  if (worst) return { severity: 'error', text: `$(error) Rempart: ${worst.title}`, findings };
  if (warned.length > 0) {
    const text = warned.length === 1 ? t('Rempart: 1 finding') : t('Rempart: {0} findings', warned.length);
    return { severity: 'warning', text: `$(warning) ${text}`, findings };
  }
  if (index?.state === 'indexing' && index.progress && index.progress.total > 0) {
    const percent = Math.floor((100 * index.progress.done) / index.progress.total);
    return { severity: 'ok', text: `$(sync~spin) ${t('Indexing {0} %', percent)}`, findings };
  }
  if (!posture) return { severity: 'unknown', text: `$(question) ${t('Rempart: not checked')}`, findings };
  return { severity: 'ok', text: '$(shield) Rempart', findings };
}

const rank = { fail: 0, warn: 1, unknown: 2 } as const;

function asShort(finding: Finding): StatusText['findings'] {
  const { state, title } = finding;
  return state === 'fail' || state === 'warn' || state === 'unknown' ? [{ state, title }] : [];
}

function modelFindings(report: VerificationReport | undefined): StatusText['findings'] {
  return (report?.models ?? [])
    .filter(({ verdict }) => verdict === 'failed')
    .map(({ model }) => ({ state: 'fail' as const, title: t('model {0} does not match its hash', model) }));
}
