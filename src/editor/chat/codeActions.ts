// What can be done with a code block of an answer: insert it, compare and apply it, open it as a new file.
import * as vscode from 'vscode';
import { t } from '../../base/l10n';
import { showInformation } from '../messages';

/** Puts the text where the cursor of the last active editor is. */
export async function insertAtCursor(text: string): Promise<void> {
  const editor = lastEditor();
  if (!editor) return;
  await editor.edit((edit) => edit.replace(editor.selection, text));
  await vscode.window.showTextDocument(editor.document, editor.viewColumn);
}

/** Shows the change beside the file and applies it only after a yes; one undo takes it back. */
export async function applyToFile(text: string): Promise<void> {
  const editor = lastEditor();
  if (!editor) return;
  const { document, selection } = editor;
  const target = selection.isEmpty ? document.validateRange(new vscode.Range(0, 0, document.lineCount, 0)) : selection;
  const before = document.getText();
  const after = before.slice(0, document.offsetAt(target.start)) + text + before.slice(document.offsetAt(target.end));
  const proposal = await vscode.workspace.openTextDocument({ content: after, language: document.languageId });
  const name = vscode.workspace.asRelativePath(document.uri);
  await vscode.commands.executeCommand('vscode.diff', document.uri, proposal.uri, t('{0}: proposed change', name));
  const apply = t('Apply');
  const choice = await showInformation(t('Apply the proposed change to {0}?', name), apply);
  if (choice !== apply) return;
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, target, text);
  await vscode.workspace.applyEdit(edit);
  await vscode.window.showTextDocument(document);
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
  const editor = vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors[0];
  if (!editor) void showInformation(t('Open the file that is to change first.'));
  return editor;
}
