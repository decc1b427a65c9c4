// The one way to a model server: the official client, held to the rules that keep prompts whole and on this machine.
import { Ollama, type ChatRequest as OllamaChatRequest, type EmbedRequest as OllamaEmbedRequest } from 'ollama';
import * as z from 'zod';
import { parseEndpoint, type Endpoint } from '../../base/address';
import { errorMessage, isAbortError, RempartError } from '../../base/errors';
import { t } from '../../base/l10n';
import { isCloudName, localName, sameModel } from '../../base/modelName';
import type { LocalModel } from '../types';
import { lostError, ollamaError, remoteModelError } from './errors';
import { raceIdle, Turnstile } from './pacing';
import {
  chatChunkSchema,
  embedSchema,
  psSchema,
  pullSchema,
  showSchema,
  statusSchema,
  tagsSchema,
  versionSchema,
} from './schemas';
import { createFetch } from './transport';

export interface OllamaClientOptions {
  /** As `OLLAMA_HOST` writes it; `http://127.0.0.1:11434` when absent. */
  readonly endpoint?: string | undefined;
  /** Lets an https endpoint on another machine in. */
  readonly allowRemote?: boolean;
  /** Bearer token for such an endpoint. */
  readonly token?: string;
  /** Milliseconds without a word from the model before a `silent` event; 20,000 when absent. */
  readonly silentAfterMs?: number;
  /** Milliseconds that quick questions (version, list) may take; 5,000 when absent. */
  readonly quickTimeoutMs?: number;
  /** Epoch milliseconds. */
  readonly now?: () => number;
}

export interface Detection {
  readonly state: 'absent' | 'running' | 'error';
  readonly version?: string;
  /** One sentence for people. */
  readonly message: string;
}

/** Sampling options: they may differ from chat to chat, the server does not reload the model for them. */
export interface SamplingOptions {
  readonly temperature?: number;
  readonly top_p?: number;
  readonly top_k?: number;
  readonly min_p?: number;
  readonly repeat_penalty?: number;
  readonly seed?: number;
  readonly stop?: readonly string[];
}

export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly { readonly role: 'system' | 'user' | 'assistant'; readonly content: string }[];
  /** `num_ctx` (tokens of context) and `num_predict` (tokens of answer at most) are never left to the server. */
  readonly options: SamplingOptions & { readonly num_ctx: number; readonly num_predict: number };
  /** How long the model stays in memory afterwards: `10m`, or seconds. */
  readonly keepAlive?: string | number;
  readonly think?: boolean | 'low' | 'medium' | 'high';
  /** A JSON schema, or `json`. */
  readonly format?: 'json' | object;
  readonly signal?: AbortSignal | undefined;
}

export interface ChatCounters {
  readonly promptTokens?: number;
  readonly answerTokens?: number;
  readonly loadMs?: number;
  readonly promptMs?: number;
  readonly answerMs?: number;
  readonly totalMs?: number;
}

export type ChatEvent =
  /** Another request of ours to the same model is under way. */
  | { readonly type: 'waiting' }
  /** The model is not in memory yet; minutes on a slow machine. */
  | { readonly type: 'loading' }
  /** No word from the model for that long. Not a failure: the user may stop. */
  | { readonly type: 'silent'; readonly seconds: number }
  | { readonly type: 'thinking'; readonly text: string }
  | { readonly type: 'token'; readonly text: string }
  | ({ readonly type: 'done'; readonly reason: 'stop' | 'length' | 'other' } & ChatCounters);

export interface EmbedRequest {
  readonly model: string;
  /** No empty strings: the server leaves them out of its answer. */
  readonly input: readonly string[];
  readonly keepAlive?: string | number;
  readonly numCtx?: number;
  readonly signal?: AbortSignal | undefined;
}

export interface ModelDetails {
  readonly name: string;
  readonly license?: string;
  readonly template?: string;
  readonly system?: string;
  readonly architecture?: string;
  readonly parameters?: number;
  readonly parameterSize?: string;
  readonly quantization?: string;
  readonly capabilities: readonly string[];
  /** Tokens of context the model was trained for. */
  readonly contextLength?: number;
  /** Bytes that one token of context takes in the cache of keys and values, at 16 bits. */
  readonly cacheBytesPerToken?: number;
  /** The folder of the store, from the path of the weights that the server names. */
  readonly modelsDir?: string;
}

