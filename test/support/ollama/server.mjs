// The HTTP side of the stand-in: routes, refusals, control endpoint, log of requests (never of their bodies).
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Aborted, Runners } from './engine/runners.mjs';
import { Library } from './models/library.mjs';
import { isAllowedHost, judgeOrigin, PREFLIGHT_HEADERS } from './protocol/access.mjs';
import { decode, DecodeError } from './protocol/go-json.mjs';
import { Misbehaviour, MODES } from './protocol/misbehaviour.mjs';
import { Failure, Reply } from './protocol/reply.mjs';
import { REQUESTS } from './protocol/requests.mjs';
import { embed, embeddings } from './routes/embedding.mjs';
import { chat, Ended, generate } from './routes/generation.mjs';
import * as library from './routes/library.mjs';
import * as openAi from './routes/openai.mjs';

const CONTROL = '/__misbehave';
/** The order in which the real server lists methods in Allow. */
const METHODS = ['HEAD', 'GET', 'POST', 'DELETE'];

/** path → method → handler(context, { request | body, reply, … }) */
const ROUTES = {
  '/': { HEAD: root, GET: root },
  '/api/version': { HEAD: version, GET: version },
  '/api/status': { GET: status },
  '/api/tags': { HEAD: tags, GET: tags },
  '/api/ps': { GET: (context, { reply }) => library.ps(context, reply) },
  '/api/show': { POST: typed('ShowRequest', library.show) },
  '/api/copy': { POST: typed('CopyRequest', library.copy) },
  '/api/delete': { DELETE: typed('DeleteRequest', library.remove) },
  '/api/pull': { POST: typed('PullRequest', library.pull) },
  '/api/create': { POST: typed('CreateRequest', library.create) },
  '/api/chat': { POST: typed('ChatRequest', chat) },
  '/api/generate': { POST: typed('GenerateRequest', generate) },
  '/api/embed': { POST: typed('EmbedRequest', embed) },
  '/api/embeddings': { POST: typed('EmbeddingRequest', embeddings) },
  '/api/me': { POST: (context, { reply }) => reply.json(503, { error: 'account unavailable' }) },
  '/v1/chat/completions': {
    POST: (context, { body, reply, ...rest }) => openAi.chatCompletions(context, body, reply, rest),
  },
  '/v1/models': { GET: (context, { reply }) => openAi.models(context, reply) },
};
const BLOB = { HEAD: blob, POST: blob };

/**
 * @param {{ modelsDir: string, engine: import('./engine/engine.mjs').Engine, version: string, cloudDisabled?: boolean,
 *   maxQueue?: number }} options
 */
export function createServer({ modelsDir, engine, version: reported, cloudDisabled = true, maxQueue }) {
  const misbehaviour = new Misbehaviour();
  const requests = [];
  const context = {
    library: new Library(modelsDir),
    runners: new Runners({ engine, ...(maxQueue === undefined ? {} : { maxQueue }) }),
    engine,
    version: reported,
    cloudDisabled,
    misbehaviour,
  };
  const server = http.createServer((request, response) => {
    const entry = {
      method: request.method,
      path: new URL(request.url, 'http://x').pathname,
      status: 0,
      requestBytes: 0,
      responseBytes: 0,
    };
    requests.push(entry);
    void serve(context, request, response, entry);
  });
  server.on('clientError', (error, socket) => socket.destroy());
  return { server, context, misbehaviour, requests };
}

async function serve(context, request, response, entry) {
  const abort = new AbortController();
  response.on('close', () => {
    if (!response.writableFinished) abort.abort(new Aborted());
    entry.status = response.statusCode;
    entry.responseBytes = reply.bytes;
  });
  response.socket?.setNoDelay(true);
  const reply = new Reply(response);
  try {
    await route(context, request, reply, abort.signal, entry);
  } catch (error) {
    if (error instanceof Ended || error instanceof Aborted || abort.signal.aborted) {
      if (error instanceof Failure && !reply.started) return;
      if (!response.writableEnded && !(error instanceof Ended)) response.destroy();
      return;
    }
    if (reply.started) {
      response.destroy();
      return;
    }
    if (error instanceof Failure)
      reply.json(error.status, error.body ?? { error: error.message }, error.contentType, error.chunked);
    else if (error instanceof DecodeError) reply.json(400, { error: error.message });
    else {
      console.error(error);
      reply.json(500, { error: String(error?.message ?? error) });
    }
  }
}

