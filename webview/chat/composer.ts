// The composer: context, question, model, budget, and the one button that sends or stops.
import { button, h, icon } from '../shared/dom';
import { formatNumber, t } from '../shared/l10n';
import { patchChildren } from '../shared/patch';
import type { ChatStateView, ChipView } from '../protocol/chat';
import type { FromChatView } from '../protocol/messages';
import { MentionList } from './mentionList';

export interface ComposerOptions {
  readonly post: (message: FromChatView) => void;
  readonly announce: (text: string, urgent?: boolean) => void;
  readonly remember: () => void;
  /** Puts the last question into the composer, if there is one. */
  readonly editLast: () => void;
  readonly draft: string;
}

export class Composer {
  readonly element: HTMLFormElement;
  readonly #chips = h('ul', { class: 'chips', 'aria-label': t('Context') });
  readonly #text = h('textarea', {
    id: 'question',
    rows: 2,
    placeholder: t('Ask about your workspace. @ adds context, / commands'),
    'aria-describedby': 'reason',
  });
  readonly #mentions: MentionList;
  readonly #row = h('div', { class: 'composer-row' });
  readonly #reason = h('p', { class: 'reason', id: 'reason', hidden: true });
  #state: ChatStateView | undefined;
  #busy = false;
  /** The turn whose question is being edited, and what stood in the composer before. */
  #editing: { readonly turnId: string; readonly draft: string } | undefined;

  constructor(private readonly options: ComposerOptions) {
    this.#text.value = options.draft;
    this.#mentions = new MentionList({ field: this.#text, announce: options.announce, onTake: options.remember });
    this.element = h(
      'form',
      { class: 'composer', 'aria-label': t('Ask Rempart') },
      h(
        'div',
        { class: 'composer-box' },
        this.#chips,
        h('label', { class: 'vh', for: 'question' }, t('Your question')),
        this.#mentions.element,
        this.#text,
        this.#row,
        this.#reason,
      ),
    );
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      if (!this.#busy) this.send();
    });
    this.element.addEventListener('click', (event) => this.#pressed(event.target));
    this.#text.addEventListener('keydown', (event) => this.#key(event));
    this.#text.addEventListener('input', () => options.remember());
  }

  /** What is remembered when the view goes; an edit in progress is not. */
  get draft(): string {
    return this.#editing?.draft ?? this.#text.value;
  }

  get editing(): boolean {
    return this.#editing !== undefined;
  }

  focus(): void {
    this.#text.focus();
  }

  setText(text: string): void {
    this.#text.value = text;
    this.#mentions.close();
    this.#editing = undefined;
    this.#drawReason();
    this.options.remember();
  }

  setBusy(busy: boolean): void {
    if (busy === this.#busy) return;
    this.#busy = busy;
    this.#draw();
  }

  update(state: ChatStateView): void {
    this.#state = state;
    this.#mentions.setKnown(state.mentions);
    this.#draw();
  }

  edit(turnId: string, question: string): void {
    this.#editing = { turnId, draft: this.draft };
    this.#text.value = question;
    this.#text.focus();
    this.#text.setSelectionRange(question.length, question.length);
    this.#drawReason();
  }

  /** Puts back what stood in the composer before the edit. */
  cancelEdit(): void {
    const draft = this.#editing?.draft ?? '';
    this.#editing = undefined;
    this.#text.value = draft;
    this.#drawReason();
  }

  send(): void {
    const text = this.#text.value.trim();
    if (text === '') {
      this.#text.focus();
      return;
    }
    if (this.#state?.cannotSend !== undefined) {
      this.options.announce(this.#state.cannotSend, true);
      return;
    }
    const editing = this.#editing;
    this.options.post(editing ? { type: 'editAndResend', turnId: editing.turnId, text } : { type: 'ask', text });
    this.setText(editing?.draft ?? '');
    // Not waiting for the host: a second press must not send a second time.
    this.setBusy(true);
  }

  #key(event: KeyboardEvent): void {
    // Enter that ends the composition of a character (Japanese, dead keys) is no wish to send.
    if (event.isComposing || this.#mentions.key(event)) return;
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      if (!this.#busy) this.send();
    } else if (event.key === 'ArrowUp' && this.#text.value === '' && !this.#busy) {
      event.preventDefault();
      this.options.editLast();
    } else if (event.key === 'Escape' && this.#editing && !this.#busy) {
      event.stopPropagation();
      this.cancelEdit();
    }
  }

  #pressed(target: EventTarget | null): void {
    const at = target instanceof Element ? target.closest<HTMLElement>('[data-do]') : null;
    switch (at?.dataset['do']) {
      case 'addContext':
      case 'pickModel':
      case 'showBudget':
        this.options.post({ type: 'action', action: at.dataset['do'] });
        break;
      case 'removeChip':
        this.options.post({ type: 'removeChip', chipId: at.dataset['chip'] ?? '' });
        this.#text.focus();
        break;
      case 'stop':
        this.options.post({ type: 'stop' });
        break;
      case 'cancelEdit':
        this.cancelEdit();
        this.#text.focus();
        break;
      default:
        break;
    }
  }

  #draw(): void {
    const state = this.#state;
    if (!state) return;
    patchChildren(this.#chips, [addChip(), ...state.chips.map(chip)]);
    patchChildren(this.#row, [
      modelPicker(state),
      ...(state.budget.total > 0 && state.model.name !== '' ? [budget(state.budget)] : []),
      this.#sendButton(state.cannotSend),
    ]);
    this.#drawReason();
  }

  #sendButton(cannotSend: string | undefined): HTMLElement {
    const [name, label, title] = this.#busy
      ? (['debug-stop', t('Stop'), t('Stop (Escape)')] as const)
      : (['send', t('Send'), t('Send (Enter)')] as const);
    return h(
      'button',
      {
        type: this.#busy ? 'button' : 'submit',
        class: 'button primary send',
        title,
        'data-do': this.#busy ? 'stop' : undefined,
        'aria-disabled': !this.#busy && cannotSend !== undefined ? 'true' : undefined,
        'aria-describedby': !this.#busy && cannotSend !== undefined ? 'reason' : undefined,
      },
      icon(name),
      h('span', { class: 'word' }, label),
    );
  }

  #drawReason(): void {
    const cannotSend = this.#state?.cannotSend;
    const text = this.#editing ? t('You are editing an earlier question; the answers after it will go.') : cannotSend;
    this.#reason.hidden = text === undefined;
    patchChildren(
      this.#reason,
      text === undefined
        ? []
        : [
            icon(this.#editing ? 'edit' : 'info'),
            h('span', {}, text),
            ...(this.#editing ? [button({ class: 'link' }, { do: 'cancelEdit' }, t('Cancel'))] : []),
          ],
    );
  }
}

