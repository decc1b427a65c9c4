// What the expressions of a program are read into.
import type { Value } from './values';

/** A name, or names for the parts of a list: `[key, value]`. */
export type Target = string | readonly Target[];

export type Node =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'template'; readonly parts: readonly Filled[] }
  | { readonly kind: 'list'; readonly items: readonly Node[] }
  | { readonly kind: 'object'; readonly keys: readonly Node[]; readonly values: readonly Node[] }
  | { readonly kind: 'unary'; readonly sign: string; readonly of: Node }
  | { readonly kind: 'binary'; readonly sign: string; readonly left: Node; readonly right: Node }
  | { readonly kind: 'choice'; readonly test: Node; readonly yes: Node; readonly no: Node }
  | { readonly kind: 'member'; readonly of: Node; readonly name: string }
  | { readonly kind: 'index'; readonly of: Node; readonly at: Node }
  | { readonly kind: 'slice'; readonly of: Node; readonly bounds: readonly (Node | undefined)[] }
  | { readonly kind: 'call'; readonly of: Node; readonly args: readonly Node[] }
  | { readonly kind: 'named'; readonly name: string; readonly value: Node }
  | { readonly kind: 'closure'; readonly params: readonly Target[]; readonly body: Node }
  | { readonly kind: 'each'; readonly body: Node; readonly rounds: readonly Round[] };

/** A part of a template: text, or what a hole holds. */
export interface Filled {
  readonly node: Node | undefined;
  /** How a hole stands in the text, where it may be none. */
  readonly written: string | undefined;
}

/** `for x, y in list if test` */
export interface Round {
  readonly target: Target;
  readonly over: Node;
  readonly test: Node | undefined;
}

/** Deeper expressions are given up. */
export const DEEPEST = 40;

export function valueNode(value: Value): Node {
  return { kind: 'value', value };
}

/** A call of a function by its name. */
export function callOf(name: string, ...args: readonly Node[]): Node {
  return { kind: 'call', of: { kind: 'name', name }, args };
}

/** A name without the sign that some languages write before it. */
export function keyOf(name: string): string {
  return name.startsWith('$') || name.startsWith('@') ? name.slice(1) : name;
}

/** `java.util.List`, `[System.Convert]`: names only, which stand for a place where functions are. */
export function isPlace(node: Node): boolean {
  if (node.kind === 'list') return node.items.length === 1 && node.items.every(isPlace);
  return node.kind === 'name' ? !/^[$@]/.test(node.name) : node.kind === 'member' && isPlace(node.of);
}
