// What stands around the conversation: the banner, and what an empty conversation shows.
import { button, h, icon } from '../shared/dom';
import { t } from '../shared/l10n';
import type { BannerView, ChatStateView, Remotes } from '../protocol/chat';

/** The banner, only when something needs the user. */
export function banner(view: BannerView): HTMLElement {
  const look = {
    info: ['info', 'info'],
    warning: ['warning', 'warn'],
    error: ['error', 'bad'],
    progress: ['sync', 'info'],
  };
  const [name = '', tone = ''] = look[view.severity];
  const actions = [view.action, view.details].filter((action) => action !== undefined);
  return h(
    'aside',
    { class: 'banner', 'aria-label': t('State') },
    h(
      'div',
      { class: 'banner-in' },
      icon(name, tone),
      h('p', {}, view.text),
      h(
        'span',
        { class: 'links' },
        ...actions.map(({ id, label }) => button({ class: 'link' }, { do: 'action', action: id }, label)),
      ),
      view.severity === 'progress' &&
        view.progress !== undefined &&
        h('progress', { max: 100, value: Math.round(view.progress * 100), 'aria-label': t('Index progress') }),
    ),
  );
}

function whatStays({ remoteIndex, remoteEmbeddings }: Remotes): string {
  if (remoteEmbeddings !== undefined) {
    const text = t(
      'Ask about this workspace. Questions and documents go to {0} for their vectors; answers stay on this machine.',
      remoteEmbeddings,
    );
    return remoteIndex === undefined ? text : `${text} ${t('The index lies at {0}.', remoteIndex)}`;
  }
  return remoteIndex === undefined
    ? t('Ask about this workspace. Questions, documents and answers stay on this machine.')
    : t('Ask about this workspace. Questions and answers stay on this machine; the index lies at {0}.', remoteIndex);
}

/** One sentence, three questions made from the workspace, and the truth about this machine. */
export function empty({ suggestions, truths, ...remotes }: ChatStateView): HTMLElement {
  return h(
    'div',
    { class: 'empty' },
    h(
      'div',
      {},
      h('div', { class: 'mark-row' }, icon('shield'), h('p', {}, 'Rempart')),
      h('p', {}, whatStays(remotes)),
    ),
    suggestions.length > 0 &&
      h(
        'section',
        {},
        h('h2', {}, t('From your documents')),
        h(
          'ul',
          { class: 'suggest' },
          ...suggestions.map(({ question, path }) =>
            h('li', {}, button({}, { do: 'ask', question }, question, h('small', {}, path))),
          ),
        ),
      ),
    truths.length > 0 &&
      h(
        'section',
        {},
        h('h2', {}, t('This machine')),
        h(
          'ul',
          { class: 'truth' },
          ...truths.map(({ icon: name, tone, text, action }) =>
            h(
              'li',
              {},
              icon(name, tone),
              h('span', {}, text),
              action && button({ class: 'link' }, { do: 'action', action: action.id }, action.label),
            ),
          ),
        ),
      ),
  );
}
