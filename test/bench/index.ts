// Measures the index: first run, nothing changed, one save, searches, edits; rates, latencies, memory and disk.
//   node scripts/bench.mjs index [--files 1000] [--edits 200] [--vectors 0] [--json]
// The workspace is generated: Markdown and TypeScript with words as rare and as common as in a language.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Logger } from '../../src/base/logger';
import { createIndexClient, type IndexClient } from '../../src/knowledge';
import { search } from '../../src/knowledge/retrieval/search';
import { Catalogue } from '../../src/knowledge/store/catalogue';
import { openLanceStore } from '../../src/knowledge/store/lanceStore';

const args = process.argv.slice(2);
const option = (name: string, fallback: number): number =>
  args.includes(name) ? Number(args[args.indexOf(name) + 1]) : fallback;
const results: Record<string, number> = {};

function report(name: string, value: number, unit: string): void {
  results[`${name} (${unit})`] = value;
  const text = value >= 1000 ? value.toFixed(0) : value.toPrecision(3);
  console.log(`${name.padEnd(46)} ${text.padStart(10)} ${unit}`);
}

/** Deterministic numbers between 0 and 1 (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const next = random(7);
const syllables = [
  'ka',
  'ro',
  'mi',
  'ten',
  'sul',
  'var',
  'pe',
  'lo',
  'dri',
  'nau',
  'gem',
  'bo',
  'xi',
  'tra',
  'fen',
  'qua',
];
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
const sentence = (): string => `${Array.from({ length: 8 + Math.floor(next() * 10) }, word).join(' ')}.`;
const paragraph = (): string => Array.from({ length: 6 }, sentence).join(' ');

function document(i: number): string {
  return `# ${word()} ${i}\n\n${Array.from({ length: 5 }, () => `## ${word()} ${word()}\n\n${paragraph()}\n\n${paragraph()}\n`).join('\n')}`;
}

function source(): string {
  const method = (): string => {
    const lines = Array.from({ length: 14 }, () => `  const ${word()} = ${word()}(${word()}, '${word()} ${word()}');`);
    return `/** ${sentence()} */\nexport function ${word()}${word()}(${word()}: string): void {\n${lines.join('\n')}\n}\n`;
  };
  return Array.from({ length: 9 }, method).join('\n');
}

const percentile = (values: readonly number[], p: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * p))] ?? 0;

/** Megabytes of memory a process had at most and has now; 0 where the system does not say. */
function memory(pid: number | undefined, field: 'VmHWM' | 'VmRSS'): number {
  try {
    const status = fs.readFileSync(`/proc/${pid ?? 0}/status`, 'utf8');
    return Number(new RegExp(`${field}:\\s+(\\d+)`, 'u').exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

async function searches(client: IndexClient, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const started = performance.now();
    await client.search({ query: `${word()} ${word()} ${word()}`, limit: 10, mode: 'lexical' });
    times.push(performance.now() - started);
  }
  return times;
}

async function main(): Promise<void> {
  const project = process.env['REMPART_ROOT'] ?? process.cwd();
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'rempart-bench-index-'));
  const processPath = path.join(path.dirname(process.argv[1] ?? project), 'indexProcess.js');
  const external = ['@lancedb/lancedb', 'apache-arrow', '@huggingface/transformers', 'onnxruntime-*'];
  execFileSync(process.execPath, [
    path.join(project, 'node_modules/esbuild/bin/esbuild'),
    path.join(project, 'src/knowledge/indexProcess.ts'),
    path.join(project, 'src/knowledge/embedderProcess.ts'),
    path.join(project, 'src/knowledge/documentProcess.ts'),
    ...[
      '--bundle',
      '--platform=node',
      '--format=cjs',
      '--target=node20',
      '--main-fields=module,main',
      '--log-level=error',
    ],
    ...external.map((name) => `--external:${name}`),
    `--outdir=${path.dirname(processPath)}`,
  ]);
  const root = path.join(work, 'workspace');
  const store = path.join(work, 'store');
  try {
    const files = option('--files', 1000);
    for (let i = 0; i < files; i++) {
      const folder = path.join(root, `d${i % 97}`);
      fs.mkdirSync(folder, { recursive: true });
      fs.writeFileSync(path.join(folder, i % 2 === 0 ? `f${i}.md` : `f${i}.ts`), i % 2 === 0 ? document(i) : source());
    }
    const logger: Logger = { info: () => undefined, warn: console.error, error: console.error };
    const options = {
      roots: [root],
      storeUri: store,
      embedder: { kind: 'none' } as const,
      excludes: [],
      maxFileBytes: 2e6,
      processPath,
      logger,
    };
    let client = createIndexClient(options);
    const first = await client.update();
    report('files', first.files, '');
    report('chunks', first.chunks, '');
    report('first index', first.seconds, 's');
    report('first index', first.chunks / first.seconds, 'chunks/s');
    report('disk', first.bytesOnDisk / first.chunks, 'bytes/chunk');
    report('memory at most while indexing', memory(client.pid, 'VmHWM'), 'MB');
    client.dispose();

    client = createIndexClient(options);
    const opened = performance.now();
    await client.search({ query: word(), limit: 10, mode: 'lexical' });
    report('open and first search', performance.now() - opened, 'ms');
    report('restart with nothing changed', (await client.update()).seconds, 's');
    let times = await searches(client, 300);
    report('search p50', percentile(times, 0.5), 'ms');
    report('search p99', percentile(times, 0.99), 'ms');
    report('memory while searching', memory(client.pid, 'VmRSS'), 'MB');

    const edits = option('--edits', 200);
    const saves: number[] = [];
    for (let i = 0; i < edits; i++) {
      const file = path.join(root, `d${(2 * i) % 97}`, `f${(2 * i) % files}.md`);
      if (!fs.existsSync(file)) continue;
      fs.appendFileSync(file, `\n\n## ${word()}\n\n${paragraph()}\n`);
      const started = performance.now();
      await client.update([file]);
      saves.push(performance.now() - started);
    }
    report('one save p50', percentile(saves, 0.5), 'ms');
    report('one save p99', percentile(saves, 0.99), 'ms');
    times = await searches(client, 300);
    report(`search after ${saves.length} saves p50`, percentile(times, 0.5), 'ms');
    report(`search after ${saves.length} saves p99`, percentile(times, 0.99), 'ms');
    report(
      'files on disk',
      fs.readdirSync(store, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length,
      '',
    );
    client.dispose();
    const vectors = option('--vectors', 0);
    if (vectors > 0) await measureVectors(path.join(work, 'vectors'), vectors);
    if (args.includes('--json')) console.log(JSON.stringify(results, undefined, 1));
  } finally {
    await new Promise((resolve) => setTimeout(resolve, 500));
    fs.rmSync(work, { recursive: true, force: true });
  }
}

