// The document of the command "Show Effective Policy": made in memory, shown read-only.
import * as vscode from 'vscode';
import { t } from '../../base/l10n';

export class PolicyDocument implements vscode.TextDocumentContentProvider, vscode.Disposable {
  static readonly scheme = 'rempart-policy';
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  #text = '';

  /** Sets the text and gives the address under which an editor finds it. */
  show(text: string): vscode.Uri {
    this.#text = text;
    const uri = vscode.Uri.from({ scheme: PolicyDocument.scheme, path: `/${t('Policy in force')}.md` });
    this.#changed.fire(uri);
    return uri;
  }

  provideTextDocumentContent(): string {
    return this.#text;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
