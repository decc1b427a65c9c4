// Makes a fresh checkout ready on any Node ≥ 18 without dependencies of its own, then hands over to the pinned Node.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const modules = path.join(root, 'node_modules');
const stampFile = path.join(modules, '.rempart-stamp');
const windows = process.platform === 'win32';

/** The Node that everything runs under after the set-up; `npm rebuild node` puts it there. */
export const pinnedNode = path.join(modules, 'node', 'bin', windows ? 'node.exe' : 'node');

/** The environment for programs of the project: the pinned Node and the project's binaries come first. */
export function projectEnvironment(env = process.env) {
  const own = [path.dirname(pinnedNode), path.join(modules, '.bin')];
  const rest = (env.PATH ?? env.Path ?? '').split(path.delimiter).filter((folder) => !own.includes(folder));
  return { ...env, PATH: [...own, ...rest].join(path.delimiter) };
}

/**
 * Installs the dependencies when they do not fit the lock file, and runs `script` again under the pinned Node
 * unless that is already the case. The caller must not import any package before this has returned.
 * @param {string} script `import.meta.url` of the calling script
 */
export async function bootstrap(script) {
  ensureInstalled();
  if (process.versions.node === pinnedVersion()) {
    process.env = projectEnvironment();
    return;
  }
  process.exit(await handOver([fileURLToPath(script), ...process.argv.slice(2)]));
}

/** Runs `npm ci` and fetches the pinned Node, each only when needed, and says so. */
export function ensureInstalled() {
  if (Number(process.versions.node.split('.')[0]) < 18) fail(`Node 18 or newer is needed, this is ${process.version}.`);
  const wanted = stamp();
  if (read(stampFile) === wanted && fs.existsSync(pinnedNode)) return;
  if (!treeFitsLock()) {
    timed('installing dependencies with npm ci (about 700 MB, half a minute to some minutes)', () => npm(['ci']));
  }
  if (!pinnedNodeWorks()) {
    timed(`fetching Node ${pinnedVersion()} (about 120 MB)`, () =>
      npm(['rebuild', 'node', '--ignore-scripts=false', '--foreground-scripts=false']),
    );
    if (!pinnedNodeWorks())
      fail(`Node ${pinnedVersion()} could not be installed for ${process.platform}-${process.arch}.`);
  }
  fs.writeFileSync(stampFile, wanted);
}

/** Runs the step, printing what it is and how long it took. */
export function timed(what, step) {
  console.log(`setup: ${what} …`);
  const started = Date.now();
  const result = step();
  console.log(`setup: done in ${Math.round((Date.now() - started) / 1000)} s`);
  return result;
}

function pinnedVersion() {
  return JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')).devDependencies.node;
}

function stamp() {
  const lock = createHash('sha256').update(fs.readFileSync(path.join(root, 'package-lock.json')));
  return `${lock.digest('hex')} ${process.platform}-${process.arch}\n`;
}

/**
 * Whether what npm says it installed (its hidden lock file) is what the lock file asks for. Looked at before any
 * `npm ci`, because that deletes the whole tree, also under a developer who has just installed the right thing.
 */
function treeFitsLock() {
  const platform = read(stampFile)?.split(' ')[1]?.trim();
  if (platform && platform !== `${process.platform}-${process.arch}`) return false;
  const installed = json(path.join(modules, '.package-lock.json'))?.packages;
  const wanted = json(path.join(root, 'package-lock.json'))?.packages;
  if (!installed || !wanted) return false;
  return Object.entries(wanted).every(([where, entry]) => {
    if (where === '') return true;
    const there = installed[where];
    // Binaries for other platforms are in the lock file and not in the tree.
    if (!there) return entry.optional === true;
    return there.version === entry.version && there.integrity === entry.integrity;
  });
}

function pinnedNodeWorks() {
  if (!fs.existsSync(pinnedNode)) return false;
  const answer = spawnSync(pinnedNode, ['--version'], { encoding: 'utf8' });
  return answer.stdout?.trim() === `v${pinnedVersion()}`;
}

function npm(args) {
  // A shell, because npm is a .cmd file on Windows; the arguments are our own constants.
  const run = spawnSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: windows,
  });
  if (run.error) fail(`npm could not be started: ${run.error.message}`);
  if (run.status !== 0) fail(`npm ${args[0]} failed (exit status ${run.status}).`);
}

/** Runs the pinned Node in our place: same terminal, signals go through, its exit status is ours. */
function handOver(args) {
  const child = spawn(pinnedNode, args, { stdio: 'inherit', env: projectEnvironment() });
  // The child ends us. On Ctrl-C it hears of it twice, by the terminal and from here, and must not mind.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}

function read(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function json(file) {
  const text = read(file);
  return text === undefined ? undefined : JSON.parse(text);
}

function fail(message) {
  console.error(`setup: ${message}`);
  process.exit(1);
}

// Run by itself it only makes the checkout ready.
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) ensureInstalled();
