// The outline of a syntax tree: where a source file may be cut, how deep inside, and which symbols lie on which lines.
import type { Node, TreeCursor } from '@vscode/tree-sitter-wasm';
import { chunkSize } from '../lines';
import { functionValues, type Definition, type Grammar } from './grammars';

/** A definition with the comments and decorators above it; lines are indices, both included. */
export interface OutlineSymbol {
  /** Its own name, after that of a type it is written outside of. */
  readonly names: readonly string[];
  readonly from: number;
  readonly to: number;
  /** Index of the definition around it, -1 at top level. */
  readonly parent: number;
}

export interface Outline {
  /** For each line the depth of the node that begins there, `noCut` where none does. */
  readonly depths: Uint8Array;
  /** For each line how what begins there belongs to what is above: a value of `joins`. */
  readonly joined: Uint8Array;
  /** Outer ones before inner ones. */
  readonly symbols: readonly OutlineSymbol[];
}

/** Below a comment or decorator; the first thing below the head of a definition or statement. */
export const joins = { none: 0, head: 1, comment: 2 } as const;
export const noCut = 255;
/** Deeper nodes are not looked at: no one nests so far, and the cut between lines is as good there. */
const maxDepth = 100;
/** What is larger may not fit into a chunk with the comments and the head that go with it, and is looked into. */
const lookInside = chunkSize.max / 2;
/** A name for people is not longer. */
const maxName = 120;
const closing = new Set([')', ']', '}', ';', ',', '>', 'end', 'fi', 'done', 'esac', 'else', 'then', 'do']);

/**
 * Looks only into nodes that may not fit into a chunk, so that the time depends on the number of chunks.
 * @param root cursor on the root of the tree; the caller deletes it
 * @param lines the text that was parsed, in lines
 * @param alive asked from time to time
 * @returns `undefined` when `alive` said no, or when most of the text is no code of this language
 */
export function outlineOf(
  root: TreeCursor,
  lines: readonly string[],
  grammar: Grammar,
  alive: () => boolean,
): Outline | undefined {
  const walk = new Walk(root, lines, grammar, alive);
  if (!walk.children(0, -1, false) || !walk.isCode) return undefined;
  const { depths, joined, symbols } = walk;
  return { depths, joined, symbols };
}

class Walk {
  readonly depths: Uint8Array;
  readonly joined: Uint8Array;
  readonly symbols: OutlineSymbol[] = [];
  readonly #starts: Uint32Array;
  readonly #wrappers: ReadonlySet<string>;
  readonly #attached: ReadonlySet<string>;
  #seen = 0;
  /** Characters in which the parser found no structure. */
  #broken = 0;

