// The report page in an editor tab, for posture and for model verification: one panel for each.
import * as vscode from 'vscode';
import type { ReportView, ToReportView } from '../../../webview/protocol/report';
import { webviewHtml } from '../chat/chatViewProvider';
import type { RunProgress } from '../machineService';
import { t } from '../../base/l10n';

export interface ReportSource {
  readonly kind: ReportView['kind'];
  /** In the language in use. */
  title(): string;
  /** The report as it stands; `undefined` before the first run has ended. */
  current(): ReportView | undefined;
  /** Whether a run is in progress. */
  running(): boolean;
  run(): void;
  cancel(): void;
  /** The data behind the report, for the JSON export. */
  data(): unknown;
}

export class ReportPanel implements vscode.Disposable {
  #panel: vscode.WebviewPanel | undefined;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly source: ReportSource,
  ) {}

  /** Shows the panel; starts the first run when there is nothing to show. */
  show(): void {
    if (this.#panel) {
      this.#panel.reveal();
    } else {
      this.#panel = this.#create();
    }
    if (!this.source.current()) this.source.run();
    this.refresh();
  }

  /** Sends the report as it stands to the page, or that there is none, if there is a page. */
  refresh(): void {
    const report = this.source.current();
    this.#post(report ? { type: 'report', report } : { type: 'none', running: this.source.running() });
  }

  /** Draws the page again, for a change of language; it then asks for the report. */
  render(): void {
    if (this.#panel) this.#draw(this.#panel);
  }

  /** How far the run is. */
  progress({ text, done, total }: RunProgress): void {
    this.#post({ type: 'progress', text, done, total });
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #create(): vscode.WebviewPanel {
    const panel = vscode.window.createWebviewPanel(
      `rempart.report.${this.source.kind}`,
      this.source.title(),
      vscode.ViewColumn.Active,
      {
        enableScripts: true,
        localResourceRoots: [vscode.Uri.joinPath(this.extensionUri, 'dist', 'webview')],
      },
    );
    // A tab gives `currentColor` no meaning: one icon for light themes, one for dark ones.
    const icon = (theme: string): vscode.Uri => vscode.Uri.joinPath(this.extensionUri, 'media', `rempart-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    panel.webview.onDidReceiveMessage(async (message: unknown) => {
      const { fromReportView } = await import('../../../webview/protocol/messages');
      const parsed = fromReportView.safeParse(message);
      if (!parsed.success) return;
      switch (parsed.data.type) {
        case 'ready':
          this.refresh();
          break;
        case 'checkAgain':
          this.source.run();
          break;
        case 'cancel':
          this.source.cancel();
          break;
        case 'copy':
          void vscode.env.clipboard.writeText(parsed.data.text);
          break;
        case 'export':
          void this.#export(parsed.data.format);
          break;
      }
    });
    panel.onDidDispose(() => (this.#panel = undefined));
    this.#draw(panel);
    return panel;
  }

  #draw(panel: vscode.WebviewPanel): void {
    panel.title = this.source.title();
    panel.webview.html = webviewHtml(panel.webview, this.extensionUri, 'report', panel.title);
  }

  async #export(format: 'markdown' | 'json'): Promise<void> {
    const report = this.source.current();
    if (!report) return;
    const { reportMarkdown } = await import('./markdown');
    const [extension, content] =
      format === 'json' ? ['json', `${JSON.stringify(this.source.data(), null, 2)}\n`] : ['md', reportMarkdown(report)];
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const name = `rempart-${this.source.kind}-${new Date().toISOString().slice(0, 10)}.${extension}`;
    const target = await vscode.window.showSaveDialog({
      ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {}),
      title: t('Export the report'),
    });
    if (target) await vscode.workspace.fs.writeFile(target, Buffer.from(content, 'utf8'));
  }

  #post(message: ToReportView): void {
    void this.#panel?.webview.postMessage(message);
  }
}
