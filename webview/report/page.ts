// The report as elements: head, counts, findings worst first, what passed folded.
import { button, fold, h, icon, iconButton, svg, type Child } from '../shared/dom';
import { t } from '../shared/l10n';
import type { ReportRow, ReportView, RowState, ToReportView } from '../protocol/report';
import { compareStates, countWord, stateCell, stateIcon, stateWord, worst, worstFirst } from './words';

export type RunProgress = Extract<ToReportView, { readonly type: 'progress' }>;

export interface PageState {
  /** Absent before the first run has ended. */
  readonly report?: ReportView;
  readonly running: boolean;
  readonly progress?: RunProgress;
  /** How long the run takes already. */
  readonly seconds: number;
  readonly isUnfolded: (id: string) => boolean;
}

/** The children of the page. */
export function page({ report, running, progress, seconds, isUnfolded }: PageState): HTMLElement[] {
  const parts: (HTMLElement | undefined)[] = [
    head(report, running),
    running ? progressLine(progress, seconds) : undefined,
  ];
  if (report) {
    const rows = report.groups.flatMap((group) => group.rows);
    parts.push(score(rows));
    parts.push(...(report.kind === 'models' ? models(report, isUnfolded) : findings(rows, isUnfolded)));
  }
  return parts.filter((part) => part !== undefined);
}

function head(report: ReportView | undefined, running: boolean): HTMLElement {
  const none = running ? t('The first run is in progress.') : t('Nothing was checked: the first run did not end.');
  const again = report?.kind === 'models' ? t('Verify all again') : t('Check again');
  return h(
    'header',
    { class: 'head', 'data-key': 'head' },
    h('div', {}, h('h1', {}, report?.subject ?? document.title), h('p', { class: 'muted' }, report?.summary ?? none)),
    h(
      'div',
      { class: 'buttons' },
      // One key for both: the button that was pressed stays, and with it the focus.
      running
        ? button({ class: 'button', 'data-key': 'check' }, { do: 'cancel' }, t('Cancel'))
        : button({ class: 'button primary', 'data-key': 'check' }, { do: 'checkAgain' }, again),
      report && button({ class: 'button' }, { do: 'export', format: 'markdown' }, t('Export Markdown')),
      report && button({ class: 'button' }, { do: 'export', format: 'json' }, t('Export JSON')),
    ),
  );
}

/** A spinner without a time would be all that is seen for so long, in seconds. */
const quietSeconds = 2;

function progressLine(progress: RunProgress | undefined, seconds: number): HTMLElement {
  const text = progress?.text ?? t('Checking …');
  const known = progress !== undefined && progress.total > 0;
  return h(
    'div',
    { class: 'run', 'data-key': 'run' },
    h(
      'p',
      { class: 'progress' },
      icon('loading', 'spin'),
      h('span', {}, seconds < quietSeconds ? text : `${text} · ${t('{0} s', seconds)}`),
    ),
    h('progress', {
      'aria-label': t('Progress'),
      max: known ? progress.total : undefined,
      value: known ? Math.min(progress.done, progress.total) : undefined,
    }),
  );
}

/** A bar drawn from the counts, and the counts in words beside it. */
function score(rows: readonly ReportRow[]): HTMLElement {
  const states: readonly RowState[] = ['fail', 'warn', 'unknown', 'pass'];
  const counts = states
    .map((state) => ({ state, n: rows.filter((row) => row.state === state).length }))
    .filter(({ n }) => n > 0);
  const total = counts.reduce((sum, { n }) => sum + n, 0);
  const passed = counts.find(({ state }) => state === 'pass')?.n ?? 0;
  const words = counts.map(({ state, n }) => `${n} ${countWord(state, n)}`).join(', ');
  const unit = 10;
  const gap = (total * unit) / 300;
  let x = 0;
  const bars = counts.map(({ state, n }, index) => {
    const width = n * unit;
    const rect = svg('rect', {
      class: `s-${state}`,
      x,
      y: 0,
      width: index === counts.length - 1 ? width : width - gap,
      height: 8,
    });
    x += width;
    return rect;
  });
  const unknown = counts.some(({ state }) => state === 'unknown');
  return h(
    'section',
    { class: 'score', 'aria-label': t('Result'), 'data-key': 'score' },
    h('p', { class: 'number' }, h('b', {}, String(passed)), ' ', h('span', {}, t('of {0} passed', total))),
    h(
      'div',
      { class: 'spread' },
      total > 0 &&
        svg(
          'svg',
          { viewBox: `0 0 ${total * unit} 8`, preserveAspectRatio: 'none', role: 'img', 'aria-label': words },
          ...bars,
        ),
      h(
        'ul',
        { class: 'counts' },
        ...counts.map(({ state, n }) =>
          h('li', {}, stateIcon(state), h('b', {}, String(n)), ` ${countWord(state, n)}`),
        ),
      ),
      unknown && h('p', { class: 'note' }, t('A check that could not be made counts as not passed.')),
    ),
  );
}

