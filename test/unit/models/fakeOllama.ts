// A small HTTP server with the shapes of Ollama's answers, for tests that need to misbehave in one exact way.
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly body: Record<string, unknown>;
}

export interface FakeOllama {
  readonly endpoint: string;
  readonly received: Received[];
  /** Requests of this path. */
  of(path: string): Received[];
  /** Resolves when the client closed the connection of the next request to that path that is held open. */
  closed(path: string): Promise<void>;
  close(): Promise<void>;
}

export type Handler = (request: Received, response: http.ServerResponse) => void;

export const chunk = (content: string, more: object = {}) =>
  JSON.stringify({
    model: 'x',
    created_at: '2026-11-22T07:39:31.395185595Z',
    message: { role: 'assistant', content },
    done: false,
    ...more,
  });
export const last = (more: object = {}) =>
  chunk('', {
    done: true,
    done_reason: 'stop',
    total_duration: 65_049_006,
    load_duration: 845_508,
    prompt_eval_count: 16,
    prompt_eval_duration: 17_707_000,
    eval_count: 2,
    eval_duration: 43_473_000,
    ...more,
  });

/** Sends NDJSON lines, each in a write of its own, and ends. */
export function lines(response: http.ServerResponse, ...all: string[]): void {
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  for (const line of all) response.write(`${line}\n`);
  response.end();
}

export function json(response: http.ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

export const model = (name: string, more: object = {}) => ({
  name,
  model: name,
  modified_at: '2026-11-22T07:38:05.555763314Z',
  size: 98_362_943,
  digest: '436fdab2af6046eaebb31bd82ad3b25452e7587df70528ac534b6edc6c1fecc7',
  details: {
    format: 'gguf',
    family: 'llama',
    parameter_size: '134.52M',
    quantization_level: 'Q4_1',
    context_length: 8192,
  },
  capabilities: ['completion'],
  ...more,
});

export const defaults: Record<string, Handler> = {
  '/api/version': (_, response) => json(response, { version: '0.33.0' }),
  '/api/tags': (_, response) => json(response, { models: [model('tiny:1m')] }),
  '/api/ps': (_, response) => json(response, { models: [] }),
  '/api/chat': (_, response) => lines(response, chunk('Hel'), chunk('lo'), last()),
};

export async function fakeOllama(handlers: Record<string, Handler> = {}): Promise<FakeOllama> {
  const received: Received[] = [];
  const waiting = new Map<string, (() => void)[]>();
  const all = { ...defaults, ...handlers };
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (data: Buffer) => chunks.push(data));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const one = {
        method: request.method!,
        path: request.url!,
        body: (text ? JSON.parse(text) : {}) as Record<string, unknown>,
      };
      received.push(one);
      response.on('close', () => {
        if (!response.writableFinished) waiting.get(one.path)?.shift()?.();
      });
      const handler = all[one.path];
      if (handler) handler(one, response);
      else response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    of: (path) => received.filter((one) => one.path === path),
    closed: (path) => new Promise((resolve) => waiting.set(path, [...(waiting.get(path) ?? []), resolve])),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
