// The policy files of this window: read when they change and before every question, so that a saved file holds at once.
import path from 'node:path';
import * as vscode from 'vscode';
import {
  machineFiles,
  noPolicies,
  PolicyReader,
  workspacePolicyName,
  type LoadedPolicies,
  type PolicyPaths,
} from '../../assistant/policyFiles';

/** Milliseconds to wait for the rest of a burst of file events. */
const settle = 100;

export class PolicyService implements vscode.Disposable {
  readonly #reader = new PolicyReader();
  readonly #changed = new vscode.EventEmitter<LoadedPolicies>();
  readonly onDidChange = this.#changed.event;
  readonly #disposables: vscode.Disposable[] = [];
  #watchers: vscode.Disposable[] = [];
  #loaded: LoadedPolicies = noPolicies;
  #key = JSON.stringify(noPolicies);
  #ready = false;
  #reading: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  /** Whether the files were read once. */
  get ready(): boolean {
    return this.#ready;
  }

  /** What was read last; nothing before the first `refresh`. */
  get loaded(): LoadedPolicies {
    return this.#loaded;
  }

  get paths(): PolicyPaths {
    return this.#reader.paths;
  }

  /** Watches the files; the first reading is for the caller to ask for. */
  start(): void {
    this.#watch();
    this.#disposables.push(
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.#watch();
        void this.refresh();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => void this.refresh()),
    );
  }

  /** Reads the files now; listeners have heard of a change when it resolves. Never rejects. */
  refresh(): Promise<void> {
    // One after the other, so that an older reading never replaces a newer one.
    this.#reading = this.#reading.then(() => this.#read());
    return this.#reading;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const disposable of [...this.#disposables, ...this.#watchers]) disposable.dispose();
    this.#changed.dispose();
  }

  async #read(): Promise<void> {
    const loaded = await this.#reader.read(trustedFolders());
    this.#ready = true;
    const key = JSON.stringify(loaded);
    if (key === this.#key) return;
    this.#key = key;
    this.#loaded = loaded;
    this.#changed.fire(loaded);
  }

  #watch(): void {
    for (const watcher of this.#watchers) watcher.dispose();
    this.#watchers = [
      ...machineFiles(this.paths),
      this.paths.user,
      ...folders().map((folder) => path.join(folder, workspacePolicyName)),
    ].flatMap((file) => {
      const pattern = new vscode.RelativePattern(vscode.Uri.file(path.dirname(file)), path.basename(file));
      const watcher = vscode.workspace.createFileSystemWatcher(pattern);
      const soon = (): void => {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => void this.refresh(), settle);
      };
      return [watcher, watcher.onDidCreate(soon), watcher.onDidChange(soon), watcher.onDidDelete(soon)];
    });
  }
}

/** The folders of this window whose files may say something; none in a workspace that is not trusted. */
export function trustedFolders(): readonly string[] {
  return vscode.workspace.isTrusted ? folders() : [];
}

function folders(): readonly string[] {
  return (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === 'file')
    .map(({ uri }) => uri.fsPath);
}
