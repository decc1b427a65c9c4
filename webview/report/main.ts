// The report webview: draws what the host found, and sends back what the user wants done with it.
import { h } from '../shared/dom';
import { connect } from '../shared/host';
import { t } from '../shared/l10n';
import { patchChildren } from '../shared/patch';
import type { FromReportView } from '../protocol/messages';
import type { ReportView, ToReportView } from '../protocol/report';
import { page, type RunProgress } from './page';
import './report.css';

const host = connect<FromReportView, ToReportView>();
const main = h('main');
const status = h('div', { class: 'vh', role: 'status' });
const unfolded = new Set(readUnfolded(host.readState()));
let report: ReportView | undefined;
let progress: RunProgress | undefined;
/** When the run began, epoch milliseconds; absent when none is in progress. Until the host has spoken there may be one. */
let runningSince: number | undefined = Date.now();

document.body.append(main, status);
document.addEventListener('click', pressed);
// `toggle` does not bubble.
document.addEventListener('toggle', toggled, true);
draw();
host.listen((message) => {
  if (message.type === 'progress') {
    if (!progress) status.textContent = message.text;
    progress = message;
  } else {
    const before = runningSince;
    if (message.type === 'report') ({ report } = message);
    setRunning(message.type === 'report' ? message.report.running : message.running);
    if (before !== undefined && runningSince === undefined) status.textContent = endOf(report);
  }
  draw();
});
host.post({ type: 'ready' });
// Counts the seconds while something runs.
setInterval(() => {
  if (runningSince !== undefined) draw();
}, 1000);

function draw(): void {
  const isUnfolded = (id: string): boolean => unfolded.has(id);
  const seconds = runningSince === undefined ? 0 : Math.floor((Date.now() - runningSince) / 1000);
  const state = { isUnfolded, running: runningSince !== undefined, seconds };
  patchChildren(main, page({ ...state, ...(report ? { report } : {}), ...(progress ? { progress } : {}) }));
}

function setRunning(running: boolean): void {
  if (!running) {
    runningSince = undefined;
    progress = undefined;
  } else runningSince ??= Date.now();
}

function endOf(ended: ReportView | undefined): string {
  return ended ? `${ended.subject}. ${ended.summary}` : t('Nothing was checked: the first run did not end.');
}

function pressed(event: MouseEvent): void {
  const at = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-do]') : null;
  switch (at?.dataset['do']) {
    case 'checkAgain':
      setRunning(true);
      draw();
      host.post({ type: 'checkAgain' });
      break;
    case 'cancel':
      host.post({ type: 'cancel' });
      break;
    case 'copy':
      host.post({ type: 'copy', text: at.dataset['text'] ?? '' });
      status.textContent = t('Copied');
      acknowledge(at);
      break;
    case 'export':
      host.post({ type: 'export', format: at.dataset['format'] === 'json' ? 'json' : 'markdown' });
      break;
    default:
      break;
  }
}

function acknowledge(at: HTMLElement): void {
  const sign = at.querySelector('.codicon-copy');
  sign?.classList.replace('codicon-copy', 'codicon-check');
  setTimeout(() => sign?.classList.replace('codicon-check', 'codicon-copy'), 1500);
}

function toggled(event: Event): void {
  if (!(event.target instanceof HTMLDetailsElement)) return;
  const id = event.target.dataset['fold'] ?? '';
  if (event.target.open) unfolded.add(id);
  else unfolded.delete(id);
  host.writeState({ version: 1, unfolded: [...unfolded] });
}

function readUnfolded(state: unknown): string[] {
  if (typeof state !== 'object' || state === null || !('unfolded' in state)) return [];
  return Array.isArray(state.unfolded) ? state.unfolded.filter((id) => typeof id === 'string') : [];
}
