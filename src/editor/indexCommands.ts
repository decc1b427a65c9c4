// The commands of the index: update, pause, compact, erase; its embedding model; the object store that it may lie in.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import * as vscode from 'vscode';
import { language, t } from '../base/l10n';
import { sameModel } from '../base/modelName';
import { rempartModels } from '../base/paths';
import type { ModelEntry } from '../knowledge/catalogue';
import { recordDownload } from './auditService';
import type { Container } from './container';
import { embeddingChoices, type EmbeddingChoice } from './embeddingChoices';
import { sizeText } from './indexTexts';
import { embeddingsToken, keepEmbeddingsToken, readRemoteEmbeddings } from './remoteEmbeddings';
import { credentialFields, hasCredentials, keepCredentials, readRemoteStore } from './remoteStore';
import type { IndexNode } from './trees/indexTree';
import { showInformation, showWarning, withProgress } from './messages';

type Handler = (container: Container, argument: unknown) => unknown;

export const indexHandlers = {
  updateIndex: (container) => container.knowledge.update(undefined, { notify: true }),
  rebuildIndex,
  eraseIndex,
  compactIndex,
  cancelIndex: (container) => container.knowledge.cancel(),
  pauseIndex: (container) => container.knowledge.pause(),
  resumeIndex: (container) => container.knowledge.resume(),
  indexAnyway: (container) => container.knowledge.indexAnyway(),
  openIndexedFile,
  retryIndexedFile,
  chooseEmbeddingModel,
  fetchEmbeddingModel: async (container) => {
    const { defaultEmbeddingModel, listModels } = await import('../knowledge/catalogue');
    const entry = (await listModels(rempartModels())).find(({ id }) => id === defaultEmbeddingModel);
    if (entry && (await fetchModel(container, entry))) await container.knowledge.restart();
  },
  setStoreCredentials,
  forgetStoreCredentials,
  setEmbeddingsToken,
  forgetEmbeddingsToken,
} as const satisfies Readonly<Record<string, Handler>>;

async function rebuildIndex(container: Container): Promise<void> {
  const yes = t('Rebuild');
  const choice = await showWarning(
    t('Rebuild the index of this workspace? Until it is ready, questions find only what is read already.'),
    { modal: true },
    yes,
  );
  if (choice !== yes) return;
  await container.knowledge.erase();
  await container.audit.record({ event_type: 'index.rebuilt' });
  await container.knowledge.update(undefined, { notify: true });
}

async function eraseIndex(container: Container): Promise<void> {
  const yes = t('Erase');
  const choice = await showWarning(
    t('Erase the index of this workspace? Your files are not touched; the index can be built again.'),
    { modal: true },
    yes,
  );
  if (choice !== yes) return;
  await container.knowledge.erase();
  await container.audit.record({ event_type: 'index.erased' });
}

async function compactIndex(container: Container): Promise<void> {
  const report = await withProgress({ location: { viewId: 'rempart.index' } }, () => container.knowledge.compact());
  if (!report) return;
  const { bytesBefore, bytesAfter } = report;
  void showInformation(
    bytesAfter < bytesBefore
      ? t('The index was compacted from {0} to {1}.', sizeText(bytesBefore), sizeText(bytesAfter))
      : t('The index is as compact as it can be: {0}.', sizeText(bytesAfter)),
  );
}

async function openIndexedFile(container: Container, argument: unknown): Promise<void> {
  const file = pathOf(argument);
  if (file === undefined) return;
  const uri = await container.knowledge.fileAt(file);
  if (uri) await vscode.commands.executeCommand('vscode.open', uri, { preview: true });
  else void showWarning(t('{0} cannot be opened: it was moved or deleted since it was indexed.', file));
}

async function retryIndexedFile(container: Container, argument: unknown): Promise<void> {
  const file = pathOf(argument);
  const uri = file === undefined ? undefined : await container.knowledge.fileAt(file);
  if (uri) await container.knowledge.update([uri.fsPath], { again: true });
  // It is gone: so is its line.
  else await container.knowledge.update();
}

