// The Index view: state, progress, counts, model, size, and every file that could not be read with the reason.
import { posix } from 'node:path';
import * as vscode from 'vscode';
import { count, formatNumber, labelled } from '../../base/format';
import { t } from '../../base/l10n';
import type { IndexReport, IndexStatus } from '../../knowledge/types';
import { notIndexedView } from '../chat/turnView';
import { fullText, sizeText } from '../indexTexts';
import type { KnowledgeService } from '../knowledgeService';

export interface IndexNode {
  readonly label: string;
  readonly description?: string;
  readonly icon: string;
  readonly command?: string;
  /** What the command gets; the line itself when absent. */
  readonly argument?: string;
  /** What the menus go by. */
  readonly kind?: 'state' | 'battery' | 'model' | 'error';
  /** Path of a file that could not be read, relative to its workspace folder. */
  readonly file?: string;
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
    const { label, description, icon, kind, command, argument, file, children } = node;
    const state = children ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.None;
    const item = new vscode.TreeItem(label, state);
    item.iconPath = new vscode.ThemeIcon(icon);
    if (description !== undefined) item.description = description;
    const name = file ?? label;
    const text = description === undefined ? name : labelled(name, description);
    item.tooltip = text;
    item.accessibilityInformation = { label: text };
    if (kind !== undefined) item.contextValue = `index.${kind}`;
    if (command !== undefined) item.command = { command, title: label, arguments: [argument ?? node] };
    return item;
  }

  getChildren(node?: IndexNode): IndexNode[] {
    return [...(node ? (node.children ?? []) : this.#roots())];
  }

  /** Draws the view again, for a change of language. */
  refresh(): void {
    this.#changed.fire();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  /** The first line: what the index is doing, and the way on where it waits for somebody. */
  #state(): IndexNode {
    const { status, progressText, waitsForMains, isUnfinished } = this.knowledge;
    if (isUnfinished) {
      const description = t('cancelled: go on');
      return { label: t('Not complete'), description, icon: 'warning', kind: 'state', command: 'rempart.updateIndex' };
    }
    const label = stateLabel(status.state);
    const icon = stateIcon(status.state);
    if (status.state === 'paused' && waitsForMains) {
      const description = t('on battery: index now anyway');
      return { label, description, icon, kind: 'battery', command: 'rempart.indexAnyway' };
    }
    const description = status.message ?? progressText;
    return { label, ...(description === undefined ? {} : { description }), icon, kind: 'state' };
  }

  #roots(): readonly IndexNode[] {
    const { notIndexed } = this.knowledge;
    // Without a folder the view says what to do (viewsWelcome).
    if (notIndexed === 'no-folder') return [];
    if (notIndexed !== undefined) {
      const description = notIndexedView(notIndexed).text;
      const command = notIndexed === 'untrusted' ? 'workbench.trust.manage' : 'workbench.action.openSettings';
      return [
        { label: t('Not indexed'), description, icon: 'circle-slash', command, argument: '@id:rempart.index.enabled' },
      ];
    }
    const { status, lastReport, remote, remoteEmbedder } = this.knowledge;
    const nodes: IndexNode[] = [
      this.#state(),
      // What needs the user comes first: the view may be a few lines high.
      ...(status.full === undefined
        ? []
        : [
            {
              label: t('Full'),
              description: fullText(status.full),
              icon: 'warning',
              command: 'workbench.action.openSettings',
              argument: '@id:rempart.index.maxSizeGigabytes,rempart.index.exclude',
            },
          ]),
      ...errorNodes(lastReport?.errors ?? []),
      { label: t('Files'), description: formatNumber(status.files), icon: 'files' },
      { label: t('Passages'), description: formatNumber(status.chunks), icon: 'list-selection' },
      {
        label: t('Found by meaning'),
        description:
          status.model === undefined
            ? t('no')
            : count(
                status.vectors,
                (n) => t('{0} passage', n),
                (n) => t('{0} passages', n),
              ),
        icon: 'symbol-array',
      },
      {
        label: t('Model'),
        description: modelText(status),
        icon: 'symbol-misc',
        kind: 'model',
        command: 'rempart.chooseEmbeddingModel',
      },
      { label: t('Size on disk'), description: sizeText(status.bytesOnDisk), icon: 'database' },
    ];
    if (remoteEmbedder !== undefined) {
      const { label, problem } = remoteEmbedder;
      nodes.push({
        label: t('Vectors computed at'),
        description: problem === undefined ? label : labelled(problem, label),
        icon: problem === undefined ? 'cloud' : 'warning',
        command: 'rempart.setEmbeddingsToken',
      });
    }
    if (remote !== undefined)
      nodes.push({ label: t('Texts and vectors kept at'), description: remote.label, icon: 'cloud' });
    return nodes;
  }
}

function errorNodes(errors: IndexReport['errors']): readonly IndexNode[] {
  if (errors.length === 0) return [];
  const children = errors.map(({ path, message }) => ({
    // The name and the reason side by side; the folder is in the tooltip.
    label: posix.basename(path),
    description: message,
    icon: 'file',
    kind: 'error' as const,
    file: path,
    command: 'rempart.openIndexedFile',
  }));
  return [
    { label: t('Files that could not be read'), description: formatNumber(errors.length), icon: 'warning', children },
  ];
}

function modelText({ model, previousModel }: IndexStatus): string {
  if (model === undefined) return t('none: words only');
  return previousModel === undefined ? model : t('{0}; {1} answers until it is ready', model, previousModel);
}

function stateLabel(state: IndexStatus['state']): string {
  switch (state) {
    case 'idle':
      return t('Up to date');
    case 'indexing':
      return t('Indexing');
    case 'paused':
      return t('Paused');
    case 'restarting':
      return t('Restarting');
    case 'failed':
      return t('Not working');
    case 'starting':
      return t('Starting');
  }
}

function stateIcon(state: IndexStatus['state']): string {
  switch (state) {
    case 'idle':
      return 'pass';
    case 'failed':
      return 'error';
    case 'paused':
      return 'debug-pause';
    default:
      return 'sync~spin';
  }
}
