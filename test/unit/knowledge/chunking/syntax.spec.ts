import { createRequire } from 'node:module';
import path from 'node:path';
import type * as TreeSitterModule from '@vscode/tree-sitter-wasm';
import { beforeEach, describe, expect, it } from 'vitest';
import { chunkDocument, splitLines, type Chunk } from '../../../../src/knowledge/chunking';
import { chunkSize } from '../../../../src/knowledge/chunking/lines';
import { grammars } from '../../../../src/knowledge/chunking/syntax/grammars';
import { outlineOf } from '../../../../src/knowledge/chunking/syntax/outline';
import { SyntaxParser } from '../../../../src/knowledge/chunking/syntax/parser';
import { programs } from './languages';

// No test depends on how fast this machine is.
const parser = new SyntaxParser({ milliseconds: Infinity });

const require = createRequire(import.meta.filename);
const { Language, Parser } = require('@vscode/tree-sitter-wasm') as typeof TreeSitterModule;
const folder = path.dirname(require.resolve('@vscode/tree-sitter-wasm'));

async function cut(language: string, text: string): Promise<Chunk[]> {
  const outline = await parser.outline(text, language);
  expect(outline).toBeDefined();
  return chunkDocument(text, { id: language, kind: 'code', known: true }, outline);
}

/** Every chunk is exactly the lines it names, in order and apart, and no line that says something is left out. */
function expectFaithful(chunks: readonly Chunk[], text: string): void {
  const lines = splitLines(text);
  const covered = new Set<number>();
  for (const { startLine, endLine, text: piece } of chunks) {
    const own = lines.slice(startLine - 1, endLine).join('\n');
    if (startLine === endLine && own !== piece) expect(own).toContain(piece);
    else {
      expect(piece).toBe(own);
      for (let line = startLine; line <= endLine; line++) expect(covered.has(line)).toBe(false);
    }
    expect(piece.length).toBeLessThanOrEqual(chunkSize.max);
    for (let line = startLine; line <= endLine; line++) covered.add(line);
  }
  lines.forEach((line, i) => expect(line.trim() === '' || covered.has(i + 1), `line ${i + 1}`).toBe(true));
}

describe.each(programs)('R1 $language is cut along its definitions', ({ language, text, first, second, statement }) => {
  const lines = splitLines(text);
  const lineOf = (part: string): number => lines.findIndex((line) => line.includes(part)) + 1;

  it('a comment stays with what it is about, and the chunk names the symbols around it', async () => {
    const chunks = await cut(language, text);
    expectFaithful(chunks, text);
    const own = chunks.find(({ startLine }) => startLine === lineOf('Says second'));
    expect(own?.heading).toEqual(second);
    expect(own?.text.split('\n').length).toBeGreaterThan(4);
    const before = chunks.filter(({ endLine }) => endLine < lineOf('Says second'));
    expect(before.at(-1)?.heading).toEqual(first);
    expect(before.at(-1)?.text).toContain('Says first');
  });

  it('what is too large is cut between its statements', async () => {
    const chunks = (await cut(language, text)).filter(({ startLine }) => startLine > lineOf('Says second'));
    expect(chunks.length).toBeGreaterThan(1);
    for (const { heading, text: piece } of chunks) {
      expect(heading).toEqual(second);
      expect(piece.split('\n')[0]).toMatch(statement);
      expect(piece.length).toBeGreaterThanOrEqual(chunkSize.min);
    }
  });
});

describe('R1 grammars', () => {
  it.each(Object.entries(grammars))('%s has all that its table names', async (_, grammar) => {
    await Parser.init();
    const { types, fields } = await Language.load(path.join(folder, grammar.file));
    const names = [...Object.keys(grammar.definitions), ...grammar.wrappers, ...grammar.attached];
    expect(names.filter((name) => !types.includes(name))).toEqual([]);
    const used = Object.values(grammar.definitions).flatMap(({ name, owner, value }) => [
      ...name,
      ...(owner === undefined ? [] : [owner.field, owner.type]),
      ...(value === undefined ? [] : [value]),
    ]);
    expect(used.filter((name) => !fields.includes(name) && !types.includes(name))).toEqual([]);
  });
});

