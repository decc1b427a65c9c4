// Places in a sentence that are filled with what the text defines elsewhere: `ask <<who>> for {what}`, `[NAME]=…`, `who;what` above a row.
import { senseOf } from '../sense';
import { matchesOften, standsOften } from '../signs';
import { isSentence, mayOrder } from '../speech';
import { matchesOf } from '../../../matches';

/** A name in brackets or signs of whatever language of templates; of keys of messages, and of tables of a shell. */
const USE =
  /\$t?\(['"]?([\w.-]{1,30})['"]?\)|\$\{[a-z_]\w{0,20}[[.]['"]?([\w-]{1,30})['"]?\]?\}|(?:<<|\[\[|\$\{|\{\{|#\{|\[|\{|<|«|%\{|%|@@?|#|__|~~?|\|) ?([a-z\d_][\w.-]{0,30}?) ?(?:>>|\]\]|\}\}|\]|\}|>|»|%|@@?|#|__|~~?|\|)/g;
/** What a name stands for. */
const DEFINITION =
  /(?<![\w.-])["'[<«{$%#@(]{0,3} ?([a-z\d_][\w.-]{0,40}) ?["'\]>»}%#@)]{0,3}(?: ?(?::=|=>|->|→|=|:) ?| (?:means|is|veut dire|signifie|est) |(?<=\d)\. |(?<=\d\)) )(?:"([^"\n]{1,120})"|'([^'\n]{1,120})'|« ?([^«»\n]{1,120}?) ?»|([^\n;,|"'«»<>{}[\]=]{1,80}?)(?=\s{0,2}(?:\(?\d{1,2}[.)] |[;,|\n}\]<["']|[.!?](?:\s|$)|$)))[;,]?/g;
/** Groups of `USE`. */
const GROUPS = 3;
const SIGNS = ['<<', '[', '{', '<', '«', '%', '@', '#', '__', '$', '|'];
const FEWEST = 3;
const MOST = 80;
const LONGEST = 8000;
/** So much of a sentence that is filled makes sense. */
const SENSE = 0.75;

/** The (folded) text with the places in its sentences filled by its definitions; nothing when they say nothing. Linear: bounded. */
export function withPlacesFilled(folded: string): string | undefined {
  if (folded.length > LONGEST || !SIGNS.some((sign) => folded.includes(sign))) return undefined;
  if (!matchesOften(folded, USE, FEWEST)) return undefined;
  const lines = folded.split('\n').filter((line) => line.length > 0);
  const used = new Set(matchesOf(folded, USE).map((use) => nameOf(use.slice(1))));
  // What is defined stands elsewhere, too.
  if ([...used].filter((name) => standsOften(folded, name, 2)).length < 2) return undefined;
  return filled(folded, valuesIn(folded, used)) ?? filled(folded, valuesInRows(lines));
}

function nameOf(groups: readonly unknown[]): string {
  return groups.slice(0, GROUPS).find((one): one is string => typeof one === 'string') ?? '';
}

/** What names stand for that are used, or whose last part is. */
function valuesIn(folded: string, used?: ReadonlySet<string>): Map<string, string> {
  const values = new Map<string, string>();
  for (const [, name = '', double, single, french, bare] of matchesOf(folded, DEFINITION).slice(0, MOST)) {
    const value = double ?? single ?? french ?? bare?.trim() ?? '';
    // A sentence with places in it is filled itself.
    if (value === '' || values.has(name) || matchesOften(value, USE, 1)) continue;
    if (used?.has(name) === false && !used.has(name.slice(name.lastIndexOf('.') + 1))) continue;
    values.set(name, value);
  }
  return values;
}

const CELLS = /[;,|\t]/;

/** Names in a row, and what they stand for in the next one. */
function valuesInRows(lines: readonly string[]): Map<string, string> {
  for (const [n, line] of lines.entries()) {
    const names = cellsOf(line);
    const values = names.length < FEWEST ? [] : cellsOf(lines.slice(n + 1).find((one) => !/^[-|: ]+$/.test(one)) ?? '');
    if (names.length === values.length && names.length >= FEWEST && names.every((name) => /^[\w.-]{1,30}$/.test(name)))
      return new Map(names.map((name, i) => [name, values[i] ?? '']));
  }
  return new Map();
}

function cellsOf(line: string): string[] {
  return line
    .replace(/^ *\||\| *$/g, '')
    .split(CELLS)
    .map((cell) => cell.trim().replace(/^["'«] ?(.*?) ?["'»]$/, '$1'));
}

function filled(folded: string, values: ReadonlyMap<string, string>): string | undefined {
  if (values.size < 2) return undefined;
  const written = folded.split('\n');
  const lines = written.map((line) => {
    const names = new Set<string>();
    // What defines a name is no place to fill.
    const text = line.replace(DEFINITION, (definition: string, name: string) =>
      values.has(name) && !matchesOften(definition.slice(name.length + 2), USE, 1) ? ' ' : definition,
    );
    const said = text.replace(USE, (use: string, ...groups: unknown[]) => {
      const name = nameOf(groups);
      const value = valueOf(values, name);
      if (value === undefined) return use;
      names.add(name);
      return value;
    });
    if (names.size < 2 || !(mayOrder(said) || (isSentence(said) && senseOf(said) >= SENSE))) return line;
    return said;
  });
  return lines.some((line, n) => line !== written[n]) ? lines.join('\n') : undefined;
}

/** The value of a name, or of the key that ends with it: `rule.0` of `{0}`. */
function valueOf(values: ReadonlyMap<string, string>, name: string): string | undefined {
  const own = values.get(name);
  if (own !== undefined) return own;
  for (const [key, value] of values) if (key.endsWith(`.${name}`)) return value;
  return undefined;
}

/** Hits `a + all + b`: names, and words that stand for themselves. */
const SUM = /(?<![a-z'])[a-z_\d']{1,20}(?: \+ [a-z_\d' ]{1,24}){3,40}/g;

/** The (folded) text with sums of words and of names as what they say; nothing when they say nothing. Linear: bounded. */
export function withSumsOfWords(folded: string): string | undefined {
  if (folded.length > LONGEST || !folded.includes(' + ') || !matchesOften(folded, SUM, 1)) return undefined;
  const values = valuesIn(folded);
  if (values.size < 2) return undefined;
  const text = folded.replace(SUM, (sum) => {
    const terms = sum.split(' + ').map((term) => term.trim());
    const known = terms.filter((term) => /[a-z]{3}/.test(values.get(term) ?? '')).length;
    const said = terms.map((term) => values.get(term) ?? term).join(' ');
    return known >= 2 && known * 3 >= terms.length && senseOf(said) >= SENSE ? said : sum;
  });
  return text === folded ? undefined : text;
}
