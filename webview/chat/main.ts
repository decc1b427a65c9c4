// The chat webview: puts transcript and composer on the page and moves messages between them and the host.
import { h, keepFocus, moveInToolbar } from '../shared/dom';
import { connect } from '../shared/host';
import { t } from '../shared/l10n';
import { patchChildren } from '../shared/patch';
import type { ChatAction, ChatStateView, ToChatView } from '../protocol/chat';
import type { FromChatView } from '../protocol/messages';
import './chat.css';
import { Composer } from './composer';
import { parseState, type ViewState } from './state';
import { banner, empty } from './surroundings';
import { Transcript } from './transcript';

const host = connect<FromChatView, ToChatView>();
const kept = parseState(host.readState());

const bannerPlace = h('div');
const status = h('div', { class: 'vh', role: 'status' });
const alert = h('div', { class: 'vh', role: 'alert' });
const transcript = new Transcript({
  post: (message) => host.post(message),
  edit: (turnId, question) => composer.edit(turnId, question),
  announce,
  remember,
  unfolded: kept.unfolded,
  now: () => Date.now(),
});
const composer = new Composer({
  post: (message) => host.post(message),
  announce,
  remember,
  editLast: () => {
    const { last } = transcript;
    if (last) composer.edit(last.id, last.question);
  },
  draft: kept.draft,
});
let state: ChatStateView | undefined;
let shownBanner = '';
let initialised = false;
let rememberTimer: ReturnType<typeof setTimeout> | undefined;

document.body.append(h('div', { class: 'app' }, bannerPlace, transcript.element, composer.element, status, alert));
document.addEventListener('keydown', onKey);
document.addEventListener('click', onClick);
window.addEventListener('pagehide', () => writeState());
host.listen(receive);
host.post({ type: 'ready' });

function receive(message: ToChatView): void {
  switch (message.type) {
    case 'init':
      setState(message.state);
      transcript.reset(message.turns);
      if (!initialised) transcript.restoreScroll(kept.scroll);
      initialised = true;
      break;
    case 'state':
      setState(message.state);
      return;
    case 'turnStarted':
      transcript.started(message.turn);
      break;
    case 'turnChanged':
      transcript.changed(message.id, message.change);
      break;
    case 'answerDelta':
      transcript.delta(message.id, message.text);
      return;
    case 'thinkingDelta':
      transcript.thinkingDelta(message.id, message.text);
      return;
    case 'progress':
      transcript.progress(message.id, message);
      return;
    case 'turnFinished':
      transcript.finished(message.turn);
      break;
    case 'revealed':
      transcript.revealed(message.turnId, message.placeholder, message.value);
      return;
    case 'falseAlarmNoted':
      announce(t('False alarm noted on this machine'));
      return;
    case 'composer':
      if (message.text !== undefined) composer.setText(message.text);
      if (message.focus) composer.focus();
      return;
  }
  composer.setBusy(transcript.running !== undefined);
}

function setState(next: ChatStateView): void {
  state = next;
  composer.update(next);
  keepFocus(bannerPlace, transcript.log, () => patchChildren(bannerPlace, next.banner ? [banner(next.banner)] : []));
  transcript.setEmpty(empty(next));
  const text = next.banner?.severity === 'error' ? next.banner.text : '';
  if (text !== shownBanner && text !== '') announce(text, true);
  shownBanner = text;
  // Without a turn in the works nothing will ever end: a question that the host did not take must not lock the composer.
  composer.setBusy(transcript.running !== undefined);
}

function announce(text: string, urgent = false): void {
  const place = urgent ? alert : status;
  // The same sentence twice is spoken twice only when the text changes in between.
  if (place.textContent === text) place.textContent = '';
  place.textContent = text;
}

function onKey(event: KeyboardEvent): void {
  moveInToolbar(event);
  if (event.key === 'Escape') {
    if (transcript.closePopup()) return;
    if (transcript.running) {
      host.post({ type: 'stop' });
      announce(t('Stopping'));
    } else if (composer.editing) composer.cancelEdit();
  } else if (event.key.toLowerCase() === 'l' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) {
    event.preventDefault();
    composer.focus();
  }
}

/** Banner and empty conversation: what is pressed there concerns no turn. */
function onClick(event: MouseEvent): void {
  if (!(event.target instanceof Element)) return;
  const at = event.target.closest<HTMLElement>('.banner [data-do], .empty [data-do]');
  if (at?.dataset['do'] === 'ask') {
    if (state?.cannotSend === undefined) host.post({ type: 'ask', text: at.dataset['question'] ?? '' });
    else announce(state.cannotSend, true);
  } else if (at?.dataset['do'] === 'action') {
    const action = knownActions().find((id) => id === at.dataset['action']);
    if (action) host.post({ type: 'action', action });
  }
}

function knownActions(): ChatAction[] {
  const offered = [state?.banner?.action, state?.banner?.details, ...(state?.truths ?? []).map(({ action }) => action)];
  return offered.flatMap((action) => (action ? [action.id] : []));
}

function remember(): void {
  rememberTimer ??= setTimeout(writeState, 250);
}

function writeState(): void {
  clearTimeout(rememberTimer);
  rememberTimer = undefined;
  const next: ViewState = {
    version: 1,
    draft: composer.draft,
    scroll: transcript.scroll,
    unfolded: transcript.unfolded,
  };
  host.writeState(next);
}
