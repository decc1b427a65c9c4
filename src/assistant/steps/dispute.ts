// Steps 2½ and 5½, dispute: what the rules block and the trained classifier takes for harmless goes on with a warning. Together
// they stop half of the harmless texts of unseen authors that the rules stop alone (docs/guards.md).
import { detectLanguage } from '../../base/language';
import { t } from '../../base/l10n';
import { disputable, inspectSections, THRESHOLDS, type SectionVerdict } from '../../guards';
import { mayDispute, type Policy } from '../../guards/policy';
import { DISPUTED, type GuardReason, type GuardVerdict } from '../../guards/types';
import type { Passage } from '../../knowledge/types';
import type { TrainedClassifier } from '../services';

/** A passage with what the rules say of its sections. */
export interface JudgedPassage {
  readonly passage: Passage;
  readonly sections: readonly SectionVerdict[];
}

/** Where a text is judged by rules and by the model. */
type Stage = 'input' | 'context';

/**
 * The verdict of the rules on a text, softened to a warning when the model takes all of it for harmless that they block. Rejects
 * only when `signal` is aborted: without an answer of the model the rules stand.
 */
export async function disputeVerdict(
  text: string,
  stage: Stage,
  verdict: GuardVerdict,
  policy: Policy,
  classifier: TrainedClassifier,
  signal: AbortSignal,
): Promise<GuardVerdict> {
  if (verdict.action !== 'block' || !mayDispute(policy, stage)) return verdict;
  const sections = inspectSections(text, stage);
  const disputed = disputable(text, sections);
  if (disputed.length === 0 || disputed.length < sections.filter(({ action }) => action === 'block').length)
    return verdict;
  const parts = disputed.flatMap((one) => one.parts);
  const harmless = await areHarmless(parts, stage, classifier, signal);
  return harmless.every(Boolean) ? softened(verdict, stage) : verdict;
}

/** The same of passages, of each section by itself; the model is asked about all at once. */
export async function disputePassages(
  judged: readonly JudgedPassage[],
  policy: Policy,
  classifier: TrainedClassifier,
  signal: AbortSignal,
): Promise<readonly JudgedPassage[]> {
  if (!mayDispute(policy, 'context')) return judged;
  // What nobody sees in a document never goes on.
  const open = judged.filter(({ passage }) => passage.hidden !== true);
  const disputed = open.flatMap(({ passage, sections }) => disputable(passage.text, sections));
  const answers = await areHarmless(
    disputed.flatMap(({ parts }) => parts),
    'context',
    classifier,
    signal,
  );
  const harmless = new Set<SectionVerdict>();
  let asked = 0;
  for (const { section, parts } of disputed) {
    if (answers.slice(asked, asked + parts.length).every(Boolean)) harmless.add(section);
    asked += parts.length;
  }
  return judged.map(({ passage, sections }) => ({
    passage,
    sections: sections.map((section) => (harmless.has(section) ? softened(section, 'context') : section)),
  }));
}

/** Whether the model takes each of these texts for harmless; of none that it was not asked about, or could not be. */
async function areHarmless(
  texts: readonly string[],
  stage: Stage,
  classifier: TrainedClassifier,
  signal: AbortSignal,
): Promise<readonly boolean[]> {
  if (texts.length === 0) return [];
  if (stage === 'context') {
    const asked = texts.map((text) => ({ text, language: detectLanguage(text) }));
    const answer = await classifier.judgePassages(asked, signal);
    return texts.map((_, i) => answer.kind === 'judged' && answer.passages[i]?.isHarmless === true);
  }
  const answers: boolean[] = [];
  for (const text of texts) {
    const answer = await classifier.judge(text, detectLanguage(text), signal);
    answers.push(answer.kind === 'judged' && answer.isHarmless);
  }
  return answers;
}

function softened<V extends GuardVerdict>(verdict: V, stage: Stage): V {
  const score = Math.min(verdict.score, THRESHOLDS[stage].block - 0.01);
  return { ...verdict, action: 'warn', score, reasons: [disputedReason(verdict.reasons), ...verdict.reasons] };
}

function disputedReason(reasons: readonly GuardReason[]): GuardReason {
  const found = [...new Set(reasons.map(({ message }) => message))].join(' · ');
  const message = t('The rules take this for an attack, the trained classifier does not. They found: {0}', found);
  return { rule: DISPUTED, message, start: 0, end: 0 };
}
