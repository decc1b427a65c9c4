// The object graph of the extension: what exists, who knows whom, and when each part starts.
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import * as vscode from 'vscode';
import { ModelRules, workspaceRegistryName } from '../assistant/modelRules';
import { noticeText } from '../assistant/policyFiles';
import { SessionStore, newSessionKey } from '../assistant/sessions';
import type { TurnServices } from '../assistant/services';
import type { Disposable } from '../base/disposable';
import { errorMessage } from '../base/errors';
import { setLanguage, t } from '../base/l10n';
import type { Logger } from '../base/logger';
import { rempartModels } from '../base/paths';
import type { Vault } from '../guards';
import type { ForkedClassifier } from '../guards/classifier/forked';
import type { CitationChecker } from '../knowledge/citation';
import type { EmbedderChoice } from '../knowledge/types';
import { AuditService } from './auditService';
import { ChatController } from './chat/chatController';
import { ChatViewProvider } from './chat/chatViewProvider';
import { Proposals } from './chat/codeActions';
import type { StoredTurn } from './chat/conversation';
import { remotesOf, surroundings, Suggestions } from './chat/surroundings';
import { registerCommands } from './commands';
import { FalseAlarms, type FalseAlarm } from './falseAlarms';
import { KnowledgeService, type ChosenEmbedder } from './knowledgeService';
import { HeldBackDocuments } from './links';
import { MachineService } from './machineService';
import { MonitorStore } from './monitorStore';
import { OllamaService } from './ollamaService';
import { registerPolicyLanguage } from './policy/language';
import { PolicyDocument } from './policy/policyDocument';
import { PolicyService, trustedFolders } from './policy/policyService';
import { embeddingsToken, readRemoteEmbeddings } from './remoteEmbeddings';
import { ReportPanel } from './reports/reportPanel';
import { modelsReportView, postureReportView } from './reports/reportViews';
import { changedSettings, readSettings, type Settings } from './settings';
import { StatusBar } from './statusBar';
import { IndexTree } from './trees/indexTree';
import { ModelsTree } from './trees/modelsTree';
import { PostureTree } from './trees/postureTree';
import { showInformation, showWarning } from './messages';

/** Milliseconds after activation before the machine is looked at: the editor's own start comes first. */
const quietStart = 1_500;

export class Container implements vscode.Disposable {
  readonly log = vscode.window.createOutputChannel('Rempart', { log: true });
  readonly logger: Logger = {
    info: (message) => this.log.info(message),
    warn: (message) => this.log.warn(message),
    error: (message) => this.log.error(message),
  };
  readonly statusBar: StatusBar;
  /** What is done is recorded here, for this user on this machine. */
  readonly audit: AuditService;
  readonly ollama: OllamaService;
  readonly knowledge: KnowledgeService;
  readonly machine: MachineService;
  readonly monitor: MonitorStore;
  readonly policies = new PolicyService();
  readonly policyDocument = new PolicyDocument();
  readonly heldBack = new HeldBackDocuments();
  readonly proposals = new Proposals();
  readonly falseAlarms: FalseAlarms;
  readonly chatView: ChatViewProvider;
  readonly chat: ChatController;
  readonly postureReport: ReportPanel;
  readonly modelsReport: ReportPanel;
  readonly #modelRules = new ModelRules();
  readonly #suggestions = new Suggestions();
  readonly #postureTree = new PostureTree();
  readonly #modelsTree = new ModelsTree();
  readonly #indexTree: IndexTree;
  readonly #vaults = new Map<string, Vault>();
  readonly #disposables: Disposable[] = [];
  /** Ends with the window: gives up what still asks the machine. */
  readonly #ended = new AbortController();
  /** What was said about policies in this window already. */
  readonly #saidPolicies = new Set<string>();
  /** Hash of the policy that was recorded last, or is being recorded. */
  #recordedPolicy: string | undefined;
  #settings: Settings;
  #sessions: Promise<SessionStore<StoredTurn>> | undefined;
  #citations: Promise<CitationChecker> | undefined;
  #classifierStart: Promise<ForkedClassifier> | undefined;
  #classifier: ForkedClassifier | undefined;
  /** When the index last agreed with the disk, as the chat knows it. */
  #indexedAt: string | undefined;

