// Chat and generate: checks in the server's order, the prompt, its cut, the stream.
import { setTimeout as sleep } from 'node:timers/promises';
import { Aborted, ServerBusy } from '../engine/runners.mjs';
import { NotFound, timestamp } from '../models/library.mjs';
import { encode, quote } from '../protocol/go-json.mjs';
import { NameError, fullName, parseReference } from '../protocol/names.mjs';
import { mergeOptions } from '../protocol/options.mjs';
import { replacement } from '../protocol/misbehaviour.mjs';
import { Failure, JSON_TYPE } from '../protocol/reply.mjs';
import { StopStrings } from '../protocol/stop-strings.mjs';
import { parseTemplate, renderChat, TemplateError } from '../protocol/template.mjs';

const TOO_LONG =
  'the prompt is longer than the context length currently available to the model; shorten the prompt, adjust the ' +
  'context length in settings, or use a model with a longer context length';
/** Without num_predict an answer ends after this many contexts. */
const CONTEXTS_PER_ANSWER = 10;

/** The wall clock at start; the monotonic clock counts on from there, to the nanosecond. */
const EPOCH = BigInt(Date.now()) * 1_000_000n - process.hrtime.bigint();

export function now() {
  return timestamp(EPOCH + process.hrtime.bigint());
}

/**
 * Finds the model of a request, with the answers that routes share.
 * @param {{ emptyName: Failure, missing: (model: string) => Failure, cloudOff?: string }} answers
 */
export function findModel(context, requested, { emptyName, missing, cloudOff = 'remote model is unavailable' }) {
  let reference;
  try {
    reference = parseReference(requested);
  } catch (error) {
    if (!(error instanceof NameError)) throw error;
    throw error.kind === 'required' ? emptyName : new Failure(400, error.message);
  }
  // unlike the real one, the stand-in never calls out: a cloud name is refused as if the cloud were switched off
  if (reference.source === 'cloud') throw new Failure(403, `ollama cloud is disabled: ${cloudOff}`);
  let model;
  try {
    model = context.library.model(context.library.existing(reference));
  } catch (error) {
    throw error instanceof NotFound ? missing(requested) : new Failure(500, error.message);
  }
  const remote = Boolean(model.config.remote_host && model.config.remote_model);
  if (remote && reference.source === 'local') throw missing(requested);
  return { model, remote };
}

/** Loads the model for a request. @throws {Failure} */
export async function schedule(context, model, requested, options, { keepAliveMs, shift, signal }) {
  try {
    return await context.runners.acquire(model, options, { keepAliveMs, shift, signal });
  } catch (error) {
    if (error instanceof Aborted) throw error;
    if (error instanceof ServerBusy) throw new Failure(503, error.message);
    if (error?.code === 'ENOENT') throw new Failure(404, `model ${quote(requested)} not found, try pulling it first`);
    throw new Failure(500, error.message);
  }
}

export function mergedOptions(model, request) {
  try {
    return mergeOptions(model.parameters, request.options);
  } catch (error) {
    throw new Failure(500, error.message);
  }
}

/** `POST /api/chat` */
export async function chat(context, request, reply, { signal, quirk, shape = CHAT }) {
  const started = process.hrtime.bigint();
  const requested = request.model ?? '';
  const { messages = [] } = request;
  checkLogprobs(request);
  const { model, remote } = findModel(context, requested, {
    emptyName: new Failure(400, 'model is required'),
    missing: (name) => new Failure(404, `model '${name}' not found`),
  });
  if (messages.length === 0 && request.keep_alive === 0) return unload(context, model, reply, requested, shape);
  if (remote) throw new Failure(403, 'ollama cloud is disabled: remote model is unavailable');
  if (request.think !== undefined && request.think !== false) {
    throw new Failure(400, `${quote(requested)} does not support thinking`);
  }
  checkCapability(model, requested, 'chat', request);
  const options = mergedOptions(model, request);
  const runner = await schedule(context, model, requested, options, { keepAliveMs: request.keep_alive, shift: request.shift, signal }); // prettier-ignore
  try {
    const loadedAt = process.hrtime.bigint();
    if (messages.length === 0) return reply.json(200, shape.done(requested, 'load'));
    const system =
      messages[0].role !== 'system' && model.system !== '' ? [{ role: 'system', content: model.system }] : [];
    const all = [...system, ...model.messages, ...messages];
    const prompt = fitHistory(model.template, all, runner, options, request.truncate !== false);
    if (request._debug_render_only) return reply.json(200, shape.rendered(requested, prompt));
    const job = { runner, requested, prompt, messages: all, options, request, started, loadedAt, signal, quirk, shape };
    return await answer(reply, job);
  } finally {
    runner.release();
  }
}

