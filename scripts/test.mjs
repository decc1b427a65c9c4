// Runs the tests after doing all their set-up:  npm test [-- unit|host|e2e [words that choose files]]
import { bootstrap, root } from './bootstrap.mjs';

await bootstrap(import.meta.url);

const { spawn } = await import('node:child_process');
const fs = await import('node:fs');
const os = await import('node:os');
const path = await import('node:path');
const { build, bundleTools } = await import('./build.mjs');

const suites = { unit, host, e2e };
const [first, ...filters] = process.argv.slice(2);
if (first !== undefined && !(first in suites)) {
  console.log(`npm test -- [${Object.keys(suites).join('|')} [words that choose files]]`);
  process.exit(first === '--help' ? 0 : 2);
}

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'rempart-test-'));
process.once('exit', () => fs.rmSync(scratch, { recursive: true, force: true }));
const children = new Set();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    for (const child of children) child.kill('SIGTERM');
    process.exitCode = 130;
  });

const totals = { passed: 0, failed: 0, skipped: 0 };
const lines = [];
let chosen = first ? [first] : Object.keys(suites);
try {
  // REMPART_EXTENSION names another folder to test than the checkout, e.g. an unpacked .vsix.
  if (!process.env.REMPART_EXTENSION) await build({ quiet: true });
} catch (error) {
  totals.failed++;
  lines.push(`build ${error.message}`);
  // What runs from source can still say something.
  chosen = chosen.filter((name) => name === 'unit');
}
for (const name of chosen) {
  if (process.exitCode) break;
  console.log(`\n== ${name}`);
  const started = Date.now();
  const result = await suites[name](filters);
  for (const key of Object.keys(totals)) totals[key] += result[key];
  lines.push(`${name.padEnd(5)} ${summary(result)} (${Math.round((Date.now() - started) / 1000)} s)`);
}
console.log(`\n${lines.join('\n')}`);
// This line, alone and in this form, is what machines read.
console.log(summary(totals));
process.exit(process.exitCode || (totals.failed > 0 ? 1 : 0));

/** The embedding model of the tests: fetched once per user and checked by its digest; without it its tests are skipped. */
async function ensureEmbeddingModel() {
  const cli = path.join(root, 'dist/cli.js');
  const { status } = await run(process.execPath, [cli, 'models', 'fetch', 'multilingual-e5-small']);
  if (status !== 0) console.log('SKIPPED: tests of the real embedding model: it cannot be had here');
}

/** vitest: everything that runs without VS Code. */
async function unit(words) {
  await ensureEmbeddingModel();
  const report = path.join(scratch, 'vitest.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { status } = await run(bin('vitest'), ['run', ...reporters, ...words]);
  const counted = fs.existsSync(report) ? JSON.parse(fs.readFileSync(report, 'utf8')) : {};
  return checked(status, {
    passed: counted.numPassedTests ?? 0,
    failed: counted.numFailedTests ?? 0,
    skipped: (counted.numPendingTests ?? 0) + (counted.numTodoTests ?? 0),
  });
}

/** Mocha inside a real extension host, started by @vscode/test-cli. */
async function host(words) {
  const missing = await vscodeMissing();
  if (missing) return skippedAloud('host', missing);
  const tests = await bundleTools(entries('test/host', '.test.ts', words), 'host', {
    format: 'cjs',
    external: ['vscode'],
  });
  const shim = await bundleTools(['test/support/vscode/shim.ts'], 'shim');
  if (tests.size === 0) return skippedAloud('host', 'no test file has such a name');
  const workspace = path.join(scratch, 'workspace');
  copySampleWorkspace(workspace);
  const env = {
    REMPART_TEST_WORKSPACE: workspace,
    REMPART_HOST_TESTS: [...tests.values()].join(path.delimiter),
    REMPART_SHIM: [...shim.values()][0],
  };
  const { status, output } = await run(bin('vscode-test'), ['--config', 'test/host/.vscode-test.mjs'], env);
  const count = (word) => Number(output.match(new RegExp(`^\\s*(\\d+) ${word}\\b`, 'm'))?.[1] ?? 0);
  return checked(status, { passed: count('passing'), failed: count('failing'), skipped: count('pending') });
}

/** Playwright against real VS Code in Chromium, run by node:test. */
async function e2e(words) {
  const specs = await bundleTools(entries('test/e2e', '.spec.ts', words), 'e2e');
  if (specs.size === 0) return skippedAloud('e2e', 'no test file has such a name');
  const preload = await bundleTools(['test/support/vscode/connectionLog.ts'], 'preload', { format: 'cjs' });
  const report = path.join(scratch, 'e2e.tap');
  const reporters = ['spec', 'tap'].flatMap((reporter, i) => [
    `--test-reporter=${reporter}`,
    `--test-reporter-destination=${['stdout', report][i]}`,
  ]);
  // One at a time: each run has a VS Code and a browser of its own.
  const options = ['--test', '--test-concurrency=1', '--test-timeout=900000', '--enable-source-maps'];
  const env = { REMPART_CONNECTION_PRELOAD: [...preload.values()][0] };
  const { status } = await run(process.execPath, [...options, ...reporters, ...specs.values()], env);
  const tap = fs.existsSync(report) ? fs.readFileSync(report, 'utf8') : '';
  const count = (word) => Number(tap.match(new RegExp(`^# ${word} (\\d+)$`, 'm'))?.[1] ?? 0);
  const failed = count('fail') + count('cancelled');
  return checked(status, { passed: count('pass'), failed, skipped: count('skipped') + count('todo') });
}

/** Why VS Code cannot be driven here; installs what can be installed. */
async function vscodeMissing() {
  const support = await bundleTools(['test/support/vscode/browser.ts', 'test/support/vscode/runtime.ts'], 'support');
  const [browser, runtime] = await Promise.all([...support.values()].map((file) => import(file)));
  if (!browser.ensureChromium()) return 'no Chromium on this machine';
  try {
    await runtime.ensureCodeServer();
    return undefined;
  } catch (error) {
    return error.message;
  }
}

function copySampleWorkspace(target) {
  const sample = path.join(root, 'test/fixtures/sample-workspace');
  if (fs.existsSync(sample)) fs.cpSync(sample, target, { recursive: true });
  else fs.mkdirSync(target);
}

function entries(folder, suffix, words) {
  return fs
    .readdirSync(path.join(root, folder), { recursive: true })
    .map((file) => `${folder}/${file.replaceAll(path.sep, '/')}`)
    .filter((file) => file.endsWith(suffix) && (words.length === 0 || words.some((word) => file.includes(word))))
    .sort();
}

/** Runs a program with its output shown and kept. */
function run(command, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
      shell: process.platform === 'win32',
    });
    children.add(child);
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
      process.stdout.write(text);
    });
    child.once('error', (error) => resolve({ status: 127, output: String(error) }));
    child.once('close', (status) => {
      children.delete(child);
      resolve({ status: status ?? 1, output });
    });
  });
}

function bin(name) {
  return path.join(root, 'node_modules/.bin', name);
}

/** A runner that failed without a failing test (a crash, a file that does not load) counts as one failure. */
function checked(status, counts) {
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function skippedAloud(name, why) {
  console.log(`SKIPPED: ${name}: ${why}`);
  return { passed: 0, failed: 0, skipped: 1 };
}

function summary({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
