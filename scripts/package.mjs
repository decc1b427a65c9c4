// Packages the extension as one .vsix per platform:  npm run package [-- --target linux-x64] [--list]
import { bootstrap, root } from './bootstrap.mjs';

await bootstrap(import.meta.url);

const { spawnSync } = await import('node:child_process');
const fs = await import('node:fs');
const os = await import('node:os');
const path = await import('node:path');
const { parseArgs } = await import('node:util');
const { unzipSync } = await import('fflate');
const { build } = await import('./build.mjs');

/** Loaded by the syntax thread. */
const SYNTAX = '@vscode/tree-sitter-wasm';

/** What is loaded at run time; everything else in `dependencies` is inside the bundles. */
const RUNTIME = ['@lancedb/lancedb', 'apache-arrow', '@huggingface/transformers', 'onnxruntime-node', SYNTAX];

/**
 * Never loaded by us: the web build of ONNX Runtime; LanceDB's clients of remote embedding services, which must not
 * even be there; what ONNX Runtime's installer downloads with; what the real sharp loads.
 */
const NEVER = ['onnxruntime-web', 'openai', 'adm-zip', 'global-agent', 'semver', 'detect-libc', '@img/colour'];

/** For each target of vsce: npm's names for it, LanceDB's binary, and the folder in onnxruntime-node. */
const TARGETS = {
  'linux-x64': { os: 'linux', cpu: 'x64', libc: 'glibc', lancedb: 'linux-x64-gnu', onnx: 'linux/x64' },
  'linux-arm64': { os: 'linux', cpu: 'arm64', libc: 'glibc', lancedb: 'linux-arm64-gnu', onnx: 'linux/arm64' },
  'darwin-arm64': { os: 'darwin', cpu: 'arm64', lancedb: 'darwin-arm64', onnx: 'darwin/arm64' },
  // Neither publishes binaries for Intel Macs: full-text search in the fallback store, embeddings through Ollama, questions
  // judged by the rules alone.
  'darwin-x64': { os: 'darwin', cpu: 'x64' },
  'win32-x64': { os: 'win32', cpu: 'x64', lancedb: 'win32-x64-msvc', onnx: 'win32/x64' },
  'win32-arm64': { os: 'win32', cpu: 'arm64', lancedb: 'win32-arm64-msvc', onnx: 'win32/arm64' },
};

const { values: options } = parseArgs({
  options: { target: { type: 'string' }, list: { type: 'boolean' }, out: { type: 'string' } },
});
const lock = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));

if (!checkTargets()) process.exit(1);
if (!options.list) await makePackage(options.target ?? `${process.platform}-${process.arch}`);

/** Prints, for each target, which native packages it gets, and whether the lock file and ONNX Runtime have them. */
function checkTargets() {
  let complete = true;
  for (const [name, { lancedb, onnx }] of Object.entries(TARGETS)) {
    const binary = `@lancedb/lancedb-${lancedb}`;
    const entry = lock[`node_modules/${binary}`];
    const folder = onnxFolder(onnx);
    const stored = lancedb
      ? entry?.integrity
        ? `${binary} ${entry.version}`
        : `${binary} is MISSING in the lock file`
      : 'no LanceDB binary exists: fallback store (node:sqlite, full text)';
    const embeds = onnx
      ? folder
        ? `onnxruntime-node ${onnx}`
        : `onnxruntime-node ${onnx} is MISSING`
      : 'no ONNX Runtime binary exists: embeddings through Ollama only';
    if ((lancedb && !entry?.integrity) || (onnx && !folder)) complete = false;
    console.log(`target ${name.padEnd(13)} ${stored}; ${embeds}`);
  }
  return complete;
}

async function makePackage(target) {
  const platform = TARGETS[target];
  if (!platform) {
    console.error(`package: no target ${target}; there are ${Object.keys(TARGETS).join(', ')}`);
    process.exit(2);
  }
  const built = await build({ production: true });
  const staging = fs.mkdtempSync(path.join(os.tmpdir(), 'rempart-package-'));
  try {
    stage(staging, platform);
    const out = path.resolve(root, options.out ?? `${manifest.name}-${target}-${manifest.version}.vsix`);
    const ignore = path.join(staging, '.vscodeignore');
    const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce');
    const args = ['package', '--target', target, '--out', out, '--ignoreFile', ignore];
    run(process.execPath, [vsce, ...args, '--allow-missing-repository', '--no-rewrite-relative-links'], staging);
    inspect(out, platform, built);
  } finally {
    fs.rmSync(staging, { recursive: true, force: true });
  }
}

