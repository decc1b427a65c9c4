// What stands between the signs of an expression: strings, numbers, names, lists, functions, calls.
import { Cursor, type Token } from './tokens';
import { callOf, valueNode, type Filled, type Node, type Round, type Target } from './tree';

const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true], ['True', true], ['TRUE', true], ['VRAI', true], ['false', false], ['False', false], ['FALSE', false], ['FAUX', false],
  ['null', null], ['None', null], ['nil', null], ['undefined', null],
]); // prettier-ignore
/** `(char)72`, `[char]72`, `(String) x` */
const CASTS: ReadonlySet<string> = new Set(['char', 'string', 'str', 'String']);
/** Words before an operand that change nothing. */
const IDLE: ReadonlySet<string> = new Set(['await', 'yield', 'move', 'const']);
/** How tightly a sign before an operand binds. */
const PREFIXED = 12;
const NEGATED = 5;
/** Longer heads of what is made, or of a function, are none. */
const LONGEST_HEAD = 32;

/** Reads operands; whole expressions are read by what extends it. */
export abstract class Operands extends Cursor {
  /** How deep the expression is that is read. */
  protected depth = 0;

  /** The expression that comes next, with signs that bind more tightly than `power`. */
  abstract expression(power?: number): Node | undefined;
  /** The whole of some code as an expression. */
  protected abstract within(code: string): Node | undefined;
  protected abstract postfixed(node: Node): Node | undefined;
  /** What stands between brackets: a list, an object, or the rounds of a comprehension. */
  protected abstract items(closing: string): Node | undefined;

  protected operand(): Node | undefined {
    let node = this.prefixed();
    for (let before: Node | undefined; node !== undefined && node !== before;) {
      before = node;
      node = this.postfixed(node);
    }
    return node;
  }

  private prefixed(): Node | undefined {
    const token = this.next;
    if (token.kind === 'end') return undefined;
    this.at++;
    switch (token.kind) {
      case 'text':
        return this.strings(token);
      case 'words':
        return { kind: 'list', items: token.value.split(/\s+/).filter(Boolean).map(valueNode) };
      case 'pattern':
        return callOf('pattern', valueNode(token.value));
      case 'number': {
        const number = token.value.replaceAll('_', '');
        return valueNode(Number(/^0x/i.test(number) ? number : number.replace(/[uil]\d{0,2}$/i, '')));
      }
      case 'name':
        return this.named(token.value);
      case 'sign':
        return this.signed(token.value);
    }
  }

  /** A string, and those that stand right behind it. */
  private strings(first: Token): Node {
    const parts = [...first.parts];
    for (; this.next.kind === 'text'; this.at++) parts.push(...this.next.parts);
    if (parts.every((part) => typeof part === 'string')) return valueNode(parts.join(''));
    const filled = parts.map((part): Filled =>
      typeof part === 'string'
        ? { node: valueNode(part), written: undefined }
        : { node: this.within(part.code), written: part.written },
    );
    return { kind: 'template', parts: filled };
  }

  private named(name: string): Node | undefined {
    const constant = CONSTANTS.get(name);
    if (constant !== undefined) return valueNode(constant);
    if (IDLE.has(name) && this.begins(0)) return this.operand();
    if (name === 'new') return this.made();
    if (name === 'not') return this.unary('!', NEGATED);
    if (name === 'lambda') return this.closure(this.params(':'));
    if (this.takes('=>')) return this.closure([name]);
    if ((name === 'function' || name === 'fn') && this.takes('(')) {
      const params = this.params(')');
      this.takes('=>');
      const closure = this.closure(params);
      this.takes('end');
      return closure;
    }
    return { kind: 'name', name };
  }

  private signed(sign: string): Node | undefined {
    switch (sign) {
      case '(':
        return this.grouped();
      case '[':
        return this.listed();
      case '{':
        return this.items('}');
      case '$':
      case '@':
        return this.begins(0) ? this.operand() : undefined;
      case '&':
        return this.takes(':') ? this.ofSymbol() : this.operand();
      case ':':
        // `:symbol`
        if (this.next.kind !== 'name') return undefined;
        this.at++;
        return valueNode(this.ahead(-1).value);
      case '...':
      case '*':
      case '**':
        return this.unary('...');
      case '|':
        // `|x| x + 1`
        return this.closure(this.params('|'));
      case '-':
        return !this.next.isSpaced && this.takes('join') ? this.cast('join') : this.unary('-');
      case '+':
      case '!':
      case '~':
        return this.unary(sign);
      default:
        return undefined;
    }
  }

  private unary(sign: string, power = PREFIXED): Node | undefined {
    const of = this.expression(power);
    return of && { kind: 'unary', sign, of };
  }

  private cast(to: string): Node | undefined {
    const of = this.operand();
    return of && callOf(to, to === 'char' ? inNumbers(of) : of);
  }

