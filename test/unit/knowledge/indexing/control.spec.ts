// What the user steers of the index: pause, read again, compact, another embedding model; and what must not be logged.
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { IndexClient } from '../../../../src/knowledge/client';
import type { IndexStatus, KnowledgeOptions } from '../../../../src/knowledge/types';
import { makePdf } from '../../../support/documents';
import { bundleIndexProcess, closeIndex, openIndex, until, type Bundle } from './bundle';

let bundle: Bundle;
let root: string;
let store: string;
let logged: string[];
const clients: IndexClient[] = [];

beforeAll(async () => {
  bundle = await bundleIndexProcess();
});
afterAll(() => bundle.remove());
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'rempart-workspace-'));
  store = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'rempart-store-')), 'index');
  logged = [];
});
afterEach(async () => {
  for (const client of clients.splice(0)) await closeIndex(client);
  fs.rmSync(root, { recursive: true, force: true });
  fs.rmSync(path.dirname(store), { recursive: true, force: true });
});

function open(options: Partial<KnowledgeOptions> = {}, processPath = bundle.processPath): IndexClient {
  const log = (message: string): void => void logged.push(message);
  const client = openIndex({
    roots: [root],
    storeUri: store,
    processPath,
    logger: { info: log, warn: log, error: log },
    restartDelay: 300,
    ...options,
  });
  clients.push(client);
  return client;
}

const write = (name: string, content: string | Uint8Array): void => fs.writeFileSync(path.join(root, name), content);
const pathsFor = async (client: IndexClient, query: string): Promise<string[]> =>
  (await client.search({ query, limit: 10, mode: 'hybrid' })).passages.map((passage) => passage.path);

describe('R4 pausing the index', () => {
  it('reads nothing while it is paused, answers with what is there, and goes on afterwards', async () => {
    write('a.md', 'The albatross sleeps on the wing.');
    write('broken.pdf', makePdf([['x']]).subarray(0, 100));
    const client = open();
    await client.update();
    await client.setPaused(true);
    expect(client.status.state).toBe('paused');
    write('b.md', 'The badger digs at night.');
    const paused = await client.update();
    expect(paused).toMatchObject({ files: 2, changedFiles: 0, errors: [{ path: 'broken.pdf' }] });
    expect(await pathsFor(client, 'badger')).toEqual([]);
    expect(await pathsFor(client, 'albatross')).toEqual(['a.md']);
    await client.setPaused(false);
    await client.update();
    expect(client.status.state).toBe('idle');
    expect(await pathsFor(client, 'badger')).toEqual(['b.md']);
  });

  it('starts paused, also after its process was killed', async () => {
    write('a.md', 'The albatross sleeps on the wing.');
    const client = open({ paused: true });
    expect(await client.update()).toMatchObject({ files: 0, changedFiles: 0 });
    const states: IndexStatus['state'][] = [];
    client.onDidChangeStatus(({ state }) => states.push(state));
    const { pid } = client;
    process.kill(pid ?? 0, 'SIGKILL');
    await until(() => states.includes('restarting') && states.at(-1) === 'paused');
    expect(await pathsFor(client, 'albatross')).toEqual([]);
  });
});