  constructor(
    readonly context: vscode.ExtensionContext,
    atStart: Settings,
  ) {
    this.#settings = atStart;
    const settings = (): Settings => this.#settings;
    this.falseAlarms = new FalseAlarms(this.stateFolder);
    this.audit = new AuditService({
      folder: this.auditFolder,
      retentionDays: () => this.#settings.auditRetentionDays,
      showLog: () => this.log.show(),
      logger: this.logger,
    });
    this.statusBar = new StatusBar();
    this.ollama = new OllamaService(settings, this.logger, (model) => this.machine.integrity(model));
    this.machine = new MachineService({
      settings,
      ollama: this.ollama,
      stateFolder: this.stateFolder,
      workerPath: context.asAbsolutePath(path.join('dist', 'hashWorker.js')),
      rules: () => this.#modelRules.rules(this.#settings.policy, trustedFolders()),
      record: (event) => this.audit.record(event),
      logger: this.logger,
    });
    this.monitor = new MonitorStore(path.join(this.stateFolder, 'monitor.json'), settings, this.logger);
    this.knowledge = new KnowledgeService({
      settings,
      storeUri: path.join(this.workspaceFolder, 'index'),
      create: async (options) => {
        const { createIndexClient } = await import('../knowledge');
        return createIndexClient({
          ...options,
          processPath: context.asAbsolutePath(path.join('dist', 'indexProcess.js')),
          logger: this.logger,
        });
      },
      chooseEmbedder: (given) => chooseEmbedder(given, context.secrets),
      recordRemote: (label, model) => this.recordEmbeddings('started', label, model),
      memory: { workspace: context.workspaceState, secrets: context.secrets },
      probePower: async () => {
        const { probePower, systemIo } = await import('../posture');
        return probePower(systemIo(), this.#ended.signal);
      },
      logger: this.logger,
    });
    this.#indexTree = new IndexTree(this.knowledge);
    this.chatView = new ChatViewProvider(context.extensionUri);
    this.chat = new ChatController(this.chatView, {
      settings,
      services: (sessionId) => this.#turnServices(sessionId),
      vault: (sessionId) => this.#vault(sessionId),
      sessions: () => this.sessions(),
      surroundings: () =>
        surroundings({
          settings: this.#settings,
          ollama: this.ollama.state,
          knowledge: this.knowledge,
          posture: this.machine.posture,
          integrity: this.machine.integrityOfChosen,
          suggestions: this.#suggestions.current,
        }),
      remotes: () => remotesOf(this.knowledge),
      runAction: (action) => this.#runAction(action),
      record: (event) => this.audit.record(event),
      noteFalseAlarm: (alarm) => this.#noteFalseAlarm(alarm),
      heldBackDocuments: this.heldBack,
      proposals: this.proposals,
      citations: () => this.#citationChecker(),
      logger: this.logger,
    });
    this.postureReport = new ReportPanel(context.extensionUri, {
      kind: 'posture',
      title: () => t('Rempart: posture'),
      current: () => this.machine.posture && postureReportView(this.machine.posture, this.machine.checking),
      running: () => this.machine.checking,
      run: () => void this.machine.checkPosture(),
      cancel: () => this.machine.cancelPosture(),
      data: () => this.machine.posture,
    });
    this.modelsReport = new ReportPanel(context.extensionUri, {
      kind: 'models',
      title: () => t('Rempart: models'),
      current: () => this.machine.verification && modelsReportView(this.machine.verification, this.machine.verifying),
      running: () => this.machine.verifying,
      run: () => void this.machine.verifyModels(),
      cancel: () => this.machine.cancelVerification(),
      data: () => this.machine.verification,
    });
  }

  get settings(): Settings {
    return this.#settings;
  }

  /** Why the trained classifier cannot be asked, once that is known. */
  get classifierProblem(): string | undefined {
    return this.#classifier?.problem;
  }

  /** State of the user on this machine: audit log, verification results, limits. */
  get stateFolder(): string {
    return this.context.globalStorageUri.fsPath;
  }

  /** State of this workspace: index and conversations. */
  get workspaceFolder(): string {
    return (this.context.storageUri ?? this.context.globalStorageUri).fsPath;
  }

  get auditFolder(): string {
    return path.join(this.stateFolder, 'audit');
  }

  /** Registers everything, and starts the slow parts once the editor is quiet. */
  register(): void {
    const registries = vscode.workspace.createFileSystemWatcher(`**/${workspaceRegistryName}`);
    this.#disposables.push(
      this.log,
      this.statusBar,
      this.ollama,
      this.knowledge,
      this.machine,
      this.monitor,
      this.policies,
      this.policyDocument,
      this.heldBack,
      this.chatView,
      this.chat,
      this.postureReport,
      this.modelsReport,
      this.#postureTree,
      this.#modelsTree,
      this.#indexTree,
      vscode.window.registerWebviewViewProvider(ChatViewProvider.viewId, this.chatView),
      vscode.window.registerTreeDataProvider('rempart.models', this.#modelsTree),
      vscode.window.registerTreeDataProvider('rempart.index', this.#indexTree),
      vscode.window.registerTreeDataProvider('rempart.posture', this.#postureTree),
      vscode.workspace.registerTextDocumentContentProvider(HeldBackDocuments.scheme, this.heldBack),
      vscode.workspace.registerTextDocumentContentProvider(Proposals.scheme, this.proposals),
      vscode.workspace.registerTextDocumentContentProvider(PolicyDocument.scheme, this.policyDocument),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('rempart') || event.affectsConfiguration('files.exclude'))
          this.#settingsChanged(event);
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#policyChanged()),
      this.policies.onDidChange(() => this.#policyChanged()),
      registries,
      registries.onDidCreate(() => void this.#trustChanged()),
      registries.onDidChange(() => void this.#trustChanged()),
      registries.onDidDelete(() => void this.#trustChanged()),
      this.chatView.onDidChangeVisibility(() => void this.#warmUpClassifier()),
      ...registerPolicyLanguage(this.policies, () => this.#settings.policyInForce),
      this.ollama.onDidChange(() => void this.#ollamaChanged()),
      this.knowledge.onDidChangeStatus((index) => {
        this.statusBar.update({ index });
        if (index.state === 'idle') void this.#suggest();
        if (index.updatedAt !== this.#indexedAt) {
          this.#indexedAt = index.updatedAt;
          void this.chat.checkSources();
        }
        this.chat.refreshState();
      }),
      this.machine.onDidChange(() => this.#machineChanged()),
      this.machine.onDidProgress((progress) =>
        (progress.of === 'posture' ? this.postureReport : this.modelsReport).progress(progress),
      ),
      ...registerCommands(this),
    );
    this.policies.start();
    void this.policies.refresh().then(() => this.#policyChanged());
    const timer = setTimeout(() => this.#start(), quietStart);
    this.#disposables.push({ dispose: () => clearTimeout(timer) });
  }

  /** The conversations of this workspace; the key is made on first use and stays in the platform's secret store. */
  sessions(): Promise<SessionStore<StoredTurn>> {
    this.#sessions ??= (async () => {
      const name = 'rempart.sessionKey';
      let key = await this.context.secrets.get(name);
      if (key === undefined) {
        key = newSessionKey();
        await this.context.secrets.store(name, key);
      }
      return new SessionStore<StoredTurn>(path.join(this.workspaceFolder, 'sessions'), key);
    })();
    return this.#sessions;
  }

  dispose(): void {
    this.#ended.abort();
    for (const disposable of this.#disposables.reverse()) disposable.dispose();
    void this.audit.close();
  }

  #start(): void {
    void this.#warmUpClassifier();
    this.ollama.start();
    if (this.knowledge.enabled) void this.knowledge.update();
    this.machine.planPosture();
    void this.monitor.start();
    void this.audit.start();
  }

  async #turnServices(sessionId: string): Promise<TurnServices> {
    // A policy that was saved a moment ago holds for this question already.
    await this.policies.refresh();
    const [watched, vault, model, classifier] = await Promise.all([
      this.monitor.open(),
      this.#vault(sessionId),
      this.ollama.chatModel(),
      this.#asksClassifier ? this.#questionClassifier() : undefined,
    ]);
    return {
      knowledge: this.knowledge,
      ...watched,
      audit: this.audit,
      vault,
      policy: this.#settings.policy,
      ...(classifier ? { classifier } : {}),
      ...(model ? { model } : {}),
      integrity: (name) => this.machine.integrity(name),
      logger: this.logger,
      now: Date.now,
      randomHex: (digits) =>
        randomBytes(Math.ceil(digits / 2))
          .toString('hex')
          .slice(0, digits),
    };
  }

  get #asksClassifier(): boolean {
    const { values } = this.#settings.policy;
    return values['guards.classifier.input'] !== 'allow' || values['guards.classifier.context'] !== 'allow';
  }

  #questionClassifier(): Promise<ForkedClassifier> {
    this.#classifierStart ??= import('../guards/classifier/forked').then(({ ForkedClassifier }) => {
      const classifier = new ForkedClassifier({
        processPath: this.context.asAbsolutePath(path.join('dist', 'classifierProcess.js')),
        folder: this.context.asAbsolutePath(path.join('media', 'classifier')),
        logger: this.logger,
      });
      this.#disposables.push(classifier);
      this.#classifier = classifier;
      return classifier;
    });
    return this.#classifierStart;
  }

  /** Whoever looks at the chat is about to ask. */
  async #warmUpClassifier(): Promise<void> {
    if (!this.chatView.visible || !this.policies.ready || !this.#asksClassifier) return;
    await (await this.#questionClassifier()).warmUp();
  }

  #citationChecker(): Promise<CitationChecker> {
    this.#citations ??= (async () => {
      const [{ CitationChecker }, { ForkedParser }] = await Promise.all([
        import('../knowledge/citation'),
        import('../knowledge/documents/parser'),
      ]);
      const checker = new CitationChecker({
        maxFileBytes: () => this.#settings.maxFileBytes,
        parser: () => new ForkedParser(this.context.asAbsolutePath(path.join('dist', 'documentProcess.js'))),
        openText: (file) =>
          vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'file' && uri.fsPath === file)?.getText(),
      });
      this.#disposables.push(checker);
      return checker;
    })();
    return this.#citations;
  }

  async #vault(sessionId: string): Promise<Vault> {
    const known = this.#vaults.get(sessionId);
    if (known) return known;
    const { Vault } = await import('../guards');
    const vault = new Vault();
    this.#vaults.set(sessionId, vault);
    return vault;
  }

  #settingsChanged(event: vscode.ConfigurationChangeEvent): void {
    const before = this.#settings;
    void this.#recordSettings(event);
    this.#policyChanged();
    if (before.language !== this.#settings.language) void this.#languageChanged();
    if (before.endpoint !== this.#settings.endpoint || before.model !== this.#settings.model) this.ollama.reset();
    if (event.affectsConfiguration('rempart.ollama.modelsFolder')) this.machine.reset();
    if (before.postureIntervalMinutes !== this.#settings.postureIntervalMinutes) this.machine.planPosture();
    if (['rempart.index', 'rempart.embeddings', 'files.exclude'].some((section) => event.affectsConfiguration(section)))
      void this.knowledge.restart();
    this.chat.refreshState();
  }

  async #languageChanged(): Promise<void> {
    try {
      await setLanguage(this.#settings.language);
    } catch (error) {
      this.logger.error(`language not changed: ${errorMessage(error)}`);
      return;
    }
    this.chatView.render();
    this.postureReport.render();
    this.modelsReport.render();
    this.#indexTree.refresh();
    this.#machineChanged();
    // What was found, and what other processes say, is in the language in which it was found: look again.
    void this.machine.retellVerification();
    if (this.machine.posture) void this.machine.checkPosture();
    if (this.knowledge.enabled) void this.knowledge.restart();
    await this.ollama.refresh();
    await this.#ollamaChanged();
  }

  /** Takes the settings and policies as they stand now, and says and records what that changes. */
  #policyChanged(): void {
    const before = this.#settings;
    this.#settings = readSettings(this.policies.loaded);
    const { questionsPerHour, questionsPerDay } = this.#settings;
    if (before.questionsPerHour !== questionsPerHour || before.questionsPerDay !== questionsPerDay) {
      // The monitor is made anew with the new limits; what it counted is on disk.
      this.monitor.dispose();
      void this.monitor.start();
    }
    // Which models are trusted may have changed, and with it the one that answers.
    if (before.policyInForce.hash !== this.#settings.policyInForce.hash) void this.#trustChanged();
    this.chat.refreshState();
    // Until the files are read, what is known is not what holds.
    if (!this.policies.ready) return;
    void this.#sayPolicyNotices();
    void this.#recordPolicy();
  }

  /** Once for each thing that was left aside or is broken; the whole list stands in the document. */
  async #sayPolicyNotices(): Promise<void> {
    const texts = this.#settings.policyInForce.notices.map(noticeText).filter((text) => !this.#saidPolicies.has(text));
    const [first] = texts;
    if (first === undefined) return;
    for (const text of texts) {
      this.#saidPolicies.add(text);
      this.logger.warn(`policy: ${text}`);
    }
    const show = t('Show the policy');
    const choice = await showWarning(
      texts.length === 1 ? first : t('{0} And {1} more.', first, texts.length - 1),
      show,
    );
    if (choice === show) await vscode.commands.executeCommand('rempart.showEffectivePolicy');
  }

  /** One audit record when another policy holds in this workspace than at the last time: its hash, and whose it is. */
  async #recordPolicy(): Promise<void> {
    const { hash, origins, models, notices } = this.#settings.policyInForce;
    const key = 'rempart.policyHash';
    const last = this.context.workspaceState.get<string>(key);
    if ((this.#recordedPolicy ?? last) === hash) return;
    this.#recordedPolicy = hash;
    // Before the first question of a workspace, only what somebody chose is worth a record.
    const levels = new Set([...Object.values(origins), ...models.map(({ origin }) => origin)].map(({ id }) => id));
    const chosen = last !== undefined || levels.size > 1 || !levels.has('default');
    try {
      if (!chosen) {
        await this.context.workspaceState.update(key, hash);
        return;
      }
      await this.audit.append({
        event_type: 'policy.changed',
        reasons: [
          `policy:${hash}`,
          ...[...levels].map((id) => `level:${id}`),
          ...notices.map((notice) =>
            notice.kind === 'ignored'
              ? `ignored:${notice.level}:${notice.key}`
              : `${notice.kind}:${notice.kind === 'broken' ? notice.level : 'machine'}`,
          ),
        ],
      });
      await this.context.workspaceState.update(key, hash);
    } catch {
      // The next reading tries again.
      this.#recordedPolicy = undefined;
    }
  }

  async #recordSettings(event: vscode.ConfigurationChangeEvent): Promise<void> {
    const changed = changedSettings(event, this.context.extension.packageJSON as Parameters<typeof changedSettings>[1]);
    if (changed.length > 0) await this.audit.record({ event_type: 'settings.changed', reasons: changed });
  }

  /** One audit record whenever texts begin to go to an embeddings server, or its token is given or forgotten. */
  async recordEmbeddings(what: 'started' | 'token-set' | 'token-forgotten', label: string, model = ''): Promise<void> {
    const event = {
      event_type: 'embeddings.remote',
      endpoint: label,
      ...(model === '' ? {} : { model }),
      reasons: [what],
    };
    // What cannot be recorded is not sent either.
    if (what === 'started') await this.audit.append(event);
    else await this.audit.record(event);
  }

  async #trustChanged(): Promise<void> {
    if (this.ollama.state.state !== 'running') return;
    await this.ollama.refresh();
    await this.machine.refreshChosen();
  }

  async #ollamaChanged(): Promise<void> {
    this.chat.refreshState();
    await this.machine.refreshChosen();
  }

