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
const bundles = await bundleTools(
  chosen.map((entry) => `test/bench/${entry}.ts`),
  'bench',
);
// For those that open VS Code by the end-to-end harness.
const preload = await bundleTools(['test/support/vscode/connectionLog.ts'], 'preload', { format: 'cjs' });
const env = { ...process.env, REMPART_ROOT: root, REMPART_CONNECTION_PRELOAD: [...preload.values()][0] };
let failed = 0;
for (const [entry, bundle] of bundles) {
  if (chosen.length > 1) console.log(`\n== ${path.basename(entry, '.ts')}`);
  const { status } = spawnSync(process.execPath, [bundle, ...options], { stdio: 'inherit', cwd: root, env });
  if (status !== 0) failed++;
}
process.exit(failed === 0 ? 0 : 1);

/** Files of test/bench that are programs; what they share exports something and runs nothing. */
function benchmarks() {
  const folder = path.join(root, 'test/bench');
  return fs
    .readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !/^export /m.test(fs.readFileSync(path.join(folder, file), 'utf8')))
    .map((file) => path.basename(file, '.ts'));
}
