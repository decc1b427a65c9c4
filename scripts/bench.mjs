// Runs one benchmark: `node scripts/bench.mjs guards [options]` bundles test/bench/guards.ts and executes it.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const [name, ...options] = process.argv.slice(2);
const entry = join(root, 'test', 'bench', `${name}.ts`);
if (name === undefined || !/^[\w-]+$/.test(name) || !existsSync(entry)) {
  console.error('Usage: node scripts/bench.mjs NAME [options], where test/bench/NAME.ts exists.');
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'rempart-bench-'));
try {
  const outfile = join(folder, `${name}.cjs`);
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', '@lancedb/*', '@huggingface/*', 'onnxruntime-*', 'apache-arrow'],
    define: { 'process.env.REMPART_ROOT': JSON.stringify(root) },
    logLevel: 'warning',
  });
  const { status } = spawnSync(process.execPath, [outfile, ...options], { stdio: 'inherit', cwd: root });
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
