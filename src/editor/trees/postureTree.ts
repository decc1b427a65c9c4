// The Posture view: every check with its state, worst first.
import * as vscode from 'vscode';
import { labelled, stateWord } from '../../base/format';
import { t } from '../../base/l10n';
import { bySeverity } from '../../posture/summary';
import type { Finding, FindingState, PostureReport } from '../../posture/types';

const icons: Readonly<Record<FindingState, vscode.ThemeIcon>> = {
  fail: new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground')),
  warn: new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground')),
  unknown: new vscode.ThemeIcon('question'),
  pass: new vscode.ThemeIcon('pass', new vscode.ThemeColor('charts.green')),
  'not-applicable': new vscode.ThemeIcon('circle-slash'),
};

export class PostureTree implements vscode.TreeDataProvider<Finding>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  #report: PostureReport | undefined;

  show(report: PostureReport): void {
    this.#report = report;
    this.#changed.fire();
  }

  getTreeItem(finding: Finding): vscode.TreeItem {
    const item = new vscode.TreeItem(finding.title);
    item.iconPath = icons[finding.state];
    item.description = finding.evidence;
    const text = labelled(stateWord(finding.state), finding.title);
    item.tooltip = `${text}\n${finding.evidence}\n\n${finding.why}\n${finding.remedy}`;
    item.accessibilityInformation = { label: text };
    item.command = { command: 'rempart.showPosture', title: t('Show report') };
    return item;
  }

  getChildren(finding?: Finding): Finding[] {
    if (finding || !this.#report) return [];
    return bySeverity(this.#report.findings);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
