// Secrets of known providers: the converted rule list of gitleaks plus our own rules in the same schema.
import type { View } from '../view';
import gitleaks from './gitleaks.json';
import own from './own.json';
import { entropy, isPlaceholder, shapeOf, wordShare } from './judge';

/** A token that carries its provider's mark; found by a keyword, confirmed by a pattern. */
interface TokenRule {
  readonly id: string;
  /** Lower case; one of them stands in every match. */
  readonly keywords: readonly string[];
  readonly pattern: string;
  readonly flags?: string;
  /** No letter or digit may stand before the match. */
  readonly wordStart?: boolean;
  /** The match must end where the token ends. */
  readonly wordEnd?: boolean;
  /** Least entropy of the match, bits per character. */
  readonly entropy?: number;
  /** Matches that are known to be no secret. */
  readonly allow?: readonly string[];
}

/** A token without a mark of its own: it is a secret only beside its provider's name. */
interface VendorRule {
  readonly id: string;
  readonly names: readonly string[];
  readonly value: string;
  readonly entropy?: number;
}

export interface CompiledToken {
  readonly type: string;
  readonly pattern: RegExp;
  /** For keywords that stand inside the token or at its end: the pattern again, to be looked for. */
  readonly around?: RegExp;
  readonly wordStart: boolean;
  readonly wordEnd: boolean;
  readonly entropy: number;
  readonly allow: readonly RegExp[];
}

export interface CompiledVendor {
  readonly type: string;
  readonly value: RegExp;
  readonly entropy: number;
}

interface RuleFile {
  readonly tokens: readonly TokenRule[];
  readonly vendors: readonly VendorRule[];
}

const FILES: readonly RuleFile[] = [gitleaks, own];

/** All token rules with their keywords. */
export function* tokenRules(): Generator<readonly [keyword: string, rule: CompiledToken]> {
  for (const rule of FILES.flatMap((file) => file.tokens)) {
    const flags = rule.flags ?? '';
    const anchored = rule.keywords.every((keyword) => startsWith(rule.pattern, keyword));
    const compiled: CompiledToken = {
      type: typeOf(rule.id),
      pattern: new RegExp(rule.pattern, `y${flags}`),
      ...(anchored ? {} : { around: new RegExp(rule.pattern, `g${flags}`) }),
      wordStart: rule.wordStart ?? false,
      wordEnd: rule.wordEnd ?? false,
      entropy: rule.entropy ?? 0,
      allow: (rule.allow ?? []).map((pattern) => new RegExp(pattern, 'u')),
    };
    for (const keyword of rule.keywords) yield [keyword, compiled];
  }
}

/** All vendor rules, one entry a name, with the shapes its secrets have. */
export function* vendorRules(): Generator<readonly [name: string, rules: readonly CompiledVendor[]]> {
  const byName = new Map<string, CompiledVendor[]>();
  for (const rule of FILES.flatMap((file) => file.vendors)) {
    const compiled: CompiledVendor = {
      type: typeOf(rule.id),
      value: new RegExp(`^(?:${rule.value})$`, 'i'),
      entropy: rule.entropy ?? 0,
    };
    for (const name of rule.names) byName.set(name, [...(byName.get(name) ?? []), compiled]);
  }
  yield* byName;
}

function typeOf(id: string): string {
  return id.toUpperCase().replace(/[^A-Z0-9]+/gu, '_');
}

/** Whether a pattern can only match where the keyword starts: its literal beginning says so. */
function startsWith(pattern: string, keyword: string): boolean {
  const literal = pattern.replace(/\\([.\-/])/gu, '$1');
  if (literal.toLowerCase().startsWith(keyword)) return true;
  const open = /^\(\?:([\w|.-]+)\)/u.exec(literal);
  if (
    open?.[1]
      ?.toLowerCase()
      .split('|')
      .some((head) => keyword.startsWith(head) || head.startsWith(keyword)) === true
  ) {
    return true;
  }
  return false;
}

/** Ahead of a token: a longer word, or a blob of base64. */
const WORD = /[A-Za-z0-9+]/u;
/** Characters that belong to the token when they follow a match: a longer token is redacted whole. */
const TAIL = /[\w+/=-]{1,2048}/uy;

