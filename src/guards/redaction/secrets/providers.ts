// Secrets of known providers: the converted rule list of gitleaks plus our own rules in the same schema.
import type { View } from '../view';
import gitleaks from './gitleaks.json';
import own from './own.json';
import prefixes from './prefixes.json';
import { entropy, isHex, isPlaceholder, isRegularToken, isUuid, looksRandom, shapeOf, wordShare } from './judge';

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
  /** The mark is short, but with a body of this length and alphabet it is certain. */
  readonly sure?: boolean;
}

/** A token that begins with its provider's mark, in short: any of the prefixes, then the body. */
interface PrefixRule {
  readonly id: string;
  readonly prefixes: readonly string[];
  readonly body: string;
  readonly wordEnd?: boolean;
  /** The prefix says little: the body must look drawn at random. */
  readonly random?: boolean;
}

/** A token without a mark of its own: it is a secret only beside its provider's name. */
interface VendorRule {
  readonly id: string;
  readonly names: readonly string[];
  readonly value: string;
  readonly entropy?: number;
  /** The name is never used for anything else: a value of this shape is masked even when it looks made up. */
  readonly sure?: boolean;
}

export interface CompiledToken {
  readonly type: string;
  readonly pattern: RegExp;
  /** For keywords that stand inside the token or at its end: the pattern again, to be looked for. */
  readonly around?: RegExp;
  /** What may not stand right ahead. */
  readonly ahead?: RegExp;
  readonly wordEnd: boolean;
  readonly entropy: number;
  readonly allow: readonly RegExp[];
  /** The prefix alone tells what this is: the rest may be as regular as it likes, but not words or dots. */
  readonly sure: boolean;
  /** Length of the prefix after which everything must look drawn at random; 0 when it need not. */
  readonly randomFrom: number;
}

export interface CompiledVendor {
  readonly type: string;
  readonly value: RegExp;
  readonly entropy: number;
  readonly sure: boolean;
}

interface RuleFile {
  readonly tokens: readonly TokenRule[];
  readonly vendors: readonly VendorRule[];
}

const FILES: readonly RuleFile[] = [gitleaks, own];
/** What is known to be no secret, by rule id: it holds for every rule of that id. */
const ALLOWED = new Map(
  FILES.flatMap(({ tokens }) => tokens)
    .map(({ id, allow }) => [id, allow ?? []] as const)
    .filter(([, allow]) => allow.length > 0),
);
const PREFIXED: readonly PrefixRule[] = prefixes.prefixed;

/** Ahead of a token: a longer word, or a blob of base64. */
const WORD = /[A-Za-z0-9+]/u;
/** Ahead of a token that only its randomness tells: also the slash that base64 has. */
const BLOB = /[A-Za-z0-9+/]/u;
/** Ahead of a token with a separator in its mark, which base64 does not have: a longer word. */
const LETTER = /[A-Za-z]/u;
/** Rules whose mark has no separator, but with a body of that length and alphabet it is certain. */
const SURE = new Set([
  '1password-secret-key',
  'alibaba-access-key-id',
  'artifactory-api-key',
  'artifactory-reference-token',
  'atlassian-api-token-v3',
  'atlassian-token',
  'aws-access-token',
  'aws-amazon-bedrock-api-key-long-lived',
  'azure-ad-client-secret',
  'azure-shared-access-key',
  'azure-storage-account-key',
  'clickhouse-cloud-api-secret-key',
  'easypost-api-token',
  'easypost-test-api-token',
  'gitlab-rrt',
  'google-refresh-token',
  'nuget-key',
  'square-access-token',
  'telegram-bot-token',
]);

/** All token rules with their keywords. */
export function* tokenRules(): Generator<readonly [keyword: string, rule: CompiledToken]> {
  for (const rule of FILES.flatMap((file) => file.tokens)) {
    const anchored = rule.keywords.every((keyword) => startsWith(rule.pattern, keyword));
    const compiled = compile(rule, anchored);
    for (const keyword of rule.keywords) yield [keyword, compiled];
  }
  for (const { id, prefixes, body, ...rest } of PREFIXED) {
    for (const prefix of prefixes) {
      const pattern = prefix.replace(/[.|$+]/gu, '\\$&') + body;
      const keyword = prefix.toLowerCase();
      const compiled = compile({ id, keywords: [keyword], pattern, wordStart: true, ...rest }, true);
      yield [
        keyword,
        rest.random === true ? { ...compiled, ahead: BLOB, sure: false, randomFrom: prefix.length } : compiled,
      ];
    }
  }
}

