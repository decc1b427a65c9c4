// Embeddings by an Ollama server, local or of the user's choice: `POST /api/embed`, never cut in silence, never by a cloud.
import { parseEndpoint, remoteEndpoint } from '../../base/address';
import { errorMessage, isAbortError, RempartError } from '../../base/errors';
import { t } from '../../base/l10n';
import { canonicalName, isCloudName, localName, sameModel } from '../../base/modelName';
import * as z from 'zod';
import { findModel } from '../catalogue';
import { clean, unit } from './batches';
import { PriorityQueue } from './queue';
import { localFetch, remoteFetch, type RemoteAccess } from './remote';
import type { Embedder } from './types';

const batchItems = 16;
/** A cold load of a large model takes minutes; a server that says nothing for longer is stuck. */
const replyMilliseconds = 5 * 60_000;
/** Chunks are far shorter; one fixed value, since another one reloads the model. */
const largestContext = 2048;

const versionSchema = z.object({ version: z.string() });
const tagsSchema = z.object({
  models: z.array(z.object({ name: z.string(), digest: z.string(), remote_host: z.string().optional() })),
});
const embedSchema = z.object({ embeddings: z.array(z.array(z.number())) });
const errorSchema = z.object({ error: z.string() });

export interface OllamaOptions {
  readonly fetch?: typeof globalThis.fetch;
  /** The server may be on another machine. */
  readonly remote?: RemoteAccess;
}

/**
 * Connects and learns the model's digest and dimensions.
 * @throws RempartError `cloud-model`, `endpoint-remote`, `unreachable`, `bad-token`, `unknown-model`, `not-an-embedding-model`, `bad-vector`
 */
export async function connectOllama(
  endpoint: string,
  model: string,
  { remote, fetch = remote === undefined ? localFetch() : remoteFetch(remote) }: OllamaOptions = {},
): Promise<Embedder> {
  if (isCloudName(model))
    throw new RempartError('cloud-model', t('{0} runs in a cloud: Rempart does not send your documents there.', model));
  const address = remote === undefined ? localEndpoint(endpoint) : remoteEndpoint(endpoint);
  const server = new Server(address, fetch, remote !== undefined);
  const { version } = await server.ask('GET', 'api/version', versionSchema);
  const { models } = await server.ask('GET', 'api/tags', tagsSchema);
  const found = models.find(({ name }) => sameModel(name, model));
  if (!found) throw new RempartError('unknown-model', t('Ollama has no model {0}: run “ollama pull {0}”.', model));
  if (found.remote_host !== undefined && found.remote_host !== '')
    throw new RempartError('cloud-model', t('{0} runs in a cloud: Rempart does not send your documents there.', model));
  const name = localName(model, version);
  const known = findModel(canonicalName(model).replace(/:latest$/u, ''));
  const entry = known?.kind === 'embedding' && known.backend === 'ollama' ? known : undefined;
  const options = { num_ctx: Math.min(entry?.contextTokens ?? 512, largestContext) };
  const send = async (input: readonly string[], signal?: AbortSignal): Promise<readonly (readonly number[])[]> => {
    const body = { model: name, input, truncate: false, options };
    return (await server.ask('POST', 'api/embed', embedSchema, body, signal)).embeddings;
  };
  const [probe = []] = await send(['rempart']);
  const dimensions = entry?.dimensions ?? probe.length;
  unit(probe, dimensions);
  return new OllamaEmbedder(
    `ollama/${canonicalName(model)}/${found.digest.replace(/^sha256:/u, '').slice(0, 16)}/${dimensions}`,
    dimensions,
    entry?.denseWeight,
    entry?.prefixes ?? { query: '', passage: '' },
    send,
  );
}

class OllamaEmbedder implements Embedder {
  readonly #queue = new PriorityQueue();

