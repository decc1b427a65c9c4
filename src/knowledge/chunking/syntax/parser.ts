// Parses source code with tree-sitter, within bounds of size, time and memory. Runs in a thread of its own.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type * as TreeSitterModule from '@vscode/tree-sitter-wasm';
import type { Language, Parser, Tree } from '@vscode/tree-sitter-wasm';
import { splitLines } from '../lines';
import { grammarOf, type Grammar } from './grammars';
import { outlineOf, type Outline } from './outline';

type TreeSitter = typeof TreeSitterModule;

export interface SyntaxLimits {
  /** UTF-16 code units of one file. */
  readonly characters: number;
  /** Milliseconds for one file. */
  readonly milliseconds: number;
  /** Bytes of the parser's memory, all grammars and the tree of one file. */
  readonly memory: number;
}

/**
 * A megabyte of code takes a quarter of a second, and less than 20 MB beside the 34 MB that the memory begins with; a file
 * that needs more than these was not written for people.
 */
export const syntaxLimits: SyntaxLimits = { characters: 1_000_000, milliseconds: 2000, memory: 256 * 1024 * 1024 };

const pageBytes = 65_536;

/** Parsers of all languages, each made when it is first needed. */
export class SyntaxParser {
  readonly #languages = new Map<string, Promise<Language>>();
  #treeSitter: Promise<TreeSitter> | undefined;
  readonly #limits: SyntaxLimits;
  readonly #require = createRequire(__filename);

  constructor(
    limits: Partial<SyntaxLimits> = {},
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#limits = { ...syntaxLimits, ...limits };
  }

  /**
   * @param language VS Code language id
   * @returns `undefined` when there is no grammar, when a limit was reached, or when most of the text is not of that language
   * @throws Error of the WebAssembly module; the parser is of no use afterwards
   */
  async outline(text: string, language: string): Promise<Outline | undefined> {
    const grammar = grammarOf(language);
    if (grammar === undefined || text.length > this.#limits.characters) return undefined;
    const treeSitter = await (this.#treeSitter ??= this.#load());
    const known = await this.#language(treeSitter, grammar);
    // Lines are counted as everywhere in the index, also after a lone carriage return.
    const lines = splitLines(text);
    const end = this.now() + this.#limits.milliseconds;
    const alive = (): boolean => this.now() < end;
    // A parser that was stopped keeps what it was doing: each file gets a new one, which costs microseconds.
    const parser = new treeSitter.Parser();
    parser.setLanguage(known);
    let tree: Tree | null = null;
    try {
      tree = parse(parser, lines.join('\n'), alive);
      if (tree === null) return undefined;
      const cursor = tree.walk();
      const outline = outlineOf(cursor, lines, grammar, alive);
      cursor.delete();
      return outline;
    } finally {
      tree?.delete();
      parser.delete();
    }
  }

  async #load(): Promise<TreeSitter> {
    const treeSitter = this.#require('@vscode/tree-sitter-wasm') as TreeSitter;
    const memory = new WebAssembly.Memory({ initial: 512, maximum: Math.ceil(this.#limits.memory / pageBytes) });
    const silent = (): void => undefined;
    // The types know one option only.
    const options = { wasmMemory: memory, print: silent, printErr: silent };
    await treeSitter.Parser.init(options as unknown as Parameters<typeof treeSitter.Parser.init>[0]);
    return treeSitter;
  }

  #language(treeSitter: TreeSitter, { file }: Grammar): Promise<Language> {
    let language = this.#languages.get(file);
    if (language === undefined) {
      const folder = path.dirname(this.#require.resolve('@vscode/tree-sitter-wasm'));
      language = treeSitter.Language.load(fs.readFileSync(path.join(folder, file)));
      this.#languages.set(file, language);
    }
    return language;
  }
}

function parse(parser: Parser, text: string, alive: () => boolean): Tree | null {
  return parser.parse(text, null, { progressCallback: () => !alive() });
}
