// Secrets of any format, by what stands before them: `password = …`, `"api_key": "…"`, `le mot de passe est …`, `--token …`.
import type { View } from '../view';
import { isLetter, isLower, isUpper, isWordCode } from '../scan/characters';
import {
  entropy,
  isCommonPassword,
  isExpression,
  isHex,
  isPlaceholder,
  isSequence,
  isUuid,
  looksRandom,
  shapeOf,
  wordShare,
} from './judge';
import { linkAfter, type Link } from './links';
import { valueAt, type Value } from './values';
import { ABOUT, NOT_SECRET_BEFORE, type Strength } from './words';

const PAIR = /[ \u00a0]?(?::|=|→)[ \u00a0]?([\p{L}\w.@-]{2,60})[ \u00a0]?\/[ \u00a0]?([^\s,;"'`]{4,64})/uy;
const PAIR_REACH = 140;

/** `identifiants : admin / Zebu!42`: a name and a password after a word for both, which ends at `end`. */
export function findPair(view: View, end: number): void {
  const { text } = view;
  if (!/[ :=\u00a0]/u.test(text.charAt(end)) && end < text.length) return;
  const line = text.indexOf('\n', end);
  if (
    (line < 0 || line > end + PAIR_REACH) &&
    !/^[ \u00a0]?[^ :=→]/u.test(text.slice(end)) &&
    !view.knows(end + PAIR_REACH, end)
  )
    return;
  PAIR.lastIndex = end;
  const match = PAIR.exec(text);
  const password = match?.[2];
  if (match === null || password === undefined || isPlaceholder(password)) return;
  if (!isPassword(password, false, false, { at: end, kind: 'colon', fillers: 0, tight: false })) return;
  const start = end + match[0].length - password.length;
  view.add(start, start + password.length, 'PASSWORD', 50);
}

const FLAG_VALUE = /[ =]?(?:"([^"\n]{4,100})"|'([^'\n]{4,100})'|([^\s"'`]{4,100}))/uy;

/** The value of a short flag: `-p` after mysql or sshpass holds a password, `-t` and `-k` of others may hold a token. */
export function findFlagValue(view: View, start: number, end: number): void {
  const { text } = view;
  const command = text.slice(Math.max(0, start - 80), start);
  const isPasswordFlag = text.charAt(end - 1) === 'p';
  if (isPasswordFlag && !/(?:mysql|mariadb|sshpass|mongo)[^\n;|&]*$/iu.test(command)) return;
  FLAG_VALUE.lastIndex = end;
  const match = FLAG_VALUE.exec(text);
  const value = match?.[1] ?? match?.[2] ?? match?.[3];
  if (match === null || value === undefined || isPlaceholder(value, !isPasswordFlag)) return;
  const at = end + match[0].indexOf(value);
  if (at + value.length >= text.length && !view.final) {
    view.hold(start);
    return;
  }
  const link: Link = { at, kind: 'flag', fillers: 0, tight: true };
  const isSecretValue = isPasswordFlag
    ? isPassword(value, match[3] === undefined, false, link)
    : value.length >= 24 && !isHex(value) && !value.includes('/') && looksRandom(value, 1);
  if (isSecretValue) view.add(at, at + value.length, isPasswordFlag ? 'PASSWORD' : 'SECRET', 45);
}

/**
 * Looks for a secret after a context word of `strength` at `start`–`end`; nothing is found when what follows is a
 * placeholder, a variable, code or prose.
 */
export function findAssigned(view: View, strength: Strength, start: number, end: number): void {
  const { text } = view;
  if (!standsAlone(text, start, end)) return;
  const tail = identifierEnd(text, end);
  if (tail < 0) return;
  if (tail >= text.length && !view.final) {
    view.hold(end);
    return;
  }
  if (tail > end && ABOUT.test(text.slice(end, tail))) return;
  const before = text.slice(Math.max(0, start - 24), start);
  if (strength !== 'password' && NOT_SECRET_BEFORE.test(before)) return;
  const link = linkAfter(view, tail, strength);
  if (link === undefined) return;
  const value = valueAt(view, link.at, link);
  if (value === undefined) return;
  const name = identifierStart(text, start);
  if (!isSecret(value, strength, link, text.slice(name, tail))) return;
  view.add(value.start, value.end, strength === 'password' ? 'PASSWORD' : 'SECRET', 50);
}

/** Whether the word is a word of its own or a part of an identifier: `apiKey`, `DB_PASS`, not `monkey`, `author`. */
function standsAlone(text: string, start: number, end: number): boolean {
  const first = text.charCodeAt(start);
  const ahead = start > 0 ? text.charCodeAt(start - 1) : 32;
  if (isLetter(ahead) && end - start < 6 && !(isLower(ahead) && isUpper(first))) return false;
  const next = text.charCodeAt(end);
  if (!isLetter(next)) return true;
  const last = text.charCodeAt(end - 1);
  if (isUpper(next)) return isLower(last);
  // A plural may introduce a secret: "tokens: …", "credentials = …".
  return (next === 115 || next === 83) && !isLetter(text.charCodeAt(end + 1));
}

/** End of the identifier that goes on after the word, at most 32 characters; -1 when it is longer. */
function identifierEnd(text: string, from: number): number {
  let i = from;
  while (i < text.length && (isWordCode(text.charCodeAt(i)) || isInnerDash(text, i))) {
    if (++i - from > 32) return -1;
  }
  return i;
}

function isInnerDash(text: string, i: number): boolean {
  const code = text.charCodeAt(i);
  return (code === 45 || code === 46) && isLetter(text.charCodeAt(i + 1)) && isWordCode(text.charCodeAt(i - 1));
}

function identifierStart(text: string, from: number): number {
  let i = from;
  while (i > 0 && from - i < 32 && isWordCode(text.charCodeAt(i - 1))) i--;
  return i;
}

const PATHLIKE = /^(?:\.{0,2}\/|~\/|[A-Za-z]:\\|https?:\/\/|file:)/u;
const DATE_OR_VERSION = /^v?\d{1,4}(?:[-/.:T]\d{1,4}){1,6}Z?$/iu;

/** Whether a value that stands in a secret's place is one. */
function isSecret(value: Value, strength: Strength, link: Link, name: string): boolean {
  const { quoted } = value;
  // The beginning of a long value tells enough.
  const text = value.text.slice(0, 600);
  if (text.length > 512 && strength === 'password') return false;
  if (isPlaceholder(text, strength !== 'password' || text.length > 24 || /your|votre|<|\*|xxx/iu.test(text)))
    return false;
  // "mot de passe : Orange.Lapin80": in a sentence that is no property path.
  const isSentence =
    strength === 'password' && /\d$/u.test(text) && (link.fillers > 0 || link.kind === 'prose' || /\s/u.test(name));
  if (!quoted && !isSentence && isExpression(text)) return false;
  if (
    (PATHLIKE.test(text) && (text.length < 24 || wordShare(text) > 0.4)) ||
    DATE_OR_VERSION.test(text) ||
    text.includes('${') ||
    text.includes('{{')
  )
    return false;
  const prose = link.kind === 'prose' || link.kind === 'scheme' || link.fillers > 0;
  if (strength === 'password') return isPassword(text, quoted, prose, link);
  if (/\s/u.test(text)) return false;
  return isToken(text, strength, link, name, quoted);
}

/** A password is chosen by a person: it needs a digit or a sign, or to be known as a common one. */
function isPassword(text: string, quoted: boolean, prose: boolean, link: Link): boolean {
  if (text.length < 4 || isCommonPassword(text)) return text.length >= 4;
  const { digits, symbols, lower, upper } = shapeOf(text);
  const letters = lower + upper;
  if (/\s/u.test(text)) {
    // Several words: a message to the user, unless every word carries a digit or sign, or it is a pass phrase.
    return quoted && text.length <= 64 && digits > 0 && text.split(/\s+/u).length <= 4 && !/[.?!:,]$/u.test(text);
  }
  if (digits === text.length)
    return text.length >= 4 && text.length <= 12 && (link.kind !== 'prose' || text.length >= 4);
  if (digits > 0 && letters + symbols > 0) return letters > 0 || symbols > 1 || quoted;
  const signs = text.replace(/[\p{L}\p{N}_.-]/gu, '');
  if (signs.length > 0 && letters >= 3)
    return /[!@#$%^&*+=?€£~]/u.test(signs) && !/[()[\]{}<>]/u.test(signs) && !/^[@#&*]/u.test(text);
  if (symbols > 0 || prose) return looksRandom(text, 0);
  // Letters only: a name or a label, unless it stands in an .env file or nobody could pronounce it.
  if (link.tight && text.length >= 6 && wordShare(text) < 0.8) return true;
  return text.length >= 8 && wordShare(text) < 0.4 && entropy(text) > 2.5;
}

/** A token is drawn by a machine. */
function isToken(text: string, strength: Strength, link: Link, name: string, quoted: boolean): boolean {
  if (!/^[\w.+/=~:%!@#$^&*-]+$/u.test(text)) return false;
  if (text.includes('://') || /^[\w-]+(?:\.[\w-]+)*@/u.test(text)) return false;
  const strong = strength === 'token';
  if (isUuid(text)) {
    if (!strong) return link.fillers > 0 && /cl[ée]/iu.test(name);
    return /key|token|secret|auth|pat|cle|clé|jeton/iu.test(name);
  }
  if (isHex(text)) {
    const length = text.replace(/^0x/iu, '').length;
    if (/^\d+$/u.test(text)) return strong && length >= 16 && !isSequence(text);
    return (strong ? length >= 16 : length >= 32) && !isSequence(text) && entropy(text) > 2.5;
  }
  if (link.kind === 'scheme' || link.kind === 'prose' || link.fillers > 0) {
    return text.length >= 12 && shapeOf(text).digits > 0 && looksRandom(text, strong ? 0 : 1);
  }
  if (!strong) return text.length >= 16 && looksRandom(text, 1);
  return text.length >= 8 && (quoted || shapeOf(text).digits > 0) && looksRandom(text, text.length >= 16 ? 0 : 0);
}
