// Reads the value that a secret's name leads to: quoted, bare, or escaped inside another literal.
import type { View } from '../view';
import type { Link } from './links';

export interface Value {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly quoted: boolean;
}

const CLOSING: Readonly<Record<string, string>> = { '"': '"', "'": "'", '`': '`', '“': '”', '«': '»', '‘': '’' };
const SCHEME =
  /(?:bearer|basic|token|apikey|api-key|api-token|digest|negotiate|ssws|hmac)[ \u00a0]{1,3}(?=[^\s,;:=])/iuy;
const LITERAL_PREFIX = /(?:b|r|u|f|br|rb|@|\$|L|N)?(?=["'`])/uy;

/** What may stand in a value up to its closing quote, with escapes. */
const QUOTED: Readonly<Record<string, RegExp>> = {
  '"': /(?:[^"\\\n]|\\[^\n]){0,2048}/uy,
  "'": /(?:[^'\\\n]|\\[^\n]){0,2048}/uy,
  '`': /(?:[^`\\\n]|\\[^\n]){0,2048}/uy,
  '“': /[^”\n]{0,256}/uy,
  '«': /[^»\n]{0,256}/uy,
  '‘': /[^’\n]{0,256}/uy,
};
/** A value without quotes: up to a blank or a sign that ends values; in `NAME=value` only a blank or quote does. */
const BARE = /[^\s"'`,;<>|)\]}»”]{0,2048}/uy;
const BARE_TIGHT = /[^\s"'`<>]{0,2048}/uy;

/** Reads the value at `at`: quoted up to the closing quote, else up to a blank or a sign that ends values. */
export function valueAt(view: View, at: number, link: Link): Value | undefined {
  const { text } = view;
  let i = at;
  LITERAL_PREFIX.lastIndex = i;
  i += LITERAL_PREFIX.exec(text)?.[0].length ?? 0;
  // `\"value\"`: the quotes are escaped, and so is the closing one.
  const isEscaped = text.charAt(i) === '\\';
  while (text.charAt(i) === '\\' || text.charAt(i) === '*' || text.charAt(i) === '_') i++;
  const quote = text.charAt(i);
  const closing = CLOSING[quote];
  const pattern = QUOTED[quote];
  if (closing !== undefined && pattern !== undefined) {
    i++;
    // """value"""
    if (text.charAt(i) === quote && text.charAt(i + 1) === quote) i += 2;
    while (/[ \u00a0\u202f]/u.test(text.charAt(i))) i++;
    i = afterScheme(text, i);
    let end = isEscaped ? escapedEnd(text, i, quote) : endOf(pattern, text, i);
    if (end >= text.length && !view.final) {
      view.hold(at);
      return undefined;
    }
    if (text.charAt(end) !== closing && !isEscaped) return undefined;
    while (end > i && /[\\ \u00a0\u202f]/u.test(text.charAt(end - 1))) end--;
    return end > i ? { start: i, end, text: text.slice(i, end), quoted: true } : undefined;
  }
  i = afterScheme(text, i);
  let end = endOf(link.tight ? BARE_TIGHT : BARE, text, i);
  if (end >= text.length && !view.final) {
    view.hold(at);
    return undefined;
  }
  if (text.charAt(end) === '(' || text.charAt(end) === '[') return undefined;
  // In a query string, a form body or the options of a mount the value ends at the next parameter.
  const ampersand = text.slice(i, end).search(/&\w{1,40}=|%26\w{1,40}%3d|;\s*\w{1,40}=|,[a-z_]{1,20}=/iu);
  if (ampersand >= 0) end = i + ampersand;
  while (end > i && /[.,:;…*_\\]/u.test(text.charAt(end - 1))) end--;
  return end > i ? { start: i, end, text: text.slice(i, end), quoted: false } : undefined;
}

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}

/** The backslash ahead of the closing quote; the end of the line when there is none. */
function escapedEnd(text: string, at: number, quote: string): number {
  const close = text.slice(at, at + 2048).search(quote === '"' ? /\\"|\n/u : /\\['`]|\n/u);
  return close < 0 ? Math.min(text.length, at + 2048) : at + close;
}

function afterScheme(text: string, i: number): number {
  SCHEME.lastIndex = i;
  return i + (SCHEME.exec(text)?.[0].length ?? 0);
}