export interface RunningModel {
  readonly name: string;
  readonly bytes: number;
  /** Counts accelerators' buffers on some machines: proves no GPU. */
  readonly acceleratorBytes: number;
  readonly contextLength?: number;
}

export interface PullProgress {
  /** As the server says it: `pulling manifest`, `verifying sha256 digest`, `success`. */
  readonly status: string;
  /** Bytes of the file under way. */
  readonly completed?: number | undefined;
  readonly total?: number | undefined;
}

/** How long the list of models is believed when only the absence of a remote host is asked of it. */
const LIST_TTL_MS = 15_000;

export class OllamaClient {
  readonly endpoint: Endpoint;
  readonly #options: OllamaClientOptions;
  readonly #now: () => number;
  readonly #turnstile = new Turnstile();
  #version: string | undefined;
  #known: { readonly at: number; readonly models: readonly LocalModel[] } | undefined;

  /** @throws RempartError `endpoint-invalid`, `endpoint-remote` */
  constructor(options: OllamaClientOptions = {}) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.endpoint = parseEndpoint(options.endpoint, { allowRemote: options.allowRemote ?? false });
  }

  /** Whether a server answers, and which. Never throws, except for an abort. */
  async detect(signal?: AbortSignal): Promise<Detection> {
    try {
      const { version } = await this.#quick(versionSchema, (client) => client.version(), signal);
      if (version !== this.#version) this.#known = undefined;
      this.#version = version;
      return { state: 'running', version, message: t('Ollama {0} is running.', version) };
    } catch (error) {
      signal?.throwIfAborted();
      this.#version = undefined;
      this.#known = undefined;
      if (RempartError.is(error, 'ollama-absent')) return { state: 'absent', message: error.message };
      return { state: 'error', message: errorMessage(error) };
    }
  }

  /** The models of the server, those that would send prompts away marked with `remoteHost`. */
  async list(signal?: AbortSignal): Promise<LocalModel[]> {
    const { models } = await this.#quick(tagsSchema, (client) => client.list(), signal);
    const list = (models ?? []).map((model): LocalModel => {
      const { details } = model;
      const remoteHost =
        model.remote_host ?? (model.remote_model || isCloudName(model.name) ? 'ollama.com' : undefined);
      return {
        name: model.name,
        size: model.size,
        digest: model.digest.replace(/^sha256:/u, '').toLowerCase(),
        ...(details?.family ? { family: details.family } : {}),
        ...(details?.parameter_size ? { parameterSize: details.parameter_size } : {}),
        ...(details?.quantization_level ? { quantization: details.quantization_level } : {}),
        ...(details?.context_length ? { contextLength: details.context_length } : {}),
        ...(details?.embedding_length ? { embeddingLength: details.embedding_length } : {}),
        ...(model.capabilities ? { capabilities: model.capabilities } : {}),
        ...(model.modified_at ? { modifiedAt: model.modified_at } : {}),
        ...(remoteHost ? { remoteHost } : {}),
      };
    });
    this.#known = { at: this.#now(), models: list };
    return list;
  }

  /** What the server says about one model. It answers from a cache: proves nothing about the files. */
  async show(name: string, signal?: AbortSignal): Promise<ModelDetails> {
    refuseCloud(name);
    const model = localName(name, await this.#serverVersion(signal));
    const shown = await this.#quick(showSchema, (client) => client.show({ model }), signal);
    if (shown.remote_host || shown.remote_model) throw remoteModelError(name, shown.remote_host);
    return toDetails(name, shown);
  }

  /** The models in memory. */
  async ps(signal?: AbortSignal): Promise<RunningModel[]> {
    const { models } = await this.#quick(psSchema, (client) => client.ps(), signal);
    return (models ?? []).map((model) => ({
      name: model.name,
      bytes: model.size,
      acceleratorBytes: model.size_vram ?? 0,
      ...(model.context_length ? { contextLength: model.context_length } : {}),
    }));
  }

  /** Whether cloud features are off; `unknown` on servers before 0.16.2, which do not say. */
  async cloudStatus(signal?: AbortSignal): Promise<{ state: 'off' | 'on' | 'unknown'; source?: string }> {
    try {
      const answer = await createFetch(
        this.endpoint,
        this.#transport(this.#deadline(signal)),
      )(this.#url('/api/status'));
      const { cloud } = statusSchema.parse(await answer.json());
      if (!cloud) return { state: 'unknown' };
      return { state: cloud.disabled ? 'off' : 'on', ...(cloud.source ? { source: cloud.source } : {}) };
    } catch (error) {
      signal?.throwIfAborted();
      if (RempartError.is(error, 'ollama-absent')) throw error;
      return { state: 'unknown' };
    }
  }

  /**
   * Asks a model. The events end with `done`; every other end is an error:
   * `ollama-remote` (nothing was sent, or the stream was cut at once), `ollama-lost`, `ollama-error`, `ollama-busy`,
   * `model-not-found`, `model-damaged`, `model-unsuitable`, `context-too-long` (a ContextTooLongError), or an AbortError.
   * Leaving the loop early closes the connection, which stops the server's work.
   */
  async *chat(request: ChatRequest): AsyncGenerator<ChatEvent, void, undefined> {
    refuseCloud(request.model);
    const abort = new AbortController();
    const signal = request.signal ? AbortSignal.any([request.signal, abort.signal]) : abort.signal;
    signal.throwIfAborted();
    const turn = this.#turnstile.enter(request.model.toLowerCase());
    try {
      if (!turn.free) yield { type: 'waiting' };
      await turn.ready(signal);
      const version = await this.#serverVersion(signal);
      const [listed, running] = await Promise.all([
        this.#assertLocal(request.model, version, signal),
        this.#running(request.model, signal),
      ]);
      if (running === undefined || (running.contextLength ?? request.options.num_ctx) !== request.options.num_ctx)
        yield { type: 'loading' };
      try {
        yield* this.#stream(request, version, signal);
      } catch (error) {
        throw refine(typed(error), listed);
      }
    } finally {
      turn.leave();
      abort.abort();
    }
  }

  /**
   * Vectors for texts, in order, each of unit length.
   * @throws RempartError as `chat`; `context-too-long` when a text does not fit (nothing is cut).
   */
  async embed({ model, input, keepAlive, numCtx, signal }: EmbedRequest): Promise<number[][]> {
    refuseCloud(model);
    if (input.some((text) => text === '')) throw ollamaError('ollama-error', t('An empty text has no embedding.'));
    if (input.length === 0) return [];
    const version = await this.#serverVersion(signal);
    await this.#assertLocal(model, version, signal);
    const body: OllamaEmbedRequest = {
      model: localName(model, version),
      input: [...input],
      truncate: false,
      ...(keepAlive === undefined ? {} : { keep_alive: keepAlive }),
      ...(numCtx === undefined ? {} : { options: { num_ctx: numCtx } }),
    };
    const { embeddings } = await parsed(embedSchema, this.#client(signal).embed(body));
    const dimensions = embeddings[0]?.length ?? 0;
    if (
      embeddings.length !== input.length ||
      dimensions === 0 ||
      embeddings.some((vector) => vector.length !== dimensions)
    )
      throw ollamaError('ollama-error', t('Ollama sent {0} vectors for {1} texts.', embeddings.length, input.length));
    return embeddings;
  }

  /**
   * Downloads a model; progress as the server tells it. Uses the network: only on the user's wish.
   * "Success" proves nothing about the files (left-overs of a failed pull are used as they are): verify afterwards.
   */
  async *pull(name: string, signal?: AbortSignal): AsyncGenerator<PullProgress, void, undefined> {
    refuseCloud(name);
    const abort = new AbortController();
    const combined = signal ? AbortSignal.any([signal, abort.signal]) : abort.signal;
    try {
      const stream = await this.#client(combined).pull({ model: name, stream: true });
      for await (const line of stream as AsyncIterable<unknown>) yield believe(pullSchema, line);
    } finally {
      this.#known = undefined;
      abort.abort();
    }
  }

  /** Removes a model, and the files that no other model uses. */
  async delete(name: string, signal?: AbortSignal): Promise<void> {
    this.#known = undefined;
    await parsed(z.unknown(), this.#client(this.#deadline(signal)).delete({ model: name }));
  }

  async *#stream(request: ChatRequest, version: string | undefined, signal: AbortSignal): AsyncGenerator<ChatEvent> {
    const silentAfterMs = this.#options.silentAfterMs ?? 20_000;
    // `truncate: false` turns a prompt that would be cut in half in silence into an error; `shift: false` ends an answer at
    // the end of the context instead of dropping the oldest tokens, the system prompt among them. The client's type knows neither.
    const body: OllamaChatRequest & { stream: true; truncate: false; shift: false } = {
      model: localName(request.model, version),
      messages: request.messages.map(({ role, content }) => ({ role, content })),
      stream: true,
      truncate: false,
      shift: false,
      options: { ...request.options, stop: [...(request.options.stop ?? [])] },
      ...(request.keepAlive === undefined ? {} : { keep_alive: request.keepAlive }),
      ...(request.think === undefined ? {} : { think: request.think }),
      ...(request.format === undefined ? {} : { format: request.format }),
    };
    if (!request.options.stop?.length) delete body.options?.stop;
    const opened = this.#client(signal).chat(body);
    const stream = yield* untilReady(opened, silentAfterMs, this.#now);
    const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<unknown>;
    for (;;) {
      const next: IteratorResult<unknown, unknown> = yield* untilReady(chunks.next(), silentAfterMs, this.#now);
      if (next.done === true) throw lostError();
      const chunk = believe(chatChunkSchema, next.value);
      if (chunk.remote_host || chunk.remote_model) throw remoteModelError(request.model, chunk.remote_host);
      if (chunk.message?.thinking) yield { type: 'thinking', text: chunk.message.thinking };
      if (chunk.message?.content) yield { type: 'token', text: chunk.message.content };
      if (chunk.done === true) {
        yield toDone(chunk);
        return;
      }
    }
  }

  /** Refuses a model that the server would forward; gives what the server lists about it. */
  async #assertLocal(
    name: string,
    version: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<LocalModel | undefined> {
    const find = (models: readonly LocalModel[]) => models.find((model) => sameModel(model.name, name));
    // A server that takes `:local` refuses by itself: there, a list of some seconds ago is good enough for a clear word.
    const fresh = this.#known && this.#now() - this.#known.at < LIST_TTL_MS && localName(name, version) !== name;
    let listed = fresh ? find(this.#known?.models ?? []) : undefined;
    listed ??= find(await this.list(signal));
    if (listed?.remoteHost) throw remoteModelError(name, listed.remoteHost);
    return listed;
  }

  async #running(name: string, signal: AbortSignal): Promise<RunningModel | undefined> {
    return (await this.ps(signal)).find((model) => sameModel(model.name.replace(/:local$/u, ''), name));
  }

  async #serverVersion(signal: AbortSignal | undefined): Promise<string | undefined> {
    if (this.#version === undefined) {
      const found = await this.detect(signal);
      if (found.state === 'absent') throw ollamaError('ollama-absent', found.message);
    }
    return this.#version;
  }

  async #quick<T>(schema: z.ZodType<T>, call: (client: Ollama) => Promise<unknown>, signal?: AbortSignal): Promise<T> {
    const deadline = this.#deadline(signal);
    try {
      return await parsed(schema, call(this.#client(deadline)));
    } catch (error) {
      signal?.throwIfAborted();
      if (deadline.aborted) throw ollamaError('ollama-error', t('{0} does not answer.', this.endpoint.url.host), error);
      throw error;
    }
  }

  #deadline(signal: AbortSignal | undefined): AbortSignal {
    const timeout = AbortSignal.timeout(this.#options.quickTimeoutMs ?? 5_000);
    return signal ? AbortSignal.any([signal, timeout]) : timeout;
  }

  /** One official client per request: it has no other place for our signal before the first chunk. */
  #client(signal: AbortSignal | undefined): Ollama {
    return new Ollama({ host: this.endpoint.url.href, fetch: createFetch(this.endpoint, this.#transport(signal)) });
  }

  #transport(signal: AbortSignal | undefined) {
    return { signal, token: this.endpoint.loopback ? undefined : this.#options.token };
  }

  #url(pathname: string): URL {
    const url = new URL(this.endpoint.url);
    url.pathname = url.pathname.replace(/\/$/u, '') + pathname;
    return url;
  }
}

function refuseCloud(name: string): void {
  if (isCloudName(name)) throw remoteModelError(name);
}

/** Waits, and says so each time that nothing came for `silentAfterMs`. */
async function* untilReady<T>(
  promise: Promise<T>,
  silentAfterMs: number,
  now: () => number,
): AsyncGenerator<ChatEvent, T, undefined> {
  const since = now();
  for (;;) {
    const outcome = await raceIdle(promise, silentAfterMs);
    if (outcome.ready) return outcome.value;
    yield { type: 'silent', seconds: Math.round((now() - since) / 1000) };
  }
}

async function parsed<T>(schema: z.ZodType<T>, answer: Promise<unknown>): Promise<T> {
  let value: unknown;
  try {
    value = await answer;
  } catch (error) {
    throw typed(error);
  }
  return believe(schema, value);
}

/** What the official client throws by itself has no reason. */
function typed(error: unknown): unknown {
  if (RempartError.is(error) || isAbortError(error)) return error;
  const message = t('The answer of the server is not one of Ollama’s: {0}', errorMessage(error));
  return ollamaError('ollama-error', message, error);
}

function believe<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw ollamaError(
    'ollama-error',
    t(
      'The answer of the server is not one of Ollama’s: {0}',
      `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim(),
    ),
  );
}

/** "Does not support chat" about a model that is listed as able to means that its files are damaged or gone. */
function refine(error: unknown, listed: LocalModel | undefined): unknown {
  const canChat = listed !== undefined && (listed.capabilities?.includes('completion') ?? true);
  const says = errorMessage(error);
  if (RempartError.is(error, 'model-unsuitable') && canChat && says.includes('does not support chat'))
    return ollamaError('model-damaged', t('Ollama cannot run the files of this model: {0}', says), error);
  if (RempartError.is(error, 'model-not-found') && listed)
    return ollamaError('model-damaged', t('Ollama lists this model but does not find its files.'), error);
  return error;
}

function toDone(chunk: z.infer<typeof chatChunkSchema>): ChatEvent {
  const reason = chunk.done_reason === 'stop' || chunk.done_reason === 'length' ? chunk.done_reason : 'other';
  const ms = (nanoseconds: number | undefined, key: string) =>
    nanoseconds === undefined ? {} : { [key]: nanoseconds / 1_000_000 };
  return {
    type: 'done',
    reason,
    ...(chunk.prompt_eval_count === undefined ? {} : { promptTokens: chunk.prompt_eval_count }),
    ...(chunk.eval_count === undefined ? {} : { answerTokens: chunk.eval_count }),
    ...ms(chunk.load_duration, 'loadMs'),
    ...ms(chunk.prompt_eval_duration, 'promptMs'),
    ...ms(chunk.eval_duration, 'answerMs'),
    ...ms(chunk.total_duration, 'totalMs'),
  };
}

function toDetails(name: string, shown: z.infer<typeof showSchema>): ModelDetails {
  const info = shown.model_info ?? {};
  const text = (key: string) => (typeof info[key] === 'string' ? info[key] : undefined);
  const number = (key: string) => (typeof info[key] === 'number' ? info[key] : undefined);
  const architecture = text('general.architecture');
  const of = (key: string) => (architecture ? number(`${architecture}.${key}`) : undefined);
  const parameters = number('general.parameter_count');
  const contextLength = of('context_length');
  const layers = of('block_count');
  const heads = of('attention.head_count');
  const headsKv = of('attention.head_count_kv') ?? heads;
  const width = of('embedding_length');
  const headSize = of('attention.key_length') ?? (heads && width ? width / heads : undefined);
  const cache = layers && headsKv && headSize ? 2 * 2 * layers * headsKv * headSize : undefined;
  // `FROM /path/blobs/sha256-…`: the only place where a server says which folder it reads.
  const modelsDir = /^FROM (.{1,4000})[/\\]blobs[/\\]sha256-[0-9a-f]{64}$/mu.exec(shown.modelfile ?? '')?.[1];
  return {
    name,
    capabilities: shown.capabilities ?? [],
    ...(shown.license ? { license: shown.license } : {}),
    ...(shown.template ? { template: shown.template } : {}),
    ...(shown.system ? { system: shown.system } : {}),
    ...(architecture ? { architecture } : {}),
    ...(parameters ? { parameters } : {}),
    ...(shown.details?.parameter_size ? { parameterSize: shown.details.parameter_size } : {}),
    ...(shown.details?.quantization_level ? { quantization: shown.details.quantization_level } : {}),
    ...(contextLength ? { contextLength } : {}),
    ...(cache ? { cacheBytesPerToken: cache } : {}),
    ...(modelsDir ? { modelsDir } : {}),
  };
}
