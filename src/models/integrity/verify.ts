// "Verify model hashes": everything the disk can prove about the models of a store.
import path from 'node:path';
import { errorMessage, isAbortError } from '../../base/errors';
import { t } from '../../base/l10n';
import { sameModel } from '../../base/modelName';
import { allLayers, hexOf, layerKind, readStore, type Store, type StoredModel } from '../store/manifest';
import { judgeByRegistries } from '../registry/check';
import type { LocalModel, ModelCheck, ModelTrust, ModelVerdict, ModelVerification, VerificationReport } from '../types';
import type { FileIdentity } from '../store/files';
import { isTrusted } from '../trusted';
import { BlobInspector } from './blobs';
import { checkConfig } from './configCheck';
import type { IntegrityCache, ModelRecord } from './cache';
import type { Hasher } from './hasher';
import { checkIndicators } from './indicators';
import { checkManifest, checkServerDigest } from './manifestCheck';
import { checkStore } from './storeCheck';
import { checkSource, defaultTrustRules, isConcern, type TrustRules } from './trust';

export interface VerifyProgress {
  readonly model: string;
  readonly bytesDone: number;
  readonly bytesTotal: number;
}

/** More to check about a model whose files were read. */
export type ExtraCheck = (subject: VerifiedSubject) => ModelCheck[] | Promise<ModelCheck[]>;

export interface VerifiedSubject {
  readonly modelsDir: string;
  readonly stored: StoredModel;
  /** Whether the content of every blob is what its name says. */
  readonly intact: boolean;
}

export interface VerifyOptions {
  readonly modelsDir: string;
  /** Names as Ollama lists them; all models when absent. */
  readonly models?: readonly string[] | undefined;
  readonly hasher: Hasher;
  /** A running server: its digests are compared with the disk's. */
  readonly server?: { list(signal?: AbortSignal): Promise<readonly LocalModel[]> } | undefined;
  /** What decides whether a model is trusted; the default sources only, when not given. */
  readonly rules?: TrustRules | undefined;
  readonly extra?: readonly ExtraCheck[];
  /** Gets the outcome, for the gate. */
  readonly cache?: IntegrityCache | undefined;
  /** Believe the cache about files whose identity has not changed instead of reading them; for background checks. */
  readonly trustCache?: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: VerifyProgress) => void) | undefined;
  readonly platform?: NodeJS.Platform;
  /** Epoch milliseconds. */
  readonly now?: () => number;
}

/**
 * Reads the store, hashes every blob of the models asked for, and reports; a finding is data, not an exception.
 * @throws AbortError
 */
export async function verifyModels(options: VerifyOptions): Promise<VerificationReport> {
  const { signal, cache, now = Date.now, platform = process.platform } = options;
  const modelsDir = path.resolve(options.modelsDir);
  const started = now();
  signal?.throwIfAborted();
  const store = await readStore(modelsDir);
  const served = await listServed(options, signal);
  const wanted = choose(store, options.models, served);
  const inspector = new BlobInspector({ ...options, modelsDir, platform, now });
  const total = await inspector.measure(
    wanted.flatMap(({ stored }) => (stored?.manifest ? allLayers(stored.manifest) : [])),
  );

  const models: ModelVerification[] = [];
  const records = new Map<string, ModelRecord>();
  for (const { name, stored } of wanted) {
    const onBytes = (done: number) => options.onProgress?.({ model: name, bytesDone: done, bytesTotal: total });
    if (stored) {
      const { verification, record } = await verifyOne(stored, store, served, inspector, options, onBytes);
      models.push(verification);
      records.set(name, record);
    } else {
      models.push(notOnDisk(name, modelsDir, options.models === undefined));
    }
    signal?.throwIfAborted();
  }
  const storeChecks = await checkStore(store, { platform, now: now(), served: served.state === 'listed' });
  const report: VerificationReport = {
    modelsDir,
    models,
    storeChecks,
    bytesHashed: inspector.bytesHashed,
    seconds: (now() - started) / 1000,
    finishedAt: new Date(now()).toISOString(),
  };
  await cache?.record(report, records);
  return report;
}

/** Whether nothing failed, nothing was left unknown, nothing speaks against a model, and there was something to verify. */
export function isClean(report: VerificationReport): boolean {
  return (
    report.models.length > 0 &&
    report.models.every(({ verdict }) => verdict === 'verified') &&
    report.storeChecks.every(({ state }) => state === 'pass' || state === 'warn')
  );
}

export type Served =
  | { readonly state: 'listed'; readonly models: readonly LocalModel[] }
  | { readonly state: 'not-asked' }
  | { readonly state: 'failed'; readonly message: string };

async function listServed({ server }: VerifyOptions, signal: AbortSignal | undefined): Promise<Served> {
  if (!server) return { state: 'not-asked' };
  try {
    return { state: 'listed', models: await server.list(signal) };
  } catch (error) {
    if (isAbortError(error)) throw error;
    return { state: 'failed', message: errorMessage(error) };
  }
}

interface Wanted {
  readonly name: string;
  readonly stored: StoredModel | undefined;
}

