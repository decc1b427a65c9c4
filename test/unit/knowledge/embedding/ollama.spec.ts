// Embeddings by Ollama against a server that answers as the real one does.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createEmbedder } from '../../../../src/knowledge/embedding';
import { leadElsewhere } from '../../../support/elsewhere';

interface Asked {
  readonly model: string;
  readonly input: string[];
  readonly truncate: boolean;
  readonly options: unknown;
}

const servers: http.Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server with one embedding model; `answer` may replace what `/api/embed` says. */
async function serve({
  version = '0.33.1',
  name = 'e5:latest',
  limit = 1000,
  answer,
  remote,
}: {
  version?: string;
  name?: string;
  limit?: number;
  answer?: (asked: Asked) => { status?: number; body: unknown } | undefined;
  remote?: string;
} = {}) {
  const asked: Asked[] = [];
  const requests: string[] = [];
  const server = http.createServer((request, response) => {
    requests.push(request.url ?? '');
    const reply = (body: unknown, status = 200) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.url === '/api/version') return reply({ version });
    if (request.url === '/api/tags')
      return reply({ models: [{ name, digest: 'ab'.repeat(32), ...(remote ? { remote_host: remote } : {}) }] });
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const body = JSON.parse(text) as Asked;
      asked.push(body);
      const own = answer?.(body);
      if (own) return reply(own.body, own.status);
      if (body.input.some((input) => input.length > limit))
        return reply({ error: 'the input length exceeds the context length' }, 400);
      return reply({ embeddings: body.input.map((input) => [input.length, 1, 0]) });
    });
    return undefined;
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { asked, requests, endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const connect = (endpoint: string, model = 'e5') => createEmbedder({ kind: 'ollama', endpoint, model });

describe('R2 embeddings by Ollama', () => {
  it('goes to this machine without the fetch of the editor and without a proxy', async () => {
    const { endpoint, asked } = await serve();
    const fetch = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('the editor has its own'));
    const agent = vi.spyOn(http.globalAgent, 'createConnection').mockImplementation(() => {
      throw new Error('a proxy');
    });
    try {
      await createEmbedder({ kind: 'ollama', endpoint, model: 'e5' });
    } finally {
      fetch.mockRestore();
      agent.mockRestore();
    }
    expect(asked).toHaveLength(1);
  });

  it('sends nothing when the address of this machine leads elsewhere', async () => {
    const { endpoint, asked, requests } = await serve();
    const restore = leadElsewhere();
    try {
      await expect(connect(endpoint)).rejects.toMatchObject({ reason: 'endpoint-remote' });
    } finally {
      restore();
    }
    expect([asked, requests]).toEqual([[], []]);
  });

  it('takes an address as the chat does', async () => {
    const { endpoint } = await serve();
    expect((await connect(endpoint.replace('http://127.0.0.1', '0.0.0.0')))!.dimensions).toBe(3);
    expect((await connect(endpoint.replace('http://127.0.0.1', '')))!.dimensions).toBe(3);
  });

  it('asks for the local model, never for a silent cut, with the same options each time', async () => {
    const { endpoint, asked } = await serve();
    const embedder = (await connect(endpoint))!;
    const vectors = await embedder.embed(['aaa', 'bb'], 'passage');
    await embedder.embed(['c'], 'query');
    expect(vectors).toHaveLength(2);
    expect(Math.hypot(...vectors[0]!)).toBeCloseTo(1);
    expect(new Set(asked.map(({ model }) => model))).toEqual(new Set(['e5:local']));
    expect(asked.every(({ truncate }) => !truncate)).toBe(true);
    expect(new Set(asked.map(({ options }) => JSON.stringify(options))).size).toBe(1);
  });

  it('keys vectors by backend, model, digest and dimensions', async () => {
    const { endpoint } = await serve();
    expect((await connect(endpoint))!.key).toBe('ollama/e5:latest/abababababababab/3');
  });

  it.each(['E5', 'library/e5', 'registry.ollama.ai/library/e5:latest', 'https://registry.ollama.ai/library/E5'])(
    'finds the model under its long name %s, and makes the same vectors of it',
    async (model) => {
      const { endpoint } = await serve();
      expect((await connect(endpoint, model))!.key).toBe('ollama/e5:latest/abababababababab/3');
    },
  );

  it('knows what the catalogue says of a model under its long name, too', async () => {
    const { endpoint, asked } = await serve({
      name: 'nomic-embed-text:latest',
      answer: ({ input }) => ({ body: { embeddings: input.map(() => Array.from({ length: 768 }, () => 1)) } }),
    });
    await (await connect(endpoint, 'registry.ollama.ai/library/nomic-embed-text'))!.embed(['x'], 'query');
    expect(asked.at(-1)?.input).toEqual(['search_query: x']);
  });

  it('does not say “:local” to a server that does not know it', async () => {
    const { endpoint, asked } = await serve({ version: '0.17.7' });
    await connect(endpoint);
    expect(asked[0]?.model).toBe('e5');
  });

  it('adds the prefixes of the catalogue', async () => {
    const { endpoint, asked } = await serve({
      name: 'nomic-embed-text:latest',
      answer: ({ input }) => ({ body: { embeddings: input.map(() => Array.from({ length: 768 }, () => 1)) } }),
    });
    const embedder = (await connect(endpoint, 'nomic-embed-text'))!;
    await embedder.embed(['x'], 'query');
    await embedder.embed(['y'], 'passage');
    expect(asked.slice(1).map(({ input }) => input[0])).toEqual(['search_query: x', 'search_document: y']);
  });

  it('shortens only the text that is too long', async () => {
    const { endpoint } = await serve({ limit: 200 });
    const embedder = (await connect(endpoint))!;
    const [short, long] = await embedder.embed(['a'.repeat(50), 'b'.repeat(900)], 'passage');
    // The server's first number is the length that it was given.
    expect(Math.round(short![0]! / short![1]!)).toBe(50);
    expect(Math.round(long![0]! / long![1]!)).toBeGreaterThan(100);
  });

  it('sends nothing anywhere for a cloud name or another machine', async () => {
    const { endpoint, asked } = await serve();
    for (const model of ['e5:cloud', 'gpt:120b-cloud', 'e5:Cloud:local', 'model-cloud'])
      await expect(connect(endpoint, model)).rejects.toMatchObject({ reason: 'cloud-model' });
    await expect(connect('http://192.0.2.1:11434')).rejects.toMatchObject({ reason: 'endpoint-remote' });
    await expect(connect('http://127.0.0.1.example.org')).rejects.toMatchObject({ reason: 'endpoint-remote' });
    expect(asked).toEqual([]);
  });

  it('sees a stub of a cloud model behind a harmless name', async () => {
    const { endpoint, asked } = await serve({ remote: 'https://ollama.com:443' });
    await expect(connect(endpoint)).rejects.toMatchObject({ reason: 'cloud-model' });
    expect(asked).toEqual([]);
  });

  it.each([
    ['not-an-embedding-model', { status: 501, body: { error: 'This server does not support embeddings.' } }],
    ['bad-answer', { body: { embeddings: [['NaN']] } }],
    ['bad-answer', { body: '<html>' }],
    ['bad-vector', { body: { embeddings: [[0, 0, 0]] } }],
    ['bad-vector', { body: { embeddings: [] } }],
    ['refused', { status: 500, body: { error: 'llama runner process has terminated' } }],
  ])('says %s', async (reason, own) => {
    const { endpoint } = await serve({ answer: () => own });
    await expect(connect(endpoint)).rejects.toMatchObject({ reason });
  });

  it('notices another number of dimensions or of vectors later on', async () => {
    let count = 0;
    const { endpoint } = await serve({
      answer: ({ input }) =>
        count++ === 0 ? undefined : { body: { embeddings: input.length === 2 ? [[1, 2, 3]] : [[1, 2]] } },
    });
    const embedder = (await connect(endpoint))!;
    await expect(embedder.embed(['a', 'b'], 'passage')).rejects.toMatchObject({ reason: 'bad-vector' });
    await expect(embedder.embed(['a'], 'passage')).rejects.toMatchObject({ reason: 'bad-vector' });
  });

  it('says that the model is not there, and that the server is not there', async () => {
    const { endpoint } = await serve();
    await expect(connect(endpoint, 'nope')).rejects.toMatchObject({ reason: 'unknown-model' });
    await expect(connect('http://127.0.0.1:1')).rejects.toMatchObject({ reason: 'unreachable' });
  });

  it('stops when it is told to', async () => {
    const { endpoint } = await serve();
    const embedder = (await connect(endpoint))!;
    await expect(embedder.embed(['a'], 'passage', AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('R2 choosing an embedder', () => {
  it('gives none for none and a clear error for an unknown model', async () => {
    expect(await createEmbedder({ kind: 'none' })).toBeUndefined();
    await expect(createEmbedder({ kind: 'transformers', id: 'nope', folder: '/tmp' })).rejects.toMatchObject({
      reason: 'unknown-model',
    });
    await expect(
      createEmbedder({ kind: 'transformers', id: 'smollm2-135m-instruct', folder: '/tmp' }),
    ).rejects.toMatchObject({ reason: 'unknown-model' });
  });
});
