// What esbuild splits into chunks is rewritten as CommonJS: nothing of it may mean something else afterwards.
import { createRequire } from 'node:module';
import fs from 'node:fs';
import path from 'node:path';
import { build, type Metafile } from 'esbuild';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commonJsChunks, isChunk, removeChunks, startBytes, toCommonJs } from '../../../scripts/chunks.mjs';
import { makeTemporaryFolder } from '../../support/files';

let folder: string;
beforeEach(() => (folder = fs.realpathSync(makeTemporaryFolder('chunks'))));
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

/** Builds sources as the product is built, and gives what was written. */
async function split(sources: Readonly<Record<string, string>>, entries: readonly string[]): Promise<Metafile> {
  for (const [name, text] of Object.entries(sources)) fs.writeFileSync(path.join(folder, name), text);
  const { metafile } = await build({
    absWorkingDir: folder,
    entryPoints: entries.map((entry) => ({ in: `${entry}.ts`, out: entry })),
    outdir: 'dist',
    bundle: true,
    minify: true,
    keepNames: true,
    metafile: true,
    platform: 'node',
    format: 'esm',
    splitting: true,
    chunkNames: '[name]-[hash]',
    plugins: [commonJsChunks],
  });
  return metafile;
}

const load = (name: string): unknown => createRequire(path.join(folder, 'x.js'))(`./dist/${name}.js`);

const counter = {
  'count.ts': 'let n = 0;\nexport const next = (): number => ++n;\nexport { basename } from "node:path";\n',
  'later.ts': 'import { next } from "./count";\nexport const later = (): number => next() * 100;\nexport default 7;\n',
};

describe('chunks', () => {
  it('are loaded when they are needed, and share what both sides use', async () => {
    await split(
      {
        ...counter,
        'one.ts': `import fs, { existsSync } from 'node:fs';
          import * as os from 'node:os';
          import { next, basename } from './count';
          export const start = next();
          export const builtin = [fs.existsSync === existsSync, typeof os.cpus, basename('/a/b')];
          export const go = async () => { const m = await import('./later'); return [m.later(), m.default, next()]; };`,
      },
      ['one'],
    );
    const one = load('one') as { start: number; builtin: unknown; go: () => Promise<unknown> };
    expect(one.start).toBe(1);
    expect(one.builtin).toEqual([true, 'function', 'b']);
    const loaded = Object.keys(createRequire(path.join(folder, 'x.js')).cache).filter((file) =>
      file.startsWith(folder),
    );
    expect(loaded.filter((file) => path.basename(file).startsWith('later-'))).toEqual([]);
    expect(await one.go()).toEqual([200, 7, 3]);
  });

  it('a chunk that is missing is an error of whoever needs it', async () => {
    const metafile = await split({ ...counter, 'one.ts': `export const go = () => import('./later');` }, ['one']);
    const [chunk = ''] = Object.keys(metafile.outputs).filter((file) => file.startsWith('dist/later-'));
    fs.rmSync(path.join(folder, chunk));
    await expect((load('one') as { go: () => Promise<unknown> }).go()).rejects.toThrow(/^Cannot find module/u);
  });

  it('count among what is loaded at the start only when they are', async () => {
    const metafile = await split(
      {
        ...counter,
        'one.ts': `import { next } from './count';\nexport const go = () => [next(), import('./later')];`,
        'two.ts': `export { next } from './count';`,
      },
      ['one', 'two'],
    );
    const sizes = Object.fromEntries(Object.entries(metafile.outputs).map(([file, { bytes }]) => [file, bytes]));
    const later = Object.keys(sizes).find((file) => file.startsWith('dist/later-')) ?? '';
    const all = Object.values(sizes).reduce((sum, bytes) => sum + bytes, 0);
    expect(startBytes('dist/one.js', metafile.outputs)).toBe(all - sizes['dist/two.js']! - sizes[later]!);
  });

  it('of earlier builds go, and nothing else does', () => {
    const names = ['extension.js', 'cli.js.map', 'turn-VTAHR5NO.js', 'turn-VTAHR5NO.js.map', 'chunk-SOY5WS2N.js'];
    for (const name of names) fs.writeFileSync(path.join(folder, name), '');
    removeChunks(folder, new Set(['chunk-SOY5WS2N.js']));
    expect(fs.readdirSync(folder).sort()).toEqual(['chunk-SOY5WS2N.js', 'cli.js.map', 'extension.js']);
    expect(names.filter(isChunk)).toHaveLength(3);
  });
});

describe('a chunk as CommonJS', () => {
  it('keeps its lines, its first line for the shell and its map', () => {
    const code =
      '#!/usr/bin/env node\nimport {\n  a as b\n} from "./c-AAAAAAAA.js";\nb();\nexport {\n  b as d\n};\n//# sourceMappingURL=x.js.map\n';
    const lines = toCommonJs(code, 'x.js').split('\n');
    expect(lines).toHaveLength(code.split('\n').length);
    expect(lines[0]).toBe('#!/usr/bin/env node');
    expect(lines[1]).toBe('"use strict";var {"a":b}=require("./c-AAAAAAAA.js");');
    expect(lines.at(-2)).toBe('//# sourceMappingURL=x.js.map');
  });

  it.each([
    ['an export that a function assigns to', 'var a=1;function f(){a=2}export{a as b,f as c};'],
    ['… that it counts up', 'var a=1;const f=()=>a++;export{a as b,f as c};'],
    ['… that it takes apart into', 'var a=1;function f(x){[{y:a}]=x}export{a as b,f as c};'],
    ['the address of a module', 'var a=import.meta.url;export{a as b};'],
    ['the default of a package', 'import a from "package";a();'],
    ['a declaration that is exported', 'export var a=1;'],
    ['an import with a computed name', 'var a=x=>import(x);export{a as b};'],
  ])('%s is refused', (_, code) => {
    expect(() => toCommonJs(code, 'x.js')).toThrow(/^x\.js: cannot be CommonJS/u);
  });

  it.each([
    [
      'a variable of a function that is not exported',
      'var a=1;function f(){var c=0;c=2;return a+c}export{a as b,f as d};',
    ],
    ['an export that the file itself assigns to', 'var a;a=1;export{a as b};'],
    ['an import of another package, which Node makes', 'var a=()=>import("package");export{a as b};'],
  ])('%s is not', (_, code) => {
    expect(() => toCommonJs(code, 'x.js')).not.toThrow();
  });
});
