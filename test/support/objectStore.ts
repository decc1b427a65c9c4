// A real S3 protocol on loopback for tests: moto's server, from PyPI into a virtual environment of its own in the cache.
// Not as in a real store: it takes any credentials, keeps everything in memory, has no TLS, no latency and no throttling.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const version = '5.2.5';

export interface ObjectStore {
  readonly endpoint: string;
  /** Keys of all objects in the bucket. */
  keys(): Promise<string[]>;
  stop(): void;
}

const folder = (): string =>
  path.join(process.env['XDG_CACHE_HOME'] ?? path.join(os.homedir(), '.cache'), 'rempart-dev', `moto-${version}`);

const python = (): string =>
  process.platform === 'win32' ? path.join(folder(), 'Scripts', 'python.exe') : path.join(folder(), 'bin', 'python');

/** Installs the server when it is not there; false, with a line that says so, when it cannot be had. */
export function ensureObjectStore(): boolean {
  const done = path.join(folder(), '.complete');
  if (fs.existsSync(done)) return true;
  fs.rmSync(folder(), { recursive: true, force: true });
  const steps = [
    [process.platform === 'win32' ? 'python' : 'python3', '-m', 'venv', folder()],
    [python(), '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `moto[s3,server]==${version}`],
  ] as const;
  for (const [command, ...args] of steps) {
    const { status } = spawnSync(command, args, { stdio: 'ignore', timeout: 300_000 });
    if (status === 0) continue;
    console.log(`SKIPPED ALOUD: no S3 server for the tests of the object store: "${command} ${args.join(' ')}" failed`);
    fs.rmSync(folder(), { recursive: true, force: true });
    return false;
  }
  fs.writeFileSync(done, '');
  return true;
}

/** Starts the server with one bucket. */
export async function startObjectStore(bucket: string): Promise<ObjectStore> {
  const child = spawn(python(), ['-m', 'moto.server', '-H', '127.0.0.1', '-p', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, PYTHONUNBUFFERED: '1' },
  });
  const stop = (): void => void child.kill();
  // Also when the test gives up before it has the server.
  process.once('exit', stop);
  const endpoint = await addressOf(child);
  const created = await fetch(`${endpoint}/${bucket}`, { method: 'PUT' });
  if (!created.ok) throw new Error(`The bucket was not made: HTTP ${created.status}`);
  return {
    endpoint,
    keys: async () => {
      const list = await (await fetch(`${endpoint}/${bucket}?list-type=2`)).text();
      return [...list.matchAll(/<Key>([^<]*)<\/Key>/gu)].map(([, key]) => key ?? '');
    },
    stop,
  };
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const match = /http:\/\/127\.0\.0\.1:\d+/u.exec(said);
      if (match) resolve(match[0]);
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(said)));
  });
}
