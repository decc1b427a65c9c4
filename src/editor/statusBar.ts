// The status bar item: the worst of what was seen, or what is being done, or that nothing was checked yet.
import * as vscode from 'vscode';
import { t } from '../base/l10n';
import type { VerificationReport } from '../models/types';
import type { Finding, PostureReport } from '../posture/types';
import type { IndexStatus } from '../knowledge/types';

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

/** What the item says for what is known; pure, so that it can be tested without an editor. */
export function statusText({ posture, verification, index }: StatusInputs): StatusText {
  const findings = [...modelFindings(verification), ...(posture?.findings ?? []).flatMap(asShort)].sort(
    (a, b) => rank[a.state] - rank[b.state],
  );
  const failed = findings.filter(({ state }) => state === 'fail');
  const warned = findings.filter(({ state }) => state === 'warn');
  const [worst] = failed;
  if (worst) return { severity: 'error', text: `$(error) Rempart: ${worst.title}`, findings };
  if (index?.state === 'indexing' && index.progress && index.progress.total > 0) {
    const percent = Math.floor((100 * index.progress.done) / index.progress.total);
    return { severity: 'ok', text: `$(sync~spin) ${t('Indexing {0} %', percent)}`, findings };
  }
  if (!posture) return { severity: 'unknown', text: `$(question) ${t('Rempart: not checked')}`, findings };
  if (warned.length > 0) {
    const text = warned.length === 1 ? t('Rempart: 1 finding') : t('Rempart: {0} findings', warned.length);
    return { severity: 'warning', text: `$(warning) ${text}`, findings };
  }
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

export class StatusBar implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem('rempart.status', vscode.StatusBarAlignment.Left, 0);
  #inputs: StatusInputs = {};

  constructor() {
    this.#item.name = 'Rempart';
    this.#item.command = 'rempart.showPosture';
    this.#draw();
    this.#item.show();
  }

  update(inputs: StatusInputs): void {
    this.#inputs = { ...this.#inputs, ...inputs };
    this.#draw();
  }

  dispose(): void {
    this.#item.dispose();
  }

  #draw(): void {
    const { severity, text, findings } = statusText(this.#inputs);
    this.#item.text = text;
    this.#item.backgroundColor =
      severity === 'error'
        ? new vscode.ThemeColor('statusBarItem.errorBackground')
        : severity === 'warning'
          ? new vscode.ThemeColor('statusBarItem.warningBackground')
          : undefined;
    this.#item.accessibilityInformation = { label: text.replace(/\$\([^)]*\)\s*/gu, ''), role: 'button' };
    this.#item.tooltip = this.#tooltip(findings);
  }

  #tooltip(findings: StatusText['findings']): vscode.MarkdownString {
    const icons = { fail: '$(error)', warn: '$(warning)', unknown: '$(question)' };
    const { posture } = this.#inputs;
    const tooltip = new vscode.MarkdownString('', true);
    // Only these two commands: titles may hold names that others chose.
    tooltip.isTrusted = { enabledCommands: ['rempart.checkPosture', 'rempart.showPosture'] };
    for (const { state, title } of findings.slice(0, 3)) {
      tooltip.appendMarkdown(`${icons[state]} `);
      tooltip.appendText(title);
      tooltip.appendMarkdown('\n\n');
    }
    if (posture) {
      const passed = posture.findings.filter(({ state }) => state === 'pass').length;
      const time = new Date(posture.startedAt).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
      tooltip.appendText(t('Last check at {0}: {1} of {2} checks passed.', time, passed, posture.findings.length));
    } else {
      tooltip.appendText(t('This machine was not checked yet.'));
    }
    tooltip.appendMarkdown(
      `\n\n[${t('Check again')}](command:rempart.checkPosture) · [${t('Show report')}](command:rempart.showPosture)`,
    );
    return tooltip;
  }
}
