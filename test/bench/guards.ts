// Measures the guards: recall and false positives per set with 95 % intervals, per evasion class, and latency.
// `npm run bench:guards [-- --write] [--dev] [--only SET] [--misses SET] [--flags SET] [--peers FOLDER] [--no-classifier]`
// Against test/bench/baseline.json: a share that got worse by more than a point fails, `--write` writes it anew.
// Own sets always; the folder in REMPART_GUARD_DATA as well, when it is there. Rules were written while looking at one
// half of each foreign set (--dev); what is printed by default is the other half, which nobody looked at.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVASIONS } from '../support/evasions';
import { loadPeers, type GuardPeer } from './guardPeers';
import { detectLanguage } from '../../src/base/language';
import { readableParts } from '../../src/guards/classifier/disguise';
import { ClassifierModel } from '../../src/guards/classifier/model';
import { disputeVerdict } from '../../src/assistant/steps/dispute';
import type { TrainedClassifier } from '../../src/assistant/services';
import { inspect, inspectOutput, inspectSession, redact, type GuardStage, type GuardVerdict } from '../../src/guards';
import { policyOf } from '../../src/guards/policy';

interface Row {
  readonly text: string;
  readonly label: 0 | 1;
  readonly kind?: string;
  readonly lang?: string;
  /** Where the text stands, when the rows of a set differ in it; else the name of the set tells. */
  readonly stage?: GuardStage;
  readonly context_urls?: readonly string[];
  readonly canary?: string;
  readonly system_prompt?: string;
}

const root = process.env['REMPART_ROOT'] ?? process.cwd();
const options = process.argv.slice(2);
const wanted = (name: string): string | undefined =>
  options.includes(name) ? options[options.indexOf(name) + 1] : undefined;
const development = options.includes('--dev');
const own = join(root, 'test', 'fixtures', 'guards');
const foreign = process.env['REMPART_GUARD_DATA'];

/** At which stage a set is judged, by the name of its file. */
function stageOf(name: string): GuardStage | 'session' {
  if (name.includes('session')) return 'session';
  if (name.startsWith('output_')) return 'output';
  return /^(?:indirect|benign_docs|benign_code|context)/.test(name) ? 'context' : 'input';
}

function judge(row: Row, stage: GuardStage | 'session'): GuardVerdict {
  if (stage === 'session') return inspectSession(JSON.parse(row.text) as string[]);
  if (stage === 'output') {
    return inspectOutput(row.text, {
      ...(row.canary === undefined ? {} : { canary: row.canary, systemPrompt: row.system_prompt ?? '' }),
      ...(row.context_urls === undefined ? {} : { allowedUrls: row.context_urls }),
    });
  }
  return inspect(row.text, stage);
}

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
function wilson(hits: number, total: number): [number, number] {
  if (total === 0) return [0, 100];
  const z = 1.96;
  const p = hits / total;
  const centre = (p + (z * z) / (2 * total)) / (1 + (z * z) / total);
  const half = (z / (1 + (z * z) / total)) * Math.sqrt((p * (1 - p)) / total + (z * z) / (4 * total * total));
  return [100 * Math.max(0, centre - half), 100 * Math.min(1, centre + half)];
}

interface Tally {
  total: number;
  blocked: number;
  warned: number;
}

function line(name: string, { total, blocked, warned }: Tally): string {
  const [low, high] = wilson(blocked, total);
  const share = (100 * blocked) / Math.max(1, total);
  return `${name.padEnd(46)} ${String(total).padStart(5)}  ${share.toFixed(1).padStart(5)} % [${low.toFixed(1)}–${high.toFixed(1)}]  warned too ${((100 * (blocked + warned)) / Math.max(1, total)).toFixed(1)} %`;
}

type Shares = Record<string, { total: number; stopped: number; warned: number }>;
const results: Shares = {};
/** `--no-classifier` leaves it out. */
const classifier = options.includes('--no-classifier')
  ? undefined
  : await ClassifierModel.load(join(root, 'media', 'classifier'));
const peersFolder = wanted('--peers');
const peers: readonly GuardPeer[] = peersFolder === undefined ? [] : await loadPeers(peersFolder);

