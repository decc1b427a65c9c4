// What expressions are worth, by an evaluator of our own: nothing of the text is ever run.
import { called, isKnownCall } from './calls';
import { formatted } from './format';
import { DEEPEST, isPlace, keyOf, type Node, type Target } from './tree';
import { asList, asText, compared, COUNTS, isCallable, isText, isTrue, itemOf, joined, LONGEST_LIST, LONGEST_TEXT, sized, sliced, type Callable, type Table, type Value } from './values'; // prettier-ignore

/** So many nodes are evaluated a text, and so many letters are made. */
const MOST_STEPS = 8000;
const MOST_LETTERS = 400_000;
const ADDING: ReadonlySet<string> = new Set(['+', '.', '..', '&', '||', '~', '<>', '++', '<<', '^']);
/** Functions that take an item away from the end of a list, or from its beginning. */
const TAKES_LAST = /^(?:array_)?pop$|^(?:pop_?back|poll_?last|remove_?last)$/i;
const TAKES_FIRST = /^(?:array_)?shift$|^(?:pop_?left|pop_?front|poll(?:_?first)?|remove_?first|dequeue)$/i;
const LINE_ENDS = ['endl', 'std.endl', 'PHP_EOL', 'vbCrLf', 'vbNewLine', 'vbLf', 'Environment.NewLine', 'os.linesep'];

/** Names with their values, and how much may still be done with them. */
export class Machine {
  readonly values = new Map<string, Value>(LINE_ENDS.map((name) => [name, '\n']));
  /** So many loops are carried out, one in another. */
  rounds = 0;
  /** `break` or `continue`, on the way out of a round. */
  private leaves: string | undefined;
  private steps = MOST_STEPS;
  private letters = MOST_LETTERS;
  private depth = 0;

  get isSpent(): boolean {
    return this.steps <= 0 || this.letters <= 0;
  }

  get isLeaving(): boolean {
    return this.leaves !== undefined;
  }

  leave(by: string): void {
    if (this.rounds > 0) this.leaves = by;
  }

  /** How a round was left. */
  left(): string | undefined {
    const { leaves } = this;
    this.leaves = undefined;
    return leaves;
  }

  /** Takes off what reading costs. */
  spend(steps: number): void {
    this.steps -= steps;
  }

  /** Gives a name a value, or those of a list their parts; without one the name stands for nothing. */
  set(target: Target, value: Value | undefined): void {
    if (typeof target !== 'string') for (const [n, one] of target.entries()) this.set(one, asList(value)?.[n]);
    else if (value === undefined) this.values.delete(keyOf(target));
    else this.values.set(keyOf(target), value);
  }

  /** What is done while names have other values. */
  having<T>(target: Target, value: Value | undefined, act: () => T): T {
    const names = namesIn(target);
    const before = names.map((name) => this.values.get(keyOf(name)));
    this.set(target, value);
    const done = act();
    for (const [n, name] of names.entries()) this.set(name, before[n]);
    return done;
  }

  /** A function of the text, with what it does. */
  callable(params: readonly Target[], act: () => Value | undefined): Callable {
    return {
      arity: params.length,
      give: (args) => {
        if (this.isSpent || this.depth > DEEPEST) return undefined;
        const isSpread = params.length > 1 && args.length === 1 && Array.isArray(args[0]);
        this.depth++;
        const value = this.having(params, isSpread ? args[0] : [...args], act);
        this.depth--;
        return value;
      },
    };
  }

  /** The value of an expression; nothing when a part of it is unknown. */
  evaluate(node: Node): Value | undefined {
    if (--this.steps <= 0 || this.letters <= 0 || this.depth > DEEPEST) return undefined;
    this.depth++;
    const value = this.counted(this.valueOf(node));
    this.depth--;
    return value;
  }

  /** What is long is looked through by whatever is done with it. */
  private counted(made: Value | undefined): Value | undefined {
    const value = sized(made);
    if (isText(value) || Array.isArray(value)) this.letters -= value.length;
    return value;
  }

