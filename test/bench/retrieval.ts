// Measures retrieval quality, nDCG@10 and recall@10, of full text, vectors and both, on sets of questions with known answers.
//   REMPART_RETRIEVAL_DATA=folder node scripts/bench.mjs retrieval [--dense] [--sets a,b] [--weight .5]
//     [--documents N] [--queries N] [--model id] [--json] [--write]
// Ends with an error when a figure is more than .01 below that of test/bench/baseline.json; --write puts the new ones there.
// The folder holds one folder per set: corpus.jsonl, queries.jsonl ({"_id","text"}), qrels.tsv. It is not part of the project.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findModelFolder } from '../../src/knowledge/catalogue';
import { rempartModels } from '../../src/base/paths';
import { createEmbedder, type Embedder } from '../../src/knowledge/embedding';
import { chunkDocument } from '../../src/knowledge/chunking';
import { analyse } from '../../src/knowledge/retrieval/analysis';
import { search, type DenseSide } from '../../src/knowledge/retrieval/search';
import { Catalogue } from '../../src/knowledge/store/catalogue';
import { openLanceStore } from '../../src/knowledge/store/lanceStore';
import type { SearchMode } from '../../src/knowledge/types';

interface Entry {
  readonly _id: string;
  readonly title?: string;
  readonly text: string;
}

interface Quality {
  readonly set: string;
  readonly documents: number;
  readonly queries: number;
  readonly mode: SearchMode;
  readonly ndcg10: number;
  readonly recall10: number;
  /** Milliseconds for each query, without the query's vector. */
  readonly p50: number;
  readonly p99: number;
}

const depth = 10;
const args = process.argv.slice(2);
const option = (name: string): string | undefined => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);

async function main(): Promise<void> {
  const data = process.env['REMPART_RETRIEVAL_DATA'];
  if (data === undefined || !fs.existsSync(data)) {
    console.log(
      'SKIPPED: retrieval needs REMPART_RETRIEVAL_DATA, a folder of sets (corpus.jsonl, queries.jsonl, qrels.tsv).',
    );
    return;
  }
  const wanted = option('--sets')?.split(',');
  const sets = fs
    .readdirSync(data)
    .filter((name) => fs.existsSync(path.join(data, name, 'qrels.tsv')) && (wanted?.includes(name) ?? true));
  const embedder = args.includes('--dense') ? await openEmbedder() : undefined;
  const results: Quality[] = [];
  for (const set of sets) results.push(...(await measure(path.join(data, set), set, embedder)));
  embedder?.dispose();
  const figures: Record<string, Figure> = Object.fromEntries(
    results.map(({ set, mode, documents, queries, ndcg10 }) => [
      `${set}/${mode}`,
      { documents, queries, value: round(ndcg10) },
    ]),
  );
  for (const set of sets)
    if (fs.existsSync(path.join(data, set, 'questions.json')))
      figures[`${set}/spans`] = await measureSpans(path.join(data, set), set);
  if (args.includes('--json')) console.log(JSON.stringify(results, undefined, 1));
  const means = new Map<SearchMode, number[]>();
  for (const { mode, ndcg10 } of results) means.set(mode, [...(means.get(mode) ?? []), ndcg10]);
  for (const [mode, values] of means)
    console.log(
      `mean of ${values.length} sets, ${mode}: nDCG@10 ${(values.reduce((a, b) => a + b, 0) / values.length).toFixed(4)}`,
    );
  compare(figures);
}

/** nDCG@10, or the recall of spans, of a set in a mode. */
interface Figure {
  readonly documents: number;
  readonly queries: number;
  readonly value: number;
}

/** A figure lower than the baseline by more than this is a loss and not chance: the sets are fixed. */
const tolerance = 0.01;

const round = (value: number): number => Math.round(value * 1e4) / 1e4;

