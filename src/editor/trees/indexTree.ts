// The Index view: state, counts, size, and every file that could not be read.
import * as vscode from 'vscode';
import { t } from '../../base/l10n';
import { formatNumber } from '../chat/turnView';
import type { KnowledgeService } from '../knowledgeService';

interface IndexNode {
  readonly label: string;
  readonly description?: string;
  readonly icon: string;
  readonly children?: readonly IndexNode[];
}

export class IndexTree implements vscode.TreeDataProvider<IndexNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #subscription: vscode.Disposable;

  constructor(private readonly knowledge: KnowledgeService) {
    this.#subscription = knowledge.onDidChangeStatus(() => this.#changed.fire());
  }

  getTreeItem(node: IndexNode): vscode.TreeItem {
    const state = node.children ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None;
    const item = new vscode.TreeItem(node.label, state);
    item.iconPath = new vscode.ThemeIcon(node.icon);
    if (node.description !== undefined) item.description = node.description;
    item.tooltip = [node.label, node.description].filter((part) => part !== undefined).join(': ');
    return item;
  }

  getChildren(node?: IndexNode): IndexNode[] {
    return [...(node ? (node.children ?? []) : this.#roots())];
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  #roots(): readonly IndexNode[] {
    if (!this.knowledge.enabled) {
      return vscode.workspace.workspaceFolders === undefined
        ? []
        : [
            {
              label: t('Not indexed'),
              description: t('trust this workspace, or switch the index on'),
              icon: 'circle-slash',
            },
          ];
    }
    const { status, lastReport } = this.knowledge;
    const nodes: IndexNode[] = [
      {
        label: stateLabel(status.state),
        ...(status.message === undefined ? {} : { description: status.message }),
        icon: stateIcon(status.state),
      },
      { label: t('Files'), description: formatNumber(status.files), icon: 'files' },
      { label: t('Passages'), description: formatNumber(status.chunks), icon: 'list-selection' },
      {
        label: t('Found by meaning'),
        description: status.vectors === 0 ? t('no embedding model') : t('{0} passages', formatNumber(status.vectors)),
        icon: 'symbol-array',
      },
      {
        label: t('Size on disk'),
        description: t('{0} MB', formatNumber(Math.round(status.bytesOnDisk / 1e5) / 10)),
        icon: 'database',
      },
    ];
    const errors = lastReport?.errors ?? [];
    if (errors.length > 0) {
      nodes.push({
        label: t('Files that could not be read'),
        description: formatNumber(errors.length),
        icon: 'warning',
        children: errors.map(({ path, message }) => ({ label: path, description: message, icon: 'file' })),
      });
    }
    return nodes;
  }
}

function stateLabel(state: string): string {
  switch (state) {
    case 'idle':
      return t('Up to date');
    case 'indexing':
      return t('Indexing');
    case 'restarting':
      return t('Restarting');
    case 'failed':
      return t('Not working');
    default:
      return t('Starting');
  }
}

function stateIcon(state: string): string {
  switch (state) {
    case 'idle':
      return 'pass';
    case 'failed':
      return 'error';
    default:
      return 'sync';
  }
}
