// What the editor loads when Rempart starts: only what draws and registers. The rest comes with `import()` when needed.
import path from 'node:path';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');

/** Files that are evaluated as soon as the extension is: reached from it by static imports alone. */
async function onActivationPath(): Promise<readonly string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['src/extension.ts'],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode', '@lancedb/lancedb', 'apache-arrow', '@huggingface/transformers', 'onnxruntime-*'],
    logLevel: 'silent',
  });
  const reached = new Set(['src/extension.ts']);
  for (const file of reached)
    for (const { path: imported, kind, external } of metafile.inputs[file]?.imports ?? [])
      if (kind !== 'dynamic-import' && external !== true) reached.add(imported);
  return [...reached];
}

it('N1 nothing heavy is loaded when the extension starts', async () => {
  const files = await onActivationPath();
  expect(files).toContain('src/editor/container.ts');
  const packages = files
    .filter((file) => file.startsWith('node_modules/'))
    .map((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/u.exec(file)?.[1]);
  expect([...new Set(packages)]).toEqual(['@vscode/l10n']);
  const heavy =
    /^src\/(?:knowledge\/(?!place)|models\/(?:ollama|integrity)|posture\/(?:probes|checks)|guards\/(?:classifier|injection|redaction|normalise|output))/u;
  expect(files.filter((file) => heavy.test(file))).toEqual([]);
});
