// What the editor can add to a question: a file, the selection, the problems. Always data, never orders.
import * as vscode from 'vscode';
import type { ParsedQuestion } from '../../assistant/mentions';
import type { Attachment } from '../../assistant/types';
import { formatNumber } from '../../base/format';
import { t } from '../../base/l10n';

/** Larger files are not attached whole: ask about them through the index. */
const maxCharacters = 200_000;

/** Where something that was added came from: enough to add it again. */
export interface AttachmentPlace {
  /** Of the document. */
  readonly uri: string;
  readonly of: 'text' | 'problems';
  /** Start line, start character, end line, end character, from 0; the whole document where it is absent. */
  readonly range?: readonly [number, number, number, number];
  /** The question itself names it. */
  readonly named: boolean;
}

/** Something that was added to a question in the editor. */
export interface PlacedAttachment extends Attachment {
  readonly place: AttachmentPlace;
}

/** What is added, or why nothing is, in one sentence. */
export type Attached = { readonly attachment: PlacedAttachment } | { readonly problem: string };

/** The selected text of the active editor, or its whole text when nothing is selected. */
export function attachSelection(): Attached {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return { problem: t('There is nothing to add: open a text file or select some text first.') };
  const { document, selection } = editor;
  return attached(document, selection.isEmpty ? undefined : selection);
}

/** The text of a file or of a range of it, or the problems of the file. */
export async function attachFile(
  uri: vscode.Uri,
  range?: vscode.Range,
  what: AttachmentPlace['of'] = 'text',
): Promise<Attached> {
  const name = vscode.workspace.asRelativePath(uri, false);
  try {
    await vscode.workspace.fs.stat(uri);
  } catch {
    return { problem: t('{0} was not added: there is no such file.', name) };
  }
  try {
    const document = await vscode.workspace.openTextDocument(uri);
    return what === 'text' ? attached(document, range) : problemsOf(document);
  } catch {
    // The editor opens neither binary files nor very large ones as text.
    return { problem: t('{0} was not added: it is not a text file, or too large for the editor.', name) };
  }
}

/** Errors and warnings of the active editor, one a line. */
export function attachProblems(): Attached {
  const document = vscode.window.activeTextEditor?.document;
  return document ? problemsOf(document) : { problem: t('There are no problems to add: open a text file first.') };
}

function problemsOf(document: vscode.TextDocument): Attached {
  const name = vscode.workspace.asRelativePath(document.uri, false);
  const problems = vscode.languages
    .getDiagnostics(document.uri)
    .map(({ range, message }) => `${range.start.line + 1}: ${message.replaceAll('\n', ' ')}`);
  if (problems.length === 0) return { problem: t('{0} has no problems to add.', name) };
  const text = problems.join('\n').slice(0, maxCharacters);
  const place = { uri: document.uri.toString(), of: 'problems', named: false } as const;
  return { attachment: { path: name, startLine: 1, endLine: document.lineCount, text, place } };
}

/** Adds again what was added before, as it stands now. */
export async function attachAgain(places: readonly AttachmentPlace[]): Promise<readonly Attached[]> {
  const found: Attached[] = [];
  for (const { uri, of, range, named } of places) {
    const at = vscode.Uri.parse(uri, true);
    const again = await attachFile(at, range && new vscode.Range(...range), of);
    found.push(named ? asNamed(again) : again);
  }
  return found;
}

function asNamed(one: Attached): Attached {
  if ('problem' in one) return one;
  const { attachment } = one;
  return { attachment: { ...attachment, place: { ...attachment.place, named: true } } };
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
  return found.map(asNamed);
}

/** From the first to the last character. */
export function whole(document: vscode.TextDocument): vscode.Range {
  return document.validateRange(new vscode.Range(0, 0, document.lineCount, 0));
}

/** @param part of the document; the whole of it where it is absent */
function attached(document: vscode.TextDocument, part?: vscode.Range): Attached {
  const name = vscode.workspace.asRelativePath(document.uri, false);
  const range = part ? document.validateRange(part) : whole(document);
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
  const { start, end } = range;
  const place: AttachmentPlace = {
    uri: document.uri.toString(),
    of: 'text',
    ...(part ? { range: [start.line, start.character, end.line, end.character] } : {}),
    named: false,
  };
  return { attachment: { path: name, startLine: start.line + 1, endLine: end.line + 1, text, place } };
}
