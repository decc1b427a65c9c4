// The real index process, forked: what it finds, and what is left when it is killed.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../../../src/base/logger';
import { createIndexClient, type IndexClient } from '../../../../src/knowledge/client';
import { Catalogue } from '../../../../src/knowledge/store/catalogue';
import type { IndexStatus, KnowledgeOptions } from '../../../../src/knowledge/types';
import { makeDocx, makePdf } from '../../../support/documents';
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
  for (const client of clients.splice(0)) await closeIndex(client);
  fs.rmSync(root, { recursive: true, force: true });
  fs.rmSync(path.dirname(store), { recursive: true, force: true });
});

function open(options: Partial<KnowledgeOptions> = {}): IndexClient {
  const client = openIndex({
    roots: [root],
    storeUri: store,
    processPath: bundle.processPath,
    restartDelay: 300,
    ...options,
  });
  clients.push(client);
  return client;
}

function write(relative: string, text: string): string {
  const file = path.join(root, relative);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return file;
}

const find = async (client: IndexClient, query: string, extra: object = {}) =>
  (await client.search({ query, limit: 10, mode: 'hybrid', ...extra })).passages;

describe('R1 R3 the index process', () => {
  it('finds what was indexed, with the lines it stands on', async () => {
    write('docs/keys.md', '# Keys\n\nIntro.\n\n## Rotation\n\nRotate the signing key every ninety days.\n');
    write('src/a.ts', 'export function pruneMeters(): void {\n  // nothing\n}\n');
    const client = open();
    const report = await client.update();
    expect(report).toMatchObject({ files: 2, changedFiles: 2, errors: [] });
    const [best] = await find(client, 'how are signing keys rotated');
    const lines = fs.readFileSync(path.join(root, 'docs/keys.md'), 'utf8').split('\n');
    expect(best).toMatchObject({ path: 'docs/keys.md', root, language: 'markdown' });
    expect(best?.text).toBe(lines.slice(best!.startLine - 1, best!.endLine).join('\n'));
    expect(best?.text).toContain('ninety days');
    expect((await find(client, 'prune meters'))[0]?.path).toBe('src/a.ts');
    expect(client.status).toMatchObject({ state: 'idle', files: 2 });
  });

  it('R5 never reads what must not be indexed, and follows no link', async () => {
    write('.gitignore', 'drafts/\n');
    write('.rempartignore', '!.env\nprivate.md\n');
    for (const name of ['.env', 'drafts/a.md', 'private.md', 'id_rsa', 'certs/server.pem', 'node_modules/x/readme.md'])
      write(name, 'xylophone');
    write('seen.md', 'xylophone');
    const outside = fs.mkdtempSync(path.join(os.tmpdir(), 'rempart-outside-'));
    fs.writeFileSync(path.join(outside, 'secret.md'), 'xylophone');
    fs.symlinkSync(outside, path.join(root, 'link'));
    fs.symlinkSync(path.join(outside, 'secret.md'), path.join(root, 'link.md'));
    const client = open();
    await client.update();
    await client.update([path.join(root, 'link', 'secret.md'), path.join(root, 'link.md'), path.join(root, '.env')]);
    expect((await find(client, 'xylophone')).map((passage) => passage.path)).toEqual(['seen.md']);
    fs.rmSync(outside, { recursive: true });
  });

  it('R1 finds what stands in PDF, Word, notebooks and HTML, with page, cell or lines', async () => {
    fs.cpSync(path.join(import.meta.dirname, '../../../fixtures/sample-workspace'), root, { recursive: true });
    const client = open();
    const report = await client.update();
    expect(report.errors).toEqual([]);
    expect((await find(client, 'FIPS certification niveau obtenue'))[0]).toMatchObject({
      path: 'docs/vendor/hsm-datasheet.pdf',
      page: 2,
      language: 'pdf',
    });
    expect((await find(client, 'déménagement des bancs quai Nord'))[0]).toMatchObject({
      path: 'docs/comite/compte-rendu-mars-2026.docx',
      heading: ['Comité de pilotage de mars 2026', 'Décisions'],
    });
    expect((await find(client, 'litres survey boat knots'))[0]).toMatchObject({
      path: 'notebooks/fuel-consumption.ipynb',
      cell: 3,
      heading: ['Fuel consumption of the survey boat', 'Result'],
    });
    const [gauge] = await find(client, 'radar height of the water');
    const html = fs.readFileSync(path.join(root, 'docs/vendor/tide-gauge.html'), 'utf8').split('\n');
    expect(gauge).toMatchObject({ path: 'docs/vendor/tide-gauge.html', heading: ['Marnel T3 tide gauge'] });
    expect(html.slice(gauge!.startLine - 1, gauge!.endLine).join('\n')).toContain('height of the water');
    // What nobody sees is found by those who look for orders in it, and marked.
    const [comment] = await find(client, 'exported from the manufacturer');
    expect(comment).toMatchObject({ path: 'docs/vendor/tide-gauge.html', hidden: true });
  });

  it('R1 lists files that cannot be read until they can be, and goes on with the others', async () => {
    const write = (name: string, bytes: Uint8Array): void => fs.writeFileSync(path.join(root, name), bytes);
    write('broken.pdf', makePdf([['x']]).subarray(0, 100));
    write('locked.pdf', makePdf([['x']], { encrypted: true }));
    write('bomb.docx', makeDocx(`<w:p>${' '.repeat(50 * 1024 * 1024)}</w:p>`, {}, 1));
    write('broken.ipynb', Buffer.from('{"cells": ['));
    write('fine.pdf', makePdf([['The xylophone is fine.']]));
    write('~$fine.docx', Buffer.from('the mark of an open Word'));
    const client = open();
    const first = await client.update();
    const problems = [
      { path: 'bomb.docx', message: 'Too large once it is unpacked.' },
      { path: 'broken.ipynb', message: 'Damaged, or not what its name says.' },
      { path: 'broken.pdf', message: 'Damaged, or not what its name says.' },
      { path: 'locked.pdf', message: 'Protected by a password.' },
    ];
    expect(first.errors).toEqual(problems);
    expect((await find(client, 'xylophone')).map((passage) => passage.path)).toEqual(['fine.pdf']);
    // They are not read again, and not forgotten.
    const second = await client.update();
    expect(second).toMatchObject({ changedFiles: 0, errors: problems });
    write('locked.pdf', makePdf([['The lock is gone.']]));
    fs.rmSync(path.join(root, 'bomb.docx'));
    const third = await client.update([path.join(root, 'locked.pdf'), path.join(root, 'bomb.docx')]);
    expect(third.errors).toEqual(problems.slice(1, 3));
    expect((await find(client, 'the lock is gone'))[0]?.path).toBe('locked.pdf');
  });

  it('R3 answers a request that it does not understand, instead of keeping whoever asks waiting', async () => {
    write('a.md', 'The ferry leaves at six.\n');
    const client = open();
    await client.update();
    await expect(client.search({ query: 'ferry', limit: 0, mode: 'hybrid' })).rejects.toThrow('does not understand');
    expect(await find(client, `ferry ${'long '.repeat(30_000)}`)).toHaveLength(1);
  });

  it('R4 follows a file in each of two folders of which one lies in the other', async () => {
    const file = write('pkg/a.md', 'The ferry leaves at six.\n');
    const client = open({ roots: [root, path.join(root, 'pkg')] });
    await client.update();
    write('pkg/a.md', 'The train leaves at nine.\n');
    await client.update([file]);
    expect((await find(client, 'ferry leaves')).filter(({ text }) => text.includes('ferry'))).toEqual([]);
    fs.rmSync(file);
    await client.update([file]);
    expect(await find(client, 'train')).toEqual([]);
  });

  it('R4 keeps what is known of a folder that cannot be read for a while', async () => {
    write('a.md', 'The ferry leaves at six.\n');
    const client = open();
    await client.update();
    fs.renameSync(root, `${root}-away`);
    try {
      expect(await client.update()).toMatchObject({ files: 1, changedFiles: 0 });
    } finally {
      fs.renameSync(`${root}-away`, root);
    }
    expect(await find(client, 'ferry')).toHaveLength(1);
  });

  it('R3 gives files of one path in several folders their own places in the result', async () => {
    const roots = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => {
      write(`${name}/README.md`, `The ferry of quay ${name} leaves at six.\n`);
      return path.join(root, name);
    });
    write('a/other.md', 'Nothing of the kind, but for a ferry.\n');
    const client = open({ roots });
    await client.update();
    const found = await client.search({ query: 'when does the ferry leave the quay', limit: 6, mode: 'lexical' });
    expect(new Set(found.passages.map((passage) => passage.root)).size).toBe(6);
  });

  it('R4 follows changes, deletions and renames of single paths', async () => {
    const a = write('a.md', 'The albatross sleeps on the wing.');
    const b = write('folder/b.md', 'The badger digs at night.');
    const client = open();
    await client.update();
    fs.writeFileSync(a, 'The albatross was replaced by a cormorant of another length.');
    fs.rmSync(path.dirname(b), { recursive: true });
    const c = write('renamed/b.md', 'The badger digs at night.');
    const report = await client.update([a, path.dirname(b), c]);
    expect(report).toMatchObject({ files: 2, changedFiles: 3 });
    expect((await find(client, 'cormorant')).map((passage) => passage.path)).toEqual(['a.md']);
    expect((await find(client, 'badger')).map((passage) => passage.path)).toEqual(['renamed/b.md']);
    expect(await client.update()).toMatchObject({ changedFiles: 0 });
  });

  it('R3 filters by path and language', async () => {
    for (const folder of ['one', 'two']) write(`${folder}/x.md`, `The heron of ${folder} stands still.`);
    write('one/x.py', '# heron\n');
    const client = open();
    await client.update();
    const paths = async (extra: object) => (await find(client, 'heron', extra)).map((passage) => passage.path).sort();
    expect(await paths({ pathPrefixes: ['one/'] })).toEqual(['one/x.md', 'one/x.py']);
    expect(await paths({ languages: ['markdown'] })).toEqual(['one/x.md', 'two/x.md']);
    expect(await paths({ pathPrefixes: ["it's/"] })).toEqual([]);
  });

  it('R4 keeps what it acknowledged when it is killed, restarts, and finishes the update', async () => {
    const files = 1300;
    for (let i = 0; i < files; i++)
      write(`d${i % 20}/f${i}.md`, `# File ${i}\n\nThe word of this one is quagga${i}x.\n`);
    const client = open();
    const states: IndexStatus['state'][] = [];
    client.onDidChangeStatus(({ state }) => {
      if (states.at(-1) !== state) states.push(state);
    });
    let acknowledged = 0;
    const interrupted = client.update(undefined, {
      onProgress: ({ phase, done }) => {
        if (phase !== 'reading' || done === 0 || acknowledged > 0) return;
        acknowledged = done;
        process.kill(client.pid!, 'SIGKILL');
      },
    });
    await expect(interrupted).rejects.toMatchObject({ reason: 'index-process-died' });
    expect(acknowledged).toBeGreaterThan(0);
    expect(acknowledged).toBeLessThan(files);
    const left = new Catalogue(path.join(store, 'catalogue.sqlite'), { readOnly: true });
    expect(left.counts().files).toBeGreaterThanOrEqual(acknowledged);
    left.dispose();
    expect(client.status.state).toBe('restarting');
    await until(() => client.status.state === 'idle' && client.status.files === files);
    expect(states).toContain('restarting');
    for (const i of [0, 500, files - 1])
      expect((await find(client, `quagga${i}x`))[0]?.path).toBe(`d${i % 20}/f${i}.md`);
    expect(await client.update()).toMatchObject({ files, chunks: files, changedFiles: 0 });
  });

  it.each(['update', 'search'] as const)(
    'lets go of a request (%s) that is called off before it answers',
    async (method) => {
      const silent = path.join(root, 'silent.js');
      fs.writeFileSync(
        silent,
        `process.on('message', ({ id, method }) => {
        const result = { state: 'idle', files: 0, chunks: 0, vectors: 0, bytesOnDisk: 0 };
        if (method === 'open') process.send({ kind: 'result', id, result });
        else if (method === 'close') process.exit(0);
      });`,
      );
      const client = openIndex({ roots: [root], storeUri: store, processPath: silent });
      clients.push(client);
      const controller = new AbortController();
      const { signal } = controller;
      const asked =
        method === 'update'
          ? client.update(undefined, { signal })
          : client.search({ query: 'x', limit: 1, mode: 'lexical' }, signal);
      await until(() => client.status.state === 'idle');
      controller.abort();
      await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
    },
  );

  it('R4 can be cancelled, and goes on later', async () => {
    for (let i = 0; i < 1200; i++) write(`f${i}.md`, `Word${i}`);
    const client = open();
    const controller = new AbortController();
    const cancelled = client.update(undefined, {
      signal: controller.signal,
      onProgress: ({ phase, done }) => {
        if (phase === 'reading' && done > 0) controller.abort();
      },
    });
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
    expect(await client.update()).toMatchObject({ files: 1200 });
  });

  it('leaves the writing to the first of two, and lets the second search and take over', async () => {
    write('a.md', 'The ibis wades.');
    const first = open();
    await first.update();
    const second = open();
    expect(await second.update()).toMatchObject({ files: 1, changedFiles: 0 });
    expect(second.status.message).toMatch(/another window/i);
    write('b.md', 'The jabiru wades, too.');
    await first.update();
    expect((await find(second, 'jabiru')).map((passage) => passage.path)).toEqual(['b.md']);
  });

  it('R7 gives the folder to its owner alone and tells the class of a document', async () => {
    write('hr/salaries.md', 'The kingfisher earns well.');
    const client = open();
    await client.update();
    expect((await find(client, 'kingfisher'))[0]?.classification).toBe('confidential');
    if (process.platform !== 'win32') expect(fs.statSync(store).mode & 0o777).toBe(0o700);
  });

  it('says so when the process cannot start, and gives up after some tries', async () => {
    const broken = path.join(root, 'broken.js');
    fs.writeFileSync(broken, 'process.exit(3)');
    const client = createIndexClient({
      roots: [root],
      storeUri: store,
      embedder: { kind: 'none' },
      excludes: [],
      maxFileBytes: 1000,
      processPath: broken,
      logger: silentLogger,
      restartDelay: 1,
    });
    clients.push(client);
    await expect(client.update()).rejects.toMatchObject({ reason: 'index-process-died' });
    await until(() => client.status.state === 'failed');
    expect(client.status.message).toContain('exit 3');
  });
});
