// Stands in for the module `vscode` in unit tests: as much of it as the commands and the chat use. Everything that asks or
// tells the user is a mock, which a test looks at and makes answer.
//
//   vi.mock('vscode', () => import('../../support/fakeEditor'));
import { vi } from 'vitest';

export class EventEmitter<T> {
  readonly #listeners = new Set<(value: T) => unknown>();
  readonly event = (listener: (value: T) => unknown): { dispose(): void } => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };
  fire(value: T): void {
    for (const listener of this.#listeners) listener(value);
  }
  dispose(): void {
    this.#listeners.clear();
  }
}

export class Uri {
  private constructor(
    readonly scheme: string,
    readonly fsPath: string,
    readonly query = '',
  ) {}
  static from({ scheme, path, query }: { scheme: string; path: string; query?: string }): Uri {
    return new Uri(scheme, path, query);
  }
  static file(file: string): Uri {
    return new Uri('file', file);
  }
  static joinPath(base: Uri, ...parts: readonly string[]): Uri {
    return new Uri(base.scheme, [base.fsPath, ...parts].join('/'));
  }
  static parse(text: string): Uri {
    const { protocol, pathname } = new URL(text);
    return new Uri(protocol.slice(0, -1), decodeURIComponent(pathname));
  }
  get path(): string {
    return this.fsPath;
  }
  toString(): string {
    return `${this.scheme}://${encodeURI(this.fsPath)}${this.query === '' ? '' : `?${this.query}`}`;
  }
}

export class Range {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
  constructor(startLine: number, startCharacter: number, endLine: number, endCharacter: number) {
    this.start = { line: startLine, character: startCharacter };
    this.end = { line: endLine, character: endCharacter };
  }
  get isEmpty(): boolean {
    return this.start.line === this.end.line && this.start.character === this.end.character;
  }
}

/** One replacement at a time is enough for what uses it. */
export class WorkspaceEdit {
  readonly replaced: { readonly uri: Uri; readonly range: Range; readonly text: string }[] = [];
  replace(uri: Uri, range: Range, text: string): void {
    this.replaced.push({ uri, range, text });
  }
}

export class TabInputTextDiff {
  constructor(
    readonly original: Uri,
    readonly modified: Uri,
  ) {}
}

export class ThemeIcon {
  constructor(readonly id: string) {}
}
export class ThemeColor {
  constructor(readonly id: string) {}
}
export class TreeItem {
  constructor(readonly label: string) {}
}

/** A list that the test drives: `value` is what was typed, `accept` and `press` are what the user does. */
export class QuickPick<Item> {
  readonly #changed = new EventEmitter<string>();
  readonly #accepted = new EventEmitter<undefined>();
  readonly #pressed = new EventEmitter<{ readonly item: Item; readonly button: unknown }>();
  readonly #hidden = new EventEmitter<undefined>();
  readonly onDidChangeValue = this.#changed.event;
  readonly onDidAccept = this.#accepted.event;
  readonly onDidTriggerItemButton = this.#pressed.event;
  readonly onDidHide = this.#hidden.event;
  title = '';
  placeholder = '';
  value = '';
  busy = false;
  items: readonly Item[] = [];
  selectedItems: readonly Item[] = [];
  show(): void {
    shownQuickPicks.push(this);
  }
  hide(): void {
    this.#hidden.fire(undefined);
  }
  dispose(): void {
    this.hide();
  }
  type(value: string): void {
    this.value = value;
    this.#changed.fire(value);
  }
  accept(item: Item): void {
    this.selectedItems = [item];
    this.#accepted.fire(undefined);
  }
  press(item: Item, button: unknown): void {
    this.#pressed.fire({ item, button });
  }
}

/** Lists that were shown, oldest first. */
export const shownQuickPicks: unknown[] = [];

export enum ProgressLocation {
  Notification = 15,
}
export enum ConfigurationTarget {
  Global = 1,
}
export enum TreeItemCollapsibleState {
  None = 0,
  Expanded = 2,
}
export enum ViewColumn {
  Active = -1,
}

const nothing = { dispose: (): undefined => undefined };

export const window = {
  activeTextEditor: undefined as unknown,
  visibleTextEditors: [] as unknown[],
  tabGroups: { all: [] as { readonly tabs: readonly { readonly input: unknown }[] }[], close: vi.fn() },
  showInformationMessage: vi.fn(),
  showWarningMessage: vi.fn(),
  showErrorMessage: vi.fn(),
  showQuickPick: vi.fn(),
  createQuickPick: () => new QuickPick(),
  showInputBox: vi.fn(),
  showSaveDialog: vi.fn(),
  showTextDocument: vi.fn(),
  createWebviewPanel: vi.fn(),
  withProgress: vi.fn((_: unknown, work: (progress: unknown, token: unknown) => unknown) =>
    work({ report: () => undefined }, { onCancellationRequested: () => nothing }),
  ),
};

export const commands = { executeCommand: vi.fn() };

export const workspace = {
  isTrusted: true,
  workspaceFolders: undefined as { readonly uri: Uri }[] | undefined,
  onDidChangeTextDocument: () => nothing,
  onDidChangeWorkspaceFolders: () => nothing,
  onDidGrantWorkspaceTrust: () => nothing,
  createFileSystemWatcher: () => ({
    ...nothing,
    onDidChange: () => nothing,
    onDidCreate: () => nothing,
    onDidDelete: () => nothing,
  }),
  asRelativePath: (uri: Uri) => uri.fsPath.replace(/^\//u, ''),
  openTextDocument: vi.fn(),
  applyEdit: vi.fn(),
  findFiles: vi.fn(),
  fs: { stat: vi.fn(), writeFile: vi.fn() },
  getConfiguration: vi.fn(),
};

export const languages = { getLanguages: vi.fn(), getDiagnostics: vi.fn() };

export const env = { language: 'en', machineId: 'machine', clipboard: { writeText: vi.fn() } };
