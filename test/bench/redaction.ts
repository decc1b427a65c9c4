// Measures redaction: recall per kind, false positives per set with 95 % intervals, and latency.
// `node scripts/bench.mjs redaction [--dev] [--misses SET] [--flags SET]`
// Own cases always; the sets in the folder REMPART_GUARD_DATA as well, when it is there. Rules were written while looking
// at one half of each foreign set (--dev); what is printed by default is the other half, which nobody looked at.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { redact } from '../../src/guards/redaction';
import type { RedactedSpan } from '../../src/guards/types';

interface Row {
  readonly text: string;
  readonly label: 0 | 1;
  readonly kind?: string;
  readonly spans?: readonly { readonly start: number; readonly end: number; readonly type: string }[];
}

interface Tally {
  hits: number;
  total: number;
}

const root = process.env['REMPART_ROOT'] ?? process.cwd();
const options = process.argv.slice(2);
const development = options.includes('--dev');
const after = (name: string): string | undefined =>
  options.includes(name) ? options[options.indexOf(name) + 1] : undefined;
const misses = after('--misses');
const flags = after('--flags');

function load(path: string): Row[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Row);
}

/** Half of a set, by the hash of the text: stable, and independent of order. */
function inHalf(row: Row): boolean {
  return ((createHash('sha256').update(row.text).digest()[0] ?? 0) % 2 === 0) === development;
}

/** Wilson's interval at 95 %, in per cent. */
function wilson({ hits, total }: Tally): [number, number] {
  if (total === 0) return [0, 100];
  const z = 1.96;
  const p = hits / total;
  const centre = (p + (z * z) / (2 * total)) / (1 + (z * z) / total);
  const half = (z / (1 + (z * z) / total)) * Math.sqrt((p * (1 - p)) / total + (z * z) / (4 * total * total));
  return [100 * Math.max(0, centre - half), 100 * Math.min(1, centre + half)];
}

function line(name: string, tally: Tally, what: string): string {
  const [low, high] = wilson(tally);
  const share = ((100 * tally.hits) / Math.max(1, tally.total)).toFixed(1);
  return `${name.padEnd(44)} ${String(tally.total).padStart(5)}  ${what} ${share.padStart(5)} % [${low.toFixed(1)}–${high.toFixed(1)}]`;
}

/** A sensitive span counts as removed when nothing of it but separators is left. */
function isRemoved(span: { start: number; end: number }, spans: readonly RedactedSpan[], text: string): boolean {
  for (let i = span.start; i < span.end; i++) {
    if (!/[\p{L}\p{N}]/u.test(text.charAt(i))) continue;
    if (!spans.some(({ start, end }) => start <= i && i < end)) return false;
  }
  return true;
}

const count = (tallies: Map<string, Tally>, key: string, hit: boolean): void => {
  const tally = tallies.get(key) ?? { hits: 0, total: 0 };
  tally.total++;
  if (hit) tally.hits++;
  tallies.set(key, tally);
};

function measure(name: string, rows: readonly Row[]): void {
  const recall: Tally = { hits: 0, total: 0 };
  const touched: Tally = { hits: 0, total: 0 };
  const byType = new Map<string, Tally>();
  const falsePositives: Tally = { hits: 0, total: 0 };
  for (const row of rows) {
    const { spans } = redact(row.text);
    const wanted = row.spans ?? [];
    if (wanted.length === 0) {
      falsePositives.total++;
      if (spans.length > 0) {
        falsePositives.hits++;
        if (flags === name) {
          const what = spans.map((span) => `${span.type}=${row.text.slice(span.start, span.end)}`).join(' | ');
          console.log(`  flagged ${row.kind ?? ''}: ${what}\n    ${row.text.slice(0, 160).replaceAll('\n', '⏎')}`);
        }
      }
      continue;
    }
    for (const span of wanted) {
      const removed = isRemoved(span, spans, row.text);
      recall.total++;
      touched.total++;
      if (spans.some(({ start, end }) => start < span.end && end > span.start)) touched.hits++;
      if (removed) recall.hits++;
      count(byType, span.type, removed);
      if (!removed && misses === name && !spans.some(({ start, end }) => start < span.end && end > span.start)) {
        console.log(
          `  missed ${row.kind ?? ''} ${span.type}: ${row.text.slice(span.start, span.end)}\n    ${row.text.slice(0, 240).replaceAll('\n', '⏎')}`,
        );
      }
    }
  }
  if (recall.total > 0) {
    console.log(line(name, recall, 'removed'));
    if (touched.hits > recall.hits) console.log(line(`${name} (at least in part)`, touched, 'removed'));
  }
  if (byType.size > 1) for (const [type, tally] of byType) console.log(line(`    ${type}`, tally, 'removed'));
  if (falsePositives.total > 0) console.log(line(`${name} (harmless)`, falsePositives, 'flagged'));
}

const own = join(root, 'test', 'fixtures', 'redaction');
if (existsSync(own)) {
  for (const file of readdirSync(own)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()) {
    measure(`own/${basename(file, '.jsonl')}`, load(join(own, file)));
  }
}

const foreign = process.env['REMPART_GUARD_DATA'];
const SETS = /^(?:pii|secrets|redact|benign_code|benign_docs|benign_dev|benign_fr|benign_general)/u;
let corpus = '';
if (foreign !== undefined && existsSync(foreign)) {
  for (const file of readdirSync(foreign)
    .filter((name) => name.endsWith('.jsonl') && SETS.test(name))
    .sort()) {
    const rows = load(join(foreign, file));
    measure(basename(file, '.jsonl'), rows.filter(inHalf));
    if (/pii|docs_en|code/u.test(file))
      corpus += rows
        .map((row) => row.text)
        .join('\n\n')
        .slice(0, 400_000);
  }
}

if (misses === undefined && flags === undefined) latency();

/** Wall time of redact on slices of the corpus, or on the own sources when there is none. */
function latency(): void {
  const text = corpus === '' ? readFileSync(join(root, 'README.md'), 'utf8').repeat(40) : corpus;
  for (const size of [1000, 5000, 20_000, 100_000, 1_000_000]) {
    const slices: string[] = [];
    for (let at = 0; at + size <= Math.max(text.length, size) && slices.length < 200; at += size) {
      slices.push(text.slice(at, at + size).padEnd(size, text));
    }
    for (const slice of slices.slice(0, 50)) redact(slice);
    const times: number[] = [];
    for (let round = 0; round < Math.ceil(100 / slices.length); round++) {
      for (const slice of slices) {
        const started = performance.now();
        redact(slice);
        times.push(performance.now() - started);
      }
    }
    times.sort((a, b) => a - b);
    const at = (share: number): string =>
      (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(3);
    console.log(`latency ${String(size).padStart(8)} characters  p50 ${at(0.5)} ms  p99 ${at(0.99)} ms`);
  }
}
