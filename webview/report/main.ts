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

document.body.append(main, status);
document.addEventListener('click', pressed);
// `toggle` does not bubble.
document.addEventListener('toggle', toggled, true);
draw();
host.listen((message) => {
  if (message.type === 'report') {
    const ended = report?.running !== false && !message.report.running;
    ({ report } = message);
    if (!report.running) progress = undefined;
    if (ended) status.textContent = `${report.subject}. ${report.summary}`;
  } else {
    if (!progress) status.textContent = message.text;
    progress = message;
  }
  draw();
});
host.post({ type: 'ready' });

function draw(): void {
  const isUnfolded = (id: string): boolean => unfolded.has(id);
  patchChildren(main, page({ isUnfolded, ...(report ? { report } : {}), ...(progress ? { progress } : {}) }));
}

function pressed(event: MouseEvent): void {
  const at = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-do]') : null;
  switch (at?.dataset['do']) {
    case 'checkAgain':
      if (report) report = { ...report, running: true };
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
