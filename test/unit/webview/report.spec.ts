// @vitest-environment happy-dom
// The report page as the host drives it.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ReportView, ToReportView } from '../../../webview/protocol/report';
import { fromReportView } from '../../../webview/protocol/messages';

const posted: unknown[] = [];

const report: ReportView = {
  kind: 'posture',
  subject: 'Posture of this machine',
  summary: 'Checked at 09:14, in 3.8 s. 1 check.',
  groups: [
    {
      title: 'Findings',
      rows: [{ id: 'a', state: 'pass', title: 'Ollama on loopback', evidence: '127.0.0.1', why: '', remedy: '' }],
    },
  ],
  running: false,
};

function send(message: ToReportView): void {
  window.dispatchEvent(new MessageEvent('message', { data: message }));
}

function find(selector: string): HTMLElement {
  const element = document.querySelector<HTMLElement>(selector);
  if (!element) throw new Error(`No ${selector} in ${document.body.innerHTML}`);
  return element;
}

/** The last message posted, checked as the host checks it. */
function lastPosted(): unknown {
  const message = posted.at(-1);
  fromReportView.parse(message);
  return message;
}

const listeners: (() => void)[] = [];

afterEach(() => {
  for (const remove of listeners.splice(0)) remove();
  vi.restoreAllMocks();
  vi.clearAllTimers();
  vi.useRealTimers();
});

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'Date'] });
  for (const target of [window, document]) {
    const add = target.addEventListener.bind(target);
    vi.spyOn(target, 'addEventListener').mockImplementation(
      (type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions) => {
        add(type, listener, options);
        listeners.push(() => target.removeEventListener(type, listener, options));
      },
    );
  }
  document.body.replaceWith(document.createElement('body'));
  document.documentElement.lang = 'en';
  posted.length = 0;
  vi.stubGlobal('acquireVsCodeApi', () => ({
    postMessage: (message: unknown) => posted.push(message),
    getState: () => undefined,
    setState: () => undefined,
  }));
  vi.resetModules();
  await import('../../../webview/report/main');
});

describe('P3 the report', () => {
  it('says how far the first run is, and for how long it takes', () => {
    send({ type: 'none', running: true });
    expect(find('.head p').textContent).toBe('The first run is in progress.');
    expect(find('.progress').textContent).toBe('Checking …');
    send({ type: 'progress', text: 'Looked at 3 of 14', done: 3, total: 14 });
    vi.advanceTimersByTime(4_000);
    expect(find('.progress').textContent).toBe('Looked at 3 of 14 · 4 s');
    expect(find('progress').getAttribute('value')).toBe('3');
  });

  it('leads on from a first run that was cancelled', () => {
    send({ type: 'none', running: true });
    find('[data-do=cancel]').click();
    expect(lastPosted()).toEqual({ type: 'cancel' });
    send({ type: 'none', running: false });
    expect(document.querySelector('.progress')).toBeNull();
    expect(find('.head p').textContent).toBe('Nothing was checked: the first run did not end.');
    expect(find('[role=status]').textContent).toBe('Nothing was checked: the first run did not end.');
    find('[data-do=checkAgain]').click();
    expect(lastPosted()).toEqual({ type: 'checkAgain' });
    expect(find('.progress').textContent).toBe('Checking …');
  });

  it('keeps the focus on the button that starts and cancels', () => {
    send({ type: 'report', report });
    find('[data-do=checkAgain]').focus();
    find('[data-do=checkAgain]').click();
    expect(lastPosted()).toEqual({ type: 'checkAgain' });
    expect(document.activeElement).toBe(find('[data-do=cancel]'));
    send({ type: 'report', report });
    expect(document.activeElement).toBe(find('[data-do=checkAgain]'));
  });
});
