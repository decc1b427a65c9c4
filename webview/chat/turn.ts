// One question and its answer. The shape is a function of what is known; the text of the answer grows by itself in it.
import { h, icon, iconButton, toolbar } from '../shared/dom';
import { t } from '../shared/l10n';
import { patch } from '../shared/patch';
import type { ProgressPhase, TurnView } from '../protocol/chat';
import { MarkdownStream } from './markdown/stream';
import { heldBack, problem, receipt, refusal, sources, steps, thinking, type IsUnfolded } from './sections';

export interface Progress {
  readonly phase: ProgressPhase;
  /** Epoch milliseconds. */
  readonly since: number;
  readonly model?: string;
}

/** A spinner without a time would be all that is seen for so long, in seconds. */
const QUIET_SECONDS = 2;

export class TurnElement {
  readonly element: HTMLElement = h('article', { class: 'turn' });
  /** Values that the user asked to see, by placeholder: for this page only. */
  readonly #revealed = new Map<string, string>();
  readonly #answer: HTMLElement;
  readonly #markdown: MarkdownStream;
  #view: TurnView;
  #progress: Progress | undefined;

  constructor(
    view: TurnView,
    private readonly isUnfolded: IsUnfolded,
    private readonly now: () => number,
  ) {
    this.#view = view;
    this.#answer = h('div', { class: 'answer', 'data-key': 'answer', 'data-own': true });
    this.#markdown = new MarkdownStream(this.#answer, {
      source: (n) => this.#view.sources.find((source) => source.n === n),
      masked: (placeholder) => this.#view.masked.find((masked) => masked.placeholder === placeholder),
      revealed: (placeholder) => this.#revealed.get(placeholder),
    });
    this.element.dataset['turn'] = view.id;
    this.draw();
    this.drawAnswer();
  }

  get view(): TurnView {
    return this.#view;
  }

  get running(): boolean {
    return this.#view.state === 'running';
  }

  /** Takes over what has become known. */
  change(change: Partial<TurnView>): void {
    const before = this.#view;
    this.#view = { ...before, ...change };
    if (this.#view.state !== 'running') this.#progress = undefined;
    const { sources: ours, masked } = this.#view;
    if (JSON.stringify([before.sources, before.masked]) !== JSON.stringify([ours, masked])) this.#markdown.invalidate();
    this.draw();
    this.drawAnswer();
  }

  /** More text of the answer; `drawAnswer` shows it. */
  append(text: string): void {
    const first = this.#view.answer === '';
    this.#view = { ...this.#view, answer: this.#view.answer + text };
    if (first) this.draw();
  }

  appendThinking(text: string): void {
    this.#view = { ...this.#view, thinking: (this.#view.thinking ?? '') + text };
  }

  progress(progress: Progress): void {
    this.#progress = progress;
    this.draw();
  }

  reveal(placeholder: string, value: string | undefined): void {
    if (value === undefined) this.#revealed.delete(placeholder);
    else this.#revealed.set(placeholder, value);
    this.#markdown.invalidate();
    this.drawAnswer();
  }

  isRevealed(placeholder: string): boolean {
    return this.#revealed.has(placeholder);
  }

  drawAnswer(): void {
    if (this.#view.answer !== '' || this.#answer.childElementCount > 0)
      this.#markdown.update(this.#view.answer, this.running);
  }

  /** Draws everything but the text of the answer. */
  draw(): void {
    const view = this.#view;
    const reply = h('div', { class: 'reply', 'aria-busy': this.running ? 'true' : undefined });
    const add = (key: string, element: HTMLElement | undefined | false): void => {
      if (!element) return;
      element.dataset['key'] = key;
      reply.append(element);
    };
    add('steps', steps(view, this.isUnfolded));
    add('thinking', thinking(view, this.isUnfolded));
    add('label', view.label !== undefined && label(view));
    // The one element that lives on is put in place of a stand-in, which `patch` recognises by its key.
    if (view.answer !== '')
      add('answer', this.element.contains(this.#answer) ? h('div', { 'data-own': true }) : this.#answer);
    this.#answer.classList.toggle('quotes', view.kind === 'extractive');
    add('ended', ended(view));
    add('progress', this.running && this.#progressLine());
    add('note', this.running && this.#progress?.phase === 'loading' && loadingNote());
    add('refusal', refusal(view));
    add('problem', problem(view));
    if (!this.running) {
      add('sources', view.state !== 'refused' && sources(view));
      add('held', heldBack(view, this.isUnfolded));
      add('receipt', receipt(view, this.isUnfolded));
      add('actions', view.answer === '' ? view.state === 'stopped' && unansweredActions() : answerActions(view));
    }
    patch(
      this.element,
      h(
        'article',
        { class: 'turn', 'data-turn': view.id },
        h('h2', { class: 'vh' }, t('You asked')),
        question(view),
        h('h2', { class: 'vh' }, t('Rempart answered')),
        reply,
      ),
    );
  }

  /** What is happening, in words; the time joins once it says something. */
  progressText(): string {
    const progress = this.#progress;
    if (!progress) return t('Preparing the question …');
    const seconds = Math.floor((this.now() - progress.since) / 1000);
    const text = phaseText(progress);
    return seconds >= QUIET_SECONDS ? `${text} ${t('{0} s', seconds)}` : text;
  }

  #progressLine(): HTMLElement {
    return h('p', { class: 'progress' }, icon('loading', 'spin'), h('span', {}, this.progressText()));
  }
}

/** What a phase is called; also what is announced once when it begins. */
export function phaseText({ phase, model }: Progress): string {
  switch (phase) {
    case 'searching':
      return t('Searching your documents …');
    case 'loading':
      return model === undefined ? t('Loading the model …') : t('Loading {0} …', model);
    case 'waiting':
      return t('Reading the passages …');
    case 'answering':
      return t('Answering …');
    case 'silent':
      return t('No word from the model for a while …');
  }
}

/** Words of the answer, as the reader counts them. */
export function countWords(answer: string): number {
  const text = answer.replace(/\[\d{1,3}\]/gu, '');
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}'’_-]*/gu)?.length ?? 0;
}

function loadingNote(): HTMLElement {
  return h(
    'p',
    { class: 'note' },
    t('The first answer waits while the model is read from disk. It then stays loaded.'),
  );
}

function label({ label: text = '', kind }: TurnView): HTMLElement {
  return h('p', { class: 'label' }, icon(kind === 'extractive' ? 'quote' : 'info'), h('span', {}, text));
}

function ended(view: TurnView): HTMLElement | undefined {
  const words = countWords(view.answer);
  const text =
    view.state === 'stopped'
      ? words === 0
        ? t('Stopped before the first word')
        : words === 1
          ? t('Stopped after 1 word')
          : t('Stopped after {0} words', words)
      : view.problem?.kind === 'lost' && words > 0
        ? t('Stopped after {0} words: the connection was lost', words)
        : undefined;
  return text === undefined ? undefined : h('p', { class: 'ended' }, icon('debug-stop'), h('span', {}, text));
}

function question(view: TurnView): HTMLElement {
  const text = h('p');
  let at = 0;
  for (const { start, end } of view.mentions ?? []) {
    text.append(view.question.slice(at, start), h('span', { class: 'mention' }, view.question.slice(start, end)));
    at = end;
  }
  text.append(view.question.slice(at));
  return h(
    'div',
    { class: 'question' },
    text,
    toolbar('question-actions', t('Question'), [
      iconButton('edit', t('Edit question'), { do: 'editQuestion' }),
      iconButton('copy', t('Copy question'), { do: 'copyQuestion' }),
    ]),
  );
}

/** What can be done where nothing had arrived. */
function unansweredActions(): HTMLElement {
  return toolbar('actions', t('Answer'), [iconButton('refresh', t('Ask again'), { do: 'retry' })]);
}

function answerActions({ rating }: TurnView): HTMLElement {
  const pressed = (is: boolean): { 'aria-pressed': string } => ({ 'aria-pressed': String(is) });
  return toolbar('actions', t('Answer'), [
    iconButton('copy', t('Copy answer'), { do: 'copyAnswer' }),
    iconButton('insert', t('Insert at cursor'), { do: 'insertAnswer' }),
    iconButton('refresh', t('Ask again'), { do: 'retry' }),
    iconButton(
      rating === 'up' ? 'thumbsup-filled' : 'thumbsup',
      t('Good answer (kept on this machine)'),
      { do: 'rate', rating: 'up' },
      pressed(rating === 'up'),
    ),
    iconButton(
      rating === 'down' ? 'thumbsdown-filled' : 'thumbsdown',
      t('Bad answer (kept on this machine)'),
      { do: 'rate', rating: 'down' },
      pressed(rating === 'down'),
    ),
  ]);
}
