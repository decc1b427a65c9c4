// A conversation that was made up inside one message.
import { t } from '../../../base/l10n';
import type { Match } from '../engine';
import { matchesOf } from '../../matches';

// Hits `User: …` and `Assistant: …` at the start of a line, or `Q:`/`A:`; `example 3: user says`.
const TURN =
  /(?:^|\n|[.!?\]] {1,3})[ \t>*#[]{0,6}(?:(user|human|q|question|utilisateur|humain|client|moi|example \d{1,3}: user)|(assistant|ai|bot|a|answer|reponse|ia|chatgpt|gpt|model))\d{0,3}\]?[ \t]{0,2}(?::|says)/g;
export const FEW_SHOTS = 3;

/** A conversation that was made up inside one message: the model is shown how it "already" answered. Linear. */
export function manyShot(text: string): Match | undefined {
  let users = 0;
  let assistants = 0;
  let start = -1;
  let end = 0;
  for (const match of matchesOf(text, TURN)) {
    if (match[1] === undefined) assistants++;
    else users++;
    if (start < 0) start = match.index;
    end = match.index + match[0].length;
  }
  const shots = Math.min(users, assistants);
  if (shots < FEW_SHOTS) return undefined;
  return {
    rule: 'many-shot.turns',
    message: () => t('A made-up conversation that shows the assistant how to answer'),
    weight: shots >= 5 ? 0.62 : 0.3,
    start,
    end,
    disguised: false,
  };
}