async function route(context, request, reply, signal, entry) {
  const { method, headers } = request;
  const rawPath = request.url.split('?')[0];
  if (rawPath.includes('//')) {
    const clean = rawPath.replace(/\/{2,}/g, '/');
    return redirect(reply, 307, 'Temporary Redirect', clean);
  }
  const handlers = ROUTES[rawPath] ?? (/^\/api\/blobs\/[^/]+$/.test(rawPath) ? BLOB : undefined);
  const allow = METHODS.filter((name) => handlers?.[name] !== undefined).join(', ');
  const allowHeader = handlers !== undefined && handlers[method] === undefined ? { Allow: allow } : {};
  const origin = judgeOrigin(headers.origin, headers.host);
  if (origin === 'refused') return reply.empty(403, allowHeader);
  if (origin === 'allowed') {
    if (method === 'OPTIONS') return preflight(reply, headers.origin, allowHeader);
    Object.assign(reply.headers, { 'Access-Control-Allow-Origin': headers.origin, Vary: 'Origin' });
  }
  if (!isAllowedHost(headers.host)) return reply.empty(403, allowHeader);
  if (rawPath === CONTROL) return control(context, method, await bodyOf(request, entry), reply);
  if (handlers === undefined) {
    const trimmed = rawPath.replace(/\/$/, '');
    if (rawPath !== '/' && ROUTES[trimmed] !== undefined) {
      return method === 'GET'
        ? redirect(reply, 301, 'Moved Permanently', trimmed)
        : redirect(reply, 307, 'Temporary Redirect', trimmed);
    }
    return reply.text(404, '404 page not found');
  }
  if (handlers[method] === undefined) return reply.text(405, '405 method not allowed', 'text/plain', allowHeader);
  const body = await bodyOf(request, entry);
  const quirk = context.misbehaviour.take(rawPath);
  if (quirk !== undefined && (await misbehave(quirk, reply, signal))) return;
  await handlers[method](context, { method, path: rawPath, body, reply, signal, quirk });
}

/** The faults that do not need the real answer. @returns true when nothing is left to do */
async function misbehave(quirk, reply, signal) {
  const { mode, delayMs = 2000, afterLines = 0 } = quirk;
  switch (mode) {
    case 'slow-first-byte':
      await sleep(delayMs, undefined, { signal });
      return false;
    case 'status-500':
      reply.json(500, {
        error: String(
          quirk.message ??
            'model runner has unexpectedly stopped, this may be due to resource limitations or an internal error',
        ),
      });
      return true;
    case 'status-503':
      reply.json(503, { error: 'server busy, please try again.  maximum pending requests exceeded' });
      return true;
    case 'not-found':
      reply.json(404, { error: `model '${String(quirk.model ?? 'smollm2:135m')}' not found` });
      return true;
    case 'html':
      reply.text(
        200,
        '<!doctype html><html><body><h1>Sign in to the network</h1></body></html>',
        'text/html; charset=utf-8',
      );
      return true;
    case 'redirect':
      redirect(reply, 307, 'Temporary Redirect', String(quirk.location ?? 'http://192.0.2.1:11434/api/chat'));
      return true;
    case 'reset':
      if (afterLines > 0) return false;
      reply.reset();
      return true;
    case 'hang':
      if (afterLines > 0) return false;
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      return true;
    case 'invalid-json':
      if (afterLines > 0) return false;
      reply.body(200, '{"model":"smollm2:135m","mess', 'application/json; charset=utf-8');
      return true;
    default:
      return false;
  }
}

function control(context, method, body, reply) {
  if (method === 'GET') return reply.json(200, { modes: MODES, active: context.misbehaviour.active() });
  if (method === 'DELETE') {
    context.misbehaviour.clear();
    return reply.empty(204);
  }
  try {
    const { mode, ...options } = JSON.parse(body.toString('utf8'));
    context.misbehaviour.add(mode, options);
  } catch (error) {
    throw new Failure(400, error.message);
  }
  reply.empty(204);
}

async function bodyOf(request, entry) {
  const chunks = [];
  for await (const chunk of request) {
    chunks.push(chunk);
    entry.requestBytes += chunk.length;
  }
  return Buffer.concat(chunks);
}

function typed(type, handler) {
  return (context, { body, reply, ...rest }) => handler(context, decode(body, type, REQUESTS[type]), reply, rest);
}

function root(context, { reply }) {
  reply.text(200, 'Ollama is running', 'text/plain; charset=utf-8');
}

function version(context, { reply, quirk }) {
  reply.json(200, { version: quirk?.mode === 'version' ? String(quirk.version ?? '0.0.0') : context.version });
}

function status(context, { reply }) {
  const { cloudDisabled } = context;
  reply.json(200, { cloud: { disabled: cloudDisabled, source: cloudDisabled ? 'env' : 'none' } });
}

function tags(context, { reply, quirk }) {
  library.tags(context, reply, quirk);
}

function blob(context, { method, path, body, reply }) {
  library.blob(context, method, path.slice('/api/blobs/'.length), body, reply);
}

function preflight(reply, origin, allowHeader) {
  reply.response.writeHead(204, {
    ...PREFLIGHT_HEADERS,
    'Access-Control-Allow-Origin': origin,
    ...allowHeader,
    Vary: ['Origin', 'Access-Control-Request-Method', 'Access-Control-Request-Headers'],
  });
  reply.response.end();
}

function redirect(reply, code, word, location) {
  reply.text(code, `<a href="${location}">${word}</a>.\n\n`, 'text/html; charset=utf-8', { Location: location });
}