  constructor(
    private readonly cursor: TreeCursor,
    lines: readonly string[],
    private readonly grammar: Grammar,
    private readonly alive: () => boolean,
  ) {
    this.depths = new Uint8Array(lines.length).fill(noCut);
    this.joined = new Uint8Array(lines.length);
    this.#starts = new Uint32Array(lines.length + 1);
    lines.forEach((line, i) => (this.#starts[i + 1] = (this.#starts[i] ?? 0) + line.length + 1));
    this.#wrappers = new Set(grammar.wrappers);
    this.#attached = new Set(grammar.attached);
  }

  get isCode(): boolean {
    return this.#broken * 2 <= (this.#starts.at(-1) ?? 0);
  }

  /**
   * Visits the children of the node that the cursor is on, and leaves it there.
   * @param isWrapped the node is a wrapper: its definition is known already
   */
  children(depth: number, parent: number, isWrapped: boolean): boolean {
    const { cursor } = this;
    const inError = cursor.nodeType === 'ERROR';
    if (inError) this.#broken += this.#size(cursor.startPosition.row, cursor.endPosition.row);
    if (depth > maxDepth || !cursor.gotoFirstChild()) return true;
    let before = -1;
    /** Where the comments and decorators begin that touch the next node, -1 without any. */
    let attachedFrom = -1;
    let isFirst = depth > 0;
    do {
      if ((++this.#seen & 255) === 0 && !this.alive()) return false;
      const type = cursor.nodeType;
      const start = cursor.startPosition.row;
      const end = this.#lastRow(start);
      const begins = start > before;
      const follows = attachedFrom >= 0 && start <= before + 1;
      if (begins && (cursor.nodeIsNamed || (inError && !closing.has(type)))) {
        this.#cutAt(start, depth, follows ? joins.comment : isFirst ? joins.head : joins.none);
        isFirst = false;
      }
      const isAttached = this.#attached.has(type) || type.includes('comment');
      if (isAttached) {
        // One behind other code says something about that code.
        if (begins && !follows) attachedFrom = start;
      } else {
        const from = follows ? attachedFrom : start;
        attachedFrom = -1;
        if (!this.#visit(type, from, start, end, depth, parent, isWrapped)) return false;
      }
      before = Math.max(before, end);
    } while (cursor.gotoNextSibling());
    cursor.gotoParent();
    return true;
  }

  #visit(
    type: string,
    from: number,
    start: number,
    end: number,
    depth: number,
    parent: number,
    isWrapped: boolean,
  ): boolean {
    const isWrapper = this.#wrappers.has(type);
    const isLarge = end > start && this.#size(from, end) > lookInside;
    let inside = parent;
    if (!isWrapped && (isWrapper || this.#definitionOf(type) !== undefined)) {
      const names = this.#namesOf(this.cursor.currentNode, parent < 0 && end > start);
      if (names !== undefined) {
        inside = this.symbols.length;
        this.symbols.push({ names, from, to: end, parent });
      }
    }
    return !isLarge || this.children(depth + 1, inside, isWrapper && (isWrapped || inside !== parent));
  }

  /** @param isTable it is at top level and has several lines, so that a value is worth a name whatever it is */
  #namesOf(node: Node, isTable: boolean, depth = 0): readonly string[] | undefined {
    const definition = this.#definitionOf(node.type);
    if (definition === undefined) {
      if (!this.#wrappers.has(node.type) || depth > 3) return undefined;
      for (const child of node.namedChildren) {
        const names = child === null ? undefined : this.#namesOf(child, isTable, depth + 1);
        if (names !== undefined) return names;
      }
      return undefined;
    }
    if (definition.value !== undefined && !isTable) {
      const value = node.childForFieldName(definition.value);
      if (value === null || !functionValues.has(value.type)) return undefined;
    }
    const found = follow(node, definition.name);
    if (found === undefined || found.endIndex - found.startIndex > maxName) return undefined;
    const owner = definition.owner && node.childForFieldName(definition.owner.field);
    const type = definition.owner && owner?.descendantsOfType(definition.owner.type)[0]?.text;
    const names = [...(type === undefined ? [] : [type]), ...plainNames(found.text)];
    return names.every((name) => name !== '') ? names : undefined;
  }

  #definitionOf(type: string): Definition | undefined {
    return Object.hasOwn(this.grammar.definitions, type) ? this.grammar.definitions[type] : undefined;
  }

  #cutAt(row: number, depth: number, join: number): void {
    if ((this.depths[row] ?? 0) <= depth) return;
    this.depths[row] = depth;
    this.joined[row] = join;
  }

  /** Some nodes end behind their line feed, at the start of a line that is not theirs. */
  #lastRow(start: number): number {
    const { row, column } = this.cursor.endPosition;
    return column === 0 && row > start ? row - 1 : row;
  }

  #size(from: number, to: number): number {
    return (this.#starts[to + 1] ?? 0) - (this.#starts[from] ?? 0);
  }
}

function follow(node: Node, path: readonly string[]): Node | undefined {
  let found: Node | undefined;
  for (const step of path) {
    for (let depth = 0; depth < 10; depth++) {
      const from: Node = found ?? node;
      const next = from.childForFieldName(step) ?? from.namedChildren.find((child) => child?.type === step);
      if (next === null || next === undefined) break;
      found = next;
    }
  }
  return found;
}

/** `a::B<T>::c` is written `a`, `B`, `c`; quotes around a name are no part of it. */
function plainNames(text: string): string[] {
  return (text.includes('operator') ? text : withoutArguments(text))
    .split('::')
    .map((name) => name.trim().replace(/^["']|["']$/gu, ''));
}

function withoutArguments(text: string): string {
  let open = 0;
  let kept = '';
  for (const char of text) {
    if (char === '<') open++;
    else if (char === '>' && open > 0) open--;
    else if (open === 0) kept += char;
  }
  return kept;
}
