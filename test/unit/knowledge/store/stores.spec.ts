// Both stores keep the same promises; LanceDB keeps vectors as well.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createRequire } from 'node:module';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openSqliteStore } from '../../../../src/knowledge/store/sqliteStore';
import type { ChunkStore, StoredChunk } from '../../../../src/knowledge/store/types';

// LanceDB loads the CommonJS build of Arrow: in the bundle it is the same one, here it must be made so.
vi.mock('apache-arrow', () => createRequire(import.meta.url)('apache-arrow') as object);
// Before LanceDB is loaded: with fewer threads it waits for ever.
process.env['LANCE_CPU_THREADS'] = '4';
process.env['LANCEDB_LOG'] = 'error';

let folder: string;
let store: ChunkStore;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "rempart-it's-"));
});
afterEach(() => {
  store.dispose();
  fs.rmSync(folder, { recursive: true, force: true });
});

const chunk = (n: number, terms: string): StoredChunk => ({
  id: n.toString(16).padStart(32, '0'),
  text: `Text “${n}” with 'quotes'`,
  terms,
  heading: ['A', `B ${n}`],
});

const openers = {
  lancedb: async () =>
    (await import('../../../../src/knowledge/store/lanceStore')).openLanceStore(path.join(folder, 'db')),
  sqlite: () => Promise.resolve(openSqliteStore(path.join(folder, 'chunks.sqlite'))),
};

describe.each(['lancedb', 'sqlite'] as const)('R1 R3 the store on %s', (kind) => {
  const open = async (): Promise<ChunkStore> => (store = await openers[kind]());

  it('gives back what it was given, also after reopening', async () => {
    await open();
    await store.add([chunk(1, 'one'), chunk(2, 'two')]);
    store.dispose();
    await open();
    expect(await store.get([chunk(2, '').id, chunk(9, '').id])).toEqual(new Map([[chunk(2, '').id, chunk(2, 'two')]]));
    expect(await store.ids()).toEqual(new Set([chunk(1, '').id, chunk(2, '').id]));
  });

  it('ranks rare words above common ones and finds rows added after the index was built', async () => {
    await open();
    await store.add(Array.from({ length: 50 }, (_, i) => chunk(i, i === 7 ? 'common rare' : 'common word')));
    await store.maintain({ settled: true, retention: 0 });
    await store.add([chunk(60, 'common late'), chunk(61, 'other')]);
    await store.maintain({ settled: false, retention: 0 });
    expect((await store.searchText('common rare', 3))[0]?.id).toBe(chunk(7, '').id);
    expect((await store.searchText('late', 3)).map(({ id }) => id)).toEqual([chunk(60, '').id]);
    expect(await store.searchText('absent', 3)).toEqual([]);
    expect(await store.searchText('', 3)).toEqual([]);
  });

  it('finds what was added before any upkeep', async () => {
    await open();
    await store.add([chunk(1, 'early'), chunk(2, 'other')]);
    await store.add([chunk(3, 'early bird')]);
    expect((await store.searchText('early', 3)).map(({ id }) => id).sort()).toEqual([chunk(1, '').id, chunk(3, '').id]);
  });

  it('has all words in their index after an upkeep, and knows before how many are not', async () => {
    await open();
    expect(await store.unindexed()).toBe(0);
    await store.add([chunk(1, 'early'), chunk(2, 'other')]);
    expect(await store.unindexed()).toBe(0);
    await store.add([chunk(3, 'early bird')]);
    expect(await store.unindexed()).toBe(kind === 'lancedb' ? 1 : 0);
    store.dispose();
    await open();
    expect(await store.unindexed()).toBe(kind === 'lancedb' ? 1 : 0);
    await store.maintain({ settled: true, retention: 0, shrink: true });
    expect(await store.unindexed()).toBe(0);
  });

  it('has nothing to repair when nothing is missing', async () => {
    await open();
    await store.add([chunk(1, 'one'), chunk(2, 'two')]);
    await store.maintain({ settled: true, retention: 0 });
    expect(await store.repair()).toBe(false);
    expect(await store.size()).toBe(2);
    expect(await store.searchText('one', 3)).toHaveLength(1);
  });

  it('takes words as words, whatever they look like', async () => {
    await open();
    await store.add([chunk(1, 'plain not and or near')]);
    await store.maintain({ settled: true, retention: 0 });
    for (const terms of ['"', "' OR 1=1 --", 'NOT', 'a:b', '* ^ ( ) { }', 'terms:plain'])
      await expect(store.searchText(terms, 3)).resolves.toBeInstanceOf(Array);
    expect(await store.searchText('not', 3)).toHaveLength(1);
  });

  it('searches within ids and forgets what is removed', async () => {
    await open();
    const chunks = [chunk(1, 'same'), chunk(2, 'same'), chunk(3, 'same')];
    await store.add(chunks);
    await store.maintain({ settled: true, retention: 0 });
    expect((await store.searchText('same', 9, [chunk(2, '').id])).map(({ id }) => id)).toEqual([chunk(2, '').id]);
    expect(await store.searchText('same', 9, [])).toEqual([]);
    await store.remove([chunk(1, '').id]);
    expect((await store.searchText('same', 9)).map(({ id }) => id).sort()).toEqual([chunk(2, '').id, chunk(3, '').id]);
    expect(await store.get([chunk(1, '').id])).toEqual(new Map());
  });
});