/** `POST /api/generate` */
export async function generate(context, request, reply, { signal, quirk }) {
  const started = process.hrtime.bigint();
  const requested = request.model ?? '';
  const shape = GENERATE;
  checkLogprobs(request);
  const { model, remote } = findModel(context, requested, {
    emptyName: new Failure(404, `model '${requested}' not found`),
    missing: (name) => new Failure(404, `model '${name}' not found`),
  });
  const text = request.prompt ?? '';
  if (text === '' && request.keep_alive === 0) return unload(context, model, reply, requested, shape);
  if (remote) throw new Failure(403, 'ollama cloud is disabled: remote model is unavailable');
  if (request.raw && (request.template || request.system || request.context?.length > 0)) {
    throw new Failure(400, 'raw mode does not support template, system, or context');
  }
  if (request.think !== undefined && request.think !== false) {
    throw new Failure(400, `${quote(requested)} does not support thinking`);
  }
  checkCapability(model, requested, 'generate', request);
  const options = mergedOptions(model, request);
  const runner = await schedule(context, model, requested, options, { keepAliveMs: request.keep_alive, shift: request.shift, signal }); // prettier-ignore
  try {
    const loadedAt = process.hrtime.bigint();
    if (text === '') return reply.json(200, shape.done(requested, 'load'));
    const system = request.system || model.system;
    const messages = [
      ...(system ? [{ role: 'system', content: system }] : []),
      ...(request.context === undefined ? model.messages : []),
      { role: 'user', content: text },
    ];
    const prompt = generatePrompt(request, model, messages, runner, options);
    if (request._debug_render_only) return reply.json(200, shape.rendered(requested, prompt));
    messages.at(-1).images = request.images;
    const job = { runner, requested, prompt, messages, options, request, started, loadedAt, signal, quirk, shape };
    return await answer(reply, job);
  } finally {
    runner.release();
  }
}

const NO_IMAGES = llamaServerError(
  400,
  'Multimodal data provided, but model does not support multimodal requests.',
  'invalid_request_error',
);

const CHAT = {
  piece: (model, content) => ({ model, created_at: now(), message: { role: 'assistant', content }, done: false }),
  last: (model, content, reason, metrics) => ({
    model,
    created_at: now(),
    message: { role: 'assistant', content },
    done: true,
    done_reason: reason,
    ...metrics,
  }),
  done: (model, reason) => ({
    model,
    created_at: now(),
    message: { role: 'assistant', content: '' },
    done: true,
    done_reason: reason,
  }),
  rendered: (model, prompt) => ({
    model,
    created_at: now(),
    message: { role: '', content: '' },
    done: false,
    _debug_info: { rendered_template: prompt },
  }),
};

const GENERATE = {
  piece: (model, response) => ({ model, created_at: now(), response, done: false }),
  last: (model, response, reason, metrics, tokens) => ({
    model,
    created_at: now(),
    response,
    done: true,
    done_reason: reason,
    ...(tokens === undefined ? {} : { context: tokens }),
    ...metrics,
  }),
  done: (model, reason) => ({ model, created_at: now(), response: '', done: true, done_reason: reason }),
  rendered: (model, prompt) => ({
    model,
    created_at: now(),
    response: '',
    done: false,
    _debug_info: { rendered_template: prompt },
  }),
};

