// The way from a secret's name to its value: a sign, words of prose, a flag, markup, or a neighbouring field.
import type { View } from '../view';
import { REACH } from '../view';
import { isWordCode } from '../scan/characters';
import { CONNECTOR, STOP_WORD, type Strength } from './words';

const MAX_FILLERS = 7;

export interface Link {
  /** Where the value, or its opening quote, starts. */
  readonly at: number;
  /** `=`, `:`, `(`, a flag's space, a word of prose, or a scheme such as Bearer. */
  readonly kind: 'equals' | 'colon' | 'call' | 'flag' | 'tag' | 'prose' | 'scheme';
  /** Words between the context word and the sign. */
  readonly fillers: number;
  /** `NAME=value` without spaces, as in `.env` files and shell. */
  readonly tight: boolean;
}

const OPENERS = new Set(['"', "'", '`', ']', ')', '}', '*', '_', '\\', '?', '!', '>']);

/** Walks from the context word to its value: closers, then a sign or words that lead to one. */
export function linkAfter(view: View, from: number, strength: Strength): Link | undefined {
  const { text } = view;
  const limit = Math.min(text.length, from + REACH.gap / 2);
  // "my password's …", `password[32] = "…"`
  let i = from + (/^['’]s\s/u.test(text.slice(from, from + 3)) ? 2 : dimensionAt(view, from));
  if (i < 0) return undefined;
  let fillers = 0;
  let connected = i > from;
  let parentheses = 0;
  while (i < limit) {
    const character = text.charAt(i);
    if (character === '\n' || character === '\r') {
      if (!connected) return undefined;
      i++;
      continue;
    }
    if (character === ' ' || character === '\t' || character === '\u00a0' || character === '\u202f') {
      i++;
      // `--token value`, `-Ptoken value` and `password value` at the command line.
      if (i - 1 === from && isFlag(text, from) && text.charAt(i) !== '=' && text.charAt(i) !== ':') {
        return i < text.length ? { at: i, kind: 'flag', fillers, tight: false } : undecided(view, from);
      }
      continue;
    }
    const sign = signAt(text, i);
    if (sign > 0) {
      const at = skipBlank(text, i + sign, limit + 16, text.charAt(i) === ':');
      if (at >= text.length) return undecided(view, from);
      const tight = i === from && at === i + 1 && text.charAt(i) === '=';
      return { at, kind: text.charAt(i + sign - 1) === ':' ? 'colon' : 'equals', fillers, tight };
    }
    if (character === '>' && i === from) return { at: i + 1, kind: 'tag', fillers, tight: false };
    if (character === '(') {
      const next = text.charAt(i + 1);
      if (i + 1 >= text.length) return undecided(view, from);
      if (i === from && /[A-Za-z_$)]/u.test(next)) return undefined;
      if (i === from && (next === '"' || next === "'" || next === '`'))
        return { at: i + 1, kind: 'call', fillers, tight: false };
      parentheses++;
      i++;
      continue;
    }
    if (character === ')' && parentheses > 0) {
      parentheses--;
      i++;
      continue;
    }
    if (character === ',' && i <= from + 1 && /["'`]/u.test(text.charAt(i - 1))) {
      // `("password", "value")`; in a list of names nothing belongs together.
      if (!/\(\s{0,4}["'`][\w.-]{1,64}$/u.test(text.slice(Math.max(0, i - 72), i - 1))) return undefined;
      const at = skipBlank(text, i + 1, limit, true);
      if (at >= text.length) return undecided(view, from);
      return /["'`]/u.test(text.charAt(at)) ? { at, kind: 'call', fillers, tight: false } : undefined;
    }
    // `#define DB_PASSWORD "…"`, `password '…'`: a quote that opens, not one that closes.
    if (i === from + 1 && strength !== 'key' && /^["'`][^\s"'`+,;:.)\]}]/u.test(text.slice(i, i + 2))) {
      return { at: i, kind: 'scheme', fillers, tight: false };
    }
    // `SRP_user_pwd *get1(…)`: a pointer, not emphasis.
    if (character === '*' && i === from + 1 && /\w/u.test(text.charAt(i + 1))) return undefined;
    if (OPENERS.has(character) && (i <= from + 3 || parentheses > 0)) {
      i++;
      continue;
    }
    // `{password}@host`, `<password>@host`: a template of an address.
    if (character === '@' && i <= from + 3) return undefined;
    const word = wordAt(text, i);
    if (word === '') {
      const quote =
        character === '«' || character === '“' || character === '"' || character === '`' || character === "'";
      return connected || quote ? { at: i, kind: 'prose', fillers, tight: false } : undefined;
    }
    if (i + word.length >= text.length && !view.final) return undecided(view, from);
    // "the password to log in: …": a verb, and the value comes later.
    if (connected && isInfinitive(text, i, word)) connected = false;
    if (connected || isSchemeValue(text, from, i, strength)) {
      if (!CONNECTOR.test(word)) return { at: i, kind: connected ? 'prose' : 'scheme', fillers, tight: false };
    }
    if (STOP_WORD.test(word)) return undefined;
    // `password 7 …`: network equipment says how the value is encoded.
    if (/^\d$/u.test(word) && text.charAt(i + 1) === ' ' && i === from + 1) {
      i += 2;
      return { at: i, kind: 'scheme', fillers, tight: false };
    }
    if (CONNECTOR.test(word)) connected = true;
    // A token may follow the word at once: "mot de passe Soleil2024!", "token 8fj2…".
    else if (i > from && i - from <= 2 && /\d/u.test(runAt(text, i)))
      return { at: i, kind: 'scheme', fillers, tight: false };
    else if (++fillers > MAX_FILLERS) return undefined;
    i += word.length;
  }
  if (i >= text.length) return undecided(view, from);
  return undefined;
}

/** Whether a word is the verb of an infinitive: small letters only, after "to" or "à". */
function isInfinitive(text: string, at: number, word: string): boolean {
  return /^\p{Ll}+$/u.test(word) && /\s(?:to|à)\s$/iu.test(text.slice(Math.max(0, at - 4), at));
}

function undecided(view: View, from: number): Link | undefined {
  if (!view.final) view.hold(from);
  return undefined;
}

/** Whether the context word ends a command-line flag: `--token`, `-Dpassword`. */
function isFlag(text: string, end: number): boolean {
  let i = end;
  while (i > 0 && end - i < 48 && (isWordCode(text.charCodeAt(i - 1)) || text.charAt(i - 1) === '-')) i--;
  return text.charAt(i) === '-' && !isWordCode(text.charCodeAt(i - 1));
}

/** `Authorization: Bearer x`, `bearer x`: the scheme's name stands between, or is the context word itself. */
function isSchemeValue(text: string, from: number, at: number, strength: Strength): boolean {
  if (strength !== 'token' || at - from > 2) return false;
  return /(?:bearer|ssws)$/iu.test(text.slice(Math.max(0, from - 6), from));
}

/** Length of an assignment sign at `i`, 0 for none. */
function signAt(text: string, i: number): number {
  const character = text.charAt(i);
  if (character === '=') {
    const rest = text.slice(i, i + 3);
    if (rest === '===') return 3;
    return rest.startsWith('==') || rest.startsWith('=>') ? 2 : 1;
  }
  if (character === ':') {
    if (text.charAt(i + 1) === '=') return 2;
    return text.charAt(i + 1) === ':' ? 0 : 1;
  }
  // An equals sign in the encoding of addresses.
  if (character === '%' && /^%3d/iu.test(text.slice(i, i + 3))) return 3;
  if (character === '→' || (character === '|' && isInTable(text, i))) return 1;
  if (character === '-' && text.charAt(i + 1) === '>') return 2;
  if (
    (character === '!' || character === '?' || character === '~' || character === '+') &&
    text.charAt(i + 1) === '='
  ) {
    return text.charAt(i + 2) === '=' ? 3 : 2;
  }
  return 0;
}

/** Whether the bar at `i` parts the cells of a Markdown table, whose rows begin with one. */
function isInTable(text: string, i: number): boolean {
  const ahead = text.slice(Math.max(0, i - 200), i);
  return /^[ \t]{0,8}\|/u.test(ahead.slice(ahead.lastIndexOf('\n') + 1));
}

function skipBlank(text: string, from: number, limit: number, lines: boolean): number {
  let i = from;
  const blank = lines ? /[\s\u00a0\u202f*]/u : /[ \t\u00a0\u202f*]/u;
  while (i < limit && i < text.length && blank.test(text.charAt(i))) i++;
  return i;
}

const BRACKETED = /\(\s{1,40}(?=["'`])/y;

/** The size of an array ahead of its value. */
const DIMENSION = /\[\w{0,32}\]\s{0,4}(?==\s{0,40}[LNbru@]?["'{])/uy;
const DIMENSION_REACH = 88;

/** Length of the brackets of an array at `at`, 0 for none; -1 when more text is needed, which the view then holds back. */
function dimensionAt(view: View, at: number): number {
  if (view.text.charAt(at) !== '[') return 0;
  if (!view.knows(at + DIMENSION_REACH, at)) return -1;
  DIMENSION.lastIndex = at;
  return DIMENSION.exec(view.text)?.[0].length ?? 0;
}

/** Where the literal stands that `= (` is followed by on the next line; `at` when none is. */
export function intoBrackets(text: string, at: number): number {
  BRACKETED.lastIndex = at;
  return at + (BRACKETED.exec(text)?.[0].length ?? 0);
}

/** What stands at `i` up to a blank or a sign that no bare value holds. */
const RUN_AT = /[^\s"'`<>()[\]{},;=|]{1,64}/uy;

function runAt(text: string, i: number): string {
  RUN_AT.lastIndex = i;
  return RUN_AT.exec(text)?.[0] ?? '';
}

const WORD_AT = /[\p{L}\p{N}_.’'@#$%^&+/-]{1,48}/uy;

function wordAt(text: string, i: number): string {
  WORD_AT.lastIndex = i;
  return WORD_AT.exec(text)?.[0] ?? '';
}
