// Says in words why a document is not in the index, or not all of it.
import { t } from '../../base/l10n';
import type { DocumentProblem } from './formats/types';

/** A short sentence for the list of files that could not be read. */
export function problemText(problem: DocumentProblem): string {
  switch (problem.code) {
    case 'encrypted':
      return t('Protected by a password.');
    case 'damaged':
      return t('Damaged, or not what its name says.');
    case 'no-text':
      return t('Holds no text, only images perhaps.');
    case 'too-large-unpacked':
      return t('Too large once it is unpacked.');
    case 'too-slow':
      return t('Reading it takes too long.');
    case 'too-much-memory':
      return t('Reading it takes too much memory, or makes its reader fail.');
    case 'partial':
      return t('Only {0} of {1} pages or cells could be read.', problem.read, problem.of);
  }
}