function compile(rule: TokenRule, anchored: boolean): CompiledToken {
  const flags = rule.flags ?? '';
  const isMarked = rule.keywords.every(isDistinctive);
  const isSure = rule.sure ?? (isMarked || SURE.has(rule.id));
  return {
    type: typeOf(rule.id),
    pattern: new RegExp(rule.pattern, `y${flags}`),
    ...(anchored ? {} : { around: new RegExp(rule.pattern, `g${flags}`) }),
    ...(rule.wordStart === true ? { ahead: isMarked ? LETTER : isSure ? WORD : BLOB } : {}),
    wordEnd: rule.wordEnd ?? false,
    entropy: rule.entropy ?? 0,
    allow: (ALLOWED.get(rule.id) ?? []).map((pattern) => new RegExp(pattern, 'u')),
    sure: isSure,
    randomFrom: 0,
  };
}

/** Whether nothing but a token begins like this: a mark of five characters, or of four that end with a separator. */
function isDistinctive(prefix: string): boolean {
  return prefix.length >= 5 ? /[-_.:|$!~]/u.test(prefix) : /^[a-z0-9]{3}[-_.]$/u.test(prefix);
}

/** All vendor rules, one entry a name, with the shapes its secrets have. */
export function* vendorRules(): Generator<readonly [name: string, rules: readonly CompiledVendor[]]> {
  const byName = new Map<string, CompiledVendor[]>();
  for (const rule of FILES.flatMap((file) => file.vendors)) {
    const compiled: CompiledVendor = {
      type: typeOf(rule.id),
      value: new RegExp(`^(?:${rule.value})$`, 'i'),
      entropy: rule.entropy ?? 0,
      sure: rule.sure ?? false,
    };
    for (const name of rule.names) byName.set(name, [...(byName.get(name) ?? []), compiled]);
  }
  for (const [name, rules] of byName) yield [name, rules.sort((a, b) => Number(b.sure) - Number(a.sure))];
}

function typeOf(id: string): string {
  return id.toUpperCase().replace(/[^A-Z0-9]+/gu, '_');
}

