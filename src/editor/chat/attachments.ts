// What the editor can add to a question: a file, the selection, the problems. Always data, never orders.
import * as vscode from 'vscode';
import type { ParsedQuestion } from '../../assistant/mentions';
import type { Attachment } from '../../assistant/types';

/** Larger files are not attached whole: ask about them through the index. */
const maxCharacters = 200_000;

/** The selected text of the active editor, or its whole text when nothing is selected. */
export function attachSelection(): Attachment | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const { document, selection } = editor;
  const range = selection.isEmpty ? new vscode.Range(0, 0, document.lineCount, 0) : selection;
  return attachment(document, document.validateRange(range));
}

/** A whole file; `undefined` when it is no text or too large. */
export async function attachFile(uri: vscode.Uri): Promise<Attachment | undefined> {
  try {
    const document = await vscode.workspace.openTextDocument(uri);
    return attachment(document, document.validateRange(new vscode.Range(0, 0, document.lineCount, 0)));
  } catch {
    return undefined;
  }
}

/** Errors and warnings of the active editor, one a line. */
export function attachProblems(): Attachment | undefined {
  const document = vscode.window.activeTextEditor?.document;
  if (!document) return undefined;
  const problems = vscode.languages
    .getDiagnostics(document.uri)
    .map(({ range, message }) => `${range.start.line + 1}: ${message.replaceAll('\n', ' ')}`);
  if (problems.length === 0) return undefined;
  return {
    path: vscode.workspace.asRelativePath(document.uri, false),
    startLine: 1,
    endLine: document.lineCount,
    text: problems.join('\n').slice(0, maxCharacters),
  };
}

/** What the mentions of a question name. Only files inside the workspace. */
export async function attachmentsFromMentions(parsed: ParsedQuestion): Promise<readonly Attachment[]> {
  const found: (Attachment | undefined)[] = [];
  if (parsed.selection) found.push(attachSelection());
  if (parsed.problems) found.push(attachProblems());
  for (const file of parsed.files) {
    const [uri] = await vscode.workspace.findFiles(file.replace(/[[\]{}*?]/gu, '?'), undefined, 1);
    if (uri) found.push(await attachFile(uri));
  }
  return found.filter((item) => item !== undefined);
}

function attachment(document: vscode.TextDocument, range: vscode.Range): Attachment | undefined {
  const text = document.getText(range);
  if (text.trim() === '' || text.length > maxCharacters) return undefined;
  return {
    path: vscode.workspace.asRelativePath(document.uri, false),
    startLine: range.start.line + 1,
    endLine: range.end.line + 1,
    text,
  };
}