function findings(rows: readonly ReportRow[], isUnfolded: PageState['isUnfolded']): (HTMLElement | undefined)[] {
  const open = worstFirst(rows).filter(({ state }) => state !== 'pass' && state !== 'not-applicable');
  return [
    h('h2', { 'data-key': 'title' }, open.length > 0 ? t('To look at') : t('Nothing to look at')),
    open.length > 0
      ? h(
          'table',
          { class: 'findings', role: 'table', 'aria-label': t('Findings, worst first'), 'data-key': 'findings' },
          h(
            'thead',
            { role: 'rowgroup' },
            h(
              'tr',
              { role: 'row' },
              ...[t('State'), t('What was seen'), t('What to do')].map((text) =>
                h('th', { role: 'columnheader', scope: 'col' }, text),
              ),
            ),
          ),
          h('tbody', { role: 'rowgroup' }, ...open.map(finding)),
        )
      : h('p', { 'data-key': 'none' }, t('Every check that could be made here passed.')),
    folded('pass', rows, isUnfolded),
    folded('not-applicable', rows, isUnfolded),
  ];
}

function finding(row: ReportRow): HTMLElement {
  return h(
    'tr',
    { role: 'row', 'data-key': row.id },
    h('td', { role: 'cell' }, stateCell(row.state)),
    h('td', { role: 'cell' }, h('h3', {}, row.title), evidence(row), row.why !== '' && h('p', {}, row.why)),
    h('td', { role: 'cell' }, ...remedy(row)),
  );
}

function remedy(row: ReportRow): Child[] {
  return [
    row.remedy !== '' && h('p', {}, row.remedy),
    row.command !== undefined && command(row.command, row.title),
    row.reference !== undefined && row.reference !== '' && h('p', { class: 'ref' }, row.reference),
  ];
}

/** What was seen, as the machine says it; the reason of an unknown is a sentence and is not set like a machine's word. */
function evidence(row: ReportRow): HTMLElement | false {
  return row.evidence !== '' && h('p', { class: row.state === 'unknown' ? 'muted' : 'evidence' }, row.evidence);
}

function command(text: string, title: string): HTMLElement {
  return h(
    'div',
    { class: 'cmd' },
    h('pre', { tabindex: 0, role: 'region', 'aria-label': t('Command: {0}', title) }, h('code', {}, text)),
    iconButton('copy', t('Copy command'), { do: 'copy', text }),
  );
}

function folded(
  state: 'pass' | 'not-applicable',
  rows: readonly ReportRow[],
  isUnfolded: PageState['isUnfolded'],
): HTMLElement | undefined {
  const own = rows.filter((row) => row.state === state);
  if (own.length === 0) return undefined;
  const title =
    state === 'pass'
      ? own.length === 1
        ? t('1 check passed')
        : t('{0} checks passed', own.length)
      : own.length === 1
        ? t('1 check does not apply to this machine')
        : t('{0} checks do not apply to this machine', own.length);
  const body = h(
    'ul',
    {},
    ...own.map((row) =>
      h(
        'li',
        { 'data-key': row.id },
        stateIcon(state),
        h('span', {}, h('span', { class: 'vh' }, t('{0}: ', stateWord(state))), row.title, ' ', inlineEvidence(row)),
      ),
    ),
  );
  const element = fold({ className: 'passed', id: state, open: isUnfolded(state) }, [h('span', {}, title)], body);
  element.dataset['key'] = state;
  return element;
}

function inlineEvidence(row: ReportRow): HTMLElement | false {
  const className = row.state === 'not-applicable' ? 'muted' : 'evidence';
  return row.evidence !== '' && h('span', { class: className }, row.evidence);
}

/** One block for each model, worst first. */
function models(report: ReportView, isUnfolded: PageState['isUnfolded']): HTMLElement[] {
  const blocks = [...report.groups]
    .sort((a, b) => compareStates(worst(a.rows), worst(b.rows)))
    .map(({ title, rows }) => {
      const state = worst(rows);
      const id = `model:${title}`;
      const table = checks(title, rows);
      return h(
        'section',
        { class: 'model', 'data-key': id },
        h(
          'div',
          { class: 'model-head' },
          h('h2', {}, title),
          state === 'pass'
            ? h('span', { class: 'state' }, icon('verified-filled', 'verified'), h('span', {}, t('Verified')))
            : stateCell(state),
        ),
        state === 'pass' ? fold({ className: 'passed', id, open: isUnfolded(id) }, [passedTitle(rows)], table) : table,
      );
    });
  const note = t(
    'A matching hash says that the file is the published one. It says nothing about how the model was trained.',
  );
  return [...blocks, h('p', { class: 'note last', 'data-key': 'note' }, note)];
}

function passedTitle(rows: readonly ReportRow[]): HTMLElement {
  return h('span', {}, rows.length === 1 ? t('1 check passed') : t('{0} checks passed', rows.length));
}

function checks(title: string, rows: readonly ReportRow[]): HTMLElement {
  return h(
    'table',
    { class: 'checks', role: 'table', 'aria-label': title },
    h(
      'tbody',
      { role: 'rowgroup' },
      ...worstFirst(rows).map((row) =>
        h(
          'tr',
          { role: 'row', 'data-key': row.id },
          h('th', { role: 'rowheader', scope: 'row' }, row.title),
          h('td', { role: 'cell' }, stateCell(row.state)),
          h(
            'td',
            { role: 'cell' },
            evidence(row),
            row.why !== '' && h('p', {}, row.why),
            ...(row.state === 'pass' ? [] : remedy(row)),
          ),
        ),
      ),
    ),
  );
}