async function runSet(name: string, rows: readonly Row[]): Promise<void> {
  const stage = stageOf(name);
  const tallies = new Map<string, Tally>();
  const classes = new Map<string, Tally>();
  for (const row of rows) {
    const verdict = judge(row, row.stage ?? stage);
    const stopped = stage === 'output' ? verdict.action !== 'allow' : verdict.action === 'block';
    const attack = row.label === 1;
    for (const [map, key] of [
      [tallies, attack ? 'attacks' : 'harmless'],
      [classes, `${row.kind ?? '-'} ${attack ? 'attack' : 'harmless'}`],
    ] as const) {
      const tally = map.get(key) ?? { total: 0, blocked: 0, warned: 0 };
      tally.total++;
      if (stopped) tally.blocked++;
      else if (verdict.action === 'warn') tally.warned++;
      map.set(key, tally);
    }
    if (
      (wanted('--misses') === name && attack && !stopped) ||
      (wanted('--flags') === name && !attack && verdict.action !== 'allow')
    ) {
      const why = verdict.reasons
        .slice(0, 5)
        .map((one) => `${one.rule} «${row.text.slice(one.start, one.end).replaceAll('\n', '⏎').slice(0, 80)}»`);
      console.log(
        `  ${verdict.action} ${verdict.score} | ${row.text.replaceAll('\n', '⏎').slice(0, 300)}\n      ${why.join(' · ')}`,
      );
    }
  }
  for (const [key, tally] of tallies) {
    console.log(line(`${name} (${key})`, tally));
    results[`${name}/${key}`] = { total: tally.total, stopped: tally.blocked, warned: tally.warned };
    // Peers judge texts, not sessions or answers with their context.
    if (stage !== 'input' && stage !== 'context') continue;
    const same = rows.filter(({ label }) => (label === 1 ? 'attacks' : 'harmless') === key);
    for (const peer of peers) {
      const flagged = same.filter(({ text }) => peer.flags(text)).length;
      console.log(
        `    ${line(`${peer.name} (${key})`, { total: same.length, blocked: flagged, warned: 0 }).slice(0, 82)}`,
      );
    }
  }
  if (stage !== 'session') await withClassifier(name, rows, stage);
  if (/evasion|hidden|devrag|canary|author|context_|attacks/.test(name) && classes.size > 2) {
    for (const [key, tally] of [...classes].sort()) console.log(`    ${line(key, tally).slice(0, 90)}`);
  }
}

/** The classifier as the turn asks it, in this process: of what is disguised it reads what was encoded. */
const trained: TrainedClassifier | undefined = classifier && {
  judge: async (text, language) => {
    for (const part of readableParts(text)) {
      const judgement = await classifier.judge(part.text, language);
      if (part.place === undefined || judgement.isAttack) return { kind: 'judged', ...judgement };
    }
    return { kind: 'skipped' };
  },
  judgePassages: async (passages) => {
    const judged = [];
    for (const passage of passages) {
      const parts = readableParts(passage.text);
      const judgements = await classifier.judgePassages(parts.map(({ text }) => ({ ...passage, text })));
      judged.push(judgements.find(({ isAttack }, n) => parts[n]?.place === undefined || isAttack));
    }
    return { kind: 'judged', passages: judged };
  },
};
const policy = policyOf('balanced');
const neverStopped = new AbortController().signal;

/** Whether the trained classifier stops a question, or a passage, that the rules let pass. */
async function addsTo(text: string, stage: ClassifiedStage): Promise<boolean> {
  if (trained === undefined) return false;
  const language = detectLanguage(text);
  if (stage === 'input') {
    const answer = await trained.judge(text, language, neverStopped);
    return answer.kind === 'judged' && answer.isAttack;
  }
  const answer = await trained.judgePassages([{ text, language }], neverStopped);
  return answer.kind === 'judged' && answer.passages[0]?.isAttack === true;
}

/** Whether it contradicts the rules about a text that they block, so that it is let pass with a warning. */
async function isDisputed(text: string, stage: ClassifiedStage, verdict: GuardVerdict): Promise<boolean> {
  if (trained === undefined) return false;
  return (await disputeVerdict(text, stage, verdict, policy, trained, neverStopped)).action !== 'block';
}

