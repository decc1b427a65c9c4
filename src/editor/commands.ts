// The commands of package.json, each with what it does; texts and effects of one command stand in one place.
import path from 'node:path';
import * as vscode from 'vscode';
import { errorMessage, isAbortError } from '../base/errors';
import { count, formatNumber } from '../base/format';
import { t } from '../base/l10n';
import type { OllamaClient } from '../models';
import { recordDownload } from './auditService';
import type { Container } from './container';
import { trustLines } from '../models/trusted';
import type { indexHandlers } from './indexCommands';
import type { ModelNode } from './trees/modelsTree';
import { showError, showInformation, showWarning, withProgress } from './messages';

type Handler = (container: Container, argument: unknown) => unknown;

/** Their code is loaded when one of them is called. */
const indexCommands: readonly (keyof typeof indexHandlers)[] = [
  'updateIndex',
  'rebuildIndex',
  'eraseIndex',
  'compactIndex',
  'cancelIndex',
  'pauseIndex',
  'resumeIndex',
  'indexAnyway',
  'openIndexedFile',
  'retryIndexedFile',
  'chooseEmbeddingModel',
  'fetchEmbeddingModel',
  'setStoreCredentials',
  'forgetStoreCredentials',
  'setEmbeddingsToken',
  'forgetEmbeddingsToken',
];

/** Every command of package.json (checked by a test), and the ones only the webview calls. */
export const handlers: Readonly<Record<string, Handler>> = {
  newChat: (container) => container.chat.newChat(),
  history: async (container) => {
    const { showHistory } = await import('./chat/history');
    await showHistory(container.chat, await container.sessions());
  },
  renameChat,
  focusChat: async (container) => {
    await vscode.commands.executeCommand('rempart.chat.focus');
    container.chatView.post({ type: 'composer', focus: true });
  },
  stop: (container) => container.chat.stop(),
  askAboutSelection: async (container) => {
    await vscode.commands.executeCommand('rempart.chat.focus');
    await container.chat.attach('selection');
  },
  addFileToChat: async (container, argument) => {
    const uri = argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
    await vscode.commands.executeCommand('rempart.chat.focus');
    if (uri) await container.chat.attach(uri);
  },
  addContext,
  showBudget: (container) => {
    const { contextTokens } = container.settings;
    void showInformation(
      t(
        'The model reads {0} tokens at most: rules, passages, earlier questions and the answer together. What does not fit is left out and said in the steps of the answer.',
        contextTokens,
      ),
    );
  },
  pickModel,
  pullModel,
  deleteModel,
  verifyModels: (container) => verifyModels(container),
  verifyModel: (container, argument) => verifyModels(container, nameOf(argument)),
  showModelsReport: (container) => container.modelsReport.show(),
  checkPosture: async (container) => {
    await withProgress({ location: { viewId: 'rempart.posture' } }, () => container.machine.checkPosture());
  },
  showPosture: (container) => container.postureReport.show(),
  ...Object.fromEntries(indexCommands.map((name) => [name, runIndexCommand(name)])),
  setUpOllama: (container) =>
    vscode.commands.executeCommand(
      'workbench.action.openWalkthrough',
      `${container.context.extension.id}#start`,
      false,
    ),
  exportChat,
  deleteChat,
  eraseAllChats,
  verifyAuditLog,
  openAuditLog: async (container) => {
    const { currentLogFile } = await import('../audit');
    const file = await currentLogFile(container.auditFolder);
    if (file === undefined) void showInformation(t('The audit log is empty: nothing was asked yet.'));
    else await vscode.window.showTextDocument(vscode.Uri.file(file));
  },
  overrideSuspension,
  showEffectivePolicy,
  openSettings: (container) =>
    vscode.commands.executeCommand('workbench.action.openSettings', `@ext:${container.context.extension.id}`),
  showLog: (container) => container.log.show(),
};

function runIndexCommand(name: keyof typeof indexHandlers): Handler {
  return async (container, argument) => {
    const handler: Handler = (await import('./indexCommands')).indexHandlers[name];
    return handler(container, argument);
  };
}

/** Registers all of them; a failure is said, never swallowed. */
export function registerCommands(container: Container): vscode.Disposable[] {
  return Object.entries(handlers).map(([name, handler]) =>
    vscode.commands.registerCommand(`rempart.${name}`, async (argument: unknown) => {
      try {
        return await handler(container, argument);
      } catch (error) {
        if (isAbortError(error)) return undefined;
        container.logger.error(`${name}: ${errorMessage(error)}`);
        const details = t('Details');
        const choice = await showError(t('Rempart could not do that: {0}', errorMessage(error)), details);
        if (choice === details) container.log.show();
        return undefined;
      }
    }),
  );
}

