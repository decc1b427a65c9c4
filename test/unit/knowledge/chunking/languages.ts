// One small program for each language: a type with two methods under comments, the second too large for one chunk.

export interface Program {
  /** VS Code language id. */
  readonly language: string;
  readonly text: string;
  /** Symbols around the chunk with the first method, which has room for what is above it, and around the second method. */
  readonly first: readonly string[];
  readonly second: readonly string[];
  /** What the first line of a statement in a method looks like. */
  readonly statement: RegExp;
}

interface Parts {
  readonly head: string;
  readonly comment: string;
  readonly first: string;
  readonly second: string;
  /** A statement of three lines. */
  readonly statement: string;
  readonly close: string;
  readonly tail: string;
}

/** 450 characters and 2,400: the first method fits into a chunk, and the second does not. */
function program({ head, comment, first, second, statement, close, tail }: Parts): string {
  const method = (name: string, open: string, count: number): string =>
    `${comment.replace('%', `Says ${name}, for whoever asks.`)}\n${open}\n${`${statement}\n`.repeat(count)}${close}`;
  const few = Math.ceil(450 / statement.length);
  return `${head}${method('first', first, few)}\n${method('second', second, few * 5)}\n${tail}`;
}

const braces = (indent: string): Pick<Parts, 'statement' | 'close'> => ({
  statement: `${indent}  total = add(\n${indent}    total,\n${indent}    total);`,
  close: `${indent}}\n`,
});

const ofMeter = {
  first: ['Meter'],
  second: ['Meter', 'second'],
  statement: /^\s*total = add\($/u,
} as const;

const script = {
  head: "import { add } from './add.js';\n\nexport class Meter {\n",
  comment: '  /** % */',
  ...braces('  '),
  tail: '}\n',
};

export const programs: readonly Program[] = [
  {
    language: 'typescript',
    text: program({ ...script, first: '  first(total: number): void {', second: '  async second(total: number) {' }),
    ...ofMeter,
  },
  {
    language: 'typescriptreact',
    text: program({ ...script, first: '  first(total: number): void {', second: '  async second(total: number) {' }),
    ...ofMeter,
  },
  {
    language: 'javascript',
    text: program({ ...script, first: '  static first(total) {', second: '  second = (total) => {' }),
    ...ofMeter,
  },
  {
    language: 'javascriptreact',
    text: program({ ...script, first: '  first(total) {', second: '  async *second(total) {' }),
    ...ofMeter,
  },
  {
    language: 'python',
    text: program({
      head: 'import add\n\n\nclass Meter:\n    """Counts."""\n\n',
      comment: '    # %\n    @checked',
      first: '    def first(self, total):',
      second: '    async def second(self, total):',
      statement: '        total = add(\n            total,\n            total)',
      close: '        return total\n',
      tail: '',
    }),
    ...ofMeter,
    statement: /^\s*(?:total = add\(|return total)$/u,
  },
  {
    language: 'java',
    text: program({
      head: 'package a.b;\n\nimport a.c.Adder;\n\npublic class Meter {\n',
      comment: '  /** % */\n  @Override',
      first: '  public int first(int total) {',
      second: '  static <T> void second(int total) {',
      ...braces('  '),
      tail: '}\n',
    }),
    ...ofMeter,
  },
  {
    language: 'csharp',
    text: program({
      head: 'using System;\n\nnamespace Tools\n{\n  public class Meter<T>\n  {\n',
      comment: '    /// <summary>%</summary>\n    [Checked]',
      first: '    public int First(int total)\n    {',
      second: '    private async Task<int> Second(int total)\n    {',
      ...braces('    '),
      tail: '  }\n}\n',
    }),
    first: ['Tools'],
    second: ['Tools', 'Meter', 'Second'],
    statement: ofMeter.statement,
  },
  {
    language: 'cpp',
    text: program({
      head: '#include "add.h"\n\nnamespace tools {\n\n',
      comment: '// %',
      first: 'int Meter::first(int total) {',
      second: 'template <typename T>\nstd::vector<T>* Meter<T>::second(int total) {',
      ...braces(''),
      tail: '}  // namespace tools\n',
    }),
    first: ['tools'],
    second: ['tools', 'Meter', 'second'],
    statement: ofMeter.statement,
  },
  {
    language: 'c',
    text: program({
      head: '#include "add.h"\n\nstruct meter { int total; };\n\n',
      comment: '/* % */',
      first: 'static int first(int total) {',
      second: 'char *second(int total) {',
      ...braces(''),
      tail: '',
    }),
    first: [],
    second: ['second'],
    statement: ofMeter.statement,
  },
  {
    language: 'go',
    text: program({
      head: 'package meter\n\nimport "add"\n\ntype Meter struct{ total int }\n\n',
      comment: '// %',
      first: 'func (m Meter) First(total int) {',
      second: 'func (m *Meter) Second(total int) error {',
      statement: '\ttotal = add(\n\t\ttotal,\n\t\ttotal)',
      close: '}\n',
      tail: '',
    }),
    first: [],
    second: ['Meter', 'Second'],
    statement: ofMeter.statement,
  },
  {
    language: 'rust',
    text: program({
      head: 'use add::add;\n\nimpl<T: Into<u8>> Meter<Vec<T>> {\n',
      comment: '    /// %\n    #[inline]',
      first: '    pub fn first(&self, total: u32) {',
      second: '    async unsafe fn second<A>(total: u32) {',
      ...braces('    '),
      tail: '}\n',
    }),
    ...ofMeter,
  },
  {
    language: 'ruby',
    text: program({
      head: "require 'add'\n\nclass Meter < Base\n",
      comment: '  # %',
      first: '  def first(total)',
      second: '  def self.second(total)',
      statement: '    total = add(\n      total,\n      total)',
      close: '  end\n',
      tail: 'end\n',
    }),
    ...ofMeter,
  },
  {
    language: 'php',
    text: program({
      head: '<?php\n\nuse Tools\\Add;\n\nfinal class Meter\n{\n',
      comment: '    /** % */\n    #[Pure]',
      first: '    public function first(int $total): int\n    {',
      second: '    private static function second($total)\n    {',
      statement: '        $total = add(\n            $total,\n            $total);',
      close: '    }\n',
      tail: '}\n',
    }),
    ...ofMeter,
    statement: /^\s*\$total = add\($/u,
  },
  {
    language: 'shellscript',
    text: program({
      head: '#!/bin/bash\nset -e\n\n',
      comment: '# %',
      first: 'first() {',
      second: 'function second {',
      statement: '  add "$total" \\\n    "$total" \\\n    "$total"',
      close: '}\n',
      tail: '',
    }),
    first: ['first'],
    second: ['second'],
    statement: /^ {2}add "\$total" \\$/u,
  },
  {
    language: 'powershell',
    text: program({
      head: 'Import-Module Add\n\n',
      comment: '# %',
      first: 'function Get-First($Total) {',
      second: 'function Get-Second {',
      statement: '  Add-Number `\n    -Left $Total `\n    -Right $Total',
      close: '}\n',
      tail: '',
    }),
    first: ['Get-First'],
    second: ['Get-Second'],
    statement: /^ {2}Add-Number `$/u,
  },
  {
    language: 'css',
    text: program({
      head: '@import url("base.css");\n\n',
      comment: '/* % */',
      first: '.first {',
      second: '.second,\n.third {',
      statement: '  margin:\n    1px\n    2px;',
      close: '}\n',
      tail: '',
    }),
    first: ['.first'],
    second: ['.second,\n.third'],
    statement: /^ {2}margin:$/u,
  },
];
