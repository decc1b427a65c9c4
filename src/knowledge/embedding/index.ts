// Embedding models behind one interface: transformers.js in a process of its own or in this one, or a local Ollama.
import { RempartError } from '../../base/errors';
import { t } from '../../base/l10n';
import { catalogue, findModel } from '../catalogue';
import type { EmbedderChoice } from '../types';
import { ForkedEmbedder } from './forked';
import { connectOllama } from './ollama';
import { TransformersEmbedder } from './transformers';
import type { Embedder } from './types';

export type { Embedder };

/**
 * The embedder for a choice; `undefined` for `none`. The transformers model is loaded on its first text, Ollama is asked at once.
 * @param processPath absolute path of the bundled embedder process; without it the model computes in this process and
 *   on this thread, as in a benchmark
 * @param token of a remote Ollama
 * @throws RempartError `unknown-model`; `no-token`; `unreachable`, `cloud-model`, `endpoint-remote`, `not-an-embedding-model` of Ollama
 */
export async function createEmbedder(
  choice: EmbedderChoice,
  processPath?: string,
  token?: string,
): Promise<Embedder | undefined> {
  switch (choice.kind) {
    case 'none':
      return undefined;
    case 'transformers': {
      const model = findModel(choice.id);
      if (model?.backend !== 'transformers')
        throw new RempartError(
          'unknown-model',
          t('{0} is not an embedding model that Rempart knows. Known: {1}.', choice.id, knownIds()),
        );
      return processPath === undefined
        ? new TransformersEmbedder(model, choice.folder)
        : new ForkedEmbedder(model, choice.folder, { processPath });
    }
    case 'ollama':
      if (choice.remote === undefined) return connectOllama(choice.endpoint, choice.model);
      if (token === undefined)
        throw new RempartError('no-token', t('There is no token for the embeddings server {0}.', choice.endpoint));
      return connectOllama(choice.endpoint, choice.model, { remote: { ...choice.remote, token } });
  }
}

const knownIds = (): string =>
  catalogue
    .filter(({ backend }) => backend === 'transformers')
    .map(({ id }) => id)
    .join(', ');
