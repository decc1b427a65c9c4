// The real index process, killed and robbed of its files: nothing that was acknowledged is lost for good.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { IndexClient } from '../../../../src/knowledge/client';
import { bundleIndexProcess, closeIndex, openIndex, until, type Bundle } from './bundle';

let bundle: Bundle;
let root: string;
let store: string;
const clients: IndexClient[] = [];

beforeAll(async () => {
  bundle = await bundleIndexProcess();
});
afterAll(() => bundle.remove());
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'rempart-workspace-'));
  store = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'rempart-store-')), 'index');
});
afterEach(async () => {
  await close();
  fs.rmSync(root, { recursive: true, force: true });
  fs.rmSync(path.dirname(store), { recursive: true, force: true });
});

function open(): IndexClient {
  const opened = openIndex({ roots: [root], storeUri: store, processPath: bundle.processPath, restartDelay: 100 });
  clients.push(opened);
  return opened;
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function close(): Promise<void> {
  for (const client of clients.splice(0)) await closeIndex(client);
}

function write(relative: string, text: string): string {
  const file = path.join(root, relative);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return file;
}

const paths = async (of: IndexClient, query: string): Promise<string[]> =>
  (await of.search({ query, limit: 3, mode: 'lexical' })).passages.map((passage) => passage.path);

const allFiles = (): string[] =>
  fs
    .readdirSync(store, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));

function removeFiles(matches: (file: string) => boolean): number {
  const found = allFiles().filter(matches);
  for (const file of found) fs.rmSync(file);
  return found.length;
}

const isData = (file: string): boolean => file.includes(`chunks_v1.lance${path.sep}data${path.sep}`);
const isIndex = (file: string): boolean => file.includes(`chunks_v1.lance${path.sep}_indices${path.sep}`);