async function chooseEmbeddingModel(container: Container): Promise<void> {
  const { remoteEmbedder } = container.knowledge;
  if (remoteEmbedder !== undefined) {
    await pointToSetting(
      t(
        'Vectors are computed by {0}, as the settings say. To choose a model of this machine, empty “rempart.embeddings.remoteEndpoint” first.',
        remoteEmbedder.label,
      ),
      'rempart.embeddings.remoteEndpoint',
    );
    return;
  }
  const { defaultEmbeddingModel, listModels } = await import('../knowledge/catalogue');
  const entries = await listModels(rempartModels());
  const { models } = await container.ollama.refresh();
  const { embeddingsProvider, embeddingsModel } = container.settings;
  const choices = embeddingChoices(
    entries,
    models,
    { provider: embeddingsProvider, model: embeddingsModel },
    { transformers: defaultEmbeddingModel, ollama: 'embeddinggemma' },
  );
  const picked = await vscode.window.showQuickPick(choices.map(itemOf), {
    title: t('Choose the model that finds passages by meaning'),
    placeHolder: t('Published figures of the original weights: SciFact, MIRACL French; more is better'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (!picked || picked.choice.inUse) return;
  const { choice } = picked;
  if (!choice.installed && !(await install(container, choice, entries))) return;
  await takeModel(choice);
}

function itemOf(choice: EmbeddingChoice): vscode.QuickPickItem & { readonly choice: EmbeddingChoice } {
  const icon = choice.inUse ? 'check' : choice.installed ? 'circle-large-outline' : 'cloud-download';
  const state = choice.inUse ? t('in use') : choice.installed ? t('installed') : t('not installed');
  return {
    label: `$(${icon}) ${choice.name}`,
    description: [...(choice.provider === 'ollama' ? ['Ollama'] : []), state, choice.facts].join(' · '),
    detail: choice.quality,
    choice,
  };
}

/** Gets a model that is not there, after asking; false when the user would rather not, or it cannot be had. */
async function install(
  container: Container,
  { provider, model, facts }: EmbeddingChoice,
  entries: readonly ModelEntry[],
): Promise<boolean> {
  if (provider === 'transformers') {
    const entry = entries.find(({ id }) => id === model);
    return entry !== undefined && (await fetchModel(container, entry));
  }
  if (container.ollama.state.state !== 'running') {
    const setUp = t('Set up Ollama');
    const choice = await showInformation(t('{0} is served by Ollama, and no local Ollama answers.', model), setUp);
    if (choice === setUp) await vscode.commands.executeCommand('rempart.setUpOllama');
    return false;
  }
  const yes = t('Download');
  const choice = await showInformation(
    t('Download {0} with Ollama?', model),
    {
      modal: true,
      detail: t(
        '{0}. Ollama downloads it from its registry: this uses the network. Its files are verified after.',
        facts,
      ),
    },
    yes,
  );
  if (choice !== yes) return false;
  await vscode.commands.executeCommand('rempart.pullModel', model);
  const { models } = await container.ollama.refresh();
  return models.some(({ name }) => sameModel(name, model));
}

/** Writes the settings, where they are set; the index follows them: the earlier vectors answer until the new ones are made. */
async function takeModel({ provider, model }: EmbeddingChoice): Promise<void> {
  const config = vscode.workspace.getConfiguration('rempart');
  for (const [key, value] of [
    ['embeddings.model', model === '' ? undefined : model],
    ['embeddings.provider', provider],
  ] as const) {
    const inspected = config.inspect(key);
    const target =
      inspected?.workspaceValue === undefined
        ? vscode.ConfigurationTarget.Global
        : vscode.ConfigurationTarget.Workspace;
    await config.update(key, value, target);
  }
}

/** Downloads a model of the catalogue, after asking. */
async function fetchModel(container: Container, entry: ModelEntry): Promise<boolean> {
  const yes = t('Download');
  const choice = await showInformation(
    t('Download {0}? It finds passages by meaning, in many languages.', entry.id),
    {
      modal: true,
      detail: t(
        'About {0} MB, licence {1}. This uses the network once; the file is checked by its hash.',
        entry.megabytes,
        entry.licence,
      ),
    },
    yes,
  );
  if (choice !== yes) return false;
  return withProgress(
    { location: vscode.ProgressLocation.Notification, cancellable: true, title: t('Getting {0}', entry.id) },
    (progress, token) =>
      recordDownload(container.audit, entry.id, async () => {
        await fetchInProcess(container, entry.id, token, (message) => progress.report({ message }));
        return !token.isCancellationRequested;
      }),
  );
}

/** The command line in a process of its own: converting a model takes seconds of CPU and half a gigabyte. */
function fetchInProcess(
  container: Container,
  id: string,
  token: vscode.CancellationToken,
  onProgress: (message: string) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [container.context.asAbsolutePath(path.join('dist', 'cli.js')), 'models', 'fetch', id, '--lang', language()],
      {
        env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', REMPART_PROGRESS: 'lines' },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    let last = '';
    createInterface({ input: child.stderr }).on('line', (line) => {
      last = line;
      onProgress(line);
    });
    token.onCancellationRequested(() => child.kill());
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0 || token.isCancellationRequested) resolve();
      else reject(new Error(last));
    });
  });
}

