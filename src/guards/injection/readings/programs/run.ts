// A text as a program: its statements one after another, those of loops for each round, those of functions when they are called.
import { matchesOf } from '../../../matches';
import { blocksOf, type Block } from './blocks';
import { Machine } from './evaluate';
import { Parser } from './parser';
import { piecesOf, type Piece } from './pieces';
import { shellLine, shellWords } from './shell';
import { assigned, carriedOut, isAtEnd, worth, type Outcome } from './statements';
import { keyOf, type Target } from './tree';
import { asList, isTrue, type Value } from './values';

/** A stretch of the text that was carried out, with what it came to. */
export interface Carried extends Outcome {
  readonly start: number;
  readonly end: number;
  /** It stands in a sentence. */
  readonly isInside: boolean;
}

/** `for x in list`, `const [x, y] of list`, `String x : list`, `_, x := range list`; and of PHP `list as $x`. */
const EACH =
  /^(?:(?:const|let|var|my|auto|final|char|int|string|String) )?([[(]?\$?\w{1,30}(?: ?, ?\$?\w{1,30}){0,2}[\])]?) ?(?:\b(?:in|of)\b|:=? ?(?:range\b)?) ?/;
const EACH_AS = / as (?:(\$\w{1,30}) ?=> ?)?(\$\w{1,30})$/;
/** `words.forEach(w => { s += w[0]; })`, `words.each do |w| … end` */
const FOR_EACH =
  /^([^\n]{1,400}?)\.(?:forEach|each)\s?(?:\(\s?\(?|\{\s?\||do\s?\|)\s?(\w{1,30})\s?\)?\s?(?:=>|\|)\s?\{?\s?([^{}]{1,200}?);?\s?\}?\s?\)?$/;
const MOST_ROUNDS = 500;
/** Where an expression may begin within a line of prose, and code in it. */
const BEGINS = /[$\w.]{1,40}(?=\s?(?::=|=(?!=)|\+|\.\.|&|~|\()|\.\w{1,20}\()|["'`[]/g;
const INLINE = /`([^`\n]{3,400})`/g;
const MOST_TRIED = 40;
const LONGEST_TRIED = 2000;
/** What it costs to read a statement, or to try. */
const LETTERS_A_STEP = 16;
const STEPS_A_STATEMENT = 10;
const STEPS_A_TRY = 3;
/** A string, a row of numbers, a variable of a shell. */
const HOLDS_VALUES =
  /["'`$%]|=\s?(?:[\d[{(]|qw|new\b)|=>|\blambda\b|^[A-Za-z_]\w{0,30}=\w|^(?:export|set) |\d\s?,\s?\d|\(\d{2,3}\b/;
const NAME = /[A-Za-z_]\w{0,40}/g;
/** Lines that may be of a shell, and what they assign to. */
const OF_SHELL = /^(?:[$@>]|(?:(?:export|local|readonly|declare|set) )?([a-z_]\w*)=|echo|printf|cat|say)/i;

/** `a=(ig nore)`: blanks between strings are no sum of them. */
const ARRAY_OF_SHELL = /^\w{1,30}=\([^(),+]{0,400}\s[^(),+]{1,400}\)$/;

/** Carries out what is understood of a text. Linear: what is done is bounded. */
export function run(source: string): Carried[] {
  const carried: Carried[] = [];
  carryOut(blocksOf(piecesOf(source)), new Machine(), carried);
  return carried;
}

/** Carries out statements one after another; within a function, up to the value that it returns. */
function carryOut(
  blocks: readonly Block[],
  machine: Machine,
  carried: Carried[],
  isFunction = false,
): Value | undefined {
  /** Whether the last `if` was true; nothing when nobody knows. */
  let isTaken: boolean | undefined;
  for (const block of blocks) {
    const { piece, word, head, body } = block;
    const code = piece.code.replace(/^(?:do|then)\b\s*/, '');
    if (/^(?:continue|break)$/.test(code)) machine.leave(code);
    if (machine.isLeaving || machine.isSpent) return undefined;
    if (isFunction && /^return\b/.test(code)) return valueOf(code.slice(6), machine);
    let act = (): Value | undefined => carryOut(body, machine, carried, isFunction);
    /** Whether what stands in it is all there is to do; else it is read as a statement, too. */
    let isUnderstood = true;
    if (word === 'def') {
      define(block, machine);
      // What is given nothing, or returns nothing, may be all of a program.
      if (head.trim() !== '' && (block.isOnLine || body.some((one) => /\breturn\b/.test(one.piece.code)))) continue;
    } else if (word === 'if' || word.startsWith('e')) {
      if (word !== 'if' && isTaken === true) continue;
      const test = word === 'else' ? true : valueOf(head, machine);
      isTaken = test === undefined || (word !== 'if' && isTaken === undefined) ? undefined : isTrue(test);
      if (isTaken === false) continue;
      // Where nobody knows, all is carried out.
      isUnderstood = isTaken === true;
    } else {
      const goesOn = body.length === 0 ? undefined : roundsOf(head, word, machine);
      if (goesOn === undefined) isUnderstood = false;
      else act = () => inRounds(body, goesOn, machine, carried, isFunction);
    }
    if (!isUnderstood) carried.push(...whole({ ...piece, code }, machine));
    const returned = isUnderstood || !block.isOnLine ? act() : undefined;
    if (returned !== undefined) return returned;
  }
  return undefined;
}

/** Carries out statements as long as a loop goes on. What one of them came to is said once: it printed one thing behind the other. */
function inRounds(
  body: readonly Block[],
  goesOn: () => boolean,
  machine: Machine,
  carried: Carried[],
  isFunction: boolean,
): Value | undefined {
  const all = new Map<number, Carried>();
  let returned: Value | undefined;
  machine.rounds++;
  for (let round = 0; round < MOST_ROUNDS && !machine.isSpent && goesOn(); round++) {
    const some: Carried[] = [];
    returned = carryOut(body, machine, some, isFunction);
    for (const now of some) {
      const before = all.get(now.start)?.text ?? '';
      all.set(now.start, { ...now, text: now.isPrinted ? before + (now.text ?? '') : (now.text ?? before) });
    }
    if (machine.left() === 'break' || returned !== undefined) break;
  }
  machine.rounds--;
  carried.push(...[...all.values()].sort((one, other) => one.start - other.start));
  return returned;
}

/** Defines a function: it gives what it returns, or else what it prints. */
function define({ name, head, body }: Block, machine: Machine): void {
  const params = head.split(',').map((one) => /^(?:[\w[\]]{1,20} )?([$\w]{1,40})/.exec(one.trim())?.[1] ?? '');
  const act = (): Value | undefined => {
    // `fn f(x) = x`
    const only = body.length === 1 && body[0]?.word === '' ? body[0].piece.code.replace(/^return\b/, '') : '';
    const worthOf = only === '' ? undefined : valueOf(only, machine);
    if (worthOf !== undefined) return worthOf;
    const printed: Carried[] = [];
    const value = carryOut(body, machine, printed, true);
    return value ?? (printed.map(({ text, isPrinted }) => (isPrinted ? (text ?? '') : '')).join('') || undefined);
  };
  machine.set(name, machine.callable(params, act));
}

/** What begins the next round of a loop, as long as there is one; nothing when it is not understood. */
function roundsOf(head: string, word: string, machine: Machine): (() => boolean) | undefined {
  const [start = '', test, step = ''] = word === 'while' ? ['', head] : head.split(';').map((part) => part.trim());
  if (test !== undefined) {
    if (start !== '' && carriedOut(start, machine) === undefined) return undefined;
    let isFirst = true;
    return () => {
      if (!isFirst) carriedOut(step, machine);
      isFirst = false;
      machine.spend(STEPS_A_STATEMENT);
      return isTrue(valueOf(test, machine) ?? false);
    };
  }
  const [as, key, last] = EACH_AS.exec(head.slice(-80)) ?? [];
  const [each, listed = ''] = as === undefined ? (EACH.exec(head) ?? []) : [];
  if (as === undefined && each === undefined) return undefined;
  const names = last === undefined ? (listed.match(/\$?\w+/g) ?? []) : key === undefined ? [last] : [key, last];
  const over = head.slice(each?.length ?? 0, as === undefined ? undefined : -as.length);
  const given = valueOf(over, machine) ?? shellWords(over, machine);
  // The items of a table are its keys, but of PHP.
  const keys = as === undefined ? 'keys' : 'values';
  let items = given instanceof Map && names.length === 1 ? [...given[keys]()] : asList(given);
  // `for _, x := range list`
  if (/:= ?range/.test(each ?? '') || (key !== undefined && Array.isArray(given)))
    items = items?.map((item, n): Value => [n, item]);
  const target: Target = names.length === 1 ? (names[0] ?? '') : names;
  let n = 0;
  return items && (() => {
    machine.set(target, items[n]);
    return n++ < items.length;
  }); // prettier-ignore
}

/** The value of an expression that is all of some code. */
function valueOf(code: string, machine: Machine): Value | undefined {
  machine.spend(code.length / LETTERS_A_STEP);
  const parser = new Parser(code);
  const node = parser.expression();
  return node !== undefined && isAtEnd(parser) ? machine.evaluate(node) : undefined;
}

function whole(piece: Piece, machine: Machine): Carried[] {
  const { code, start, end } = piece;
  machine.spend(code.length / LETTERS_A_STEP + STEPS_A_STATEMENT);
  if (!HOLDS_VALUES.test(code) && !(code.match(NAME) ?? []).some((name) => machine.values.has(name))) return [];
  const [, list, name = '', body = ''] = FOR_EACH.exec(code) ?? [];
  const items = list === undefined ? undefined : asList(valueOf(list, machine));
  if (items !== undefined) {
    for (const item of items.slice(0, MOST_ROUNDS)) {
      machine.set(name, item);
      carryOut(blocksOf(piecesOf(body)), machine, []);
    }
    return [{ start, end, text: undefined, isPrinted: false, isInside: false }];
  }
  const outcome = understood(code, machine);
  return outcome === undefined ? inside(piece, machine) : [{ start, end, isInside: false, ...outcome }];
}

/** As a statement, or else as a line of a shell. */
function understood(code: string, machine: Machine): Outcome | undefined {
  const [isOfShell, name = ''] = OF_SHELL.exec(code) ?? [];
  const before = machine.values.get(keyOf(name));
  const outcome = ARRAY_OF_SHELL.test(code) ? undefined : carriedOut(code, machine);
  // `${name:6:11}` is of a shell only.
  const isRead = outcome?.text !== undefined && !outcome.text.includes('${');
  if (isRead || isOfShell === undefined) return outcome;
  const after = machine.values.get(keyOf(name));
  if (name !== '') machine.set(name, before);
  const line = shellLine(code, machine);
  if (line === undefined && name !== '') machine.set(name, after);
  return line ?? outcome;
}

/** What stands within a line that is no statement as a whole. */
function inside({ code, start }: Piece, machine: Machine): Carried[] {
  const carried: Carried[] = [];
  let from = 0;
  for (const match of matchesOf(code, INLINE).slice(0, MOST_TRIED)) {
    const outcome = understood((match[1] ?? '').trim(), machine);
    if (outcome?.text === undefined) continue;
    from = match.index + match[0].length;
    carried.push({ start: start + match.index, end: start + from, isInside: false, ...outcome });
  }
  BEGINS.lastIndex = from;
  for (let tried = 0; tried < MOST_TRIED && !machine.isSpent; tried++) {
    const match = BEGINS.exec(code);
    if (match === null) break;
    machine.spend(STEPS_A_TRY);
    const part = partOf(code.slice(match.index, match.index + LONGEST_TRIED), machine);
    if (part === undefined) continue;
    BEGINS.lastIndex = match.index + part.end;
    carried.push({ ...part, start: start + match.index, end: start + match.index + part.end, isInside: true });
  }
  return carried;
}

/** What the beginning of some code is worth, and where it ends; nothing when that is no text. */
function partOf(code: string, machine: Machine): (Outcome & { end: number }) | undefined {
  const done = assigned(code, 0, machine);
  const parser = done?.parser ?? new Parser(code);
  const node = done === undefined ? parser.expression() : undefined;
  const outcome = done === undefined ? node && worth(node, machine) : { text: done.text, isPrinted: false };
  return outcome?.text === undefined ? undefined : { ...outcome, end: parser.end };
}