describe('R4 the index after kills and losses', () => {
  it('keeps every acknowledged save when it is killed five times', { timeout: 60_000 }, async () => {
    for (let i = 0; i < 50; i++) write(`d/f${i}.md`, `# File ${i}\n\nSome words of this one.\n`);
    const acknowledged: string[] = [];
    let saves = 0;
    for (let kill = 0; kill < 5; kill++) {
      const dying = open();
      const whole = dying.update().catch(() => undefined);
      // After that many acknowledged saves, in the middle of the next one.
      let left = 1 + kill * 2;
      try {
        for (;;) {
          const file = write(`kills/${saves}.md`, `# Quagga\n\nThe word is quagga${saves}x.\n`);
          const save = dying.update([file]);
          if (left-- === 0) process.kill(dying.pid!, 'SIGKILL');
          await save;
          acknowledged.push(`kills/${saves++}.md`);
        }
      } catch (error) {
        expect(error).toMatchObject({ reason: 'index-process-died' });
      }
      await whole;
      await close();
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(5);
    const after = open();
    for (const file of acknowledged) expect(await paths(after, `quagga${path.basename(file, '.md')}x`)).toContain(file);
    expect(await after.update()).toMatchObject({ files: 50 + saves + 1, errors: [] });
  });

  it.each([
    ['data', isData],
    ['index', isIndex],
    ['all', () => true],
  ])('makes again what is missing when %s files went while it was closed', async (_, matches) => {
    for (let i = 0; i < 30; i++) write(`f${i}.md`, `The word is okapi${i}x.`);
    await open().update();
    await close();
    expect(removeFiles(matches)).toBeGreaterThan(0);
    const after = open();
    await after.update();
    expect(await paths(after, 'okapi7x')).toContain('f7.md');
    expect(await after.update()).toMatchObject({ files: 30, chunks: 30, changedFiles: 0 });
  });

  it('makes its tables again when they were lost while it was closed', { timeout: 60_000 }, async () => {
    for (let n = 0; n < 20; n++) write(`quay${n}.md`, `# Quay ${n}\n\nThe ferry of quay ${n} leaves at six.\n`);
    await open().update();
    await close();
    fs.rmSync(path.join(store, 'tables'), { recursive: true, force: true });
    const again = open();
    await again.update();
    expect(await paths(again, 'ferry leaves')).toHaveLength(3);
    expect(again.status.files).toBe(20);
  });

  it('makes its tables again when they are lost while it is open', async () => {
    for (let i = 0; i < 30; i++) write(`f${i}.md`, `The word is okapi${i}x.`);
    const own = open();
    await own.update();
    expect(removeFiles(isData)).toBeGreaterThan(0);
    const found = async (): Promise<string[]> => paths(own, 'okapi7x').catch(() => []);
    while (!(await found()).includes('f7.md')) await pause(20);
    expect(await own.update()).toMatchObject({ files: 30, chunks: 30 });
  });
});

describe('R4 the index after damage to what its files hold', () => {
  const catalogue = (): string => path.join(store, 'catalogue.sqlite');
  const alter = (sql: string): void => {
    const db = new DatabaseSync(catalogue());
    db.exec(sql);
    db.close();
  };
  const scribble = (file: string, from: number, to: (size: number) => number): void => {
    const bytes = fs.readFileSync(file);
    fs.writeFileSync(file, bytes.fill(0x41, from, Math.floor(to(bytes.length))));
  };
  const scribbleAll = (matches: (file: string) => boolean, share = 0): void =>
    allFiles()
      .filter(matches)
      .forEach((file) => scribble(file, Math.floor(fs.statSync(file).size * share), (size) => size * (1 - share)));

  it.each<readonly [string, () => void]>([
    ['its header', () => scribble(catalogue(), 0, () => 100)],
    ['its pages', () => scribble(catalogue(), 8192, (size) => size - 4096)],
    ['its end', () => fs.truncateSync(catalogue(), fs.statSync(catalogue()).size / 2)],
    ['a table', () => alter('DROP TABLE members')],
    ['its list of files', () => alter("UPDATE meta SET value = '{oops' WHERE name = 'tables'")],
    ['its numbers', () => alter("INSERT OR REPLACE INTO meta VALUES ('leftOut', 'many')")],
    ['its problems', () => alter("UPDATE files SET problem = '{oops'")],
  ])('is made again when the catalogue has lost %s', { timeout: 60_000 }, (_, hurt) => recovers(hurt));

  it.each<readonly [string, () => void]>([
    ['versions', () => scribbleAll((file) => file.includes('_versions'))],
    ['data', () => scribbleAll(isData)],
    ['parts of the data', () => scribbleAll(isData, 0.1)],
    ['index', () => scribbleAll(isIndex)],
    ['parts of the index', () => scribbleAll(isIndex, 0.3)],
  ])('is made again when the %s of the tables are others', { timeout: 60_000 }, (_, hurt) => recovers(hurt));

  it.each([
    ['catalogue', () => scribble(catalogue(), 0, () => 100)],
    ['tables', () => scribbleAll((file) => file.includes('_versions'))],
  ])('says so until the %s was made again', async (_, hurt) => {
    write('a.md', 'The word is okapi.');
    await open().update();
    await close();
    hurt();
    const after = open();
    await paths(after, 'okapi');
    expect(after.status.message).toMatch(/damaged/u);
    await after.update();
    expect(after.status.message).toBeUndefined();
  });

  async function recovers(hurt: () => void): Promise<void> {
    for (let i = 0; i < 60; i++)
      write(`f${i}.md`, `# Okapi ${i}\n\nThe word is okapi${i}x. ${`filler${i}x `.repeat(40)}`);
    await open().update();
    await close();
    hurt();
    const after = open();
    await after.update().catch(() => undefined);
    const found = async (): Promise<string[]> => paths(after, 'okapi7x').catch(() => []);
    while (!(await found()).includes('f7.md')) await pause(200);
    expect(await after.update()).toMatchObject({ files: 60, chunks: 60, errors: [] });
  }
});

describe('R4 the index of two windows', () => {
  const message = (of: IndexClient): string => of.status.message ?? '';

  it('keeps the tables of the one that writes when the other cannot open them', async () => {
    write('a.md', 'The word is okapi.');
    const writer = open();
    await writer.update();
    const versions = allFiles().filter((file) => file.includes('_versions'));
    const kept = versions.map((file) => fs.readFileSync(file));
    for (const file of versions) fs.writeFileSync(file, 'x');
    const before = allFiles().length;
    await expect(paths(open(), 'okapi')).rejects.toThrow();
    expect(allFiles().length).toBeGreaterThanOrEqual(before);
    versions.forEach((file, i) => fs.writeFileSync(file, kept[i] ?? ''));
    expect(await paths(writer, 'okapi')).toEqual(['a.md']);
  });

  it.skipIf(process.platform === 'win32')(
    'has one writer again when the first was suspended for so long that the second took its place',
    { timeout: 60_000 },
    async () => {
      write('first.md', 'The word is okapi.');
      const first = open();
      await first.update();
      const second = open();
      await second.update();
      expect(message(second)).toMatch(/another window/i);
      process.kill(first.pid!, 'SIGSTOP');
      fs.utimesSync(path.join(store, 'writer.lock'), 1, 1);
      await until(() => message(second) === '');
      process.kill(first.pid!, 'SIGCONT');
      await until(() => message(first) !== '');
      expect(message(first)).toMatch(/another window/i);
      for (let i = 0; i < 30; i++) write(`f${i}.md`, `The word is okapi${i}x.`);
      // The second may have read them already, in the update that it begins with.
      const [read] = await Promise.all([first.update(), second.update()]);
      expect(read.changedFiles).toBe(0);
      expect(second.status.files).toBe(31);
      expect(await paths(first, 'okapi7x')).toContain('f7.md');
      // It takes over in its turn, and closes what the other one left.
      await closeIndex(second);
      await until(() => message(first) === '');
      write('last.md', 'The word is okapi.');
      expect(await first.update()).toMatchObject({ files: 32, chunks: 32 });
    },
  );
});
