// Functions that make lists, join them, turn them round, put them in order, and take parts of them.
import type { Calls, Given } from './calls';
import { asList, asText, isCallable, isText, itemOf, joined, orderOf, sliced, type Table, type Value } from './values';

const LONGEST_RANGE = 500;

export const LIST_CALLS: Calls = {
  'join implode joined jointostring arrayjoin mkstring intercalate unwords strjoin': ({ args, first, list, named }) => {
    const texts = args.filter(isText);
    const [between = '', text = '', ...others] = texts;
    const table = args.find((arg) => arg instanceof Map);
    const items = list ?? (table && [...table.values()]);
    if (items !== undefined) return joined(items, asText(named.get('separator') ?? named.get('sep')) ?? between);
    if (texts.length !== args.length || texts.length < 2) return args.length === 1 ? first : undefined;
    // `String.join(" ", "a", "b")`, `" ".join("abc")`, and of PowerShell `"abc" -join ""`
    if (others.length > 0) return joined([text, ...others], between);
    return text === '' ? between : joined(Array.from(text), between);
  },
  'concat concatenate strcat concatener': ({ args, first, second }) => {
    if (!Array.isArray(first)) return joined(args, '');
    if (Array.isArray(second)) return [...first, ...args.slice(1).flat()];
    return args.length === 1 || isText(second) ? joined(first, asText(second) ?? '') : undefined;
  },
  'concatws textjoin joindretexte texte': ({ args: [between, ...args] }) =>
    joined(args.filter((arg) => typeof arg !== 'boolean'), asText(between) ?? ''), // prettier-ignore
  joining: ({ first }) => asText(first) ?? '',
  paste: ({ args, named }) => joined(args.flat(), asText(named.get('collapse') ?? named.get('sep')) ?? ' '),
  paste0: ({ args }) => joined(args.flat(), ''),

  'push append appendline add addall extend pushback arraypush pushstr': ({ args: [first, ...more], second }) =>
    Array.isArray(first) ? [...first, ...(Array.isArray(second) ? second : more)] : joined([first ?? '', ...more], ''),
  'unshift prepend arrayunshift': ({ args: [first, ...more] }) =>
    Array.isArray(first) ? [...more, ...first] : undefined,
  insert: ({ args: [of, at, item] }) => {
    if (typeof at !== 'number' || item === undefined) return undefined;
    if (Array.isArray(of)) return of.toSpliced(at, 0, item);
    return isText(of) ? joined([of.slice(0, at), item, of.slice(at)], '') : undefined;
  },
  'reverse reversed strrev rev arrayreverse strreverse toreversed': ({ first }) =>
    isText(first) ? Array.from(first).reverse().join('') : Array.isArray(first) ? first.toReversed() : undefined,

  'c list array listof arrayof arraylistof mutablelistof arraylist aslist of tuple vec tolist toarray toset set iter collect tovec chars tocharlist tochararray asenumerable': ({ args }) => listed(args), // prettier-ignore
  'fromentries dict dictionary linkedhashmap mapof table': ({ first, named }): Table => {
    const pairs = asList(first) ?? [];
    return new Map([...named, ...pairs.flatMap((pair): [string | number, Value][] => {
      const [key, value] = Array.isArray(pair) ? pair : [];
      return (isText(key) || typeof key === 'number') && value !== undefined ? [[key, value]] : [];
    })]); // prettier-ignore
  },
  // Of Java, where numbers are in order whatever comes first.
  put: ({ args: [of, key, value] }) =>
    of instanceof Map && (isText(key) || typeof key === 'number') && value !== undefined ? inOrder(new Map([...of, [key, value]])) : undefined, // prettier-ignore
  ksort: ({ first }) => (first instanceof Map ? inOrder(first) : undefined),
  key: ({ first }) => itemOf(first, 0),
  value: ({ first }) => itemOf(first, 1),
  keys: ({ first }) => (first instanceof Map ? [...first.keys()] : undefined),
  'values arrayvalues': ({ first }) => (first instanceof Map ? [...first.values()] : asList(first)),
  'entries items enumerate eachwithindex withindex entryset ipairs pairs': ({ first }) =>
    first instanceof Map ? asList(first) : asList(first)?.map((item, n): Value => [n, item]),
  'zip ziplongest': ({ args }) => {
    const lists = args.map((arg) => asList(arg) ?? []);
    return lists[0]?.map((_, n) => lists.map((list) => list[n] ?? ''));
  },
  range: ({ args }) => {
    const [from, to, step] = args.length === 1 ? [0, args[0], 1] : [args[0], args[1], args[2] ?? 1];
    if (typeof from !== 'number' || typeof to !== 'number' || typeof step !== 'number' || step === 0) return undefined;
    const length = Math.ceil((to - from) / step);
    if (!(length <= LONGEST_RANGE)) return undefined;
    return Array.from({ length: Math.max(0, length) }, (_, n) => from + n * step);
  },

  'map collect arraymap select maptostring flatmap maptoobj': (given) => {
    const { by, first, second } = given;
    // `collect(joining(""))`
    if (by === undefined) return isText(second) ? joined(asList(first) ?? [], second) : asList(first);
    const found: Value[] = [];
    for (const [n, item] of itemsOf(given).entries()) {
      const value = by.give(by.arity > 1 && !Array.isArray(item) ? [item, n] : [item]);
      if (value === undefined) return undefined;
      found.push(value);
    }
    return found;
  },
  'filter where': (given) => {
    const { by } = given;
    return by === undefined ? itemsOf(given) : itemsOf(given).filter((item) => by.give([item]) === true);
  },
  'reduce fold inject foldleft aggregate arrayreduce': ({ args, by, list }) => {
    let sum: Value | undefined = args.find(isText);
    for (const item of (by && list) ?? []) {
      sum = sum === undefined ? item : by?.give([sum, item]);
      if (sum === undefined) return undefined;
    }
    return sum;
  },
  'sort tosorted sortby orderby sortedby thenby usort': sorted,
  // Of Python, where the items of a table are its keys.
  sorted: (given) => sorted(given.first instanceof Map ? { ...given, first: [...given.first.keys()] } : given),
  orderbydescending: (given) => sorted(given)?.reverse(),

  'slice substring arrayslice sliced subarray': ({ args: [of, from, to] }) =>
    sliced(of, [numberOf(from), numberOf(to)]),
  substr: ({ args: [of, from, length] }) => part(of, numberOf(from) ?? 0, length),
  'mid stxt': ({ args: [of, from, length] }) => part(of, (numberOf(from) ?? 1) - 1, length),
  'left take gauche': ({ first, second }) => sliced(first, [0, numberOf(second) ?? 1]),
  'right takelast droite': ({ first, second }) => sliced(first, [-(numberOf(second) ?? 1)]),
  'drop skip': ({ first, second }) => sliced(first, [numberOf(second) ?? 1]),
  'first charat at get elementat nth': ({ first, second }) => itemOf(first, second ?? 0),
  last: ({ first }) => itemOf(first, -1),
  'length len size count strlen': ({ first }) => asList(first)?.length,
};

