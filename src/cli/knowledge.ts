// Opening the index of a folder from the command line, with the embedding model that it was made with.
import { existsSync, promises as fs, statSync } from 'node:fs';
import path from 'node:path';
import { parseEndpoint } from '../base/address';
import { RempartError } from '../base/errors';
import { t } from '../base/l10n';
import { rempartModels } from '../base/paths';
import { isAtLeast } from '../base/version';
import { createIndexClient, storeFolderFor } from '../knowledge';
import { findModelFolder } from '../knowledge/catalogue';
import type { EmbedderChoice, IndexReport, Knowledge } from '../knowledge/types';
import { endProgress, showProgress, stderrLogger, UsageError } from './arguments';

export const embedderKinds = ['none', 'transformers', 'ollama'] as const;
export const defaultEmbeddingModel = 'multilingual-e5-small';

export interface OpenOptions {
  readonly folder: string | undefined;
  readonly store?: string | undefined;
  /** What to embed with; when absent, what the index was made with. */
  readonly embedder?: (typeof embedderKinds)[number] | undefined;
  readonly embeddingModel?: string | undefined;
}

export interface OpenedKnowledge extends Disposable {
  readonly root: string;
  readonly knowledge: Knowledge;
  /** Brings the index up to date, with progress on a terminal. */
  update(signal: AbortSignal): Promise<IndexReport>;
}

/** A command runs once: it waits until the model is loaded, milliseconds. */
const queryPatience = 120_000;

/** The first Node that opens SQLite without a flag. */
const oldestNode = '22.13.0';

/**
 * The Node for the index process: this one, or for an older one the Node that the project installs beside itself.
 * @throws RempartError `old-node` when there is neither
 */
function nodeForIndex(): string {
  if (isAtLeast(process.versions.node, oldestNode)) return process.execPath;
  const binary = process.platform === 'win32' ? 'node.exe' : 'node';
  const own = path.join(__dirname, '..', 'node_modules', 'node', 'bin', binary);
  if (existsSync(own)) return own;
  throw new RempartError(
    'old-node',
    t('The index needs Node {0} or newer; this is {1}.', oldestNode, process.versions.node),
  );
}

/** Starts the index process for a folder. Dispose it, or the process stays. */
export async function openKnowledge(options: OpenOptions): Promise<OpenedKnowledge> {
  if (options.folder === undefined) throw new UsageError(t('A folder is needed.'));
  const root = path.resolve(options.folder);
  if (!existsSync(root) || !statSync(root).isDirectory()) throw new UsageError(t('{0} is not a folder.', root));
  const storeUri = options.store === undefined ? storeFolderFor(root) : absoluteStore(options.store);
  const embedder = await embedderFor(options, storeUri);
  const knowledge = createIndexClient({
    roots: [root],
    storeUri,
    embedder,
    excludes: [],
    maxFileBytes: 2 * 1024 * 1024,
    queryPatience,
    processPath: path.join(__dirname, 'indexProcess.js'),
    logger: stderrLogger,
    execPath: nodeForIndex(),
  });
  return {
    root,
    knowledge,
    update: async (signal) => {
      try {
        return await knowledge.update(undefined, {
          signal,
          onProgress: ({ phase, done, total }) => showProgress(`${phaseName(phase)} ${done} / ${total}`),
        });
      } finally {
        endProgress();
      }
    },
    [Symbol.dispose]: () => knowledge.dispose(),
  };
}

function phaseName(phase: string): string {
  return phase === 'embedding' ? t('Embedding') : t('Indexing');
}

/** Object-store URIs stay as they are; everything else is a folder, always absolute. LanceDB's cloud (`db://`) is no store of ours. */
function absoluteStore(store: string): string {
  const scheme = /^([a-z][a-z\d+.-]+):\/\//iu.exec(store)?.[1];
  if (scheme === undefined) return path.resolve(store);
  if (!/^(?:s3|gs|az)$/u.test(scheme))
    throw new UsageError(t('“{0}” is not one of {1}', `${scheme}://`, 's3://, gs://, az://'));
  return store;
}

async function embedderFor(options: OpenOptions, storeUri: string): Promise<EmbedderChoice> {
  const memory = `${storeUri}.embedder.json`;
  if (options.embedder === undefined) {
    try {
      return JSON.parse(await fs.readFile(memory, 'utf8')) as EmbedderChoice;
    } catch {
      return { kind: 'none' };
    }
  }
  const choice = await chosenEmbedder(options);
  if (!storeUri.includes('://')) {
    await fs.mkdir(path.dirname(memory), { recursive: true, mode: 0o700 });
    await fs.writeFile(memory, JSON.stringify(choice), { mode: 0o600 });
  }
  return choice;
}

async function chosenEmbedder(options: OpenOptions): Promise<EmbedderChoice> {
  if (options.embedder === 'transformers') {
    const id = options.embeddingModel ?? defaultEmbeddingModel;
    const folder = await findModelFolder(id, rempartModels());
    if (folder === undefined)
      throw new UsageError(t('The model {0} is not in the cache. Get it with: rempart models fetch {0}', id));
    return { kind: 'transformers', id, folder };
  }
  if (options.embedder === 'ollama') {
    return {
      kind: 'ollama',
      endpoint: parseEndpoint(process.env['OLLAMA_HOST']).url.href,
      model: options.embeddingModel ?? 'embeddinggemma',
    };
  }
  return { kind: 'none' };
}