describe('R1 definitions', () => {
  const statements = (count: number): string => '  total = add(total, total);\n'.repeat(count);

  it('that are small are packed with their neighbours under what is common to them', async () => {
    const method = (name: string): string => `  /** Says ${name}. */\n  ${name}() {\n  ${statements(6)}  }\n`;
    const text = `class Meter {\n${['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(method).join('\n')}}\n`;
    const chunks = await cut('javascript', text);
    expectFaithful(chunks, text);
    expect(chunks.length).toBeGreaterThan(1);
    for (const { heading, text: piece } of chunks) {
      expect(heading[0]).toBe('Meter');
      expect(piece.match(/Says/gu)?.length).toBe(piece.match(/\(\) \{/gu)?.length);
      expect(piece.length).toBeGreaterThan(400);
    }
  });

  it('at top level do not share a chunk with a piece of another', async () => {
    const text = ['a', 'b', 'c'].map((name) => `function ${name}() {\n${statements(50)}}\n`).join('\n');
    const chunks = await cut('javascript', text);
    expectFaithful(chunks, text);
    for (const { text: piece } of chunks) expect(piece.match(/^function/gmu)?.length ?? 0).toBeLessThanOrEqual(1);
    expect(new Set(chunks.map(({ heading }) => heading.join('.')))).toEqual(new Set(['a', 'b', 'c']));
  });

  it.each([
    ['typescript', `export const sum = async () => {\n${statements(50)}};\n`, ['sum']],
    [
      'typescript',
      `declare module "meter" {\n  interface Meter {\n${'    total: number;\n'.repeat(60)}  }\n}\n`,
      ['meter', 'Meter'],
    ],
    ['javascript', `module.exports.sum = function () {\n${statements(50)}};\n`, ['module.exports.sum']],
    ['javascript', `export default {\n  data: () => {\n${statements(50)}  },\n};\n`, ['data']],
    ['python', `TABLE = [\n${'    "an entry of the table",\n'.repeat(60)}]\n`, ['TABLE']],
    ['rust', `macro_rules! sum {\n${'    ($a:expr) => { add($a) };\n'.repeat(50)}}\n`, ['sum']],
    ['go', `type Meter struct {\n${'\tTotal int\n'.repeat(120)}}\n`, ['Meter']],
    ['cpp', `bool operator<(const Meter& a, const Meter& b) {\n${statements(50)}}\n`, ['operator<']],
  ])('of %s that are written in other ways have a name: %#', async (language, text, heading) => {
    const chunks = await cut(language, text);
    expectFaithful(chunks, text);
    expect(chunks.at(-1)?.heading).toEqual(heading);
  });

  it('do not give their name to a chunk that is mostly about something else', async () => {
    const text = `${'import { one } from "./one";\n'.repeat(25)}\nfunction small() {}\n\nfunction large() {\n${statements(50)}}\n`;
    const [imports] = await cut('javascript', text);
    expect(imports).toMatchObject({ startLine: 1, heading: [] });
  });
});

describe('R1 text that is no tidy program', () => {
  const body = '  total = add(total, total);\n'.repeat(30);
  it.each([
    ['an unclosed block', `class A {\n  m() {\n${body}\n\nclass B {\n${body.repeat(2)}`],
    ['missing and surplus brackets', `function a( {\n${body}}}}\n)\nfunction b() {\n${body}}\n`],
    ['another language', `def a(self):\n${body}\n\nBEGIN\n${body}END;\n`],
    ['a minified line', `var a=1;${'function b(){return a+1}'.repeat(2000)}`],
    ['a minified line between others', `// Licence\n${'a.b(c);'.repeat(400)}\n${body}`],
    ['windows line ends', `function a() {\n${body.repeat(2)}}\n`.replaceAll('\n', '\r\n')],
    ['lone carriage returns', `function a() {\n${body.repeat(2)}}\n`.replaceAll('\n', '\r')],
    ['characters outside the basic plane', `const a = '${'😀'.repeat(900)}';\nfunction b() {\n${body.repeat(2)}}\n`],
    ['nothing but comments', '// One line of a comment.\n'.repeat(100)],
    ['deep nesting', `${'{\n'.repeat(2000)}${'}\n'.repeat(2000)}`],
    ['blank lines', '\n'.repeat(3000)],
    ['nothing', ''],
  ])('%s loses no line', async (_, text) => {
    const outline = await parser.outline(text, 'javascript');
    expectFaithful(chunkDocument(text, { id: 'javascript', kind: 'code', known: true }, outline), text);
  });

  it('a broken function keeps the names of the others', async () => {
    const text = `function a() {\n${body.repeat(2)}}\n\nfunction b( {\n${body}\n\nfunction c() {\n${body.repeat(2)}}\n`;
    const outline = await parser.outline(text, 'javascript');
    const chunks = chunkDocument(text, { id: 'javascript', kind: 'code', known: true }, outline);
    expectFaithful(chunks, text);
    expect(chunks[0]?.heading).toEqual(['a']);
    expect(chunks.at(-1)?.heading.at(-1)).toBe('c');
  });
});

describe('R4 bounds of the parser', () => {
  const text = 'total = add(total, total);\n'.repeat(5000);

  it('a file that takes too long to parse has no outline, and the next one has', async () => {
    let clock = 0;
    let step = 100;
    const slow = new SyntaxParser({ milliseconds: 300 }, () => (clock += step));
    // One statement on one line: there is nothing to walk through.
    const list = `total = [${'1, '.repeat(20_000)}];\n`;
    expect(await slow.outline(list, 'javascript')).toBeUndefined();
    step = 0;
    expect(await slow.outline(list, 'javascript')).toBeDefined();
  });

  it('a tree that takes too long to walk through has no outline', async () => {
    await Parser.init();
    const language = await Language.load(path.join(folder, grammars['javascript']!.file));
    const tree = new Parser().setLanguage(language).parse(text)!;
    const walk = (alive: () => boolean) => outlineOf(tree.walk(), splitLines(text), grammars['javascript']!, alive);
    expect(walk(() => true)).toBeDefined();
    expect(walk(() => false)).toBeUndefined();
    tree.delete();
  });

  it('text that is mostly of another language has no outline', async () => {
    expect(await parser.outline('} ) ] => @ # <\n'.repeat(100), 'java')).toBeUndefined();
  });

  it('a file that is too large, or of a language without a grammar, has no outline', async () => {
    expect(
      await new SyntaxParser({ characters: text.length - 1, milliseconds: Infinity }).outline(text, 'javascript'),
    ).toBeUndefined();
    expect(
      await new SyntaxParser({ characters: text.length, milliseconds: Infinity }).outline(text, 'javascript'),
    ).toBeDefined();
    for (const language of ['kotlin', 'json', 'constructor', ''])
      expect(await parser.outline(text, language)).toBeUndefined();
  });

  // The module has one memory for all parsers: these begin with another module.
  const fresh = (): void => {
    Reflect.deleteProperty(require.cache, require.resolve('@vscode/tree-sitter-wasm'));
  };
  beforeEach(fresh);

  it('text that makes the parser take memory without end is an error and not a leak', async () => {
    const small = new SyntaxParser({ memory: 40 * 1024 * 1024, milliseconds: Infinity });
    await expect(small.outline('a<'.repeat(100_000), 'typescript')).rejects.toThrow();
  });

  it('memory does not grow with the number of files', async () => {
    const tight = new SyntaxParser({ memory: 40 * 1024 * 1024, milliseconds: Infinity });
    for (let i = 0; i < 20; i++) expect(await tight.outline(text, 'javascript')).toBeDefined();
  });
});
