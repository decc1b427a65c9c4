// How late the extension host is while the first index is made: in real VS Code, idle, while files are read, and while vectors
// are made. VS Code's own extensions run in the same host, so the idle figures are what the editor has without us.
//   npm run bench -- lag [--files 5000] [--seconds 60]
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { type Vscode, withVscode } from '../e2e/harness';
import { random } from './statistics';

const args = process.argv.slice(2);
const option = (name: string, fallback: number): number =>
  args.includes(name) ? Number(args[args.indexOf(name) + 1]) : fallback;
const files = option('--files', 5000);
/** Length of the windows whose end does not come by itself. */
const seconds = option('--seconds', 60);
/** Later than this and the editor feels it: completion and hover wait for the host. Milliseconds. */
const target = 50;

const next = random(7);
const syllables = 'ka ro mi ten sul var pe lo dri nau gem bo xi tra fen qua'.split(' ');
const repeat = (count: number, make: () => string, joint: string): string =>
  Array.from({ length: count }, make).join(joint);
const word = (): string => repeat(1 + Math.floor(next() * 4), () => syllables[Math.floor(next() * 16)] ?? '', '');
const sentence = (): string => `${repeat(12, word, ' ')}.`;
const document = (): string =>
  `# ${word()}\n\n${repeat(1 + Math.floor(next() * 3), () => `## ${word()}\n\n${repeat(6, sentence, ' ')}\n`, '\n')}`;
const source = (): string =>
  repeat(
    3,
    () => `export function ${word()}${word()}(): void {\n${repeat(9, () => `  ${word()}(${word()});`, '\n')}\n}\n`,
    '\n',
  );

void main();

async function main(): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rempart-lag-'));
  const workspace = path.join(folder, 'workspace');
  const log = path.join(folder, 'delays.jsonl');
  try {
    for (let i = 0; i < files; i++) {
      const parent = path.join(workspace, `d${i % 97}`, `e${i % 31}`);
      fs.mkdirSync(parent, { recursive: true });
      const [extension, text] = i % 2 === 0 ? ['md', document()] : ['ts', source()];
      fs.writeFileSync(path.join(parent, `f${i}.${extension}`), text);
    }
    const preloads = [
      process.env['REMPART_CONNECTION_PRELOAD'] ?? '',
      path.join(process.env['REMPART_ROOT'] ?? '', 'test/support/vscode/loopDelay.cjs'),
    ];
    await withVscode(
      {
        name: 'bench-lag',
        workspace,
        viewport: { width: 1280, height: 1100 },
        settings: { 'rempart.index.enabled': false },
        env: {
          NODE_OPTIONS: preloads.map((file) => `--require ${JSON.stringify(file)}`).join(' '),
          REMPART_LOOP_LOG: log,
        },
        withoutNetworkCheck: 'timings only; the end-to-end tests check it',
      },
      (vscode) => measure(vscode, log),
    );
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(vscode: Vscode, log: string): Promise<void> {
  await vscode.openChat();
  await vscode.palette('Rempart: Focus on Index View');
  // What VS Code starts with, and Rempart's own look at the machine.
  await wait(20_000);
  await window(vscode, log);
  await wait(seconds * 1000);
  report('idle, nothing indexed', await window(vscode, log));

  for (const scope of ['User', 'Machine']) {
    const file = path.join(vscode.run, 'data', scope, 'settings.json');
    const chosen = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, unknown>;
    fs.writeFileSync(file, JSON.stringify({ ...chosen, 'rempart.index.enabled': true }, null, 2));
  }
  const started = performance.now();
  const state = vscode.page.locator('.pane-body .monaco-list-row[role="treeitem"]', {
    hasText: /Up to date|passages by meaning/u,
  });
  await state.first().waitFor({ timeout: 20 * 60_000 });
  const read = (performance.now() - started) / 1000;
  report(`while ${files} files are read (${read.toFixed(0)} s)`, await window(vscode, log));
  if ((await state.first().innerText()).includes('Up to date')) {
    console.log('no vectors: the embedding model is not on this machine');
    return;
  }
  await wait(seconds * 1000);
  report('while vectors are made', await window(vscode, log));
}

const entrySchema = z.object({
  samples: z.number(),
  p50: z.number(),
  p99: z.number(),
  p999: z.number(),
  max: z.number(),
  cpu: z.number(),
});
type Entry = z.infer<typeof entrySchema>;

/** What the extension host measured since the last call. */
async function window(vscode: Vscode, log: string): Promise<Entry> {
  const [host] = vscode.extensionHosts();
  if (host === undefined) throw new Error('There is no extension host.');
  const lines = (): string[] => (fs.existsSync(log) ? fs.readFileSync(log, 'utf8').split('\n').filter(Boolean) : []);
  const before = lines().length;
  process.kill(host, 'SIGUSR2');
  for (let tries = 0; lines().length === before; tries++) {
    if (tries > 300) throw new Error('The extension host does not answer: is the preload in it?');
    await wait(100);
  }
  return entrySchema.parse(JSON.parse(lines().at(-1) ?? ''));
}

function report(name: string, { samples, p50, p99, p999, max, cpu }: Entry): void {
  const ms = (value: number): string => value.toFixed(1).padStart(7);
  const load = (os.loadavg()[0] ?? 0).toFixed(1);
  const met = p99 <= target ? 'met' : 'NOT met';
  console.log(
    `${name.padEnd(40)} p50 ${ms(p50)}  p99 ${ms(p99)}  p99.9 ${ms(p999)}  max ${ms(max)} ms  ${samples} samples  ` +
      `${cpu.toFixed(1)} s of processor  load ${load}  p99 ≤ ${target}: ${met}`,
  );
}

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