function unload(context, model, reply, requested, shape) {
  context.runners.expire(model);
  reply.json(200, shape.done(requested, 'unload'));
}

function checkLogprobs({ top_logprobs = 0 }) {
  if (top_logprobs < 0 || top_logprobs > 20) throw new Failure(400, 'top_logprobs must be between 0 and 20');
}

function checkCapability(model, requested, verb, request) {
  if (!model.capabilities.includes('completion'))
    throw new Failure(400, `${quote(requested)} does not support ${verb}`);
  const needs = { tools: request.tools?.length > 0, insert: Boolean(request.suffix) };
  for (const [capability, wanted] of Object.entries(needs)) {
    if (wanted && !model.capabilities.includes(capability)) {
      throw new Failure(400, `${fullName(model.name)} does not support ${capability}`);
    }
  }
}

/** Drops whole old messages, system messages excepted, until the prompt fits; the last message always stays. */
function fitHistory(template, messages, runner, options, truncate) {
  const render = (list) => {
    try {
      return renderChat(template, list);
    } catch (error) {
      throw new Failure(500, error.message);
    }
  };
  for (let first = 0; truncate && first < messages.length; first++) {
    const system = messages.slice(0, first).filter(({ role }) => role === 'system');
    const prompt = render([...system, ...messages.slice(first)]);
    if (first === messages.length - 1 || runner.loaded.tokenize(prompt).length <= runner.contextLength) return prompt;
  }
  return render(messages);
}

function generatePrompt(request, model, messages, runner, options) {
  if (request.raw) return request.prompt;
  const before = request.context === undefined ? '' : runner.loaded.detokenize(request.context);
  if (!request.template)
    return before + fitHistory(model.template, messages, runner, options, request.truncate !== false);
  try {
    return before + renderChat(parseTemplate(request.template), messages);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw new Failure(500, error.message);
  }
}

/** The prompt's tokens, cut to about half of the context in silence, or refused, as the request wants. */
function fitPrompt(runner, prompt, options, { truncate = true, shift = true }) {
  const tokens = runner.loaded.tokenize(prompt);
  const size = runner.contextLength;
  if (truncate) {
    if (tokens.length <= size - 1) return tokens;
    if (!shift) throw new Failure(400, TOO_LONG);
    const keep = Math.min(options.num_keep < 0 ? tokens.length : options.num_keep, size - 1);
    const limit = size - Math.max(Math.floor((size - keep) / 2), 1);
    return [...tokens.slice(0, keep), ...tokens.slice(keep + tokens.length - limit)];
  }
  if (tokens.length < size) return tokens;
  const message = `request (${tokens.length} tokens) exceeds the available context size (${size} tokens), try increasing it`;
  const counts = { n_prompt_tokens: tokens.length, n_ctx: size };
  throw new Failure(400, llamaServerError(400, message, 'exceed_context_size_error', counts));
}

function formatOf(format) {
  if (format === undefined || format === null || format === '') return undefined;
  if (format === 'json') return 'json';
  if (typeof format !== 'object' || Array.isArray(format)) {
    throw new Failure(
      500,
      `invalid format: ${JSON.stringify(JSON.stringify(format))}; expected "json" or a valid JSON Schema object`,
    );
  }
  checkSchema(format);
  return format;
}

const SCHEMA_TYPES = new Set(['object', 'array', 'string', 'number', 'integer', 'boolean', 'null']);

