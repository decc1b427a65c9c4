// The parts of an answer that are not its text: steps, sources, receipt, refusal, problem, held-back passages.
import { button, fold, h, icon, marked } from '../shared/dom';
import { t } from '../shared/l10n';
import { place, spot } from './place';
import type {
  ActionView,
  HeldBackView,
  ProblemView,
  ReceiptView,
  SourceView,
  StepView,
  TurnView,
} from '../protocol/chat';

/** Whether a line with this id is unfolded. */
export type IsUnfolded = (id: string) => boolean;

export function steps(turn: TurnView, isUnfolded: IsUnfolded): HTMLElement | undefined {
  if (turn.steps.length === 0) return undefined;
  const id = `${turn.id}:steps`;
  const short = turn.steps.map((step) => step.short).filter((text) => text !== '');
  return fold(
    { className: 'steps', id, open: isUnfolded(id) },
    [parts(short.length === 0 ? [t('Details')] : short)],
    h('div', { class: 'fold-body' }, h('ul', {}, ...turn.steps.map(step))),
  );
}

function step({ icon: name, text }: StepView): HTMLElement {
  return h('li', {}, icon(name, name === 'warning' ? 'warn' : ''), h('span', {}, text));
}

export function thinking(turn: TurnView, isUnfolded: IsUnfolded): HTMLElement | undefined {
  if (turn.thinking === undefined || turn.thinking === '') return undefined;
  const id = `${turn.id}:thinking`;
  const seconds = turn.thinkingSeconds;
  const title =
    turn.state === 'running' && turn.answer === ''
      ? t('Thinking …')
      : seconds === undefined
        ? t('Thoughts of the model')
        : t('Thought for {0} s', Math.max(1, Math.round(seconds)));
  return fold(
    { className: 'thinking', id, open: isUnfolded(id) },
    [h('span', {}, title)],
    h('div', { class: 'fold-body' }, ...turn.thinking.split(/\n{2,}/u).map((text) => h('p', {}, text))),
  );
}

export function sources(turn: TurnView): HTMLElement | undefined {
  if (turn.sources.length === 0 && turn.heldBack.length === 0) return undefined;
  return h(
    'section',
    { class: 'sources', 'aria-label': t('Sources') },
    h('ol', {}, ...turn.sources.map(source), ...turn.heldBack.map(heldBackRow)),
  );
}

function source(view: SourceView): HTMLElement {
  return h(
    'li',
    {},
    button(
      { class: 'source', title: sourceTitle(view) },
      { do: 'openSource', n: view.n },
      h('span', { class: 'n' }, h('span', { class: 'vh' }, t('Source')), ` ${view.n}`),
      h('span', { class: 'where' }, path(view), classTag(view.classification), sinceTag(view.since)),
    ),
  );
}

function sourceTitle(view: SourceView): string {
  const { since } = view;
  if (since === undefined) return place(view);
  const text =
    since === 'gone'
      ? t('The file was moved or deleted since.')
      : t('The file changed since: these words are no longer in it as quoted.');
  return `${place(view)}\n${text}`;
}

/** What became of the file since the answer. */
function sinceTag(since: SourceView['since']): HTMLElement | undefined {
  switch (since) {
    case 'changed':
      return h('span', { class: 'tag since' }, t('changed since'));
    case 'gone':
      return h('span', { class: 'tag since' }, t('no longer there'));
    case undefined:
      return undefined;
  }
}

function heldBackRow(view: HeldBackView): HTMLElement {
  return h(
    'li',
    {},
    button(
      { class: 'source', title: `${place(view)}\n${view.reason}` },
      { do: 'openHeldBack', n: view.n },
      icon('warning', 'warn'),
      h('span', { class: 'where' }, path(view), h('span', { class: 'tag' }, t('held back'))),
    ),
  );
}

/** The class of a document; nothing for public ones. */
function classTag(classification: SourceView['classification']): HTMLElement | undefined {
  switch (classification) {
    case 'public':
      return undefined;
    case 'internal':
      return h('span', { class: 'tag' }, t('internal'));
    case 'confidential':
      return h('span', { class: 'tag' }, icon('lock'), t('confidential'));
    case 'secret':
      return h('span', { class: 'tag' }, icon('lock'), t('secret'));
  }
}

/** A path that gives up its folders first when there is no room. */
function path(view: SourceView | HeldBackView): HTMLElement {
  const file = view.path;
  const cut = file.lastIndexOf('/') + 1;
  return h(
    'span',
    { class: 'path' },
    h('span', { class: 'dir' }, file.slice(0, cut)),
    h('span', { class: 'tail' }, h('span', { class: 'name' }, file.slice(cut)), h('span', { class: 'at' }, spot(view))),
  );
}

/**
 * Passages that were held back, folded; unfolded, the lines that the host gave stand there as inert text with the
 * offending words marked.
 */
export function heldBack(turn: TurnView, isUnfolded: IsUnfolded): HTMLElement | undefined {
  if (turn.heldBack.length === 0) return undefined;
  const id = `${turn.id}:held`;
  const title =
    turn.heldBack.length === 1
      ? t('1 passage held back: it gives orders to the assistant')
      : t('{0} passages held back: they give orders to the assistant', turn.heldBack.length);
  const body = h(
    'div',
    { class: 'fold-body' },
    h('p', {}, t('Shown as plain text. It was not sent to the model.')),
    ...turn.heldBack.flatMap(heldBackPassage),
  );
  return fold({ className: 'held', id, open: isUnfolded(id) }, [icon('warning', 'warn'), h('span', {}, title)], body);
}

