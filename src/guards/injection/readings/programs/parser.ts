// Expressions of Python, JavaScript, PHP, Ruby, Java, C#, Go, Lua, SQL, BASIC and their like, as trees.
import { Operands } from './operands';
import { DEEPEST, valueNode, type Node } from './tree';

/** Signs between operands, by how tightly they bind. */
const POWERS: ReadonlyMap<string, number> = new Map(
  ['?', '?? or', 'and &&', '-join', '== != === !== < > <= >=', '| ^', '& << >>', '|| .. ~ <> ++', '+ - .', '* / %', '**']
    .flatMap((signs, n) => signs.split(' ').map((sign): [string, number] => [sign, n + 2])),
); // prettier-ignore
const CHOICE = 2;
/** Of `-join` and other signs of PowerShell that are names; what they are called elsewhere. */
const DASHED = 5;
const DASHED_NAMES: ReadonlyMap<string, string> = new Map([
  ['f', 'format'], ['join', 'join'], ['split', 'split'], ['replace', 'replace'], ['creplace', 'replace'], ['ireplace', 'replace'],
]); // prettier-ignore
/** `else` stands no further behind an `if`. */
const FURTHEST_ELSE = 24;
const MEMBER_SIGNS = ['->', '?.', '::'];
/** Methods of a list whose block needs no parameter. */
const WITH_BLOCK = /^(?:map|collect|each|filter|select|sort|reduce|inject|join)/i;

/** Reads expressions one after another; nothing where none stands. Linear but for what is read twice, which is short. */
export class Parser extends Operands {
  override expression(power = 0): Node | undefined {
    if (this.depth >= DEEPEST) return undefined;
    this.depth++;
    let node = this.operand();
    for (let before: Node | undefined; node !== undefined && node !== before;) {
      before = node;
      node = this.operated(node, power);
    }
    this.depth--;
    return node;
  }

  protected override within(code: string): Node | undefined {
    const parser = new Parser(code);
    parser.depth = this.depth + 1;
    const node = parser.expression();
    return parser.next.kind === 'end' ? node : undefined;
  }

  /** What an operand is with the sign behind it; the operand itself where none belongs to it. */
  private operated(left: Node, power: number): Node | undefined {
    const { kind, value: sign } = this.next;
    if (kind !== 'sign' && kind !== 'name') return left;
    const dashed =
      sign === '-' && !this.ahead(1).isSpaced ? DASHED_NAMES.get(this.ahead(1).value.toLowerCase()) : undefined;
    if (dashed !== undefined) return power < DASHED ? this.dashed(left, dashed) : left;
    if (sign === 'if' && power < CHOICE && this.isChoice()) {
      this.at++;
      const test = this.expression(CHOICE);
      const no = this.takes('else') ? this.expression(1) : undefined;
      return test && no && { kind: 'choice', test, yes: left, no };
    }
    const binds = POWERS.get(sign) ?? 0;
    if (binds <= power || !this.begins(1) || this.isProse(sign)) return left;
    this.at++;
    if (sign === '?') {
      const yes = this.expression();
      const no = this.takes(':') ? this.expression(1) : undefined;
      return yes && no && { kind: 'choice', test: left, yes, no };
    }
    const right = this.expression(binds);
    return right && { kind: 'binary', sign, left, right };
  }

  /** `a = "x" and b = "y"`, `a = "x". Then …`: of a sentence, where no bracket is open. */
  private isProse(sign: string): boolean {
    const { kind, value, isSpaced } = this.ahead(1);
    if (sign === 'and' || sign === 'or') return this.depth === 1;
    return sign === '.' && kind === 'name' && !value.startsWith('$') && this.next.isSpaced !== isSpaced;
  }

  /** `list -join " "`, `"{0}" -f a, b` */
  private dashed(of: Node, name: string): Node | undefined {
    this.at += 2;
    const args: Node[] = [];
    do {
      const arg = this.expression(DASHED);
      if (arg === undefined) return undefined;
      args.push(arg);
    } while (this.takes(','));
    return { kind: 'call', of: { kind: 'member', of, name }, args };
  }

  /** `a if x else b`, which is no test of a comprehension. */
  private isChoice(): boolean {
    for (let by = 1; by < FURTHEST_ELSE; by++) {
      const { kind, value } = this.ahead(by);
      if (kind === 'end' || value === ']') return false;
      if (value === 'else') return true;
    }
    return false;
  }

