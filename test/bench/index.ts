// Measures the index: first run, nothing changed, one save, a branch switch, many edits, two windows, a lost file, kills;
// and the store alone with vectors: rates, latencies, recall, memory and disk, beside SQLite's full text in the same run.
//   node scripts/bench.mjs index [--files 1000] [--edits 200] [--kills 0] [--chunks 0] [--vectors none|random] [--json]
// The workspace is generated: Markdown and TypeScript with words as rare and as common as in a language. `random` vectors
// come from a stub of Ollama on loopback, so that the cost of a model is not part of what is measured.
import { execFileSync, fork } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { Logger } from '../../src/base/logger';
import { createIndexClient, type IndexClient } from '../../src/knowledge';
import { search } from '../../src/knowledge/retrieval/search';
import { Catalogue } from '../../src/knowledge/store/catalogue';
import { openLanceStore } from '../../src/knowledge/store/lanceStore';
import { openSqliteStore } from '../../src/knowledge/store/sqliteStore';
import type { EmbedderChoice } from '../../src/knowledge/types';
import { quantile, random } from './statistics';

const args = process.argv.slice(2);
const option = (name: string, fallback: number): number =>
  args.includes(name) ? Number(args[args.indexOf(name) + 1]) : fallback;
const withVectors = args[args.indexOf('--vectors') + 1] === 'random';
const results: Record<string, number> = {};
/** As many as the default model has. */
const dimensions = 384;

function report(name: string, value: number, unit = ''): void {
  results[unit === '' ? name : `${name} (${unit})`] = value;
  const text = Number.isInteger(value) || value >= 1000 ? value.toFixed(0) : value.toPrecision(3);
  const load = os.loadavg()[0] ?? 0;
  console.log(`${name.padEnd(58)} ${text.padStart(10)} ${unit.padEnd(12)} load ${load.toFixed(1)}`);
}

function reportLatencies(name: string, times: readonly number[]): void {
  report(`${name} p50`, quantile(times, 0.5), 'ms');
  report(`${name} p99`, quantile(times, 0.99), 'ms');
}

// ——— What is indexed ———

const next = random(7);
const syllables = 'ka ro mi ten sul var pe lo dri nau gem bo xi tra fen qua'.split(' ');

/** A word by its rank: some are everywhere, most are rare. */
function word(): string {
  let rank = Math.floor(Math.exp(next() * Math.log(60_000)));
  let text = '';
  do {
    text += syllables[rank % 16] ?? '';
    rank = Math.floor(rank / 16);
  } while (rank > 0);
  return text;
}
const repeat = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const sentence = (): string => `${repeat(8 + Math.floor(next() * 10), word).join(' ')}.`;
const paragraph = (): string => repeat(6, sentence).join(' ');
const query = (): string => repeat(3, word).join(' ');

/** Most files are short, some are longer. */
const sections = (): number => (next() < 0.75 ? 1 : 2 + Math.floor(next() * 4));

function document(i: number): string {
  return `# ${word()} ${i}\n\n${repeat(sections(), () => `## ${word()} ${word()}\n\n${paragraph()}\n`).join('\n')}`;
}

function source(): string {
  const method = (): string => {
    const lines = repeat(10, () => `  const ${word()} = ${word()}(${word()}, '${word()} ${word()}');`);
    return `/** ${sentence()} */\nexport function ${word()}${word()}(${word()}: string): void {\n${lines.join('\n')}\n}\n`;
  };
  return repeat(sections(), method).join('\n');
}

const fileAt = (root: string, i: number): string =>
  path.join(root, `d${i % 97}`, `e${i % 31}`, `f${i}.${i % 2 === 0 ? 'md' : 'ts'}`);

function writeFile(root: string, i: number): string {
  const file = fileAt(root, i);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, i % 2 === 0 ? document(i) : source());
  return file;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let d = 0; d < dimensions; d++) sum += a[d]! * b[d]!;
  return sum;
}

/** Directions that texts of a topic share, 48 in all, as real embeddings live on far fewer than they have dimensions. */
const latent = 48;
function mixture(): (uniform: () => number) => Float32Array {
  const own = random(11);
  const axes = repeat(latent, () => Float32Array.from({ length: dimensions }, () => own() - 0.5));
  const topics = repeat(200, () => repeat(latent, () => (own() - 0.5) * 2));
  return (uniform) => {
    const topic = topics[Math.floor(uniform() * topics.length)] ?? [];
    const vector = new Float32Array(dimensions);
    for (const [i, axis] of axes.entries()) {
      const at = (topic[i] ?? 0) + (uniform() - 0.5) * 2;
      for (let d = 0; d < dimensions; d++) vector[d]! += at * axis[d]!;
    }
    const length = Math.sqrt(dot(vector, vector));
    return vector.map((value) => value / length);
  };
}

