// Reads lists of values: `["…", "…"]`, `("…",)`, `{"…"}`, `[]string{"…"}`, lines that begin with a dash, and parts between commas.
import type { View } from '../view';
import { withoutFinalSigns } from '../scan/characters';
import type { Value } from './values';

/** Most that is read of a list, and most elements. */
const LIST_REACH = 2048;
const MOST_ELEMENTS = 32;

/** What may stand ahead of the bracket: types and functions of languages that make a list. */
const OPENING =
  /(?:&?\[\d{0,4}\]string|&|vec!|new\s?(?:String)?\[\]\s?|new\s(?:List|HashSet)<string>(?:\(\))?\s?|(?:List|Set|Arrays|ImmutableList)\.(?:of|asList)|(?:list|set|array|mutableList)Of|array)?[[({]/iuy;
/** What may become a longer opening when more text comes. */
const OPENS = /^(?:&|\[\d{0,4}(?:\]|$)|new(?:\s|$))/u;
const OPENING_REACH = 40;
const CLOSING: Readonly<Record<string, string>> = { '[': ']', '(': ')', '{': '}' };
const LITERAL = /\s{0,80}[bru]?(?:"([^"\\\n]{0,400})"|'([^'\\\n]{0,400})'|`([^`\\\n$]{0,400})`)\s{0,80}/iuy;
const BARE = /\s{0,80}([^\s"'`,;:<>|()[\]{}]{1,400})\s{0,80}/uy;
/** A list of bare values in YAML fills the rest of its line; in code it goes on. */
const LINE_END = /[ \t]{0,20}(?:#[^\n]{0,80})?(?:\r?\n|$)/uy;
const DASHED =
  /(?:[ \t]{0,24})-[ \t]{1,4}(?:"([^"\\\n]{1,400})"|'([^'\\\n]{1,400})'|([^\s"'`,;<>|()[\]{}]{1,400}))[ \t]{0,20}(?:#[^\n]{0,80})?(?:\r?\n|$)/uy;
/** The beginning of a line that may become one of them. */
const DASHES = /[ \t]{0,24}(?:-(?:[ \t][^\n]{0,500})?)?$/uy;

interface List {
  readonly elements: readonly Value[];
  /** Nothing but values stands in it, up to its end. */
  readonly whole: boolean;
}

/**
 * The values of a list that begins at `at`, in brackets or on lines of their own; undefined when none begins there, or when
 * its end is not here, and the view holds it back.
 */
export function listAt(view: View, at: number): List | undefined {
  const { text } = view;
  if (OPENS.test(text.slice(at, at + 8)) && !view.knows(at + OPENING_REACH, at)) return undefined;
  const list = text.charAt(at) === '-' ? dashed(text, at) : bracketed(text, at);
  if (list === undefined) return undefined;
  // It may go on when more text comes, as far as a list is read.
  if (!view.final && list.end >= text.length && text.length - at < LIST_REACH) {
    view.hold(at);
    return undefined;
  }
  return list;
}

function bracketed(text: string, at: number): (List & { readonly end: number }) | undefined {
  OPENING.lastIndex = at;
  const opening = OPENING.exec(text)?.[0];
  if (opening === undefined) return undefined;
  const close = CLOSING[opening.charAt(opening.length - 1)];
  const elements: Value[] = [];
  let isBare = false;
  let end = at + opening.length;
  while (elements.length < MOST_ELEMENTS && end - at < LIST_REACH) {
    const blank = text.slice(end, end + 80).search(/\S/u);
    if (blank < 0) return { elements, whole: false, end: text.length };
    if (text.charAt(end + blank) === close) {
      end += blank + 1;
      break;
    }
    LITERAL.lastIndex = BARE.lastIndex = end;
    const quoted = LITERAL.exec(text);
    const match = quoted ?? (close === ']' ? BARE.exec(text) : null);
    // A literal or a value that is not complete is waited for.
    if (match === null) return { elements, whole: false, end: isOpen(text, end + blank) ? text.length : end };
    isBare ||= quoted === null;
    const value = match[1] ?? match[2] ?? match[3] ?? '';
    const start = end + match[0].indexOf(value, match[0].search(/\S/u));
    elements.push({ start, end: start + value.length, text: value, quoted: quoted !== null });
    end += match[0].length;
    const sign = text.charAt(end);
    if (sign === '') return { elements, whole: false, end };
    if (sign === close) {
      end++;
      break;
    }
    if (sign !== ',') return { elements: isBare ? [] : elements, whole: false, end };
    end++;
  }
  if (!isBare) return { elements, whole: true, end };
  LINE_END.lastIndex = end;
  const rest = LINE_END.exec(text)?.[0];
  if (rest === undefined) return { elements: [], whole: false, end };
  return { elements, whole: true, end: end + rest.length };
}

/** Whether a literal that begins at `at` goes on beyond the text. */
function isOpen(text: string, at: number): boolean {
  return /^[bru]?(?:$|["'`][^\n]{0,400}$)/iu.test(text.slice(at, at + 404));
}

function dashed(text: string, at: number): (List & { readonly end: number }) | undefined {
  if (!/\n[ \t]{0,24}$/u.test(text.slice(Math.max(0, at - 25), at))) return undefined;
  const elements: Value[] = [];
  let end = at;
  while (elements.length < MOST_ELEMENTS && end - at < LIST_REACH) {
    DASHED.lastIndex = end;
    const match = DASHED.exec(text);
    if (match === null) {
      const isElement = /^[ \t]{0,24}-[ \t]/u.test(text.slice(end, end + 26));
      DASHES.lastIndex = end;
      return { elements, whole: !isElement, end: DASHES.test(text) ? text.length : end };
    }
    const value = match[1] ?? match[2] ?? match[3] ?? '';
    const start = end + match[0].indexOf(value, match[0].indexOf('-') + 1);
    elements.push({ start, end: start + value.length, text: value, quoted: match[3] === undefined });
    end += match[0].length;
  }
  return { elements, whole: true, end };
}

/** The parts of a value between commas, without the blanks around them; one part when there is no comma. */
export function partsOf(value: Value): readonly Value[] {
  const parts: Value[] = [];
  let start = value.start;
  for (const piece of value.text.split(',')) {
    const lead = piece.length - piece.trimStart().length;
    const text = piece.trim();
    parts.push({ start: start + lead, end: start + lead + text.length, text, quoted: value.quoted });
    start += piece.length + 1;
  }
  return parts;
}

const NEXT = /(,[ \u00a0]?|[ \u00a0])([^\s"'`,;<>|(){}[\]»”]{6,400})/uy;
/** Most values that follow one another. */
const MOST_FOLLOWING = 16;

/**
 * Values without quotes that follow `first`, behind commas, or behind blanks when they are as long as it; up to the first that
 * `isSecret` denies. While the next is not complete, everything from `first` on is held back.
 */
export function following(view: View, first: Value, isSecret: (value: Value) => boolean): readonly Value[] {
  const { text } = view;
  const found: Value[] = [];
  let at = first.end;
  while (found.length < MOST_FOLLOWING) {
    if (at >= text.length || !/[, \u00a0]/u.test(text.charAt(at))) break;
    NEXT.lastIndex = at;
    const match = NEXT.exec(text);
    const next = at + (match?.[0].length ?? 2);
    // The word behind the sign may go on.
    if (next >= text.length && !view.final) {
      view.hold(first.start);
      break;
    }
    const sign = match?.[1] ?? '';
    const word = withoutFinalSigns(match?.[2] ?? '');
    const start = at + sign.length;
    const value: Value = { start, end: start + word.length, text: word, quoted: false };
    if (word === '' || (!sign.startsWith(',') && word.length !== first.text.length) || !isSecret(value)) break;
    found.push(value);
    at = value.end;
  }
  return found;
}
