// `rempart ask`: one turn from the command line, through the same guards as the chat.
import { randomBytes, randomUUID } from 'node:crypto';
import path from 'node:path';
import { chooseChatModel, ollamaModel } from '../assistant/ollamaModel';
import type { QuestionMonitor, TurnServices } from '../assistant/services';
import { runTurn } from '../assistant/turn';
import type { ChatModel, TurnResult } from '../assistant/types';
import { AuditLog, localUserId } from '../audit';
import { RempartError } from '../base/errors';
import { t } from '../base/l10n';
import { rempartHome } from '../base/paths';
import { visibleName } from '../base/visible';
import { Vault, type GuardAction } from '../guards';
import { policyNames } from '../guards/policy';
import { placeOf, placeText } from '../knowledge/place';
import { OllamaClient, type IntegrityGate } from '../models';
import { oneOf, readArguments, UsageError, writeError, writeJson, writeLine, writeText } from './arguments';
import { openClassifier } from './classifier';
import { openKnowledge } from './knowledge';
import { integrityGate } from './machine';
import { policyForCommand } from './policy';

export async function ask(args: readonly string[], signal: AbortSignal): Promise<number> {
  const { values, positionals } = readArguments(args, {
    model: { type: 'string' },
    store: { type: 'string' },
    policy: { type: 'string' },
    json: { type: 'boolean' },
  });
  const [folder, ...words] = positionals;
  const question = words.join(' ');
  if (question.trim() === '') throw new UsageError(t('A question is needed.'));
  const policy = await policyForCommand(
    folder === undefined ? [] : [folder],
    values.policy === undefined ? undefined : oneOf(values.policy, policyNames, 'balanced'),
  );
  using opened = await openKnowledge({ folder, store: values.store });
  await opened.update(signal);
  const home = rempartHome();
  const audit = await AuditLog.open({ folder: path.join(home, 'audit'), userId: localUserId() });
  const client = new OllamaClient({ endpoint: process.env['OLLAMA_HOST'] });
  const gate = await integrityGate(home, policy, folder === undefined ? [] : [folder]);
  const model = await modelFor(client, values.model, gate, signal);
  const classifier = await openClassifier(policy);
  const services: TurnServices = {
    knowledge: opened.knowledge,
    monitor: noLimit,
    audit,
    vault: new Vault(),
    policy,
    ...(classifier ? { classifier } : {}),
    ...(model ? { model, integrity: (name: string) => gate.status(name) } : {}),
    logger: { info: ignore, warn: ignore, error: (message) => writeError(`rempart: ${message}`) },
    now: Date.now,
    randomHex: (digits) => randomBytes(digits).toString('hex').slice(0, digits),
  };
  try {
    const result = await runTurn(
      { id: randomUUID(), sessionId: randomUUID(), question, history: [], attachments: [], scope: [], override: false },
      services,
      {
        signal,
        onEvent: (event) => {
          if (!values.json && event.type === 'answer') writeText(event.text);
        },
      },
    );
    if (values.json) writeJson(asJson(result));
    else print(result);
    return statusOf(result);
  } finally {
    classifier?.dispose();
    await audit.close();
  }
}

/**
 * The limits on questions protect the editor's chat from being walked by whoever sits at it. A shell can read the
 * files themselves, so that a limit here would protect nothing and break every script.
 */
const noLimit: QuestionMonitor = { check: () => ({ allowed: true, reasons: [] }), record: ignore };

function ignore(): void {
  // Nothing to do.
}

async function modelFor(
  client: OllamaClient,
  wanted: string | undefined,
  gate: IntegrityGate,
  signal: AbortSignal,
): Promise<ChatModel | undefined> {
  if (wanted === 'none') return undefined;
  const found = await client.detect(signal);
  if (found.state !== 'running') {
    if (wanted !== undefined) throw new RempartError('ollama-absent', found.message);
    return undefined;
  }
  const chosen = await chooseChatModel(await client.list(signal), wanted ?? '', (name) => gate.status(name));
  if (!chosen) {
    if (wanted !== undefined) throw new RempartError('model-not-found', t('Ollama has no local model {0}.', wanted));
    return undefined;
  }
  return ollamaModel(
    client,
    chosen,
    { contextTokens: 8192, answerTokens: 1024, temperature: 0.2, keepAlive: '10m' },
    signal,
  );
}

function asJson(result: TurnResult): object {
  const cited = result.context.sources.filter(({ n }) => result.cited.includes(n));
  return {
    answer: result.refusal?.sentence ?? result.answer,
    citations: cited.map(({ n, passage }) => ({ n, ...placeOf(passage) })),
    action: actionOf(result),
    answered: result.answered,
    model: result.model?.name ?? null,
    kind: result.kind,
    reasons: [...(result.refusal?.reasons ?? []), ...(result.problem?.reasons ?? []), ...result.warnings],
    ...(result.problem ? { problem: result.problem } : {}),
    heldBack: result.context.heldBack.map(({ passage }) => placeOf(passage)),
    hiddenLeftOut: result.context.hiddenLeftOut,
    masked: result.context.masked,
    timings: result.timings,
  };
}

/** The action in the guards' own words. */
function actionOf(result: TurnResult): GuardAction {
  if (result.refusal || result.problem?.kind === 'model-not-trusted') return 'block';
  if (result.action === 'ALLOWED_WITH_REDACTION') return 'redact';
  return result.warnings.length > 0 ? 'warn' : 'allow';
}

function print(result: TurnResult): void {
  if (result.refusal) {
    writeLine(result.refusal.sentence);
    for (const { rule, message } of result.refusal.reasons) writeLine(`- ${message} (${rule})`);
    return;
  }
  if (result.problem) writeLine(result.problem.message);
  // The answer was streamed, and ends without a line break.
  if (result.answer !== '') writeLine('');
  // Beside the answer, so that a pipe gets only that.
  for (const { message } of result.warnings) writeError(`rempart: ${message}`);
  if (result.answer === '') return;
  for (const { n, passage } of result.context.sources) {
    if (result.cited.includes(n)) writeLine(`[${n}] ${visibleName(placeText(passage))}`);
  }
  for (const { passage, reasons } of result.context.heldBack)
    writeLine(t('Held back: {0} ({1})', visibleName(placeText(passage)), reasons[0]?.rule ?? ''));
}

/** "Nothing in your documents answers this" is an answer: 0. A refusal is 1, also of the model; a failure 2. */
function statusOf(result: TurnResult): number {
  if (result.refusal || result.problem?.kind === 'model-not-trusted') return 1;
  return result.problem && result.problem.kind !== 'nothing-found' ? 2 : 0;
}
