// A conversation as Markdown: what was asked, what was answered, from where. Masked values stay masked.
import { t } from '../../base/l10n';
import { placeText } from '../../knowledge/place';
import type { TurnView } from '../../../webview/protocol/chat';

/** The whole conversation, oldest question first. */
export function sessionMarkdown(turns: readonly TurnView[]): string {
  return `${turns.map(turnMarkdown).join('\n\n---\n\n')}\n`;
}

function turnMarkdown(turn: TurnView): string {
  const question = turn.question.replaceAll('\n', '\n> ');
  const answer = turn.refusal?.sentence ?? (turn.answer === '' ? (turn.problem?.title ?? '') : turn.answer);
  const sources = turn.sources.map((source) => `${source.n}. ${placeText(source)}`);
  const parts = [`> ${question}`];
  if (turn.label !== undefined) parts.push(`*${turn.label}*`);
  parts.push(answer);
  if (sources.length > 0) parts.push(`**${t('Sources')}**\n\n${sources.join('\n')}`);
  return parts.join('\n\n');
}