/** Looks for a provider's token around a keyword that stands at `start`. */
export function findToken(view: View, rule: CompiledToken, start: number): void {
  const { text } = view;
  const match = matchAt(rule.pattern, text, start) ?? (rule.around && matchAround(rule.around, text, start));
  if (match === undefined) return;
  const { value, at } = match;
  if (rule.wordStart && at > 0 && WORD.test(text.charAt(at - 1))) return;
  const end = at + value.length;
  TAIL.lastIndex = end;
  const tail = TAIL.exec(text)?.[0] ?? '';
  if (rule.wordEnd && /^[A-Za-z0-9]/u.test(tail)) return;
  if (isNoSecret(value, rule) || IMAGE.test(text.slice(end, end + 6))) return;
  view.add(at, end + tail.length, rule.type, 90);
}

interface Match {
  readonly value: string;
  readonly at: number;
}

function matchAt(pattern: RegExp, text: string, at: number): Match | undefined {
  pattern.lastIndex = at;
  const value = pattern.exec(text)?.[0];
  return value === undefined ? undefined : { value, at };
}

/** A match that holds the keyword at `start`: the pattern may begin up to 80 characters ahead of it. */
function matchAround(pattern: RegExp, text: string, start: number): Match | undefined {
  // These patterns have their mark inside or at the end of the token.
  if (!/[\w./:~-]/u.test(text.charAt(start - 1))) return undefined;
  const from = Math.max(0, start - 80);
  const window = text.slice(from, start + 400);
  pattern.lastIndex = 0;
  for (let match = pattern.exec(window); match !== null; match = pattern.exec(window)) {
    const at = from + match.index;
    if (at > start) return undefined;
    if (at + match[0].length > start) return { value: match[0], at };
  }
  return undefined;
}

/** A digest in the name of a picture or script is no secret. */
const IMAGE = /^\.(?:png|jpe?g|gif|svg|css|m?js|map|woff2?|ico)/u;

function isNoSecret(value: string, rule: CompiledToken): boolean {
  if (entropy(value) < rule.entropy || rule.allow.some((allowed) => allowed.test(value))) return true;
  if (
    /xxxx|\*{3}|\.{3}|[-_]example|example[-_]|EXAMPLE$|your[-_]|0{12}|1{12}/u.test(value) &&
    !value.startsWith('ABSK')
  ) {
    return true;
  }
  return !/\d/u.test(value) && wordShare(value) > 0.6;
}

/** Tokens beside a provider's name: up to four tokens within this many characters, on the same line. */
const VENDOR_GAP = 64;

/** Looks for a token of a vendor's shape after the vendor's name, which ends at `at`. */
export function findVendor(view: View, rules: readonly CompiledVendor[], start: number, at: number): void {
  const { text } = view;
  // The name begins a word or a part of an identifier: "myOktaToken", not "rookTable".
  const ahead = text.charAt(start - 1);
  if (/[A-Za-z]/u.test(ahead) && !(/[a-z]/u.test(ahead) && /[A-Z]/u.test(text.charAt(start)))) return;
  const limit = Math.min(text.length, at + VENDOR_GAP);
  let i = at;
  for (let seen = 0; seen < 6 && i < limit; seen++) {
    while (i < limit && !isTokenCode(text.charCodeAt(i))) {
      if (text.charCodeAt(i) === 10) return;
      i++;
    }
    const first = i;
    const bound = Math.min(text.length, first + 512);
    while (i < bound && isTokenCode(text.charCodeAt(i))) i++;
    if (first < limit && i - first >= 12 && isSecretOf(view, rules, first, i)) return;
  }
  if (i >= text.length) view.knows(i + 1, at);
}

function isSecretOf(view: View, rules: readonly CompiledVendor[], start: number, end: number): boolean {
  // `NAME=value` is one run of token characters: what follows the last sign is the value.
  let stop = end;
  while (stop > start && /[.:]/u.test(view.text.charAt(stop - 1))) stop--;
  const run = view.text.slice(start, stop);
  for (const cut of [0, run.indexOf('=') + 1, run.indexOf(':') + 1]) {
    const value = run.slice(cut);
    if (cut < 0 || value.length < 12) continue;
    const rule = rules.find((candidate) => candidate.value.test(value));
    if (rule === undefined || entropy(value) < Math.max(rule.entropy, 2.2) || isPlaceholder(value)) continue;
    const { digits } = shapeOf(value);
    if (digits < 2) continue;
    view.add(start + cut, start + cut + value.length, rule.type, 60);
    return true;
  }
  return false;
}

/** Letters, digits and the signs that stand inside tokens. */
function isTokenCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 45 ||
    code === 95 ||
    code === 46 ||
    code === 43 ||
    code === 47 ||
    code === 61 ||
    code === 58 ||
    code === 37 ||
    code === 126
  );
}
