// `rempart models`: the catalogue of embedding and demo models, and what of it is in the cache.
import { rempartModels } from '../base/paths';
import { t } from '../base/l10n';
import { fetchModel, findModelFolder, listModels } from '../knowledge/catalogue';
import {
  endProgress,
  noMoreThan,
  readArguments,
  showProgress,
  UsageError,
  writeError,
  writeJson,
  writeLine,
} from './arguments';

export async function models(args: readonly string[], signal: AbortSignal): Promise<number> {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean' } });
  const [action, id] = positionals;
  noMoreThan(action === 'list' ? 1 : 2, positionals);
  const cache = rempartModels();
  switch (action) {
    case 'list': {
      const entries = await listModels(cache);
      if (values.json) writeJson(entries);
      else
        for (const entry of entries)
          writeLine(
            `${entry.id.padEnd(28)} ${entry.kind.padEnd(10)} ${(entry.megabytes === 0 ? '?' : `${entry.megabytes} MB`).padStart(8)}  ${entry.licence.padEnd(11)} ${entry.cached ? t('in the cache') : ''}`.trimEnd(),
          );
      return 0;
    }
    case 'fetch': {
      if (id === undefined) throw new UsageError(t('The id of a model is needed; see rempart models list.'));
      // The command itself is the consent to use the network.
      const folder = await fetchModel(id, { cache, allowNetwork: true, signal, onProgress: showProgress });
      endProgress();
      if (values.json) writeJson({ id, path: folder });
      else writeLine(folder);
      return 0;
    }
    case 'path': {
      if (id === undefined) throw new UsageError(t('The id of a model is needed; see rempart models list.'));
      const folder = await findModelFolder(id, cache);
      if (values.json) writeJson({ id, path: folder ?? null });
      else if (folder !== undefined) writeLine(folder);
      else writeError(t('{0} is not in the cache.', id));
      return folder === undefined ? 1 : 0;
    }
    default:
      throw new UsageError(t('“list”, “fetch” or “path” is needed.'));
  }
}
