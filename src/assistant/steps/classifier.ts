// Step 3½, classifier: asks the trained model about a question that the rules let pass. It knows other phrasings than the
// rules do; their verdict stands whatever it says.
import { t, type Language } from '../../base/l10n';
import type { GuardAction, GuardReason } from '../../guards/types';
import type { QuestionClassifier } from '../services';
import type { Opinion } from '../types';

/**
 * `wanted` is what the policy does when the model takes the question for an attack. Rejects only when `signal` is aborted:
 * a model that is not there has no opinion, and that is a warning the first time.
 */
export async function askClassifier(
  question: string,
  language: Language,
  classifier: QuestionClassifier,
  wanted: GuardAction,
  signal: AbortSignal,
): Promise<Opinion> {
  const answer = await classifier.judge(question, language, signal);
  if (answer.kind === 'judged' && answer.isAttack)
    return { action: wanted, score: answer.score, reasons: [classifierReason()] };
  if (answer.kind === 'none' && answer.isNews)
    return {
      action: 'warn',
      score: 0,
      reasons: [reason('classifier.none', t('The question was judged by the rules alone: {0}', answer.message))],
    };
  return { action: 'allow', score: 0, reasons: [] };
}

/** Why a question is refused of which only the model thinks badly. */
export function classifierReason(): GuardReason {
  return reason('classifier.input', t('Reads like an attempt to take the assistant over, says the trained classifier'));
}

function reason(rule: string, message: string): GuardReason {
  return { rule, message, start: 0, end: 0 };
}