  async #showModels(): Promise<void> {
    const { models, chosen } = this.ollama.state;
    this.#modelsTree.show(
      await Promise.all(
        models.map(async (model) => ({
          model,
          integrity: await this.machine.integrity(model.name),
          active: model.name === chosen?.name,
        })),
      ),
    );
  }

  #machineChanged(): void {
    const { posture, verification, integrityOfChosen } = this.machine;
    const { chosen } = this.ollama.state;
    this.statusBar.update({
      ...(posture ? { posture } : {}),
      ...(verification ? { verification } : {}),
      chosen: chosen && integrityOfChosen && { name: chosen.name, integrity: integrityOfChosen },
    });
    void this.#showModels();
    if (posture) this.#postureTree.show(posture);
    this.postureReport.refresh();
    this.modelsReport.refresh();
    this.chat.refreshState();
  }

  async #suggest(): Promise<void> {
    if (await this.#suggestions.refresh(this.knowledge)) this.chat.refreshState();
  }

  #runAction(action: string): void {
    const setting = (id: string): readonly string[] => ['workbench.action.openSettings', `@id:${id}`];
    const commands: Readonly<Record<string, readonly string[]>> = {
      setupOllama: ['rempart.setUpOllama'],
      liftSuspension: ['rempart.overrideSuspension'],
      verifyModels: ['rempart.verifyModels'],
      showModelsReport: ['rempart.showModelsReport'],
      pickModel: ['rempart.pickModel'],
      showPosture: ['rempart.showPosture'],
      showDetails: ['rempart.showLog'],
      updateIndex: ['rempart.updateIndex'],
      showIndex: ['rempart.index.focus'],
      addContext: ['rempart.addContext'],
      showBudget: ['rempart.showBudget'],
      showPolicy: ['rempart.showEffectivePolicy'],
      openEndpointSetting: setting('rempart.ollama.endpoint'),
      openIndexSetting: setting('rempart.index.enabled'),
      openFolder: ['vscode.openFolder'],
      manageTrust: ['workbench.trust.manage'],
    };
    const [command, ...rest] = commands[action] ?? [];
    if (command !== undefined) void vscode.commands.executeCommand(command, ...rest);
  }

  async #noteFalseAlarm(alarm: FalseAlarm): Promise<void> {
    await this.falseAlarms.add(alarm);
    void this.#offerFalseAlarms();
  }

  async #offerFalseAlarms(): Promise<void> {
    const show = t('Show file');
    const choice = await showInformation(t('Noted in a file on this machine. Nothing was sent.'), show);
    if (choice === show) await vscode.window.showTextDocument(vscode.Uri.file(this.falseAlarms.file));
  }
}

