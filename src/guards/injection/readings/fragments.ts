// Sentences that were cut up over the lines of a list, a table, a file of settings or a program, put together again.
import { BETWEEN_PASSAGES } from '../changed';
import type { Tokens } from '../tokens';
import { mayOrder, tellsAmong } from './speech';

/** A form of lines. */
interface Form {
  /** What such a line begins with, or what it holds: most lines are done with by a look. */
  readonly opens?: RegExp;
  readonly holds?: RegExp;
  /** With what it says in the group `said`, and its number in `nth`, when it has one. */
  readonly line: RegExp;
}

const LETTER = /[a-z"'$]/;
const FORMS: readonly Form[] = [
  // `2026-03-01T10:00:00Z INFO …`
  { opens: /[\d[]/, line: /^\[?\d{4}-\d\d-\d\d\S{0,20} {1,2}(?:\[?[a-z]{4,7}\]?:? {1,2})?(?<said>.+)$/ },
  // `[^1]: …`
  { opens: /\[/, line: /^\[\^?(?<nth>\d{1,3})\]:? (?<said>.+)$/ },
  // `- …`, `1. …`, `(2) …`, `a) …`, `> …`
  { opens: /[-*+•–>(\da-z]/, line: /^(?:[-*+•–>]|\(?(?:(?<nth>\d{1,3})|[a-z])[.):]) {1,4}(?<said>.+)$/ },
  // `x = 1 # …`, `// …`, `-- …`, `; …`, `% …`, `<!-- … -->`
  {
    holds: /(?:\/\/|#|--|;|%|\/\*) /,
    line: /^[^"'#]{0,60}?(?:\/\/|#|--(?!-)|;|%|\/\*|<!--) {1,4}(?<said>[^#\n]{1,80}?)(?: ?(?:\*\/|-->))?$/,
  },
  // `1,…`, `2;…`
  { opens: /\d/, line: /^(?<nth>\d{1,3})[,;\t] ?(?<said>.+)$/ },
  // `p1: …`, `"p1": "…",`, `let p1 = "…";`, `s += "…"`
  {
    opens: LETTER,
    line: /^(?:(?:let|const|var|export|set|my|local) )?["'$]{0,2}[a-z_][a-z_.-]{0,24}(?<nth>\d{0,3})[a-z_\d]{0,12}["']? ?(?:\+=|\.=|:=|=>|[:=]) ?(?<said>.+)$/,
  },
  // `n1[…] --> n2`
  { opens: LETTER, line: /^[a-z]{1,6}(?<nth>\d{1,3})[[({]{1,2}(?<said>[^\])}\n]{1,80})[\])}]{1,2}.{0,40}$/ },
  // `+…` of a diff
  { opens: /\+/, line: /^\+(?<said>[^+].*)$/ },
];
const ROW = /^\|(.+)\|$/;
const NO_CELL = /^(?:\d{1,4}|[-: ]*)$/;
/** Signs around what a line says. */
const AROUND = /^(?:(?:--|\/\/|#|\/\*) ?)?["'`*_[({]{0,3}|["'`*_\])}]{0,3}[,;\\]?["'`*_\])}]{0,3}$/g;

/** Fewest lines that a sentence was cut into, and most words of each, on the mean. */
const FEWEST_LINES = 3;
const WORDS_A_LINE = 4;
/** Most words of any of them. */
const MOST_WORDS = 8;
/** Longer lines, on the mean, are no fragments. */
const LONGEST_LINE = 70;

interface Fragment {
  readonly said: string;
  readonly nth: number | undefined;
}

/** The (folded) text with what lines of one form say on one line; nothing when there are no such lines. Linear. */
export function withoutForm(folded: string, tokens: Tokens): string | undefined {
  if (!folded.includes('\n')) return undefined;
  let at = 0;
  let first = 0;
  const passages = folded.split(BETWEEN_PASSAGES).map((passage) => {
    const end = at + passage.length;
    let last = first;
    while (last < tokens.count && (tokens.start[last] ?? 0) < end) last++;
    const mayBe = tellsAmong(tokens, first, last);
    first = last;
    at = end + BETWEEN_PASSAGES.length;
    if (!mayBe) return passage;
    const lines = passage.split('\n');
    if (lines.length < FEWEST_LINES || passage.length > lines.length * LONGEST_LINE) return passage;
    return onOneLine(lines) ?? passage;
  });
  const text = passages.join(BETWEEN_PASSAGES);
  return text === folded ? undefined : text;
}

/** The lines with those of the commonest form as one, in the place of the first of them. */
function onOneLine(lines: readonly string[]): string | undefined {
  const byForm = new Map<number, Map<number, Fragment>>();
  for (const [n, line] of lines.entries()) {
    const { form, fragment } = read(line);
    // Where the first lines are of no form, or each of another, no sentence is cut up.
    if (n === FIRST_LINES && ![...byForm].some(([one, { size }]) => one !== NO_FORM && size > 1)) return undefined;
    const some = byForm.get(form) ?? new Map<number, Fragment>();
    some.set(n, fragment);
    byForm.set(form, some);
  }
  byForm.delete(NO_FORM);
  const [found] = [...byForm.values()].sort((a, b) => b.size - a.size);
  if (found === undefined || found.size < FEWEST_LINES) return undefined;
  const fragments = [...found.values()];
  const words = fragments.map(({ said }) => countWords(said));
  if (Math.max(...words) > MOST_WORDS || sum(words) > words.length * WORDS_A_LINE) return undefined;
  const numbers = new Set(fragments.map(({ nth }) => nth));
  if (!numbers.has(undefined) && numbers.size === fragments.length)
    fragments.sort((a, b) => (a.nth ?? 0) - (b.nth ?? 0));
  const text = putTogether(fragments.map(({ said }) => said));
  if (!mayOrder(text)) return undefined;
  const [first = 0] = found.keys();
  return lines.flatMap((line, n) => (n === first ? [text] : found.has(n) ? [] : [line])).join('\n');
}

/** So many lines are looked at first. */
const FIRST_LINES = 5;
const NO_FORM = -1;
const ROWS = -2;

function read(line: string): { form: number; fragment: Fragment } {
  const trimmed = line.trim();
  const row = trimmed.startsWith('|') ? ROW.exec(trimmed)?.[1] : undefined;
  if (row !== undefined) {
    const cells = row.split('|').map((cell) => cell.trim());
    const nth = cells.find((cell) => /^\d{1,3}$/.test(cell));
    const said = cells.filter((cell) => !NO_CELL.test(cell)).join(' ');
    // The line under the head of a table.
    return { form: said === '' ? NO_FORM : ROWS, fragment: { said, nth: nth === undefined ? undefined : Number(nth) } };
  }
  const first = trimmed.charAt(0);
  for (const [form, { opens, holds, line: pattern }] of FORMS.entries()) {
    if (opens?.test(first) === false || holds?.test(trimmed) === false) continue;
    const { said, nth }: Partial<Record<string, string>> = pattern.exec(trimmed)?.groups ?? {};
    if (said === undefined) continue;
    return { form, fragment: { said, nth: nth === undefined || nth === '' ? undefined : Number(nth) } };
  }
  return { form: NO_FORM, fragment: { said: trimmed, nth: undefined } };
}

/** What the fragments say: with the blanks that stand in them, or with one between each two. */
function putTogether(fragments: readonly string[]): string {
  const bare = fragments.map((said) => said.replace(AROUND, ''));
  const isCut = bare.some((said) => said.startsWith(' ') || said.endsWith(' '));
  return bare.join(isCut ? '' : ' ').replace(/ {2,}/g, ' ');
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

function countWords(text: string): number {
  return text.split(/\s+/).length;
}