/** A folder with what the package holds: our files, and the runtime packages installed afresh for the target. */
function stage(staging, { os: system, cpu, libc, lancedb, onnx }) {
  const files = [
    'dist',
    'media',
    'l10n',
    'LICENSE',
    'README.md',
    'README.fr.md',
    'docs/reference.md',
    'docs/reference.fr.md',
    'CHANGELOG.md',
    'SECURITY.md',
    'THIRD_PARTY_NOTICES.md',
  ];
  const nls = fs.readdirSync(root).filter((file) => /^package\.nls(?:\..+)?\.json$/.test(file));
  for (const file of [...files, ...nls, 'package-lock.json', '.npmrc'])
    if (fs.existsSync(path.join(root, file)))
      fs.cpSync(path.join(root, file), path.join(staging, file), { recursive: true });
  fs.copyFileSync(path.join(root, 'package.json'), path.join(staging, 'package.json'));
  console.log(`package: installing the run-time packages for ${system}-${cpu} …`);
  const foreign = [`--os=${system}`, `--cpu=${cpu}`, ...(libc ? [`--libc=${libc}`] : [])];
  run('npm', ['ci', '--omit=dev', ...foreign, '--no-audit', '--no-fund', '--loglevel=error'], staging);
  const modules = path.join(staging, 'node_modules');
  standInForSharp(path.join(modules, 'sharp'));
  // vsce asks npm for the list of packages, and npm for every package that is declared: so nothing is removed here,
  // what we do not want is ignored.
  const ignored = [...unwantedPackages(modules, lancedb), ...unwantedOnnx(modules, onnx)].map((name) => `${name}/**`);
  const common = fs.readFileSync(path.join(root, '.vscodeignore'), 'utf8');
  // No other WebAssembly is wanted than the parser and the grammars that the product names.
  const wasm = syntaxFiles().map((file) => `!${file}`);
  fs.writeFileSync(path.join(staging, '.vscodeignore'), `${[common, ...ignored, ...wasm].join('\n')}\n`);
  // Nothing to run and nothing for development in the manifest that users get.
  const slim = { ...manifest, scripts: undefined, devDependencies: undefined };
  fs.writeFileSync(path.join(staging, 'package.json'), JSON.stringify(slim, null, 2));
}

/** The WebAssembly of the syntax thread: tree-sitter itself and each grammar named in the table of languages. */
function syntaxFiles() {
  const table = fs.readFileSync(path.join(root, 'src/knowledge/chunking/syntax/grammars.ts'), 'utf8');
  const grammars = table.match(/tree-sitter-[a-z-]+\.wasm/g) ?? [];
  return [...new Set(['tree-sitter.wasm', ...grammars])].map((file) => `node_modules/${SYNTAX}/wasm/${file}`);
}

function unwantedPackages(modules, lancedb) {
  const wanted = closure(RUNTIME);
  const names = installed(modules).filter((name) =>
    name.startsWith('@lancedb/lancedb-') ? name !== `@lancedb/lancedb-${lancedb}` : !wanted.has(name),
  );
  return names.map((name) => `node_modules/${name}`);
}

function unwantedOnnx(modules, wanted) {
  const bin = path.join(modules, 'onnxruntime-node/bin');
  return fs
    .readdirSync(bin, { recursive: true })
    .map((folder) => folder.replaceAll(path.sep, '/'))
    .filter((folder) => /^napi-v\d+\/\w+\/\w+$/.test(folder) && !folder.endsWith(`/${wanted}`))
    .map((folder) => `node_modules/onnxruntime-node/bin/${folder}`);
}

