// What the registries say about a model: whether its hash is the one they know, and whether it may be used.
import { t } from '../../base/l10n';
import type { ModelApproval, ModelCheck } from '../types';
import { entriesFor, judgeUse, type ModelRegistry } from './registry';
import type { RegistryEntry } from './schema';
import { checkSignature, isPublicKey } from './signature';

/** What models are asked for in the chat and by `rempart ask`. */
const USE = 'chat';

/** A registry that counts at this moment. */
export interface RegistryInForce {
  readonly file: string;
  /**
   * `owner`: named by the policy of machine or user, or on the command line; it approves and prohibits. `workspace`: lies in
   * a folder that somebody else may have written; it prohibits, and approves only what is signed, or where policy lets it.
   */
  readonly level: 'owner' | 'workspace';
  readonly registry?: ModelRegistry;
  /** Why it cannot be read. */
  readonly problem?: string;
}

export interface RegistryRules {
  readonly registries: readonly RegistryInForce[];
  /** Ed25519 public keys, SPKI PEM. Where there are any, an approval counts only when signed by one of them. */
  readonly registryKeys: readonly string[];
  /** Whether what a workspace approves counts without a signature. */
  readonly workspaceApprovals: boolean;
}

export interface RegistrySubject {
  readonly name: string;
  /** Of the manifest and the weights, when they were looked at. */
  readonly digests?: { readonly manifest: string | undefined; readonly weights: readonly string[] } | undefined;
}

export interface RegistryJudgement {
  readonly approval: ModelApproval;
  readonly checks: readonly ModelCheck[];
}

/** One registry's word. */
interface Word {
  readonly says: 'mismatch' | 'prohibited' | 'approved' | 'unapproved' | 'nothing';
  readonly message: string;
  /** The approval is of the manifest, and with it of every text that the model brings along. */
  readonly wholeModel?: boolean;
  readonly checks: readonly ModelCheck[];
}

/** What counts when several registries speak: from the first to the last. */
const weights: readonly Word['says'][] = ['mismatch', 'prohibited', 'approved', 'unapproved'];

/** The word of all registries: each may refuse a model; only those that may vouch for it. */
export function judgeByRegistries(subject: RegistrySubject, rules: RegistryRules): RegistryJudgement {
  const words = rules.registries.map((registry) => wordOf(registry, subject, rules));
  const checks = words.flatMap((word) => word.checks);
  const first = weights.map((says) => words.find((word) => word.says === says)).find((word) => word !== undefined);
  if (!first || first.says === 'nothing')
    return { approval: { state: 'not-asked', message: '', wholeModel: false }, checks };
  const wholeModel = words.some((word) => word.says === 'approved' && word.wholeModel === true);
  return { approval: { state: first.says, message: first.message, wholeModel }, checks };
}

function wordOf(source: RegistryInForce, { name, digests }: RegistrySubject, rules: RegistryRules): Word {
  const { registry, file, level } = source;
  if (!registry)
    return unapproved('registry.read', t('The registry {0} cannot be read: {1}', file, source.problem ?? ''));
  const entries = entriesFor(registry, name);
  const [first] = entries;
  if (!first) return unapproved('registry.entry', t('The registry has no entry for this model.'), file);
  if (!digests) {
    if (entries.every((entry) => judgeUse(entry, USE) === 'prohibited')) return prohibited(first);
    return unapproved(
      'registry.entry',
      t('The registry has the hash of this model, which was not verified yet.'),
      file,
    );
  }
  const known = [...(digests.manifest === undefined ? [] : [digests.manifest]), ...digests.weights];
  const matching = entries.filter(({ sha256 }) => known.includes(sha256));
  const [entry] = matching;
  if (!entry) {
    const message = t('The registry approved this model on {0} with another hash.', first.verified_date);
    const evidence = t('expected {0}, found {1}', first.sha256.slice(0, 12), (digests.manifest ?? '').slice(0, 12));
    return { says: 'mismatch', message, checks: [{ id: 'registry.pin', state: 'fail', message, evidence }] };
  }
  const forbidding = matching.find((one) => judgeUse(one, USE) === 'prohibited');
  if (forbidding) return prohibited(forbidding);
  const words = matching.map((one) => wordOfEntry(one, digests.manifest, level, rules));
  return words.find(({ says }) => says === 'approved') ?? words[0] ?? unapproved('registry.entry', '');
}

