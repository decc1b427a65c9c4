// What the composer offers for `/` and `@`: everything that a question may name, with what it does.
import { pathMentions, slashCommands, wordMentions } from '../../assistant/mentions';
import { t } from '../../base/l10n';
import type { MentionView } from '../../../webview/protocol/chat';

/** Commands first, then mentions; what is taken whole has a blank behind it. */
export function mentionViews(): readonly MentionView[] {
  const texts = descriptions();
  return [
    ...slashCommands.map((name) => ({ text: `/${name} `, description: texts[name] })),
    ...pathMentions.map((name) => ({ text: `@${name}:`, description: texts[name] })),
    ...wordMentions.map((name) => ({ text: `@${name} `, description: texts[name] })),
  ];
}

type Name = (typeof slashCommands)[number] | (typeof pathMentions)[number] | (typeof wordMentions)[number];

function descriptions(): Readonly<Record<Name, string>> {
  return {
    explain: t('Explain it step by step'),
    fix: t('Find what is wrong and correct it'),
    tests: t('Write unit tests'),
    doc: t('Write the documentation comment'),
    review: t('Review: defects first, then clarity'),
    file: t('A file of the workspace, by its path'),
    folder: t('Search only below this folder'),
    selection: t('The selection, or the whole open file'),
    problems: t('Errors and warnings of the open file'),
    workspace: t('All that is indexed, as without a mention'),
  };
}
