// The index with its tables in an S3 bucket: the same as on the disk, with credentials that appear nowhere.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { IndexClient } from '../../../../src/knowledge/client';
import { ensureObjectStore, startObjectStore, type ObjectStore } from '../../../support/objectStore';
import { bundleIndexProcess, closeIndex, openIndex, type Bundle } from './bundle';

const isThere = ensureObjectStore();

describe.skipIf(!isThere)('R6 the index in an object store', () => {
  const secret = 'not-a-real-secret-key-0123456789';
  let bundle: Bundle;
  let server: ObjectStore;
  let folder: string;
  let logged: string[];
  const clients: IndexClient[] = [];

  beforeAll(async () => {
    bundle = await bundleIndexProcess();
    server = await startObjectStore('documents');
  }, 60_000);
  afterAll(() => {
    bundle.remove();
    server.stop();
  });
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rempart-object-store-'));
    fs.mkdirSync(path.join(folder, 'workspace'));
    logged = [];
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) await closeIndex(client);
    fs.rmSync(folder, { recursive: true, force: true });
  });

  function open(prefix: string, options: Readonly<Record<string, string>> = {}): IndexClient {
    const log = (message: string): void => void logged.push(message);
    const client = openIndex({
      roots: [path.join(folder, 'workspace')],
      storeUri: `s3://documents/${prefix}`,
      catalogueFolder: path.join(folder, 'catalogue'),
      storageOptions: {
        endpoint: server.endpoint,
        allow_http: 'true',
        region: 'us-east-1',
        aws_access_key_id: 'not-a-real-key-id',
        aws_secret_access_key: secret,
        ...options,
      },
      processPath: bundle.processPath,
      logger: { info: log, warn: log, error: log },
    });
    clients.push(client);
    return client;
  }

  const write = (name: string, text: string): void => fs.writeFileSync(path.join(folder, 'workspace', name), text);
  const pathsFor = async (client: IndexClient, query: string): Promise<string[]> =>
    (await client.search({ query, limit: 10, mode: 'hybrid' })).passages.map((passage) => passage.path);

  it('finds, follows changes, compacts, and finds again after reopening', async () => {
    write('a.md', 'The albatross sleeps on the wing.');
    write('b.md', 'The badger digs at night.');
    const first = open('one');
    expect(await first.update()).toMatchObject({ files: 2, changedFiles: 2, errors: [] });
    expect(await pathsFor(first, 'albatross')).toEqual(['a.md']);
    write('a.md', 'The ibis wades.');
    expect(await first.update()).toMatchObject({ changedFiles: 1 });
    await first.compact();
    expect(await pathsFor(first, 'albatross')).toEqual([]);
    expect(await pathsFor(first, 'ibis')).toEqual(['a.md']);
    await closeIndex(first);
    const second = open('one');
    expect(await second.update()).toMatchObject({ files: 2, changedFiles: 0 });
    expect(await pathsFor(second, 'badger')).toEqual(['b.md']);
    // The tables are in the bucket, the catalogue of files is not.
    expect((await server.keys()).some((key) => key.startsWith('one/chunks_v1.lance/'))).toBe(true);
    expect(fs.readdirSync(path.join(folder, 'catalogue')).some((name) => name.endsWith('.lance'))).toBe(false);
  }, 60_000);

  it('keeps what it acknowledged when its process is killed', async () => {
    write('a.md', 'The albatross sleeps on the wing.');
    const client = open('killed');
    await client.update();
    process.kill(client.pid ?? 0, 'SIGKILL');
    while (client.status.state !== 'restarting') await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await client.update()).toMatchObject({ files: 1, changedFiles: 0 });
    expect(await pathsFor(client, 'albatross')).toEqual(['a.md']);
  }, 60_000);

  it('removes its tables from the bucket when it is dropped', async () => {
    write('a.md', 'The albatross sleeps on the wing.');
    const client = open('dropped');
    await client.update();
    const chunks = async (): Promise<string[]> =>
      (await server.keys()).filter((key) => key.startsWith('dropped/chunks_v1.lance/'));
    expect(await chunks()).not.toEqual([]);
    await client.drop();
    expect(await chunks()).toEqual([]);
  }, 60_000);

  it('says what is wrong when the bucket is not there, without the credentials', async () => {
    const client = open('../elsewhere', { endpoint: 'http://127.0.0.1:1' });
    await expect(client.update()).rejects.toThrow();
    expect(client.status.state).toBe('failed');
    expect(JSON.stringify([logged, client.status])).not.toContain(secret);
  }, 60_000);
});