function addChip(): HTMLElement {
  const label = t('Add context');
  return h(
    'li',
    { class: 'chip', 'data-key': 'add' },
    button({ class: 'x', title: label, 'aria-label': label }, { do: 'addContext' }, icon('add')),
  );
}

function chip(view: ChipView): HTMLElement {
  const inside = [
    h('span', { class: 'what' }, view.label),
    ...[view.size, view.classification]
      .filter((text) => text !== undefined)
      .flatMap((text) => [' ', h('span', { class: 'size' }, text)]),
  ];
  return h(
    'li',
    { class: 'chip', 'data-key': view.id, title: view.title },
    h('span', { class: 'inside' }, ...inside),
    view.removable &&
      button(
        { class: 'x', 'aria-label': t('Remove {0}', view.label), title: t('Remove {0}', view.label) },
        { do: 'removeChip', chip: view.id },
        icon('close'),
      ),
  );
}

function modelPicker({ model }: ChatStateView): HTMLElement {
  const known = model.name !== '';
  return button(
    { class: 'picker', 'aria-haspopup': 'dialog', title: `${model.title}\n${t('Change model')}`.trim() },
    { do: 'pickModel' },
    h('span', { class: 'vh' }, t('Model'), ' '),
    !known && icon('circle-slash', 'muted'),
    h('span', { class: 'what' }, known ? model.name : t('No model')),
    known && model.verified && icon('verified-filled', 'verified'),
    known && model.untrusted && icon('warning', 'warn'),
    known &&
      h(
        'span',
        { class: 'vh' },
        model.verified ? t('verified') : model.untrusted ? t('not trusted') : t('not verified'),
      ),
    icon('chevron-down'),
  );
}

function budget({ used, total, title }: ChatStateView['budget']): HTMLElement {
  const meter = h('meter', { min: 0, max: total, value: Math.min(used, total), 'aria-label': t('Token budget') });
  return button(
    { class: 'budget', title },
    { do: 'showBudget' },
    h('span', {}, `${thousands(used)} / ${thousands(total)}`),
    meter,
  );
}

/** 2104 → 2.1k; sizes of contexts are powers of two and shown as such: 8192 → 8k. */
function thousands(tokens: number): string {
  if (tokens < 1000) return formatNumber(tokens);
  return `${formatNumber(tokens % 1024 === 0 ? tokens / 1024 : tokens / 1000, 1)}k`;
}
