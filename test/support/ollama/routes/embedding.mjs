// /api/embed (normalised, truncating) and the old /api/embeddings (one prompt, as the model gives it).
import { shortest } from '../models/gguf.mjs';
import { quote } from '../protocol/go-json.mjs';
import { Failure } from '../protocol/reply.mjs';
import { findModel, mergedOptions, schedule } from './generation.mjs';

const TOO_LONG = 'the input length exceeds the context length';
const NO_EMBEDDINGS = 'This server does not support embeddings. Start it with `--embeddings`';

/** `POST /api/embed` */
export async function embed(context, request, reply, { signal, quirk }) {
  const started = process.hrtime.bigint();
  const requested = request.model ?? '';
  const inputs = inputsOf(request.input);
  const { model, remote } = findModel(context, requested, {
    emptyName: new Failure(404, `model '${requested}' not found`),
    missing: notFound,
  });
  if (remote) throw notFound(requested);
  const options = mergedOptions(model, request);
  const runner = await schedule(context, model, requested, options, { keepAliveMs: request.keep_alive, signal });
  try {
    const loadedAt = process.hrtime.bigint();
    if (inputs.length === 0) return reply.json(200, { model: requested, embeddings: [] });
    if (!model.capabilities.includes('embedding')) throw new Failure(501, NO_EMBEDDINGS);
    const jobs = inputs.map((text) => fit(runner, text, request.truncate !== false));
    const embeddings = await runner.exclusive(async () => {
      const vectors = [];
      for (const tokens of jobs) {
        signal.throwIfAborted();
        const vector = normalise(await runner.loaded.embed(tokens));
        const { dimensions = 0 } = request;
        vectors.push(dimensions > 0 && dimensions < vector.length ? normalise(vector.slice(0, dimensions)) : vector);
      }
      return vectors;
    }, signal);
    const total = Number(process.hrtime.bigint() - started);
    send(reply, quirk, {
      model: requested,
      embeddings: embeddings.map((vector) => spoil(vector, quirk).map((x) => shortest(Math.fround(x)))),
      total_duration: total,
      load_duration: Number(loadedAt - started),
      prompt_eval_count: jobs.reduce((sum, tokens) => sum + tokens.length, 0),
    });
  } finally {
    runner.release();
  }
}

/** `POST /api/embeddings` */
export async function embeddings(context, request, reply, { signal, quirk }) {
  const requested = request.model ?? '';
  const { model, remote } = findModel(context, requested, {
    emptyName: new Failure(400, 'model is required'),
    missing: notFound,
  });
  if (remote) throw notFound(requested);
  const options = mergedOptions(model, request);
  const runner = await schedule(context, model, requested, options, { keepAliveMs: request.keep_alive, signal });
  try {
    const text = request.prompt ?? '';
    if (text === '') return reply.json(200, { embedding: [] });
    if (!model.capabilities.includes('embedding')) throw new Failure(500, NO_EMBEDDINGS);
    const tokens = runner.loaded.tokenize(text);
    if (tokens.length > runner.contextLength) throw new Failure(500, TOO_LONG);
    const vector = await runner.exclusive(() => runner.loaded.embed(tokens), signal);
    send(reply, quirk, { embedding: spoil(vector, quirk) });
  } finally {
    runner.release();
  }
}

function notFound(name) {
  return new Failure(404, `model ${quote(name)} not found, try pulling it first`);
}

function inputsOf(input) {
  if (input === undefined) return [];
  if (typeof input === 'string') return input === '' ? [] : [input];
  if (!Array.isArray(input) || input.some((item) => typeof item !== 'string'))
    throw new Failure(400, 'invalid input type');
  return input;
}

function fit(runner, text, truncate) {
  const tokens = runner.loaded.tokenize(text);
  if (tokens.length <= runner.contextLength) return tokens;
  if (!truncate) throw new Failure(400, TOO_LONG);
  // the closing token of the model's vocabulary stays the last one
  return [...tokens.slice(0, runner.contextLength - 1), ...tokens.slice(-1)];
}

function normalise(vector) {
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((x) => x / length);
}

function spoil(vector, quirk) {
  if (quirk?.mode === 'wrong-size') {
    const { dimensions = 7 } = quirk;
    return Array.from({ length: dimensions }, (_, i) => vector[i % vector.length]);
  }
  return quirk?.mode === 'zeros' ? vector.map(() => 0) : vector;
}

function send(reply, quirk, value) {
  if (quirk?.mode !== 'nan') return reply.json(200, value);
  // JSON has no NaN; some runtimes print it all the same
  reply.body(200, JSON.stringify(value).replace(/(?<=\[)-?\d[\d.e-]*/, 'NaN'), 'application/json; charset=utf-8');
}
