// What decides which models are trusted: the lists of the policy, and the registries of models that it names or a folder has.
import path from 'node:path';
import { errorMessage } from '../base/errors';
import { t } from '../base/l10n';
import { systemPaths } from '../base/paths';
import type { Policy } from '../guards/policy';
// Types only: the models load when a registry must be read.
import type { FileIdentity, RegistryInForce, TrustRules } from '../models';

/** The registry of a workspace: a file of this name in its root. */
export const workspaceRegistryName = 'models_registry.yaml';

type Level = RegistryInForce['level'];

/** Reads registries of models; one whose file did not change is not read again. */
export class ModelRules {
  readonly #read = new Map<string, { readonly identity: FileIdentity; readonly found: RegistryInForce }>();

  /**
   * The rules that hold now. Never rejects: a registry that cannot be read approves nothing, and says why.
   * @param folders (trusted) workspace folders, each perhaps with a registry of its own
   * @param named further registries of the owner of this machine, given on the command line
   */
  async rules(policy: Policy, folders: readonly string[] = [], named: readonly string[] = []): Promise<TrustRules> {
    const { lists, values } = policy;
    const owners = [...lists.modelRegistries, ...named.map((file) => path.resolve(file))];
    const read = await Promise.all([
      ...owners.map((file) => this.#registry(file, 'owner')),
      ...folders.map((folder) => this.#registry(path.join(folder, workspaceRegistryName), 'workspace')),
    ]);
    return {
      trustedSources: lists.trustedSources,
      registries: read.filter((one) => one !== undefined),
      registryKeys: lists.registryKeys.map(pemOf),
      workspaceApprovals: values.workspaceApprovals,
    };
  }

  async #registry(given: string, level: Level): Promise<RegistryInForce | undefined> {
    const { home } = systemPaths();
    const file = /^~[\\/]/u.test(given) ? path.join(home, given.slice(2)) : given;
    if (!path.isAbsolute(file)) return { file, level, problem: t('It is not a full path.') };
    try {
      const { identify, readRegistry } = await import('../models');
      const identity = await identify(file).catch(missing);
      if (identity === undefined)
        return level === 'workspace' ? undefined : { file, level, problem: t('It is not there, or no plain file.') };
      const { identity: known, found } = this.#read.get(`${level} ${file}`) ?? {};
      if (found !== undefined && JSON.stringify(known) === JSON.stringify(identity)) return found;
      const fresh: RegistryInForce = await readRegistry(file).then(
        (registry) => ({ file, level, registry }),
        (error: unknown) => ({ file, level, problem: errorMessage(error) }),
      );
      this.#read.set(`${level} ${file}`, { identity, found: fresh });
      return fresh;
    } catch (error) {
      return { file, level, problem: errorMessage(error) };
    }
  }
}

function missing(error: unknown): undefined {
  if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
  throw error;
}

/** A key in one line is the base64 of its SPKI. */
function pemOf(key: string): string {
  return key.includes('-----BEGIN') ? key : `-----BEGIN PUBLIC KEY-----\n${key}\n-----END PUBLIC KEY-----\n`;
}
