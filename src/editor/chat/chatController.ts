// The conversation: takes what the view says, runs turns, and tells the view what became of them.
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { parseQuestion } from '../../assistant/mentions';
import type { SessionStore } from '../../assistant/sessions';
import type { TurnServices } from '../../assistant/services';
import type { Exchange, TurnEvent, TurnRequest, TurnResult } from '../../assistant/types';
import type { Logger } from '../../base/logger';
import { errorMessage } from '../../base/errors';
import { count } from '../../base/format';
import { t } from '../../base/l10n';
import type { Vault } from '../../guards';
import type { CitationChecker } from '../../knowledge/citation';
import type { Classification } from '../../knowledge/types';
import type {
  ChatAction,
  ChatStateView,
  Remotes,
  SourceView,
  StepView,
  ToChatView,
  TurnView,
} from '../../../webview/protocol/chat';
import type { FromChatView } from '../../../webview/protocol/messages';
import type { EditorEvent } from '../auditService';
import type { FalseAlarm } from '../falseAlarms';
import { fileOf, type HeldBackDocuments, openLink, openPassage } from '../links';
import type { Settings } from '../settings';
import type { ChatViewProvider } from './chatViewProvider';
import { describeAttachment } from './contextChips';
import { Conversation, type StoredTurn } from './conversation';
import { contextView, finishedTurn, sourceNow, startedTurn } from './turnView';
import { applyToFile, insertAtCursor, openAsNewFile, type Proposals } from './codeActions';
import { loadTurn, preloadTurn } from './turnLoader';
import {
  attachAgain,
  attachFile,
  attachProblems,
  attachSelection,
  attachmentsFromMentions,
  type Attached,
  type PlacedAttachment,
} from './attachments';
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
  /** Takes down what the user did, in the audit log. */
  record(event: EditorEvent): Promise<void>;
  /** Keeps it on this machine, and says so. */
  noteFalseAlarm(alarm: FalseAlarm): Promise<void>;
  readonly heldBackDocuments: HeldBackDocuments;
  readonly proposals: Proposals;
  citations(): Promise<CitationChecker>;
  readonly logger: Logger;
}

/** Milliseconds of quiet after a change in an editor before citations are looked at. */
const settleMilliseconds = 500;

/** A question as it was put, with what was added to it in the editor. */
interface AskedRequest extends TurnRequest {
  readonly attachments: readonly PlacedAttachment[];
}

interface ClassifiedAttachment {
  readonly attachment: PlacedAttachment;
  readonly classification: Classification;
}

export class ChatController implements vscode.Disposable {
  readonly #subscriptions: vscode.Disposable[] = [];
  readonly #results = new Map<string, TurnResult>();
  readonly #requests = new Map<string, AskedRequest>();
  readonly #notAdded = new Map<string, readonly StepView[]>();
  /** The one that is shown. */
  #conversation = new Conversation();
  /** Those in which a turn runs: the one that is shown, and others until what was stopped has ended. */
  readonly #answering = new Set<Conversation>();
  /** What is added to the next question. */
  #attachments: ClassifiedAttachment[] = [];
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

  /** The conversation that is shown; none before its first question. */
  get sessionId(): string | undefined {
    return this.#conversation.isBegun ? this.#conversation.id : undefined;
  }

  /** Of the conversation that is shown. */
  get name(): string {
    return this.#conversation.name;
  }

  get turns(): readonly StoredTurn[] {
    return this.#conversation.turns;
  }