describe('R4 a damaged SQLite store', () => {
  const file = (): string => path.join(folder, 'chunks.sqlite');
  async function damage(from: number): Promise<void> {
    store = openSqliteStore(file());
    await store.add(Array.from({ length: 200 }, (_, n) => chunk(n, `word w${n}`)));
    store.dispose();
    fs.writeFileSync(file(), fs.readFileSync(file()).fill(0x41, from));
  }

  it.each([0, 8192])('is made anew by the one that writes, from byte %d on', async (from) => {
    await damage(from);
    store = openSqliteStore(file());
    expect(await store.size()).toBe(0);
    await store.add([chunk(1, 'one')]);
    expect(await store.searchText('one', 3)).toHaveLength(1);
  });

  it('is left to the one that writes by the one that reads', async () => {
    await damage(0);
    const before = fs.readFileSync(file());
    expect(() => openSqliteStore(file(), false)).toThrow();
    expect(fs.readFileSync(file())).toEqual(before);
    store = openSqliteStore(file());
  });

  it('is made anew when it is damaged while it is open', async () => {
    store = openSqliteStore(file());
    await store.add(Array.from({ length: 200 }, (_, n) => chunk(n, `word w${n}`)));
    const other = new DatabaseSync(file());
    other.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    other.close();
    fs.writeFileSync(file(), fs.readFileSync(file()).fill(0x41, 8192));
    expect(await store.repair()).toBe(true);
    expect(await store.size()).toBe(0);
  });
});

describe('R4 the upkeep of a large table', () => {
  const files = (): string[] => {
    const data = path.join(folder, 'db/chunks_v1.lance/data');
    return fs
      .readdirSync(data)
      .map((name) => ({ name, size: fs.statSync(path.join(data, name)).size }))
      .sort((a, b) => b.size - a.size)
      .map(({ name }) => name);
  };
  const upkeep = { settled: true, retention: 0 };

  it('writes what is new, and leaves the bulk as it is until a hundredth is new', { timeout: 60_000 }, async () => {
    store = await openers.lancedb();
    await store.add(Array.from({ length: 20_000 }, (_, n) => chunk(n, `bulk b${n}`)));
    await store.maintain(upkeep);
    const [bulk] = files();
    for (let n = 20_000; n < 20_004; n++) {
      await store.add([chunk(n, `fresh f${n}`)]);
      await store.remove([chunk(n - 20_000, '').id]);
      await store.maintain(upkeep);
      expect(files()[0]).toBe(bulk);
      expect(files().length).toBeLessThanOrEqual(3);
    }
    const fresh = await store.searchText('fresh', 10);
    expect(fresh.map(({ id }) => id).sort()).toEqual([0, 1, 2, 3].map((n) => chunk(20_000 + n, '').id));
    expect(await store.searchText('b0 b1 b2 b3', 10)).toEqual([]);
    expect((await store.searchText('b4', 10)).map(({ id }) => id)).toEqual([chunk(4, '').id]);
    expect((await store.get([chunk(20_001, '').id])).get(chunk(20_001, '').id)).toEqual(chunk(20_001, 'fresh f20001'));
    expect([await store.size(), (await store.ids()).size]).toEqual([20_000, 20_000]);

    await store.add(Array.from({ length: 300 }, (_, n) => chunk(30_000 + n, `late l${n}`)));
    await store.maintain({ settled: false, retention: 0 });
    expect(files()[0]).toBe(bulk);
    await store.maintain(upkeep);
    expect(files()).toHaveLength(1);
    expect(files()[0]).not.toBe(bulk);
    expect(await store.size()).toBe(20_300);
    expect(await store.searchText('late', 1000)).toHaveLength(300);
  });

  it('rewrites a table that holds a row twice, and loses none', { timeout: 60_000 }, async () => {
    store = await openers.lancedb();
    await store.add(Array.from({ length: 20_000 }, (_, n) => chunk(n, `bulk b${n}`)));
    await store.maintain(upkeep);
    await store.add([chunk(30_000, 'twice')]);
    await store.add([chunk(30_000, 'twice')]);
    await store.maintain(upkeep);
    expect(files()).toHaveLength(1);
    expect((await store.ids()).size).toBe(20_001);
    expect((await store.searchText('twice', 5))[0]?.id).toBe(chunk(30_000, '').id);
  });
});

