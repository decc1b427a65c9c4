import { describe, expect, it } from 'vitest';
import { chunkDocument, splitLines } from '../../../../src/knowledge/chunking';
import { chunkSize } from '../../../../src/knowledge/chunking/lines';
import { languageOf } from '../../../../src/knowledge/documents/languages';

const cut = (name: string, text: string) => chunkDocument(text, languageOf(name)!);

/** Every chunk is exactly the lines it names, in order, and no line that says something is left out. */
function expectFaithful(name: string, text: string): void {
  const lines = splitLines(text);
  const covered = new Set<number>();
  let last = 0;
  for (const chunk of cut(name, text)) {
    expect(chunk.startLine).toBeGreaterThanOrEqual(last);
    const own = lines.slice(chunk.startLine - 1, chunk.endLine).join('\n');
    if (chunk.startLine === chunk.endLine && own !== chunk.text) expect(own).toContain(chunk.text);
    else expect(chunk.text).toBe(own);
    expect(chunk.text.length).toBeLessThanOrEqual(chunkSize.max);
    for (let line = chunk.startLine; line <= chunk.endLine; line++) covered.add(line);
    last = chunk.endLine;
  }
  lines.forEach((line, i) => {
    if (line.trim() !== '') expect(covered.has(i + 1)).toBe(true);
  });
}

const paragraph = (words: number): string => Array.from({ length: words }, (_, i) => `word${i}`).join(' ');

describe('R1 chunks of Markdown', () => {
  it('carry the headings above them and their exact lines', () => {
    const text = `# Guide\n\n${paragraph(60)}\n\n## Install\n\n${paragraph(60)}\n\n### Linux\n\n${paragraph(50)}\n\n## Use\n\n${paragraph(40)}\n`;
    const chunks = cut('a.md', text);
    expect(chunks.map(({ heading, startLine }) => [heading.join(' > '), startLine])).toEqual([
      ['Guide', 1],
      ['Guide > Install', 5],
      ['Guide > Install > Linux', 9],
      ['Guide > Use', 13],
    ]);
    expectFaithful('a.md', text);
  });

  it('keep a fence whole and take nothing in it for a heading', () => {
    const fence = '```sh\n# not a heading\nrun\n```';
    const chunks = cut('a.md', `## Real\n\n${paragraph(110)}\n\n${fence}\n`);
    expect(chunks.some(({ text }) => text.includes(fence))).toBe(true);
    expect(chunks.every(({ heading }) => heading.join() === 'Real')).toBe(true);
  });

  it('know setext headings, front matter and closing hashes', () => {
    const chunks = cut('a.md', '---\ntitle: x\n---\n\nTitle\n=====\n\nText.\n\n## Sub ##\n\nMore.\n');
    expect(chunks.map(({ heading }) => heading.join(' > '))).toEqual(['', 'Title', 'Title > Sub']);
  });

  const headings = (text: string): string[] => cut('a.md', text).map(({ heading }) => heading.join(' > '));
  const section = paragraph(60);

  it('take code in backticks that ends on its line for no fence', () => {
    expect(headings(`# A\n\n\`\`\`npm install\`\`\`\n\n${section}\n\n## B\n\n${section}\n`)).toEqual(['A', 'A > B']);
    expect(headings(`# A\n\n~~~ a\`b\n# no\n~~~\n\n${section}\n\n## B\n\n${section}\n`)).toEqual(['A', 'A > B']);
  });

  it.each([
    ['an item', '- last point\n---'],
    ['a numbered item', '12) last point\n---'],
    ['a quotation', '> quoted\n---'],
    ['code', '    indented\n---'],
    ['another line', '***\n---'],
  ])('take a line below %s for no heading', (_, text) => {
    expect(headings(`# A\n\n${section}\n\n${text}\n\n${section}\n\n## B\n\n${section}\n`)).not.toContainEqual(
      expect.stringMatching(/point|quoted|indented|> $/u),
    );
    expect(headings(`**Bold**\n---\n\n${section}\n`)).toEqual(['Bold']);
  });

  it('tell front matter from a text between two lines', () => {
    expect(headings(`---\n\n# A\n\n${section}\n\n## B\n\n${section}\n\n---\n\n${section}\n`)).toEqual(
      expect.arrayContaining(['A', 'A > B']),
    );
    for (const front of ['# of Jekyll\n"title": x\nlist:\n\n- a', 'title:\n  x', ''])
      expect(headings(`---\n${front}\n---\n\n# A\n\n${section}\n`)).toEqual(['', 'A']);
  });

  it.each([
    ['windows line ends', `# A\r\n\r\n${paragraph(300)}\r\n\r\n- one\r\n- two\r\n`],
    ['a single long line', paragraph(2000)],
    ['a long line without spaces', 'x'.repeat(5000)],
    ['characters outside the basic plane', '😀'.repeat(1500)],
    ['an unclosed fence', '```\n' + `${paragraph(30)}\n`.repeat(30)],
    ['only blank lines', '\n\n  \n'],
    ['nothing', ''],
  ])('stay faithful with %s', (_, text) => expectFaithful('a.md', text));

  it('do not cut a character in two', () => {
    for (const { text } of cut('a.md', '😀'.repeat(1500))) expect(() => encodeURIComponent(text)).not.toThrow();
  });
});

