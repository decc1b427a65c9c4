// R4: the index stays below its largest size: what no open file uses goes first, the oldest before the rest; then nothing
// new comes in, and that is said.
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { IndexClient } from '../../../../src/knowledge/client';
import { noteUse, SizeLimit } from '../../../../src/knowledge/indexing/sizeLimit';
import { Catalogue } from '../../../../src/knowledge/store/catalogue';
import { openSqliteStore } from '../../../../src/knowledge/store/sqliteStore';
import type { ChunkStore } from '../../../../src/knowledge/store/types';
import type { KnowledgeOptions } from '../../../../src/knowledge/types';
import { makeTemporaryFolder } from '../../../support/files';
import { bundleIndexProcess, closeIndex, openIndex, until, type Bundle } from './bundle';

describe('R4 what goes when the index has its largest size', () => {
  let folder: string;
  let catalogue: Catalogue;
  let store: ChunkStore;
  const dropped: string[] = [];
  let compactions = 0;
  let unindexed = 0;
  /** A made-up disk: each chunk takes 10 bytes, each vector 1. */
  const bytes = (): number => {
    const vectors = catalogue.models().reduce((sum, { key }) => sum + catalogue.vectorCount(key), 0);
    return 10 * catalogue.chunkCount() + vectors;
  };
  const limitOf = (maxBytes: number | undefined, modelsInUse: readonly string[] = []): SizeLimit =>
    new SizeLimit({
      maxBytes,
      roots: ['/open'],
      store,
      catalogue: () => catalogue,
      measure: () => Promise.resolve(bytes()),
      unindexed: () => Promise.resolve(unindexed),
      compact: () => {
        compactions++;
        unindexed = 0;
        return Promise.resolve();
      },
      modelsInUse: () => modelsInUse,
    });

  /** Chunks with a file, or without one. */
  async function add(ids: readonly string[], root?: string): Promise<void> {
    await store.add(ids.map((id) => ({ id, text: id, terms: id, heading: [] })));
    catalogue.addChunks(ids);
    if (root === undefined) return;
    const members = ids.map((chunk) => ({ chunk, startLine: 1, endLine: 1 }));
    catalogue.putFile({
      root,
      path: `${ids[0]}.md`,
      hash: 'h',
      size: 1,
      mtimeMs: 1,
      language: 'markdown',
      classification: 'public',
      members,
    });
  }
  const idsOf = (letter: string, count: number): string[] =>
    Array.from({ length: count }, (_, i) => `${letter}${i.toString(16).padStart(3, '0')}`);

  beforeEach(() => {
    folder = makeTemporaryFolder('size');
    catalogue = new Catalogue(path.join(folder, 'catalogue.sqlite'));
    store = openSqliteStore(path.join(folder, 'chunks.sqlite'));
    dropped.length = 0;
    compactions = 0;
    unindexed = 0;
    store.dropVectors = (key, dimensions) => {
      dropped.push(`${key} ${dimensions}`);
      return Promise.resolve();
    };
  });
  afterEach(() => {
    catalogue.dispose();
    store.dispose();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it('is nothing while there is room, and never anything without a limit', async () => {
    await add(idsOf('a', 20));
    expect(await limitOf(undefined).room()).toBe('all');
    expect(await limitOf(1000).room()).toBe('all');
    expect(catalogue.chunkCount()).toBe(20);
  });

  it('is first the chunks that no file has, those that came first, and no more than needed', async () => {
    await add(idsOf('a', 30));
    await add(idsOf('b', 30));
    await add(idsOf('c', 40), '/open');
    expect(await limitOf(1000).room()).toBe('all');
    const left = catalogue.chunkIds();
    expect(bytes()).toBeLessThanOrEqual(800);
    expect([...left].filter((id) => id.startsWith('a'))).toHaveLength(10);
    expect([...left].filter((id) => id.startsWith('b'))).toHaveLength(30);
    expect([...left].filter((id) => id.startsWith('c'))).toHaveLength(40);
    expect(await store.size()).toBe(left.size);
  });

  it('is then the folder that was open longest ago', async () => {
    noteUse(catalogue, ['/old'], new Date('2026-01-01'));
    noteUse(catalogue, ['/older'], new Date('2025-01-01'));
    await add(idsOf('a', 30), '/old');
    await add(idsOf('b', 30), '/older');
    await add(idsOf('c', 40), '/open');
    const limit = limitOf(1000);
    expect(await limit.room()).toBe('all');
    expect(catalogue.roots().sort()).toEqual(['/old', '/open']);
    expect(catalogue.chunkCount()).toBe(70);
    expect(limit.isFull).toBe(false);
  });

  it('is then the vectors of a model that does not answer', async () => {
    await add(idsOf('c', 80), '/open');
    for (const name of ['ollama/x/384', 'e5/384']) catalogue.addVectors(catalogue.model(name), idsOf('c', 80));
    expect(await limitOf(1000, ['e5/384']).room()).toBe('all');
    expect(dropped).toEqual(['ollama/x 384']);
    expect(catalogue.models().map(({ name }) => name)).toEqual(['e5/384']);
  });

  it('is never what an open file uses: then only known files change, and at the limit not even those', async () => {
    await add(idsOf('c', 95), '/open');
    const limit = limitOf(1000);
    expect(await limit.room()).toBe('known');
    expect(limit.isFull).toBe(true);
    expect(await limit.hasPlenty()).toBe(false);
    await add(idsOf('d', 10), '/open');
    expect(await limit.room()).toBe('none');
    expect(catalogue.chunkCount()).toBe(105);
  });

  it('is nothing before the words that wait for their index are in it, and have been counted with it', async () => {
    await add(idsOf('a', 20));
    const limit = limitOf(10_000);
    expect(await limit.room()).toBe('all');
    const before = await limit.charactersLeft('all');
    unindexed = 2;
    expect(await limit.charactersLeft('all')).toBeCloseTo(before - 1000);
    expect(await limit.room()).toBe('all');
    expect(compactions).toBe(0);
    unindexed = 3;
    expect(await limit.hasPlenty()).toBe(false);
    expect(await limit.room()).toBe('all');
    expect(compactions).toBe(1);
    expect(await limit.charactersLeft('all')).toBe(before);
    expect(catalogue.chunkCount()).toBe(20);
  });

  it('looks again only when told to', async () => {
    await add(idsOf('c', 95), '/open');
    const limit = limitOf(1000);
    await limit.room();
    catalogue.transaction(() => catalogue.removeRoot('/open'));
    expect(await limit.room()).toBe('known');
    limit.reset();
    expect(await limit.room()).toBe('all');
  });
});

describe('R4 the largest size of a real index', () => {
  let bundle: Bundle;
  let root: string;
  let store: string;
  const clients: IndexClient[] = [];
  beforeAll(async () => {
    bundle = await bundleIndexProcess();
  });
  afterAll(() => bundle.remove());
  beforeEach(() => {
    root = makeTemporaryFolder('size-workspace');
    store = path.join(makeTemporaryFolder('size-store'), 'index');
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) await closeIndex(client);
    fs.rmSync(root, { recursive: true, force: true });
    fs.rmSync(path.dirname(store), { recursive: true, force: true });
  });

  function open(options: Partial<KnowledgeOptions> = {}): IndexClient {
    const client = openIndex({ roots: [root], storeUri: store, processPath: bundle.processPath, ...options });
    clients.push(client);
    return client;
  }
  /** One of 2000 words, as often as any other: bytes on disk go with bytes of text, and words come again as in any text. */
  let seed = 1;
  const word = (): string => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return (100_000 + 7919 * ((seed >>> 8) % 2000)).toString(36);
  };
  const text = (): string => Array.from({ length: 100 }, () => Array.from({ length: 12 }, word).join(' ')).join('\n\n');
  const write = (name: string): void =>
    fs.writeFileSync(path.join(root, name), `needle${name.slice(0, -3)}\n\n${text()}`);
  async function kill(client: IndexClient): Promise<void> {
    process.kill(client.pid ?? 0, 'SIGKILL');
    await until(() => client.status.state === 'restarting');
    await until(() => client.status.state === 'idle');
  }
  const found = async (client: IndexClient, name: string): Promise<boolean> => {
    const query = `needle${name.slice(0, -3)}`;
    return (await client.search({ query, limit: 3, mode: 'lexical' })).passages.some(({ path: at }) => at === name);
  };

  it('stops adding when the open folder alone is larger, says how many files are left out, and takes them in later', async () => {
    // So many that the last one, which may be more than there is room for in a batch, is little beside the limit.
    const names = Array.from({ length: 72 }, (_, i) => `f${String(i).padStart(2, '0')}.md`);
    names.forEach(write);
    const unlimited = open({ storeUri: `${store}-all` });
    const { bytesOnDisk: all } = await unlimited.update();
    expect(unlimited.status.full).toBeUndefined();
    const maxIndexBytes = Math.round(all * 0.6);

    const client = open({ maxIndexBytes });
    await client.update();
    expect(client.status.bytesOnDisk).toBeLessThanOrEqual(maxIndexBytes);
    const { full } = client.status;
    expect(full?.maxBytes).toBe(maxIndexBytes);
    expect(full?.leftOut).toBeGreaterThan(0);
    expect(client.status.files).toBe(names.length - (full?.leftOut ?? 0));
    expect(await found(client, names[0] ?? '')).toBe(true);
    await closeIndex(client);

    const roomier = open({ maxIndexBytes: 4 * all });
    await roomier.update();
    expect(roomier.status.full).toBeUndefined();
    expect(roomier.status.files).toBe(names.length);
  }, 120_000);

  it.each([
    ['', false],
    [', nor after a kill', true],
  ])(
    'is not exceeded by words that come into their index last%s',
    async (_, killed) => {
      const names = Array.from({ length: 72 }, (_, i) => `f${String(i).padStart(2, '0')}.md`);
      names.forEach(write);
      const maxIndexBytes = 2_100_000;
      const client = open({ maxIndexBytes });
      // Only the first batch is indexed at once: here one file; when the machine is busy, those that it read in three seconds.
      await client.update([path.join(root, names[0] ?? '')]);
      await client.update(names.slice(1, 36).map((name) => path.join(root, name)));
      if (killed) await kill(client);
      await client.update();
      const { bytesOnDisk, files, full } = client.status;
      expect(bytesOnDisk).toBeLessThanOrEqual(maxIndexBytes);
      expect(bytesOnDisk).toBeGreaterThan(maxIndexBytes * 0.75);
      expect(full?.leftOut).toBe(names.length - files);
    },
    120_000,
  );

  it('gives the room of an earlier branch to the files that are there now', async () => {
    const names = Array.from({ length: 36 }, (_, i) => `f${String(i).padStart(2, '0')}.md`);
    names.forEach(write);
    const client = open();
    const { bytesOnDisk: one } = await client.update();
    await closeIndex(client);
    const limited = open({ maxIndexBytes: Math.round(one * 1.5) });
    names.forEach(write);
    await limited.update();
    names.forEach(write);
    await limited.update();
    expect(limited.status.full).toBeUndefined();
    expect(limited.status.bytesOnDisk).toBeLessThanOrEqual(one * 1.5);
    for (const name of names) expect(await found(limited, name)).toBe(true);
  }, 120_000);
});