function choose(store: Store, names: readonly string[] | undefined, served: Served): Wanted[] {
  if (names) {
    return names.flatMap((name): Wanted[] => {
      const found = store.models.filter((model) => sameModel(model.name, name));
      return found.length > 0 ? found.map((stored) => ({ name: stored.name, stored })) : [{ name, stored: undefined }];
    });
  }
  const onDisk = store.models.map((stored): Wanted => ({ name: stored.name, stored }));
  // What the server has and this folder has not would otherwise be left out without a word.
  const elsewhere = served.state === 'listed' ? served.models : [];
  const missing = elsewhere.filter(({ name }) => !store.models.some((model) => sameModel(model.name, name)));
  return [...onDisk, ...missing.map(({ name }): Wanted => ({ name, stored: undefined }))];
}

async function verifyOne(
  stored: StoredModel,
  store: Store,
  served: Served,
  inspector: BlobInspector,
  options: VerifyOptions,
  onBytes: (done: number) => void,
): Promise<{ verification: ModelVerification; record: ModelRecord }> {
  const modelsDir = store.dir;
  const { rules = defaultTrustRules } = options;
  const checks: ModelCheck[] = [
    ...checkManifest(stored, store),
    ...checkSource(`${stored.host}/${stored.namespace}/`, stored.madeHere === true, rules),
  ];
  const server = checkServerDigest(stored, served);
  if (server) checks.push(server);
  let bytesHashed = 0;
  const weights = weightsOf(stored);
  // As it was when it was read: hashing the models before this one may have taken minutes.
  const manifestFile = stored.identity;
  let blobIdentities: readonly FileIdentity[] = [];
  if (stored.manifest) {
    const layers = allLayers(stored.manifest);
    const blobs = await Promise.all(layers.map((layer) => inspector.inspect(layer, onBytes)));
    bytesHashed = blobs.reduce((sum, blob) => sum + blob.bytes, 0);
    const findings = blobs.flatMap((blob) => blob.checks);
    const intact = blobs.every((blob) => blob.state === 'intact');
    if (intact)
      checks.push({
        id: 'blob.hash',
        state: 'pass',
        message: t(
          'The content of all {0} files is what their names say.',
          new Set(layers.map((layer) => layer.digest)).size,
        ),
        evidence: hexOf(stored.manifest.layers[0]?.digest ?? stored.manifest.config.digest)?.slice(0, 12) ?? '',
      });
    checks.push(...findings, ...(await checkConfig(modelsDir, stored.manifest)));
    checks.push(...(await checkIndicators({ modelsDir, stored, intact })));
    for (const extra of options.extra ?? []) checks.push(...(await extra({ modelsDir, stored, intact })));
    blobIdentities = blobs.flatMap((blob) => (blob.identity ? [blob.identity] : []));
  }
  // What registries say may change without the files: the record that is kept is about these alone.
  const record: ModelRecord = { manifestFile, blobs: blobIdentities, weights, verdict: filesVerdict(checks) };
  const { approval, checks: registryChecks } = judgeByRegistries(
    { name: stored.name, digests: { manifest: stored.digest, weights } },
    rules,
  );
  const concerns = approval.wholeModel ? [] : checks.filter(isConcern);
  const trust: ModelTrust = { concerns: dedupe(concerns).map(({ id, message }) => ({ id, message })), approval };
  checks.push(...registryChecks);
  return {
    verification: {
      model: stored.name,
      verdict: verdictOf(checks, trust),
      trust,
      checks: dedupe(checks),
      bytesHashed,
      ...(stored.digest ? { manifestDigest: stored.digest } : {}),
    },
    record,
  };
}

function notOnDisk(name: string, modelsDir: string, listed: boolean): ModelVerification {
  const message = listed
    ? t('The server lists {0}, but this folder has no such model: the server reads another folder.', name)
    : t('There is no model {0} in this folder.', name);
  return {
    model: name,
    verdict: 'incomplete',
    trust: { concerns: [], approval: { state: 'not-asked', message: '', wholeModel: false } },
    checks: [{ id: 'manifest.file', state: 'unknown', message, evidence: modelsDir }],
    bytesHashed: 0,
  };
}

function weightsOf({ manifest }: StoredModel): readonly string[] {
  const layers = manifest?.layers ?? [];
  return layers.filter((layer) => layerKind(layer) === 'model').flatMap((layer) => hexOf(layer.digest) ?? []);
}

function filesVerdict(checks: readonly ModelCheck[]): ModelRecord['verdict'] {
  if (checks.some(({ state }) => state === 'fail')) return 'failed';
  return checks.some(({ state }) => state === 'unknown') ? 'incomplete' : 'verified';
}

function verdictOf(checks: readonly ModelCheck[], trust: ModelTrust): ModelVerdict {
  const verdict = filesVerdict(checks);
  return verdict === 'verified' && !isTrusted(trust) ? 'untrusted' : verdict;
}

function dedupe(checks: readonly ModelCheck[]): ModelCheck[] {
  const seen = new Set<string>();
  return checks.filter(({ id, message, evidence }) => {
    const key = `${id} ${message} ${evidence ?? ''}`;
    return !seen.has(key) && seen.add(key);
  });
}
