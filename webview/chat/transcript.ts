// The conversation: its turns, its scrolling (which follows only a reader who is at the end), and what presses in it do.
import { h, icon, keepFocus } from '../shared/dom';
import { t } from '../shared/l10n';
import { patch } from '../shared/patch';
import type { TurnView } from '../protocol/chat';
import type { FromChatView } from '../protocol/messages';
import { TurnElement, countWords, phaseText, type Progress } from './turn';

export interface TranscriptOptions {
  readonly post: (message: FromChatView) => void;
  readonly edit: (turnId: string, question: string) => void;
  /** One sentence for screen readers; urgent ones interrupt. */
  readonly announce: (text: string, urgent?: boolean) => void;
  /** Something that is remembered has changed. */
  readonly remember: () => void;
  readonly unfolded: readonly string[];
  readonly now: () => number;
}

/** So near to the end, in pixels, a reader counts as being there. */
const NEAR_END = 24;

export class Transcript {
  readonly element = h('main', {}, h('h1', { class: 'vh' }, t('Rempart chat')));
  /** The part that scrolls; takes the focus where what held it goes. */
  readonly log = h('div', {
    class: 'transcript',
    role: 'log',
    'aria-live': 'off',
    'aria-label': t('Conversation'),
    tabindex: 0,
  });
  readonly #toLatest = h(
    'button',
    {
      type: 'button',
      class: 'icon-button to-latest',
      title: t('Jump to the latest'),
      'aria-label': t('Jump to the latest'),
      hidden: true,
    },
    icon('arrow-down'),
  );
  readonly #turns = new Map<string, TurnElement>();
  readonly #unfolded: Set<string>;
  readonly #dirty = new Set<TurnElement>();
  #empty: HTMLElement | undefined;
  #follows = true;
  #frame = 0;
  #clock: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly options: TranscriptOptions) {
    this.#unfolded = new Set(options.unfolded);
    this.element.append(this.log, this.#toLatest);
    this.log.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    this.#toLatest.addEventListener('click', () => {
      this.followLatest();
      this.log.focus({ preventScroll: true });
    });
    this.log.addEventListener('click', (event) => this.#pressed(event.target));
    this.log.addEventListener('keydown', (event) => this.#key(event));
    // `toggle` does not bubble.
    this.log.addEventListener('toggle', (event) => this.#toggled(event.target), true);
    this.log.addEventListener('focusout', (event) => {
      const popup = this.#popup();
      if (popup && event.relatedTarget instanceof Node && !popup.parentElement?.contains(event.relatedTarget))
        this.closePopup();
    });
    new ResizeObserver(() => this.#afterDrawing()).observe(this.log);
  }

  get running(): TurnElement | undefined {
    return [...this.#turns.values()].find((turn) => turn.running);
  }

  get last(): TurnView | undefined {
    return [...this.#turns.values()].at(-1)?.view;
  }

  get unfolded(): readonly string[] {
    return [...this.#unfolded];
  }

  get scroll(): number | 'latest' {
    return this.#follows ? 'latest' : this.log.scrollTop;
  }

  /** What stands in an empty conversation. */
  setEmpty(empty: HTMLElement): void {
    this.#redraw(() => {
      if (this.#empty) patch(this.#empty, empty);
      else this.#empty = empty;
    });
  }

  /** Shows these turns and no others. */
  reset(turns: readonly TurnView[]): void {
    const wanted = new Set(turns.map(({ id }) => id));
    this.#redraw(() => {
      for (const [id, turn] of this.#turns) {
        if (wanted.has(id)) continue;
        turn.element.remove();
        this.#turns.delete(id);
      }
      for (const view of turns) this.#put(view);
    });
    this.#afterDrawing();
    this.#tick();
  }

  started(view: TurnView): void {
    this.#redraw(() => this.#put(view));
    this.followLatest();
    this.#tick();
  }

  changed(id: string, change: Partial<TurnView>): void {
    this.#redraw(() => this.#turns.get(id)?.change(change));
    this.#afterDrawing();
  }

  delta(id: string, text: string): void {
    const turn = this.#turns.get(id);
    if (!turn) return;
    turn.append(text);
    this.#drawSoon(turn);
  }

  thinkingDelta(id: string, text: string): void {
    const turn = this.#turns.get(id);
    if (!turn) return;
    turn.appendThinking(text);
    this.#drawSoon(turn);
  }

  progress(id: string, progress: Progress): void {
    const turn = this.#turns.get(id);
    if (!turn?.running) return;
    turn.progress(progress);
    this.options.announce(phaseText(progress));
    this.#afterDrawing();
  }

  finished(view: TurnView): void {
    const known = this.#turns.get(view.id);
    const wasRunning = known === undefined || known.running;
    this.#redraw(() => this.#put(view));
    this.#afterDrawing();
    this.#tick();
    if (wasRunning) this.#announceEnd(view);
  }

  revealed(id: string, placeholder: string, value: string): void {
    this.#turns.get(id)?.reveal(placeholder, value);
    this.#afterDrawing();
  }

  followLatest(): void {
    this.#follows = true;
    this.#afterDrawing();
  }

  restoreScroll(scroll: number | 'latest'): void {
    this.#follows = scroll === 'latest';
    if (scroll !== 'latest') this.log.scrollTop = scroll;
    this.#afterDrawing();
  }

  /** True when there was one to close. */
  closePopup(): boolean {
    const popup = this.#popup();
    if (!popup) return false;
    const pill = popup.previousElementSibling;
    const hadFocus = popup.contains(document.activeElement);
    popup.remove();
    if (pill instanceof HTMLElement) {
      pill.setAttribute('aria-expanded', 'false');
      pill.removeAttribute('aria-controls');
      if (hadFocus) pill.focus();
    }
    return true;
  }

  /** Draws; a button that is pressed and then gone hands the focus to the conversation. */
  #redraw(draw: () => void): void {
    keepFocus(this.log, this.log, () => {
      draw();
      this.#placeEmpty();
    });
  }

  #put(view: TurnView): void {
    const known = this.#turns.get(view.id);
    if (known) {
      // A field that the new view lacks must go, too.
      const gone = Object.fromEntries(
        Object.keys(known.view)
          .filter((name) => !(name in view))
          .map((name) => [name, undefined]),
      );
      known.change({ ...gone, ...view });
      return;
    }
    const turn = new TurnElement(view, (id) => this.#unfolded.has(id), this.options.now);
    this.#turns.set(view.id, turn);
    this.log.append(turn.element);
  }

  #placeEmpty(): void {
    if (!this.#empty) return;
    if (this.#turns.size > 0) this.#empty.remove();
    else if (!this.#empty.isConnected) this.log.prepend(this.#empty);
  }

  #drawSoon(turn: TurnElement): void {
    this.#dirty.add(turn);
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      for (const dirty of this.#dirty) {
        if ((dirty.view.thinking ?? '') !== '' && dirty.view.answer === '') dirty.draw();
        dirty.drawAnswer();
      }
      this.#dirty.clear();
      this.#afterDrawing();
    });
  }

  /** Keeps the newest line in sight for a reader who is at the end, and only for that reader. */
  #afterDrawing(): void {
    // An empty conversation is read from its top.
    if (this.#follows && this.#turns.size > 0) this.log.scrollTop = this.log.scrollHeight;
    this.#toLatest.hidden = this.#follows || this.#distanceToEnd() <= NEAR_END;
  }

  #scrolled(): void {
    this.#follows = this.#distanceToEnd() <= NEAR_END;
    this.#toLatest.hidden = this.#follows;
    this.options.remember();
  }

  #distanceToEnd(): number {
    return this.log.scrollHeight - this.log.clientHeight - this.log.scrollTop;
  }

  /** Counts the seconds while something runs. */
  #tick(): void {
    if (this.running && this.#clock === undefined) this.#clock = setInterval(() => this.running?.draw(), 1000);
    if (!this.running && this.#clock !== undefined) {
      clearInterval(this.#clock);
      this.#clock = undefined;
    }
  }

  #announceEnd(view: TurnView): void {
    if (view.refusal) {
      this.options.announce(view.refusal.sentence, true);
      return;
    }
    if (view.problem) {
      this.options.announce(view.problem.title, view.problem.kind !== 'nothing');
      return;
    }
    if (view.state === 'stopped') {
      this.options.announce(t('Stopped'));
      return;
    }
    const words = countWords(view.answer);
    const count = view.sources.length;
    const facts = [
      words === 1 ? t('1 word') : t('{0} words', words),
      ...(count === 0 ? [] : [count === 1 ? t('1 source') : t('{0} sources', count)]),
      ...(view.receipt?.verified === true ? [t('verified model')] : []),
    ];
    this.options.announce(t('Answer ready, {0}', facts.join(', ')));
  }

  #toggled(target: EventTarget | null): void {
    if (!(target instanceof HTMLDetailsElement)) return;
    const id = target.dataset['fold'];
    if (id === undefined || target.open === this.#unfolded.has(id)) return;
    if (target.open) this.#unfolded.add(id);
    else this.#unfolded.delete(id);
    this.options.remember();
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLElement) || event.target.role !== 'link') return;
    event.preventDefault();
    this.#pressed(event.target);
  }

  #pressed(target: EventTarget | null): void {
    if (!(target instanceof Element)) return;
    const at = target.closest<HTMLElement>('[data-do]');
    const turn = this.#turns.get(target.closest<HTMLElement>('[data-turn]')?.dataset['turn'] ?? '');
    if (at?.dataset['do'] !== 'mask' && !target.closest('.popup')) this.closePopup();
    if (!at || !turn) return;
    this.#do(at.dataset['do'] ?? '', at, turn);
  }

  #do(what: string, at: HTMLElement, turn: TurnElement): void {
    const { post } = this.options;
    const { id: turnId, question, answer } = turn.view;
    switch (what) {
      case 'copyQuestion': {
        this.#copy(question, at);
        return;
      }
      case 'copyAnswer': {
        this.#copy(answer, at);
        return;
      }
      case 'copyCode': {
        this.#copy(codeBeside(at).text, at);
        return;
      }
      case 'insertAnswer': {
        post({ type: 'insertAtCursor', text: answer });
        return;
      }
      case 'insertCode': {
        post({ type: 'insertAtCursor', text: codeBeside(at).text });
        return;
      }
      case 'applyCode': {
        post({ type: 'applyToFile', ...codeBeside(at) });
        return;
      }
      case 'newFile': {
        post({ type: 'newFile', ...codeBeside(at) });
        return;
      }
      case 'editQuestion': {
        this.options.edit(turnId, question);
        return;
      }
      case 'retry':
      case 'sendAnyway': {
        if (!this.running) post({ type: what, turnId });
        return;
      }
      case 'reportFalseAlarm': {
        const heldBack = at.dataset['n'];
        post({ type: 'reportFalseAlarm', turnId, ...(heldBack === undefined ? {} : { heldBack: Number(heldBack) }) });
        return;
      }
      case 'rate': {
        const rating = at.dataset['rating'] === 'up' ? 'up' : 'down';
        post({ type: 'rate', turnId, rating: turn.view.rating === rating ? 'none' : rating });
        return;
      }
      case 'openSource':
      case 'openHeldBack': {
        post({ type: what, turnId, n: Number(at.dataset['n']) });
        return;
      }
      case 'openLink': {
        post({ type: 'openLink', url: at.dataset['url'] ?? '' });
        return;
      }
      case 'action': {
        const offered = [...(turn.view.problem?.actions ?? []), ...(turn.view.refusal?.actions ?? [])];
        const action = offered.find(({ id }) => id === at.dataset['action']);
        if (action) post({ type: 'action', action: action.id, turnId });
        return;
      }
      case 'mask': {
        this.#togglePopup(at, turn);
        return;
      }
      case 'reveal': {
        const placeholder = at.dataset['placeholder'] ?? '';
        this.closePopup();
        if (turn.isRevealed(placeholder)) turn.reveal(placeholder, undefined);
        else post({ type: 'reveal', turnId, placeholder });
        return;
      }
    }
  }

  #copy(text: string, at: HTMLElement): void {
    this.options.post({ type: 'copy', text });
    this.options.announce(t('Copied'));
    const sign = at.querySelector('.codicon-copy');
    if (!sign) return;
    sign.classList.replace('codicon-copy', 'codicon-check');
    setTimeout(() => sign.classList.replace('codicon-check', 'codicon-copy'), 1500);
  }

  #popup(): Element | null {
    return this.log.querySelector('.popup');
  }

  #togglePopup(pill: HTMLElement, turn: TurnElement): void {
    const wasOpen = pill.getAttribute('aria-expanded') === 'true';
    this.closePopup();
    if (wasOpen) return;
    const placeholder = pill.dataset['placeholder'] ?? '';
    const masked = turn.view.masked.find((known) => known.placeholder === placeholder);
    if (!masked) return;
    const id = 'masked-value';
    const shown = turn.isRevealed(placeholder);
    const toggle = h(
      'button',
      { type: 'button', class: 'link', 'data-do': 'reveal', 'data-placeholder': placeholder },
      shown ? t('Hide') : t('Show'),
    );
    const popup = h(
      'span',
      { class: 'popup', id, role: 'group', 'aria-label': placeholder.replace(/[⟦⟧]/gu, ''), 'data-guest': true },
      h('span', {}, t('Masked for the model: {0}', masked.kind)),
      ' ',
      masked.canReveal || shown ? toggle : h('span', { class: 'note' }, t('The policy does not allow it to be shown.')),
    );
    pill.setAttribute('aria-expanded', 'true');
    pill.setAttribute('aria-controls', id);
    pill.after(popup);
  }
}

function codeBeside(at: HTMLElement): { text: string; language: string } {
  const figure = at.closest<HTMLElement>('figure.code');
  const code = figure?.querySelector('pre code')?.cloneNode(true);
  if (code instanceof Element) for (const popup of code.querySelectorAll('.popup')) popup.remove();
  return { text: code?.textContent ?? '', language: figure?.dataset['language'] ?? '' };
}
