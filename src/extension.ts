// Activation: builds the object graph and registers what package.json contributes, nothing else.
import type * as vscode from 'vscode';
import { language, setLanguage } from './base/l10n';
import { Container } from './editor/container';
import { readSettings } from './editor/settings';

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const settings = readSettings();
  // Without a wait in English: VS Code counts as activation what comes before the first one.
  if (settings.language !== language()) await setLanguage(settings.language);
  const container = new Container(context, settings);
  context.subscriptions.push(container);
  container.register();
}
