// Proves the rules of the client: nothing leaves the machine, nothing is cut in silence, every bad end has its reason.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { isAbortError, RempartError } from '../../../src/base/errors';
import { ContextTooLongError, OllamaClient, type ChatEvent, type ChatRequest } from '../../../src/models';
import { leadElsewhere } from '../../support/elsewhere';
import { chunk, fakeOllama, json, last, lines, model, type FakeOllama, type Handler } from './fakeOllama';

let server: FakeOllama;
afterEach(() => server.close());

async function start(handlers: Record<string, Handler> = {}, options: { silentAfterMs?: number } = {}) {
  server = await fakeOllama(handlers);
  return new OllamaClient({ endpoint: server.endpoint, ...options });
}

const request = (more: Partial<ChatRequest> = {}): ChatRequest => ({
  model: 'tiny:1m',
  messages: [{ role: 'user', content: 'Hi.' }],
  options: { num_ctx: 4096, num_predict: 256 },
  ...more,
});

async function collect(events: AsyncIterable<ChatEvent>): Promise<ChatEvent[]> {
  const all: ChatEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}
const reason = async (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: unknown) => (RempartError.is(error) ? error.reason : String(error)),
  );

describe('C1 a chat', () => {
  it('streams tokens and ends with the counters', async () => {
    const client = await start();
    const events = await collect(client.chat(request()));
    expect(events.map((event) => ('text' in event ? event.text : event.type))).toEqual([
      'loading',
      'Hel',
      'lo',
      'done',
    ]);
    expect(events.at(-1)).toMatchObject({ reason: 'stop', promptTokens: 16, answerTokens: 2, answerMs: 43.473 });
  });

  it('always sends truncate:false, shift:false, num_ctx, num_predict and name:local', async () => {
    const client = await start();
    await collect(client.chat(request({ keepAlive: '10m', think: false })));
    const { body } = server.of('/api/chat')[0]!;
    expect(body).toEqual({
      model: 'tiny:1m:local',
      messages: [{ role: 'user', content: 'Hi.' }],
      stream: true,
      truncate: false,
      shift: false,
      options: { num_ctx: 4096, num_predict: 256 },
      keep_alive: '10m',
      think: false,
    });
  });

  it('does not add :local for servers that do not know it', async () => {
    const client = await start({ '/api/version': (_, response) => json(response, { version: '0.17.7' }) });
    await collect(client.chat(request()));
    expect(server.of('/api/chat')[0]!.body['model']).toBe('tiny:1m');
  });

  it('says nothing of loading when the model is in memory with this context', async () => {
    const ps =
      (context: number): Handler =>
      (_, response) =>
        json(response, { models: [{ ...model('tiny:1m'), size_vram: 0, context_length: context }] });
    expect((await collect((await start({ '/api/ps': ps(4096) })).chat(request())))[0]!.type).toBe('token');
    await server.close();
    expect((await collect((await start({ '/api/ps': ps(2048) })).chat(request())))[0]!.type).toBe('loading');
  });

  it('gives thinking apart from the answer', async () => {
    const client = await start({
      '/api/chat': (_, response) =>
        lines(
          response,
          chunk('', { message: { role: 'assistant', content: '', thinking: 'hm' } }),
          chunk('Yes'),
          last(),
        ),
    });
    const events = await collect(client.chat(request()));
    expect(events.slice(1, 3)).toEqual([
      { type: 'thinking', text: 'hm' },
      { type: 'token', text: 'Yes' },
    ]);
  });

  it('survives lines and characters that are split over writes', async () => {
    const client = await start({
      '/api/chat': (_, response) => {
        response.writeHead(200, { 'content-type': 'application/x-ndjson' });
        const bytes = Buffer.from(`${chunk('été 🏰')}\n\n${last()}\n`);
        let at = 0;
        const next = () => {
          if (at >= bytes.length) response.end();
          else response.write(bytes.subarray(at, ++at), () => setImmediate(next));
        };
        next();
      },
    });
    expect((await collect(client.chat(request())))[1]).toEqual({ type: 'token', text: 'été 🏰' });
  });

  it('gives the reason when the answer was cut at its limit', async () => {
    const client = await start({
      '/api/chat': (_, response) => lines(response, chunk('a'), last({ done_reason: 'length' })),
    });
    expect((await collect(client.chat(request()))).at(-1)).toMatchObject({ type: 'done', reason: 'length' });
  });
});

