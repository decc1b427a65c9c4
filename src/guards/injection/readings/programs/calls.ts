// Functions and methods that languages have, under all the names that they have for them.
import { LIST_CALLS } from './listCalls';
import { TEXT_CALLS } from './textCalls';
import { isCallable, isText, type Callable, type Table, type Value } from './values';

/** What a function is given. */
export interface Given {
  readonly args: readonly Value[];
  /** The first two of them: of a method the receiver, and what it is given. */
  readonly first: Value | undefined;
  readonly second: Value | undefined;
  /** The first that is a list, and the first that is a function. */
  readonly list: Value[] | undefined;
  readonly by: Callable | undefined;
  /** What is given by name: `sep=" "`. */
  readonly named: Table;
  /** All names of the program. */
  readonly names: ReadonlyMap<string | number, Value>;
}

/** What functions give, by their names in small letters without low lines, with blanks between them. */
export type Calls = Readonly<Record<string, (given: Given) => Value | undefined>>;

const CALLS = new Map(
  [...Object.entries(LIST_CALLS), ...Object.entries(TEXT_CALLS)].flatMap(([names, made]) =>
    names.split(' ').map((name) => [name, made] as const),
  ),
);

/** What a function gives for its values; of a method the first is the receiver. Nothing for what is not known here. */
export function called(
  name: string,
  args: readonly Value[],
  named: Table = new Map(),
  names: ReadonlyMap<string, Value> = new Map(),
): Value | undefined {
  const [first, second] = args;
  const list = args.find((arg) => Array.isArray(arg));
  // `array_map('chr', $codes)`
  const isByName = isText(first) && list !== undefined && isKnownCall(first) && /^array_/i.test(name);
  const by = isByName ? { arity: 1, give: (some: readonly Value[]) => called(first, some) } : args.find(isCallable);
  return CALLS.get(plain(name))?.({ args, first, second, list, by, named, names: named.size > 0 ? named : names });
}

/** Whether a function is one of those that make a value. */
export function isKnownCall(name: string): boolean {
  return CALLS.has(plain(name));
}

function plain(name: string): string {
  // Of SQL, which counts from one.
  if (/^SUBSTR(?:ING)?$/.test(name)) return 'mid';
  return name.replace(/[_!?$@]/g, '').toLowerCase();
}
