// What can be done with a code block of an answer: insert it, compare and apply it, open it as a new file.
import * as vscode from 'vscode';
import { t } from '../../base/l10n';
import { showInformation, showWarning } from '../messages';
import { whole } from './attachments';

/** Files as they would be after a change: read-only, under an address of their own, as long as the change is being looked at. */
export class Proposals implements vscode.TextDocumentContentProvider {
  static readonly scheme = 'rempart-proposal';
  readonly #texts = new Map<string, string>();
  #count = 0;

  provideTextDocumentContent({ query }: vscode.Uri): string {
    return this.#texts.get(query) ?? '';
  }

  /** Shows the document as it is beside the proposal; `close` takes what this gives. */
  async show(document: vscode.TextDocument, proposed: string): Promise<vscode.Uri> {
    const query = String(++this.#count);
    this.#texts.set(query, proposed);
    // With the name of the file, which tells the editor its language.
    const uri = vscode.Uri.from({ scheme: Proposals.scheme, path: document.uri.path, query });
    const name = vscode.workspace.asRelativePath(document.uri);
    await vscode.commands.executeCommand('vscode.diff', document.uri, uri, t('{0}: proposed change', name));
    return uri;
  }

  async close(uri: vscode.Uri): Promise<void> {
    this.#texts.delete(uri.query);
    const tabs = vscode.window.tabGroups.all
      .flatMap((group) => group.tabs)
      .filter(({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.toString() === uri.toString());
    await vscode.window.tabGroups.close(tabs);
  }
}

/** Puts the text where the cursor of the last active editor is. */
export async function insertAtCursor(text: string): Promise<void> {
  const editor = lastEditor();
  if (!editor) return;
  const { document, selection, viewColumn } = editor;
  if (!(await editor.edit((edit) => edit.replace(selection, text)))) sayNotChanged(document);
  await vscode.window.showTextDocument(document, viewColumn);
}

/** Shows the change beside the file and applies it only after a yes; one undo takes it back. */
export async function applyToFile(text: string, proposals: Proposals): Promise<void> {
  const editor = lastEditor();
  if (!editor) return;
  const { document, selection } = editor;
  const target = selection.isEmpty ? whole(document) : selection;
  const before = document.getText();
  const [start, end] = [document.offsetAt(target.start), document.offsetAt(target.end)];
  const proposal = await proposals.show(document, before.slice(0, start) + text + before.slice(end));
  const name = vscode.workspace.asRelativePath(document.uri);
  const apply = t('Apply');
  const choice = await showInformation(t('Apply the proposed change to {0}?', name), apply);
  await proposals.close(proposal);
  if (choice !== apply) return;
  // The answer may come long after, when the file is another one.
  const now = await vscode.workspace.openTextDocument(document.uri);
  const range =
    now.getText() === before ? target : selection.isEmpty ? undefined : onlyPlaceOf(before.slice(start, end), now);
  if (range === undefined) {
    void showWarning(
      t('{0} was edited meanwhile, and what was to be replaced is not found in it. Nothing was applied.', name),
    );
    return;
  }
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, text);
  if (!(await vscode.workspace.applyEdit(edit))) sayNotChanged(document);
  await vscode.window.showTextDocument(now);
}

/** Where the text stands in the document, if it does and only once. */
function onlyPlaceOf(text: string, document: vscode.TextDocument): vscode.Range | undefined {
  const content = document.getText();
  const at = content.indexOf(text);
  if (at < 0 || content.includes(text, at + 1)) return undefined;
  const [start, end] = [document.positionAt(at), document.positionAt(at + text.length)];
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

function sayNotChanged({ uri }: vscode.TextDocument): void {
  void showWarning(t('The editor did not change {0}: it may be read-only.', vscode.workspace.asRelativePath(uri)));
}

/** Opens the text in an editor of its own, unsaved. */
export async function openAsNewFile(text: string, language: string): Promise<void> {
  const known = await vscode.languages.getLanguages();
  const document = await vscode.workspace.openTextDocument({
    content: text,
    ...(known.includes(language) ? { language } : {}),
  });
  await vscode.window.showTextDocument(document);
}

function lastEditor(): vscode.TextEditor | undefined {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  const editor = [activeTextEditor, ...visibleTextEditors].find((one) => one && isFile(one.document));
  if (!editor) void showInformation(t('Open the file that is to change first.'));
  return editor;
}

/** Not the output panel, and not what Rempart itself shows. */
function isFile({ uri: { scheme } }: vscode.TextDocument): boolean {
  return scheme !== 'output' && !scheme.startsWith('rempart-');
}
