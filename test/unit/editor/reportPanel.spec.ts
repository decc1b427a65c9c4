// What a report page is told, also when there is no report.
import { beforeEach, expect, describe, it, vi } from 'vitest';
import type { ReportView } from '../../../webview/protocol/report';
import { setLanguage, t } from '../../../src/base/l10n';
import * as editor from '../../support/fakeEditor';

vi.mock('vscode', () => import('../../support/fakeEditor'));

const { ReportPanel } = await import('../../../src/editor/reports/reportPanel');

const posted: unknown[] = [];
const webview = {
  cspSource: "'self'",
  html: '',
  asWebviewUri: (uri: unknown) => uri,
  onDidReceiveMessage: () => undefined,
  postMessage: (message: unknown) => posted.push(message),
};
const page = { webview, title: '', onDidDispose: () => undefined, reveal: () => undefined, dispose: () => undefined };

beforeEach(() => {
  posted.length = 0;
  editor.window.createWebviewPanel.mockReturnValue(page);
});

describe('P3 the report panel', () => {
  it('tells the page when the first run was cancelled', () => {
    let running = false;
    const reports: ReportView[] = [];
    const panel = new ReportPanel(editor.Uri.file('/extension') as never, {
      kind: 'posture',
      title: () => t('Rempart: posture'),
      current: () => reports[0],
      running: () => running,
      run: () => (running = true),
      cancel: () => (running = false),
      data: () => undefined,
    });
    panel.show();
    expect(posted.at(-1)).toEqual({ type: 'none', running: true });
    running = false;
    panel.refresh();
    expect(posted.at(-1)).toEqual({ type: 'none', running: false });
    reports.push({ kind: 'posture', subject: '', summary: '', groups: [], running: false });
    panel.refresh();
    expect(posted.at(-1)).toEqual({ type: 'report', report: reports[0] });
  });

  it('follows a change of language while it is open', async () => {
    const panel = new ReportPanel(editor.Uri.file('/extension') as never, {
      kind: 'posture',
      title: () => t('Rempart: posture'),
      current: () => undefined,
      running: () => false,
      run: () => undefined,
      cancel: () => undefined,
      data: () => undefined,
    });
    panel.show();
    expect([page.title, webview.html]).toEqual(['Rempart: posture', expect.stringContaining('<html lang="en">')]);
    await setLanguage('fr');
    panel.render();
    expect([page.title, webview.html]).toEqual(['Rempart\u202f: posture', expect.stringContaining('<html lang="fr">')]);
    await setLanguage('en');
  });
});
