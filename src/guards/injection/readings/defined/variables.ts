// Texts with the names of other texts in them: variables of shells and settings, entities, macros. Each name is read as what it stands
// for.
import { matchesOf } from '../../../matches';
import { reverse } from '../enciphered/ciphers';
import { apart } from '../letters';
import { standsOften } from '../signs';
import { mayOrder, maySay } from '../speech';

/** `NAME=value`, `set name = "value"`, `name := value`, `<!ENTITY name "value">`, `&name value`; what stands in quotation marks is whole. */
const ASSIGNED =
  /(?:^|\n|[;,{.]|\{%|<!)[ \t]{0,8}(?:(?:soit|field|part|piece|fragment|block|champ|partie|morceau|bloc) |export |set |let |const |var |define |entity |local |readonly |- )?[$%&*]?([a-z_][\w-]{0,23})(?: ?(?::=|\?=|=|: &[a-z]\w{0,15}|:)|(?= ["'])) ?(?:"([^"\n]{1,120})"|'([^'\n]{1,120})'|« ?([^«»\n]{1,120}?) ?»|([^\n;"'<>{}]{1,80}?))(?=[ \t]*(?:\n|;|%\}|\}|>|,|\.\s|$))/g;
/** `$NAME`, `${NAME}`, `$(NAME)`, `%NAME%`, `{{ name }}`, `&name;`, `{name}`, `%(name)s`, `@name@`, `*name`. */
const USED =
  /\$\{?\(?([a-z_][\w-]{0,23})\)?\}?|%\(?([a-z_]\w{0,23})(?:%|\)s)|\{\{? ?([a-z_]\w{0,23}) ?\}?\}|&([a-z_]\w{0,23});|@([a-z_]\w{0,23})@|(?<=[\s,[])\*([a-z_]\w{0,23})/g;
/** `a + b + c`, `a + " " + b`, `a, b, c`, `a .. b .. c`: names whose values are put together. */
const SUM =
  /(?<![\w.'"$])(?:[a-z_]\w{0,15}\.)?[a-z_]\w{0,23}(?: ?(?:\+|\.\.|~|&|\|\||,)(?: ?["'] ?["'] ?(?:\+|\.\.|~|&|\|\||,))? ?(?:[a-z_]\w{0,15}\.)?[a-z_]\w{0,23}){2,60}(?![\w('"])/g;
const TERM = /[a-z_]\w{0,23}(?![\w.])|["'] ?["']/g;
/** Fewest names that are read as something else; and how often names stand for names. */
const FEWEST = 3;
const DEEPEST = 4;
/** So many values, no more, and no longer than this when they are put together. */
const MOST = 200;
const LONGEST = 4000;

/** The (folded) text with what names stand for in their places; nothing when few names are used, or that says nothing. Linear: bounded. */
export function interpolated(folded: string): string | undefined {
  const hasUses = SIGNS.some((sign) => folded.includes(sign)) && matchesOf(folded, USED).length >= FEWEST;
  const hasSums = mayHaveSums(folded) && matchesOf(folded, SUM).length > 0;
  if (!hasUses && !hasSums) return undefined;
  const values = new Map<string, string>();
  for (const [, name = '', double, single, french, bare] of matchesOf(folded, ASSIGNED).slice(0, MOST))
    values.set(name, double ?? single ?? french ?? (bare ?? '').trim());
  if (values.size < 2) return undefined;
  const sums = hasSums ? summed(folded, values) : undefined;
  if (sums !== undefined) return sums;
  if (!hasUses) return undefined;
  const reversed = REVERSES.test(folded) ? turned(folded, values) : undefined;
  if (reversed !== undefined) return reversed;
  let text = folded;
  let uses = 0;
  for (let depth = 0; depth < DEEPEST; depth++) {
    const before = text;
    text = text.replace(USED, (use: string, ...names: unknown[]) => {
      const name = names.slice(0, NAMES).find((one) => typeof one === 'string');
      const value = typeof name === 'string' ? values.get(name) : undefined;
      if (value === undefined || value === use) return use;
      uses++;
      return value;
    });
    if (text.length > folded.length + LONGEST) return undefined;
    if (text === before) break;
  }
  return uses >= FEWEST && text !== folded && mayOrder(text) ? text : undefined;
}

/** A program turns round what it puts together: `| rev`, `[::-1]`. */
const REVERSES = /\brev\b|revers|\[::-1\]/;
/** `$a$b$c`, `${a}${b}` */
const RUN = /(?:\$\{?[a-z_]\w{0,23}\}?){2,40}/g;
const NAME = /[a-z_]\w*/g;

/** The text with names in a row as what their values say from the last letter to the first; nothing when they say nothing. */
function turned(folded: string, values: ReadonlyMap<string, string>): string | undefined {
  const text = folded.replace(RUN, (run) => {
    const parts = (run.match(NAME) ?? []).map((name) => values.get(name));
    if (parts.includes(undefined)) return run;
    const said = reverse(parts.join(''));
    return maySay(said) ? said : run;
  });
  return text === folded ? undefined : text;
}

/** What stands between the names of a sum. */
const JOINS = ['+', '..', '~', '||', ' & '];
/** What puts the values of a list together. */
const CALLS = ['print', 'join', 'concat', 'echo'];
/** What stands before the value of a name. */
const BEFORE_VALUES = ['= "', '="', "= '", "='", ': "', ": '", '= «', ': «'];

/** Whether some names have strings for values, and something puts them together. */
function mayHaveSums(folded: string): boolean {
  return (
    BEFORE_VALUES.some((sign) => standsOften(folded, sign, FEWEST)) &&
    (JOINS.some((sign) => standsOften(folded, sign, 2)) || CALLS.some((call) => folded.includes(call)))
  );
}

/** The text with sums of names as what their values say together; nothing when they say nothing. */
function summed(folded: string, values: ReadonlyMap<string, string>): string | undefined {
  const text = folded.replace(SUM, (sum) => {
    const terms = sum.match(TERM) ?? [];
    const parts = terms.map((term) => (/^["']/.test(term) ? term.slice(1, -1) : values.get(term)));
    if (parts.includes(undefined)) return sum;
    const joined = parts.join('');
    const said = apart(REVERSES.test(folded) && !maySay(joined) ? reverse(joined) : joined);
    return said.length <= LONGEST && maySay(said) ? said : sum;
  });
  return text === folded ? undefined : text;
}

const SIGNS = ['$', '%', '{', '&', '@', '*'];
/** Groups of `USED`. */
const NAMES = 6;