  /** The conversation as it may leave the editor. */
  async exported(): Promise<readonly TurnView[]> {
    const { exportedTurns } = await import('./export');
    const views = this.turns.map(({ view }) => view);
    return exportedTurns(views, await this.host.vault(this.#conversation.id));
  }

  dispose(): void {
    for (const conversation of this.#answering) conversation.stop();
    clearTimeout(this.#editTimer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** Tells the view what stands around the transcript, after something there changed. */
  refreshState(): void {
    this.view.post({ type: 'state', state: this.#state() });
  }

  /** Draws everything again, after a change of language or session. */
  refreshAll(): void {
    this.view.post({ type: 'init', state: this.#state(), turns: this.#conversation.views });
  }

  stop(): void {
    this.#conversation.stop();
  }

  async newChat(): Promise<void> {
    this.#attachments = [];
    await this.#show(new Conversation());
    this.view.post({ type: 'composer', text: '', focus: true });
  }

  async openSession(id: string): Promise<void> {
    const session = await (await this.host.sessions()).load(id);
    // What was stopped in it may not have ended: then it knows more than the disk.
    await this.#show(this.#known(id) ?? new Conversation(session));
    await this.checkSources();
  }

  /** The conversation, where it is in memory. */
  #known(id: string): Conversation | undefined {
    return [this.#conversation, ...this.#answering].find((conversation) => conversation.id === id);
  }

  /** Gives a conversation another name. */
  async rename(id: string, name: string): Promise<void> {
    const store = await this.host.sessions();
    const conversation = this.#known(id) ?? new Conversation(await store.load(id));
    await conversation.rename(name, store, Date.now());
  }

  /** Deletes a conversation from disk; nothing that still runs in it is written. */
  async erase(id: string): Promise<void> {
    await this.#leaveErased((one) => one === id);
    await (await this.host.sessions()).delete(id);
    await this.host.record({ event_type: 'chat.deleted', session_id: id });
  }

  /** As `erase`, all conversations of the workspace; gives how many there were. */
  async eraseAll(): Promise<number> {
    await this.#leaveErased(() => true);
    const erased = await (await this.host.sessions()).eraseAll();
    await this.host.record({ event_type: 'chat.erased', reasons: [`chats:${String(erased)}`] });
    return erased;
  }

  /** Keeps those conversations from being written again, forgets what was asked in them, and leaves the one that is shown. */
  async #leaveErased(isErased: (id: string) => boolean): Promise<void> {
    for (const conversation of [this.#conversation, ...this.#answering])
      if (isErased(conversation.id)) conversation.erase();
    for (const [turnId, { sessionId }] of this.#requests) {
      if (!isErased(sessionId)) continue;
      for (const known of [this.#requests, this.#results, this.#notAdded]) known.delete(turnId);
    }
    if (isErased(this.#conversation.id)) await this.newChat();
  }

  /** Shows another conversation; what runs in the one before is stopped, and ends in that one. */
  async #show(conversation: Conversation): Promise<void> {
    if (conversation !== this.#conversation) this.stop();
    this.#conversation = conversation;
    this.refreshAll();
    await this.#tellAnswering();
  }

  /** For the commands and keys that hold while an answer runs. */
  async #tellAnswering(): Promise<void> {
    const isAnswering = this.#conversation.running !== undefined;
    await vscode.commands.executeCommand('setContext', 'rempart.answering', isAnswering);
  }

  /** What stands in an editor is what a citation opens: it is looked at a moment after the last key. */
  #edited(uri: vscode.Uri): void {
    const isCited = this.turns.some(({ view, roots }) =>
      view.sources.some(({ path }, index) => fileOf({ root: roots[index] ?? '', path }) === uri.fsPath),
    );
    if (uri.scheme !== 'file' || !isCited) return;
    clearTimeout(this.#editTimer);
    this.#editTimer = setTimeout(() => void this.checkSources(), settleMilliseconds);
  }

  /** Compares what the answers cite with the files as they are now, and marks what changed. */
  async checkSources(): Promise<void> {
    for (const { view } of [...this.turns]) await this.#checkTurn(view.id);
  }

  /** Adds the selection, a file or the problems of the editor to the next question. */
  async attach(what: 'selection' | 'problems' | vscode.Uri): Promise<void> {
    const attached =
      what === 'selection' ? attachSelection() : what === 'problems' ? attachProblems() : await attachFile(what);
    if ('problem' in attached) {
      void showInformation(attached.problem);
      return;
    }
    const { classOfPath } = await import('../../knowledge/documents/classification');
    const { attachment } = attached;
    this.#attachments.push({ attachment, classification: classOfPath(attachment.path) });
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
        await this.#reportFalseAlarm(message.turnId, message.heldBack);
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
        await applyToFile(message.text, this.host.proposals);
        return;
      case 'newFile':
        await openAsNewFile(message.text, message.language);
        return;
      case 'openLink':
        await openLink(message.url);
        return;
      case 'removeChip':
        this.#attachments = this.#attachments.filter(
          ({ attachment }) => describeAttachment(attachment).id !== message.chipId,
        );
        this.refreshState();
        return;
      case 'action':
        if (message.action === 'retry' && message.turnId !== undefined) await this.#again(message.turnId, false);
        else this.host.runAction(message.action);
        return;
    }
  }

  /** Asks a question in the conversation that is shown. */
  async ask(text: string): Promise<void> {
    await this.#ask(text, []);
  }

  /** @param earlier what was added to the question before it was edited */
  async #ask(text: string, earlier: readonly Attached[]): Promise<void> {
    const conversation = this.#conversation;
    if (conversation.running || text.trim() === '') return;
    const parsed = parseQuestion(text);
    const attached = [...earlier, ...this.#attachments];
    this.#attachments = [];
    attached.push(...(await attachmentsFromMentions(parsed)));
    if (conversation !== this.#conversation) return;
    const id = randomUUID();
    await this.#run(conversation, text, {
      id,
      sessionId: conversation.id,
      question: parsed.question,
      history: this.#history(conversation),
      attachments: this.#takeAttached(id, attached),
      scope: parsed.folders,
      override: false,
    });
  }

  /** What of it is there, each once; the steps of the answer will say what is not. */
  #takeAttached(turnId: string, attached: readonly Attached[]): readonly PlacedAttachment[] {
    const taken = new Map<string, PlacedAttachment>();
    for (const one of attached) {
      if (!('attachment' in one)) continue;
      const { id } = describeAttachment(one.attachment);
      if (!taken.has(id)) taken.set(id, one.attachment);
    }
    this.#notAdded.set(
      turnId,
      attached.flatMap((one) => ('problem' in one ? [notAdded(one.problem)] : [])),
    );
    return [...taken.values()];
  }

  async #again(turnId: string, override: boolean): Promise<void> {
    const conversation = this.#conversation;
    if (!(await this.#mayDropAfter(conversation, turnId, override ? t('Send anyway') : t('Ask again')))) return;
    const id = randomUUID();
    const request = await this.#requestAgain(conversation, turnId, id);
    const index = conversation.turns.findIndex(({ view }) => view.id === turnId);
    const turn = conversation.turns[index];
    // Something else may have been asked or opened before the yes.
    if (!turn || !request || conversation.running || conversation !== this.#conversation) return;
    conversation.turns = conversation.turns.slice(0, index);
    this.refreshAll();
    const history = this.#history(conversation);
    await this.#run(conversation, turn.view.question, { ...request, id, history, override });
  }

  /** What was asked in a turn; after a reload from what is kept of it, with what was added to it as that stands now. */
  async #requestAgain(
    { id: sessionId, turns }: Conversation,
    turnId: string,
    id: string,
  ): Promise<AskedRequest | undefined> {
    const turn = turns.find(({ view }) => view.id === turnId);
    const known = this.#requests.get(turnId);
    if (!turn || known) {
      this.#notAdded.set(id, this.#notAdded.get(turnId) ?? []);
      return known;
    }
    const parsed = parseQuestion(turn.view.question);
    const attached = await (turn.attached ? attachAgain(turn.attached) : attachmentsFromMentions(parsed));
    return {
      id,
      sessionId,
      question: parsed.question,
      history: [],
      attachments: this.#takeAttached(id, attached),
      scope: parsed.folders,
      override: false,
    };
  }

  /** Asks before the turns after this one go; the composer says so itself when a question is edited. */
  async #mayDropAfter({ turns }: Conversation, turnId: string, yes: string): Promise<boolean> {
    const index = turns.findIndex(({ view }) => view.id === turnId);
    const later = turns.length - 1 - index;
    if (index < 0 || later === 0) return index >= 0;
    const message = count(
      later,
      (n) => t('{0} later question and its answer will be deleted from this conversation.', n),
      (n) => t('{0} later questions and their answers will be deleted from this conversation.', n),
    );
    return (await showWarning(message, { modal: true }, yes)) === yes;
  }

  async #editAndResend(turnId: string, text: string): Promise<void> {
    const conversation = this.#conversation;
    const turn = conversation.turns.find(({ view }) => view.id === turnId);
    if (!turn || conversation.running || text.trim() === '') return;
    // What the words of the question named, they name again or no longer.
    const attached =
      this.#requests
        .get(turnId)
        ?.attachments.filter(({ place }) => !place.named)
        .map((attachment) => ({ attachment })) ??
      (await attachAgain((turn.attached ?? []).filter(({ named }) => !named)));
    const index = conversation.turns.findIndex(({ view }) => view.id === turnId);
    if (index < 0 || conversation !== this.#conversation) return;
    conversation.turns = conversation.turns.slice(0, index);
    this.refreshAll();
    await this.#ask(text, attached);
  }

  /** Runs a turn to its end in that conversation, whichever is shown meanwhile. */
  async #run(conversation: Conversation, shown: string, request: AskedRequest): Promise<void> {
    if (conversation.running) return;
    const abort = new AbortController();
    const started = this.#withNotAdded(request.id, startedTurn(request.id, shown.trim()));
    const attached = request.attachments.map(({ place }) => place);
    conversation.running = { view: started, attached, abort };
    this.#answering.add(conversation);
    await this.#tellAnswering();
    this.#requests.set(request.id, request);
    this.#post(conversation, { type: 'turnStarted', turn: started });
    this.refreshState();
    const { policy } = this.host.settings();
    // The window may go before the answer is there.
    void this.#save(conversation, () => undefined);
    try {
      const services = await this.host.services(request.sessionId);
      const { runTurn } = await loadTurn();
      const result = await runTurn(request, services, {
        signal: abort.signal,
        onEvent: (event) => this.#forward(conversation, event),
      });
      this.#results.set(request.id, result);
      const view = this.#withNotAdded(
        request.id,
        finishedTurn(started.question, request.question, result, policy, this.host.remotes()),
      );
      const { sources } = result.context;
      conversation.end({
        view,
        roots: sources.map(({ passage }) => passage.root),
        imprints: sources.map(({ imprint }) => imprint ?? null),
        attached,
        ...(result.tokens ? { tokens: result.tokens.prompt + result.tokens.answer } : {}),
      });
      this.#post(conversation, { type: 'turnFinished', turn: view });
      await this.#save(conversation);
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
      conversation.end({ view, roots: [], attached });
      this.#post(conversation, { type: 'turnFinished', turn: view });
      await this.#save(conversation);
    } finally {
      await this.#ended(conversation);
    }
  }

  async #ended(conversation: Conversation): Promise<void> {
    // The next question may have been asked while the turn was written to disk.
    if (!conversation.running) this.#answering.delete(conversation);
    await this.#tellAnswering();
    this.refreshState();
  }

  /** Tells the view something of a conversation, when it is the one that is shown. */
  #post(conversation: Conversation, message: ToChatView): void {
    if (conversation === this.#conversation) this.view.post(message);
  }

  /** Keeps what a running turn has come to, and tells the view. */
  #forward(conversation: Conversation, event: TurnEvent): void {
    const { running } = conversation;
    if (!running) return;
    const { id, answer, thinking = '' } = running.view;
    switch (event.type) {
      case 'phase': {
        const model = this.host.surroundings().model.name;
        this.#post(conversation, {
          type: 'progress',
          id,
          phase: event.phase,
          since: Date.now(),
          ...(model === '' ? {} : { model }),
        });
        return;
      }
      case 'context': {
        const change = this.#withNotAdded(id, contextView(event.context, this.host.settings().policy));
        running.view = { ...running.view, ...change };
        this.#post(conversation, { type: 'turnChanged', id, change });
        return;
      }
      case 'answer':
        running.view = { ...running.view, answer: answer + event.text };
        this.#post(conversation, { type: 'answerDelta', id, text: event.text });
        return;
      case 'thinking':
        running.view = { ...running.view, thinking: thinking + event.text };
        this.#post(conversation, { type: 'thinkingDelta', id, text: event.text });
        return;
    }
  }

  /** What the question names and could not be added stands first among the steps of its answer. */
  #withNotAdded<View extends Pick<TurnView, 'steps'>>(id: string, view: View): View {
    return { ...view, steps: [...(this.#notAdded.get(id) ?? []), ...view.steps] };
  }

  #history({ turns }: Conversation): readonly Exchange[] {
    return turns
      .filter(({ view }) => view.state === 'done' && view.kind !== 'none')
      .map(({ view }) => ({ question: this.#requests.get(view.id)?.question ?? view.question, answer: view.answer }));
  }

  async #save(conversation: Conversation, sayFailed = sayNotSaved): Promise<void> {
    try {
      await conversation.save(await this.host.sessions(), Date.now());
    } catch (error) {
      this.host.logger.error(`conversation not saved: ${errorMessage(error)}`);
      sayFailed();
    }
  }

  async #change(turnId: string, change: (view: TurnView) => TurnView): Promise<void> {
    const conversation = this.#conversation;
    const index = conversation.turns.findIndex(({ view }) => view.id === turnId);
    const turn = conversation.turns[index];
    if (!turn) return;
    const view = change(turn.view);
    conversation.turns[index] = { ...turn, view };
    this.view.post({ type: 'turnFinished', turn: view });
    await this.#save(conversation);
  }

  async #openSource(turnId: string, n: number): Promise<void> {
    await this.#checkTurn(turnId);
    const turn = this.turns.find(({ view }) => view.id === turnId);
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
    const turn = this.turns.find(({ view }) => view.id === turnId);
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
    const { turns } = this.#conversation;
    const index = turns.findIndex(({ view }) => view.id === turnId);
    const current = turns[index];
    if (!current) return;
    turns[index] = { ...current, view: { ...current.view, sources } };
    this.view.post({ type: 'turnChanged', id: turnId, change: { sources } });
  }

  async #reveal(turnId: string, placeholder: string): Promise<void> {
    if (!this.host.settings().policy.allowReveal) return;
    const session = this.#requests.get(turnId)?.sessionId;
    const entries = session === undefined ? [] : (await this.host.vault(session)).entriesIn(placeholder);
    const entry = entries.find((one) => one.placeholder === placeholder);
    if (session === undefined || entry === undefined) {
      void showInformation(t('This value is no longer in memory: masked values are never kept on disk.'));
      return;
    }
    void this.host.record({ event_type: 'chat.revealed', session_id: session, reasons: [`kind:${entry.type}`] });
    this.view.post({ type: 'revealed', turnId, placeholder, value: entry.value });
  }

  /**
   * Also of a conversation from disk: then the score is no longer known, and of a passage only the lines that were shown.
   * @param n number of the passage that was held back; without it the refusal is meant
   */
  async #reportFalseAlarm(turnId: string, n?: number): Promise<void> {
    const view = this.turns.find((turn) => turn.view.id === turnId)?.view;
    const held = view?.heldBack.find((one) => one.n === n);
    if (!view || (n !== undefined && !held)) return;
    const result = this.#results.get(turnId);
    const about = { at: new Date().toISOString(), question: this.#requests.get(turnId)?.question ?? view.question };
    if (held) {
      const { path, startLine, endLine, rules = [], excerpt = [] } = held;
      const text = result?.context.heldBack[held.n - 1]?.passage.text ?? excerpt.map((line) => line.text).join('\n');
      await this.host.noteFalseAlarm({ ...about, rules, passage: { path, startLine, endLine, text } });
    } else {
      const score = result?.refusal?.score;
      const rules = (view.refusal?.reasons ?? []).map(({ rule }) => rule);
      await this.host.noteFalseAlarm({ ...about, ...(score === undefined ? {} : { score }), rules });
    }
    this.view.post({ type: 'falseAlarmNoted' });
  }

  #state(): ChatStateView {
    const { contextTokens, ...rest } = this.host.surroundings();
    const { usedTokens } = this.#conversation;
    return {
      ...rest,
      chips: this.#attachments.map(({ attachment, classification }) => describeAttachment(attachment, classification)),
      budget: {
        used: usedTokens,
        total: contextTokens,
        title: t('Tokens of the last answer and its context: {0} of {1}', usedTokens, contextTokens),
      },
    };
  }
}

function sayNotSaved(): void {
  void showWarning(t('The conversation could not be saved on disk.'));
}

function notAdded(text: string): StepView {
  return { icon: 'warning', short: t('not added'), text };
}