async function verifyModels(container: Container, model?: string): Promise<void> {
  const report = await container.machine.verifyModels(model === undefined ? undefined : [model]);
  if (!report) return;
  const show = t('Show report');
  const bad = report.models.filter(({ verdict }) => verdict === 'failed');
  const [untrusted] = report.models.filter(({ verdict }) => verdict === 'untrusted');
  const unclear = report.models.filter(({ verdict }) => verdict === 'incomplete');
  const [first] = bad;
  let choice: string | undefined;
  if (first) {
    const failure = first.checks.find(({ state }) => state === 'fail');
    const where = [failure?.message, failure?.evidence].filter((part) => part !== undefined && part !== '').join(' ');
    choice = await showError(t('{0} is not what it should be. {1}', first.model, where), show);
  } else if (report.models.length === 0) {
    choice = await showWarning(t('No model was found in {0}: nothing was verified.', report.modelsDir), show);
  } else if (unclear.length > 0) {
    choice = await showWarning(
      t('{0} could not be verified completely.', unclear.map(({ model: name }) => name).join(', ')),
      show,
    );
  } else if (untrusted) {
    choice = await showWarning(
      t(
        'The files of {0} are intact, but it is not trusted: {1}',
        untrusted.model,
        trustLines(untrusted.trust)[0] ?? '',
      ),
      show,
    );
  } else {
    choice = await showInformation(
      report.models.length === 1
        ? t('{0} is what it should be.', report.models[0]?.model ?? '')
        : t('All {0} models are what they should be.', report.models.length),
      show,
    );
  }
  if (choice === show) container.modelsReport.show();
}

async function addContext(container: Container): Promise<void> {
  const selection = { label: `$(selection) ${t('Selection or open file')}`, what: 'selection' as const };
  const problems = { label: `$(warning) ${t('Problems of the open file')}`, what: 'problems' as const };
  const file = { label: `$(file) ${t('File…')}`, what: 'file' as const };
  const picked = await vscode.window.showQuickPick([selection, problems, file], {
    title: t('Add context to the question'),
  });
  if (!picked) return;
  if (picked.what !== 'file') {
    await container.chat.attach(picked.what);
    return;
  }
  const files = await vscode.workspace.findFiles('**/*', '**/{node_modules,.git}/**', 2_000);
  const choice = await vscode.window.showQuickPick(
    files.map((uri) => ({ label: path.basename(uri.fsPath), description: vscode.workspace.asRelativePath(uri), uri })),
    { title: t('Add context to the question'), matchOnDescription: true },
  );
  if (choice) await container.chat.attach(choice.uri);
}

async function pickModel(container: Container): Promise<void> {
  const { state, models, message } = await container.ollama.refresh();
  if (state !== 'running') {
    const setUp = t('Set up Ollama');
    if ((await showInformation(message, setUp)) === setUp) await vscode.commands.executeCommand('rempart.setUpOllama');
    return;
  }
  const items = models.map((model) => ({
    label: model.name,
    description: [model.parameterSize, model.quantization].filter((part) => part !== undefined).join(' · '),
    detail:
      model.remoteHost === undefined
        ? t('{0} MB on disk', formatNumber(Math.round(model.size / 1e6)))
        : t('Runs on {0}: never used', model.remoteHost),
    model: model.name,
    usable: model.remoteHost === undefined,
  }));
  const documents = {
    label: `$(book) ${t('No model: passages from your documents')}`,
    description: '',
    detail: t('Instant, exact quotes with their sources'),
    model: undefined,
    usable: true,
  };
  const download = {
    label: `$(cloud-download) ${t('Download a model…')}`,
    description: '',
    detail: t('Ollama fetches it: this uses the network'),
    model: undefined,
    usable: true,
  };
  const picked = await vscode.window.showQuickPick([...items, documents, download], {
    title: t('Choose the model that answers'),
  });
  if (picked === download) {
    await vscode.commands.executeCommand('rempart.pullModel');
    return;
  }
  if (!picked?.usable) return;
  const config = vscode.workspace.getConfiguration('rempart');
  if (picked.model === undefined) {
    await config.update('chat.answerFrom', 'documents', vscode.ConfigurationTarget.Global);
    return;
  }
  await config.update('chat.answerFrom', 'auto', vscode.ConfigurationTarget.Global);
  await config.update('ollama.model', picked.model, vscode.ConfigurationTarget.Global);
}

async function pullModel(container: Container, argument: unknown): Promise<void> {
  const name = nameOf(argument) ?? (await chooseModelToPull());
  if (!name) return;
  const client = await container.ollama.client();
  await recordDownload(container.audit, name, () => download(client, name));
  await container.ollama.refresh();
  // A pull that says "success" may still use files that an earlier, failed pull left behind.
  await verifyModels(container, name);
}

/** Lets Ollama fetch a model, with progress; rejects when the user stops it. */
async function download(client: OllamaClient, name: string): Promise<boolean> {
  return withProgress(
    { location: vscode.ProgressLocation.Notification, cancellable: true, title: t('Ollama downloads {0}', name) },
    async (progress, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      let last = 0;
      for await (const { status, completed, total } of client.pull(name, abort.signal)) {
        const percent = total ? (100 * (completed ?? 0)) / total : last;
        progress.report({ message: status, increment: Math.max(0, percent - last) });
        last = percent;
      }
      return true;
    },
  );
}