describe('R1 R2 vectors in LanceDB', () => {
  const vector = (...values: number[]): Float32Array => {
    const length = Math.hypot(...values);
    return Float32Array.from(values, (value) => value / length);
  };

  it('are found by cosine, the nearest first', async () => {
    store = await openers.lancedb();
    const table = (await store.vectors('model-a/1', 3))!;
    await table.add([
      { id: 'aa', vector: vector(1, 0, 0) },
      { id: 'bb', vector: vector(1, 1, 0) },
      { id: 'cc', vector: vector(0, 0, 1) },
    ]);
    const hits = await table.search(vector(1, 0.2, 0), 2);
    expect(hits.map(({ id }) => id)).toEqual(['aa', 'bb']);
    expect(hits[0]?.score).toBeCloseTo(1 / Math.hypot(1, 0.2), 2);
    expect((await table.search(vector(1, 0, 0), 2, ['cc'])).map(({ id }) => id)).toEqual(['cc']);
    await store.maintain({ settled: true, retention: 0 });
    expect((await table.search(vector(0, 0, 1), 1)).map(({ id }) => id)).toEqual(['cc']);
    expect(await (await store.vectors('model-b/1', 3))!.ids()).toEqual(new Set());
  });

  it('go with their chunks, also those of a model that is not loaded, and all at once when told to', async () => {
    store = await openers.lancedb();
    const vectors = ['aa', 'bb'].map((id, i) => ({ id, vector: vector(1, i, 0) }));
    await (await store.vectors('old', 3))!.add(vectors);
    store.dispose();
    store = await openers.lancedb();
    const table = (await store.vectors('new', 3))!;
    await table.add(vectors);
    await store.remove(['aa']);
    expect(await table.ids()).toEqual(new Set(['bb']));
    expect(await (await store.vectors('old', 3))!.ids()).toEqual(new Set(['bb']));
    await store.dropVectors('new', 3);
    expect(await (await store.vectors('new', 3))!.ids()).toEqual(new Set());
  });

  it('are found, and so are words, while several ask for upkeep at once', async () => {
    store = await openers.lancedb();
    const table = (await store.vectors('model', 3))!;
    const ask = async (): Promise<void> => {
      expect((await store.searchText('word', 3)).length).toBeGreaterThan(0);
      expect((await table.search(vector(1, 0, 0), 3)).length).toBeGreaterThan(0);
      expect((await store.get([chunk(0, '').id])).size).toBe(1);
      expect(await store.repair()).toBe(false);
    };
    for (let round = 0; round < 12; round++) {
      const chunks = Array.from({ length: 20 }, (_, i) => chunk(round * 20 + i, `word w${i}`));
      await store.add(chunks);
      await table.add(chunks.map(({ id }, i) => ({ id, vector: vector(1, i, round) })));
      const upkeep = (settled: boolean): Promise<void> => store.maintain({ settled, retention: 0 });
      await Promise.all([
        upkeep(true),
        upkeep(false),
        ask(),
        upkeep(true),
        ask(),
        store.add([chunk(9000 + round, 'word')]),
      ]);
    }
  });

  it.each([
    ['too short', Float32Array.of(1, 0)],
    ['too long', Float32Array.of(1, 0, 0, 0)],
    ['not a number', Float32Array.of(1, Number.NaN, 0)],
    ['infinite', Float32Array.of(1, Infinity, 0)],
  ])('are refused when %s', async (_, wrong) => {
    store = await openers.lancedb();
    const table = (await store.vectors('model', 3))!;
    await expect(table.add([{ id: 'aa', vector: wrong }])).rejects.toMatchObject({ reason: 'wrong-dimensions' });
    await expect(table.search(wrong, 1)).rejects.toMatchObject({ reason: 'wrong-dimensions' });
    expect(await table.ids()).toEqual(new Set());
  });

  it('refuse an id that could be more than an id', async () => {
    store = await openers.lancedb();
    await expect(store.get(["x' OR '1'='1"])).rejects.toMatchObject({ reason: 'bad-id' });
  });
});