function heldBackPassage(view: HeldBackView): HTMLElement[] {
  const reason = h('p', {}, `${place(view)} — ${view.reason}`);
  const buttons = h(
    'div',
    { class: 'buttons' },
    button({ class: 'button' }, { do: 'openHeldBack', n: view.n }, t('Open read-only')),
    button({ class: 'button' }, { do: 'reportFalseAlarm', n: view.n }, t('Report a false alarm')),
  );
  if (view.excerpt === undefined || view.excerpt.length === 0) return [reason, buttons];
  const label = t('Held-back passage, read only: {0}', place(view));
  const rows = view.excerpt.map(({ line, text, marks }) =>
    h('span', { class: 'row' }, h('span', { class: 'num' }, String(line)), h('span', {}, ...marked(text, marks))),
  );
  return [reason, h('pre', { class: 'inert', tabindex: 0, role: 'region', 'aria-label': label }, ...rows), buttons];
}

export function receipt(turn: TurnView, isUnfolded: IsUnfolded): HTMLElement | undefined {
  const view = turn.receipt;
  if (!view) return undefined;
  const id = `${turn.id}:receipt`;
  const shield = view.verified
    ? icon('shield', 'ok')
    : turn.kind === 'model'
      ? icon('warning', 'warn')
      : icon('shield', 'muted');
  return fold(
    { className: 'receipt', id, open: isUnfolded(id) },
    [shield, parts(view.parts)],
    h('div', { class: 'fold-body' }, facts(view)),
  );
}

function facts({ facts: all }: ReceiptView): HTMLElement {
  return h(
    'dl',
    { class: 'facts' },
    ...all.flatMap(({ name, value, mono }) => [
      h('dt', {}, name),
      h('dd', { class: mono === true ? 'mono' : undefined }, value),
    ]),
  );
}

export function refusal(turn: TurnView): HTMLElement | undefined {
  const view = turn.refusal;
  if (!view) return undefined;
  const question = view.question ?? turn.question;
  const marks = view.reasons.filter(({ start, end }) => end > start);
  const reasons = [...new Set(view.reasons.map(({ text }) => text))];
  const notes = [
    // Marks are there when the question itself was refused; an answer that was withheld did come from the model.
    marks.length > 0 ? t('Nothing was sent to the model.') : '',
    view.note ?? '',
    view.canSendAnyway ? t('If you send it anyway, that is recorded in the audit log.') : '',
  ].filter((text) => text !== '');
  return notice(
    { icon: 'shield', tone: 'bad', title: view.sentence },
    reasons.length > 0 && h('h3', {}, t('Why')),
    reasons.length > 0 && h('ul', { class: 'reasons' }, ...reasons.map((text) => h('li', {}, text))),
    marks.length > 0 && h('p', { class: 'quoted' }, ...marked(question, marks)),
    notes.length > 0 && h('p', { class: 'note' }, notes.join(' ')),
    h(
      'div',
      { class: 'buttons' },
      button({ class: 'button' }, { do: 'reportFalseAlarm' }, t('Report a false alarm')),
      view.canSendAnyway && button({ class: 'button' }, { do: 'sendAnyway' }, t('Send anyway')),
      ...(view.actions ?? []).map((action) =>
        button({ class: 'button' }, { do: 'action', action: action.id }, action.label),
      ),
    ),
  );
}

export function problem(turn: TurnView): HTMLElement | undefined {
  const view = turn.problem;
  if (!view) return undefined;
  return notice(
    { ...look(view.kind), title: view.title },
    view.detail !== '' && h('p', {}, view.detail),
    view.actions.length > 0 && h('div', { class: 'buttons' }, ...view.actions.map(actionButton)),
  );
}

function look(kind: ProblemView['kind']): { icon: string; tone: string } {
  switch (kind) {
    case 'lost':
      return { icon: 'debug-disconnect', tone: 'bad' };
    case 'failed':
      return { icon: 'error', tone: 'bad' };
    case 'integrity':
      return { icon: 'warning', tone: 'warn' };
    case 'nothing':
      return { icon: 'circle-slash', tone: 'muted' };
    case 'suspended':
      return { icon: 'watch', tone: 'warn' };
  }
}

function actionButton({ id, label }: ActionView, index: number): HTMLElement {
  return button({ class: index === 0 ? 'button primary' : 'button' }, { do: 'action', action: id }, label);
}

function notice(
  head: { readonly icon: string; readonly tone: string; readonly title: string },
  ...body: readonly (HTMLElement | false)[]
): HTMLElement {
  const inside = body.filter((child) => child !== false);
  return h(
    'section',
    { class: 'notice' },
    h('p', { class: 'notice-head' }, icon(head.icon, head.tone), h('span', {}, head.title)),
    inside.length > 0 && h('div', { class: 'notice-body' }, ...inside),
  );
}

/** Short facts in one line, which breaks only between them. */
function parts(texts: readonly string[]): HTMLElement {
  return h('span', {}, ...texts.flatMap((text) => [h('span', { class: 'part' }, text), ' ']));
}
