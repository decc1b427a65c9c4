// A minimal /v1: chat completions and the list of models, in OpenAI's shapes with Ollama's habits.
import { DecodeError, encode, firstJson } from '../protocol/go-json.mjs';
import { Failure } from '../protocol/reply.mjs';
import { chat } from './generation.mjs';

/** An error in OpenAI's shape. */
export function openAiError(status, message) {
  const type = status === 404 ? 'not_found_error' : status >= 500 ? 'api_error' : 'invalid_request_error';
  return { error: { message, type, param: null, code: null } };
}

export function models(context, reply) {
  const data = context.library.tags().map(({ name, modified_at }) => ({
    id: name,
    object: 'model',
    created: Math.floor(Date.parse(modified_at) / 1000),
    owned_by: 'library',
  }));
  reply.json(200, { object: 'list', data }, 'application/json');
}

/** `POST /v1/chat/completions` */
export async function chatCompletions(context, body, reply, options) {
  const request = readRequest(body);
  const chatRequest = toChat(request);
  const streaming = request.stream === true;
  const id = `chatcmpl-${Math.floor(Math.random() * 1000)}`;
  const created = Math.floor(Date.now() / 1000);
  const head = { id, created, model: request.model ?? '', system_fingerprint: 'fp_ollama' };
  const inner = new Translator(reply, head, streaming, request.stream_options?.include_usage === true);
  try {
    await chat(context, chatRequest, inner, options);
  } catch (error) {
    if (!(error instanceof Failure) || reply.started) throw error;
    // a name that means another server is refused before the request is translated
    if (error.status === 403) throw error;
    reply.json(error.status, openAiError(error.status, error.message), 'application/json');
  }
}

function readRequest(body) {
  try {
    const request = firstJson(body.toString('utf8'));
    if (!Array.isArray(request.messages) || request.messages.length === 0) {
      throw new DecodeError("[] is too short - 'messages'");
    }
    return request;
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw refused(error.message);
  }
}

function toChat(request) {
  const { response_format: format } = request;
  return {
    model: request.model,
    stream: request.stream === true,
    tools: request.tools,
    format: format?.type === 'json_object' ? 'json' : format?.json_schema?.schema,
    messages: request.messages.map(({ role, content }) => ({ role, content: textOf(content) })),
    options: {
      // this route sets 1.0 over the model's own parameters
      temperature: request.temperature ?? 1,
      top_p: request.top_p ?? 1,
      num_predict: request.max_completion_tokens ?? request.max_tokens ?? null,
      seed: request.seed ?? null,
      frequency_penalty: request.frequency_penalty ?? null,
      presence_penalty: request.presence_penalty ?? null,
      stop: request.stop === undefined ? null : [request.stop].flat(),
    },
  };
}

function textOf(content) {
  if (typeof content === 'string' || content === undefined || content === null) return content ?? '';
  if (Array.isArray(content)) return content.map(({ text = '' }) => text).join('\n');
  const type = typeof content === 'number' ? 'float64' : typeof content;
  throw refused(`invalid message content type: ${type}`);
}

function refused(message) {
  return Object.assign(new Failure(400, message), { body: openAiError(400, message) });
}

/** Takes the answers of chat and writes them in OpenAI's shape. */
class Translator {
  #first = true;

  constructor(reply, head, streaming, withUsage) {
    Object.assign(this, { reply, head, streaming, withUsage });
  }

  get started() {
    return this.reply.started;
  }

  json(status, value) {
    const { id, created, model, system_fingerprint } = this.head;
    const choice = { index: 0, message: value.message, finish_reason: value.done_reason ?? null };
    const answer = {
      id,
      object: 'chat.completion',
      created,
      model,
      system_fingerprint,
      choices: [choice],
      usage: usage(value),
    };
    this.reply.json(status, answer, 'application/json');
  }

  async write(bytes) {
    for (const line of bytes.toString().split('\n').filter(Boolean)) await this.#event(JSON.parse(line));
  }

  end() {
    this.reply.end();
  }

  reset() {
    this.reply.reset();
  }

  async #event(value) {
    const { id, created, model, system_fingerprint } = this.head;
    const chunk = { id, object: 'chat.completion.chunk', created, model, system_fingerprint };
    const send = (choices, more = {}) =>
      this.reply.write(`data: ${encode({ ...chunk, choices, ...more })}\n\n`, 'text/event-stream');
    if (value.error !== undefined)
      return this.reply.write(`data: ${encode(openAiError(500, value.error))}\n\n`, 'text/event-stream');
    const content = value.message?.content ?? '';
    const delta = value.done && content === '' ? {} : { ...(this.#first ? { role: 'assistant' } : {}), content };
    this.#first = false;
    await send([{ index: 0, delta, finish_reason: value.done ? value.done_reason : null }]);
    if (!value.done) return;
    if (this.withUsage) await send([], { usage: usage(value) });
    await this.reply.write('data: [DONE]\n\n', 'text/event-stream');
  }
}

function usage({ prompt_eval_count = 0, eval_count = 0 }) {
  return {
    prompt_tokens: prompt_eval_count,
    completion_tokens: eval_count,
    total_tokens: prompt_eval_count + eval_count,
  };
}
