// Where a source stands: the page of a PDF, the cell of a notebook, else the lines.
import type { HeldBackView, SourceView } from '../protocol/chat';
import { t } from '../shared/l10n';

type View = SourceView | HeldBackView;

/** Path and place in one text. */
export function place(view: View): string {
  return `${view.path}${spot(view)}`;
}

/** The place alone, to stand after the path. */
export function spot({ startLine, endLine, page, cell }: View): string {
  if (page !== undefined) return `, ${t('p. {0}', page)}`;
  if (cell !== undefined) return `, ${t('cell {0}', cell)}`;
  return startLine === endLine ? `:${startLine}` : `:${startLine}–${endLine}`;
}

/** What a citation says to those who hear it. */
export function spokenCitation(n: number, { path, startLine, endLine, page, cell }: View): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (page !== undefined) return t('{0}, source: {1}, page {2}', String(n), name, page);
  if (cell !== undefined) return t('{0}, source: {1}, cell {2}', String(n), name, cell);
  return t('{0}, source: {1}, lines {2} to {3}', String(n), name, startLine, endLine);
}