  private valueOf(node: Node): Value | undefined {
    switch (node.kind) {
      case 'value':
        return node.value;
      case 'name':
        return this.values.get(keyOf(node.name));
      case 'template':
        return this.filled(node.parts);
      case 'list':
        return this.listed(node.items)?.args;
      case 'object':
        return this.keyed(node.keys, node.values);
      case 'unary':
        return this.unary(node.sign, this.evaluate(node.of));
      case 'binary':
        return this.sum(node);
      case 'choice': {
        const test = this.evaluate(node.test);
        return test === undefined ? undefined : this.evaluate(isTrue(test) ? node.yes : node.no);
      }
      case 'member':
        return this.memberOf(node.of, node.name);
      case 'index':
        return itemOf(this.evaluate(node.of), this.evaluate(node.at));
      case 'slice':
        return this.slice(node.of, node.bounds);
      case 'call':
        return this.result(node.of, node.args);
      case 'named':
        return this.evaluate(node.value);
      case 'closure':
        return this.callable(node.params, () => this.evaluate(node.body));
      case 'each': {
        const found: Value[] = [];
        return this.each(node, 0, found) ? found : undefined;
      }
    }
  }

  private filled(parts: Extract<Node, { kind: 'template' }>['parts']): string | undefined {
    const texts: string[] = [];
    let unknown = 0;
    let known = 0;
    for (const { node, written } of parts) {
      const text = node === undefined ? undefined : asText(this.evaluate(node));
      if (text === undefined && written === undefined) return undefined;
      if (text === undefined) unknown++;
      else if (written !== undefined) known++;
      texts.push(text ?? written ?? '');
    }
    // `$` may be money and no name; among names that are known it is one.
    return unknown > 0 && known > 0 ? undefined : joined(texts, '');
  }

  /** The values of expressions, with lists that are spread out, and those that have names; nothing when one is unknown. */
  listed(nodes: readonly Node[]): { args: Value[]; named: Table } | undefined {
    const args: Value[] = [];
    const named: Table = new Map();
    for (const node of nodes) {
      const value = this.evaluate(node) ?? this.byName(node);
      if (value === undefined || args.length > LONGEST_LIST) return undefined;
      if (node.kind === 'named') named.set(node.name, value);
      else if (node.kind !== 'unary' || node.sign !== '...') args.push(value);
      // `**fields`
      else if (value instanceof Map) for (const [key, one] of value) named.set(key, one);
      if (node.kind === 'unary' && node.sign === '...') args.push(...(asList(value) ?? []));
    }
    return { args, named };
  }

  /** A function that is given to another by its name: `map(chr, codes)`. */
  private byName(node: Node): Callable | undefined {
    if ((node.kind !== 'name' && node.kind !== 'member') || !isPlace(node) || !isKnownCall(node.name)) return undefined;
    return { arity: 1, give: (args) => called(node.name, args) };
  }

  private keyed(keys: readonly Node[], nodes: readonly Node[]): Table {
    const found: Table = new Map();
    for (const [n, key] of keys.entries()) {
      const name = key.kind === 'name' ? key.name : this.evaluate(key);
      const node = nodes[n];
      const value = node && this.evaluate(node);
      if ((isText(name) || typeof name === 'number') && value !== undefined) found.set(name, value);
    }
    return found;
  }

  private slice(of: Node, bounds: readonly (Node | undefined)[]): Value | undefined {
    const places = bounds.map((bound) => bound && this.evaluate(bound));
    if (places.some((place, n) => bounds[n] !== undefined && typeof place !== 'number')) return undefined;
    return sliced(this.evaluate(of), places.map((place) => (typeof place === 'number' ? place : undefined))); // prettier-ignore
  }

  private unary(sign: string, value: Value | undefined): Value | undefined {
    if (sign === '...' || value === undefined) return value;
    if (sign === '!') return !isTrue(value);
    if (typeof value !== 'number') return undefined;
    return sign === '-' ? -value : sign === '~' ? ~value : value;
  }

  /** Long sums are deep on their left: they are gone through from there. */
  private sum(node: Node): Value | undefined {
    const terms: Extract<Node, { kind: 'binary' }>[] = [];
    let first = node;
    for (; first.kind === 'binary'; first = first.left) terms.push(first);
    let value = this.evaluate(first);
    for (const { sign, right } of terms.reverse())
      value = value === undefined ? undefined : this.counted(this.binary(sign, value, right));
    return value;
  }