/** Ollama's embedding routes with a vector made of the text: the same text has the same vector. */
async function startStub(): Promise<{ endpoint: string; embedded: () => number; close: () => void }> {
  const make = mixture();
  let embedded = 0;
  const vectorOf = (text: string): number[] => {
    let seed = 0;
    for (let i = 0; i < text.length; i++) seed = (Math.imul(seed, 31) + text.charCodeAt(i)) | 0;
    return Array.from(make(random(seed)), (value) => Math.round(value * 1e4) / 1e4);
  };
  const server = http.createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const answer = (): unknown => {
        if (request.url === '/api/version') return { version: '0.30.0' };
        if (request.url === '/api/tags')
          return { models: [{ name: 'stub:latest', digest: 'sha256:0123456789abcdef' }] };
        const { input } = JSON.parse(Buffer.concat(parts).toString('utf8')) as { input: string[] };
        embedded += input.length;
        return { embeddings: input.map(vectorOf) };
      };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answer()));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    embedded: () => embedded,
    close: () => server.close(),
  };
}

// ——— What a process used ———

/** Megabytes of memory a process had at most and has now; 0 where the system does not say. */
function memory(pid: number | undefined, field: 'VmHWM' | 'VmRSS'): number {
  try {
    const status = fs.readFileSync(`/proc/${pid ?? 0}/status`, 'utf8');
    return Number(new RegExp(`${field}:\\s+(\\d+)`, 'u').exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Seconds of processor time of a process so far; 0 where the system does not say. */
function cpuSeconds(pid: number | undefined): number {
  try {
    const fields =
      fs
        .readFileSync(`/proc/${pid ?? 0}/stat`, 'utf8')
        .split(') ')[1]
        ?.split(' ') ?? [];
    // User and system time in hundredths of a second, on every Linux.
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0;
  }
}

const filesBelow = (folder: string): fs.Dirent[] =>
  fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
const bytesBelow = (folder: string): number =>
  filesBelow(folder).reduce((sum, entry) => sum + fs.statSync(path.join(entry.parentPath, entry.name)).size, 0);

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function closed(client: IndexClient): Promise<void> {
  const { pid } = client;
  client.dispose();
  while (pid !== undefined && isAlive(pid)) await pause(20);
}

async function searches(client: IndexClient, count: number): Promise<number[]> {
  const found: number[] = [];
  for (let i = 0; i < count; i++) {
    const started = performance.now();
    await client.search({ query: query(), limit: 10, mode: 'hybrid' });
    found.push(performance.now() - started);
  }
  return found;
}

// ——— The index of a workspace, in its own process ———

interface Setting {
  readonly root: string;
  readonly store: string;
  readonly open: () => IndexClient;
  readonly embedded: () => number;
}

function bundleProcesses(): string {
  const project = process.env['REMPART_ROOT'] ?? process.cwd();
  const processPath = path.join(path.dirname(process.argv[1] ?? project), 'indexProcess.js');
  const external = ['@lancedb/lancedb', 'apache-arrow', '@huggingface/transformers', 'onnxruntime-*'];
  const flags = '--bundle --platform=node --format=cjs --target=node20 --main-fields=module,main --log-level=error';
  execFileSync(process.execPath, [
    path.join(project, 'node_modules/esbuild/bin/esbuild'),
    ...['indexProcess', 'embedderProcess', 'documentProcess', 'syntaxWorker'].map((name) =>
      path.join(project, `src/knowledge/${name}.ts`),
    ),
    ...flags.split(' '),
    ...external.map((name) => `--external:${name}`),
    `--outdir=${path.dirname(processPath)}`,
  ]);
  return processPath;
}

async function measureWorkspace({ root, store, open, embedded }: Setting): Promise<void> {
  const files = option('--files', 1000);
  for (let i = 0; i < files; i++) writeFile(root, i);
  report('workspace', bytesBelow(root) / 2 ** 20, 'MB');
  let client = open();
  const first = await client.update();
  report('files', first.files);
  report('chunks', first.chunks);
  report('first index', first.seconds, 's');
  report('first index', first.chunks / first.seconds, 'chunks/s');
  report('first index, processor time', cpuSeconds(client.pid), 's');
  report('disk', first.bytesOnDisk / first.chunks, 'bytes/chunk');
  report('memory at most while indexing', memory(client.pid, 'VmHWM'), 'MB');
  await closed(client);

  client = open();
  const started = performance.now();
  await client.search({ query: word(), limit: 10, mode: 'lexical' });
  report('open and first search', performance.now() - started, 'ms');
  const before = embedded();
  const restarted = await client.update();
  report('restart with nothing changed', restarted.seconds, 's');
  report('restart with nothing changed, processor time from the start', cpuSeconds(client.pid), 's');
  report('restart with nothing changed', restarted.changedFiles, 'changes');
  // The model's own probe is one text.
  report('restart with nothing changed', Math.max(0, embedded() - before - 1), 'embeddings');
  await searches(client, 50);
  const cpu = cpuSeconds(client.pid);
  const times = await searches(client, 300);
  reportLatencies('search', times);
  report('search, processor time', ((cpuSeconds(client.pid) - cpu) / 300) * 1000, 'ms');
  report('memory while searching', memory(client.pid, 'VmRSS'), 'MB');

  // A branch with 1,000 other files, and back again: what was known is known.
  const switched = repeat(Math.min(1000, files / 2), (i) => (i * 7) % files);
  const old = new Map(switched.map((i) => [i, fs.readFileSync(fileAt(root, i), 'utf8')]));
  const settled = bytesBelow(store);
  for (const [i, text] of old) fs.writeFileSync(fileAt(root, i), `${text}\n## ${word()}\n\n${paragraph()}\n`);
  const there = await client.update(
    [...old.keys()].map((i) => fileAt(root, i)),
    { vectors: 'wait' },
  );
  report(`branch with ${old.size} changed files`, there.seconds, 's');
  report(`branch with ${old.size} changed files`, there.embedded, 'embeddings');
  for (const [i, text] of old) fs.writeFileSync(fileAt(root, i), text);
  const back = await client.update(
    [...old.keys()].map((i) => fileAt(root, i)),
    { vectors: 'wait' },
  );
  report('back again', back.seconds, 's');
  report('back again', back.embedded, 'embeddings');
  report('disk after both', (100 * bytesBelow(store)) / settled - 100, '% more');
  // An idle index settles.
  await pause(60_000);
  report('disk after both, a minute later', (100 * bytesBelow(store)) / settled - 100, '% more');

  await measureEdits({ root, store, client, files, before: times });

  await measureWindows(root, client, open);
  await closed(client);
  await measureLostFile(root, store, open);
}

interface Edits {
  readonly root: string;
  readonly store: string;
  readonly client: IndexClient;
  readonly files: number;
  /** Latencies of searches before the edits. */
  readonly before: readonly number[];
}

async function measureEdits({ root, store, client, files, before }: Edits): Promise<void> {
  const edits = option('--edits', 200);
  const saves: number[] = [];
  const inside: number[] = [];
  const meanwhile: number[] = [];
  let most = 0;
  for (let i = 0; i < edits; i++) {
    const file = fileAt(root, (2 * i) % files);
    fs.appendFileSync(file, `\n\n## ${word()}\n\n${paragraph()}\n`);
    const started = performance.now();
    const { seconds } = await client.update([file]);
    saves.push(performance.now() - started);
    inside.push(seconds * 1000);
    // Nobody saves as fast as a loop; and somebody asks now and then.
    await pause(20);
    if (i % 10 === 9) meanwhile.push(...(await searches(client, 3)));
    if (i % 50 === 49) most = Math.max(most, filesBelow(store).length);
  }
  reportLatencies('one save, plan and commit', inside);
  reportLatencies('one save, with the way to the process', saves);
  reportLatencies(`search during ${edits} saves`, meanwhile);
  report('files on disk at most', most);
  const after = await searches(client, 300);
  reportLatencies(`search after ${edits} saves`, after);
  report(`search after ${edits} saves`, quantile(after, 0.5) / quantile(before, 0.5), '× before');
  report('files on disk', filesBelow(store).length);
  await pause(3000);
  report('files on disk after three seconds', filesBelow(store).length);
}

/** How long a second window takes to see what the first has saved. */
async function measureWindows(root: string, writer: IndexClient, open: () => IndexClient): Promise<void> {
  const reader = open();
  const stale: number[] = [];
  let conflicts = 0;
  await reader.update().catch(() => conflicts++);
  for (let i = 0; i < 20; i++) {
    const file = path.join(root, `window${i % 5}.md`);
    const name = `zwinger${String.fromCharCode(97 + i)}`;
    fs.writeFileSync(file, `# Window\n\nThe word is ${name}.\n`);
    // Both windows hear of the save.
    const [own] = await Promise.allSettled([writer.update([file]), reader.update([file])]);
    if (own.status === 'rejected') conflicts++;
    const started = performance.now();
    let found = false;
    while (!found && performance.now() - started < 10_000) {
      try {
        const { passages } = await reader.search({ query: name, limit: 1, mode: 'lexical' });
        found = passages[0]?.text.includes(name) === true;
      } catch {
        conflicts++;
      }
    }
    stale.push(performance.now() - started);
  }
  report('second window: stale at most', Math.max(...stale), 'ms');
  report('second window: conflicts that it sees', conflicts);
  await closed(reader);
}

/** A data file of the tables goes while the index is closed, and another one while it is open. */
async function measureLostFile(root: string, store: string, open: () => IndexClient): Promise<void> {
  fs.writeFileSync(path.join(root, 'lost.md'), '# Lost\n\nThe word is zwingerlost.\n');
  let client = open();
  await client.update();
  for (const when of ['closed', 'open']) {
    if (when === 'closed') await closed(client);
    for (const entry of filesBelow(store))
      if (entry.name.endsWith('.lance') && entry.parentPath.includes('chunks') && entry.parentPath.endsWith('data'))
        fs.rmSync(path.join(entry.parentPath, entry.name));
    const started = performance.now();
    if (when === 'closed') {
      client = open();
      await client.update();
    }
    let found = false;
    while (!found && performance.now() - started < 600_000) {
      const passages = await client.search({ query: 'zwingerlost', limit: 1, mode: 'lexical' }).then(
        (response) => response.passages,
        () => [],
      );
      found = passages[0]?.path === 'lost.md';
      if (!found) await pause(50);
    }
    report(`data files lost while ${when}: found again after`, found ? (performance.now() - started) / 1000 : -1, 's');
  }
  await closed(client);
}

/** SIGKILL at random points of saves, whole updates and compactions: what was acknowledged must be found. */
async function measureKills({ root, open }: Setting, kills: number): Promise<void> {
  const uniform = random(23);
  for (let i = 0; i < 500; i++) writeFile(root, i);
  const acknowledged = new Map<string, string>();
  const reopened: number[] = [];
  let lost = 0;
  let saves = 0;
  const check = async (client: IndexClient, names: Iterable<string>): Promise<void> => {
    for (const name of names) {
      const { passages } = await client.search({ query: name, limit: 3, mode: 'lexical' });
      if (!passages.some((passage) => passage.path === acknowledged.get(name))) lost++;
    }
  };
  let latest: string[] = [];
  for (let round = 0; round < kills; round++) {
    const client = open();
    const started = performance.now();
    await client.search({ query: 'zwinger', limit: 1, mode: 'lexical' });
    if (round > 0) reopened.push(performance.now() - started);
    // Before an update could find on the disk what is missing in the index.
    await check(client, latest);
    latest = [];
    const { pid } = client;
    const dying = pause(20 + uniform() * 1500).then(() => pid !== undefined && process.kill(pid, 'SIGKILL'));
    const whole = uniform() < 0.4 ? client.update().catch(() => undefined) : undefined;
    try {
      for (;;) {
        // A word that no stemmer makes another one of.
        const name = `zwinger${saves++}x`;
        const file = path.join(root, 'kills', `${saves}.md`);
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(file, `# ${name}\n\n${paragraph()}\n`);
        // Also files that are known already.
        const other = writeFile(root, Math.floor(uniform() * 500));
        await client.update([file, other]);
        acknowledged.set(name, `kills/${saves}.md`);
        latest.push(name);
      }
    } catch {
      // It was killed, as it should be.
    }
    await dying;
    await whole;
    await closed(client);
  }
  const checking = open();
  await checking.compact();
  await check(checking, acknowledged.keys());
  await closed(checking);
  report('kills', kills);
  report('kills: acknowledged saves', acknowledged.size);
  report('kills: acknowledged saves lost', lost);
  reportLatencies('kills: opened again with the first search', reopened);
  const client = open();
  const { files } = await client.update();
  const onDisk = filesBelow(root).length;
  report('kills: files that differ from the disk after an update', Math.abs(files - onDisk));
  await closed(client);
}

// ——— The store alone ———

/** Questions whose nearest vectors are known exactly. */
const asked = 50;
const nearest = 10;

const chunkId = (i: number): string => i.toString(16).padStart(32, '0');

/** Fills a store with words and vectors, in batches as the index does. A process of its own, so that memory can be told. */
async function buildStore(folder: string, count: number): Promise<void> {
  const store = await openLanceStore(path.join(folder, 'tables'));
  const sqlite = openSqliteStore(path.join(folder, 'peer.sqlite'));
  const catalogue = new Catalogue(path.join(folder, 'catalogue.sqlite'));
  const table = await store.vectors('bench', dimensions);
  if (table === undefined) throw new Error('no vectors');
  const model = catalogue.model('bench');
  const make = mixture();
  const uniform = random(3);
  const questions = askedVectors();
  const best: { id: string; score: number }[][] = questions.map(() => []);
  const seconds = { store: 0, catalogue: 0, sqlite: 0 };
  const clock = async (what: keyof typeof seconds, work: () => Promise<unknown>): Promise<void> => {
    const started = performance.now();
    await work();
    seconds[what] += (performance.now() - started) / 1000;
  };
  for (let at = 0; at < count; at += 2000) {
    const chunks = repeat(Math.min(2000, count - at), (i) => {
      const text = paragraph();
      return { id: chunkId(at + i), text, terms: text.replaceAll('.', ''), heading: [] };
    });
    const vectors = chunks.map(({ id }) => ({ id, vector: make(uniform) }));
    await clock('store', async () => {
      await store.add(chunks);
      await table.add(vectors);
      if (store.needsUpkeep) await store.maintain({ settled: false, retention: 60_000 });
    });
    await clock('sqlite', () => sqlite.add(chunks));
    await clock('catalogue', () => {
      catalogue.transaction(() => {
        catalogue.addChunks(chunks.map(({ id }) => id));
        catalogue.addVectors(
          model,
          chunks.map(({ id }) => id),
        );
        chunks.forEach(({ id }, i) =>
          catalogue.putFile({
            root: '/w',
            path: `${at + i}.md`,
            size: 1,
            mtimeMs: 1,
            hash: id,
            language: 'markdown',
            classification: 'internal',
            members: [{ chunk: id, startLine: 1, endLine: 1 }],
          }),
        );
      });
      return Promise.resolve();
    });
    questions.forEach((question, i) => {
      const list = best[i] ?? [];
      for (const { id, vector } of vectors) {
        const score = dot(question, vector);
        if (list.length < nearest || score > (list.at(-1)?.score ?? 0)) {
          list.push({ id, score });
          list.sort((a, b) => b.score - a.score);
          list.length = Math.min(list.length, nearest);
        }
      }
    });
  }
  const most = bytesBelow(path.join(folder, 'tables'));
  await clock('store', () => store.maintain({ settled: true, retention: 0 }));
  await clock('sqlite', () => sqlite.maintain({ settled: true, retention: 0 }));
  const bytes = bytesBelow(path.join(folder, 'tables'));
  tell(`store: ${count} chunks with vectors and indexes`, count / seconds.store, 'chunks/s');
  tell('store and catalogue', count / (seconds.store + seconds.catalogue), 'chunks/s');
  tell('peer: SQLite FTS5, words only', count / seconds.sqlite, 'chunks/s');
  tell('store: disk settled', bytes / count, 'bytes/chunk');
  tell('store: disk before settling', most / bytes, '× settled');
  tell('store: memory at most while it is filled', memory(process.pid, 'VmHWM'), 'MB');
  fs.writeFileSync(path.join(folder, 'nearest.json'), JSON.stringify(best.map((list) => list.map(({ id }) => id))));
  catalogue.dispose();
  sqlite.dispose();
  tell(
    'peer: SQLite FTS5, words only, disk',
    fs.statSync(path.join(folder, 'peer.sqlite')).size / count,
    'bytes/chunk',
  );
  store.dispose();
}

function askedVectors(): Float32Array[] {
  const make = mixture();
  const uniform = random(5);
  return repeat(asked, () => make(uniform));
}

/** Searches what `buildStore` made, in a process that has done nothing else. */
async function searchStore(folder: string): Promise<void> {
  const store = await openLanceStore(path.join(folder, 'tables'));
  const catalogue = new Catalogue(path.join(folder, 'catalogue.sqlite'));
  const table = await store.vectors('bench', dimensions);
  if (table === undefined) throw new Error('no vectors');
  const model = catalogue.model('bench');
  const right = JSON.parse(fs.readFileSync(path.join(folder, 'nearest.json'), 'utf8')) as string[][];
  const vectors = askedVectors();
  let hits = 0;
  for (const [i, vector] of vectors.entries()) {
    const found = await table.search(vector, nearest);
    hits += found.filter(({ id }) => right[i]?.includes(id)).length;
  }
  tell('store: recall@10 of the vector index', hits / (asked * nearest), '');
  const where = { catalogue, store, roots: ['/w'] };
  for (const mode of ['lexical', 'dense', 'hybrid'] as const) {
    const found: number[] = [];
    let cpu = process.cpuUsage();
    for (let i = -20; i < 300; i++) {
      if (i === 0) cpu = process.cpuUsage();
      const vector = vectors[(i + asked) % asked];
      const response = await search({ query: query(), limit: 10, mode }, where, () =>
        Promise.resolve({ model, table, vector, weight: 0.5 }),
      );
      if (i >= 0) found.push(response.milliseconds);
    }
    const { user, system } = process.cpuUsage(cpu);
    tell(`store: ${mode} search p50`, quantile(found, 0.5), 'ms');
    tell(`store: ${mode} search p99`, quantile(found, 0.99), 'ms');
    tell(`store: ${mode} search, processor time`, (user + system) / 300_000, 'ms');
  }
  tell('store: memory while searching', memory(process.pid, 'VmRSS'), 'MB');
  const sqlite = openSqliteStore(path.join(folder, 'peer.sqlite'));
  const peer: number[] = [];
  for (let i = -20; i < 300; i++) {
    const started = performance.now();
    await sqlite.get((await sqlite.searchText(query(), 100)).slice(0, 10).map(({ id }) => id));
    if (i >= 0) peer.push(performance.now() - started);
  }
  tell('peer: SQLite FTS5, words only p50', quantile(peer, 0.5), 'ms');
  tell('peer: SQLite FTS5, words only p99', quantile(peer, 0.99), 'ms');
  sqlite.dispose();
  catalogue.dispose();
  store.dispose();
}

type Told = readonly [name: string, value: number, unit: string];
const tell = (...told: Told): void => void process.send?.(told);

/** Runs one of the two above in a process of its own. */
function phase(name: 'build' | 'search', folder: string, count: number): Promise<void> {
  const child = fork(process.argv[1] ?? '', ['--phase', name, folder, String(count)]);
  child.on('message', (told) => report(...(told as Told)));
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${name} ended with ${code ?? '?'}`))));
  });
}

async function main(): Promise<void> {
  const at = args.indexOf('--phase');
  if (at >= 0) {
    const folder = args[at + 2] ?? '';
    await (args[at + 1] === 'build' ? buildStore(folder, Number(args[at + 3])) : searchStore(folder));
    process.disconnect();
    return;
  }
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'rempart-bench-index-'));
  const stub = withVectors ? await startStub() : undefined;
  const setting = (name: string): Setting => {
    const root = path.join(work, name, 'workspace');
    fs.mkdirSync(root, { recursive: true });
    const store = path.join(work, name, 'store');
    const logger: Logger = { info: () => undefined, warn: console.error, error: () => undefined };
    const embedder: EmbedderChoice =
      stub === undefined ? { kind: 'none' } : { kind: 'ollama', endpoint: stub.endpoint, model: 'stub' };
    const options = { roots: [root], storeUri: store, embedder, excludes: [], maxFileBytes: 2e6, processPath, logger };
    return { root, store, open: () => createIndexClient(options), embedded: () => stub?.embedded() ?? 0 };
  };
  const processPath = bundleProcesses();
  try {
    if (option('--files', 1000) > 0) await measureWorkspace(setting('whole'));
    if (option('--kills', 0) > 0) await measureKills(setting('kills'), option('--kills', 0));
    const chunks = option('--chunks', 0);
    if (chunks > 0) {
      const folder = path.join(work, 'store');
      fs.mkdirSync(folder);
      await phase('build', folder, chunks);
      await phase('search', folder, chunks);
    }
    if (args.includes('--json')) console.log(JSON.stringify(results, undefined, 1));
  } finally {
    stub?.close();
    fs.rmSync(work, { recursive: true, force: true, maxRetries: 5 });
  }
}

void main();
