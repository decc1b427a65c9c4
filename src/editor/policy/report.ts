// The policy in force as a document: each value with whose word it is, and what was left aside. Knows nothing of VS Code.
import { t } from '../../base/l10n';
import { ignoredText, noticeText, originText, type PolicyFile, type PolicyInForce } from '../../assistant/policyFiles';
import {
  keyInfo,
  policyKeyNames,
  policyListNames,
  policyLists,
  type ModelRule,
  type Origin,
} from '../../guards/policy';

/**
 * @param limits what holds for the number of questions, settings included
 * @param classifierProblem why the trained classifier cannot be asked, when it cannot
 */
export function policyReport(
  inForce: PolicyInForce,
  limits: { readonly questionsPerHour: number; readonly questionsPerDay: number },
  classifierProblem?: string,
): string {
  const { policy, origins, models, notices, files, hash } = inForce;
  const lines = [
    `# ${t('Policy in force')}`,
    '',
    t(
      'Nearest preset: “{0}”. For each value the strictest word counts, in this order: machine, user, workspace.',
      policy.name,
    ),
    '',
  ];
  if (notices.length > 0 || classifierProblem !== undefined) {
    lines.push(`## ${t('Left aside or broken')}`, '');
    for (const notice of notices)
      lines.push(
        `- ${escaped(notice.kind === 'ignored' ? `${place(notice.source, notice.range?.line)}${ignoredText(notice)}` : noticeText(notice))}`,
      );
    if (classifierProblem !== undefined)
      lines.push(`- ${escaped(t('Questions are judged by the rules alone: {0}', classifierProblem))}`);
    lines.push('');
  }
  lines.push(`## ${t('Values')}`, '', `| ${t('Value')} | | ${t('Whose word')} |`, '| --- | --- | --- |');
  for (const key of policyKeyNames) {
    const value = policy.values[key];
    const limit =
      key === 'limits.questionsPerHour'
        ? limits.questionsPerHour
        : key === 'limits.questionsPerDay'
          ? limits.questionsPerDay
          : undefined;
    // A limit of the settings may be the lower one.
    const own = limit !== undefined && limit !== value;
    const whose = own ? t('setting of the editor') : originCell(origins[key]);
    lines.push(`| \`${key}\` | ${own ? `**${limit}**` : `**${String(value)}**`} | ${whose} |`);
  }
  for (const name of policyListNames) {
    const list = policy.lists[name];
    const value = list.length === 0 ? '—' : list.map(code).join(', ');
    lines.push(`| \`${name}\` | ${value} | ${originCell(origins[name])} |`);
  }
  lines.push('', `## ${t('Models')}`, '');
  if (models.length === 0) lines.push(t('No rules about models.'));
  else {
    lines.push(`| ${t('Model')} | | ${t('Whose word')} |`, '| --- | --- | --- |');
    for (const { origin, rules } of models)
      for (const rule of rules) lines.push(`| ${code(rule.pattern)} | ${ruleText(rule)} | ${originCell(origin)} |`);
  }
  lines.push('', `## ${t('Files')}`, '');
  for (const file of files) lines.push(`- ${originText({ id: file.level })}: ${code(file.file)} — ${stateText(file)}`);
  lines.push('', `## ${t('What the values mean')}`, '');
  for (const key of policyKeyNames) lines.push(`- \`${key}\`: ${escaped(keyInfo(key).describe())}`);
  for (const name of policyListNames) lines.push(`- \`${name}\`: ${escaped(policyLists[name].describe())}`);
  lines.push('', t('Fingerprint: {0}', code(hash)), '');
  return lines.join('\n');
}

function place(source: string, line: number | undefined): string {
  return line === undefined ? `${source} — ` : `${source}:${line} — `;
}

function originCell(origin: Origin): string {
  return origin.source === '' ? originText(origin) : `${originText(origin)}, ${code(origin.source)}`;
}

function ruleText({ action, documents }: ModelRule): string {
  const parts = Object.entries(documents ?? {}).map(([name, value]) => `${name}: ${value}`);
  return [...(action ? [`**${action}**`] : []), ...parts].join(', ');
}

function stateText({ state }: PolicyFile): string {
  switch (state) {
    case 'absent':
      return t('not there');
    case 'used':
      return t('in force');
    case 'broken':
      return t('broken');
    case 'insecure':
      return t('ignored: others may write to it');
  }
}

/** Names come from files that we do not trust: nothing in them may become markup. */
function code(text: string): string {
  return `\`${text.replace(/[`|\r\n]/gu, ' ')}\``;
}

function escaped(text: string): string {
  return text.replace(/[\r\n]/gu, ' ').replace(/[\\`*_{}[\]<>|#!]/gu, '\\$&');
}
