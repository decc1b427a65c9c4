// `rempart verify` and `rempart posture`: the models and the machine, judged by what was read.
import path from 'node:path';
import { rempartHome } from '../base/paths';
import { t } from '../base/l10n';
import {
  createHasher,
  IntegrityCache,
  IntegrityGate,
  isClean,
  locateStore,
  OllamaClient,
  readRegistry,
  verifyModels,
} from '../models';
import { runPosture } from '../posture';
import { endProgress, noMoreThan, readArguments, showProgress, writeJson, writeLine } from './arguments';

export async function verify(args: readonly string[], signal: AbortSignal): Promise<number> {
  const { values, positionals } = readArguments(args, {
    'models-dir': { type: 'string' },
    registry: { type: 'string' },
    json: { type: 'boolean' },
  });
  const modelsDir = (await locateStore({ setting: values['models-dir'] })).dir;
  const hasher = createHasher({ workerPath: path.join(__dirname, 'hashWorker.js') });
  const cache = integrityCache(rempartHome());
  try {
    const server = values['models-dir'] === undefined ? await runningServer(signal) : undefined;
    const report = await verifyModels({
      modelsDir,
      models: positionals.length > 0 ? positionals : undefined,
      hasher,
      cache,
      server,
      ...(values.registry === undefined ? {} : { registry: await readRegistry(values.registry) }),
      signal,
      onProgress: ({ model, bytesDone, bytesTotal }) =>
        showProgress(`${model} ${bytesTotal === 0 ? 100 : Math.floor((100 * bytesDone) / bytesTotal)} %`),
    });
    await cache.save();
    endProgress();
    if (values.json) {
      writeJson(report);
    } else {
      for (const { model, verdict, checks } of report.models) {
        writeLine(`${model}: ${verdict}`);
        for (const check of checks)
          writeLine(`  ${check.state.padEnd(7)} ${check.message} ${check.evidence ?? ''}`.trimEnd());
      }
      for (const check of report.storeChecks)
        writeLine(`${check.state.padEnd(9)} ${check.message} ${check.evidence ?? ''}`.trimEnd());
      if (report.models.length === 0)
        writeLine(t('No model was found in {0}: nothing was verified.', report.modelsDir));
      writeLine(t('{0} bytes hashed in {1} s', report.bytesHashed, report.seconds.toFixed(2)));
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
    for (const { state, title, evidence, remedy, command } of report.findings) {
      writeLine(`${state.padEnd(14)} ${title}`);
      if (evidence !== '') writeLine(`               ${evidence}`);
      if (state === 'fail' || state === 'warn')
        writeLine(`               → ${remedy}${command === undefined ? '' : ` ${command}`}`);
    }
  }
  return report.findings.some(({ state }) => state === 'fail' || state === 'warn') ? 1 : 0;
}

/** What `verify` found, as `ask` needs it. */
export function integrityGate(home: string): IntegrityGate {
  return new IntegrityGate({ modelsDir: async () => (await locateStore()).dir, cache: integrityCache(home) });
}

function integrityCache(home: string): IntegrityCache {
  return new IntegrityCache(path.join(home, 'integrity.json'));
}

async function runningServer(signal: AbortSignal): Promise<OllamaClient | undefined> {
  const client = new OllamaClient({ endpoint: process.env['OLLAMA_HOST'] });
  return (await client.detect(signal)).state === 'running' ? client : undefined;
}
