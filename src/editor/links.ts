// Opening things that an answer names: a source at its lines, a held-back passage without any effect, a link after a question.
import path from 'node:path';
import * as vscode from 'vscode';
import { t } from '../base/l10n';
import { placeText } from '../knowledge/place';
import type { Passage } from '../knowledge/types';
import type { HeldBack } from '../assistant/types';
import { showInformation, showWarning } from './messages';

/**
 * Absolute path of the file of a passage; nothing for one outside of its folder: the path comes from the index, and the
 * index from file names that we do not trust.
 */
export function fileOf({ root, path: relative }: Pick<Passage, 'root' | 'path'>): string | undefined {
  const folder = root === '' ? vscode.workspace.workspaceFolders?.[0]?.uri.fsPath : root;
  if (folder === undefined) return undefined;
  const file = path.resolve(folder, relative);
  return file === folder || file.startsWith(folder + path.sep) ? file : undefined;
}

/** What opening a passage needs of it. */
export type OpenablePassage = Pick<Passage, 'root' | 'path' | 'startLine' | 'endLine' | 'page' | 'cell'>;

/**
 * Opens the file of a passage where it stands: text with its lines selected, a notebook at its cell, a PDF or Word
 * document in an editor that shows such files. Says so when the file is gone.
 */
export async function openPassage(passage: OpenablePassage): Promise<void> {
  const file = fileOf(passage);
  if (file === undefined) return;
  const uri = vscode.Uri.file(file);
  let document: vscode.TextDocument;
  try {
    await vscode.workspace.fs.stat(uri);
    if (/\.(?:pdf|docx)$/iu.test(file)) {
      await openForeign(uri, passage);
      return;
    }
    if (passage.cell !== undefined && (await openCell(uri, passage.cell))) return;
    document = await vscode.workspace.openTextDocument(uri);
  } catch {
    void showWarning(t('{0} cannot be opened: it was moved or deleted since it was indexed.', passage.path));
    return;
  }
  const last = Math.min(passage.endLine, document.lineCount) - 1;
  const first = Math.min(passage.startLine - 1, last);
  const range = new vscode.Range(first, 0, last, document.lineAt(last).text.length);
  const editor = await vscode.window.showTextDocument(document, { preview: true });
  editor.selection = new vscode.Selection(range.start, range.end);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Shows a cell of a notebook; false where no extension opens such notebooks. */
async function openCell(uri: vscode.Uri, cell: number): Promise<boolean> {
  try {
    const notebook = await vscode.workspace.openNotebookDocument(uri);
    const index = Math.min(cell, notebook.cellCount) - 1;
    const range = new vscode.NotebookRange(Math.max(0, index), index + 1);
    const editor = await vscode.window.showNotebookDocument(notebook, { preview: true, selections: [range] });
    editor.revealRange(range, vscode.NotebookEditorRevealType.InCenterIfOutsideViewport);
    return true;
  } catch {
    return false;
  }
}

/** Opens a file that is no text: in an extension's editor, or, asked for, in what the system opens such files with. */
async function openForeign(uri: vscode.Uri, passage: OpenablePassage): Promise<void> {
  if (hasEditorFor(uri)) {
    // Viewers of PDF take the page from here.
    const target = passage.page === undefined ? uri : uri.with({ fragment: `page=${passage.page}` });
    await vscode.commands.executeCommand('vscode.open', target, { preview: true });
    return;
  }
  const open = t('Open with the system’s application');
  const isLocal = vscode.env.remoteName === undefined && vscode.env.uiKind === vscode.UIKind.Desktop;
  const choice = await showInformation(
    t('{0}: no installed extension shows such files.', placeText(passage)),
    ...(isLocal ? [open] : []),
  );
  if (choice === open) await vscode.env.openExternal(uri);
}

function hasEditorFor(uri: vscode.Uri): boolean {
  const extension = path.extname(uri.fsPath).toLowerCase();
  return vscode.extensions.all.some(({ packageJSON }: vscode.Extension<unknown>) => {
    const { contributes } = packageJSON as {
      contributes?: { customEditors?: readonly { selector?: readonly { filenamePattern?: string }[] }[] };
    };
    return contributes?.customEditors?.some(({ selector }) =>
      selector?.some(({ filenamePattern }) => filenamePattern?.toLowerCase().endsWith(`*${extension}`)),
    );
  });
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
  const choice = await showWarning(
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
      // As a string it would be read as Markdown.
      hoverMessage: new vscode.MarkdownString().appendText(message),
    }));
    editor.setDecorations(this.#mark, options);
    const first = options[0];
    if (first) editor.revealRange(first.range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  dispose(): void {
    this.#mark.dispose();
  }

  #header(held: HeldBack): string {
    const reasons = [...new Set(held.reasons.map(({ message }) => `- ${message}`))].join('\n');
    return `${t('Held back from the model: {0}', placeText(held.passage))}\n${reasons}\n${'─'.repeat(60)}\n`;
  }
}