/** `auto` takes the default embedding model when it is in the cache already; nothing is fetched here. */
async function chooseEmbedder(settings: Settings, secrets: vscode.SecretStorage): Promise<ChosenEmbedder> {
  const { embeddingsProvider: provider, embeddingsModel } = settings;
  if (provider === 'none') return { embedder: { kind: 'none' } };
  const remote = readRemoteEmbeddings();
  if (remote === undefined) return { embedder: await localEmbedder(settings) };
  const { endpoint, certificates, label } = remote;
  const embedderToken = await embeddingsToken(remote, secrets);
  if (embedderToken === undefined)
    return { embedder: { kind: 'none' }, remote: { label, problem: t('no token given') } };
  const model = embeddingsModel || defaultOllamaEmbeddings;
  return {
    embedder: { kind: 'ollama', endpoint, model, remote: certificates === '' ? {} : { certificates } },
    embedderToken,
    remote: { label },
  };
}

const defaultOllamaEmbeddings = 'embeddinggemma';

async function localEmbedder(settings: Settings): Promise<EmbedderChoice> {
  const { embeddingsProvider: provider, embeddingsModel, endpoint } = settings;
  const { defaultEmbeddingModel, findModelFolder } = await import('../knowledge/catalogue');
  if (provider === 'ollama') return { kind: 'ollama', endpoint, model: embeddingsModel || defaultOllamaEmbeddings };
  const id = embeddingsModel || defaultEmbeddingModel;
  const folder = await findModelFolder(id, rempartModels());
  return folder === undefined ? { kind: 'none' } : { kind: 'transformers', id, folder };
}