/** Compares with the baseline, or becomes part of it; a sample of a set is compared with nothing. */
function compare(figures: Readonly<Record<string, Figure>>): void {
  const file = path.join(process.env['REMPART_ROOT'] ?? process.cwd(), 'test', 'bench', 'baseline.json');
  const baseline = (fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {}) as {
    retrieval?: Record<string, Figure>;
  };
  if (args.includes('--write')) {
    const retrieval = { ...baseline.retrieval, ...figures };
    fs.writeFileSync(file, JSON.stringify({ ...baseline, retrieval }, undefined, 2) + '\n');
    console.log('written: test/bench/baseline.json');
    return;
  }
  for (const [name, { documents, queries, value }] of Object.entries(figures)) {
    const known = baseline.retrieval?.[name];
    if (known?.documents !== documents || known.queries !== queries) continue;
    if (value >= known.value - tolerance) continue;
    console.error(`WORSE: ${name} ${value} instead of ${known.value}`);
    process.exitCode = 1;
  }
}

async function openEmbedder(): Promise<Embedder | undefined> {
  const id = option('--model') ?? 'multilingual-e5-small';
  const folder = await findModelFolder(id, rempartModels());
  if (folder === undefined) {
    console.log(`SKIPPED: vectors need the model ${id}: rempart models fetch ${id}`);
    return undefined;
  }
  return createEmbedder({ kind: 'transformers', id, folder });
}

async function measure(folder: string, set: string, embedder: Embedder | undefined): Promise<Quality[]> {
  const relevant = readQrels(path.join(folder, 'qrels.tsv'), Number(option('--queries') ?? Infinity));
  const corpus = sample(readLines(path.join(folder, 'corpus.jsonl')), relevant);
  const queries = readLines(path.join(folder, 'queries.jsonl')).filter(({ _id }) => relevant.has(_id));
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'rempart-retrieval-'));
  const catalogue = new Catalogue(path.join(temporary, 'catalogue.sqlite'));
  const store = await openLanceStore(path.join(temporary, 'tables'));
  try {
    // Each document is one chunk of one file: the sets are cut already.
    const idOf = (name: string): string => createHash('sha256').update(name).digest('hex').slice(0, 32);
    const chunks = corpus.map(({ _id, title = '', text }) => ({
      id: idOf(_id),
      text,
      heading: title === '' ? [] : [title],
      terms: analyse(`${title}\n${text}`).join(' '),
    }));
    for (let at = 0; at < chunks.length; at += 2000) await store.add(chunks.slice(at, at + 2000));
    catalogue.transaction(() => {
      catalogue.addChunks(chunks.map(({ id }) => id));
      corpus.forEach(({ _id }, i) =>
        catalogue.putFile({
          root: '/bench',
          path: _id,
          size: 1,
          mtimeMs: 1,
          hash: String(i),
          language: 'plaintext',
          classification: 'internal',
          members: [{ chunk: idOf(_id), startLine: 1, endLine: 1 }],
        }),
      );
    });
    const modes: SearchMode[] = ['lexical'];
    const vectors = new Map<string, Float32Array>();
    let side: Omit<DenseSide, 'vector'> | undefined;
    if (embedder !== undefined) {
      const texts = corpus.map(({ title = '', text }) => (title === '' ? text : `${title}\n${text}`));
      const passages = await embedAll(embedder, texts, 'passage', set);
      const asked = await embedAll(
        embedder,
        queries.map(({ text }) => text),
        'query',
        set,
      );
      queries.forEach(({ _id }, i) => vectors.set(_id, asked[i]!));
      const table = await store.vectors(embedder.key, embedder.dimensions);
      await table!.add(chunks.map(({ id }, i) => ({ id, vector: passages[i]! })));
      const model = catalogue.model(embedder.key);
      catalogue.transaction(() =>
        catalogue.addVectors(
          model,
          chunks.map(({ id }) => id),
        ),
      );
      const weight = option('--weight');
      side = { model, table: table!, weight: weight === undefined ? embedder.denseWeight : Number(weight) };
      modes.push('dense', 'hybrid');
    }
    await store.maintain({ settled: true, retention: 0 });
    const results: Quality[] = [];
    for (const mode of modes) {
      let ndcg = 0;
      let recall = 0;
      const times: number[] = [];
      for (const { _id, text } of queries) {
        const vector = vectors.get(_id);
        const response = await search(
          { query: text, limit: depth, mode },
          { catalogue, store, roots: ['/bench'] },
          () => Promise.resolve(side === undefined ? undefined : { ...side, vector }),
        );
        times.push(response.milliseconds);
        const right = relevant.get(_id)!;
        ndcg += ndcgOf(
          response.passages.map((passage) => passage.path),
          right,
        );
        recall += recallOf(
          response.passages.map((passage) => passage.path),
          right,
        );
      }
      times.sort((a, b) => a - b);
      const quality: Quality = {
        set,
        documents: corpus.length,
        queries: queries.length,
        mode,
        ndcg10: ndcg / queries.length,
        recall10: recall / queries.length,
        p50: times[Math.floor(times.length * 0.5)] ?? 0,
        p99: times[Math.floor(times.length * 0.99)] ?? 0,
      };
      results.push(quality);
      console.log(
        `${set.padEnd(14)} ${mode.padEnd(8)} ${String(corpus.length).padStart(6)} documents ${String(queries.length).padStart(5)} queries` +
          `  nDCG@10 ${quality.ndcg10.toFixed(4)}  recall@10 ${quality.recall10.toFixed(4)}  p50 ${quality.p50.toFixed(1)} ms  p99 ${quality.p99.toFixed(1)} ms`,
      );
    }
    return results;
  } finally {
    catalogue.dispose();
    store.dispose();
    fs.rmSync(temporary, { recursive: true, force: true });
  }
}

