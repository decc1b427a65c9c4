// Reads lists of values: `["…", "…"]`, `("…",)`, `{"a": "…"}`, `[]string{"…"}`, lines with a dash or a name, and parts between commas.
import type { View } from '../view';
import { withoutFinalSigns } from '../scan/characters';
import type { Value } from './values';

/** Most that is read of a list, and most elements. */
const LIST_REACH = 2048;
const MOST_ELEMENTS = 32;

/** What may stand ahead of the bracket: types and functions of languages that make a list. */
const OPENING =
  /(?:(?:&?\[\d{0,4}\]string|[&@]|vec!|new\s?(?:String)?\[\]\s?|new\s(?:List|HashSet)<string>(?:\(\))?\s?|(?:List|Set|Arrays|ImmutableList)\.(?:of|asList)|(?:list|set|array|mutableList)Of|array)?[[({]|(?:new\sSet|set|frozenset)\([[{])/iuy;
/** What may become a longer opening when more text comes. */
const OPENS = /^(?:[&@]|\[\d{0,4}(?:\]|$)|new(?:\s|$)|(?:new )?set\($)/iu;
const OPENING_REACH = 40;
const CLOSING: Readonly<Record<string, string>> = { '[': ']', '(': ')', '{': '}' };
/** A literal, and the name ahead of it in a dictionary. */
const LITERAL =
  /\s{0,80}(["']?[\w.-]{1,40}["']?\s{0,4}(?::|=>?)\s{0,4})?[bru]?(?:"([^"\\\n]{0,400})"|'([^'\\\n]{0,400})'|`([^`\\\n$]{0,400})`)\s{0,80}/iuy;
const BARE = /\s{0,80}([^\s"'`,;:<>|()[\]{}]{1,400})\s{0,80}/uy;
/** The beginning of an element that may be one when more text comes. */
const OPEN_ELEMENT = /^\/?(?:["']?[\w.-]{0,40}["']?\s{0,4}(?:(?::|=>?)\s{0,4})?)?[bru]?(?:$|["'`][^\n]{0,400}$)/iu;
/** Most that is read of a comment behind an element. */
const COMMENT_REACH = 240;
/** A list of bare values in YAML fills the rest of its line; in code it goes on. */
const LINE_END = /[ \t]{0,20}(?:#[^\n]{0,80})?(?:\r?\n|$)/uy;
/** An element on a line of its own: behind a dash or a star, or behind its name. */
const LINE =
  /[ \t]{0,24}(?:[*•-][ \t]{1,4}|(["']?[\w.-]{1,40}["']?:[ \t]{1,4}))(?:"([^"\\\n]{1,400})"|'([^'\\\n]{1,400})'|([^\s"'`,;<>|()[\]{}]{1,400}))[ \t]{0,20}(?:#[^\n]{0,80})?(?:\r?\n|$)/uy;
const LINE_REACH = 560;
/** The beginning of such a line. */
const OPEN_LINE = /^[ \t]{0,24}(?:[*•-](?:[ \t][^\n]{0,560})?|["']?[\w.-]{0,40}["']?(?::[ \t][^\n]{0,560})?:?)?$/u;
const OPEN_NAME = /^[ \t]{0,24}["'\w.]/u;
/** Ahead of the first of them on its line. */
const MARK_AHEAD = /\n[ \t]{0,24}(?:[*•][ \t]{1,4})?$/u;
const MARK_REACH = 32;

interface List {
  readonly elements: readonly Value[];
  /** Nothing but values stands in it, up to its end. */
  readonly whole: boolean;
}

/** A list, and where the reading of it ended: the end of the text when more of it may come. */
interface Reading extends List {
  readonly end: number;
}

/**
 * The values of a list that begins at `at`, in brackets or on lines of their own, `isNamed` also those behind names; undefined
 * when none begins there, or when its end is not here, and the view holds it back.
 */
export function listAt(view: View, at: number, isNamed: boolean): List | undefined {
  const { text } = view;
  if (OPENS.test(text.slice(at, at + 8)) && !view.knows(at + OPENING_REACH, at)) return undefined;
  const list = inBrackets(text, at, isNamed) ?? onLines(text, at, isNamed);
  if (list === undefined) return undefined;
  // It may go on when more text comes, as far as a list is read.
  if (!view.final && list.end >= text.length && text.length - at < LIST_REACH) {
    view.hold(at);
    return undefined;
  }
  return list;
}

function inBrackets(text: string, at: number, isNamed: boolean): Reading | undefined {
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
    if (/^(?:\/\/|#)/u.test(text.slice(end + blank, end + blank + 2))) {
      const line = text.slice(end + blank, end + blank + COMMENT_REACH).indexOf('\n');
      if (line < 0) return { elements, whole: false, end: text.length };
      end += blank + line + 1;
      continue;
    }
    LITERAL.lastIndex = BARE.lastIndex = end;
    const quoted = LITERAL.exec(text);
    const bare = quoted === null && close === ']' ? BARE.exec(text) : null;
    const match = quoted ?? bare;
    if (match === null || (quoted?.[1] !== undefined && !isNamed)) {
      const isOpen = OPEN_ELEMENT.test(text.slice(end + blank, end + blank + 460));
      return { elements, whole: false, end: isOpen ? text.length : end };
    }
    isBare ||= bare !== null;
    const value = bare?.[1] ?? quoted?.[2] ?? quoted?.[3] ?? quoted?.[4] ?? '';
    const start = end + match[0].lastIndexOf(value);
    elements.push({ start, end: start + value.length, text: value, quoted: bare === null });
    end += match[0].length;
    const sign = text.charAt(end);
    if (sign === '') return { elements, whole: false, end };
    if (sign === close) {
      end++;
      break;
    }
    // In a shell blanks part the elements of an array.
    if (close === ')' && /["']/u.test(sign)) continue;
    if (sign !== ',') return { elements: isBare ? [] : elements, whole: false, end };
    end++;
  }
  if (!isBare) return { elements, whole: true, end };
  LINE_END.lastIndex = end;
  const rest = LINE_END.exec(text)?.[0];
  if (rest === undefined) return { elements: [], whole: false, end };
  return { elements, whole: true, end: end + rest.length };
}

function insetOf(line: string): string {
  return /^[ \t]*/u.exec(line)?.[0] ?? '';
}

function onLines(text: string, at: number, isNamed: boolean): Reading | undefined {
  const ahead = MARK_AHEAD.exec(text.slice(Math.max(0, at - MARK_REACH), at))?.[0];
  if (ahead === undefined) return undefined;
  const elements: Value[] = [];
  const first = at - ahead.length + 1;
  const inset = insetOf(ahead.slice(1));
  const hasNames = isNamed && inset !== '';
  let end = first;
  while (elements.length < MOST_ELEMENTS && end - at < LIST_REACH) {
    LINE.lastIndex = end;
    const match = LINE.exec(text);
    // The names of a dictionary stand as far in as the first, and further than what it belongs to.
    const isNext = match?.[1] === undefined || (hasNames && insetOf(match[0]) === inset);
    if (match === null || !isNext) {
      const line = text.slice(end, end + LINE_REACH);
      const isOpen = OPEN_LINE.test(line) && (hasNames || !OPEN_NAME.test(line));
      return { elements, whole: !/^[ \t]{0,24}[*•-][ \t]/u.test(line), end: isOpen ? text.length : end };
    }
    const value = match[2] ?? match[3] ?? match[4] ?? '';
    const start = end + match[0].indexOf(value, (match[1]?.length ?? 0) + inset.length);
    elements.push({ start, end: start + value.length, text: value, quoted: match[4] === undefined });
    end += match[0].length;
  }
  return { elements, whole: true, end };
}

/** The parts of a value between commas, semicolons and blanks. */
export function partsOf(value: Value): readonly Value[] {
  return [...value.text.matchAll(/[^,;\s]+/gu)].map(({ 0: text, index }) => {
    const start = value.start + index;
    return { start, end: start + text.length, text, quoted: value.quoted };
  });
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
