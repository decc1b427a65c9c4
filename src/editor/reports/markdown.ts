// A report as Markdown, for a ticket or an archive.
import { labelled } from '../../base/format';
import { t } from '../../base/l10n';
import type { ReportView, RowState } from '../../../webview/protocol/report';

/** The whole report, worst first. */
export function reportMarkdown(report: ReportView): string {
  const groups = report.groups.map(({ title, rows }) => {
    const items = rows.map((row) => {
      const lines = [`### ${labelled(stateWord(row.state), row.title)}`, '', code(row.evidence), '', row.why];
      if (row.remedy !== '') lines.push('', row.remedy);
      if (row.command !== undefined) lines.push('', code(row.command));
      if (row.reference !== undefined) lines.push('', row.reference);
      return lines.join('\n');
    });
    return `## ${title}\n\n${items.join('\n\n')}`;
  });
  return `# ${report.subject}\n\n${report.summary}\n\n${groups.join('\n\n')}\n`;
}

/** A state in a word. */
export function stateWord(state: RowState): string {
  switch (state) {
    case 'pass':
      return t('Passed');
    case 'warn':
      return t('Warning');
    case 'fail':
      return t('Failed');
    case 'unknown':
      return t('Unknown');
    case 'not-applicable':
      return t('Not applicable');
  }
}

/** A fenced block that its content cannot close. */
function code(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/gu) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}
