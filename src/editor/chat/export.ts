// A conversation for others to read: what was asked, what was answered, from where. Secrets and personal data are masked.
import { t } from '../../base/l10n';
import type { Vault } from '../../guards';
import { placeText } from '../../knowledge/place';
import type { RefusalView, TurnView } from '../../../webview/protocol/chat';

/**
 * What leaves with an export. Answers and sources hold placeholders already; what was typed gets those of the session, and of
 * what was held back the place is told, not the text.
 */
export async function exportedTurns(turns: readonly TurnView[], vault: Vault): Promise<readonly TurnView[]> {
  const { redact } = await import('../../guards');
  for (const { answer } of turns) vault.reserve(answer);
  return turns.map(({ mentions: _, ...turn }) => ({
    ...turn,
    question: redact(turn.question, vault).text,
    heldBack: turn.heldBack.map(({ excerpt: _, ...place }) => place),
    ...(turn.refusal === undefined ? {} : { refusal: withoutQuestion(turn.refusal) }),
  }));
}

function withoutQuestion({ question: _, ...refusal }: RefusalView): RefusalView {
  return refusal;
}

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
