// Macros of C that say something together: `#define Q(a,b) a##b`.
import { matchesOf } from '../../../matches';

const DEFINED =
  /^[ \t]{0,8}#[ \t]{0,4}define[ \t]{1,4}([A-Za-z_]\w{0,40})(?:\(([\w, ]{0,80})\))?[ \t]{0,8}([^\n]{0,400})$/gm;
const COMMENT = /\/\/.{0,200}$|\/\*.{0,200}\*\/$/;
/** A name, with what is handed to it. */
const USED = /([A-Za-z_]\w{0,40})(?:\(([^()\n]{0,200})\))?/g;
const NAME = /\b[A-Za-z_]\w{0,40}\b/g;
const MOST = 200;
/** Macros stand for macros no deeper. */
const DEEPEST = 8;
const LONGEST = 5000;
/** With more signs it is code. */
const MOST_SIGNS = 0.2;
/** Fewest uses in a line that says something. */
const FEWEST = 2;

/** What a macro makes of what is handed to it. */
type Macro = (given: string | undefined) => string | undefined;

/** What the lines say that macros are used in, at their places, without the macros; nothing when there are few. Linear: bounded. */
export function expanded(source: string): { readonly text: string; readonly said: string } | undefined {
  const macros = new Map<string, Macro>();
  for (const [, name = '', params, body = ''] of matchesOf(source, DEFINED).slice(0, MOST))
    macros.set(
      name,
      macroOf(
        params?.split(',').map((one) => one.trim()),
        body.replace(COMMENT, '').trim(),
      ),
    );
  if (macros.size < FEWEST) return undefined;
  const said: string[] = [];
  let room = LONGEST;
  const lines = source.replace(DEFINED, '').split('\n').map((line) => {
    const uses = (line.match(NAME) ?? []).filter((name) => macros.has(name)).length;
    if (uses < FEWEST || room <= 0) return line;
    let read = line;
    for (let depth = 0, before = ''; depth < DEEPEST && read.length < LONGEST && read !== before; depth++) {
      before = read;
      read = once(read, macros, true);
    }
    room -= read.length;
    said.push(read.replace(/"\s{0,8}"|"/g, ''));
    return said.at(-1) ?? '';
  }); // prettier-ignore
  const all = said.join('\n');
  const signs = all.match(/[^\p{L}\s.,'’]/gu)?.length ?? 0;
  return said.length === 0 || signs > all.length * MOST_SIGNS ? undefined : { text: lines.join('\n'), said: all };
}

function once(text: string, macros: ReadonlyMap<string, Macro>, goesOn: boolean): string {
  return text.replace(USED, (use: string, name: string, given: string | undefined) => {
    const read = macros.get(name)?.(given);
    // What is handed to others is read too.
    const behind = given === undefined || !goesOn ? use.slice(name.length) : `(${once(given, macros, false)})`;
    return read ?? name + behind;
  });
}

/** Without parameters it leaves what stands in brackets behind it; with them it needs it, and pastes its parts together. */
function macroOf(params: readonly string[] | undefined, body: string): Macro {
  if (params === undefined) return (given) => (given === undefined ? body : `${body}(${given})`);
  return (given) => {
    const args = given?.split(',');
    return args && body.replace(NAME, (name) => {
      const at = params.indexOf(name);
      return at < 0 ? name : (args[at] ?? '').trim();
    }).replace(/[ \t]{0,8}##[ \t]{0,8}|#/g, '');
  }; // prettier-ignore
}
