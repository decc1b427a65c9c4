// Steps 3½ and 6½, classifier: asks the trained model about a question, and about passages, that the rules let pass. It
// knows other phrasings than the rules do; their verdict stands whatever it says.
import { detectLanguage } from '../../base/language';
import { t, type Language } from '../../base/l10n';
import type { GuardAction, GuardReason } from '../../guards/types';
import type { Passage } from '../../knowledge/types';
import type { TrainedClassifier } from '../services';
import type { Opinion } from '../types';
import type { GuardedContext } from './contextGuard';

/**
 * `wanted` is what the policy does when the model takes the question for an attack. Rejects only when `signal` is aborted:
 * a model that is not there has no opinion, and that is a warning the first time.
 */
export async function askClassifier(
  question: string,
  language: Language,
  classifier: TrainedClassifier,
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

/**
 * Holds back those of the passages that the model takes for orders to the assistant, all asked about at once. `wanted` is
 * what the policy does then. Rejects only when `signal` is aborted.
 */
export async function askAboutPassages(
  passages: readonly Passage[],
  classifier: TrainedClassifier,
  wanted: GuardAction,
  signal: AbortSignal,
): Promise<Omit<GuardedContext, 'hiddenLeftOut'>> {
  const asked = passages.map(({ text }) => ({ text, language: detectLanguage(text) }));
  const answer = await classifier.judgePassages(asked, signal);
  if (answer.kind === 'none') {
    const message = t('The passages were judged by the rules alone: {0}', answer.message);
    return { passages, heldBack: [], warnings: answer.isNews ? [reason('classifier.none', message)] : [] };
  }
  const suspects = passages.flatMap((passage, i) => {
    const judgement = answer.passages[i];
    return judgement?.isAttack === true ? [{ passage, reasons: [passageReason(judgement)] }] : [];
  });
  if (wanted !== 'block') return { passages, heldBack: [], warnings: suspects.flatMap(({ reasons }) => reasons) };
  const held = new Set(suspects.map(({ passage }) => passage));
  return { passages: passages.filter((passage) => !held.has(passage)), heldBack: suspects, warnings: [] };
}

/** Why a passage is held back of which only the model thinks badly, and where it looks worst. */
export function passageReason({ start, end }: { readonly start: number; readonly end: number }): GuardReason {
  const message = t('Reads like an order to whoever answers from it, says the trained classifier');
  return { rule: 'classifier.context', message, start, end };
}

/** Why a question is refused of which only the model thinks badly. */
export function classifierReason(): GuardReason {
  return reason('classifier.input', t('Reads like an attempt to take the assistant over, says the trained classifier'));
}

function reason(rule: string, message: string): GuardReason {
  return { rule, message, start: 0, end: 0 };
}
