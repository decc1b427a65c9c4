// What belongs to no single model: an empty or unreadable store, files nobody names, folders that others may write to.
import path from 'node:path';
import { t } from '../../base/l10n';
import { lstat, octal, writableByOthers } from '../store/files';
import { allLayers, hexOf, type Store } from '../store/manifest';
import type { ModelCheck } from '../types';

interface StoreContext {
  readonly platform: NodeJS.Platform;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly served: boolean;
}

const HOUR_MS = 3_600_000;

export async function checkStore(store: Store, context: StoreContext): Promise<ModelCheck[]> {
  const checks = [
    ...store.problems.map(({ kind, path: where, message }): ModelCheck =>
      kind === 'missing'
        ? { id: 'store.missing', state: 'unknown', message: t('The folder {0} is not there.', where), evidence: where }
        : {
            id: 'store.readable',
            state: 'unknown',
            message: t('The folder {0} could not be read.', where),
            evidence: message,
          },
    ),
    ...emptiness(store),
    ...(await leftovers(store, context)),
    ...(await permissions(store, context)),
    ...store.strays.map((file): ModelCheck => {
      const message = t('A file lies among the manifests and is none by its place.');
      return { id: 'store.stray', state: 'warn', message, evidence: file };
    }),
  ];
  if (checks.length > 0) return checks;
  const message = t('Every file of the store belongs to one of its models ({0}).', store.models.length);
  return [{ id: 'store.files', state: 'pass', message, evidence: store.dir }];
}

/** Nothing to verify is not a pass. */
function emptiness(store: Store): ModelCheck[] {
  if (store.models.length > 0 || store.problems.length > 0) return [];
  return [
    { id: 'store.empty', state: 'unknown', message: t('There is no model in this folder.'), evidence: store.dir },
  ];
}

/** Ollama itself keeps what is younger than an hour: downloads under way, uploads before their model is made. */
async function leftovers(store: Store, { now }: StoreContext): Promise<ModelCheck[]> {
  const named = new Set(
    store.models.flatMap(({ manifest }) =>
      (manifest ? allLayers(manifest) : []).flatMap(({ digest }) => hexOf(digest) ?? []),
    ),
  );
  const checks: ModelCheck[] = [];
  for (const name of store.blobs) {
    const hex = /^sha256-([0-9a-f]{64})$/u.exec(name)?.[1];
    if (hex !== undefined && named.has(hex)) continue;
    const stats = await lstat(path.join(store.dir, 'blobs', name)).catch(() => undefined);
    if (!stats) continue;
    const hours = Math.floor((now - Number(stats.mtimeMs)) / HOUR_MS);
    if (hours < 1) continue;
    const partial = /^sha256-[0-9a-f]{64}-partial(?:-\d+)?$/u.test(name);
    const message = partial
      ? t('A download was broken off {0} h ago.', hours)
      : hex === undefined
        ? t('A file lies among the blobs and is none by its name, for {0} h.', hours)
        : t('No model names this file, for {0} h: left over, or put there by someone else.', hours);
    const id = partial ? 'store.partial' : hex === undefined ? 'store.stray' : 'store.orphan';
    checks.push({ id, state: 'warn', message, evidence: name });
  }
  return checks;
}

async function permissions({ dir }: Store, { platform }: StoreContext): Promise<ModelCheck[]> {
  const checks: ModelCheck[] = [];
  for (const folder of [dir, path.join(dir, 'manifests'), path.join(dir, 'blobs')]) {
    const stats = await lstat(folder).catch(() => undefined);
    if (stats && !stats.isSymbolicLink() && writableByOthers(stats.mode, platform))
      checks.push({
        id: 'store.permissions',
        state: 'fail',
        message: t('Every user of this machine may replace files in this folder.'),
        evidence: `${folder} ${octal(stats.mode)}`,
      });
  }
  return checks;
}
