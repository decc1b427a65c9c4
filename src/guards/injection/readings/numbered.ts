// A sentence in pieces that are numbered: values of parameters or variables, and words of a list that numbers point at.
import { isDigitUnit } from '../../normalise';
import type { Tokens } from '../tokens';
import { mayOrder, maySay } from './speech';
import { matchesOf } from '../../matches';

/** `w1=`, `k2 : `, `part_3 -> `. */
const HEAD = /(?<![\w.$])([a-z_]{1,12})(\d{1,3}) ?(?:=>?|:=?|->) ?["'`]?/g;
/** What ends a value; blanks and commas may stand within it, but for the last one. */
const VALUE_END = /[;&\n|"`<>]|[,. ]{1,2}$/;
const LAST_END = /[;&\n|"`<>]|[,.] |[,. ]{1,2}$/;
const FEWEST = 4;
/** Longer values, on the mean, are texts of their own; the last is taken to be little longer than the longest of the others. */
const WORDS_A_VALUE = 4;
const LONGEST_VALUE = 60;

interface Value {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly nth: number;
  readonly said: string;
}

/** The (folded) text with values of parameters of one name in the order of their numbers; nothing when they say nothing. Linear. */
export function valuesInOrder(folded: string, tokens: Tokens): string | undefined {
  if (!hasHeads(tokens)) return undefined;
  const byName = new Map<string, Value[]>();
  for (const value of valuesOf(folded)) {
    const values = byName.get(value.name);
    if (values === undefined) byName.set(value.name, [value]);
    else values.push(value);
  }
  let text = '';
  let from = 0;
  for (const values of byName.values()) {
    const said = saidBy(values);
    const [first, last] = [values[0], values.at(-1)];
    if (said === undefined || first === undefined || last === undefined || first.start < from) continue;
    text += `${folded.slice(from, first.start)}${said}`;
    from = last.end;
  }
  return from === 0 ? undefined : text + folded.slice(from);
}

/** Some words end in a number before a sign that sets a value: most texts are done with here. */
function hasHeads({ units, start, end, gaps }: Tokens): boolean {
  let heads = 0;
  for (const i of gaps) {
    const behind = end[i] ?? 0;
    if (!isDigitUnit(units[behind - 1] ?? 0) || isDigitUnit(units[start[i] ?? 0] ?? 0)) continue;
    const sign = units[behind] === BLANK ? units[behind + 1] : units[behind];
    if ((sign === EQUALS || sign === COLON || sign === DASH) && ++heads >= FEWEST) return true;
  }
  return false;
}

const BLANK = 0x20;
const EQUALS = 0x3d;
const COLON = 0x3a;
const DASH = 0x2d;

function valuesOf(folded: string): Value[] {
  const heads = matchesOf(folded, HEAD);
  return heads.map((head, n) => {
    const from = head.index + head[0].length;
    const room = folded.slice(from, Math.min(from + LONGEST_VALUE, heads[n + 1]?.index ?? Infinity));
    const stop = room.search(n < heads.length - 1 ? VALUE_END : LAST_END);
    const said = (stop < 0 ? room : room.slice(0, stop)).replace(/[+_]|%20/g, ' ').trim();
    return {
      start: head.index,
      end: from + (stop < 0 ? room.length : stop),
      name: head[1] ?? '',
      nth: Number(head[2]),
      said,
    };
  });
}

function saidBy(values: readonly Value[]): string | undefined {
  if (values.length < FEWEST || new Set(values.map(({ nth }) => nth)).size < values.length) return undefined;
  const words = values.map(({ said }) => said.split(/\s+/));
  const last = words.at(-1) ?? [];
  // Behind the last value the sentence around them may go on.
  last.length = Math.min(last.length, Math.max(...words.slice(0, -1).map(({ length }) => length)) + 1);
  if (words.reduce((sum, { length }) => sum + length, 0) > words.length * WORDS_A_VALUE) return undefined;
  const said = values
    .map(({ nth }, n) => ({ nth, said: (words[n] ?? []).join(' ') }))
    .sort((a, b) => a.nth - b.nth)
    .map((value) => value.said)
    .join(' ');
  return mayOrder(said) ? said : undefined;
}

/** `1 tes, 2 ignore`, `3. rules`, `4=the`. */
const ENTRY = /(?<![\w.])(\d{1,3}) ?[.):=-]? ?([a-z][a-z']{0,24})(?=[\s,;.|)]|$)/g;
/** `2-1-6-8`, `2, 1, 6, 8`. */
const POINTERS = /(?<![\w.])\d{1,3}(?:(?:[-–,;>/]| ){1,3}\d{1,3}){3,60}(?![\w])/g;

/** The (folded) text with the words of a numbered list in the place of numbers that point at them; nothing when none do. Linear. */
export function pointedAt(folded: string): string | undefined {
  const rows = folded.match(POINTERS);
  if (rows === null) return undefined;
  const words = new Map<string, string>();
  for (const [, number = '', word = ''] of matchesOf(folded, ENTRY)) if (!words.has(number)) words.set(number, word);
  if (words.size < FEWEST) return undefined;
  const text = folded.replace(POINTERS, (row) => {
    const numbers = row.match(/\d+/g) ?? [];
    const said = numbers.map((number) => words.get(number) ?? '').join(' ');
    return numbers.every((number) => words.has(number)) && mayOrder(said) ? said : row;
  });
  return text === folded ? undefined : text;
}

/** `(k) taboo (a) trample (d) rules`, `b) the a) ignore`: pieces with letters for numbers. */
const LABELLED = /(?<![a-z])\(?([a-z])\) ?([^()\n]{1,40}?)(?=[ ,;]{1,3}\(?[a-z]\)|[.;]?(?:\n|$))/g;
const FEWEST_LABELS = 6;

/** The (folded) text with pieces in the order of the letters that they are labelled with; nothing when these stand in it. Linear. */
export function labelledInOrder(folded: string): string | undefined {
  if (!['a)', 'b)', 'c)'].every((label) => folded.includes(label))) return undefined;
  const pieces = matchesOf(folded, LABELLED);
  const labels = pieces.map(([, label = '']) => label);
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (pieces.length < FEWEST_LABELS || new Set(labels).size < labels.length || !first || !last) return undefined;
  const sorted = [...pieces].sort((a, b) => ((a[1] ?? '') < (b[1] ?? '') ? -1 : 1));
  const said = sorted.map(([, , piece = '']) => piece.trim()).join(' ');
  if (sorted.every((piece, n) => piece === pieces[n]) || !mayOrder(said)) return undefined;
  return folded.slice(0, first.index) + said + folded.slice(last.index + last[0].length);
}

/** `word numbers:`, `les mots n°`, `take words` before a row of numbers. */
const OF_WORDS = /\b(?:words?|mots?)\b/;
/** What says what a line is: `text: …`. */
const LABEL = /^[ \t]{0,4}[a-z]{1,16} ?: /;
const ANY_WORD = /[a-z]+(?:'[a-z]+)?/g;

/** The (folded) text with the words that numbers point at, counted in a line of it, for the numbers; nothing when they say nothing. Linear. */
export function countedOut(folded: string): string | undefined {
  if (!OF_WORDS.test(folded)) return undefined;
  const [row] = matchesOf(folded, POINTERS);
  if (row === undefined) return undefined;
  const numbers = (row[0].match(/\d+/g) ?? []).map(Number);
  const most = Math.max(...numbers);
  const [before, behind] = [folded.slice(0, row.index), folded.slice(row.index + row[0].length)];
  for (const line of [...before.split('\n'), ...behind.split('\n')]) {
    const words = line.replace(LABEL, '').match(ANY_WORD) ?? [];
    if (words.length < most) continue;
    const said = numbers.map((number) => words[number - 1] ?? '').join(' ');
    if (maySay(said)) return `${before}${said}${behind}`;
  }
  return undefined;
}

/** `remark 4/6: this reader`, `(2/5) the rules`: pieces that say which of how many they are. */
const OF_MANY = /(?<![\d/.])(\d{1,2}) ?(?:\/|of|sur|de) ?(\d{1,2})(?![\d/.]) ?[\]):.|,;–—-]{0,2} ?([^\n|;]{1,80})/g;

/** The (folded) text with pieces that are numbered so in their order, in the place of the first; nothing when they say nothing. Linear. */
export function partsOfMany(folded: string): string | undefined {
  if (!OF_TOTAL.test(folded)) return undefined;
  const all = matchesOf(folded, OF_MANY);
  for (const total of new Set(all.map(([, , total = '']) => total))) {
    const pieces = all.filter((piece) => piece[2] === total);
    const numbers = new Set(pieces.map(([, number = '']) => number));
    const [first] = pieces;
    if (first === undefined || numbers.size < FEWEST || numbers.size < pieces.length) continue;
    const said = pieces
      .toSorted((a, b) => Number(a[1]) - Number(b[1]))
      .map(([, , , piece = '']) => piece.replace(/^["'«] ?| ?["'»]$/g, '').trim())
      .join(' ');
    if (mayOrder(said)) return `${folded.slice(0, first.index)}\n${said}\n`;
  }
  return undefined;
}

const OF_TOTAL = /(?<![\d/.])[1-9]\d? ?(?:\/|of|sur|de) ?[4-9](?![\d/.])/;
