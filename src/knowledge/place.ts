// Says where a passage stands, in words that lead a reader there.
import { t } from '../base/l10n';
import type { Passage } from './types';

type Place = Pick<Passage, 'path' | 'startLine' | 'endLine' | 'page' | 'cell'>;

/** The page of a PDF, the cell of a notebook, else the lines: `a.pdf, p. 12`, `a.ipynb, cell 3`, `a.md:10-14`. */
export function placeText({ path, startLine, endLine, page, cell }: Place): string {
  if (page !== undefined) return t('{0}, p. {1}', path, page);
  if (cell !== undefined) return t('{0}, cell {1}', path, cell);
  return startLine === endLine ? `${path}:${startLine}` : `${path}:${startLine}-${endLine}`;
}

/** Where a passage stands, for programs: only what there is. */
export function placeOf({ path, startLine, endLine, page, cell }: Place): Place {
  return {
    path,
    startLine,
    endLine,
    ...(page === undefined ? {} : { page }),
    ...(cell === undefined ? {} : { cell }),
  };
}
