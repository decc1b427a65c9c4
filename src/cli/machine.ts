// `rempart verify` and `rempart posture`: the models and the machine, judged by what was read.
import path from 'node:path';
import { ModelRules } from '../assistant/modelRules';
import { RempartError } from '../base/errors';
import { rempartHome } from '../base/paths';
import { formatNumber, labelled, stateWord } from '../base/format';
import { t } from '../base/l10n';
import type { Policy } from '../guards/policy';
import {
  createHasher,
  IntegrityCache,
  IntegrityGate,
  isClean,
  locateStore,
  OllamaClient,
  verifyModels,
  type ModelCheck,
  type ModelVerdict,
  type VerificationReport,
} from '../models';
import { runPosture, type PostureReport } from '../posture';
import { endProgress, noMoreThan, readArguments, showProgress, writeJson, writeLine } from './arguments';
import { policyForCommand } from './policy';

export async function verify(args: readonly string[], signal: AbortSignal): Promise<number> {
  const { values, positionals } = readArguments(args, {
    'models-dir': { type: 'string' },
    registry: { type: 'string' },
    json: { type: 'boolean' },
  });
  const modelsDir = (await locateStore({ setting: values['models-dir'] })).dir;
  const hasher = createHasher({ workerPath: path.join(__dirname, 'hashWorker.js') });
  const cache = integrityCache(rempartHome());
  const named = values.registry === undefined ? [] : [path.resolve(values.registry)];
  const rules = await new ModelRules().rules(await policyForCommand(), [], named);
  // A registry that was asked for and cannot be read is no finding about a model.
  const unread = rules.registries.find(({ file, problem }) => problem !== undefined && named.includes(file));
  if (unread) {
    const message = t('The registry {0} cannot be read: {1}', unread.file, unread.problem ?? '');
    throw new RempartError('registry-invalid', message);
  }
  try {
    const server = values['models-dir'] === undefined ? await runningServer(signal) : undefined;
    const report = await verifyModels({
      modelsDir,
      models: positionals.length > 0 ? positionals : undefined,
      hasher,
      cache,
      server,
      rules,
      signal,
      onProgress: ({ model, bytesDone, bytesTotal }) =>
        showProgress(`${model} ${bytesTotal === 0 ? 100 : Math.floor((100 * bytesDone) / bytesTotal)} %`),
    });
    await cache.save();
    endProgress();
    if (values.json) {
      writeJson(report);
    } else {
      for (const line of verificationLines(report)) writeLine(line);
    }
    return isClean(report) ? 0 : 1;
  } finally {
    hasher.dispose();
  }
}

export async function posture(args: readonly string[], signal: AbortSignal): Promise<number> {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean' }, 'models-dir': { type: 'string' } });
  noMoreThan(0, positionals);
  const modelsDir = (await locateStore({ setting: values['models-dir'] })).dir;
  const report = await runPosture({ endpoint: process.env['OLLAMA_HOST'], modelsDir, signal });
  if (values.json) {
    writeJson(report);
  } else {
    for (const line of postureLines(report)) writeLine(line);
  }
  return report.findings.some(({ state }) => state === 'fail' || state === 'warn') ? 1 : 0;
}

/** A verification for people: a line for each model and each of its checks. */
export function verificationLines(report: VerificationReport): string[] {
  const checkLine = ({ state, message, evidence = '' }: ModelCheck, width: number) =>
    `${stateWord(state).padEnd(width)} ${message} ${evidence}`.trimEnd();
  const checks = [...report.models.flatMap((model) => model.checks), ...report.storeChecks];
  const width = widest(checks);
  return [
    ...report.models.flatMap((model) => [
      labelled(model.model, verdictWord(model.verdict)),
      ...model.checks.map((check) => `  ${checkLine(check, width)}`),
    ]),
    ...report.storeChecks.map((check) => checkLine(check, width + 2)),
    ...(report.models.length === 0 ? [t('No model was found in {0}: nothing was verified.', report.modelsDir)] : []),
    t('{0} bytes hashed in {1} s', report.bytesHashed, formatNumber(report.seconds, 2)),
  ];
}

/** A posture for people: what was found, by which evidence, and what to do about it. */
export function postureLines({ findings }: PostureReport): string[] {
  const width = widest(findings);
  const indent = ' '.repeat(width + 1);
  return findings.flatMap(({ state, title, evidence, remedy, command }) => [
    `${stateWord(state).padEnd(width)} ${title}`,
    ...(evidence === '' ? [] : [`${indent}${evidence}`]),
    ...(state === 'fail' || state === 'warn'
      ? [`${indent}→ ${remedy}${command === undefined ? '' : ` ${command}`}`]
      : []),
  ]);
}

function widest(rows: readonly { readonly state: Parameters<typeof stateWord>[0] }[]): number {
  return Math.max(0, ...rows.map(({ state }) => stateWord(state).length));
}

function verdictWord(verdict: ModelVerdict): string {
  switch (verdict) {
    case 'verified':
      return t('verified');
    case 'untrusted':
      return t('intact, but not trusted');
    case 'failed':
      return t('failed');
    case 'incomplete':
      return t('incomplete');
  }
}

/** What `verify` found, as `ask` needs it. */
export async function integrityGate(home: string, policy: Policy, folders: readonly string[]): Promise<IntegrityGate> {
  const rules = await new ModelRules().rules(policy, folders);
  return new IntegrityGate({
    modelsDir: async () => (await locateStore()).dir,
    cache: integrityCache(home),
    rules: () => rules,
  });
}

function integrityCache(home: string): IntegrityCache {
  return new IntegrityCache(path.join(home, 'integrity.json'));
}

async function runningServer(signal: AbortSignal): Promise<OllamaClient | undefined> {
  const client = new OllamaClient({ endpoint: process.env['OLLAMA_HOST'] });
  return (await client.detect(signal)).state === 'running' ? client : undefined;
}
