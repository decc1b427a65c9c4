// A report as Markdown, for a ticket or an archive.
import { labelled, stateWord } from '../../base/format';
import type { ReportView } from '../../../webview/protocol/report';

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

/** A fenced block that its content cannot close. */
function code(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/gu) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}
