// The status bar item: the worst of what was seen, or what is being done, or that nothing was checked yet.
import * as vscode from 'vscode';
import { formatTime } from '../base/format';
import { t } from '../base/l10n';
import type { Finding, FindingState } from '../posture/types';
import { statusText, type StatusInputs } from './statusText';

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
    const { state, text, worst } = statusText(this.#inputs);
    this.#item.text = text;
    this.#item.backgroundColor =
      state === 'fail'
        ? new vscode.ThemeColor('statusBarItem.errorBackground')
        : state === 'warn'
          ? new vscode.ThemeColor('statusBarItem.warningBackground')
          : undefined;
    this.#item.accessibilityInformation = { label: text.replace(/\$\([^)]*\)\s*/gu, ''), role: 'button' };
    this.#item.tooltip = this.#tooltip(worst);
  }

  #tooltip(worst: readonly Finding[]): vscode.MarkdownString {
    const icons: Readonly<Partial<Record<FindingState, string>>> = {
      fail: '$(error)',
      warn: '$(warning)',
      unknown: '$(question)',
    };
    const { posture } = this.#inputs;
    const tooltip = new vscode.MarkdownString('', true);
    // Only these two commands: titles may hold names that others chose.
    tooltip.isTrusted = { enabledCommands: ['rempart.checkPosture', 'rempart.showPosture'] };
    for (const { state, title } of worst) {
      tooltip.appendMarkdown(`${icons[state] ?? ''} `);
      tooltip.appendText(title);
      tooltip.appendMarkdown('\n\n');
    }
    if (posture) {
      const passed = posture.findings.filter(({ state }) => state === 'pass').length;
      const time = formatTime(posture.startedAt);
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
