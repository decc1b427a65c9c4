// Keeps the index of the open folders alive: starts its process when it is first needed, follows the disk, shows progress.
import * as vscode from 'vscode';
import { errorMessage, isAbortError, RempartError } from '../base/errors';
import type { Logger } from '../base/logger';
import { t } from '../base/l10n';
import type {
  EmbedderChoice,
  IndexReport,
  IndexStatus,
  Knowledge,
  KnowledgeOptions,
  SearchRequest,
  SearchResponse,
} from '../knowledge/types';
import { formatNumber } from './chat/turnView';
import type { Settings } from './settings';

/** Milliseconds of quiet after a file event before the index looks: a save of many files is one update. */
const settleMilliseconds = 400;

export interface KnowledgeServiceOptions {
  readonly settings: () => Settings;
  readonly storeUri: string;
  readonly create: (options: KnowledgeOptions) => Promise<Knowledge>;
  readonly chooseEmbedder: (settings: Settings) => Promise<EmbedderChoice>;
  readonly logger: Logger;
}

export class KnowledgeService implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<IndexStatus>();
  readonly onDidChangeStatus = this.#changed.event;
  readonly #subscriptions: vscode.Disposable[] = [];
  readonly #pending = new Set<string>();
  #knowledge: Promise<Knowledge> | undefined;
  #status: IndexStatus = { state: 'starting', files: 0, chunks: 0, vectors: 0, bytesOnDisk: 0 };
  #settle: NodeJS.Timeout | undefined;
  #update: AbortController | undefined;
  #lastReport: IndexReport | undefined;

  constructor(private readonly options: KnowledgeServiceOptions) {
    const watcher = vscode.workspace.createFileSystemWatcher('**/*');
    this.#subscriptions.push(
      watcher,
      watcher.onDidChange((uri) => this.#touched(uri)),
      watcher.onDidCreate((uri) => this.#touched(uri)),
      watcher.onDidDelete((uri) => this.#touched(uri)),
      vscode.workspace.onDidChangeWorkspaceFolders(() => void this.restart()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => void this.update()),
    );
  }

  get status(): IndexStatus {
    return this.#status;
  }

  get lastReport(): IndexReport | undefined {
    return this.#lastReport;
  }

  /** Whether there is anything that may be indexed: a trusted workspace with folders, and the user wants it. */
  get enabled(): boolean {
    return vscode.workspace.isTrusted && this.#roots().length > 0 && this.options.settings().indexEnabled;
  }

  async search(request: SearchRequest, signal?: AbortSignal): Promise<SearchResponse> {
    if (!this.enabled) return { passages: [], mode: 'lexical', files: 0, milliseconds: 0 };
    return (await this.#start()).search(request, signal);
  }

  /** Brings the index up to date; one run at a time, with a progress notification that can be cancelled when it takes long. */
  async update(paths?: readonly string[]): Promise<IndexReport | undefined> {
    if (!this.enabled) return undefined;
    const abort = new AbortController();
    this.#update = abort;
    await vscode.commands.executeCommand('setContext', 'rempart.indexing', true);
    try {
      const knowledge = await this.#start();
      const report = await this.#withProgress(abort, (onProgress) =>
        knowledge.update(paths, { signal: abort.signal, onProgress }),
      );
      this.#lastReport = report;
      this.options.logger.info(
        `index: ${report.files} files, ${report.chunks} chunks, ${report.changedFiles} changed, ${report.seconds.toFixed(1)} s`,
      );
      return report;
    } catch (error) {
      if (!isAbortError(error)) this.options.logger.warn(`index update failed: ${errorMessage(error)}`);
      // The process restarts by itself and resumes; the view shows its state.
      return undefined;
    } finally {
      if (this.#update === abort) this.#update = undefined;
      await vscode.commands.executeCommand('setContext', 'rempart.indexing', this.#update !== undefined);
    }
  }

  cancel(): void {
    this.#update?.abort();
  }

  /** Ends the process and starts it with the settings as they are now. */
  async restart(): Promise<void> {
    await this.#end();
    await this.update();
  }

  /** Removes the index from disk; the next update builds it anew. */
  async erase(): Promise<void> {
    await this.#end();
    const store = vscode.Uri.file(this.options.storeUri);
    try {
      await vscode.workspace.fs.delete(store, { recursive: true });
    } catch (error) {
      if (!(error instanceof vscode.FileSystemError)) throw error;
    }
    this.#setStatus({ state: 'idle', files: 0, chunks: 0, vectors: 0, bytesOnDisk: 0 });
  }

  dispose(): void {
    clearTimeout(this.#settle);
    this.#update?.abort();
    for (const subscription of this.#subscriptions) subscription.dispose();
    void this.#knowledge?.then(
      (knowledge) => knowledge.dispose(),
      () => undefined,
    );
    this.#changed.dispose();
  }

  async #end(): Promise<void> {
    this.#update?.abort();
    const old = this.#knowledge;
    this.#knowledge = undefined;
    try {
      (await old)?.dispose();
    } catch {
      // It never started: there is nothing to end.
    }
  }

  #start(): Promise<Knowledge> {
    this.#knowledge ??= this.#create().catch((error: unknown) => {
      this.#knowledge = undefined;
      throw error;
    });
    return this.#knowledge;
  }

  async #create(): Promise<Knowledge> {
    const settings = this.options.settings();
    if (!this.enabled) throw new RempartError('index-disabled', t('The index is off for this workspace.'));
    const knowledge = await this.options.create({
      roots: this.#roots(),
      storeUri: this.options.storeUri,
      embedder: await this.options.chooseEmbedder(settings),
      excludes: settings.indexExclude,
      maxFileBytes: settings.maxFileBytes,
    });
    knowledge.onDidChangeStatus((status) => this.#setStatus(status));
    this.#setStatus(knowledge.status);
    return knowledge;
  }

  #withProgress<T>(
    abort: AbortController,
    work: (onProgress: (progress: { done: number; total: number }) => void) => Promise<T>,
  ): Promise<T> {
    let last = 0;
    return Promise.resolve(
      vscode.window.withProgress(
        { location: { viewId: 'rempart.index' }, cancellable: true, title: t('Indexing') },
        (progress, token) => {
          token.onCancellationRequested(() => abort.abort());
          return work(({ done, total }) => {
            const percent = total === 0 ? 0 : (100 * done) / total;
            progress.report({ increment: percent - last, message: `${formatNumber(done)} / ${formatNumber(total)}` });
            last = percent;
          });
        },
      ),
    );
  }

  #touched(uri: vscode.Uri): void {
    if (uri.scheme !== 'file' || !this.enabled || /[/\\](?:\.git|node_modules)[/\\]/u.test(uri.fsPath)) return;
    this.#pending.add(uri.fsPath);
    clearTimeout(this.#settle);
    this.#settle = setTimeout(() => {
      const paths = [...this.#pending];
      this.#pending.clear();
      void this.update(paths);
    }, settleMilliseconds);
  }

  #roots(): readonly string[] {
    return (vscode.workspace.workspaceFolders ?? [])
      .filter(({ uri }) => uri.scheme === 'file')
      .map(({ uri }) => uri.fsPath);
  }

  #setStatus(status: IndexStatus): void {
    this.#status = status;
    this.#changed.fire(status);
  }
}
