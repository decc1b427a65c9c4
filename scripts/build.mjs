// Bundles the product with esbuild: host, its processes and workers, command line, one bundle per webview.
//   node scripts/build.mjs [--watch] [--production] [--quiet]
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import esbuild from 'esbuild';
import { commonJsChunks, isChunk, removeChunks, startBytes } from './chunks.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Loaded at run time from node_modules, and only in processes of their own. */
const NATIVE = [
  '@lancedb/lancedb',
  'apache-arrow',
  '@huggingface/transformers',
  'onnxruntime-node',
  'onnxruntime-common',
];

/**
 * Bundles whose growth costs every user time at start: above the limit (kilobytes, minified, with the chunks that are loaded
 * with them) the build says so.
 */
const BUDGET_KB = { 'dist/extension.js': 150, 'dist/webview/chat.js': 1000, 'dist/webview/report.js': 500 };

/** Programs with parts that they load when they need them, and share: each `import()` is a border between chunks. */
const SPLIT = [
  { in: 'src/extension.ts', out: 'extension' },
  { in: 'src/cli.ts', out: 'cli' },
];

/** What is bundled for Node into one file each: source, output without extension, options of its own. */
const NODE_BUNDLES = [
  { in: 'src/knowledge/indexProcess.ts', out: 'indexProcess', external: NATIVE },
  { in: 'src/knowledge/embedderProcess.ts', out: 'embedderProcess', external: NATIVE },
  { in: 'src/guards/classifierProcess.ts', out: 'classifierProcess', external: NATIVE },
  { in: 'src/knowledge/documentProcess.ts', out: 'documentProcess' },
  { in: 'src/knowledge/syntaxWorker.ts', out: 'syntaxWorker' },
  { in: 'src/models/integrity/hashWorker.ts', out: 'hashWorker' },
];

/**
 * Builds everything that exists. Entry points that are not there are named and skipped.
 * @param {{ production?: boolean, quiet?: boolean }} [options]
 * @returns {Promise<string[]>} the files written, relative to the project
 * @throws {BuildError} after everything else has been built; esbuild has printed the reasons
 */
export async function build({ production = false, quiet = false } = {}) {
  const started = performance.now();
  const results = await Promise.allSettled(configurations({ production }).map((options) => esbuild.build(options)));
  copyCodicons();
  // A packaged extension takes all of dist: no map of an earlier build may be in it.
  if (production) for (const file of sourceMaps()) fs.rmSync(file);
  const built = results.filter(({ status }) => status === 'fulfilled').map(({ value }) => value);
  const outputs = Object.assign({}, ...built.map(({ metafile }) => metafile.outputs));
  if (!quiet) printSizes(outputs, performance.now() - started, production);
  if (built.length < results.length) throw new BuildError(`${results.length - built.length} bundles failed`);
  removeChunks(path.join(root, 'dist'), new Set(Object.keys(outputs).map((file) => path.basename(file))));
  return Object.keys(outputs);
}

/** Source that does not build; the reasons are on the terminal already. */
export class BuildError extends Error {}

/**
 * Bundles TypeScript of the tests and tools (never part of the product) for Node, packages left outside.
 * @param {string[]} entries relative to the project
 * @param {string} folder name of the folder for the bundles; it belongs to this process and ends with it
 * @param {{ format?: 'esm' | 'cjs', external?: string[] }} [options]
 * @returns {Promise<Map<string, string>>} entry → absolute path of its bundle
 */
export async function bundleTools(entries, folder, { format = 'esm', external = [] } = {}) {
  // Inside node_modules, so that the packages are found.
  const own = path.join(root, 'node_modules/.cache/rempart', String(process.pid));
  const outdir = path.join(own, folder);
  const extension = format === 'esm' ? '.mjs' : '.cjs';
  process.once('exit', () => fs.rmSync(own, { recursive: true, force: true }));
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: entries,
    outdir,
    outbase: '.',
    outExtension: { '.js': extension },
    bundle: true,
    platform: 'node',
    format,
    target: 'node24',
    packages: 'external',
    external,
    sourcemap: 'inline',
    logLevel: 'warning',
    plugins: [{ name: 'modules-stay', setup: (pluginBuild) => keepModulesOutside(pluginBuild, format) }],
  });
  return new Map(entries.map((entry) => [entry, path.join(outdir, entry.replace(/\.ts$/, extension))]));
}

/** Our own .mjs files find their data beside themselves, so they are imported from where they are. */
function keepModulesOutside(pluginBuild, format) {
  pluginBuild.onResolve({ filter: /^\..*\.mjs$/ }, ({ path: name, resolveDir }) => {
    const file = path.resolve(resolveDir, name);
    return { path: format === 'esm' ? pathToFileURL(file).href : file, external: true };
  });
}