  /** `[a, b]`, `[char]72`, `[char[]](72, 73)`, `[]string{"a", "b"}` */
  private listed(): Node | undefined {
    const { value: name } = this.next;
    const isOfMany = this.isNext('[', 1) && this.isNext(']', 2);
    if (CASTS.has(name) && this.isNext(']', isOfMany ? 3 : 1) && this.begins(isOfMany ? 4 : 2)) {
      this.at += isOfMany ? 4 : 2;
      return this.cast(name);
    }
    const list = this.items(']');
    if (this.next.kind !== 'name' || this.next.isSpaced || !this.isNext('{', 1)) return list;
    this.at += 2;
    return this.items('}');
  }

  /** `(a, b) => …`, `(char)x`, a group, or a list. */
  private grouped(): Node | undefined {
    const from = this.at;
    const params = this.params(')');
    if (params !== undefined && this.takes('=>')) return this.closure(params);
    this.at = from;
    const list = this.items(')');
    if (list?.kind !== 'list' || list.items.length !== 1 || this.isNext(',', -2)) return list;
    const [only] = list.items;
    return only?.kind === 'name' && CASTS.has(only.name) && this.begins(0) ? this.cast(only.name) : only;
  }

  /** `new String[] { … }`, `new StringBuilder("…")`, `new List<string> { … }`, `new Map([…])` */
  private made(): Node | undefined {
    let name = '';
    for (let n = 0; n < LONGEST_HEAD && !this.isNext('(') && !this.isNext('{'); n++, this.at++)
      if (this.next.kind === 'name') name ||= this.next.value;
      else if (!['[', ']', '<', '>', '<>', '.', ','].includes(this.next.value)) return undefined;
    const args = this.takes('(') ? this.items(')') : undefined;
    const given = this.takes('{') ? this.items('}') : undefined;
    if (/(?:map|dictionary)$/i.test(name))
      return callOf('fromEntries', ...(given ? [given] : args?.kind === 'list' ? args.items : []));
    return given ?? (args?.kind === 'list' ? callOf(name, ...args.items) : undefined);
  }

  /** `&:reverse` */
  private ofSymbol(): Node | undefined {
    const { kind, value: name } = this.next;
    if (kind !== 'name') return undefined;
    this.at++;
    const of: Node = { kind: 'member', of: { kind: 'name', name: 'it' }, name };
    return { kind: 'closure', params: ['it'], body: { kind: 'call', of, args: [] } };
  }

  /** The names of parameters up to a sign: `a, [b, c]`; their types are left out. */
  params(closing: string): Target[] | undefined {
    const targets: Target[] = [];
    let isNamed = false;
    let isTyped = false;
    for (let n = 0; n < LONGEST_HEAD; n++) {
      if (this.takes(closing)) return targets;
      const { kind, value } = this.next;
      this.at++;
      if (kind === 'name') {
        // `s: string`, but `String s`
        if (isNamed && !isTyped) targets.pop();
        if (!isTyped) targets.push(value);
        isNamed = true;
      } else if (value === ',') {
        // `[, v]`
        if (!isNamed) targets.push('_');
        isNamed = isTyped = false;
      } else if (!isNamed && (value === '[' || value === '(')) {
        const inner = this.params(value === '[' ? ']' : ')');
        if (inner === undefined) return undefined;
        targets.push(inner);
        isNamed = true;
      } else if (value === ':') isTyped = true;
      else if (!'[]<>&*'.includes(value)) return undefined;
    }
    return undefined;
  }

  /** A function with these parameters, whose body comes next. */
  protected closure(params: readonly Target[] | undefined): Node | undefined {
    if (params === undefined) return undefined;
    const isBlock = this.isNext('{') && this.isNext('return', 1);
    if (isBlock) this.at++;
    this.takes('return');
    const body = this.expression();
    if (isBlock) this.takes(';');
    return body && (!isBlock || this.takes('}')) ? { kind: 'closure', params, body } : undefined;
  }

  /** `for x, y in list if test`, one or several. */
  protected rounds(body: Node): Node | undefined {
    const rounds: Round[] = [];
    while (this.takes('for')) {
      const names = this.params('in');
      const over = names === undefined ? undefined : this.expression();
      const isTested = this.takes('if');
      const test = isTested ? this.expression() : undefined;
      if (names === undefined || over === undefined || (isTested && test === undefined)) return undefined;
      rounds.push({ target: names.length === 1 && names[0] !== undefined ? names[0] : names, over, test });
    }
    return { kind: 'each', body, rounds };
  }
}

/** `(char)(c - 'a' + 3)`: letters are numbers. */
function inNumbers(node: Node): Node {
  if (node.kind !== 'binary') return node;
  const [left, right] = [node.left, node.right].map((of) => (of.kind === 'binary' ? inNumbers(of) : callOf('ord', of)));
  return left && right ? { ...node, left, right } : node;
}