  constructor(
    readonly key: string,
    readonly dimensions: number,
    readonly denseWeight: number | undefined,
    readonly prefixes: { readonly query: string; readonly passage: string },
    readonly send: (input: readonly string[], signal?: AbortSignal) => Promise<readonly (readonly number[])[]>,
  ) {}

  async embed(texts: readonly string[], kind: 'query' | 'passage', signal?: AbortSignal): Promise<Float32Array[]> {
    const vectors: Float32Array[] = [];
    for (let start = 0; start < texts.length; start += batchItems) {
      const batch = texts.slice(start, start + batchItems).map((text) => this.prefixes[kind] + clean(text));
      vectors.push(...(await this.#queue.run(() => this.#batch(batch, signal), kind === 'query', signal)));
    }
    return vectors;
  }

  dispose(): void {
    // The server keeps the model as long as its own settings say.
  }

  /** One text that is too long fails a whole batch: then each goes alone, and is shortened until it fits. */
  async #batch(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]> {
    try {
      const vectors = await this.send(texts, signal);
      if (vectors.length !== texts.length)
        throw new RempartError('bad-vector', t('Ollama gave {0} vectors for {1} texts.', vectors.length, texts.length));
      return vectors.map((vector) => unit(vector, this.dimensions));
    } catch (error) {
      if (!RempartError.is(error, 'too-long')) throw error;
      const [only] = texts;
      if (texts.length === 1 && only !== undefined) {
        if (only.length < 64) throw error;
        return this.#batch([clean(only.slice(0, Math.floor(only.length * 0.7)))], signal);
      }
      const vectors: Float32Array[] = [];
      for (const text of texts) vectors.push(...(await this.#batch([text], signal)));
      return vectors;
    }
  }
}

/** One server, asked with a time limit, without redirects. */
class Server {
  constructor(
    readonly endpoint: URL,
    readonly fetch: typeof globalThis.fetch,
    readonly isRemote: boolean,
  ) {}

  async ask<T>(
    method: 'GET' | 'POST',
    route: string,
    schema: z.ZodType<T>,
    body?: unknown,
    signal?: AbortSignal,
  ): Promise<T> {
    const limit = AbortSignal.timeout(replyMilliseconds);
    let response: Response;
    let text: string;
    try {
      response = await this.fetch(new URL(route, this.endpoint), {
        method,
        redirect: 'error',
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
        ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
      text = await response.text();
    } catch (error) {
      signal?.throwIfAborted();
      if (RempartError.is(error) || (isAbortError(error) && !limit.aborted)) throw error;
      throw new RempartError(
        'unreachable',
        t('Ollama at {0} did not answer: {1}', this.endpoint.host, errorMessage(error)),
        { cause: error },
      );
    }
    const json = parse(text);
    if (!response.ok) throw refusal(response.status, errorSchema.safeParse(json).data?.error ?? '', this.isRemote);
    const parsed = schema.safeParse(json);
    if (!parsed.success)
      throw new RempartError('bad-answer', t('Ollama at {0} gave an answer that is not its own.', this.endpoint.host));
    return parsed.data;
  }
}

function refusal(status: number, message: string, isRemote: boolean): RempartError {
  if (isRemote && (status === 401 || status === 403))
    return new RempartError('bad-token', t('The embeddings server refused the token (HTTP {0}).', status));
  if (message.includes('exceeds the context length'))
    return new RempartError('too-long', t('A text is too long for the embedding model.'));
  if (status === 501 || message.includes('does not support embed'))
    return new RempartError(
      'not-an-embedding-model',
      t('This model of Ollama cannot embed. Choose an embedding model.'),
    );
  // What a stranger's server says may quote what it was sent: not for a log.
  const words = isRemote ? '' : message;
  return new RempartError('refused', t('Ollama refused to embed (HTTP {0}): {1}', status, words));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Routes are resolved against it, so it ends in a slash. */
function localEndpoint(endpoint: string): URL {
  const { url } = parseEndpoint(endpoint);
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}