describe('R1 chunks of code', () => {
  const method = (name: string, indent = '  '): string =>
    `${indent}/** Says ${name}. */\n${indent}${name}(value: number): number {\n${`${indent}  value = value * 2 + ${name.length};\n`.repeat(22)}${indent}  return value;\n${indent}}\n`;

  it('begin at definitions with their comments and name what encloses them', () => {
    const text = `import x from 'x';\n\nexport class Meter {\n${['first', 'second', 'third', 'fourth'].map((name) => method(name)).join('\n')}}\n`;
    const chunks = cut('a.ts', text);
    expectFaithful('a.ts', text);
    expect(chunks.length).toBeGreaterThan(2);
    for (const { text: piece } of chunks.slice(1)) expect(piece.trimStart()).toMatch(/^\/\*\* Says/u);
    expect(chunks.at(-1)?.heading).toEqual(['Meter', 'fourth']);
  });

  it('name Python functions inside classes', () => {
    const body = `        total = total + 1\n`.repeat(25);
    const text = `class Ledger:\n    """Keeps."""\n\n    @property\n    def balance(self):\n${body}        return total\n\n    def close(self):\n${body}`;
    const chunks = cut('a.py', text);
    expectFaithful('a.py', text);
    expect(chunks.at(-1)?.heading).toEqual(['Ledger', 'close']);
    expect(chunks[0]).toMatchObject({ startLine: 1, heading: ['Ledger'] });
    expect(chunks[0]?.text).toContain('@property');
  });

  it.each([
    ['a.json', `{${Array.from({ length: 200 }, (_, i) => `"key${i}": "value ${i}"`).join(',\n')}}`],
    ['a.sql', 'CREATE TABLE users (\n  id INTEGER\n);\n'.repeat(60)],
    ['a.rs', 'impl Foo {\n    pub fn bar(&self) -> u32 {\n        1\n    }\n}\n\n'.repeat(40)],
    ['Makefile', 'all:\n\techo hello\n\n'.repeat(100)],
    ['a.go', 'package main\n\nfunc main() {\n\tprintln("x")\n}\n\n'.repeat(50)],
  ])('stay faithful in %s', (name, text) => expectFaithful(name, text));

  it('survive a line made to break regular expressions', () => {
    const nasty = `${'public static '.repeat(3000)}\n${'('.repeat(20_000)}\n${' '.repeat(20_000)}x\n`;
    expect(cut('a.java', nasty).length).toBeGreaterThan(0);
  });
});
