// Lines of a shell: variables without quotation marks, words side by side, and what pipes make of them.
import { called } from './calls';
import type { Machine } from './evaluate';
import { formatted } from './format';
import { unescaped } from './literals';
import type { Outcome } from './statements';
import { asText, isText, joined, LONGEST_TEXT } from './values';

/** `a=ig`, `export a=ig b=nore`, `set a=ig`, `a=(ig nore)` */
const ASSIGNS = /^(?:(?:export|local|readonly|declare|set|@set)\s+)?([a-z_]\w{0,30})(\+?)=/i;
const ARRAY = /^\(([^()]{1,2000})\)\s*/;
const PRINTS = /^@?(?:echo(?: -[ne]{1,2})?|printf|cat <<<|say)\s+/i;
/** `$name`, `${name}`, `${name[0]}`, `${name:0:3}`, `${name//x/y}`, `%name%` */
const USED =
  /\$\{(?<braced>[a-z_]\w{0,30})(?:\[(?<at>\d{1,3}|[*@])\]|:(?<start>\d{1,4})(?::(?<length>\d{1,4}))?|\/\/?(?<by>[^/{}]{1,20})\/?(?<into>[^/{}]{0,20}))?\}|\$(?<plain>[a-z_]\w{0,30})|%(?<windows>[a-z_]\w{0,30})%/iy;
/** Commands in commands are followed no deeper. */
const DEEPEST = 4;