type ClassifiedStage = 'input' | 'context';
/** What the models were trained on, and of what their thresholds were chosen on; of the foreign sets it is the looked-at half. */
const seenRounds: Readonly<Record<ClassifiedStage, readonly (readonly [RegExp, string])[]>> = {
  input: [[/^authors_round[1-4]$/, ', trained on']],
  context: [
    [/^authors_round[1-5]$/, ', trained on'],
    [/^authors_round8$/, ', thresholds'],
  ],
};

/** The questions and the passages of a set by the rules and the trained classifier together. */
async function withClassifier(name: string, rows: readonly Row[], stage: GuardStage): Promise<void> {
  if (classifier === undefined) return;
  for (const judged of ['input', 'context'] as const) {
    const texts = rows.filter((row) => (row.stage ?? stage) === judged);
    const what = judged === 'input' ? 'with the classifier' : 'passages with the classifier';
    const seen = seenRounds[judged].find(([pattern]) => pattern.test(name))?.[1] ?? '';
    for (const [key, label] of [
      ['attacks', 1],
      ['harmless', 0],
    ] as const) {
      const some = texts.filter((row) => row.label === label);
      if (some.length === 0) continue;
      let blocked = 0;
      let added = 0;
      let disputed = 0;
      for (const { text } of some) {
        const verdict = inspect(text, judged);
        if (verdict.action === 'block') blocked++;
        if (verdict.action !== 'block' || (await isDisputed(text, judged, verdict))) {
          if (verdict.action === 'block') disputed++;
          if (await addsTo(text, judged)) added++;
        }
      }
      const tally = { total: some.length, blocked: blocked - disputed + added, warned: disputed };
      console.log(
        `    ${line(`${what} (${key}${seen})`, tally).slice(0, 76)}  rules ${blocked}, disputed ${disputed}, added ${added}`,
      );
      results[`${name} ${what}/${key}`] = { total: some.length, stopped: tally.blocked, warned: disputed };
    }
  }
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Of the attacks that are stopped in plain, how many still are in each disguise; and of the harmless ones that pass. */
async function runEvasions(rows: readonly Row[]): Promise<void> {
  const stopped = (row: Row, text: string): boolean => inspect(text, row.stage ?? 'input').action === 'block';
  const plain = rows.filter((row) => !/evasion|obfuscation|disguise|d[ée]guise/.test(row.kind ?? ''));
  const attacks = plain.filter((row) => row.label === 1 && stopped(row, row.text));
  const harmless = plain.filter((row) => row.label === 0 && !stopped(row, row.text));
  for (const [name, disguise] of Object.entries(EVASIONS)) {
    for (const [key, some] of [
      ['attacks', attacks],
      ['harmless', harmless],
    ] as const) {
      const blocked = some.filter((row) => stopped(row, disguise(row.text))).length;
      console.log(line(`disguised: ${name} (${key})`, { total: some.length, blocked, warned: 0 }).slice(0, 82));
      results[`disguised ${name}/${key}`] = { total: some.length, stopped: blocked, warned: 0 };
      if (key === 'attacks') continue;
      const questions = some.filter((row) => (row.stage ?? 'input') === 'input');
      let added = 0;
      for (const row of questions)
        if (!stopped(row, disguise(row.text)) && (await addsTo(disguise(row.text), 'input'))) added++;
      console.log(`    with the classifier: ${added} more of ${questions.length} questions`);
      results[`disguised ${name}, added by the classifier/${key}`] = {
        total: questions.length,
        stopped: added,
        warned: 0,
      };
    }
  }
}

/** What packages say of themselves, as it is installed here: documents that are long by nature. */
function installedDocuments(length: number): string[] {
  const folder = join(root, 'node_modules');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?:^|[\\/])(?:readme|changelog|history|license)\.md$/i.test(name))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .filter((text) => text.length >= length)
    .map((text) => text.slice(0, length));
}

/** Harmless texts in a row, as long texts of so many characters. */
function longTexts(rows: readonly Row[], length: number): string[] {
  const long: string[] = [];
  let text = '';
  for (const row of rows) {
    text += `${text === '' ? '' : '\n\n'}${row.text}`;
    if (text.length < length) continue;
    long.push(text.slice(0, length));
    text = '';
  }
  return long;
}

