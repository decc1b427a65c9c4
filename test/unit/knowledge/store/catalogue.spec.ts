import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Catalogue, type IndexedFile } from '../../../../src/knowledge/store/catalogue';
import { toHalf } from '../../../../src/knowledge/store/float16';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rempart-catalogue-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

describe('R4 the catalogue', () => {
  const file = (name: string, chunks: string[], extra: Partial<IndexedFile> = {}): IndexedFile => ({
    root: '/w',
    path: name,
    size: 1,
    mtimeMs: 1.5,
    hash: name,
    language: 'markdown',
    classification: 'internal',
    members: chunks.map((chunk, i) => ({ chunk, startLine: i * 10 + 1, endLine: i * 10 + 9 })),
    ...extra,
  });
  let catalogue: Catalogue;
  beforeEach(() => {
    catalogue = new Catalogue(path.join(folder, 'c.sqlite'));
    catalogue.transaction(() => {
      catalogue.addChunks(['a', 'b', 'c', 'd']);
      catalogue.putFile(file('long/name/x.md', ['a', 'b']));
      catalogue.putFile(file('y.md', ['a', 'c'], { mtimeMs: 9 }));
      catalogue.putFile(file("o'hara/100%_.md", ['d'], { language: 'python' }));
    });
  });
  afterEach(() => catalogue.dispose());
  const all = { roots: ['/w'] };

  it('R1 keeps page, cell and what is hidden, also for a file of the same content', () => {
    const members = [
      { chunk: 'a', startLine: 1, endLine: 2, page: 12 },
      { chunk: 'b', startLine: 4, endLine: 5, cell: 3 },
      { chunk: 'c', startLine: 7, endLine: 7, hidden: true as const },
    ];
    catalogue.transaction(() => catalogue.putFile(file('p.pdf', [], { language: 'pdf', members })));
    expect(catalogue.membersOfContent('p.pdf', 'pdf')).toEqual(members);
    const places = catalogue.places(['a', 'b', 'c', 'd'], { ...all, languages: ['pdf', 'python'] });
    expect(places.get('a')).toMatchObject({ path: 'p.pdf', page: 12 });
    expect(places.get('b')).toMatchObject({ cell: 3 });
    expect(places.get('c')).toMatchObject({ hidden: true });
    expect(Object.keys(places.get('d') ?? {})).not.toContain('page');
  });

  it('R1 remembers what could not be read until it can be, and does not take it for the content of others', () => {
    const problem = { code: 'partial', read: 3, of: 9 } as const;
    catalogue.transaction(() => catalogue.putFile(file('half.pdf', ['a'], { language: 'pdf', problem })));
    expect(catalogue.problems()).toEqual([{ root: '/w', path: 'half.pdf', problem }]);
    expect(catalogue.membersOfContent('half.pdf', 'pdf')).toBeUndefined();
    catalogue.transaction(() => catalogue.putFile(file('half.pdf', ['a'], { language: 'pdf' })));
    expect(catalogue.problems()).toEqual([]);
  });

  it('tells one place for each chunk, the shortest path', () => {
    expect(catalogue.places(['a', 'b', 'z'], all)).toMatchObject(
      new Map([
        ['a', { path: 'y.md', startLine: 1, endLine: 9 }],
        ['b', { path: 'long/name/x.md', startLine: 11 }],
      ]),
    );
    expect(catalogue.places(['a'], { roots: ['/other'] }).size).toBe(0);
  });

  it('filters by literal prefixes and by language', () => {
    expect(catalogue.chunksWithin({ ...all, pathPrefixes: ["o'hara/"] }, 9)).toEqual(['d']);
    expect(catalogue.chunksWithin({ ...all, pathPrefixes: ['%'] }, 9)).toEqual([]);
    expect(catalogue.chunksWithin({ ...all, languages: ['python'] }, 9)).toEqual(['d']);
    expect(catalogue.chunksWithin(all, 2)).toBeUndefined();
  });

  it('knows what became of chunks without files, and the newest without vectors', () => {
    catalogue.removeFile('/w', 'y.md');
    expect(catalogue.orphans(9)).toEqual(['c']);
    expect(catalogue.orphanCount()).toEqual({ orphans: 1, all: 4 });
    catalogue.putFile(file('y.md', ['c'], { mtimeMs: 9 }));
    const model = catalogue.model('m');
    expect(catalogue.withoutVector(model, 9)[0]).toBe('c');
    catalogue.addVectors(model, ['c', 'unknown']);
    expect([catalogue.vectorCount(model), catalogue.countWithoutVector(model)]).toEqual([1, 3]);
    expect(catalogue.withVector(model, ['a', 'c', 'unknown'])).toEqual(new Set(['c']));
    expect([catalogue.hasVectors(model), catalogue.hasVectors(model + 1)]).toEqual([true, false]);
    catalogue.removeChunks(['c']);
    expect(catalogue.vectorCount(model)).toBe(0);
  });

  it('finds the files below a folder, and not those beside it', () => {
    catalogue.putFile(file('long/name2/z.md', []));
    expect(catalogue.pathsBelow('/w', 'long/name')).toEqual(['long/name/x.md']);
    expect(catalogue.pathsBelow('/w', 'y.md')).toEqual(['y.md']);
  });

  it('undoes a transaction that fails', () => {
    expect(() =>
      catalogue.transaction(() => {
        catalogue.removeFile('/w', 'y.md');
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(catalogue.file('/w', 'y.md')).toBeDefined();
  });
});

describe('R1 half precision', () => {
  it.each([
    [0, 0],
    [1, 0x3c00],
    [-2, 0xc000],
    [65504, 0x7bff],
    [1e6, 0x7c00],
    [2 ** -24, 1],
    [2 ** -26, 0],
    [1 / 3, 0x3555],
    [2049, 0x6800],
    [2051, 0x6802],
    [Number.NaN, 0x7e00],
  ])('%d is %d', (value, bits) => expect(toHalf(value)).toBe(bits));
});
