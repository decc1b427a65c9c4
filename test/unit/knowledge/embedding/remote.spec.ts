// R6: vectors from a server of the user's choice: over verified TLS, with a token, and nothing of it in the wrong hands.
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { remoteEndpoint } from '../../../../src/base/address';
import { connectOllama } from '../../../../src/knowledge/embedding/ollama';
import { leadElsewhere } from '../../../support/elsewhere';
import { makeCertificate } from '../../../support/certificate';
import { makeTemporaryFolder } from '../../../support/files';

const token = 'tok-0123456789';
let folder: string;
let certificates: string;
const certificate = makeCertificate();
const servers: (http.Server | https.Server)[] = [];

beforeAll(() => {
  folder = makeTemporaryFolder('tls');
  certificates = path.join(folder, 'ca.pem');
  fs.writeFileSync(certificates, certificate.cert);
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

type Answer = (input: readonly string[], response: http.ServerResponse) => unknown;

/** A server behind TLS that wants the token; `answer` gives the vectors, or writes a reply of its own and gives nothing. */
async function serve(answer: Answer = (input) => input.map(({ length }) => [length, 1, 0]), secure = true) {
  const seen: { url: string; authorization: string | undefined; input: string[] }[] = [];
  const handle = (request: http.IncomingMessage, response: http.ServerResponse): void => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const input = text === '' ? [] : (JSON.parse(text) as { input: string[] }).input;
      const { authorization } = request.headers;
      seen.push({ url: request.url ?? '', authorization, input });
      const reply = (body: unknown, status = 200): void => void response.writeHead(status).end(JSON.stringify(body));
      if (authorization !== `Bearer ${token}`) reply({ error: 'who are you?' }, 401);
      else if (request.url === '/ai/api/version') reply({ version: '0.33.1' });
      else if (request.url === '/ai/api/tags') reply({ models: [{ name: 'e5:latest', digest: 'ab'.repeat(32) }] });
      else {
        const embeddings = answer(input, response);
        if (embeddings !== undefined) reply({ embeddings });
      }
    });
  };
  const server = secure ? https.createServer({ ...certificate }, handle) : http.createServer(handle);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { seen, endpoint: `${secure ? 'https' : 'http'}://127.0.0.1:${port}/ai` };
}

const connect = (endpoint: string, access: { token?: string; certificates?: string } = { certificates }) =>
  connectOllama(endpoint, 'e5', { remote: { token, ...access } });

describe('R6 a remote embeddings server', () => {
  it('gives vectors over TLS, below any path, and gets the token with every request', async () => {
    const { seen, endpoint } = await serve();
    const embedder = await connect(endpoint);
    expect(embedder.key).toBe('ollama/e5:latest/abababababababab/3');
    const [vector] = await embedder.embed(['four'], 'passage');
    expect(Array.from(vector ?? [])).toEqual([4, 1, 0].map((value) => Math.fround(value / Math.hypot(4, 1))));
    expect(seen.map(({ url }) => url)).toEqual(['/ai/api/version', '/ai/api/tags', '/ai/api/embed', '/ai/api/embed']);
    expect(new Set(seen.map(({ authorization }) => authorization))).toEqual(new Set([`Bearer ${token}`]));
  });

  it('gets nothing when its certificate is nobody’s, whatever the environment says', async () => {
    const { seen, endpoint } = await serve();
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      await expect(connect(endpoint, {})).rejects.toMatchObject({ reason: 'unreachable' });
    } finally {
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    }
    expect(seen).toEqual([]);
  });

  it('is told by name that its token or the certificates are wrong', async () => {
    const { endpoint } = await serve();
    const wrong = connect(endpoint, { certificates, token: 'another' });
    await expect(wrong).rejects.toMatchObject({ reason: 'bad-token' });
    const missing = connect(endpoint, { certificates: path.join(folder, 'nothing.pem') });
    await expect(missing).rejects.toMatchObject({ reason: 'bad-certificates' });
  });

  it.each([
    ['too few numbers', (): unknown => [[1, 2]], 'bad-vector'],
    ['too few vectors', (): unknown => [], 'bad-vector'],
    [
      'an infinite number',
      (_: readonly string[], response: http.ServerResponse): unknown =>
        void response.end('{"embeddings":[[1e999,1,0]]}'),
      'bad-answer',
    ],
    ['no number', (): unknown => [[null, 1, 0]], 'bad-answer'],
    ['nothing but zeros', (): unknown => [[0, 0, 0]], 'bad-vector'],
  ])('is not believed when it gives %s', async (_, answer, reason) => {
    let wrong = false;
    const { endpoint } = await serve((input, response) =>
      wrong ? answer(input, response) : input.map(() => [1, 2, 3]),
    );
    const embedder = await connect(endpoint);
    wrong = true;
    await expect(embedder.embed(['text'], 'passage')).rejects.toMatchObject({ reason });
  });

  it('is not followed to another place, and its words about a text are not repeated', async () => {
    let status = 307;
    const { seen, endpoint } = await serve((_, response) => {
      response.writeHead(status, { location: 'https://127.0.0.1:1/' }).end('{"error":"I was sent: four"}');
      return undefined;
    });
    await expect(connect(endpoint)).rejects.toMatchObject({ reason: 'unreachable' });
    status = 500;
    await expect(connect(endpoint)).rejects.toSatisfy((error: Error) => !error.message.includes('four'));
    expect(seen.every(({ url }) => url.startsWith('/ai/'))).toBe(true);
  });

  it('is given up when the question is', async () => {
    let asked = (): void => undefined;
    const reached = new Promise<void>((resolve) => (asked = resolve));
    let silent = false;
    const { endpoint } = await serve((input) => {
      if (!silent) return input.map(() => [1, 2, 3]);
      asked();
      return undefined;
    });
    const embedder = await connect(endpoint);
    silent = true;
    const abort = new AbortController();
    const asking = embedder.embed(['text'], 'query', abort.signal);
    await reached;
    abort.abort();
    await expect(asking).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('may be without TLS on this machine only', async () => {
    const { endpoint } = await serve(undefined, false);
    expect((await connect(endpoint, {})).dimensions).toBe(3);
    for (const wrong of ['http://ai.example', 'http://127.0.0.1.example', 'ftp://ai.example', 'ai.example', ''])
      expect(() => remoteEndpoint(wrong)).toThrow();
    expect(() => remoteEndpoint('https://me:word@ai.example')).toThrow(/password/u);
    expect(remoteEndpoint('https://ai.example/v1').href).toBe('https://ai.example/v1/');
  });

  it('gets no token without TLS when the address of this machine leads elsewhere', async () => {
    const { seen, endpoint } = await serve(undefined, false);
    const restore = leadElsewhere();
    try {
      await expect(connect(endpoint, {})).rejects.toMatchObject({ reason: 'endpoint-remote' });
    } finally {
      restore();
    }
    expect(seen).toEqual([]);
  });

  it('is still no place for a model that runs in a cloud', async () => {
    const { endpoint } = await serve();
    const cloud = connectOllama(endpoint, 'e5:cloud', { remote: { token, certificates } });
    await expect(cloud).rejects.toMatchObject({ reason: 'cloud-model' });
  });
});