interface SpanQuestion {
  readonly question: string;
  readonly corpus: string;
  readonly refs: readonly { readonly start_index: number; readonly end_index: number }[];
}

/** How much of the right passages is within the first 4,000 characters found, when our own chunker cuts the documents. */
async function measureSpans(folder: string, set: string): Promise<Figure> {
  const context = 4000;
  const questions = JSON.parse(fs.readFileSync(path.join(folder, 'questions.json'), 'utf8')) as SpanQuestion[];
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'rempart-spans-'));
  const store = await openLanceStore(path.join(temporary, 'tables'));
  const catalogue = new Catalogue(path.join(temporary, 'catalogue.sqlite'));
  try {
    const spans = new Map<string, { corpus: string; start: number; end: number }>();
    const lengths: number[] = [];
    for (const corpus of new Set(questions.map((question) => question.corpus))) {
      // Characters are counted in Python there: code points.
      const text = fs.readFileSync(path.join(folder, `${corpus}.md`), 'utf8');
      let from = 0;
      const chunks = chunkDocument(text, { id: 'markdown', kind: 'prose', known: true }).map((chunk, i) => {
        const id = createHash('sha256').update(`${corpus} ${i}`).digest('hex').slice(0, 32);
        const start = text.indexOf(chunk.text, from);
        if (start >= 0) from = start;
        spans.set(id, { corpus, start, end: start + chunk.text.length });
        lengths.push(chunk.text.length);
        return {
          id,
          text: chunk.text,
          heading: chunk.heading,
          terms: analyse(`${chunk.heading.join('\n')}\n${chunk.text}`).join(' '),
        };
      });
      await store.add(chunks);
      catalogue.transaction(() => {
        catalogue.addChunks(chunks.map(({ id }) => id));
        chunks.forEach(({ id }, i) =>
          catalogue.putFile({
            root: '/bench',
            path: `${corpus}-${i}`,
            size: 1,
            mtimeMs: 1,
            hash: id,
            language: 'markdown',
            classification: 'internal',
            members: [{ chunk: id, startLine: 1, endLine: 1 }],
          }),
        );
      });
    }
    await store.maintain({ settled: true, retention: 0 });
    let recall = 0;
    for (const { question, corpus, refs } of questions) {
      const { passages } = await search(
        { query: question, limit: 30, mode: 'lexical' },
        { catalogue, store, roots: ['/bench'] },
        () => Promise.resolve(undefined),
      );
      let left = context;
      const found: { start: number; end: number }[] = [];
      for (const { id } of passages) {
        const span = spans.get(id)!;
        if (left <= 0) break;
        if (span.corpus === corpus) found.push({ start: span.start, end: Math.min(span.end, span.start + left) });
        left -= span.end - span.start;
      }
      let right = 0;
      let covered = 0;
      for (const { start_index: start, end_index: end } of refs) {
        right += end - start;
        for (const span of found) covered += Math.max(0, Math.min(end, span.end) - Math.max(start, span.start));
      }
      recall += Math.min(1, covered / right);
    }
    const mean = lengths.reduce((a, b) => a + b, 0) / lengths.length;
    console.log(
      `${set.padEnd(14)} spans    ${String(lengths.length).padStart(6)} chunks of ${mean.toFixed(0)} characters` +
        `  span recall at ${context} characters ${(recall / questions.length).toFixed(4)}`,
    );
    return { documents: lengths.length, queries: questions.length, value: round(recall / questions.length) };
  } finally {
    catalogue.dispose();
    store.dispose();
    fs.rmSync(temporary, { recursive: true, force: true });
  }
}

