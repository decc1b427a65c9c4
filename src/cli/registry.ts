// `rempart registry`: who approved which model, by its hash: entries are added after a verification, signed, listed and checked.
import fs from 'node:fs/promises';
import path from 'node:path';
import { workspaceRegistryName } from '../assistant/modelRules';
import { localUserId } from '../audit';
import { RempartError } from '../base/errors';
import { t } from '../base/l10n';
import {
  addToRegistryFile,
  checkSignature,
  createHasher,
  entriesFor,
  LOCAL_CHECK,
  LOCAL_SOURCE,
  locateStore,
  readRegistry,
  signEntry,
  sourceOf,
  verifyModels,
  type RegistryEntry,
} from '../models';
import { noMoreThan, oneOf, readArguments, UsageError, writeJson, writeLine } from './arguments';

const risks = ['low', 'medium', 'high', 'critical'] as const;

export async function registry(args: readonly string[], signal: AbortSignal): Promise<number> {
  const { values, positionals } = readArguments(args, {
    file: { type: 'string' },
    'models-dir': { type: 'string' },
    by: { type: 'string' },
    risk: { type: 'string' },
    use: { type: 'string', multiple: true },
    prohibit: { type: 'string', multiple: true },
    key: { type: 'string', multiple: true },
    json: { type: 'boolean' },
  });
  const [action, ...names] = positionals;
  const file = path.resolve(values.file ?? workspaceRegistryName);
  const keys = await Promise.all((values.key ?? []).map((one) => fs.readFile(one, 'utf8')));
  switch (action) {
    case 'add': {
      const [model] = names;
      noMoreThan(1, names);
      if (model === undefined) throw new UsageError(t('The name of a model is needed.'));
      const { name, digest, source } = await verified(model, values['models-dir'], signal);
      await addToRegistryFile(file, {
        name,
        sha256: digest,
        source,
        verified_date: new Date().toISOString().slice(0, 10),
        verified_by: values.by ?? localUserId(),
        risk_level: oneOf(values.risk, risks, 'medium'),
        approved_uses: values.use ?? ['chat'],
        prohibited_uses: values.prohibit ?? [],
      });
      if (values.json) writeJson({ file, name, sha256: digest });
      else writeLine(t('{0} is in {1} with the hash {2}.', name, file, digest.slice(0, 12)));
      return 0;
    }
    case 'sign': {
      const [key] = keys;
      if (key === undefined) throw new UsageError(t('A private key is needed: --key FILE.'));
      const found = await readRegistry(file);
      const chosen = names.length === 0 ? found.entries : names.flatMap((name) => entriesFor(found, name));
      for (const entry of chosen) await addToRegistryFile(file, signEntry(entry, key));
      if (values.json) writeJson({ file, signed: chosen.map(({ name }) => name) });
      else for (const { name } of chosen) writeLine(t('{0} is signed.', name));
      return chosen.length === 0 ? 1 : 0;
    }
    case 'list':
    case 'check': {
      noMoreThan(0, names);
      const entries = (await readRegistry(file)).entries.map((entry) => ({
        ...entry,
        signatureState: checkSignature(entry, keys),
      }));
      if (values.json) writeJson({ file, entries });
      else for (const entry of entries) writeLine(lineOf(entry, entry.signatureState));
      if (action === 'list') return 0;
      // Without a key, a signature can be neither right nor wrong.
      const wanted = keys.length === 0 ? ['unsigned', 'unknown-key'] : ['valid'];
      return entries.every(({ signatureState }) => wanted.includes(signatureState)) ? 0 : 1;
    }
    default:
      throw new UsageError(t('“add”, “list”, “sign” or “check” is needed.'));
  }
}

/** What a registry keeps of a model whose files are intact; what is not intact gets into no registry. */
async function verified(
  model: string,
  setting: string | undefined,
  signal: AbortSignal,
): Promise<{ readonly name: string; readonly digest: string; readonly source: string }> {
  const hasher = createHasher({ workerPath: path.join(__dirname, 'hashWorker.js') });
  try {
    const modelsDir = (await locateStore({ setting })).dir;
    const [found] = (await verifyModels({ modelsDir, models: [model], hasher, signal })).models;
    const intact = found?.verdict === 'verified' || found?.verdict === 'untrusted';
    if (intact && found.manifestDigest !== undefined) {
      const madeHere = found.checks.some(({ id }) => id === LOCAL_CHECK);
      return {
        name: found.model,
        digest: found.manifestDigest,
        source: madeHere ? LOCAL_SOURCE : sourceOf(found.model),
      };
    }
    const bad = found?.checks.find(({ state }) => state === 'fail' || state === 'unknown');
    throw new RempartError('model-not-verified', t('{0} is not added: {1}', model, bad?.message ?? ''));
  } finally {
    hasher.dispose();
  }
}

function lineOf(entry: RegistryEntry, signature: string): string {
  const { name, version, sha256, risk_level: risk, approved_uses: uses, prohibited_uses: not } = entry;
  const title = version === undefined ? name : `${name}:${version}`;
  const words = [sha256.slice(0, 12), risk, signature, ...uses.map((use) => `+${use}`), ...not.map((use) => `-${use}`)];
  return `${title.padEnd(32)} ${words.join('  ')}`;
}