async function watch() {
  copyCodicons();
  const contexts = await Promise.all(
    configurations({ production: false }).map((options) =>
      esbuild.context({
        ...options,
        logLevel: 'info',
        plugins: [...(options.plugins ?? []), { name: 'rebuilt', setup: announce }],
      }),
    ),
  );
  await Promise.all(contexts.map((context) => context.watch()));
  console.log('build: watching for changes, Ctrl-C ends');
}

function announce(pluginBuild) {
  pluginBuild.onEnd((result) => {
    const outputs = Object.entries(result.metafile?.outputs ?? {});
    const files = outputs.filter(([file, { entryPoint }]) => file.endsWith('.js') && !isChunk(file) && entryPoint);
    if (result.errors.length === 0) console.log(`build: ${files.map(([file]) => file).join(', ')}`);
  });
}

function configurations({ production }) {
  const common = {
    absWorkingDir: root,
    bundle: true,
    minify: production,
    // Source maps are for us: a packaged extension carries none.
    sourcemap: !production,
    sourcesContent: false,
    keepNames: production,
    legalComments: production ? 'none' : 'inline',
    metafile: true,
    logLevel: 'warning',
    loader: { '.json': 'json', '.svg': 'dataurl', '.ttf': 'file' },
    define: { 'process.env.NODE_ENV': JSON.stringify(production ? 'production' : 'development') },
  };
  const forNode = {
    ...common,
    outdir: 'dist',
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // ESM builds first: `main` of some packages is a UMD wrapper that no bundler can shake.
    mainFields: ['module', 'main'],
  };
  const node = NODE_BUNDLES.filter((bundle) => exists(bundle.in)).map(({ in: entry, out, ...own }) => ({
    ...forNode,
    ...own,
    entryPoints: [{ in: entry, out }],
  }));
  const split = {
    ...forNode,
    entryPoints: SPLIT.filter((bundle) => exists(bundle.in)),
    external: ['vscode', ...NATIVE],
    format: 'esm',
    splitting: true,
    // Beside their programs, which find processes and media from where they are.
    chunkNames: '[name]-[hash]',
    plugins: [commonJsChunks],
  };
  const surfaces = fs
    .readdirSync(path.join(root, 'webview'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && fs.existsSync(path.join(root, 'webview', entry.name, 'main.ts')))
    .map(({ name }) => ({
      ...common,
      entryPoints: [{ in: `webview/${name}/main.ts`, out: name }],
      outdir: 'dist/webview',
      assetNames: '[name]',
      platform: 'browser',
      format: 'iife',
      target: 'es2022',
    }));
  return [...node, split, ...surfaces];
}

function exists(entry) {
  if (fs.existsSync(path.join(root, entry))) return true;
  console.log(`build: no ${entry}, skipped`);
  return false;
}

function sourceMaps() {
  const dist = path.join(root, 'dist');
  const files = fs.readdirSync(dist, { recursive: true }).filter((file) => file.endsWith('.map'));
  return files.map((file) => path.join(dist, file));
}

function copyCodicons() {
  const from = path.join(root, 'node_modules/@vscode/codicons/dist');
  const to = path.join(root, 'dist/webview');
  fs.mkdirSync(to, { recursive: true });
  for (const file of ['codicon.css', 'codicon.ttf']) fs.copyFileSync(path.join(from, file), path.join(to, file));
}

function printSizes(outputs, milliseconds, production) {
  const files = Object.keys(outputs).filter((file) => !file.endsWith('.map'));
  const sizeOf = (bytes) => `${String(Math.round(bytes / 1000)).padStart(6)} kB`;
  for (const file of files.filter((each) => !isChunk(each))) {
    const bytes = startBytes(file, outputs);
    const over =
      production && bytes > (BUDGET_KB[file] ?? Infinity) * 1000 ? `  over its budget of ${BUDGET_KB[file]} kB` : '';
    console.log(`build: ${file.padEnd(26)} ${sizeOf(bytes)}${over}`);
  }
  const chunks = files.filter(isChunk);
  const later = chunks.reduce((sum, file) => sum + outputs[file].bytes, 0);
  console.log(`build: ${`dist: ${chunks.length} chunks`.padEnd(26)} ${sizeOf(later)}`);
  console.log(`build: ${production ? 'production' : 'development'}, ${(milliseconds / 1000).toFixed(1)} s`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const flags = new Set(process.argv.slice(2));
  const production = flags.has('--production') || flags.has('--minify');
  const run = flags.has('--watch') ? watch() : build({ production, quiet: flags.has('--quiet') });
  run.catch((error) => {
    console.error(error instanceof BuildError ? `build: ${error.message}` : error);
    process.exitCode = 1;
  });
}
