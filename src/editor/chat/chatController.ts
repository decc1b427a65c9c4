// The conversation: takes what the view says, runs turns, and tells the view what became of them.
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { parseQuestion } from '../../assistant/mentions';
import type { Session, SessionStore } from '../../assistant/sessions';
import type { TurnServices } from '../../assistant/services';
import type { Attachment, Exchange, TurnEvent, TurnRequest, TurnResult } from '../../assistant/types';
import type { Logger } from '../../base/logger';
import { errorMessage } from '../../base/errors';
import { t } from '../../base/l10n';
import type { Vault } from '../../guards';
import type { CitationChecker, Imprint } from '../../knowledge/citation';
import type {
  ChatAction,
  ChatStateView,
  Remotes,
  SourceView,
  StepView,
  TurnView,
} from '../../../webview/protocol/chat';
import type { FromChatView } from '../../../webview/protocol/messages';
import type { FalseAlarm } from '../falseAlarms';
import { fileOf, type HeldBackDocuments, openLink, openPassage } from '../links';
import type { Settings } from '../settings';
import type { ChatViewProvider } from './chatViewProvider';
import { describeAttachment } from './contextChips';
import { contextView, finishedTurn, sourceNow, startedTurn } from './turnView';
import { applyToFile, insertAtCursor, openAsNewFile } from './codeActions';
import { loadTurn, preloadTurn } from './turnLoader';
import { attachFile, attachProblems, attachSelection, attachmentsFromMentions } from './attachments';
import { showError, showInformation, showWarning } from '../messages';

/** What the controller asks of the rest of the extension. */
export interface ChatHost {
  settings(): Settings;
  services(sessionId: string): Promise<TurnServices>;
  vault(sessionId: string): Promise<Vault>;
  sessions(): Promise<SessionStore<StoredTurn>>;
  /** Banner, model, truths, suggestions: everything around the transcript but the chips. */
  surroundings(): Omit<ChatStateView, 'chips' | 'budget'> & { readonly contextTokens: number };
  /** What of the index lies or is computed elsewhere. */
  remotes(): Remotes;
  runAction(action: ChatAction): void;
  /** Keeps it on this machine, and says so. */
  noteFalseAlarm(alarm: FalseAlarm): Promise<void>;
  readonly heldBackDocuments: HeldBackDocuments;
  citations(): Promise<CitationChecker>;
  readonly logger: Logger;
}

/** A turn as it is kept: what was shown, and where its sources are. */
export interface StoredTurn {
  readonly view: TurnView;
  /** Root folder of each source, in the order of `view.sources`. */
  readonly roots: readonly string[];
  /** Imprint of what each source cites, in the same order. */
  readonly imprints?: readonly (Imprint | null)[];
}

/** Milliseconds of quiet after a change in an editor before citations are looked at. */
const settleMilliseconds = 500;

