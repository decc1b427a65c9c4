// What the editor can add to a question: a file, the selection, the problems. Always data, never orders.
import * as vscode from 'vscode';
import type { ParsedQuestion } from '../../assistant/mentions';
import type { Attachment } from '../../assistant/types';
import { formatNumber } from '../../base/format';
import { t } from '../../base/l10n';

/** Larger files are not attached whole: ask about them through the index. */
const maxCharacters = 200_000;

/** What is added, or why nothing is, in one sentence. */
export type Attached = { readonly attachment: Attachment } | { readonly problem: string };

/** The selected text of the active editor, or its whole text when nothing is selected. */
export function attachSelection(): Attached {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return { problem: t('There is nothing to add: open a text file or select some text first.') };
  const { document, selection } = editor;
  return attached(document, selection.isEmpty ? whole(document) : document.validateRange(selection));
}

/** A whole file. */
export async function attachFile(uri: vscode.Uri): Promise<Attached> {
  const name = vscode.workspace.asRelativePath(uri, false);
  try {
    await vscode.workspace.fs.stat(uri);
  } catch {
    return { problem: t('{0} was not added: there is no such file.', name) };
  }
  try {
    const document = await vscode.workspace.openTextDocument(uri);
    return attached(document, whole(document));
  } catch {
    // The editor opens neither binary files nor very large ones as text.
    return { problem: t('{0} was not added: it is not a text file, or too large for the editor.', name) };
  }
}

/** Errors and warnings of the active editor, one a line. */
export function attachProblems(): Attached {
  const document = vscode.window.activeTextEditor?.document;
  if (!document) return { problem: t('There are no problems to add: open a text file first.') };
  const name = vscode.workspace.asRelativePath(document.uri, false);
  const problems = vscode.languages
    .getDiagnostics(document.uri)
    .map(({ range, message }) => `${range.start.line + 1}: ${message.replaceAll('\n', ' ')}`);
  if (problems.length === 0) return { problem: t('{0} has no problems to add.', name) };
  const text = problems.join('\n').slice(0, maxCharacters);
  return { attachment: { path: name, startLine: 1, endLine: document.lineCount, text } };
}

/** What the mentions of a question name, and why some of it is not there. Only files inside the workspace. */
export async function attachmentsFromMentions(parsed: ParsedQuestion): Promise<readonly Attached[]> {
  const found: Attached[] = [];
  if (parsed.selection) found.push(attachSelection());
  if (parsed.problems) found.push(attachProblems());
  for (const file of parsed.files) {
    const [uri] = await vscode.workspace.findFiles(file.replace(/[[\]{}*?]/gu, '?'), undefined, 1);
    found.push(uri ? await attachFile(uri) : { problem: t('{0} was not added: there is no such file.', file) });
  }
  return found;
}

function whole(document: vscode.TextDocument): vscode.Range {
  return document.validateRange(new vscode.Range(0, 0, document.lineCount, 0));
}

function attached(document: vscode.TextDocument, range: vscode.Range): Attached {
  const name = vscode.workspace.asRelativePath(document.uri, false);
  const text = document.getText(range);
  if (text.trim() === '') return { problem: t('{0} was not added: there is no text in it.', name) };
  if (text.length > maxCharacters) {
    return {
      problem: t(
        '{0} was not added: it has {1} characters, and {2} are the most. Select a part of it, or ask without adding it: the index takes larger files.',
        name,
        formatNumber(text.length),
        formatNumber(maxCharacters),
      ),
    };
  }
  return { attachment: { path: name, startLine: range.start.line + 1, endLine: range.end.line + 1, text } };
}