/** Words and vectors in this process, without the cost of embedding: 384 dimensions from a mixture of topics. */
async function measureVectors(folder: string, count: number): Promise<void> {
  const dimensions = 384;
  const topics = Array.from({ length: 200 }, () => Float32Array.from({ length: dimensions }, () => next() - 0.5));
  const vector = (): Float32Array => {
    const topic = topics[Math.floor(next() * topics.length)] ?? new Float32Array(dimensions);
    const values = topic.map((value) => value + (next() - 0.5) * 0.8);
    const length = Math.hypot(...values);
    return values.map((value) => value / length);
  };
  const store = await openLanceStore(folder);
  const catalogue = new Catalogue(path.join(folder, '..', 'vectors.sqlite'));
  const table = await store.vectors('bench', dimensions);
  const model = catalogue.model('bench');
  let seconds = 0;
  for (let at = 0; at < count; at += 2000) {
    const chunks = Array.from({ length: Math.min(2000, count - at) }, (_, i) => {
      const text = paragraph();
      return { id: (at + i).toString(16).padStart(32, '0'), text, terms: text.replaceAll('.', ''), heading: [] };
    });
    const vectors = chunks.map(({ id }) => ({ id, vector: vector() }));
    const started = performance.now();
    await store.add(chunks);
    await table?.add(vectors);
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
    seconds += (performance.now() - started) / 1000;
  }
  const started = performance.now();
  await store.maintain({ settled: true, retention: 0 });
  seconds += (performance.now() - started) / 1000;
  report(`store: ${count} chunks with vectors and indexes`, count / seconds, 'chunks/s');
  const bytes = fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + fs.statSync(path.join(entry.parentPath, entry.name)).size, 0);
  report('store: disk before old versions go', bytes / count, 'bytes/chunk');
  if (table !== undefined) {
    const times: number[] = [];
    for (let i = 0; i < 200; i++) {
      const query = `${word()} ${word()} ${word()}`;
      const response = await search({ query, limit: 10, mode: 'hybrid' }, { catalogue, store, roots: ['/w'] }, () =>
        Promise.resolve({ model, table, vector: vector(), weight: 0.5 }),
      );
      times.push(response.milliseconds);
    }
    report('store: hybrid search p50', percentile(times, 0.5), 'ms');
    report('store: hybrid search p99', percentile(times, 0.99), 'ms');
  }
  report('store: memory of this process', process.memoryUsage().rss / 2 ** 20, 'MB');
  catalogue.dispose();
  store.dispose();
}

void main();