/** Whether a pattern can only match where the keyword starts: its literal beginning says so. */
function startsWith(pattern: string, keyword: string): boolean {
  const literal = pattern.replace(/\\([.\-/])/gu, '$1');
  const heads = literal
    .toLowerCase()
    .replace(/^(?:\(\?:)+/u, '')
    .split('|');
  if (heads.some((head) => head.startsWith(keyword))) return true;
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

/** Characters that belong to the token when they follow a match: a longer token is redacted whole. */
const TAIL = /[\w+/=-]{1,2048}/uy;

/** Looks for a provider's token around a keyword that stands at `start`. */
export function findToken(view: View, rule: CompiledToken, start: number): void {
  const { text } = view;
  const match = matchAt(rule.pattern, text, start) ?? (rule.around && matchAround(rule.around, text, start));
  if (match === undefined) return;
  const { value, at } = match;
  if (rule.ahead?.test(text.charAt(at - 1)) === true && !isEscape(text, at)) return;
  const end = at + value.length;
  TAIL.lastIndex = end;
  const tail = TAIL.exec(text)?.[0] ?? '';
  if (rule.wordEnd && /^[A-Za-z0-9]/u.test(tail)) return;
  if (isNoSecret(value, rule) || IMAGE.test(text.slice(end, end + 6))) return;
  view.add(at - schemeAhead(text, at), end + tail.length, rule.type, 90);
}

/** Length of `https://` ahead of a token that is an address: it goes with it, or an address without host is left. */
function schemeAhead(text: string, at: number): number {
  if (text.charCodeAt(at - 1) !== 47) return 0;
  return /https?:\/\/$/iu.exec(text.slice(Math.max(0, at - 8), at))?.[0].length ?? 0;
}

/** Whether what stands ahead is the letter of `\n`, `\r` or `\t` in a string literal, not the end of a word. */
export function isEscape(text: string, at: number): boolean {
  return text.charAt(at - 2) === '\\' && /[nrt]/u.test(text.charAt(at - 1));
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
  if (rule.allow.some((allowed) => allowed.test(value)) || (STAND_IN.test(value) && !value.includes('T3BlbkFJ')))
    return true;
  if (BLANKED.test(value) && !value.includes('/')) return true;
  // A regular body after a mark that only tokens have is masked all the same: nobody misses a made-up token.
  if (!rule.sure && (entropy(value) < rule.entropy || (REPEATED.test(value) && !value.startsWith('ABSK')))) return true;
  if (rule.randomFrom > 0 && !looksRandom(value.slice(rule.randomFrom), 0)) return true;
  const varied = value.replace(/(.)\1{3,}/gu, '0');
  return !/\d/u.test(varied) && wordShare(varied) > 0.6;
}

/** Parts that say: put your own here. */
const STAND_IN = /xxxx|\*{3}|\.{3}|[-_]example|example[-_]|EXAMPLE$|your[-_]/u;
const BLANKED = /X{8}/u;
const REPEATED = /0{12}|1{12}/u;

/** What tokens of younger issuers have in the middle, as Stripe's do: `acme_live_…`, `acme_pat_…`, `acme-secret-…`. */
export const INFIXES: readonly string[] = [
  'live',
  'test',
  'prod',
  'dev',
  'sandbox',
  'secret',
  'sk',
  'pat',
  'token',
  'key',
  'api',
  'apikey',
  'auth',
  'access',
  'refresh',
  'admin',
  'service',
  'sa',
  'oauth',
  'private',
  'priv',
  'v1',
  'v2',
  'v3',
].flatMap((word) => [`_${word}_`, `-${word}-`]);
/** Those after which even what looks like a digest is the secret. */
const SECRET_INFIX = /^.(?:live|secret|sk|pat|apikey).$/iu;
const INFIX_BODY = /[A-Za-z0-9]{20,160}/y;
const INFIX_HEAD = 24;

/** A token of an issuer that nobody listed: a name, an infix, which stands at `start`–`end`, and a body drawn at random. */
export function findInfixed(view: View, start: number, end: number): void {
  const { text } = view;
  INFIX_BODY.lastIndex = end;
  const body = INFIX_BODY.exec(text)?.[0];
  if (body === undefined) return;
  const { digits, lower, upper } = shapeOf(body);
  if (digits < 3 || lower + upper < 6 || isPlaceholder(body)) return;
  // Digests are named like that as well: `cache_key_9f86…`.
  if (isHex(body) ? body.length < 32 || !SECRET_INFIX.test(text.slice(start, end)) : !looksRandom(body, 1)) return;
  let from = start;
  while (from > 0 && start - from < INFIX_HEAD && /[A-Za-z0-9]/u.test(text.charAt(from - 1))) from--;
  const after = text.charAt(end + body.length);
  if (
    from === start ||
    start - from === INFIX_HEAD ||
    (/[\w./]/u.test(after) && !/[.](?:\s|$)/u.test(text.slice(end + body.length, end + body.length + 2)))
  )
    return;
  view.add(from, end + body.length, 'SECRET', 58);
}

/** Shortest body of a token whose mark nobody listed; identifiers of objects (`chatcmpl-…`, `evt_…`) are shorter. */
const MARKED_LENGTH = 30;
const MARKED_BODY = /[A-Za-z0-9]{30,160}/y;
/** A short mark of its own, not the name of a digest: `odt_…`, `da2-…`. */
const MARK = /(?:^|[\s"'`=:,;(<>[{|])(?!sha\d|md\d|blake|urn|uuid)([A-Za-z][A-Za-z0-9]{1,8})$/iu;
const MARK_REACH = 12;

/** A token of an issuer that nobody listed and without an infix: a short mark, `_` or `-`, which stands at `at`, and a long body. */
export function findMarked(view: View, at: number): void {
  const { text } = view;
  // Most underscores stand in identifiers: three looks tell.
  if (!isSolid(text.charCodeAt(at + MARKED_LENGTH))) return;
  if (!isSolid(text.charCodeAt(at + 10)) || !isSolid(text.charCodeAt(at + 20))) return;
  MARKED_BODY.lastIndex = at + 1;
  const body = MARKED_BODY.exec(text)?.[0];
  if (body === undefined) return;
  const end = at + 1 + body.length;
  if (!view.knows(end + 1, at - MARK_REACH) || /[\w./+=%-]/u.test(text.charAt(end))) return;
  const mark = MARK.exec(text.slice(Math.max(0, at - MARK_REACH), at))?.[1];
  if (mark === undefined) return;
  const { digits, lower, upper } = shapeOf(body);
  if (digits < 4 || lower < 4 || upper < 4 || isPlaceholder(body) || !looksRandom(body, 1)) return;
  view.add(at - mark.length, end, 'SECRET', 56);
}

/** Discord's tokens: the number of the account in base64, six characters of a time, a signature. */
const BOT_TOKEN = /([MNO][\w-]{22,27})\.[\w-]{6}\.[\w-]{27,40}(?![\w-])/uy;
const LEAST_ACCOUNT = 23;
const BOT_ACCOUNT_REACH = 28;

/** A bot's token, whose first dot stands at `at`: the second one is seven characters further on. */
export function findBotToken(view: View, at: number): void {
  const { text } = view;
  if (text.charCodeAt(at + 7) !== 46 || !isTokenCode(text.charCodeAt(at - LEAST_ACCOUNT))) return;
  let start = at;
  while (start > 0 && at - start < BOT_ACCOUNT_REACH && /[\w-]/u.test(text.charAt(start - 1))) start--;
  BOT_TOKEN.lastIndex = start;
  const match = BOT_TOKEN.exec(text);
  const account = match?.[1];
  if (match === null || account === undefined || start + account.length !== at) return;
  // The account is a number; where it is not, three random parts are no path of properties.
  const parts = match[0].replaceAll('.', '');
  if (!isAccount(account) && (shapeOf(parts).digits < 4 || !looksRandom(parts, 1))) return;
  view.add(start, start + match[0].length, 'DISCORD_BOT_TOKEN', 90);
}

function isAccount(value: string): boolean {
  return /^[A-Za-z0-9]+$/u.test(value) && /^\d{15,}/u.test(atob(value.slice(0, value.length - (value.length % 4))));
}

function isSolid(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
}

/** Between the name and the value: it is meant to be seen. */
const PUBLIC = /public/iu;

/** Tokens beside a provider's name: up to four tokens within this many characters, on the same line. */
const VENDOR_GAP = 64;

/** Looks for a token of a vendor's shape after the vendor's name, which ends at `at`. */
export function findVendor(view: View, rules: readonly CompiledVendor[], start: number, at: number): void {
  const { text } = view;
  // The name begins a word or a part of an identifier: "myOktaToken", "-Dsonar.login=…", not "rookTable".
  const ahead = text.charAt(start - 1);
  const isProperty = ahead === 'D' && text.charAt(start - 2) === '-';
  if (!isProperty && /[A-Za-z]/u.test(ahead) && !(/[a-z]/u.test(ahead) && /[A-Z]/u.test(text.charAt(start)))) return;
  const limit = Math.min(text.length, at + VENDOR_GAP);
  let i = at;
  for (let seen = 0; seen < 6 && i < limit; seen++) {
    while (i < limit && !isTokenCode(text.charCodeAt(i))) {
      if (text.charCodeAt(i) === 10 && !/[:=>|(,\\]/u.test(text.charAt(lastInk(text, i)))) return;
      i++;
    }
    // The letter of `\n` in a string literal is no part of the token.
    if (isEscape(text, i + 1) && i + 1 < limit) i++;
    const first = i;
    const bound = Math.min(text.length, first + 512);
    while (i < bound && isTokenCode(text.charCodeAt(i))) i++;
    if (first < limit && i - first >= 12 && !PUBLIC.test(text.slice(at, first)) && isSecretOf(view, rules, first, i))
      return;
  }
  if (i >= text.length) view.knows(i + 1, at);
}

/** The last character ahead of `i` that is no blank. */
function lastInk(text: string, i: number): number {
  let k = i - 1;
  while (k > i - 16 && /[ \t\r]/u.test(text.charAt(k))) k--;
  return k;
}

function isSecretOf(view: View, rules: readonly CompiledVendor[], start: number, end: number): boolean {
  // `NAME=value` is one run of token characters: what follows the last sign is the value.
  let stop = end;
  while (stop > start && /[.:]/u.test(view.text.charAt(stop - 1))) stop--;
  const run = view.text.slice(start, stop);
  // `reporter-1.2.4.tgz#…`: the digest of a package in a lock file.
  if (view.text.charAt(start - 1) === '#' && isHex(run)) return false;
  for (const cut of [0, run.indexOf('=') + 1, run.indexOf(':') + 1]) {
    const value = run.slice(cut);
    if (cut < 0 || value.length < 12) continue;
    const rule = rules.find((candidate) => candidate.value.test(value));
    if (rule === undefined) continue;
    if (!rule.sure) {
      // Beside its vendor's name a value of the vendor's shape may hold "1234567890" or "deadbeef": many people's tests do.
      if (entropy(value) < Math.max(rule.entropy, 2.2)) continue;
      if (isPlaceholder(value, !isUuid(value)) && !isRegularToken(value)) continue;
      const { digits } = shapeOf(value);
      if (digits < 2 && wordShare(value) > (digits === 0 ? 0.3 : 0.6)) continue;
    }
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