export class ChatController implements vscode.Disposable {
  readonly #subscriptions: vscode.Disposable[] = [];
  readonly #results = new Map<string, TurnResult>();
  readonly #requests = new Map<string, TurnRequest>();
  readonly #notAdded = new Map<string, readonly StepView[]>();
  #session: Session<StoredTurn> | undefined;
  #turns: StoredTurn[] = [];
  #attachments: Attachment[] = [];
  #running: { readonly id: string; readonly abort: AbortController } | undefined;
  #usedTokens = 0;
  #editTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly view: ChatViewProvider,
    private readonly host: ChatHost,
  ) {
    this.#subscriptions.push(
      view.onMessage((message) => void this.#receive(message)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#edited(document.uri)),
    );
  }

  get sessionId(): string | undefined {
    return this.#session?.id;
  }

  get turns(): readonly StoredTurn[] {
    return this.#turns;
  }

  dispose(): void {
    this.#running?.abort.abort();
    clearTimeout(this.#editTimer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** Tells the view what stands around the transcript, after something there changed. */
  refreshState(): void {
    this.view.post({ type: 'state', state: this.#state() });
  }

  /** Draws everything again, after a change of language or session. */
  refreshAll(): void {
    this.view.post({ type: 'init', state: this.#state(), turns: this.#turns.map(({ view }) => view) });
  }

  stop(): void {
    this.#running?.abort.abort();
  }

  async newChat(): Promise<void> {
    this.stop();
    this.#session = undefined;
    this.#turns = [];
    this.#attachments = [];
    this.#usedTokens = 0;
    this.refreshAll();
    this.view.post({ type: 'composer', text: '', focus: true });
    await Promise.resolve();
  }

  async openSession(id: string): Promise<void> {
    this.stop();
    const session = await (await this.host.sessions()).load(id);
    this.#session = session;
    this.#turns = [...session.turns];
    this.refreshAll();
    await this.checkSources();
  }

  /** What stands in an editor is what a citation opens: it is looked at a moment after the last key. */
  #edited(uri: vscode.Uri): void {
    const isCited = this.#turns.some(({ view, roots }) =>
      view.sources.some(({ path }, index) => fileOf({ root: roots[index] ?? '', path }) === uri.fsPath),
    );
    if (uri.scheme !== 'file' || !isCited) return;
    clearTimeout(this.#editTimer);
    this.#editTimer = setTimeout(() => void this.checkSources(), settleMilliseconds);
  }

  /** Compares what the answers cite with the files as they are now, and marks what changed. */
  async checkSources(): Promise<void> {
    for (const { view } of [...this.#turns]) await this.#checkTurn(view.id);
  }

  /** Adds the selection, a file or the problems of the editor to the next question. */
  async attach(what: 'selection' | 'problems' | vscode.Uri): Promise<void> {
    const attached =
      what === 'selection' ? attachSelection() : what === 'problems' ? attachProblems() : await attachFile(what);
    if ('problem' in attached) {
      void showInformation(attached.problem);
      return;
    }
    this.#attachments.push(attached.attachment);
    this.refreshState();
    this.view.post({ type: 'composer', focus: true });
  }

  async #receive(message: FromChatView): Promise<void> {
    try {
      await this.#handle(message);
    } catch (error) {
      this.host.logger.error(`chat: ${message.type} failed: ${errorMessage(error)}`);
      void showError(t('Rempart could not do that: {0}', errorMessage(error)));
    }
  }

  async #handle(message: FromChatView): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.refreshAll();
        // Whoever has the chat open is about to ask.
        void preloadTurn(this.host.logger);
        return;
      case 'ask':
        await this.ask(message.text);
        return;
      case 'stop':
        this.stop();
        return;
      case 'retry':
        await this.#again(message.turnId, false);
        return;
      case 'sendAnyway':
        await this.#again(message.turnId, true);
        return;
      case 'editAndResend':
        await this.#editAndResend(message.turnId, message.text);
        return;
      case 'reportFalseAlarm':
        await this.#reportFalseAlarm(message.turnId);
        return;
      case 'openSource':
        await this.#openSource(message.turnId, message.n);
        return;
      case 'openHeldBack': {
        const held = this.#results.get(message.turnId)?.context.heldBack[message.n - 1];
        if (held) await this.host.heldBackDocuments.open(held);
        else void showInformation(t('Held-back passages of earlier sessions are not kept.'));
        return;
      }
      case 'reveal':
        await this.#reveal(message.turnId, message.placeholder);
        return;
      case 'rate':
        await this.#change(message.turnId, ({ rating: _, ...view }) =>
          message.rating === 'none' ? view : { ...view, rating: message.rating },
        );
        return;
      case 'copy':
        await vscode.env.clipboard.writeText(message.text);
        return;
      case 'insertAtCursor':
        await insertAtCursor(message.text);
        return;
      case 'applyToFile':
        await applyToFile(message.text);
        return;
      case 'newFile':
        await openAsNewFile(message.text, message.language);
        return;
      case 'openLink':
        await openLink(message.url);
        return;
      case 'removeChip':
        this.#attachments = this.#attachments.filter(
          (attachment) => describeAttachment(attachment).id !== message.chipId,
        );
        this.refreshState();
        return;
      case 'action':
        if (message.action === 'retry' && message.turnId !== undefined) await this.#again(message.turnId, false);
        else this.host.runAction(message.action);
        return;
    }
  }

  /** Asks a question in the current session. */
  async ask(text: string): Promise<void> {
    if (this.#running || text.trim() === '') return;
    const parsed = parseQuestion(text);
    const named = await attachmentsFromMentions(parsed);
    const attachments = [
      ...this.#attachments,
      ...named.flatMap((one) => ('attachment' in one ? [one.attachment] : [])),
    ];
    this.#attachments = [];
    const id = randomUUID();
    this.#notAdded.set(
      id,
      named.flatMap((one) => ('problem' in one ? [notAdded(one.problem)] : [])),
    );
    await this.#run(text, {
      id,
      sessionId: this.#session?.id ?? randomUUID(),
      question: parsed.question,
      history: this.#history(),
      attachments,
      scope: parsed.folders,
      override: false,
    });
  }

  async #again(turnId: string, override: boolean): Promise<void> {
    const index = this.#turns.findIndex(({ view }) => view.id === turnId);
    const turn = this.#turns[index];
    if (!turn || this.#running) return;
    const earlier = this.#requests.get(turnId);
    this.#turns = this.#turns.slice(0, index);
    this.refreshAll();
    const history = this.#history();
    const id = randomUUID();
    this.#notAdded.set(id, this.#notAdded.get(turnId) ?? []);
    const request = earlier ?? {
      sessionId: this.#session?.id ?? randomUUID(),
      question: parseQuestion(turn.view.question).question,
      attachments: [],
      scope: [],
    };
    await this.#run(turn.view.question, { ...request, id, history, override });
  }

  async #editAndResend(turnId: string, text: string): Promise<void> {
    const index = this.#turns.findIndex(({ view }) => view.id === turnId);
    if (index < 0 || this.#running || text.trim() === '') return;
    this.#turns = this.#turns.slice(0, index);
    this.refreshAll();
    await this.ask(text);
  }

  async #run(shown: string, request: TurnRequest): Promise<void> {
    const abort = new AbortController();
    this.#running = { id: request.id, abort };
    await vscode.commands.executeCommand('setContext', 'rempart.answering', true);
    const started = this.#withNotAdded(request.id, startedTurn(request.id, shown.trim()));
    this.#requests.set(request.id, request);
    this.view.post({ type: 'turnStarted', turn: started });
    this.refreshState();
    const { policy } = this.host.settings();
    try {
      const services = await this.host.services(request.sessionId);
      const { runTurn } = await loadTurn();
      const result = await runTurn(request, services, {
        signal: abort.signal,
        onEvent: (event) => this.#forward(request.id, event),
      });
      this.#results.set(request.id, result);
      this.#usedTokens = result.tokens ? result.tokens.prompt + result.tokens.answer : this.#usedTokens;
      const view = this.#withNotAdded(
        request.id,
        finishedTurn(started.question, request.question, result, policy, this.host.remotes()),
      );
      const { sources } = result.context;
      this.#turns.push({
        view,
        roots: sources.map(({ passage }) => passage.root),
        imprints: sources.map(({ imprint }) => imprint ?? null),
      });
      this.view.post({ type: 'turnFinished', turn: view });
      await this.#save(request.sessionId);
      // The index may be older than the file.
      void this.#checkTurn(request.id);
    } catch (error) {
      this.host.logger.error(`turn failed: ${errorMessage(error)}`);
      const view: TurnView = {
        ...started,
        state: 'failed',
        problem: {
          kind: 'failed',
          title: t('Rempart could not answer. Your question is kept.'),
          detail: errorMessage(error),
          actions: [
            { id: 'retry', label: t('Ask again') },
            { id: 'showDetails', label: t('Details') },
          ],
        },
      };
      this.#turns.push({ view, roots: [] });
      this.view.post({ type: 'turnFinished', turn: view });
    } finally {
      this.#running = undefined;
      await vscode.commands.executeCommand('setContext', 'rempart.answering', false);
      this.refreshState();
    }
  }

  #forward(id: string, event: TurnEvent): void {
    switch (event.type) {
      case 'phase': {
        const model = this.host.surroundings().model.name;
        this.view.post({
          type: 'progress',
          id,
          phase: event.phase,
          since: Date.now(),
          ...(model === '' ? {} : { model }),
        });
        return;
      }
      case 'context':
        this.view.post({
          type: 'turnChanged',
          id,
          change: this.#withNotAdded(id, contextView(event.context, this.host.settings().policy)),
        });
        return;
      case 'answer':
        this.view.post({ type: 'answerDelta', id, text: event.text });
        return;
      case 'thinking':
        this.view.post({ type: 'thinkingDelta', id, text: event.text });
        return;
    }
  }

  /** What the question names and could not be added stands first among the steps of its answer. */
  #withNotAdded<View extends Pick<TurnView, 'steps'>>(id: string, view: View): View {
    return { ...view, steps: [...(this.#notAdded.get(id) ?? []), ...view.steps] };
  }

  #history(): readonly Exchange[] {
    return this.#turns
      .filter(({ view }) => view.state === 'done' && view.kind !== 'none')
      .map(({ view }) => ({ question: this.#requests.get(view.id)?.question ?? view.question, answer: view.answer }));
  }

  async #save(sessionId: string): Promise<void> {
    const store = await this.host.sessions();
    const now = Date.now();
    const base = this.#session ?? { ...store.create(now), id: sessionId };
    const title = base.title === '' ? (this.#turns[0]?.view.question ?? '').slice(0, 80) : base.title;
    this.#session = { ...base, title, updatedAt: new Date(now).toISOString(), turns: this.#turns };
    try {
      await store.save(this.#session);
    } catch (error) {
      this.host.logger.error(`conversation not saved: ${errorMessage(error)}`);
      void showWarning(t('The conversation could not be saved on disk.'));
    }
  }

  async #change(turnId: string, change: (view: TurnView) => TurnView): Promise<void> {
    const index = this.#turns.findIndex(({ view }) => view.id === turnId);
    const turn = this.#turns[index];
    if (!turn || !this.#session) return;
    const view = change(turn.view);
    this.#turns[index] = { ...turn, view };
    this.view.post({ type: 'turnFinished', turn: view });
    await this.#save(this.#session.id);
  }

  async #openSource(turnId: string, n: number): Promise<void> {
    await this.#checkTurn(turnId);
    const turn = this.#turns.find(({ view }) => view.id === turnId);
    const index = turn?.view.sources.findIndex((source) => source.n === n) ?? -1;
    const source = turn?.view.sources[index];
    if (!turn || !source) return;
    if (source.since === 'changed') {
      void showInformation(t('{0} changed since it was cited.', source.path));
    }
    await openPassage({ ...source, root: turn.roots[index] ?? '' });
  }

  /** Brings the sources of a turn up to date with the files, in the view and in memory; nothing is said when all is as it was. */
  async #checkTurn(turnId: string): Promise<void> {
    const turn = this.#turns.find(({ view }) => view.id === turnId);
    if (!turn || turn.view.sources.length === 0) return;
    const checker = await this.host.citations();
    const sources: SourceView[] = [];
    for (const [index, source] of turn.view.sources.entries()) {
      const imprint = turn.imprints?.[index] ?? undefined;
      const file = fileOf({ root: turn.roots[index] ?? '', path: source.path });
      sources.push(
        imprint === undefined || file === undefined
          ? source
          : sourceNow(source, await checker.check(file, source, imprint)),
      );
    }
    if (JSON.stringify(sources) === JSON.stringify(turn.view.sources)) return;
    // The conversation may be another one by now.
    const index = this.#turns.findIndex(({ view }) => view.id === turnId);
    const current = this.#turns[index];
    if (!current) return;
    this.#turns[index] = { ...current, view: { ...current.view, sources } };
    this.view.post({ type: 'turnChanged', id: turnId, change: { sources } });
  }

  async #reveal(turnId: string, placeholder: string): Promise<void> {
    if (!this.host.settings().policy.allowReveal) return;
    const session = this.#requests.get(turnId)?.sessionId;
    const value = session === undefined ? undefined : (await this.host.vault(session)).valueOf(placeholder);
    if (value === undefined) {
      void showInformation(t('This value is no longer in memory: masked values are never kept on disk.'));
      return;
    }
    this.view.post({ type: 'revealed', turnId, placeholder, value });
  }

  /** Also of a conversation from disk: then the score is no longer known. */
  async #reportFalseAlarm(turnId: string): Promise<void> {
    const view = this.#turns.find((turn) => turn.view.id === turnId)?.view;
    if (!view) return;
    const score = this.#results.get(turnId)?.refusal?.score;
    await this.host.noteFalseAlarm({
      at: new Date().toISOString(),
      question: this.#requests.get(turnId)?.question ?? view.question,
      ...(score === undefined ? {} : { score }),
      rules: (view.refusal?.reasons ?? []).map(({ rule }) => rule),
    });
    this.view.post({ type: 'falseAlarmNoted' });
  }

  #state(): ChatStateView {
    const { contextTokens, ...rest } = this.host.surroundings();
    return {
      ...rest,
      chips: this.#attachments.map(describeAttachment),
      budget: {
        used: this.#usedTokens,
        total: contextTokens,
        title: t('Tokens of the last answer and its context: {0} of {1}', this.#usedTokens, contextTokens),
      },
    };
  }
}

function notAdded(text: string): StepView {
  return { icon: 'warning', short: t('not added'), text };
}
