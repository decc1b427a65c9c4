// Installs code-server, the real VS Code workbench with a Node extension host, into a per-user cache on first use.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Where an installed code-server is, and the Node that runs it. */
export interface CodeServerRuntime {
  /** Absolute path of the program's entry point; to be run with `node`, never by its own `#!` line. */
  readonly entry: string;
  readonly node: string;
  readonly version: string;
  readonly folder: string;
}

export interface EnsureOptions {
  /** Gets one line of progress at a time. */
  readonly say?: (line: string) => void;
}

/** The checkout: the nearest folder above this file (or above the bundle of it) that holds our package.json. */
export const projectRoot: string = findProjectRoot(import.meta.dirname);

/** Node 24 of the checkout: code-server's native modules are made for it. */
export const node24: string = path.join(
  projectRoot,
  'node_modules/node/bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

/** The cache of what only tests and the demo need: `XDG_CACHE_HOME`, else `~/.cache`, then `rempart-dev`. */
export function devCache(env: NodeJS.ProcessEnv = process.env): string {
  const base = env['XDG_CACHE_HOME'];
  return path.join(base ? path.resolve(base) : path.join(os.homedir(), '.cache'), 'rempart-dev');
}

/**
 * The installed code-server; installs it (about 700 MB on disk, some minutes) when it is not in the cache.
 * Versions and digests come from the lock file beside this one and from the lock files inside the package.
 * @throws Error with a sentence for people when it cannot be had on this machine
 */
export async function ensureCodeServer({ say = console.log }: EnsureOptions = {}): Promise<CodeServerRuntime> {
  const source = path.join(projectRoot, 'test/support/vscode/runtime');
  const lock = fs.readFileSync(path.join(source, 'package-lock.json'));
  const version = lockedVersion(lock);
  const digest = createHash('sha256').update(lock).digest('hex').slice(0, 8);
  const folder = path.join(devCache(), `code-server-${version}-${process.platform}-${process.arch}-${digest}`);
  const runtime = {
    entry: path.join(folder, 'node_modules/code-server/out/node/entry.js'),
    node: node24,
    version,
    folder,
  };
  if (fs.existsSync(runtime.entry)) return runtime;
  if (process.platform === 'win32')
    throw new Error('code-server does not run on Windows: install VS Code, or use WSL or Linux.');

  const started = Date.now();
  say(`VS Code: installing code-server ${version} into ${folder} (about 700 MB, one to five minutes, once)`);
  const partial = `${folder}.partial-${process.pid}`;
  try {
    await install(source, partial, say);
    publish(partial, folder);
  } finally {
    fs.rmSync(partial, { recursive: true, force: true });
  }
  say(`VS Code: installed in ${seconds(started)}, ${megabytes(folder)} MB`);
  return runtime;
}

async function install(source: string, target: string, say: (line: string) => void): Promise<void> {
  fs.mkdirSync(target, { recursive: true });
  for (const file of ['package.json', 'package-lock.json'])
    fs.copyFileSync(path.join(source, file), path.join(target, file));
  const vscode = path.join(target, 'node_modules/code-server/lib/vscode');
  const step = async (what: string, folder: string, args: readonly string[]): Promise<void> => {
    const started = Date.now();
    await npm(args, folder);
    say(`VS Code:   ${what}, ${seconds(started)}`);
  };
  await step('code-server', target, ['ci', '--ignore-scripts']);
  // What the package's own postinstall does, without its scripts: those of kerberos and sqlite3 need compilers and
  // headers, and nothing here uses them. `install` and not `ci`: the packaged lock files lack an optional entry.
  await step('workbench and extension host', vscode, ['install', '--omit=dev', '--ignore-scripts']);
  await step('built-in extensions', path.join(vscode, 'extensions'), ['install', '--omit=dev', '--ignore-scripts']);
  link(path.join(vscode, 'bin/remote-cli'), 'code', 'code-server');
  link(path.join(vscode, 'bin/helpers'), 'browser', 'browser.sh');
  try {
    const natives = ['@vscode/spdlog', '@vscode/native-watchdog'];
    await step('two small native modules', vscode, ['rebuild', '--ignore-scripts=false', ...natives]);
  } catch {
    // Without spdlog no server log files, without native-watchdog a stack trace at each start: both harmless.
    say('VS Code:   not compiled (that needs Python and a C++ compiler): no server log files; all else works');
  }
}

function npm(args: readonly string[], folder: string): Promise<void> {
  const nodeFolder = path.dirname(node24);
  const headers = path.join(nodeFolder, '..', 'node_modules', `node-${process.platform}-${process.arch}`);
  // npm hands its own settings to children as variables; those of the npm that runs us are not meant for this tree.
  const inherited = Object.entries(process.env).filter(([name]) => !/^npm_(?:config|package|lifecycle)_/i.test(name));
  const env: NodeJS.ProcessEnv = Object.fromEntries(inherited);
  env['PATH'] = [nodeFolder, process.env['PATH'] ?? ''].join(path.delimiter);
  // The headers of the Node that will run it are in its package: nothing to download for node-gyp.
  if (fs.existsSync(path.join(headers, 'include'))) env['npm_config_nodedir'] = headers;
  return new Promise((resolve, reject) => {
    const child = spawn('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-4000)));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`npm ${args.join(' ')} failed (exit status ${code ?? 'none'}) in ${folder}:\n${output}`));
    });
  });
}

/** Moves the finished folder to its name; when another process was faster, its result is used. */
function publish(partial: string, folder: string): void {
  try {
    fs.renameSync(partial, folder);
  } catch (error) {
    if (!fs.existsSync(folder)) throw error;
  }
}

function link(folder: string, script: string, name: string): void {
  const target = `${script}-${process.platform === 'darwin' ? 'darwin' : 'linux'}.sh`;
  fs.rmSync(path.join(folder, name), { force: true });
  fs.symlinkSync(target, path.join(folder, name));
}

function lockedVersion(lock: Buffer): string {
  const { packages } = JSON.parse(lock.toString('utf8')) as { packages: Record<string, { version?: string }> };
  const version = packages['node_modules/code-server']?.version;
  if (!version) throw new Error('test/support/vscode/runtime/package-lock.json names no code-server.');
  return version;
}

function findProjectRoot(from: string): string {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const manifest = path.join(folder, 'package.json');
    if (fs.existsSync(manifest)) {
      const { name } = JSON.parse(fs.readFileSync(manifest, 'utf8')) as { name?: string };
      if (name === 'rempart') return folder;
    }
    if (folder === path.dirname(folder)) throw new Error(`No checkout of Rempart above ${from}`);
  }
}

function megabytes(folder: string): string {
  const { stdout } = spawnSync('du', ['-sm', folder], { encoding: 'utf8' });
  return stdout.split('\t')[0] ?? '?';
}

const seconds = (started: number): string => `${Math.round((Date.now() - started) / 1000)} s`;
