// The chat webview in the side bar: its HTML, its messages, and nothing of what they mean.
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { language, t } from '../../base/l10n';
import type { ToChatView } from '../../../webview/protocol/chat';
import { renderHtml } from '../../../webview/protocol/html';
import type { FromChatView } from '../../../webview/protocol/messages';

export class ChatViewProvider implements vscode.WebviewViewProvider, vscode.Disposable {
  static readonly viewId = 'rempart.chat';
  readonly #received = new vscode.EventEmitter<FromChatView>();
  readonly #visible = new vscode.EventEmitter<boolean>();
  /** Validated messages of the view. */
  readonly onMessage = this.#received.event;
  readonly onDidChangeVisibility = this.#visible.event;
  #view: vscode.WebviewView | undefined;

  constructor(private readonly extensionUri: vscode.Uri) {}

  get visible(): boolean {
    return this.#view?.visible ?? false;
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.#view = view;
    view.webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(this.extensionUri, 'dist', 'webview')],
    };
    view.webview.onDidReceiveMessage(async (message: unknown) => {
      const { fromChatView } = await import('../../../webview/protocol/messages');
      const parsed = fromChatView.safeParse(message);
      if (parsed.success) this.#received.fire(parsed.data);
    });
    view.onDidChangeVisibility(() => this.#visible.fire(view.visible));
    view.onDidDispose(() => {
      if (this.#view === view) this.#view = undefined;
    });
    this.render();
    this.#visible.fire(view.visible);
  }

  /** Draws the page again, for a change of language. */
  render(): void {
    if (!this.#view) return;
    this.#view.webview.html = webviewHtml(this.#view.webview, this.extensionUri, 'chat', t('Rempart chat'));
  }

  /** Sends a message; dropped when there is no view (the view asks for everything when it comes back). */
  post(message: ToChatView): void {
    void this.#view?.webview.postMessage(message);
  }

  dispose(): void {
    this.#received.dispose();
    this.#visible.dispose();
  }
}

/** The page of a surface, with a nonce of its own and the strict policy of `renderHtml`. */
export function webviewHtml(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  surface: 'chat' | 'report',
  title: string,
): string {
  const resource = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'webview', name)).toString();
  return renderHtml({
    surface,
    nonce: randomBytes(16).toString('base64url'),
    cspSource: webview.cspSource,
    scriptUri: resource(`${surface}.js`),
    styleUri: resource(`${surface}.css`),
    codiconUri: resource('codicon.css'),
    language: language(),
    title,
  });
}
