// How fast the hash worker is, in megabytes per CPU second, beside `openssl dgst -sha256` on the same file in the same run.
//   node scripts/bench.mjs hash [--megabytes 1024] [--rounds 5]
import { execFileSync, spawn } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type * as Esbuild from 'esbuild';
import type { HashMessage } from '../../src/models/integrity/hashWorker';

const option = (name: string, fallback: number) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
};
const megabytes = option('megabytes', 1024);
const rounds = option('rounds', 5);

interface Round {
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  readonly digest: string;
}

async function main(): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rempart-bench-'));
  try {
    const file = path.join(folder, 'blob');
    write(file);
    const workerPath = path.join(folder, 'hashWorker.js');
    const entry = path.resolve('src/models/integrity/hashWorker.ts');
    // Its binary is found beside its own files: it cannot be part of a bundle.
    const { buildSync } = createRequire(path.resolve('package.json'))('esbuild') as typeof Esbuild;
    buildSync({ entryPoints: [entry], outfile: workerPath, bundle: true, platform: 'node', format: 'cjs' });
    const ours: Round[] = [];
    const openssl: Round[] = [];
    // By turns, so that what else the machine does falls on both.
    for (let round = 0; round < rounds; round++) {
      ours.push(await measureWorker(workerPath, file));
      const other = await measureOpenssl(file);
      if (other) openssl.push(other);
    }
    if (openssl.some(({ digest }, index) => digest !== ours[index]?.digest)) throw new Error('the digests differ');
    report('hash worker', ours);
    if (openssl.length === 0) console.log('openssl         not there');
    else {
      report('openssl dgst', openssl);
      console.log(`ratio           ${(best(ours) / best(openssl)).toFixed(2)} of openssl, by CPU`);
    }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function write(file: string): void {
  const chunk = randomFillSync(Buffer.allocUnsafe(16 * 1024 * 1024));
  const handle = fs.openSync(file, 'w');
  for (let written = 0; written < megabytes; written += 16) fs.writeSync(handle, chunk);
  fs.closeSync(handle);
}

const best = (all: readonly Round[]) => Math.max(...all.map(({ cpuSeconds }) => size / cpuSeconds));
const size = Math.ceil(megabytes / 16) * 16 * 1.048576;

function report(name: string, all: readonly Round[]): void {
  const each = all.map(({ cpuSeconds }) => Math.round(size / cpuSeconds)).join(' ');
  const wall = Math.max(...all.map(({ wallSeconds }) => size / wallSeconds));
  console.log(
    `${name.padEnd(15)} ${Math.round(best(all))} MB per CPU second (rounds: ${each}), ${Math.round(wall)} MB/s wall`,
  );
}

/** CPU of the whole process counts: nothing else runs in it. Start of the thread is outside, as in the product. */
async function measureWorker(workerPath: string, file: string): Promise<Round> {
  const worker = new Worker(workerPath);
  const hash = (target: string, id: number) =>
    new Promise<string>((resolve, reject) => {
      worker.on('message', (message: HashMessage) => {
        if (message.id !== id) return;
        if (message.type === 'done') resolve(message.digest);
        else if (message.type !== 'progress') reject(new Error(message.type));
      });
      worker.postMessage({ id, path: target, abort: new SharedArrayBuffer(4) });
    });
  await hash(workerPath, 1);
  const cpu = process.cpuUsage();
  const started = performance.now();
  const digest = await hash(file, 2);
  const wallSeconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  await worker.terminate();
  return { digest, wallSeconds, cpuSeconds: (user + system) / 1e6 };
}

/** `resourceUsage` counts children only when they end, so the shell's own clock is read: `time -p` is in every sh. */
async function measureOpenssl(file: string): Promise<Round | undefined> {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  const started = performance.now();
  const child = spawn('bash', ['-c', 'TIMEFORMAT="%U %S"; time openssl dgst -sha256 -r "$1"', 'bash', file], {
    env: { ...process.env, LC_ALL: 'C' },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  await new Promise((resolve) => child.on('close', resolve));
  const wallSeconds = (performance.now() - started) / 1000;
  const [user = 0, system = 0] = stderr.trim().split(/\s+/u).slice(-2).map(Number);
  return { digest: stdout.slice(0, 64), wallSeconds, cpuSeconds: user + system };
}

void main();
