// `rempart guard` and `rempart redact`: the guards over JSON lines.
import { inspect, inspectOutput, inspectSession, redact, type GuardVerdict } from '../guards';
import { injectionAction, outputAction, stricterAction, type Policy } from '../guards/policy';
import type { GuardStage } from '../guards';
import type { TrainedClassifier } from '../assistant/services';
import type { Opinion } from '../assistant/types';
import { askClassifier, passageReason } from '../assistant/steps/classifier';
import { disputeVerdict } from '../assistant/steps/dispute';
import { detectLanguage } from '../base/language';
import { t } from '../base/l10n';
import {
  millisecondsSince,
  noMoreThan,
  oneOf,
  readArguments,
  readJsonLines,
  textOf,
  UsageError,
  writeJsonLine,
} from './arguments';
import { openClassifier } from './classifier';
import { policyForCommand } from './policy';

export async function guard(args: readonly string[], signal: AbortSignal): Promise<number> {
  const { values, positionals } = readArguments(args, {
    stage: { type: 'string' },
    session: { type: 'boolean' },
    jsonl: { type: 'boolean' },
    'no-classifier': { type: 'boolean' },
  });
  noMoreThan(0, positionals);
  if (values.session !== true && values.stage === undefined) throw new UsageError(t('--stage or --session is needed.'));
  const stage = oneOf(values.stage, ['input', 'context', 'output'], 'input');
  const policy = await policyForCommand();
  const classified = stage === 'output' || values.session === true ? undefined : stage;
  const asksClassifier =
    classified !== undefined &&
    values['no-classifier'] !== true &&
    policy.values[`guards.classifier.${classified}`] !== 'allow';
  const classifier = await openClassifier(policy, asksClassifier);
  let blocked = false;
  try {
    for await (const line of readJsonLines(signal)) {
      const text = textOf(line);
      const start = performance.now();
      const byRules = values.session
        ? inspectSession(questionsOf(text, line.number))
        : stage === 'output'
          ? inspectOutput(text)
          : inspect(text, stage);
      const ms = millisecondsSince(start);
      const asked =
        classifier && classified
          ? await withClassifier(text, classified, byRules, policy, classifier, signal)
          : undefined;
      const verdict = asked ?? (values.session ? judgedSession(policy, byRules) : judged(policy, stage, byRules));
      blocked ||= verdict.action === 'block';
      await writeJsonLine(
        values.session ? session(verdict) : { ...plain(verdict), ms, ...(asked ? { classifierMs: asked.ms } : {}) },
      );
    }
  } finally {
    classifier?.dispose();
  }
  return blocked ? 1 : 0;
}

/** The verdict with what the trained classifier says: it may contradict the rules, and sees more than they do. */
async function withClassifier(
  text: string,
  stage: 'input' | 'context',
  byRules: GuardVerdict,
  policy: Policy,
  classifier: TrainedClassifier,
  signal: AbortSignal,
): Promise<GuardVerdict & { readonly ms: number }> {
  const start = performance.now();
  const disputed = await disputeVerdict(text, stage, byRules, policy, classifier, signal);
  const verdict = judged(policy, stage, disputed);
  const about = stage === 'input' ? aboutQuestion : aboutPassage;
  const opinion = verdict.action === 'block' ? undefined : await about(classifier, policy, text, signal);
  const ms = millisecondsSince(start);
  // That there is no classifier was said on standard error, and makes no verdict.
  if (opinion === undefined || opinion.score === 0) return { ...verdict, ms };
  return {
    action: stricterAction(verdict.action, opinion.action),
    score: Math.max(verdict.score, opinion.score),
    reasons: [...opinion.reasons, ...verdict.reasons],
    ms,
  };
}

function aboutQuestion(
  classifier: TrainedClassifier,
  policy: Policy,
  text: string,
  signal: AbortSignal,
): Promise<Opinion> {
  const wanted = policy.values['guards.classifier.input'];
  return askClassifier(text, detectLanguage(text), classifier, wanted, signal);
}

async function aboutPassage(
  classifier: TrainedClassifier,
  policy: Policy,
  text: string,
  signal: AbortSignal,
): Promise<Opinion> {
  const answer = await classifier.judgePassages([{ text, language: detectLanguage(text) }], signal);
  const judgement = answer.kind === 'judged' ? answer.passages[0] : undefined;
  if (judgement?.isAttack !== true) return { action: 'allow', score: 0, reasons: [] };
  const action = policy.values['guards.classifier.context'];
  return { action, score: judgement.score, reasons: [passageReason(judgement)] };
}

/** What policy makes of a verdict: without any policy file it stays as it is. */
function judged(policy: Policy, stage: GuardStage, verdict: GuardVerdict): GuardVerdict {
  if (stage !== 'output') return { ...verdict, action: injectionAction(policy, stage, verdict.action) };
  const reasons = verdict.reasons.filter((reason) => outputAction(policy, reason) !== 'allow');
  if (reasons.some((reason) => outputAction(policy, reason) === 'block'))
    return { ...verdict, action: 'block', reasons };
  return { ...verdict, reasons, action: reasons.length === 0 ? 'allow' : verdict.action };
}

function judgedSession(policy: Policy, verdict: GuardVerdict): GuardVerdict {
  return verdict.action === 'block' ? { ...verdict, action: policy.values['guards.exfiltration.input'] } : verdict;
}

export async function redactLines(args: readonly string[], signal: AbortSignal): Promise<number> {
  const { positionals } = readArguments(args, { jsonl: { type: 'boolean' } });
  noMoreThan(0, positionals);
  for await (const line of readJsonLines(signal)) {
    const text = textOf(line);
    const start = performance.now();
    const redaction = redact(text);
    const ms = millisecondsSince(start);
    await writeJsonLine({
      text: redaction.text,
      spans: redaction.spans.map(({ start: from, end, type }) => ({ start: from, end, type })),
      ms,
    });
  }
  return 0;
}

function plain({ action, score, reasons }: GuardVerdict): object {
  return { action, score: Math.round(score * 1000) / 1000, reasons };
}

function session({ action, reasons }: GuardVerdict): object {
  return { action, reasons };
}

function questionsOf(text: string, line: number): readonly string[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UsageError(t('Line {0}: "text" is not a JSON array of questions.', line));
  }
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string'))
    throw new UsageError(t('Line {0}: "text" is not a JSON array of questions.', line));
  return value;
}