describe('I3 nothing leaves the machine', () => {
  it.each(['qwen3:cloud', 'gpt-oss:120b-cloud', 'smollm2:135m-CLOUD', 'x:cloud:local', ' x-cloud '])(
    'refuses %s before any request',
    async (name) => {
      const client = await start();
      expect(await reason(collect(client.chat(request({ model: name }))))).toBe('ollama-remote');
      expect(await reason(client.embed({ model: name, input: ['x'] }))).toBe('ollama-remote');
      expect(await reason(client.show(name))).toBe('ollama-remote');
      expect(await reason(collect(client.pull(name) as never))).toBe('ollama-remote');
      expect(server.received).toEqual([]);
    },
  );

  it.each(['remote_host', 'remote_model'])(
    'refuses a model that tags list with %s, without sending the prompt',
    async (field) => {
      const tags = { models: [model('mistral:7b', { [field]: 'https://ollama.com:443' })] };
      const client = await start({ '/api/tags': (_, response) => json(response, tags) });
      expect(await reason(collect(client.chat(request({ model: 'Mistral:7B' }))))).toBe('ollama-remote');
      expect(server.of('/api/chat')).toEqual([]);
      expect((await client.list())[0]!.remoteHost).toBeDefined();
    },
  );

  it('cuts a stream at the first chunk that names a remote host', async () => {
    const client = await start({
      '/api/chat': (_, response) => {
        response.writeHead(200, { 'content-type': 'application/x-ndjson' });
        response.write(`${chunk('Hi', { remote_host: 'https://ollama.com:443' })}\n`);
      },
    });
    const closed = server.closed('/api/chat');
    const seen: ChatEvent[] = [];
    const run = (async () => {
      for await (const event of client.chat(request())) seen.push(event);
    })();
    expect(await reason(run)).toBe('ollama-remote');
    await closed;
    expect(seen.some(({ type }) => type === 'token')).toBe(false);
  });

  it('refuses endpoints elsewhere, and http elsewhere in any case', () => {
    const remote =
      (endpoint: string, allowRemote = false) =>
      () =>
        new OllamaClient({ endpoint, allowRemote });
    for (const endpoint of [
      'http://192.168.1.7:11434',
      'https://ollama.com',
      '10.0.0.1',
      'http://localhost.evil.example',
    ])
      expect(remote(endpoint)).toThrow(RempartError);
    expect(remote('http://192.168.1.7', true)).toThrow(RempartError);
    expect(remote('https://models.example', true)()).toBeInstanceOf(OllamaClient);
  });

  it('sends nothing when the address of this machine leads elsewhere', async () => {
    const client = await start();
    const restore = leadElsewhere();
    try {
      expect(await reason(client.list())).toBe('endpoint-remote');
      expect(await reason(collect(client.chat(request())))).toBe('endpoint-remote');
    } finally {
      restore();
    }
    expect(server.received).toEqual([]);
  });

  it('does not follow a redirect', async () => {
    const client = await start({
      '/api/tags': (_, response) => response.writeHead(307, { location: 'http://192.0.2.1/api/tags' }).end(),
    });
    expect(await reason(client.list())).toBe('ollama-error');
  });

  it('uses no proxy of the environment', async () => {
    const seen: string[] = [];
    const proxy = http.createServer((incoming, response) => {
      seen.push(incoming.url!);
      response.end();
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const before = { ...process.env };
    const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    Object.assign(process.env, { HTTP_PROXY: url, http_proxy: url, ALL_PROXY: url, NODE_USE_ENV_PROXY: '1' });
    try {
      const client = await start();
      expect((await collect(client.chat(request()))).at(-1)!.type).toBe('done');
      expect(seen).toEqual([]);
    } finally {
      process.env = before;
      await new Promise((resolve) => proxy.close(resolve));
    }
  });
});

describe('C6 bad ends have their reason', () => {
  const cases: [string, string, Handler][] = [
    [
      'an error line in the stream',
      'ollama-error',
      (_, r) => lines(r, chunk('a'), '{"error":"an error was encountered while running the model: unexpected EOF"}'),
    ],
    ['an end without done:true', 'ollama-lost', (_, r) => lines(r, chunk('a'))],
    ['an empty stream', 'ollama-lost', (_, r) => lines(r)],
    ['a line that is cut', 'ollama-lost', (_, r) => lines(r, chunk('a'), '{"model":"x","mess')],
    [
      'a connection that is reset',
      'ollama-lost',
      (_, r) => {
        r.writeHead(200, { 'content-type': 'application/x-ndjson' });
        r.write(`${chunk('a')}\n`, () => r.socket!.resetAndDestroy());
      },
    ],
    [
      'a full queue',
      'ollama-busy',
      (_, r) => json(r, { error: 'server busy, please try again.  maximum pending requests exceeded' }, 503),
    ],
    [
      'a page of something else',
      'ollama-error',
      (_, r) => r.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
    ],
    ['a status of 500', 'ollama-error', (_, r) => json(r, { error: 'something' }, 500)],
    [
      'a truncated model file',
      'model-damaged',
      (_, r) =>
        json(r, { error: 'tensor "blk.29.ffn_up.weight" offset+size (98362432) exceeds file size (98358336)' }, 500),
    ],
    ['a file that is no model', 'model-damaged', (_, r) => json(r, { error: 'invalid file magic' }, 500)],
    [
      '"does not support chat" of a chat model',
      'model-damaged',
      (_, r) => json(r, { error: '"tiny:1m" does not support chat' }, 400),
    ],
    [
      'a listed model that is not found',
      'model-damaged',
      (_, r) => json(r, { error: "model 'tiny:1m:local' not found" }, 404),
    ],
    [
      'cloud refused by the server',
      'ollama-remote',
      (_, r) => json(r, { error: 'ollama cloud is disabled: remote model is unavailable' }, 403),
    ],
    [
      'a model that cannot think',
      'model-unsuitable',
      (_, r) => json(r, { error: '"tiny:1m" does not support thinking' }, 400),
    ],
  ];
  it.each(cases)('%s is %s', async (_, expected, handler) => {
    const client = await start({ '/api/chat': handler });
    expect(await reason(collect(client.chat(request())))).toBe(expected);
  });

  it('a too long prompt tells both numbers', async () => {
    const inner = {
      error: { code: 400, message: 'request (7099 tokens) exceeds …', n_prompt_tokens: 7099, n_ctx: 4096 },
    };
    const client = await start({ '/api/chat': (_, response) => json(response, { error: JSON.stringify(inner) }, 400) });
    const error: unknown = await collect(client.chat(request())).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ContextTooLongError);
    expect(error).toMatchObject({ reason: 'context-too-long', promptTokens: 7099, contextLength: 4096 });
  });

  it('an embedding model is unsuitable, not damaged', async () => {
    const client = await start({
      '/api/tags': (_, response) => json(response, { models: [model('tiny:1m', { capabilities: ['embedding'] })] }),
      '/api/chat': (_, response) => json(response, { error: '"tiny:1m" does not support chat' }, 400),
    });
    expect(await reason(collect(client.chat(request())))).toBe('model-unsuitable');
  });

  it('an absent server is absent, and is found when it comes back', async () => {
    const client = await start();
    await server.close();
    expect((await client.detect()).state).toBe('absent');
    expect(await reason(collect(client.chat(request())))).toBe('ollama-absent');
    server = await fakeOllama();
    const again = new OllamaClient({ endpoint: server.endpoint });
    expect(await again.detect()).toMatchObject({ state: 'running', version: '0.33.0' });
  });

  it('something else at the port is an error, not Ollama', async () => {
    const client = await start({
      '/api/version': (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('hello'),
    });
    expect((await client.detect()).state).toBe('error');
  });
});

describe('C1 stop', () => {
  const hold: Handler = () => undefined;
  const holdAfterOne: Handler = (_, response) => {
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    response.write(`${chunk('a')}\n`);
  };

  it.each([
    ['before the first line, while the model loads', hold, 'loading'],
    ['in mid-stream', holdAfterOne, 'token'],
  ] as const)('works %s, and the server sees the connection close', async (_, handler, when) => {
    const client = await start({ '/api/chat': handler });
    const closed = server.closed('/api/chat');
    const abort = new AbortController();
    const run = (async () => {
      for await (const event of client.chat(request({ signal: abort.signal })))
        if (event.type === when) setTimeout(() => abort.abort(), 50);
    })();
    await expect(run).rejects.toSatisfy(isAbortError);
    await closed;
  });

  it('leaving the loop closes the connection too', async () => {
    const client = await start({ '/api/chat': holdAfterOne });
    const closed = server.closed('/api/chat');
    for await (const event of client.chat(request())) if (event.type === 'token') break;
    await closed;
  });

  it('a signal that is already aborted sends nothing', async () => {
    const client = await start();
    await expect(collect(client.chat(request({ signal: AbortSignal.abort() })))).rejects.toSatisfy(isAbortError);
    expect(server.received).toEqual([]);
  });
});

describe('C6 silence', () => {
  it('is told and is no failure, before the first line and between lines', async () => {
    let go: () => void = () => undefined;
    const client = await start(
      {
        '/api/chat': (_, response) => {
          go = () => {
            response.writeHead(200, { 'content-type': 'application/x-ndjson' });
            response.write(`${chunk('a')}\n`);
            go = () => response.end(`${last()}\n`);
          };
        },
      },
      { silentAfterMs: 20 },
    );
    const types: string[] = [];
    for await (const event of client.chat(request())) {
      types.push(event.type);
      if (event.type === 'silent') go();
    }
    expect(types.filter((type, index) => type !== types[index - 1])).toEqual([
      'loading',
      'silent',
      'token',
      'silent',
      'done',
    ]);
  });
});

describe('C6 one request at a time per model', () => {
  it('the second waits, says so, and goes on; the one that gave up does not block', async () => {
    const open: http.ServerResponse[] = [];
    const client = await start({ '/api/chat': (_, response) => open.push(response) });
    const first = client.chat(request());
    await first.next();
    const firstToken = first.next();
    const second = client.chat(request());
    expect(await second.next()).toMatchObject({ value: { type: 'waiting' } });
    const abort = new AbortController();
    const third = client.chat(request({ signal: abort.signal }));
    expect(await third.next()).toMatchObject({ value: { type: 'waiting' } });
    const gaveUp = expect(third.next()).rejects.toSatisfy(isAbortError);
    abort.abort();
    await gaveUp;
    const loading = second.next();
    while (open.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(open).toHaveLength(1);
    lines(open[0]!, last());
    expect(await firstToken).toMatchObject({ value: { type: 'done' } });
    await first.next();
    expect(await loading).toMatchObject({ value: { type: 'loading' } });
    const rest = collect(second);
    while (open.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    lines(open[1]!, chunk('b'), last());
    expect((await rest).map(({ type }) => type)).toEqual(['token', 'done']);
  });

  it('the next question in the same breath does not wait', async () => {
    const client = await start();
    for (let round = 0; round < 3; round++)
      expect((await collect(client.chat(request()))).map(({ type }) => type)).not.toContain('waiting');
  });

  it('two models do not wait for one another', async () => {
    const client = await start({ '/api/chat': () => undefined });
    const first = client.chat(request());
    await first.next();
    const second = client.chat(request({ model: 'other:1m' }));
    expect(await second.next()).toMatchObject({ value: { type: 'loading' } });
    await second.return();
    await first.return();
  });
});

describe('R2 embeddings', () => {
  const vectors =
    (count: number): Handler =>
    (_, response) =>
      json(response, { embeddings: Array.from({ length: count }, () => [0.6, 0.8]) });

  it('come in order, never truncated', async () => {
    const client = await start({ '/api/embed': vectors(2) });
    expect(await client.embed({ model: 'tiny:1m', input: ['a', 'b'] })).toEqual([
      [0.6, 0.8],
      [0.6, 0.8],
    ]);
    expect(server.of('/api/embed')[0]!.body).toEqual({ model: 'tiny:1m:local', input: ['a', 'b'], truncate: false });
  });

  it('are refused when their number or their sizes are wrong', async () => {
    const client = await start({ '/api/embed': vectors(1) });
    expect(await reason(client.embed({ model: 'tiny:1m', input: ['a', 'b'] }))).toBe('ollama-error');
    expect(await reason(client.embed({ model: 'tiny:1m', input: [''] }))).toBe('ollama-error');
    expect(await client.embed({ model: 'tiny:1m', input: [] })).toEqual([]);
    await server.close();
    const other = await start({ '/api/embed': (_, response) => json(response, { embeddings: [[1, 0], [1]] }) });
    expect(await reason(other.embed({ model: 'tiny:1m', input: ['a', 'b'] }))).toBe('ollama-error');
    await server.close();
    const long = await start({
      '/api/embed': (_, response) => json(response, { error: 'the input length exceeds the context length' }, 400),
    });
    expect(await reason(long.embed({ model: 'tiny:1m', input: ['a'] }))).toBe('context-too-long');
  });
});

describe('C5 models', () => {
  it('details come from what the server shows', async () => {
    const hex = 'ab'.repeat(32);
    const client = await start({
      '/api/show': (_, response) =>
        json(response, {
          modelfile: `# FROM tiny\n\nFROM /data/my models/blobs/sha256-${hex}\nTEMPLATE x`,
          details: { family: 'llama', parameter_size: '134.52M', quantization_level: 'Q4_1' },
          model_info: {
            'general.architecture': 'llama',
            'general.parameter_count': 134515008,
            'llama.context_length': 8192,
            'llama.block_count': 30,
            'llama.attention.head_count': 9,
            'llama.attention.head_count_kv': 3,
            'llama.embedding_length': 576,
          },
          capabilities: ['completion'],
        }),
    });
    expect(await client.show('tiny:1m')).toMatchObject({
      contextLength: 8192,
      parameters: 134515008,
      // 2 (keys, values) × 2 bytes × 30 layers × 3 heads × 64.
      cacheBytesPerToken: 23_040,
      modelsDir: '/data/my models',
    });
  });

  it('a pull gives progress, and its failure is a failure', async () => {
    const client = await start({
      '/api/pull': (_, response) =>
        lines(
          response,
          '{"status":"pulling manifest"}',
          '{"status":"pulling b179","total":9,"completed":4}',
          '{"status":"success"}',
        ),
      '/api/delete': (_, response) => response.writeHead(200).end(),
    });
    const seen = [];
    for await (const progress of client.pull('tiny:1m')) seen.push(progress.status);
    expect(seen).toEqual(['pulling manifest', 'pulling b179', 'success']);
    await client.delete('tiny:1m');
    expect(server.of('/api/delete')[0]).toMatchObject({ method: 'DELETE', body: { name: 'tiny:1m' } });
    await server.close();
    const bad = await start({
      '/api/pull': (_, response) => lines(response, '{"status":"pulling manifest"}', '{"error":"digest mismatch"}'),
    });
    expect(await reason(collect(bad.pull('tiny:1m') as never))).toBe('ollama-error');
  });

  it('the state of cloud features is what the server says, or unknown', async () => {
    const state = async (handlers: Record<string, Handler>) => {
      const client = await start(handlers);
      const found = await client.cloudStatus();
      await server.close();
      return found.state;
    };
    const says = (disabled: boolean): Record<string, Handler> => ({
      '/api/status': (_, response) => json(response, { cloud: { disabled, source: 'env' } }),
    });
    expect([await state(says(true)), await state(says(false)), await state({})]).toEqual(['off', 'on', 'unknown']);
  });
});