function wordOfEntry(
  entry: RegistryEntry,
  manifest: string | undefined,
  level: RegistryInForce['level'],
  rules: RegistryRules,
): Word {
  const pin: ModelCheck = {
    id: 'registry.pin',
    state: 'pass',
    message: t('The registry approved this hash on {0}, by {1}.', entry.verified_date, entry.verified_by),
    evidence: entry.sha256.slice(0, 12),
  };
  if (judgeUse(entry, USE) === 'unapproved') {
    const word = unapproved(
      'registry.use',
      t('The registry does not approve this model for the use “{0}”.', USE),
      `risk_level: ${entry.risk_level}, approved_uses: ${entry.approved_uses.join(', ')}`,
    );
    return { ...word, checks: [pin, ...word.checks] };
  }
  const signature = checkSigned(entry, rules.registryKeys);
  const signed = signature?.state === 'pass';
  // An owner's word needs a signature only where there are keys, or where it claims to have one.
  const counts = level === 'owner' ? signature === undefined || signed : signed || rules.workspaceApprovals;
  if (counts) {
    const wholeModel = entry.sha256 === manifest;
    return {
      says: 'approved',
      message: pin.message,
      wholeModel,
      checks: [pin, ...riskOf(entry), ...(signature ? [signature] : [])],
    };
  }
  if (level === 'owner') {
    const message = signature?.message ?? '';
    return { says: 'unapproved', message, checks: [pin, ...(signature ? [signature] : [])] };
  }
  // What a workspace approves without proof changes nothing, in either direction.
  return { says: 'nothing', message: '', checks: [pin] };
}

/** Told also of what is approved. */
function riskOf({ risk_level: risk }: RegistryEntry): readonly ModelCheck[] {
  if (risk !== 'high' && risk !== 'critical') return [];
  const evidence = `risk_level: ${risk}`;
  return [{ id: 'registry.risk', state: 'warn', message: t('The registry calls this model risky.'), evidence }];
}

function prohibited(entry: RegistryEntry): Word {
  const message = t('The registry prohibits this model for the use “{0}” ({1}).', USE, entry.verified_by);
  const evidence = `risk_level: ${entry.risk_level}, prohibited_uses: ${entry.prohibited_uses.join(', ')}`;
  return { says: 'prohibited', message, checks: [{ id: 'registry.use', state: 'warn', message, evidence }] };
}

function unapproved(id: string, message: string, evidence = ''): Word {
  return { says: 'unapproved', message, checks: [{ id, state: 'warn', message, evidence }] };
}

/** Nothing where no signature is needed and none is there. */
function checkSigned(entry: RegistryEntry, keys: readonly string[]): ModelCheck | undefined {
  const usable = keys.filter(isPublicKey);
  if (keys.length === 0 && !entry.signature) return undefined;
  const id = 'registry.signature';
  const evidence = entry.signature?.key ?? '';
  switch (checkSignature(entry, usable)) {
    case 'valid':
      return { id, state: 'pass', message: t('The entry of the registry is signed.'), evidence };
    case 'invalid':
      return { id, state: 'warn', message: t('The entry of the registry was changed after it was signed.'), evidence };
    case 'unknown-key':
      return {
        id,
        state: 'warn',
        message: t('The entry of the registry is signed with a key that is not trusted.'),
        evidence,
      };
    case 'unsigned':
      return { id, state: 'warn', message: t('The entry of the registry is not signed.'), evidence };
  }
}
