// Sentences that were cut up over the lines of a list, a table, a file of settings or a program, put together again.
import { BETWEEN_PASSAGES } from '../changed';
import { signed } from '../punctuation';
import type { Tokens } from '../tokens';
import type { Reading, ReadingKind } from './reading';
import { mayOrder, tellsAmong } from './speech';

/** A form of lines. */
interface Form {
  /** What such a line begins with, or what it holds: most lines are done with by a look. */
  readonly opens?: RegExp;
  readonly holds?: RegExp;
  /** With what it says in the group `said`, and its number in `nth`, when it has one. */
  readonly line: RegExp;
  /** No such line can hold the signs of a sentence. */
  readonly isBare?: boolean;
  /** What it says stands in several cells. */
  readonly hasCells?: boolean;
}

const LETTER = /[a-z"'$]/;
const FORMS: readonly Form[] = [
  // `2026-03-01T10:00:00Z INFO …`, `10:00:00 …`
  {
    opens: /[\d[]/,
    line: /^\[?(?:\d{4}-\d\d-\d\d\S{0,20}|\d\d:\d\d:\d\d\S{0,8}) {1,2}(?:\[?[a-z]{4,7}\]?:? {1,2})?(?<said>.+)$/,
  },
  // `1a2b3c4 …`: a commit in one line
  { opens: /[\da-f*|\\/]/, line: /^[*|\\/ ]{0,6}(?=[a-f]{0,39}\d)[\da-f]{7,40} (?<said>.+)$/ },
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
  { opens: /\d/, line: /^(?<nth>\d{1,3})[,;\t] ?(?<said>.+)$/, hasCells: true },
  // `p1: …`, `"p1": "…",`, `let p1 = "…";`, `s += "…"`
  {
    opens: LETTER,
    line: /^(?:(?:let|const|var|export|set|my|local) )?["'$]{0,2}[a-z_][a-z_.-]{0,24}(?<nth>\d{0,3})[a-z_\d]{0,12}["']? ?(?:\+=|\.=|:=|=>|[:=]) ?(?<said>.+)$/,
  },
  // `n1[…] --> n2`
  { opens: LETTER, line: /^[a-z]{1,6}(?<nth>\d{1,3})[[({]{1,2}(?<said>[^\])}\n]{1,80})[\])}]{1,2}.{0,40}$/ },
  // `forget_01:`, `"all_02": null,`: names that say it, of fields without values
  {
    isBare: true,
    opens: /["a-z]/,
    line: /^"?(?<said>[a-z][a-z_' -]{0,30}?)[_-]?(?<nth>\d{1,3})"?: ?(?:true|null|~|""|\{\}|\[\]|\d)?,?$/,
  },
  // `\newcommand{\foo}{…}`
  { opens: /\\/, line: /^\\[a-z]{3,20}\*?(?:\{\\[a-z]{1,24}\}|\\[a-z]{1,24})\{(?<said>[^{}\n]{1,80})\}.{0,20}$/ },
  // `+…` of a diff
  { opens: /\+/, line: /^\+(?<said>[^+].*)$/ },
];
const ROW = /^\|(.+)\|$/;
/** `+-----+-----+`, `|=====|` */
const RULE = /^[-+=| :]+$/;
const NO_CELL = /^(?:\d{1,4}|[-: ]*)$/;
/** Signs around what a line says. */
const AROUND = /^(?:(?:--|\/\/|#|\/\*|\.{3}) ?)?["'`*_[({]{0,3}|["'`*_\])}]{0,3}(?: ?\.{3}|[,;\\])?["'`*_\])}]{0,3}$/g;

/** `forget_01:` on a line, and `all_02:` on the next one. */
const NUMBERED_NAMES =
  /(?:^|\n) {0,8}"?[a-z][a-z' -]{0,30}_?\d{1,3}"?:[^\n]{0,8}\n {0,8}"?[a-z][a-z' -]{0,30}_?\d{1,3}"?:/;

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
export function withoutForm(folded: string, tokens: Tokens): Reading | undefined {
  if (!folded.includes('\n')) return undefined;
  let kind: ReadingKind = 'lines';
  let at = 0;
  let first = 0;
  const passages = folded.split(BETWEEN_PASSAGES).map((passage) => {
    const end = at + passage.length;
    let last = first;
    while (last < tokens.count && (tokens.start[last] ?? 0) < end) last++;
    // Words with a number behind them are none that the lexicon knows.
    const mayBe = tellsAmong(tokens, first, last) || (passage.includes(':\n') && NUMBERED_NAMES.test(passage));
    first = last;
    at = end + BETWEEN_PASSAGES.length;
    if (!mayBe) return passage;
    const lines = passage.split('\n');
    if (lines.length < FEWEST_LINES || passage.length > lines.length * LONGEST_LINE) return passage;
    const read = onOneLine(lines);
    if (read?.kind === 'pieces') kind = 'pieces';
    return read?.text ?? passage;
  });
  const text = passages.join(BETWEEN_PASSAGES);
  return text === folded ? undefined : { kind, text };
}

/** The lines with those of the commonest form as one, in the place of the first of them. */
function onOneLine(lines: readonly string[]): Reading | undefined {
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
  const [commonest] = [...byForm].sort(([, a], [, b]) => b.size - a.size);
  if (commonest === undefined) return undefined;
  const [form, found] = commonest;
  const isBare = FORMS[form]?.isBare === true;
  // Before the pieces or behind them a line may say what to do with them.
  for (const n of [Math.min(...found.keys()), Math.max(...found.keys())])
    if (countWords(found.get(n)?.said ?? '') > MOST_WORDS) found.delete(n);
  if (found.size < FEWEST_LINES) return undefined;
  const all = [...found.values()];
  const fragments = [...withoutKey(all)];
  const words = fragments.map(({ said }) => countWords(said));
  if (Math.max(...words) > MOST_WORDS || sum(words) > words.length * WORDS_A_LINE) return undefined;
  const numbers = new Set(fragments.map(({ nth }) => nth));
  const isNumbered = !numbers.has(undefined) && numbers.size === fragments.length;
  if (isNumbered) fragments.sort((a, b) => (a.nth ?? 0) - (b.nth ?? 0));
  const said = putTogether(fragments.map((fragment) => fragment.said));
  const text = isBare ? signed(said) : said;
  if (!mayOrder(text)) return undefined;
  const [first = 0] = found.keys();
  return {
    kind: isNumbered || fragments.length < all.length ? 'pieces' : 'lines',
    text: lines.flatMap((line, n) => (n === first ? [text] : found.has(n) ? [] : [line])).join('\n'),
  };
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
  if (RULE.test(trimmed)) return { form: NO_FORM, fragment: { said: trimmed, nth: undefined } };
  const first = trimmed.charAt(0);
  for (const [form, { opens, holds, line: pattern, hasCells }] of FORMS.entries()) {
    if (opens?.test(first) === false || holds?.test(trimmed) === false) continue;
    const { said, nth }: Partial<Record<string, string>> = pattern.exec(trimmed)?.groups ?? {};
    if (said === undefined) continue;
    return {
      form,
      fragment: {
        said: hasCells === true ? cellsOf(said) : said,
        nth: nth === undefined || nth === '' ? undefined : Number(nth),
      },
    };
  }
  return { form: NO_FORM, fragment: { said: trimmed, nth: undefined } };
}

/** What stands in the cells of a row, but for remarks. */
function cellsOf(row: string): string {
  const cells = row.split(/[,;\t](?! )/);
  return cells.filter((cell) => cell.trim() !== '' && countWords(cell.trim()) <= WORDS_A_LINE).join(' ');
}

/** `word=forget`, `word: all`: what such a line says is the value. */
const KEYED = /^([a-z_.]{1,16}) ?[=:] ?(?=\S)/;

/** The values alone, where the same key stands before most fragments. */
function withoutKey(fragments: readonly Fragment[]): readonly Fragment[] {
  const keys = fragments.map(({ said }) => KEYED.exec(said)?.[1]);
  const key = keys[fragments.length >> 1];
  if (key === undefined || keys.filter((one) => one === key).length < Math.max(FEWEST_LINES, fragments.length / 2))
    return fragments;
  return fragments.filter((_, n) => keys[n] === key).map(({ said, nth }) => ({ said: said.replace(KEYED, ''), nth }));
}

/** What the fragments say: with the blanks that stand in them, or with one between each two. */
function putTogether(fragments: readonly string[]): string {
  const commas = fragments.filter((said) => COMMA_BEHIND.test(said)).length;
  // A comma behind each of them is of the form, behind some of what they say.
  const mark = commas >= fragments.length - 1 ? '' : ',';
  // `"toi, l'"`: the apostrophe is of the word.
  const bare = fragments.map((said) =>
    said.replace(AROUND, (signs) => (signs.includes(',') ? mark : signs.startsWith('\'"') ? "'" : '')),
  );
  const isCut = bare.some((said) => said.startsWith(' ') || said.endsWith(' '));
  return bare.join(isCut ? '' : ' ').replace(/ {2,}/g, ' ');
}

const COMMA_BEHIND = /,["'`*_\])}]{0,3}$/;

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => word !== '...').length;
}