describe('R1 R4 upkeep on demand', () => {
  it('reads a file again that looks unchanged, when it is told to', async () => {
    const file = path.join(root, 'late.pdf');
    const time = new Date(Date.now() - 60_000);
    const good = makePdf([['The xylophone is fine.']]);
    write('late.pdf', Buffer.alloc(good.length, 'x'));
    fs.utimesSync(file, time, time);
    write('other.md', 'The albatross sleeps on the wing.');
    const client = open();
    expect((await client.update()).errors).toHaveLength(1);
    write('late.pdf', good);
    fs.utimesSync(file, time, time);
    expect(await client.update([file])).toMatchObject({ changedFiles: 0, errors: [{ path: 'late.pdf' }] });
    expect(await client.update([file], { again: true })).toMatchObject({ changedFiles: 1, errors: [] });
    expect(await pathsFor(client, 'xylophone')).toEqual(['late.pdf']);
  });

  it('leaves out a file that is larger than a limit that was lowered, and takes it in again', async () => {
    write('big.md', 'coquelicot '.repeat(2000));
    write('small.md', 'The albatross sleeps on the wing.');
    const first = open();
    await first.update();
    await closeIndex(first);
    const lower = open({ maxFileBytes: 10_240 });
    expect((await lower.update()).errors).toEqual([
      { path: 'big.md', message: expect.stringMatching(/^Larger than the limit of 10.?240 bytes/u) as string },
    ]);
    expect(await pathsFor(lower, 'coquelicot')).toEqual([]);
    expect(await pathsFor(lower, 'albatross')).toEqual(['small.md']);
    await closeIndex(lower);
    const higher = open();
    expect(await higher.update()).toMatchObject({ files: 2, errors: [] });
    expect(await pathsFor(higher, 'coquelicot')).toContain('big.md');
  });

  it('gives space back when it is compacted, and loses nothing', async () => {
    const client = open();
    for (let i = 0; i < 8; i++) {
      write(`f${i}.md`, `Word${i} ${'quagga '.repeat(200)}`);
      await client.update([path.join(root, `f${i}.md`)]);
    }
    const { bytesBefore, bytesAfter } = await client.compact();
    expect(bytesAfter).toBeLessThan(bytesBefore);
    expect((await pathsFor(client, 'Word3'))[0]).toBe('f3.md');
  });

  it('drops its tables and nothing that is not its own', async () => {
    write('a.md', 'The albatross sleeps on the wing.');
    const client = open();
    await client.update();
    const tables = path.join(store, 'tables');
    fs.mkdirSync(path.join(tables, 'other.lance'));
    expect(fs.readdirSync(tables)).toContain('chunks_v1.lance');
    await client.drop();
    expect(fs.readdirSync(tables).filter((name) => name.endsWith('.lance'))).toEqual(['other.lance']);
  });
});

describe('R6 credentials of an object store', () => {
  it('are in no message and no log line, whatever a library quotes', async () => {
    const secret = 'wJalrXUtnFEMI-not-a-real-key';
    const leaky = path.join(root, 'leaky.js');
    fs.writeFileSync(
      leaky,
      `process.on('message', ({ id, params }) => {
        const key = params.storageOptions.aws_secret_access_key;
        console.error('stderr ' + key);
        process.send({ kind: 'log', level: 'warn', message: 'log ' + key });
        process.send({ kind: 'error', id, reason: 'failed', message: 'error ' + key });
      });`,
    );
    const client = open({ storageOptions: { aws_secret_access_key: secret, allow_http: 'true' } }, leaky);
    await expect(client.update()).rejects.toThrow('error …');
    await until(() => logged.some((line) => line.includes('stderr')) && logged.some((line) => line.includes('log')));
    expect(JSON.stringify([logged, client.status])).not.toContain(secret);
  });
});

