// Opening things that an answer names: a source at its lines, a held-back passage without any effect, a link after a question.
import path from 'node:path';
import * as vscode from 'vscode';
import { t } from '../base/l10n';
import type { Passage } from '../knowledge/types';
import type { HeldBack } from '../assistant/types';

/** Opens the file of a passage and selects its lines; says so when the file is gone or no longer holds the text. */
export async function openPassage(passage: Passage): Promise<void> {
  const root = passage.root === '' ? vscode.workspace.workspaceFolders?.[0]?.uri.fsPath : passage.root;
  if (root === undefined) return;
  const file = path.resolve(root, passage.path);
  // The path comes from the index, and the index from file names that we do not trust.
  if (file !== root && !file.startsWith(root + path.sep)) return;
  let document: vscode.TextDocument;
  try {
    document = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
  } catch {
    void vscode.window.showWarningMessage(
      t('{0} cannot be opened: it was moved or deleted since it was indexed.', passage.path),
    );
    return;
  }
  const last = Math.min(passage.endLine, document.lineCount) - 1;
  const first = Math.min(passage.startLine - 1, last);
  const range = new vscode.Range(first, 0, last, document.lineAt(last).text.length);
  const editor = await vscode.window.showTextDocument(document, { preview: true });
  editor.selection = new vscode.Selection(range.start, range.end);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Asks with the real target in sight, then hands the address to the system. Only http and https. */
export async function openLink(url: string): Promise<void> {
  let target: URL;
  try {
    target = new URL(url);
  } catch {
    return;
  }
  if (target.protocol !== 'https:' && target.protocol !== 'http:') return;
  const open = t('Open in the browser');
  const choice = await vscode.window.showWarningMessage(
    t('This link leaves your machine. It leads to {0}', target.host),
    { modal: true, detail: target.href },
    open,
  );
  if (choice === open) await vscode.env.openExternal(vscode.Uri.parse(target.href, true));
}

/** Shows held-back passages as plain, read-only text with the offending words marked. */
export class HeldBackDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  static readonly scheme = 'rempart-held';
  readonly #texts = new Map<string, HeldBack>();
  readonly #mark = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor('editor.findMatchHighlightBackground'),
    border: '1px solid',
    borderColor: new vscode.ThemeColor('editorWarning.foreground'),
    overviewRulerColor: new vscode.ThemeColor('editorWarning.foreground'),
  });

  provideTextDocumentContent(uri: vscode.Uri): string {
    const held = this.#texts.get(uri.query);
    return held ? this.#header(held) + held.passage.text : '';
  }

  async open(held: HeldBack): Promise<void> {
    this.#texts.set(held.passage.id, held);
    const name = path.posix.basename(held.passage.path).replace(/[^\w.-]/gu, '_');
    // ".txt": a preview or a language service must not act on what was held back.
    const uri = vscode.Uri.from({ scheme: HeldBackDocuments.scheme, path: `/${name}.txt`, query: held.passage.id });
    const document = await vscode.workspace.openTextDocument(uri);
    const editor = await vscode.window.showTextDocument(document, { preview: true });
    const offset = this.#header(held).length;
    const options = held.reasons.map(({ start, end, message }) => ({
      range: new vscode.Range(document.positionAt(offset + start), document.positionAt(offset + end)),
      hoverMessage: message,
    }));
    editor.setDecorations(this.#mark, options);
    const first = options[0];
    if (first) editor.revealRange(first.range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  dispose(): void {
    this.#mark.dispose();
  }

  #header(held: HeldBack): string {
    const { path: file, startLine, endLine } = held.passage;
    const reasons = [...new Set(held.reasons.map(({ message }) => `- ${message}`))].join('\n');
    return `${t('Held back from the model: {0}, lines {1} to {2}', file, startLine, endLine)}\n${reasons}\n${'─'.repeat(60)}\n`;
  }
}