/** Carries out a line of a shell; nothing when it is none, or is not understood. */
export function shellLine(code: string, machine: Machine): Outcome | undefined {
  const line = code.replace(/^(?:\$ |> |C:\\[^>\n]{0,40}>)/, '');
  if (PRINTS.test(line)) {
    const text = piped(line, machine, 0);
    return text === undefined ? undefined : { text, isPrinted: true };
  }
  let rest = line;
  let text: string | undefined;
  for (let head = ASSIGNS.exec(rest); head !== null; head = ASSIGNS.exec(rest)) {
    const [written, name = '', adds] = head;
    const from = rest.slice(written.length);
    const [array, items = ''] = ARRAY.exec(from) ?? [];
    if (array !== undefined) {
      machine.set(name, shellWords(items, machine));
      rest = from.slice(array.length);
      text = '';
      continue;
    }
    // `set a=some words` of Windows takes the line.
    const value = word(from, 0, machine, 0, /^@?set\s/i.test(written));
    if (value === undefined) return undefined;
    text = adds === '+' ? (asText(machine.values.get(name)) ?? '') + value.text : value.text;
    machine.set(name, text);
    rest = from.slice(value.end).trimStart();
  }
  return text === undefined || /^[^#&]/.test(rest) ? undefined : { text, isPrinted: false };
}

/** The words of a line, without those of further commands. */
export function shellWords(line: string, machine: Machine): string[] | undefined {
  const [all] = commandsOf(line, machine, 0);
  return all;
}

/** What a command prints, through its pipes. */
function piped(line: string, machine: Machine, depth: number): string | undefined {
  const [first, ...filters] = commandsOf(line.replace(/^@/, ''), machine, depth);
  const [command = '', ...given] = first ?? [];
  const args = given.filter((arg, n) => !(n === 0 && /^-[ne]{1,2}$/.test(arg)));
  let text: string | undefined;
  if (command === 'printf') text = printf(args, machine);
  else if (/^(?:echo|cat|say)$/i.test(command)) text = args.filter((arg) => arg !== '<<<').join(' ');
  for (const [name = '', ...options] of filters) text = text && (filtered(text, name, options) ?? text);
  return text === undefined || text.length > LONGEST_TEXT ? undefined : text;
}

/** A template with fewer places than there are words is used again. */
function printf([written = '', ...rest]: readonly string[], machine: Machine): string {
  const template = unescaped(written).replaceAll('%b', '%s');
  const places = template.split('%s').length - 1;
  let text = '';
  for (let n = 0; n === 0 || (places > 0 && n < rest.length); n += Math.max(1, places)) {
    const some = Array.from({ length: places }, (_, place) => rest[n + place] ?? '');
    text += formatted(template, some, machine.values) ?? '';
  }
  return text;
}

function filtered(text: string, name: string, options: readonly string[]): string | undefined {
  const [one = '', other = ''] = options;
  if (name === 'rev') return Array.from(text).reverse().join('');
  if (name === 'tac') return text.split('\n').reverse().join('\n');
  if (/^base64$|^xxd$/.test(name) && /^-(?:d|D|-decode|r)/.test(one))
    return asText(called(name === 'xxd' ? 'unhexlify' : 'atob', [text]));
  if (name === 'tr' && one === '-d') return Array.from(text).filter((sign) => !ranges(other).includes(sign)).join(''); // prettier-ignore
  if (name === 'tr' && one !== '') {
    const [from, to] = [ranges(one), ranges(other)];
    return Array.from(text, (sign) => {
      const at = from.indexOf(sign);
      return at < 0 ? sign : (to[at] ?? to.at(-1) ?? sign);
    }).join('');
  }
  const sed = /^s[/|,]([^/|,\\^$.*[\]]{1,40})[/|,]([^/|,\\&]{0,40})[/|,]/.exec(one === '-e' ? other : one);
  return name === 'sed' && sed !== null ? text.replaceAll(sed[1] ?? '', sed[2] ?? '') : undefined;
}

/** The letters of `a-zA-Z`. */
function ranges(set: string): string[] {
  return Array.from(
    set.replace(/([a-z])-([a-z])/gi, (_, from: string, to: string) => {
      let all = '';
      for (let code = from.charCodeAt(0); code <= to.charCodeAt(0); code++) all += String.fromCharCode(code);
      return all;
    }),
  );
}

/** The words of a line, for each of its commands; none when it is not understood. */
function commandsOf(line: string, machine: Machine, depth: number): string[][] {
  const commands: string[][] = [[]];
  for (let at = 0; at < line.length;) {
    const sign = line.charAt(at);
    if (sign === '#' || sign === '&' || sign === '>') break;
    if (sign === '|') commands.push([]);
    if (/[\s|]/.test(sign)) {
      at++;
      continue;
    }
    const one = word(line, at, machine, depth, false);
    if (one === undefined || one.end === at) return [];
    commands.at(-1)?.push(one.text);
    at = one.end;
  }
  return commands;
}

/** A word with what its variables hold; one that is whole goes to the end of the line. */
function word(
  line: string,
  from: number,
  machine: Machine,
  depth: number,
  isWhole: boolean,
): { text: string; end: number } | undefined {
  let text = '';
  let quote = '';
  let at = from;
  for (; at < line.length && text.length <= LONGEST_TEXT; at++) {
    const sign = line.charAt(at);
    if (quote === '' && !isWhole && /[\s|;&<>()]/.test(sign) && !line.startsWith('<<<', at)) break;
    if (sign === quote) quote = '';
    else if (quote === '' && (sign === '"' || sign === "'")) quote = sign;
    else if (quote === "'") text += sign;
    else if (sign === '\\' && !isWhole) text += line.charAt(++at);
    else if (line.startsWith('$(', at)) {
      const close = closing(line, at + 2);
      const inner = close < 0 || depth >= DEEPEST ? undefined : piped(line.slice(at + 2, close), machine, depth + 1);
      if (inner === undefined) return undefined;
      text += inner;
      at = close;
    } else if (sign === '$' || sign === '%') {
      USED.lastIndex = at;
      const used = USED.exec(line);
      const value = used === null ? sign : held(used.groups ?? {}, machine);
      if (value === undefined) return undefined;
      text += value;
      at += (used?.[0].length ?? 1) - 1;
    } else text += sign;
  }
  return quote === '' ? { text, end: at } : undefined;
}

/** What a variable holds, or a part of it. */
function held(used: Record<string, string | undefined>, machine: Machine): string | undefined {
  const value = machine.values.get(used['braced'] ?? used['plain'] ?? used['windows'] ?? '');
  const { at, start, length, by, into = '' } = used;
  if (Array.isArray(value)) return at === '*' || at === '@' ? joined(value, ' ') : asText(value[Number(at ?? 0)]);
  if (!isText(value)) return asText(value);
  if (start !== undefined) return value.slice(Number(start), length === undefined ? undefined : Number(start) + Number(length)); // prettier-ignore
  return by === undefined ? value : value.replaceAll(by, into);
}

function closing(line: string, from: number): number {
  let depth = 1;
  for (let at = from; at < line.length; at++) {
    if (line.charAt(at) === '(') depth++;
    else if (line.charAt(at) === ')' && --depth === 0) return at;
  }
  return -1;
}
