// Activation: builds the object graph and registers what package.json contributes, nothing else.
import type * as vscode from 'vscode';
import { Container } from './editor/container';

export function activate(context: vscode.ExtensionContext): void {
  const container = new Container(context);
  context.subscriptions.push(container);
  container.register();
}