/** `list(x)`, `[x, y]`, `Array.from(x, f)` */
export function listed(args: readonly Value[]): Value[] {
  const [first, second] = args;
  const list = args.length > 1 && !isCallable(second) ? undefined : asList(first);
  return list?.map((item) => (isCallable(second) ? (second.give([item]) ?? '') : item)) ?? [...args];
}

/** What a function goes over: a list, the letters of a string, or the entries of a table. */
function itemsOf({ args, first, list }: Given): Value[] {
  return list ?? asList(args.find(isText) ?? first) ?? [];
}

function inOrder(table: Table): Table {
  return new Map([...table].sort(([one], [other]) => orderOf(one, other) ?? 0));
}

function sorted({ first, by, named }: Given): Value[] | undefined {
  const key = named.get('key') ?? by;
  const keyOf = (item: Value): Value | undefined => (isCallable(key) ? key.give([item]) : item);
  const list = asList(first)?.toSorted((one, other) => {
    const order = isCallable(key) && key.arity === 2 ? key.give([one, other]) : orderOf(keyOf(one), keyOf(other));
    return typeof order === 'number' ? order : 0;
  });
  return named.get('reverse') === true ? list?.reverse() : list;
}

export function numberOf(value: Value | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function part(of: Value | undefined, from: number, length: Value | undefined): Value | undefined {
  const start = from < 0 ? from + (asList(of)?.length ?? 0) : from;
  return sliced(of, [start, typeof length === 'number' ? start + length : undefined]);
}