function checkSchema(schema) {
  const bad = (why) => {
    const text = `Field 'json_schema': "json_schema": JSON schema conversion failed:\nJSON schema error at #: ${why}`;
    throw new Failure(400, llamaServerError(400, text, 'invalid_request_error'));
  };
  if (schema.type !== undefined && ![schema.type].flat().every((type) => SCHEMA_TYPES.has(type)))
    bad(`unrecognized type ${schema.type}`);
  if (typeof schema.$ref === 'string' && schema.$ref.startsWith('#/')) {
    let target = schema;
    for (const key of schema.$ref.split('/').slice(1)) {
      target = target?.[key];
      if (target === undefined) bad(`cannot resolve $ref ${schema.$ref}, ${key} not found`);
    }
  }
}

/** The child's errors reach the client as JSON within JSON. */
export function llamaServerError(code, message, type, more = {}) {
  return JSON.stringify({ error: { code, message, type, ...more } });
}

/** What the child does: an error before the first line has another content type in a stream. */
async function answer(reply, job) {
  try {
    const format = formatOf(job.request.format);
    if (job.messages.some(({ images = [] }) => images.length > 0)) throw new Failure(400, NO_IMAGES);
    if (!(job.options.repeat_penalty > 0)) {
      const message = 'Failed to initialize samplers: penalty_repeat must be finite and greater than 0';
      throw new Failure(400, llamaServerError(400, message, 'invalid_request_error'));
    }
    const tokens = fitPrompt(job.runner, job.prompt, job.options, job.request);
    await job.runner.exclusive(() => respond(reply, { ...job, tokens, format }), job.signal);
  } catch (error) {
    throw error instanceof Failure && job.request.stream !== false ? error.inStream() : error;
  }
}

async function respond(reply, job) {
  const { requested, quirk, shape, request } = job;
  const streaming = request.stream !== false;
  const writer = new LineWriter(reply, quirk, job.signal);
  const meter = {
    promptTokens: job.tokens.length,
    evaluated: 0,
    promptStart: process.hrtime.bigint(),
    promptEnd: undefined,
  };
  const stops = new StopStrings(job.options.stop);
  let whole = '';
  let reason;
  let produced = [];
  const show = async (text) => {
    if (text === '') return;
    whole += text;
    if (streaming) await writer.line(shape.piece(requested, text));
  };
  const source = quirk === undefined ? undefined : replacement(quirk, job.messages);
  const pieces = source === undefined ? job.runner.loaded.generate(generation(job, meter)) : spoken(source, job, meter);
  try {
    for await (const { text, tokens, end } of pieces) {
      job.signal.throwIfAborted();
      meter.evaluated += tokens.length;
      if (end !== 'stop') produced.push(...tokens);
      const { text: visible, stopped } = stops.push(text);
      await show(visible);
      if (stopped) reason = 'stop';
      else if (end !== undefined) reason = end;
      else if (meter.evaluated >= CONTEXTS_PER_ANSWER * job.runner.contextLength) reason = 'length';
      if (reason !== undefined) break;
    }
  } catch (error) {
    if (error instanceof Ended || job.signal.aborted || !reply.started) throw error;
    await writer.line({ error: `an error was encountered while running the model: ${error.message}` });
    return writer.end();
  }
  await show(stops.flush());
  if (quirk?.mode === 'no-done') return streaming ? writer.end() : reply.json(200, shape.piece(requested, whole));
  const finished = quirk?.mode === 'done-reason' ? String(quirk.reason ?? 'length') : (reason ?? 'stop');
  const withContext = shape === GENERATE && !request.raw;
  const last = shape.last(
    requested,
    streaming ? '' : whole,
    finished,
    quirk?.mode === 'missing-counters' ? {} : metrics(job, meter),
    withContext ? [...job.tokens, ...produced] : undefined,
  );
  if (!streaming) return reply.json(200, writer.dress(last), writer.contentType(JSON_TYPE));
  await writer.line(last);
  await writer.end();
}

function generation({ tokens, prompt, messages, options, format, request, signal }, meter) {
  return {
    tokens,
    prompt,
    messages,
    options,
    format,
    signal,
    shift: request.shift !== false,
    onPromptEvaluated: () => (meter.promptEnd = process.hrtime.bigint()),
  };
}