/** Of long harmless documents, how many are stopped; and of the attacks that are stopped alone, how many in the midst of one. */
function runLong(name: string, documents: (length: number) => string[], attacks: readonly Row[]): void {
  const alone = attacks.filter((row) => row.label === 1 && inspect(row.text, row.stage ?? 'input').action === 'block');
  for (const length of [5000, 20_000]) {
    const texts = documents(length);
    for (const stage of ['input', 'context'] as const) {
      const passed = texts.filter((text) => inspect(text, stage).action !== 'block');
      const size = `${length.toLocaleString('en')} characters, ${stage}`;
      const harmless = { total: texts.length, blocked: texts.length - passed.length, warned: 0 };
      console.log(line(`${name} of ${size} (harmless)`, harmless).slice(0, 76));
      results[`${name} ${size}/harmless`] = { total: texts.length, stopped: harmless.blocked, warned: 0 };
      const planted = { total: 0, blocked: 0, warned: 0 };
      for (const [n, row] of alone.filter((one) => (one.stage ?? 'input') === stage).entries()) {
        const document = passed[n % passed.length];
        if (document === undefined) continue;
        const middle = Math.max(0, document.indexOf('\n\n', length / 2));
        const text = `${document.slice(0, middle)}\n\n${row.text}${document.slice(middle)}`;
        planted.total++;
        if (inspect(text, stage).action === 'block') planted.blocked++;
      }
      console.log(line(`${name} of ${size} (planted attacks)`, planted).slice(0, 76));
      results[`${name} ${size}/attacks`] = { total: planted.total, stopped: planted.blocked, warned: 0 };
    }
  }
}

/** Milliseconds for a text of so many characters, cut from the given texts. */
function latency(texts: readonly string[], length: number, runs: number): { p50: number; p99: number } {
  const long = texts.join('\n\n');
  const times: number[] = [];
  for (let i = 0; i < runs + 20; i++) {
    const from = (i * 7919) % Math.max(1, long.length - length);
    const text = long.slice(from, from + length);
    const started = performance.now();
    inspect(text, i % 2 === 0 ? 'input' : 'context');
    if (i >= 20) times.push(performance.now() - started);
  }
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}

/** Milliseconds of the trained classifier for texts of some lengths, in this process: asking another adds about one. */
async function classifierLatency(texts: readonly string[]): Promise<void> {
  if (classifier === undefined) return;
  const long = texts.join('\n\n');
  const measure = async (name: string, work: (part: (length: number, k?: number) => string) => Promise<unknown>) => {
    const times: number[] = [];
    for (let i = 0; i < 60; i++) {
      const part = (length: number, k = 0): string => {
        const from = ((i + 61 * k) * 7919) % Math.max(1, long.length - length);
        return long.slice(from, from + length);
      };
      const started = performance.now();
      await work(part);
      if (i >= 10) times.push(performance.now() - started);
    }
    console.log(
      `classifier ${name}: p50 ${percentile(times, 0.5).toFixed(1)} ms, worst ${percentile(times, 1).toFixed(1)} ms`,
    );
  };
  for (const length of [100, 1000, 5000, 100_000])
    await measure(`${length.toLocaleString('en')} characters`, (part) => classifier.judge(part(length), 'en'));
  for (const count of [1, 8, 16])
    await measure(`${count} passages of 800 characters`, (part) =>
      classifier.judgePassages(Array.from({ length: count }, (_, k) => ({ text: part(800, k), language: 'en' }))),
    );
}