/** Names of the packages that those named load, without what is never loaded. */
function closure(names) {
  const found = new Set();
  const visit = (name) => {
    if (found.has(name) || NEVER.includes(name)) return;
    found.add(name);
    for (const next of Object.keys(lock[`node_modules/${name}`]?.dependencies ?? {})) visit(next);
  };
  names.forEach(visit);
  return found;
}

function installed(modules) {
  return fs.readdirSync(modules).flatMap((name) => {
    if (name.startsWith('.')) return [];
    if (!name.startsWith('@')) return [name];
    return fs.readdirSync(path.join(modules, name)).map((inner) => `${name}/${inner}`);
  });
}

function onnxFolder(platform) {
  const bin = path.join(root, 'node_modules/onnxruntime-node/bin');
  const version = fs.readdirSync(bin).find((name) => name.startsWith('napi-v'));
  const folder = path.join(bin, version ?? '', platform ?? '-');
  return fs.existsSync(path.join(folder, 'onnxruntime_binding.node')) ? folder : undefined;
}

/**
 * transformers.js loads the image library sharp at its start, and we never give it an image: instead of 20 MB of
 * native image decoders (in `@img`) the package carries a function that says so.
 */
function standInForSharp(folder) {
  const file = path.join(folder, 'package.json');
  const original = { ...JSON.parse(fs.readFileSync(file, 'utf8')), exports: undefined, types: undefined };
  const description = 'Stands in for sharp in the package of Rempart, which decodes no images';
  for (const name of fs.readdirSync(folder)) fs.rmSync(path.join(folder, name), { recursive: true });
  fs.writeFileSync(file, JSON.stringify({ ...original, description, type: 'commonjs', main: 'index.js' }, null, 2));
  fs.writeFileSync(
    path.join(folder, 'index.js'),
    "module.exports = () => {\n  throw new Error('This package of Rempart decodes no images.');\n};\n",
  );
}

/** Reads the package back: the binaries of this platform and no others, all that was built, no source, no maps. */
function inspect(file, { lancedb, onnx }, built) {
  const zipped = fs.readFileSync(file);
  const sizes = new Map();
  unzipSync(zipped, {
    filter: ({ name, originalSize }) => (sizes.set(name.replace(/^extension\//, ''), originalSize), false),
  });
  const names = [...sizes.keys()];
  const binaries = names.filter((name) => /\.(?:node|dll|dylib|so(?:\.\d+)*)$/.test(name));
  const ours = (name) =>
    (lancedb && name.includes(`@lancedb/lancedb-${lancedb}/`)) || (onnx && name.includes(`/${onnx}/`));
  const wrong = [
    ...binaries.filter((name) => !ours(name)).map((name) => `binary of another platform: ${name}`),
    ...names
      .filter((name) => /^(?:src|test|webview|scripts)\/|\.map$/.test(name))
      .map((name) => `not for users: ${name}`),
    ...[
      ...built,
      'media/classifier/guard.onnx',
      'media/classifier/vocabulary.tsv',
      'media/classifier/thresholds.json',
      `node_modules/${SYNTAX}/wasm/tree-sitter.js`,
      ...syntaxFiles(),
    ]
      .filter((name) => !sizes.has(name))
      .map((name) => `missing: ${name}`),
    ...(lancedb && !binaries.some((name) => name.includes('lancedb')) ? ['missing: the LanceDB binary'] : []),
    ...(onnx && !binaries.some((name) => name.includes('onnxruntime')) ? ['missing: the ONNX Runtime binary'] : []),
  ];
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const mb = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
  console.log(
    `package: ${path.relative(root, file)}: ${mb(zipped.length)}, ${mb(total)} installed, ${names.length} files`,
  );
  for (const name of binaries) console.log(`package:   ${mb(sizes.get(name)).padStart(9)}  ${name}`);
  if (wrong.length === 0) return;
  console.error(wrong.map((line) => `package: ${line}`).join('\n'));
  process.exitCode = 1;
}

function run(command, args, cwd) {
  const { status, error } = spawnSync(command, args, { cwd, stdio: 'inherit', shell: process.platform === 'win32' });
  if (error ?? status !== 0)
    throw new Error(`${path.basename(command)} ${args[0]} failed: ${error?.message ?? status}`);
}
