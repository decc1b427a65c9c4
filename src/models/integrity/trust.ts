// Whether a model is to be trusted: where it is from, what its texts and the registries say. Whether its files are intact is another question.
import { t } from '../../base/l10n';
import { judgeByRegistries, type RegistryRules, type RegistrySubject } from '../registry/check';
import type { ModelCheck, ModelConcern, ModelTrust } from '../types';

/** Publishers whose models need no further word. */
const DEFAULT_TRUSTED_SOURCES = ['registry.ollama.ai/library'] as const;

/** The source of a model that was made on this machine (`ollama create`): its name says nothing of where it is from. */
export const LOCAL_SOURCE = 'local';

const SOURCE_CHECK = 'source.trusted';
export const LOCAL_CHECK = 'source.local';

/** What decides about trust besides the files; it may change without them. */
export interface TrustRules extends RegistryRules {
  /** Hosts or `host/namespace` besides the default, and `local`. From the policies of machine and user. */
  readonly trustedSources: readonly string[];
}

/** The rules where nobody has set any. */
export const defaultTrustRules: TrustRules = {
  trustedSources: [],
  registries: [],
  registryKeys: [],
  workspaceApprovals: false,
};

/** `mistral:7b` → `registry.ollama.ai/library`, `me/mine` → `registry.ollama.ai/me`, `hf.co/user/repo:q4` → `hf.co/user`. */
export function sourceOf(name: string): string {
  const parts = name.trim().toLowerCase().split('/').slice(0, -1);
  if (parts.length === 0) return DEFAULT_TRUSTED_SOURCES[0];
  return parts.length === 1 ? `registry.ollama.ai/${parts[0] ?? ''}` : parts.join('/');
}

/** Whether a source is trusted: as it stands, by its host, or by what it lies below. */
export function isTrustedSource(source: string, { trustedSources }: Pick<TrustRules, 'trustedSources'>): boolean {
  return [...DEFAULT_TRUSTED_SOURCES, ...trustedSources].some((one) => {
    const trusted = one.trim().toLowerCase();
    return trusted !== '' && `${source}/`.startsWith(trusted.endsWith('/') ? trusted : `${trusted}/`);
  });
}

/** @param madeHere whether the manifest was written by this machine's own server */
export function checkSource(name: string, madeHere: boolean, rules: TrustRules): ModelCheck[] {
  const source = sourceOf(name);
  const checks: ModelCheck[] = [];
  if (!isTrustedSource(source, rules))
    checks.push({
      id: SOURCE_CHECK,
      state: 'warn',
      message: t('The model comes from {0}, which is not among the trusted sources.', source),
      evidence: source,
    });
  if (madeHere && !isTrustedSource(LOCAL_SOURCE, rules))
    checks.push({
      id: LOCAL_CHECK,
      state: 'warn',
      message: t('The model was made on this machine: its name does not tell where its weights are from.'),
      evidence: LOCAL_SOURCE,
    });
  return checks;
}

/** Whether a finding speaks against a model whose files are intact. */
export function isConcern({ id, state }: ModelCheck): boolean {
  return state === 'warn' && /^(?:source|indicator|gguf)\./u.test(id);
}

/** Whether a finding is about the files, and therefore holds as long as they do; the rest is judged anew each time. */
export function isRemembered(check: ModelCheck): boolean {
  return isConcern(check) && check.id !== SOURCE_CHECK;
}

/**
 * @param remembered what the last verification found in the files
 * @param digests of the manifest and the weights, when they were verified
 */
export function judgeTrust(
  name: string,
  remembered: readonly ModelConcern[],
  digests: RegistrySubject['digests'],
  rules: TrustRules,
): ModelTrust {
  const { approval } = judgeByRegistries({ name, digests }, rules);
  const source = checkSource(name, false, rules).map(({ id, message }) => ({ id, message }));
  const found = remembered.filter(({ id }) => id !== LOCAL_CHECK || !isTrustedSource(LOCAL_SOURCE, rules));
  return { concerns: approval.wholeModel ? [] : [...source, ...found], approval };
}
