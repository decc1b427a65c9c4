// Places in strings that functions fill: `%s`, `{}`, `{0}`, `{name}`.
import { ofPoint } from './literals';
import { asText, itemOf, joined, type Value } from './values';

/** `%s`, `%-5s`, `%2$s`, `%(name)s`, `%c`, `%%` */
const PERCENT = /%(?:(?<nth>\d{1,2})\$|\((?<name>\w{1,30})\))?[-+0 ]?\d{0,3}(?:\.\d{1,2})?(?<as>[sdivcrqx%])/g;
const IS_PERCENT = /%(?:\d\$|\(\w+\))?[-+0 ]?\d{0,3}[sdivcrqx]/;
/** `{}`, `{0}`, `{name}` */
const BRACES = /\{\{|\}\}|\{(?:(?<name>[a-z_]\w{0,30})|(?<nth>\d{1,2}))?(?:![rs])?(?::[<>^]?\d{0,3}[sd?]?)?\}/gi;

/** A template with values for its places; nothing when one is missing. Linear. */
export function formatted(
  template: string,
  args: readonly Value[],
  names: ReadonlyMap<string | number, Value>,
): string | undefined {
  const isPercent = IS_PERCENT.test(template);
  const parts: string[] = [];
  let from = 0;
  let next = 0;
  for (const match of template.matchAll(isPercent ? PERCENT : BRACES)) {
    const [written] = match;
    const { name, nth, as } = match.groups ?? {};
    parts.push(template.slice(from, match.index));
    from = match.index + written.length;
    if (written === '%%' || written === '{{' || written === '}}') {
      parts.push(written.charAt(0));
      continue;
    }
    // `%2$s` counts from one.
    const place = nth === undefined ? next++ : Number(nth) - (isPercent ? 1 : 0);
    const value = name === undefined ? args[place] : (itemOf(args.at(-1), name) ?? names.get(name));
    const text = as === 'c' && typeof value === 'number' ? ofPoint(value) : asText(value);
    if (text === undefined) return undefined;
    parts.push(text);
  }
  return joined([...parts, template.slice(from)], '');
}
