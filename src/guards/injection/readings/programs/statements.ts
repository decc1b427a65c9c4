// Statements of programs: what they assign, change and print.
import { isKnownCall } from './calls';
import type { Machine } from './evaluate';
import { Parser } from './parser';
import { callOf, keyOf, type Node } from './tree';
import { asText, isText, joined, type Value } from './values';

/** What a statement that was understood came to. */
export interface Outcome {
  /** What it prints, or is worth; nothing when that is no text. */
  readonly text: string | undefined;
  readonly isPrinted: boolean;
}

/** What stands before a statement in some languages, or in a console. */
const BEFORE = /^(?:>>> |\.\.\. |PS> |\$ |> |[-*] |<\?php\s|<\?= ?|\{%-? |\{\{-? |\d{1,3}[.)] )/;
/** Words that print what stands behind them, or hand it on. */
const PRINTS =
  /^(?:echo|puts|print|say|return|yield|select|msgbox|debug\.print|wscript\.echo|write-output|write-host|display|output|dbms_output\.put_line|(?:std::)?cout\s*<<|=)(?=[\s"'$[(=]|<)\s*/i;
/** Functions that print, and those of them that end no line. */
const PRINT = /^(?:e?print|write|log|puts|put_?str|say|echo|out|cat$|alert$|info$|msgbox$)/i;
const ENDS_NO_LINE = /^(?:print|write|echo|cat|put_?str)$/i;
/**
 * What is assigned to: words and types, then names, one in brackets or several; a field, a type, the sign.
 * `const [a, b] =`, `List<String> x =`, `let x: &str =`, `Dim x As String =`, `var x string =`, `$x['key'] =`, `x +=`
 */
const TARGET =
  /(?:\{%-? ?)?(?:[a-zÀ-ÿ_][\wÀ-ÿ.:]{0,40}(?:<[\w<>,. ?]{0,60}>)?(?:\[\d{0,3}\]){0,2}[*&]? ){0,4}?[[({]?([$@%]?[a-zÀ-ÿ_][\wÀ-ÿ]{0,40}(?: ?, ?[$@%]?[a-z_]\w{0,40}){0,8})[\])}]?((?:\.|->)\w{1,30}|\[ ?["']?\w{0,30}["']? ?\])?(?: ?: ?[&\w<>[\], ]{1,40}| as [\w ]{1,20}|(?<=^var \w{1,30}) (?:\[\])?\w{1,20})? ?(=|:=|<-|\+=|-=|\.=|&=|\.\.=|<<)(?![=>~]) ?/iy;
/** `i++`, `--i` */
const COUNTS = /^(\$?\w{1,30})(\+\+|--)$|^(\+\+|--)(\$?\w{1,30})$/;
/** Functions that change what they are called on, or given first. */
const CHANGES =
  /^(?:reverse!?|[kpu]?sort!?|push|append|appendline|add|add_?all|extend|insert|unshift|prepend|concat|push_str|push_back|array_(?:push|unshift)|put)$/i;
/** Behind an expression of SQL or of a template something else may stand. */
const BEHIND = /^(?:as|from|into|where|end|done|fi|do|then|[;}%?])$/i;

/** Carries out a statement; nothing when it is none, or is not understood. */
export function carriedOut(code: string, machine: Machine): Outcome | undefined {
  const from = BEFORE.exec(code)?.[0].length ?? 0;
  const prints = PRINTS.exec(code.slice(from))?.[0];
  if (prints !== undefined) return printed(code, from + prints.length, machine);
  const [isCount, name, sign, signBefore, nameBehind] = COUNTS.exec(code) ?? [];
  if (isCount !== undefined) {
    const key = keyOf(name ?? nameBehind ?? '');
    const value = machine.values.get(key);
    if (typeof value === 'number') machine.set(key, (sign ?? signBefore) === '++' ? value + 1 : value - 1);
    return { text: undefined, isPrinted: false };
  }
  let done = assigned(code, from, machine);
  // `let a = "x", b = "y"`
  while (done?.parser.takes(',') === true) done = assigned(code, done.parser.next.start, machine);
  if (done !== undefined) return isAtEnd(done.parser) ? { text: done.text, isPrinted: false } : undefined;
  const parser = new Parser(code, from);
  const node = parser.expression();
  const isStatement = node !== undefined && node.kind !== 'list' && node.kind !== 'object' && isAtEnd(parser);
  return isStatement ? worth(node, machine) : undefined;
}

/** `name = expression` at a place, with the value that it sets, and what stands behind; nothing where there is none. */
export function assigned(
  code: string,
  at: number,
  machine: Machine,
): { text: string | undefined; value: Value | undefined; parser: Parser } | undefined {
  TARGET.lastIndex = at;
  const [written, listed = '', field = '', sign = ''] = TARGET.exec(code) ?? [];
  if (written === undefined) return undefined;
  const names = listed.split(',').map((name) => keyOf(name.trim()));
  const [first = ''] = names;
  const behind = at + written.length;
  // `a = b = "x"`
  const chained = /^\$?\w{1,30} ?=[^=>~]/.test(code.slice(behind, behind + 40))
    ? assigned(code, behind, machine)
    : undefined;
  const parser = chained?.parser ?? new Parser(code, behind);
  const nodes: Node[] = [];
  const goesOn = (): boolean => {
    // `let a = "x", b = "y"` are two.
    TARGET.lastIndex = parser.ahead(1).start;
    return parser.isNext(',') && !TARGET.test(code) && parser.takes(',');
  };
  if (chained === undefined)
    do {
      const node = parser.expression();
      if (node === undefined) return undefined;
      nodes.push(node);
    } while (goesOn());
  const key = field.replace(/^(?:\.|->|\[ ?)["']?|["']? ?\]$/g, '');
  const name = field === '' ? first : `${first}.${key}`;
  const [node] = nodes;
  let value =
    node === undefined ? chained?.value : nodes.length > 1 ? machine.listed(nodes)?.args : machine.evaluate(node);
  const made = value;
  // `var s string`, `s += "x"`
  if (sign.length > 1 && node !== undefined && sign !== ':=' && sign !== '<-' && machine.values.has(name))
    value = machine.evaluate({
      kind: 'binary',
      sign: sign.replace('=', ''),
      left: { kind: 'name', name },
      // What takes an item away from a list does it once.
      right: value === undefined ? node : { kind: 'value', value },
    });
  machine.set(names.length > 1 ? names : name, value);
  if (field !== '' && value !== undefined) setField(machine, first, key, value);
  // `done = run("ig" + "nore …")`
  const text = made === undefined && node !== undefined ? worth(node, machine)?.text : asText(value);
  return { text, value, parser };
}

/** `table["key"] = …`, `list[0] = …`, `$list[] = …` */
function setField(machine: Machine, name: string, key: string, value: Value): void {
  const of = machine.values.get(name);
  const place = /^\d+$/.test(key) ? Number(key) : key;
  if (of instanceof Map) of.set(place, value);
  else if (Array.isArray(of) && key === '') machine.set(name, [...of, value]);
  else if (Array.isArray(of) && typeof place === 'number' && place < of.length)
    machine.set(name, of.with(place, value));
  else if (Array.isArray(of) && of.length === 0) machine.set(name, new Map([[place, value]]));
}

/** `echo a . b, c`, `SELECT a || b AS c FROM d` */
function printed(code: string, from: number, machine: Machine): Outcome | undefined {
  const parser = new Parser(code, from);
  const nodes: Node[] = [];
  do {
    const node = parser.expression();
    if (node === undefined) return undefined;
    nodes.push(node);
  } while (parser.takes(','));
  if (!isAtEnd(parser)) return undefined;
  const given = machine.listed(nodes);
  return { text: given && joined(given.args, ' '), isPrinted: true };
}

/** Whether nothing of a statement is left. */
export function isAtEnd(parser: Parser): boolean {
  const { kind, value } = parser.next;
  return kind === 'end' ? value === '' : BEHIND.test(value);
}

/** What an expression is worth that stands alone: of a call of an unknown function, what it is given. */
export function worth(node: Node, machine: Machine): Outcome | undefined {
  if (node.kind === 'name' || node.kind === 'value') return undefined;
  const isAppended = node.kind === 'binary' && node.sign === '<<' && node.left.kind === 'name';
  const called = node.kind === 'call' && (node.of.kind === 'name' || node.of.kind === 'member') ? node.of.name : '';
  const changed = isAppended ? node.left.name : CHANGES.test(called) ? changedBy(node, machine) : undefined;
  const isPrint = PRINT.test(called) && !/^printf$/i.test(called);
  const value = isPrint ? undefined : machine.evaluate(node);
  if (changed !== undefined) {
    if (value !== undefined) machine.set(changed, value);
    return { text: isAppended ? asText(value) : undefined, isPrinted: false };
  }
  if (value !== undefined || node.kind !== 'call' || (isKnownCall(called) && !isPrint))
    return { text: asText(value), isPrinted: /^printf$/i.test(called) };
  const given = machine.listed(node.args);
  if (given === undefined) return { text: undefined, isPrinted: isPrint };
  if (isPrint) return { text: printedBy(called, node.args, machine), isPrinted: true };
  // Of other functions nobody knows what they do with strings as they stand.
  const made = node.args.filter(({ kind }) => kind !== 'value' && kind !== 'name').map((arg) => machine.evaluate(arg));
  return { text: joined(made.filter(isText), ' '), isPrinted: true };
}

/** The name whose value a call changes: `a.b().c()`, `Array.Reverse(a)`, `sort($a)`. */
function changedBy(node: Node, machine: Machine): string | undefined {
  let root = node;
  while (root.kind === 'call' && root.of.kind === 'member') root = root.of.of;
  if (root.kind === 'name' && machine.values.has(keyOf(root.name))) return root.name;
  const [first] = node.kind === 'call' ? node.args : [];
  return first?.kind === 'name' ? first.name : undefined;
}

/** What `print` and its like print, with the end of the line. */
function printedBy(name: string, nodes: readonly Node[], machine: Machine): string | undefined {
  const given = machine.listed(nodes);
  if (given === undefined) return undefined;
  const { args, named } = given;
  const [template] = args;
  const isTemplate =
    isText(template) && (/\{[a-z_]\w{0,20}\}/i.test(template) || (args.length > 1 && /%[sdvc]|\{\d?\}/.test(template)));
  const filled = isTemplate ? asText(machine.evaluate(callOf('format', ...nodes))) : undefined;
  const text = filled ?? joined(args, asText(named.get('sep')) ?? ' ');
  return text === undefined
    ? undefined
    : text +
        (asText(named.get('end')) ?? (ENDS_NO_LINE.test(name) && named.size === 0 && name !== 'print' ? '' : '\n'));
}
