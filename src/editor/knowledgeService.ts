// Keeps the index of the open folders alive: starts its process when it is first needed, follows the disk, shows progress.
import path from 'node:path';
import * as vscode from 'vscode';
import { errorMessage, isAbortError, RempartError } from '../base/errors';
import type { Logger } from '../base/logger';
import { t } from '../base/l10n';
import type {
  CompactionReport,
  EmbedderChoice,
  IndexProgress,
  IndexReport,
  IndexStatus,
  Knowledge,
  KnowledgeOptions,
  NotIndexed,
  SearchRequest,
  SearchResponse,
} from '../knowledge/types';
import type { PowerSource } from '../posture/probes/power';
import { ProgressRate, progressText } from './indexTexts';
import { PowerPause } from './powerPause';
import { isLoopbackEndpoint, readRemoteStore, remoteCredentials, type RemoteStore } from './remoteStore';
import type { Settings } from './settings';
import { withProgress } from './messages';

/** Milliseconds of quiet after a file event before the index looks: a save of many files is one update. */
const settleMilliseconds = 400;

/** How often the source of power is looked at, milliseconds; asking Windows starts a PowerShell. */
const powerInterval = process.platform === 'win32' ? 5 * 60_000 : 60_000;

/** Where the user's wish to pause is kept. */
const pausedKey = 'rempart.indexPaused';

export interface KnowledgeServiceOptions {
  readonly settings: () => Settings;
  readonly storeUri: string;
  readonly create: (options: KnowledgeOptions) => Promise<Knowledge>;
  readonly chooseEmbedder: (settings: Settings) => Promise<ChosenEmbedder>;
  /** Writes into the audit log that texts go to this server from now on. */
  readonly recordRemote: (label: string, model: string) => Promise<void>;
  readonly memory: KnowledgeMemory;
  readonly probePower: () => Promise<PowerSource>;
  readonly logger: Logger;
}

/** The embedding model of the settings; what the view says of it when it lies elsewhere. */
export interface ChosenEmbedder {
  readonly embedder: EmbedderChoice;
  readonly embedderToken?: string;
  readonly remote?: RemoteEmbedder;
}

export interface RemoteEmbedder {
  /** Host of the server. */
  readonly label: string;
  /** Why it is not asked. */
  readonly problem?: string;
}

/** What the service keeps between sessions, and for whom. */
export interface KnowledgeMemory {
  /** Of this workspace. */
  readonly workspace: vscode.Memento;
  readonly secrets: vscode.SecretStorage;
}

export interface UpdateOptions {
  /** The user asked for it and may cancel it: a notification beside the view. */
  readonly notify?: boolean;
  /** Reads these files again though they look unchanged. */
  readonly again?: boolean;
}

