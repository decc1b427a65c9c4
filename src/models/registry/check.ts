// Compares a model on the disk with what the registry says about it.
import { t } from '../../base/l10n';
import { hexOf, layerKind, type StoredModel } from '../store/manifest';
import type { ModelCheck } from '../types';
import { entriesFor, type ModelRegistry } from './registry';
import type { RegistryEntry } from './schema';
import { checkSignature } from './signature';

/** @param publicKeys SPKI PEM; when given, an entry must be signed by one of them to count */
export function checkRegistry(
  stored: StoredModel,
  registry: ModelRegistry,
  publicKeys: readonly string[] = [],
): ModelCheck[] {
  const entries = entriesFor(registry, stored.name);
  const [first] = entries;
  if (!first)
    return [
      {
        id: 'registry.entry',
        state: 'warn',
        message: t('The registry has no entry for this model.'),
        evidence: registry.file ?? '',
      },
    ];
  const digests = digestsOf(stored);
  const matching = entries.find(({ sha256 }) => digests.includes(sha256));
  if (!matching)
    return [
      {
        id: 'registry.pin',
        state: 'fail',
        message: t('The registry approved this model on {0} with another hash.', first.verified_date),
        evidence: t('expected {0}, found {1}', first.sha256.slice(0, 12), (stored.digest ?? '').slice(0, 12)),
      },
    ];
  return [
    {
      id: 'registry.pin',
      state: 'pass',
      message: t('The registry approved this hash on {0}, by {1}.', matching.verified_date, matching.verified_by),
      evidence: matching.sha256.slice(0, 12),
    },
    ...checkRisk(matching),
    ...(publicKeys.length > 0 ? [checkSigned(matching, publicKeys)] : []),
  ];
}

/** Manifest, and the weights: one may be pinned by either. */
function digestsOf({ digest, manifest }: StoredModel): string[] {
  const weights =
    manifest?.layers.filter((layer) => layerKind(layer) === 'model').flatMap((layer) => hexOf(layer.digest) ?? []) ??
    [];
  return digest === undefined ? weights : [digest, ...weights];
}

function checkRisk({ risk_level: risk }: RegistryEntry): ModelCheck[] {
  if (risk !== 'high' && risk !== 'critical') return [];
  return [
    {
      id: 'registry.risk',
      state: 'warn',
      message: t('The registry calls this model risky.'),
      evidence: `risk_level: ${risk}`,
    },
  ];
}

function checkSigned(entry: RegistryEntry, keys: readonly string[]): ModelCheck {
  const id = 'registry.signature';
  const evidence = entry.signature?.key ?? '';
  switch (checkSignature(entry, keys)) {
    case 'valid':
      return { id, state: 'pass', message: t('The entry of the registry is signed.'), evidence };
    case 'invalid':
      return { id, state: 'fail', message: t('The entry of the registry was changed after it was signed.'), evidence };
    case 'unknown-key':
      return {
        id,
        state: 'fail',
        message: t('The entry of the registry is signed with a key that is not trusted.'),
        evidence,
      };
    case 'unsigned':
      return { id, state: 'fail', message: t('The entry of the registry is not signed.'), evidence };
  }
}
