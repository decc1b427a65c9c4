// The Models view: what the local Ollama has, and what is known about the files behind each name.
import * as vscode from 'vscode';
import { formatNumber } from '../../base/format';
import { t } from '../../base/l10n';
import type { IntegrityStatus, LocalModel } from '../../models/types';
import { integrityLines } from '../chat/surroundings';

export interface ModelNode {
  readonly model: LocalModel;
  readonly integrity: IntegrityStatus;
  readonly active: boolean;
}

export class ModelsTree implements vscode.TreeDataProvider<ModelNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  #nodes: readonly ModelNode[] = [];

  show(nodes: readonly ModelNode[]): void {
    this.#nodes = nodes;
    this.#changed.fire();
  }

  getTreeItem({ model, integrity, active }: ModelNode): vscode.TreeItem {
    const item = new vscode.TreeItem(model.name);
    item.iconPath = integrityIcon(integrity, model.remoteHost !== undefined);
    const facts = [
      model.parameterSize,
      model.quantization,
      t('{0} MB', formatNumber(Math.round(model.size / 1e6))),
      active ? t('in use') : undefined,
    ];
    item.description = facts.filter((fact) => fact !== undefined).join(' · ');
    item.tooltip = `${model.name}\n${model.remoteHost === undefined ? integrityLines(integrity).join('\n') : t('Runs on {0}: never used', model.remoteHost)}\n${model.digest.slice(0, 12)}`;
    item.contextValue = 'model';
    return item;
  }

  getChildren(node?: ModelNode): ModelNode[] {
    return node ? [] : [...this.#nodes];
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

function integrityIcon(integrity: IntegrityStatus, remote: boolean): vscode.ThemeIcon {
  if (remote) return new vscode.ThemeIcon('circle-slash');
  switch (integrity.state) {
    case 'untrusted':
      return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
    case 'verified':
      return new vscode.ThemeIcon('verified-filled', new vscode.ThemeColor('extensionIcon.verifiedForeground'));
    case 'unverified':
      return new vscode.ThemeIcon('question');
    default:
      return new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  }
}