describe('R2 another embedding model', () => {
  /** An Ollama with two embedding models; each counts what it is asked, and may be kept waiting. */
  let server: http.Server;
  let asked: { model: string; input: string[] }[];
  let tokens: (string | undefined)[];
  let held: Set<string>;
  let release: (() => void)[];

  beforeEach(async () => {
    asked = [];
    tokens = [];
    held = new Set();
    release = [];
    server = http.createServer((request, response) => void answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  async function answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    let body = '';
    for await (const part of request) body += String(part);
    tokens.push(request.headers.authorization);
    const reply = (value: unknown): void => void response.end(JSON.stringify(value));
    if (request.url === '/api/version') reply({ version: '0.33.0' });
    else if (request.url === '/api/tags')
      reply({ models: ['alpha', 'beta'].map((name) => ({ name: `${name}:latest`, digest: name.repeat(8) })) });
    else {
      const { model, input } = JSON.parse(body) as { model: string; input: string[] };
      const name = model.replace(':local', '');
      asked.push({ model: name, input });
      if (input.some((text) => text.includes('unspeakable'))) {
        response.statusCode = 500;
        reply({ error: 'json: unsupported value: NaN' });
        return;
      }
      if (held.has(name) && input[0] !== 'rempart') await new Promise<void>((resolve) => release.push(resolve));
      const dimensions = name === 'alpha' ? 8 : 12;
      reply({
        embeddings: input.map((text) => Array.from({ length: dimensions }, (_, i) => (text.length % 7) + i + 1)),
      });
    }
  }

  const ollama = (model: string): KnowledgeOptions['embedder'] => ({
    kind: 'ollama',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    model,
  });
  const askedFor = (question: string): string[] =>
    asked.filter(({ input }) => input.some((text) => text.includes(question))).map(({ model }) => model);

  it('answers with the earlier vectors until the new ones are complete, then with the new ones', async () => {
    write('a.md', 'The albatross sleeps on the wing.');
    write('b.md', 'The badger digs at night.');
    const first = open({ embedder: ollama('alpha') });
    await first.update();
    expect(first.status).toMatchObject({ model: 'alpha', vectors: 2 });
    expect(first.status.previousModel).toBeUndefined();
    await closeIndex(first);

    held.add('beta');
    const second = open({ embedder: ollama('beta') });
    await second.update(undefined, { vectors: 'background' });
    await until(() => release.length > 0);
    expect(second.status).toMatchObject({ model: 'beta', previousModel: 'alpha', vectors: 0 });
    const meanwhile = await second.search({ query: 'who sleeps', limit: 5, mode: 'hybrid' });
    expect(meanwhile.mode).toBe('hybrid');
    expect(askedFor('who sleeps')).toEqual(['alpha']);

    held.clear();
    for (const go of release.splice(0)) go();
    await until(() => second.status.previousModel === undefined && second.status.vectors === 2);
    await second.search({ query: 'who digs', limit: 5, mode: 'hybrid' });
    expect(askedFor('who digs')).toEqual(['beta']);
  });

  it('R6 R7 sends documents of the class secret to no other machine, and keeps the token to itself', async () => {
    const token = 'tok-not-a-real-one-0123';
    write('top-secret.md', 'The vault opens at midnight.');
    write('a.md', 'The albatross sleeps on the wing.');
    const local = ollama('alpha');
    const remote = { ...local, remote: {} } as KnowledgeOptions['embedder'];
    const client = open({ embedder: remote, embedderToken: token });
    await client.update();
    expect(client.status).toMatchObject({ chunks: 2, vectors: 1 });
    await client.search({ query: 'albatross', limit: 5, mode: 'hybrid' });
    expect(asked.length).toBeGreaterThan(2);
    expect(JSON.stringify(asked)).not.toContain('midnight');
    expect(new Set(tokens)).toEqual(new Set([`Bearer ${token}`]));
    expect(await pathsFor(client, 'vault midnight')).toContain('top-secret.md');
    await closeIndex(client);
    const kept = fs.readdirSync(store).filter((name) => name.startsWith('catalogue'));
    for (const name of kept) expect(fs.readFileSync(path.join(store, name)).includes(token)).toBe(false);
    expect(JSON.stringify([logged, client.status])).not.toContain(token);

    // Another server was chosen since: the earlier one gets neither a question nor the token of the new one.
    asked.length = 0;
    tokens.length = 0;
    const other = { kind: 'ollama', endpoint: 'http://127.0.0.1:1', model: 'beta', remote: {} } as const;
    const later = open({ embedder: other, embedderToken: token });
    await later.update();
    await later.search({ query: 'albatross', limit: 5, mode: 'hybrid' });
    expect(later.status.previousModel).toBe('alpha');
    expect([asked, tokens]).toEqual([[], []]);
  });

  it('makes the vectors of all texts but those that the model cannot embed', async () => {
    for (let n = 0; n < 12; n++) write(`f${n}.md`, `The albatross number ${n} sleeps on the wing.`);
    write('z.md', 'The unspeakable name.');
    const client = open({ embedder: ollama('alpha') });
    expect(await client.update()).toMatchObject({ embedded: 12 });
    expect(client.status.vectors).toBe(12);
    expect(await client.update()).toMatchObject({ embedded: 0 });
  });

  it('makes no vector while it is paused', async () => {
    write('a.md', 'The albatross sleeps on the wing.');
    const client = open({ embedder: ollama('alpha') });
    held.add('alpha');
    const update = client.update();
    await until(() => release.length > 0);
    await client.setPaused(true);
    for (const go of release.splice(0)) go();
    expect(await update).toMatchObject({ embedded: 0 });
    expect(client.status).toMatchObject({ state: 'paused', vectors: 0 });
    held.clear();
    await client.setPaused(false);
    expect(await client.update()).toMatchObject({ embedded: 1 });
  });
});