  private binary(sign: string, left: Value, node: Node): Value | undefined {
    if (sign === 'and' || sign === '&&') return isTrue(left) ? this.evaluate(node) : left;
    const isOr = sign === 'or' || sign === '??' || (sign === '||' && !isText(left));
    if (isOr && isTrue(left)) return left;
    const right = this.evaluate(node);
    if (right === undefined || isOr) return right;
    if (sign === '%' && isText(left))
      return formatted(left, Array.isArray(right) ? right : [right], right instanceof Map ? right : this.values);
    const [many, times] = typeof left === 'number' ? [right, left] : [left, right];
    if (sign === '*' && isText(many) && typeof times === 'number')
      return times >= 0 && many.length * times <= LONGEST_TEXT ? many.repeat(times) : undefined;
    if (typeof left === 'number' && typeof right === 'number' && sign !== '.' && sign !== '~')
      return COUNTS.get(sign)?.(left, right) ?? compared(sign, left, right);
    if (sign === '<<' && Array.isArray(left)) return [...left, right];
    if (!ADDING.has(sign)) return compared(sign, left, right);
    if (Array.isArray(left) && Array.isArray(right)) return [...left, ...right];
    const [one, other] = [asText(left), asText(right)];
    return one === undefined || other === undefined ? undefined : one + other;
  }

  private memberOf(of: Node, name: string): Value | undefined {
    const value = this.evaluate(of);
    if (value === undefined) return of.kind === 'name' ? this.values.get(`${keyOf(of.name)}.${name}`) : undefined;
    if (value instanceof Map && value.has(name)) return value.get(name);
    return called(name, [value]);
  }

  private result(of: Node, nodes: readonly Node[]): Value | undefined {
    const given = this.listed(nodes);
    if (given === undefined) return undefined;
    const { args, named } = given;
    const taken = this.taken(of, nodes, args);
    if (taken !== undefined) return taken;
    // `[array]::Reverse($list)` is called on no list.
    const isOwn = of.kind === 'member' && !(of.of.kind === 'list' && isPlace(of.of));
    const receiver = isOwn ? this.evaluate(of.of) : undefined;
    const own = of.kind !== 'member' ? this.evaluate(of) : receiver instanceof Map ? receiver.get(of.name) : undefined;
    if (isCallable(own)) return own.give(args);
    if (of.kind === 'name') return called(of.name, args, named, this.values);
    if (of.kind !== 'member') return undefined;
    if (receiver !== undefined) return called(of.name, [receiver, ...args], named, this.values);
    // `String.fromCharCode(…)`, `table.concat(…)`
    return isPlace(of.of) ? called(of.name, args, named, this.values) : undefined;
  }

  /** The item that a call takes away from a list of the text: `words.pop()`, `words.pop(0)`, `array_shift($words)`. */
  private taken(of: Node, nodes: readonly Node[], args: readonly Value[]): Value | undefined {
    if (of.kind !== 'name' && of.kind !== 'member') return undefined;
    if (!TAKES_LAST.test(of.name) && !TAKES_FIRST.test(of.name)) return undefined;
    const [list, at] = of.kind === 'member' ? [of.of, args[0]] : [nodes[0], args[1]];
    const items = list?.kind === 'name' ? this.values.get(keyOf(list.name)) : undefined;
    if (list?.kind !== 'name' || !Array.isArray(items) || items.length === 0) return undefined;
    const place = typeof at === 'number' ? at : TAKES_FIRST.test(of.name) ? 0 : -1;
    this.set(list.name, items.toSpliced(place, 1));
    return items.at(place);
  }

  private each(node: Extract<Node, { kind: 'each' }>, n: number, found: Value[]): boolean {
    const round = node.rounds[n];
    if (round === undefined) {
      const value = this.evaluate(node.body);
      if (value === undefined || found.length > LONGEST_LIST) return false;
      found.push(value);
      return true;
    }
    const over = this.evaluate(round.over);
    const items = over instanceof Map && typeof round.target === 'string' ? [...over.keys()] : asList(over);
    return (
      items?.every((item) =>
        this.having(round.target, item, () => {
          const test = round.test === undefined ? true : this.evaluate(round.test);
          return test !== undefined && (!isTrue(test) || this.each(node, n + 1, found));
        }),
      ) ?? false
    );
  }
}

function namesIn(target: Target): string[] {
  return typeof target === 'string' ? [target] : target.flatMap(namesIn);
}