/** Texts made to be slow: what a rule with a bad worst case would choke on. The time for ten times the length, by CPU. */
function growth(texts: readonly string[]): void {
  const filler = texts.join('\n');
  const shapes: Readonly<Record<string, (length: number) => string>> = {
    'ordinary text': (length) => filler.repeat(Math.ceil(length / filler.length)).slice(0, length),
    blanks: (length) => ' '.repeat(length),
    letters: (length) => 'a'.repeat(length),
    digits: (length) => '9 '.repeat(length / 2),
    brackets: (length) => '[('.repeat(length / 2),
    comments: (length) => '<!--'.repeat(length / 4),
    base64: (length) => 'aWdub3Jl'.repeat(length / 8),
    'spaced letters': (length) => 'i g n o r e '.repeat(length / 12),
    'one word': (length) => 'ignore '.repeat(length / 7),
    'zero width': (length) => 'a\u200b'.repeat(length / 2),
  };
  const cpu = (text: string): number => {
    const before = process.cpuUsage();
    inspect(text, 'context');
    redact(text);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  for (const [name, make] of Object.entries(shapes)) {
    const short = make(100_000);
    const least = Math.min(cpu(short), cpu(short), cpu(short));
    const long = cpu(make(1_000_000));
    console.log(
      `growth ${name.padEnd(16)} 100,000: ${least.toFixed(0).padStart(5)} ms CPU  1,000,000: ${long.toFixed(0).padStart(6)} ms CPU  × ${(long / Math.max(1, least)).toFixed(1)}`,
    );
  }
}

const only = wanted('--only');
const texts: string[] = [];
const authored: Row[] = [];
if (existsSync(own)) {
  for (const file of readdirSync(own)
    .filter((one) => one.endsWith('.jsonl'))
    .sort()) {
    const name = file.replace('.jsonl', '');
    const rows = load(join(own, file));
    texts.push(...rows.map((row) => row.text));
    if (name.startsWith('authors_')) authored.push(...rows);
    if (only === undefined || name.includes(only)) await runSet(name, rows);
  }
  if (only === undefined || only === 'disguised') await runEvasions(authored);
  if (only === undefined || only === 'long') runLong('installed documents', installedDocuments, authored);
}
if (foreign === undefined || !existsSync(foreign)) {
  console.log('REMPART_GUARD_DATA names no folder: the foreign sets are SKIPPED.');
} else {
  console.log(`— foreign sets, the half that was ${development ? 'looked at' : 'held out'} —`);
  const documents: Row[] = [];
  for (const file of readdirSync(foreign)
    .filter((one) => /^(?:benign|evasion|hidden|indirect|inj|output|rag)_.*\.jsonl$/.test(one))
    .sort()) {
    const name = file.replace('.jsonl', '');
    const rows = load(join(foreign, file)).filter(inHalf);
    if (/benign_(?:docs|code|wild)/.test(name)) texts.push(...rows.map((row) => row.text));
    if (/^benign_(?:docs|code)/.test(name)) documents.push(...rows);
    if (only === undefined || name.includes(only)) await runSet(name, rows);
  }
  if (only === undefined || only === 'long') runLong('documents', (length) => longTexts(documents, length), authored);
}
if (texts.length > 0 && only === undefined) {
  const five = latency(texts, 5000, 400);
  const hundred = latency(texts, 100_000, 12);
  console.log(`latency 5,000 characters: p50 ${five.p50.toFixed(3)} ms, p99 ${five.p99.toFixed(3)} ms`);
  console.log(`latency 100,000 characters: p50 ${hundred.p50.toFixed(1)} ms, worst ${hundred.p99.toFixed(1)} ms`);
  await classifierLatency(texts);
  growth(texts);
}
const path = join(root, 'test', 'bench', 'baseline.json');
const baseline = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as { guards?: Shares }) : {};
if (options.includes('--write')) {
  writeFileSync(path, JSON.stringify({ ...baseline, guards: { ...baseline.guards, ...results } }, undefined, 2) + '\n');
  console.log(`written: ${path}`);
} else if (!development && baseline.guards !== undefined) {
  const worse = drops(baseline.guards, results);
  for (const drop of worse) console.log(`WORSE: ${drop}`);
  if (worse.length > 0) process.exitCode = 1;
}

/** What got worse by more than a point: fewer attacks stopped, or more harmless texts. Other sizes are other sets. */
function drops(before: Shares, now: Shares): string[] {
  return Object.entries(now).flatMap(([name, { total, stopped }]) => {
    const old = before[name];
    if (old?.total !== total) return [];
    const change = (100 * (stopped - old.stopped)) / total;
    const isWorse = name.endsWith('/attacks') ? change < -1 : change > 1;
    return isWorse ? [`${name}: ${old.stopped} → ${stopped} of ${total}`] : [];
  });
}