  /** What an operand is with the brackets, or the name of a member, right behind it. */
  protected override postfixed(node: Node): Node | undefined {
    const { kind, value: sign, isSpaced } = this.next;
    if (kind !== 'sign') return node;
    const isName = node.kind === 'name' || node.kind === 'member';
    // `format!(…)`, `vec![…]`
    const isMacro = sign === '!' && isName && !isSpaced && (this.isNext('(', 1) || this.isNext('[', 1));
    if (isMacro || (sign === '(' && (!isSpaced || isName))) {
      this.at += isMacro ? 2 : 1;
      const args = this.items(this.isNext('[', -1) ? ']' : ')');
      return args?.kind === 'list' ? { kind: 'call', of: node, args: args.items } : undefined;
    }
    if (sign === '[' && !isSpaced) return this.subscript(node);
    if (sign === '{') return this.block(node);
    return this.member(node);
  }

  private member(of: Node): Node {
    const { value: sign, isSpaced } = this.next;
    const { kind, value: name, isSpaced: isApart } = this.ahead(1);
    const isMember =
      MEMBER_SIGNS.includes(sign) || (!isApart && (sign === '.' || (sign === ':' && !isSpaced && this.isNext('(', 2))));
    if (!isMember || kind !== 'name' || name.startsWith('$')) return of;
    this.at += 2;
    return { kind: 'member', of, name };
  }

  /** `x[0]`, `x[1:3]`, `x[::-1]`, `x[2, 0, 1]` */
  private subscript(of: Node): Node | undefined {
    this.at++;
    const places: Node[] = [];
    const bounds: (Node | undefined)[] = [undefined];
    while (!this.takes(']')) {
      // `::` is two signs here.
      if (this.takes('::')) bounds.push(undefined, undefined);
      else if (this.takes(':')) bounds.push(undefined);
      else if (!this.takes(',') || places.length === 0) {
        const place = this.expression();
        if (place === undefined) return undefined;
        places.push(place);
        bounds[bounds.length - 1] = place;
      }
    }
    if (bounds.length > 1) return { kind: 'slice', of, bounds };
    const [at] = places;
    return at && { kind: 'index', of, at: places.length > 1 ? { kind: 'list', items: places } : at };
  }

  /** `.map { |w| w[0] }`, `.map { it[0] }` */
  private block(node: Node): Node | undefined {
    const [of, args] = node.kind === 'call' ? [node.of, node.args] : [node, []];
    if (of.kind !== 'member' || !(this.isNext('|', 1) || WITH_BLOCK.test(of.name))) return node;
    this.at++;
    const closure = this.closure(this.takes('|') ? this.params('|') : ['it']);
    return closure !== undefined && this.takes('}') ? { kind: 'call', of, args: [...args, closure] } : undefined;
  }

  protected override items(closing: string): Node | undefined {
    const keys: Node[] = [];
    const values: Node[] = [];
    while (!this.takes(closing)) {
      const item = this.entry(closing === ')');
      if (item === undefined) return undefined;
      if (item.key !== undefined) keys.push(item.key);
      values.push(item.value);
      if (this.isNext('for') && values.length === 1 && item.key === undefined) {
        const each = this.rounds(item.value);
        if (each === undefined || !this.takes(closing)) return undefined;
        return closing === ')' ? { kind: 'list', items: [each] } : each;
      }
      if (!this.takes(',') && !this.takes(';') && !this.isNext(closing)) return undefined;
    }
    const isObject = keys.length > 0 && keys.length === values.length;
    return isObject ? { kind: 'object', keys, values } : { kind: 'list', items: values };
  }

  /** A value, with what stands for its key: `"a": x`, `a = x`, `['a'] = x`, `'a' => x`; of a call: `sep=" "`, `separator: " "`. */
  private entry(isCall: boolean): { key?: Node; value: Node } | undefined {
    const { kind, value: name } = this.next;
    if (kind === 'name' && (this.isNext('=', 1) || this.isNext(':', 1))) {
      this.at += 2;
      const value = this.expression();
      return value && (isCall ? { value: { kind: 'named', name, value } } : { key: valueNode(name), value });
    }
    const first = this.expression();
    if (first === undefined) return undefined;
    const isKey = this.takes('=>') || (!isCall && (this.takes(':') || this.takes('=')));
    if (!isKey) return { value: first };
    const value = this.expression();
    return value && { key: (first.kind === 'list' ? first.items[0] : undefined) ?? first, value };
  }
}
