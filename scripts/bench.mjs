// Runs benchmarks under the pinned Node:  npm run bench [-- NAME [options]], where test/bench/NAME.ts exists; all by default.
import { bootstrap, root } from './bootstrap.mjs';

await bootstrap(import.meta.url);

const { spawnSync } = await import('node:child_process');
const fs = await import('node:fs');
const path = await import('node:path');
const { build, bundleTools } = await import('./build.mjs');

const [name, ...options] = process.argv.slice(2);
const names = benchmarks();
if (name !== undefined && !names.includes(name)) {
  console.error(`Usage: npm run bench [-- NAME [options]], NAME one of ${names.join(', ')}`);
  process.exit(2);
}
// Some start a process of the product, and that runs what is built.
await build({ quiet: true, production: true }).catch((error) => console.error(`build: ${error.message}`));
const chosen = name === undefined ? names : [name];
// LanceDB loads the CommonJS build of Arrow, and takes no table that another copy of it made.
const withTables = (entry) => sourceOf(`${entry}.ts`).includes('store/lanceStore');
const bundles = new Map([
  ...(await bundleTools(chosen.filter((entry) => !withTables(entry)).map(pathOf), 'bench')),
  ...(await bundleTools(chosen.filter(withTables).map(pathOf), 'bench', { format: 'cjs' })),
]);
// For those that open VS Code by the end-to-end harness.
const preload = await bundleTools(['test/support/vscode/connectionLog.ts'], 'preload', { format: 'cjs' });
// As the index process has it, for benches that open a store themselves.
const tables = { LANCE_CPU_THREADS: '4', LANCE_IO_THREADS: '4', LANCEDB_LOG: 'error', MALLOC_ARENA_MAX: '2' };
const env = { ...process.env, ...tables, REMPART_ROOT: root, REMPART_CONNECTION_PRELOAD: [...preload.values()][0] };
let failed = 0;
for (const [entry, bundle] of bundles) {
  if (chosen.length > 1) console.log(`\n== ${path.basename(entry, '.ts')}`);
  const { status } = spawnSync(process.execPath, [bundle, ...options], { stdio: 'inherit', cwd: root, env });
  if (status !== 0) failed++;
}
process.exit(failed === 0 ? 0 : 1);

/** Files of test/bench that are programs; what they share exports something and runs nothing. */
function benchmarks() {
  return fs
    .readdirSync(path.join(root, 'test/bench'))
    .filter((file) => file.endsWith('.ts') && !/^export /m.test(sourceOf(file)))
    .map((file) => path.basename(file, '.ts'));
}

function pathOf(name) {
  return `test/bench/${name}.ts`;
}

function sourceOf(file) {
  return fs.readFileSync(path.join(root, 'test/bench', file), 'utf8');
}
