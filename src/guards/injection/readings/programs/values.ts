// Values of programs: as text, as lists, cut, counted and compared.

/** A function of the text, or one that is given to another. */
export interface Callable {
  /** How many values it takes. */
  readonly arity: number;
  readonly give: (args: readonly Value[]) => Value | undefined;
}

export type Table = Map<string | number, Value>;
export type Value = string | number | boolean | null | RegExp | Value[] | Table | Callable;

/** Longer strings and lists are given up. */
export const LONGEST_TEXT = 5000;
export const LONGEST_LIST = 2000;

export function isText(value: Value | undefined): value is string {
  return typeof value === 'string';
}

export function isCallable(value: Value | undefined): value is Callable {
  return typeof value === 'object' && value !== null && 'give' in value;
}

/** Whether a value counts as true. */
export function isTrue(value: Value): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

/** A string or a number as text; nothing for what a program would not print as a reader does. */
export function asText(value: Value | undefined): string | undefined {
  return typeof value === 'number' ? String(value) : isText(value) ? value : undefined;
}

/** A list, the keys of a table with their values, or the letters of a string. */
export function asList(value: Value | undefined): Value[] | undefined {
  if (value instanceof Map) return [...value].map((entry): Value => entry);
  return isText(value) ? Array.from(value) : Array.isArray(value) ? value : undefined;
}

/** Texts or numbers with something between them; nothing when one is neither, or they get too long. */
export function joined(values: readonly Value[], between: string): string | undefined {
  let text = '';
  for (const [n, value] of values.entries()) {
    const one = Array.isArray(value) ? joined(value, ' ') : asText(value);
    if (one === undefined) return undefined;
    text += n === 0 ? one : between + one;
    if (text.length > LONGEST_TEXT) return undefined;
  }
  return text;
}

/** A value that is not too long; nothing for others. */
export function sized(value: Value | undefined): Value | undefined {
  if (isText(value)) return value.length > LONGEST_TEXT ? undefined : value;
  if (Array.isArray(value)) return value.length > LONGEST_LIST ? undefined : value;
  return Number.isNaN(value) ? undefined : value;
}

/** The elements, or letters, from one place to another by steps, as Python counts them; linear. */
export function sliced(of: Value | undefined, bounds: readonly (number | undefined)[]): Value | undefined {
  const items = asList(of);
  const step = Math.trunc(bounds[2] ?? 1);
  if (items === undefined || step === 0) return undefined;
  const place = (bound: number | undefined, otherwise: number): number => {
    if (bound === undefined) return otherwise;
    const at = bound < 0 ? bound + items.length : bound;
    return step > 0 ? Math.min(Math.max(at, 0), items.length) : Math.min(Math.max(at, -1), items.length - 1);
  };
  const to = place(bounds[1], step > 0 ? items.length : -1);
  const found: Value[] = [];
  for (let at = place(bounds[0], step > 0 ? 0 : items.length - 1); step > 0 ? at < to : at > to; at += step)
    found.push(items[at] ?? '');
  return isText(of) ? joined(found, '') : found;
}

/** The element, letter or value at a place or of a key, or those at several. */
export function itemOf(of: Value | undefined, at: Value | undefined): Value | undefined {
  if (of instanceof Map) return of.get(asText(at) ?? '') ?? of.get(Number(at));
  if (!isText(of) && !Array.isArray(of)) return undefined;
  if (typeof at === 'number') return of.at(at);
  const items = Array.isArray(at) ? at.map((one) => itemOf(of, one) ?? '') : undefined;
  return isText(of) && items !== undefined ? joined(items, '') : items;
}

/** What signs make of two numbers. */
export const COUNTS: ReadonlyMap<string, (one: number, other: number) => Value | undefined> = new Map([
  ['+', (one, other) => one + other],
  ['-', (one, other) => one - other],
  ['*', (one, other) => one * other],
  ['/', (one, other) => one / other],
  // As Python does it; others add the divisor first.
  ['%', (one, other) => ((one % other) + other) % other],
  ['^', (one, other) => one ^ other],
  ['&', (one, other) => one & other],
  ['|', (one, other) => one | other],
  ['<<', (one, other) => one << other],
  ['>>', (one, other) => one >> other],
  ['**', (one, other) => one ** other],
  ['..', rangeOf],
] as [string, (one: number, other: number) => Value | undefined][]);

/** Whole numbers from one to another, up or down. */
function rangeOf(from: number, to: number): Value[] | undefined {
  const length = Math.abs(to - from) + 1;
  if (!(length < LONGEST_LIST)) return undefined;
  return Array.from({ length }, (_, n) => (to < from ? from - n : from + n));
}

/** Whether a value is as a sign says, compared to another; nothing for other signs. */
export function compared(sign: string, left: Value, right: Value): boolean | undefined {
  if (/^[!=]==?$/.test(sign)) return (left === right) === sign.startsWith('=');
  const order = orderOf(left, right);
  if (typeof left !== typeof right || order === undefined || !/^[<>]=?$/.test(sign)) return undefined;
  return order === 0 ? sign.endsWith('=') : order < 0 === sign.startsWith('<');
}

/** Below 0 when the first stands before the second; of lists the first that differs tells. */
export function orderOf(one: Value | undefined, other: Value | undefined): number | undefined {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  if (Array.isArray(one) && Array.isArray(other)) {
    const at = one.findIndex((item, n) => orderOf(item, other[n]) !== 0);
    return at < 0 ? 0 : orderOf(one[at], other[at]);
  }
  const [a, b] = [asText(one), asText(other)];
  return a === undefined || b === undefined ? undefined : a < b ? -1 : a > b ? 1 : 0;
}
