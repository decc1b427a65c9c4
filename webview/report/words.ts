// States of checks: their words, icons, order and counts.
import { h, icon } from '../shared/dom';
import { t } from '../shared/l10n';
import type { ReportRow, RowState } from '../protocol/report';

/** Worst first. */
const severity: readonly RowState[] = ['fail', 'warn', 'unknown', 'pass', 'not-applicable'];

export function stateWord(state: RowState): string {
  switch (state) {
    case 'fail':
      return t('Failed');
    case 'warn':
      return t('Warning');
    case 'unknown':
      return t('Unknown');
    case 'pass':
      return t('Passed');
    case 'not-applicable':
      return t('Not applicable');
  }
}

export function stateIcon(state: RowState): HTMLElement {
  switch (state) {
    case 'fail':
      return icon('error', 'bad');
    case 'warn':
      return icon('warning', 'warn');
    case 'unknown':
      return icon('question', 'info');
    case 'pass':
      return icon('pass', 'ok');
    case 'not-applicable':
      return icon('circle-slash', 'muted');
  }
}

/** Icon and word: a state is never told by colour alone. */
export function stateCell(state: RowState): HTMLElement {
  return h('span', { class: 'state' }, stateIcon(state), h('span', {}, stateWord(state)));
}

/** Rows worst first; rows of one state keep their order. */
export function worstFirst(rows: readonly ReportRow[]): ReportRow[] {
  return [...rows].sort((a, b) => severity.indexOf(a.state) - severity.indexOf(b.state));
}

/** The worst state among the rows; `not-applicable` when there are none. */
export function worst(rows: readonly ReportRow[]): RowState {
  return worstFirst(rows)[0]?.state ?? 'not-applicable';
}

export function compareStates(a: RowState, b: RowState): number {
  return severity.indexOf(a) - severity.indexOf(b);
}

/** "1 failed", "2 warnings" … */
export function countWord(state: RowState, n: number): string {
  switch (state) {
    case 'fail':
      return t('failed');
    case 'warn':
      return n === 1 ? t('warning') : t('warnings');
    case 'unknown':
      return t('unknown');
    case 'pass':
      return t('passed');
    case 'not-applicable':
      return t('not applicable');
  }
}