/** A misbehaviour's text as if an engine had made it. */
async function* spoken(pieces, { options, signal }, meter) {
  meter.promptEnd = process.hrtime.bigint();
  const limit = options.num_predict > 0 ? options.num_predict : Infinity;
  let count = 0;
  for (const text of pieces) {
    if (count++ >= limit) {
      yield { text: '', tokens: [], end: 'length' };
      return;
    }
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
    yield { text, tokens: [0] };
  }
  yield { text: '', tokens: [0], end: 'stop' };
}

function metrics({ started, loadedAt }, { promptTokens, evaluated, promptStart, promptEnd }) {
  const end = process.hrtime.bigint();
  const between = promptEnd ?? end;
  // the child reports its own times in whole microseconds
  const micro = (nanoseconds) => Math.max(1, Math.round(Number(nanoseconds) / 1000)) * 1000;
  return {
    total_duration: Number(end - started),
    load_duration: Number(loadedAt - started),
    prompt_eval_count: promptTokens,
    prompt_eval_duration: micro(between - promptStart),
    eval_count: evaluated,
    eval_duration: micro(end - between),
  };
}

/** Writes the lines of a stream, with the faults that were asked for. */
class LineWriter {
  #lines = 0;
  #joined = '';

  constructor(reply, quirk, signal) {
    this.reply = reply;
    this.quirk = quirk;
    this.signal = signal;
  }

  contentType(usual) {
    return this.quirk?.mode === 'wrong-content-type' ? 'text/html; charset=utf-8' : usual;
  }

  dress(value) {
    if (this.quirk?.mode === 'unknown-fields')
      return { ...value, zz_future: { a: [1, 2, { b: null }] }, usage_v2: 'x' };
    if (this.quirk?.mode === 'remote-host' && this.#lines === 0) {
      return { ...value, remote_model: 'big:120b', remote_host: 'https://ollama.com:443' };
    }
    return value;
  }

  async line(value) {
    const { mode, afterLines = 2, delayMs = 200, lines = 4 } = this.quirk ?? {};
    const text = `${encode(this.dress(value))}\n`;
    if (mode === 'slow-tokens') await sleep(delayMs, undefined, { signal: this.signal });
    if (mode === 'error-line' && this.#lines >= afterLines) {
      const message = this.quirk.message ?? 'an error was encountered while running the model: unexpected EOF';
      await this.#write(`${encode({ error: message })}\n`);
      this.reply.end();
      throw new Ended();
    }
    if (mode === 'no-done' && this.#lines >= afterLines) {
      this.reply.end();
      throw new Ended();
    }
    if (mode === 'invalid-json' && this.#lines >= afterLines) {
      await this.#write(text.slice(0, Math.floor(text.length / 2)));
      this.reply.end();
      throw new Ended();
    }
    if (mode === 'reset' && this.#lines >= afterLines) {
      this.reply.reset();
      throw new Ended();
    }
    if (mode === 'hang' && this.#lines >= afterLines) {
      await new Promise((resolve) => this.signal.addEventListener('abort', resolve, { once: true }));
      throw new Ended();
    }
    this.#lines++;
    if (mode === 'joined-lines') {
      this.#joined += text;
      if (this.#lines % lines !== 0) return;
      await this.#write(this.#joined);
      this.#joined = '';
    } else if (mode === 'one-byte-writes') {
      for (const byte of Buffer.from(text)) {
        await this.#write(Buffer.of(byte));
        await new Promise((resolve) => setImmediate(resolve));
      }
    } else await this.#write(text);
  }

  async end() {
    if (this.#joined !== '') await this.#write(this.#joined);
    this.reply.end();
  }

  async #write(bytes) {
    await this.reply.write(bytes, this.contentType('application/x-ndjson'));
  }
}

/** The stream was ended on purpose by a misbehaviour. */
export class Ended extends Error {}