async function chooseModelToPull(): Promise<string | undefined> {
  const { suggestedModels } = await import('../models');
  const items = suggestedModels().map(({ name, note }) => ({ label: name, detail: note }));
  const other = { label: `$(edit) ${t('Another name…')}`, detail: '' };
  const picked = await vscode.window.showQuickPick([...items, other], {
    title: t('Ollama downloads the model from its registry: this uses the network'),
  });
  return picked === other
    ? vscode.window.showInputBox({ title: t('Name of the model, as Ollama writes it') })
    : picked?.label;
}

async function deleteModel(container: Container, argument: unknown): Promise<void> {
  const name =
    nameOf(argument) ??
    (await vscode.window.showQuickPick(
      container.ollama.state.models.map((model) => model.name),
      { title: t('Delete which model?') },
    ));
  if (name === undefined) return;
  const yes = t('Delete');
  const choice = await showWarning(t('Delete {0} from Ollama?', name), { modal: true }, yes);
  if (choice !== yes) return;
  await (await container.ollama.client()).delete(name);
  await container.audit.record({ event_type: 'model.deleted', model: name });
  await container.ollama.refresh();
}

async function exportChat(container: Container): Promise<void> {
  const { turns } = container.chat;
  if (turns.length === 0) {
    void showInformation(t('There is nothing to export yet.'));
    return;
  }
  const target = await vscode.window.showSaveDialog({
    title: t('Export the chat'),
    filters: { Markdown: ['md'], JSON: ['json'] },
  });
  if (!target) return;
  const format = target.path.endsWith('.json') ? 'json' : 'md';
  const { sessionMarkdown } = await import('./chat/export');
  const exported = await container.chat.exported();
  const content = format === 'json' ? `${JSON.stringify(exported, null, 2)}\n` : sessionMarkdown(exported);
  await vscode.workspace.fs.writeFile(target, Buffer.from(content, 'utf8'));
  await container.audit.record({
    event_type: 'chat.exported',
    ...(container.chat.sessionId === undefined ? {} : { session_id: container.chat.sessionId }),
    reasons: [`format:${format}`, `questions:${String(turns.length)}`],
  });
}

async function renameChat({ chat }: Container): Promise<void> {
  const { sessionId } = chat;
  if (sessionId === undefined) {
    void showInformation(t('There is no chat to rename: nothing was asked yet.'));
    return;
  }
  const { askForName } = await import('./chat/history');
  const name = await askForName(chat.name);
  if (name !== undefined) await chat.rename(sessionId, name);
}

async function deleteChat(container: Container): Promise<void> {
  const { sessionId } = container.chat;
  if (sessionId === undefined) {
    void showInformation(t('There is no chat to delete: nothing was asked yet.'));
    return;
  }
  const yes = t('Delete');
  const choice = await showWarning(t('Delete this chat from disk?'), { modal: true }, yes);
  if (choice !== yes) return;
  await container.chat.erase(sessionId);
}

async function eraseAllChats(container: Container): Promise<void> {
  const yes = t('Erase all');
  const choice = await showWarning(
    t('Erase all chats of this workspace, and all questions noted as false alarms, from disk? This cannot be undone.'),
    { modal: true },
    yes,
  );
  if (choice !== yes) return;
  const erased = await container.chat.eraseAll();
  await container.falseAlarms.erase();
  void showInformation(
    count(
      erased,
      (n) => t('{0} chat erased.', n),
      (n) => t('{0} chats erased.', n),
    ),
  );
}

async function verifyAuditLog(container: Container): Promise<void> {
  const { chainSentence, verifyChain } = await import('../audit');
  const verdict = await verifyChain(container.auditFolder);
  if (verdict.ok) {
    void showInformation(chainSentence(verdict));
  } else {
    void showError(chainSentence(verdict));
  }
}

async function overrideSuspension(container: Container): Promise<void> {
  const yes = t('Lift it, and record that I did');
  const choice = await showWarning(
    t(
      'Lift the suspension of questions? Many questions in a row, or questions that walk a document piece by piece, may be an extraction.',
    ),
    { modal: true },
    yes,
  );
  if (choice !== yes) return;
  const lifted = await container.monitor.isSuspended(Date.now());
  // First the record, then the act: what cannot be recorded is not done.
  await container.audit.append({
    event_type: 'exfiltration.override',
    session_id: container.chat.sessionId ?? '',
    security_flags: { lifted },
  });
  const { localUserId } = await import('../audit');
  await container.monitor.lift(Date.now(), localUserId());
}

/** The policy in force as a document of its own: read-only, gone when it is closed. */
async function showEffectivePolicy(container: Container): Promise<void> {
  await container.policies.refresh();
  const { policyReport } = await import('./policy/report');
  const { policyInForce, questionsPerHour, questionsPerDay } = container.settings;
  const uri = container.policyDocument.show(
    policyReport(policyInForce, { questionsPerHour, questionsPerDay }, container.classifierProblem),
  );
  try {
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  } catch {
    // The editor's own Markdown extension may be off: the text reads well enough.
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
  }
}

/** The name of the model that a tree item or another command hands over. */
function nameOf(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  if (typeof argument === 'object' && argument !== null && 'model' in argument)
    return (argument as ModelNode).model.name;
  return undefined;
}
