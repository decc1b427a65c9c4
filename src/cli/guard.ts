// `rempart guard` and `rempart redact`: the guards over JSON lines.
import { inspect, inspectOutput, inspectSession, redact, type GuardVerdict } from '../guards';
import { injectionAction, outputAction, type Policy } from '../guards/policy';
import type { GuardStage } from '../guards';
import { t } from '../base/l10n';
import { millisecondsSince, oneOf, readArguments, readJsonLines, textOf, UsageError, writeJsonLine } from './arguments';
import { policyForCommand } from './policy';

export async function guard(args: readonly string[]): Promise<number> {
  const { values } = readArguments(args, {
    stage: { type: 'string' },
    session: { type: 'boolean' },
    jsonl: { type: 'boolean' },
  });
  if (values.session !== true && values.stage === undefined) throw new UsageError(t('--stage or --session is needed.'));
  const stage = oneOf(values.stage, ['input', 'context', 'output'], 'input');
  const policy = await policyForCommand();
  let blocked = false;
  for await (const line of readJsonLines()) {
    const text = textOf(line);
    const start = performance.now();
    const verdict = values.session
      ? judgedSession(policy, inspectSession(questionsOf(text, line.number)))
      : judged(policy, stage, stage === 'output' ? inspectOutput(text) : inspect(text, stage));
    const ms = millisecondsSince(start);
    blocked ||= verdict.action === 'block';
    await writeJsonLine(values.session ? session(verdict) : { ...plain(verdict), ms });
  }
  return blocked ? 1 : 0;
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

export async function redactLines(args: readonly string[]): Promise<number> {
  readArguments(args, { jsonl: { type: 'boolean' } });
  for await (const line of readJsonLines()) {
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