/** Says what a setting stands in the way of, with the way there. */
async function pointToSetting(message: string, setting: string): Promise<void> {
  const open = t('Open settings');
  const choice = await showInformation(message, open);
  if (choice === open) await vscode.commands.executeCommand('workbench.action.openSettings', `@id:${setting}`);
}

/** Asks, in a dialog that cannot be overlooked, before anything leaves the machine. */
async function consents(question: string, detail: string): Promise<boolean> {
  const yes = t('Continue');
  return (await showWarning(question, { modal: true, detail }, yes)) === yes;
}

async function setStoreCredentials(container: Container): Promise<void> {
  const store = readRemoteStore(container.knowledge.localStore);
  if (!store) {
    await pointToSetting(
      t('The index is kept on this machine. To keep it in an object store, set “rempart.index.storeUri” first.'),
      'rempart.index.storeUri',
    );
    return;
  }
  const agreed = await consents(
    t('Keep the index at {0}?', store.label),
    t(
      'The texts of the documents of your workspaces then leave this machine for that store. The credentials are kept in the secret storage of the editor and handed to the index process only.',
    ),
  );
  if (!agreed) return;
  const credentials: Record<string, string> = {};
  for (const { name, title, secret } of credentialFields(store.scheme)) {
    const value = await vscode.window.showInputBox({ title, password: secret, ignoreFocusOut: true });
    if (!value) return;
    credentials[name] = value;
  }
  await keepCredentials(store, container.context.secrets, credentials);
  await container.audit.record({ event_type: 'index.credentials', endpoint: store.label, reasons: ['set'] });
  await container.knowledge.restart();
}

async function forgetStoreCredentials(container: Container): Promise<void> {
  const store = readRemoteStore(container.knowledge.localStore);
  if (!store || !(await hasCredentials(store, container.context.secrets))) {
    void showInformation(t('There are no credentials to forget.'));
    return;
  }
  await keepCredentials(store, container.context.secrets, undefined);
  await container.audit.record({ event_type: 'index.credentials', endpoint: store.label, reasons: ['forgotten'] });
  void showInformation(t('The credentials for {0} are forgotten.', store.label));
  await container.knowledge.restart();
}

async function setEmbeddingsToken(container: Container): Promise<void> {
  const remote = readRemoteEmbeddings();
  if (!remote) {
    await pointToSetting(
      t(
        'Vectors are computed on this machine. To have a server of yours compute them, set “rempart.embeddings.remoteEndpoint” first.',
      ),
      'rempart.embeddings.remoteEndpoint',
    );
    return;
  }
  const agreed = await consents(
    t('Have {0} compute the vectors?', remote.label),
    t(
      'The texts of the documents of your workspaces, but those of the class “secret”, and your questions then leave this machine for that server. The token is kept in the secret storage of the editor and handed to the index process only.',
    ),
  );
  if (!agreed) return;
  const token = await vscode.window.showInputBox({
    title: t('Token of {0}', remote.label),
    password: true,
    ignoreFocusOut: true,
    // It becomes a header: what cannot stand in one is no token.
    validateInput: (value) => (/^[\x21-\x7e]*$/u.test(value) ? undefined : t('Letters, digits and signs only.')),
  });
  if (!token) return;
  await keepEmbeddingsToken(remote, container.context.secrets, token);
  await container.recordEmbeddings('token-set', remote.label);
  await container.knowledge.restart();
}

async function forgetEmbeddingsToken(container: Container): Promise<void> {
  const remote = readRemoteEmbeddings();
  if (!remote || (await embeddingsToken(remote, container.context.secrets)) === undefined) {
    void showInformation(t('There is no token to forget.'));
    return;
  }
  await keepEmbeddingsToken(remote, container.context.secrets, undefined);
  await container.recordEmbeddings('token-forgotten', remote.label);
  void showInformation(t('The token of {0} is forgotten.', remote.label));
  await container.knowledge.restart();
}

/** The path of a line of the view. */
function pathOf(argument: unknown): string | undefined {
  return typeof argument === 'object' && argument !== null && 'file' in argument
    ? (argument as IndexNode).file
    : undefined;
}