/** With `--documents N`, the relevant documents and others up to N in all, in the order of the corpus. */
function sample(corpus: Entry[], relevant: ReadonlyMap<string, ReadonlyMap<string, number>>): Entry[] {
  const most = Number(option('--documents') ?? corpus.length);
  const needed = new Set([...relevant.values()].flatMap((documents) => [...documents.keys()]));
  let others = most - needed.size;
  return corpus.filter(({ _id }) => needed.has(_id) || others-- > 0);
}

/** Vectors are kept between runs where `REMPART_BENCH_CACHE` says: they do not depend on what is tuned. */
async function embedAll(
  embedder: Embedder,
  texts: readonly string[],
  kind: 'query' | 'passage',
  set: string,
): Promise<Float32Array[]> {
  const cache = process.env['REMPART_BENCH_CACHE'];
  if (cache !== undefined) fs.mkdirSync(cache, { recursive: true });
  const found: Float32Array[] = [];
  const started = performance.now();
  let made = 0;
  for (let at = 0; at < texts.length; at += 64) {
    const part = texts.slice(at, at + 64);
    const digest = createHash('sha256')
      .update(JSON.stringify([embedder.key, kind, part]))
      .digest('hex')
      .slice(0, 24);
    const file = cache === undefined ? undefined : path.join(cache, `${digest}.f32`);
    if (file !== undefined && fs.existsSync(file)) {
      const bytes = Uint8Array.from(fs.readFileSync(file));
      const all = new Float32Array(bytes.buffer);
      for (let row = 0; row < part.length; row++)
        found.push(all.slice(row * embedder.dimensions, (row + 1) * embedder.dimensions));
      continue;
    }
    const vectors = await embedder.embed(part, kind);
    made += vectors.length;
    found.push(...vectors);
    if (file !== undefined)
      fs.writeFileSync(
        file,
        Buffer.concat(vectors.map((vector) => new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength))),
      );
  }
  const seconds = (performance.now() - started) / 1000;
  if (made > 0)
    console.log(`${set}: ${made} ${kind} vectors in ${seconds.toFixed(0)} s, ${(made / seconds).toFixed(1)}/s`);
  return found;
}

const readLines = (file: string): Entry[] =>
  fs
    .readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Entry);

/** The right documents of the first `most` queries that have any. */
function readQrels(file: string, most: number): Map<string, Map<string, number>> {
  const relevant = new Map<string, Map<string, number>>();
  for (const line of fs.readFileSync(file, 'utf8').split('\n').slice(1)) {
    const [query, document, score] = line.split('\t');
    if (query === undefined || document === undefined || Number(score) <= 0) continue;
    if (!relevant.has(query) && relevant.size >= most) continue;
    relevant.set(query, (relevant.get(query) ?? new Map<string, number>()).set(document, Number(score)));
  }
  return relevant;
}

function ndcgOf(ranked: readonly string[], right: ReadonlyMap<string, number>): number {
  const gain = (score: number, rank: number): number => score / Math.log2(rank + 2);
  const dcg = ranked.reduce((sum, document, rank) => sum + gain(right.get(document) ?? 0, rank), 0);
  const ideal = [...right.values()].sort((a, b) => b - a).slice(0, depth);
  return dcg / ideal.reduce((sum, score, rank) => sum + gain(score, rank), 0);
}

const recallOf = (ranked: readonly string[], right: ReadonlyMap<string, number>): number =>
  ranked.filter((document) => right.has(document)).length / Math.min(right.size, depth);

void main();
