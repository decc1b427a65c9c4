// What the editor loads when Rempart starts: only what draws and registers. The rest comes with `import()` when needed.
import path from 'node:path';
import { build, type Metafile } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBytes } from '../../../scripts/chunks.mjs';

const root = path.resolve(import.meta.dirname, '../../..');

/** As `scripts/build.mjs` says it, where going over it is only said. */
const budgetKb = 150;

describe('P5 when the extension starts', () => {
  let metafile: Metafile;
  beforeAll(async () => {
    ({ metafile } = await build({
      absWorkingDir: root,
      entryPoints: [{ in: 'src/extension.ts', out: 'extension' }],
      outdir: 'dist',
      bundle: true,
      minify: true,
      keepNames: true,
      legalComments: 'none',
      splitting: true,
      write: false,
      metafile: true,
      platform: 'node',
      format: 'esm',
      external: ['vscode', '@lancedb/lancedb', 'apache-arrow', '@huggingface/transformers', 'onnxruntime-*'],
      logLevel: 'silent',
    }));
  });

  /** Files that are evaluated as soon as the extension is: reached from it by static imports alone. */
  function onActivationPath(): readonly string[] {
    const reached = new Set(['src/extension.ts']);
    for (const file of reached)
      for (const { path: imported, kind, external } of metafile.inputs[file]?.imports ?? [])
        if (kind !== 'dynamic-import' && external !== true) reached.add(imported);
    return [...reached];
  }

  it('nothing heavy is loaded', () => {
    const files = onActivationPath();
    expect(files).toContain('src/editor/container.ts');
    // In a checkout whose node_modules is a link, packages lie outside.
    const packages = files.map((file) => /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)/u.exec(file)?.[1]);
    expect([...new Set(packages.filter((name) => name !== undefined))]).toEqual(['@vscode/l10n']);
    const heavy =
      /^src\/(?:base\/french|knowledge\/(?!place)|models\/(?:ollama|integrity)|posture\/(?:probes|checks)|guards\/(?:classifier|injection|redaction|normalise|output))/u;
    expect(files.filter((file) => heavy.test(file))).toEqual([]);
    expect(Object.keys(metafile.inputs).some((file) => heavy.test(file))).toBe(true);
  });

  it(`no more than ${budgetKb} kB is read`, () => {
    const bytes = startBytes('dist/extension.js', metafile.outputs);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes / 1000).toBeLessThan(budgetKb);
  });
});