export class KnowledgeService implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<IndexStatus>();
  readonly onDidChangeStatus = this.#changed.event;
  readonly #subscriptions: vscode.Disposable[] = [];
  readonly #pending = new Set<string>();
  readonly #rate = new ProgressRate();
  #knowledge: Promise<Knowledge> | undefined;
  #status: IndexStatus = { state: 'starting', files: 0, chunks: 0, vectors: 0, bytesOnDisk: 0 };
  #settle: NodeJS.Timeout | undefined;
  #update: AbortController | undefined;
  #lastReport: IndexReport | undefined;
  /** The user cancelled an update, and none went to its end since. */
  #cancelled = false;
  #progressText: string | undefined;
  #remote: RemoteStore | undefined;
  #remoteEmbedder: RemoteEmbedder | undefined;
  readonly #power: PowerPause;

  constructor(private readonly options: KnowledgeServiceOptions) {
    void vscode.commands.executeCommand('setContext', pausedKey, this.isPaused);
    this.#power = new PowerPause({
      probe: options.probePower,
      wanted: () => options.settings().pauseOnBattery,
      onChange: () => void this.#powerChanged(),
      interval: powerInterval,
    });
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
    return this.notIndexed === undefined;
  }

  /** Why nothing is indexed here; absent where something may be. */
  get notIndexed(): NotIndexed | undefined {
    if (this.#roots().length === 0) return 'no-folder';
    if (!vscode.workspace.isTrusted) return 'untrusted';
    return this.options.settings().indexEnabled ? undefined : 'off';
  }

  /** How far, how fast, how long still; absent when nothing is going on. */
  get progressText(): string | undefined {
    return this.#progressText;
  }

  /** Where the tables lie when not on this machine. */
  get remote(): RemoteStore | undefined {
    return this.#remote;
  }

  /** The server that computes the vectors when not this machine. */
  get remoteEmbedder(): RemoteEmbedder | undefined {
    return this.#remoteEmbedder;
  }

  /** Absolute folder of this workspace's index on this machine. */
  get localStore(): string {
    return this.options.storeUri;
  }

  get isPaused(): boolean {
    return this.options.memory.workspace.get<boolean>(pausedKey) === true;
  }

  /** Whether the last update was cancelled before it had read everything. */
  get isUnfinished(): boolean {
    return this.#cancelled && this.#status.state === 'idle';
  }

  /** Whether indexing waits for the mains only, not for the user. */
  get waitsForMains(): boolean {
    return this.#power.pauses && !this.isPaused;
  }

  /** Indexes though the machine runs on its battery, until it has been on the mains again. */
  async indexAnyway(): Promise<void> {
    this.#power.goOn();
    await this.resume();
  }

  /** Stops reading and embedding in this workspace, also after a restart of the editor. What is there still answers. */
  async pause(): Promise<void> {
    await this.#setPaused(true);
    this.#update?.abort();
    this.#setStatus({ ...this.#status, state: 'paused' });
  }

  async resume(): Promise<void> {
    await this.#setPaused(false);
    await this.update(undefined, { notify: true });
  }

  /** Gives the space of older versions of the tables back; nothing when there is no index. */
  async compact(): Promise<CompactionReport | undefined> {
    return this.enabled ? (await this.#start()).compact() : undefined;
  }

  /**
   * The file of this path in one of the open folders; the path comes from the index, and the index from names that we do
   * not trust.
   */
  async fileAt(relative: string): Promise<vscode.Uri | undefined> {
    for (const root of this.#roots()) {
      const file = path.resolve(root, relative);
      if (!file.startsWith(root + path.sep)) continue;
      const uri = vscode.Uri.file(file);
      try {
        await vscode.workspace.fs.stat(uri);
        return uri;
      } catch {
        // In another folder, or gone.
      }
    }
    return undefined;
  }

  async search(request: SearchRequest, signal?: AbortSignal): Promise<SearchResponse> {
    const { notIndexed } = this;
    if (notIndexed !== undefined) return { passages: [], mode: 'lexical', files: 0, milliseconds: 0, notIndexed };
    return (await this.#start()).search(request, signal);
  }

  /** Brings the index up to date, with progress in the view. While it is paused this only reads how it stands. */
  async update(
    paths?: readonly string[],
    { notify = false, again = false }: UpdateOptions = {},
  ): Promise<IndexReport | undefined> {
    if (!this.enabled) return undefined;
    await this.#power.start();
    const abort = new AbortController();
    this.#update = abort;
    await vscode.commands.executeCommand('setContext', 'rempart.indexing', true);
    try {
      const knowledge = await this.#start();
      const report = await this.#withProgress(abort, notify, (onProgress) =>
        knowledge.update(paths, { signal: abort.signal, onProgress, again }),
      );
      this.#lastReport = report;
      if (paths === undefined) this.#cancelled = false;
      this.options.logger.info(
        `index: ${report.files} files, ${report.chunks} chunks, ${report.changedFiles} changed, ${report.seconds.toFixed(1)} s`,
      );
      return report;
    } catch (error) {
      if (isAbortError(error)) this.#cancelled = true;
      else this.options.logger.warn(`index update failed: ${errorMessage(error)}`);
      // The process restarts by itself and resumes; the view shows its state.
      return undefined;
    } finally {
      if (this.#update === abort) this.#update = undefined;
      await vscode.commands.executeCommand('setContext', 'rempart.indexing', this.#update !== undefined);
      this.#changed.fire(this.#status);
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

  /** Removes the index, from the disk and from an object store; the next update builds it anew. */
  async erase(): Promise<void> {
    const remote = readRemoteStore(this.options.storeUri);
    if (remote !== undefined && this.enabled) await (await this.#start()).drop();
    await this.#end();
    for (const folder of [this.options.storeUri, ...(remote === undefined ? [] : [remote.catalogueFolder])]) {
      try {
        await vscode.workspace.fs.delete(vscode.Uri.file(folder), { recursive: true });
      } catch (error) {
        if (!(error instanceof vscode.FileSystemError)) throw error;
      }
    }
    this.#lastReport = undefined;
    this.#setStatus({ state: 'idle', files: 0, chunks: 0, vectors: 0, bytesOnDisk: 0 });
  }

  dispose(): void {
    clearTimeout(this.#settle);
    this.#power.dispose();
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
      if (this.enabled) this.#setStatus({ ...this.#status, state: 'failed', message: errorMessage(error) });
      throw error;
    });
    return this.#knowledge;
  }

  async #create(): Promise<Knowledge> {
    const settings = this.options.settings();
    if (!this.enabled) throw new RempartError('index-disabled', t('The index is off for this workspace.'));
    const { remote, ...chosen } = await this.options.chooseEmbedder(settings);
    this.#remoteEmbedder = remote;
    if (remote !== undefined && chosen.embedder.kind === 'ollama')
      await this.options.recordRemote(remote.label, chosen.embedder.model);
    const knowledge = await this.options.create({
      roots: this.#roots(),
      ...(await this.#place()),
      paused: this.isPaused || this.#power.pauses,
      ...chosen,
      excludes: settings.indexExclude,
      maxFileBytes: settings.maxFileBytes,
      maxIndexBytes: settings.maxIndexBytes,
    });
    knowledge.onDidChangeStatus((status) => this.#setStatus(status));
    this.#setStatus(knowledge.status);
    return knowledge;
  }

  /** Where the tables lie: on this machine, or in the object store that the user chose and gave credentials for. */
  async #place(): Promise<Pick<KnowledgeOptions, 'storeUri' | 'catalogueFolder' | 'storageOptions'>> {
    this.#remote = readRemoteStore(this.options.storeUri);
    if (this.#remote === undefined) return { storeUri: this.options.storeUri };
    const { uri, catalogueFolder, endpoint, region } = this.#remote;
    const credentials = await remoteCredentials(this.#remote, this.options.memory.secrets);
    if (credentials === undefined) {
      throw new RempartError(
        'no-credentials',
        t(
          'The index is to be kept at {0}, but there are no credentials for it: run “Rempart: Set Credentials of the Index Store”.',
          this.#remote.label,
        ),
      );
    }
    return {
      storeUri: uri,
      catalogueFolder,
      storageOptions: {
        ...credentials,
        ...(region === '' ? {} : { region }),
        ...(endpoint === '' ? {} : { endpoint }),
        ...(isLoopbackEndpoint(endpoint) ? { allow_http: 'true' } : {}),
      },
    };
  }

  async #setPaused(paused: boolean): Promise<void> {
    await this.options.memory.workspace.update(pausedKey, paused || undefined);
    await vscode.commands.executeCommand('setContext', pausedKey, paused);
    await this.#tellPause();
  }

  async #tellPause(): Promise<void> {
    await vscode.commands.executeCommand('setContext', 'rempart.indexWaitsForMains', this.waitsForMains);
    // One that could not start is told when it does.
    await (await this.#knowledge?.catch(() => undefined))?.setPaused(this.isPaused || this.#power.pauses);
  }

  async #powerChanged(): Promise<void> {
    try {
      await this.#tellPause();
      if (this.#power.pauses) this.#update?.abort();
      else if (!this.isPaused) await this.update();
    } catch (error) {
      this.options.logger.warn(`index: ${errorMessage(error)}`);
    }
    this.#changed.fire(this.#status);
  }

  async #withProgress<T>(
    abort: AbortController,
    notify: boolean,
    work: (onProgress: (progress: IndexProgress) => void) => Promise<T>,
  ): Promise<T> {
    const location = notify ? vscode.ProgressLocation.Notification : { viewId: 'rempart.index' };
    const options = { location, cancellable: true, title: t('Rempart: indexing') };
    return withProgress(options, (progress, token) => {
      token.onCancellationRequested(() => abort.abort());
      let last = 0;
      return work(({ done, total }) => {
        const percent = total === 0 ? 0 : (100 * done) / total;
        // The bar never goes back: reading and embedding are two ways along it.
        progress.report({
          increment: Math.max(0, percent - last),
          ...(this.#progressText === undefined ? {} : { message: this.#progressText }),
        });
        last = percent;
      });
    });
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
    const { progress } = status;
    this.#progressText = progress && progressText(progress, this.#rate.observe(progress, performance.now()));
    this.#changed.fire(status);
  }
}
