// What a manifest must be: readable, one whole JSON value, of known media types, with weights, and the one the server uses.
import { t } from '../../base/l10n';
import { sameModel } from '../../base/modelName';
import { CONFIG_MEDIA_TYPE, layerKind, MANIFEST_MEDIA_TYPE, type Store, type StoredModel } from '../store/manifest';
import type { ModelCheck } from '../types';
import type { Served } from './verify';

export function checkManifest(stored: StoredModel, store: Store): ModelCheck[] {
  const evidence = stored.file;
  if (stored.irregular)
    return [
      {
        id: 'manifest.file',
        state: 'fail',
        message: t('The manifest is not a plain file but a link or a folder.'),
        evidence,
      },
    ];
  if (stored.problem) return [problemCheck(stored.problem, evidence)];
  const { manifest } = stored;
  if (!manifest) return [];
  const checks: ModelCheck[] = [];
  const twin = store.models.find((other) => other.file !== stored.file && sameModel(other.name, stored.name));
  if (twin)
    checks.push({
      id: 'manifest.case',
      state: 'fail',
      message: t('Two manifests differ only by upper and lower case: it cannot be told which one the server runs.'),
      evidence: twin.file,
    });
  const strange = [
    ...(manifest.mediaType === undefined || manifest.mediaType === MANIFEST_MEDIA_TYPE ? [] : [manifest.mediaType]),
    ...(manifest.config.mediaType === CONFIG_MEDIA_TYPE ? [] : [manifest.config.mediaType]),
    ...manifest.layers.filter((layer) => layerKind(layer) === undefined).map((layer) => layer.mediaType),
  ];
  if (strange.length > 0)
    checks.push({
      id: 'manifest.mediaType',
      state: 'fail',
      message: t('The manifest has parts of a kind that Ollama does not write.'),
      evidence: strange.join(', ').slice(0, 300),
    });
  if (manifest.layers.some((layer) => layer.digest === manifest.config.digest))
    checks.push({
      id: 'manifest.collision',
      state: 'fail',
      message: t('The manifest names one file as settings and as content: a known way around Ollama’s own check.'),
      evidence: manifest.config.digest,
    });
  if (!manifest.layers.some((layer) => ['model', 'tensor'].includes(layerKind(layer) ?? '')))
    checks.push({
      id: 'manifest.weights',
      state: 'fail',
      message: t('The model has no weights on this machine: it would be answered for elsewhere.'),
      evidence,
    });
  if (checks.length === 0)
    checks.push({
      id: 'manifest.parse',
      state: 'pass',
      message: t('The manifest is whole; it names {0} parts.', manifest.layers.length + 1),
      evidence: stored.digest?.slice(0, 12) ?? '',
    });
  return checks;
}

/** The server's digest of a model is that of its manifest. Another one means another folder, or a server that was not restarted. */
export function checkServerDigest(stored: StoredModel, served: Served): ModelCheck | undefined {
  const id = 'manifest.server';
  if (served.state === 'not-asked') return undefined;
  if (served.state === 'failed')
    return { id, state: 'unknown', message: t('The server could not be asked: {0}', served.message) };
  const listed = served.models.find((model) => sameModel(model.name, stored.name));
  if (!listed)
    return {
      id,
      state: 'warn',
      message: t('The server does not list this model: it reads another folder, or cannot read the manifest.'),
      evidence: stored.file,
    };
  if (listed.remoteHost)
    return {
      id,
      state: 'fail',
      message: t('The server would send prompts for this model to {0}.', listed.remoteHost),
      evidence: listed.digest.slice(0, 12),
    };
  if (listed.digest !== stored.digest)
    return {
      id,
      state: 'fail',
      message: t('The server uses another manifest than the one on the disk.'),
      evidence: t('disk {0}, server {1}', (stored.digest ?? '').slice(0, 12), listed.digest.slice(0, 12)),
    };
  return { id, state: 'pass', message: t('The server uses this manifest.'), evidence: listed.digest.slice(0, 12) };
}

function problemCheck({ kind, message }: NonNullable<StoredModel['problem']>, evidence: string): ModelCheck {
  if (kind === 'unreadable')
    return {
      id: 'manifest.file',
      state: 'unknown',
      message: t('The manifest could not be read: {0}', message),
      evidence,
    };
  return {
    id: 'manifest.parse',
    state: 'fail',
    message:
      kind === 'not-json'
        ? t('The manifest is not one whole JSON text: {0}', message)
        : t('The manifest has not the shape of one: {0}', message),
    evidence,
  };
}
