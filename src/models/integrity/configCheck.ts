// The settings blob of a model can turn it into one that sends prompts away: it is read as well as hashed.
import fs from 'node:fs/promises';
import { t } from '../../base/l10n';
import { lstat } from '../store/files';
import { blobPath, configSchema, hexOf, type Manifest, type ModelConfig } from '../store/manifest';
import type { ModelCheck } from '../types';

/** A config blob has some hundred bytes. */
const MAX_CONFIG_BYTES = 1024 * 1024;

/** Findings only; a missing or changed file is found by its hash. */
export async function checkConfig(modelsDir: string, manifest: Manifest): Promise<ModelCheck[]> {
  const config = await readConfig(modelsDir, manifest);
  if (config === 'missing') return [];
  const evidence = manifest.config.digest.slice(0, 19);
  if (config === 'invalid')
    return [{ id: 'config.parse', state: 'fail', message: t('The settings of the model are not readable.'), evidence }];
  if (!config.remote_host && !config.remote_model) return [];
  const where = config.remote_host ?? 'ollama.com';
  const message = t('The model is only a name: prompts to it would be sent to {0}.', where);
  return [{ id: 'config.remote', state: 'fail', message, evidence: `remote_model=${config.remote_model ?? ''}` }];
}

/** The config blob, whatever its hash says. */
export async function readConfig(modelsDir: string, manifest: Manifest): Promise<ModelConfig | 'missing' | 'invalid'> {
  const hex = hexOf(manifest.config.digest);
  if (hex === undefined) return 'missing';
  const file = blobPath(modelsDir, hex);
  try {
    const stats = await lstat(file);
    if (!stats?.isFile()) return 'missing';
    if (stats.size > MAX_CONFIG_BYTES) return 'invalid';
    return configSchema.safeParse(JSON.parse(await fs.readFile(file, 'utf8'))).data ?? 'invalid';
  } catch (error) {
    return error instanceof SyntaxError ? 'invalid' : 'missing';
  }
}
