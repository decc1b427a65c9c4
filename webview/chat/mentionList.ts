// The list below the caret: what `/` at the start of a question and `@` at the start of a word may become.
import { h } from '../shared/dom';
import { t } from '../shared/l10n';
import { patchChildren } from '../shared/patch';
import type { MentionView } from '../protocol/chat';

export interface MentionListOptions {
  readonly field: HTMLTextAreaElement;
  /** One sentence for screen readers. */
  readonly announce: (text: string) => void;
  /** The text of the field was changed by what was chosen. */
  readonly onTake: () => void;
}

const listId = 'mentions';

export class MentionList {
  readonly element = h('ul', { class: 'mention-list', id: listId, role: 'listbox', hidden: true });
  readonly #field: HTMLTextAreaElement;
  #known: readonly MentionView[] = [];
  #offered: readonly MentionView[] = [];
  #active = 0;

  constructor(private readonly options: MentionListOptions) {
    this.#field = options.field;
    this.element.setAttribute('aria-label', t('Commands and mentions'));
    this.#field.setAttribute('aria-autocomplete', 'list');
    this.#field.setAttribute('aria-haspopup', 'listbox');
    this.#field.addEventListener('input', () => this.#offer());
    this.#field.addEventListener('click', () => this.close());
    this.#field.addEventListener('blur', () => this.close());
    // A press must not take the focus from the field.
    this.element.addEventListener('mousedown', (event) => event.preventDefault());
    this.element.addEventListener('click', (event) => {
      const option = event.target instanceof Element ? event.target.closest<HTMLElement>('[role=option]') : null;
      if (option) this.#take(Number(option.dataset['index']));
    });
  }

  setKnown(known: readonly MentionView[]): void {
    this.#known = known;
  }

  /** True when the list used the key. */
  key(event: KeyboardEvent): boolean {
    const count = this.#offered.length;
    if (count === 0) return false;
    switch (event.key) {
      case 'ArrowDown':
        this.#activate((this.#active + 1) % count);
        break;
      case 'ArrowUp':
        this.#activate((this.#active + count - 1) % count);
        break;
      case 'Enter':
      case 'Tab':
        if (event.shiftKey) return false;
        this.#take(this.#active);
        break;
      case 'Escape':
        this.close();
        break;
      case 'ArrowLeft':
      case 'ArrowRight':
      case 'Home':
      case 'End':
        // The caret leaves the word.
        this.close();
        return false;
      default:
        return false;
    }
    event.preventDefault();
    // Escape would stop the answer, too.
    event.stopPropagation();
    return true;
  }

  close(): void {
    this.#show([]);
  }

  #offer(): void {
    const word = this.#word();
    const offered =
      word === '' ? [] : this.#known.filter(({ text }) => text.startsWith(word) && text.trimEnd() !== word);
    const wasClosed = this.#offered.length === 0;
    this.#active = 0;
    this.#show(offered);
    if (wasClosed && offered.length > 0)
      this.options.announce(offered.length === 1 ? t('1 suggestion') : t('{0} suggestions', offered.length));
  }

  /** What stands before the caret and may become a command or a mention. */
  #word(): string {
    const { value, selectionStart, selectionEnd } = this.#field;
    if (selectionStart !== selectionEnd) return '';
    const before = value.slice(0, selectionStart);
    return /^\/\w*$/u.exec(before)?.[0] ?? /(?<=^|\s)@\w*$/u.exec(before)?.[0] ?? '';
  }

  #take(index: number): void {
    const chosen = this.#offered[index];
    if (!chosen) return;
    const end = this.#field.selectionStart;
    this.#field.setRangeText(chosen.text, end - this.#word().length, end, 'end');
    this.close();
    this.options.onTake();
  }

  #activate(index: number): void {
    this.#active = index;
    this.#show(this.#offered);
    this.element.children[index]?.scrollIntoView({ block: 'nearest' });
  }

  #show(offered: readonly MentionView[]): void {
    this.#offered = offered;
    const open = offered.length > 0;
    this.element.hidden = !open;
    patchChildren(
      this.element,
      offered.map((view, index) => this.#option(view, index)),
    );
    for (const [name, value] of [
      ['aria-controls', listId],
      ['aria-activedescendant', optionId(this.#active)],
    ] as const) {
      if (open) this.#field.setAttribute(name, value);
      else this.#field.removeAttribute(name);
    }
  }

  #option({ text, description }: MentionView, index: number): HTMLElement {
    return h(
      'li',
      {
        id: optionId(index),
        role: 'option',
        class: 'mention-option',
        'aria-selected': String(index === this.#active),
        'data-index': index,
      },
      h('span', { class: 'what' }, text.trimEnd()),
      ' ',
      h('span', { class: 'note' }, description),
    );
  }
}

function optionId(index: number): string {
  return `${listId}-${index}`;
}
