// Secrets of any format, by what stands before them: `password = …`, `"api_key": "…"`, `le mot de passe est …`, `--token …`.
import type { View } from '../view';
import { REACH } from '../view';
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

/** How much a context word says: `password` may be followed by anything, `key` only by what looks drawn at random. */
export type Strength = 'password' | 'token' | 'key';

/** Context words by strength. Short ones must stand alone or begin a part of an identifier. */
export const SECRET_WORDS: Readonly<Record<Strength, readonly string[]>> = {
  password: [
    'password',
    'passwd',
    'passphrase',
    'passcode',
    'pwd',
    'pass',
    'mot de passe',
    'mots de passe',
    'motdepasse',
    'mot_de_passe',
    'mdp',
    'phrase secrete',
    'phrase de passe',
    'code secret',
    'code pin',
    'pin code',
    'code wifi',
    'cle wifi',
    'cle wpa',
    'psk',
    'kennwort',
    'passwort',
    'contrasena',
  ],
  token: [
    'token',
    'secret',
    'api key',
    'api-key',
    'api_key',
    'apikey',
    'api_secret',
    'access key',
    'access_key',
    'accesskey',
    'access-key',
    'account key',
    'account_key',
    'accountkey',
    'secret key',
    'secret_key',
    'private key',
    'private_key',
    'privatekey',
    'signing key',
    'signing_key',
    'signingkey',
    'encryption key',
    'encryption_key',
    'encryptionkey',
    'master key',
    'master_key',
    'masterkey',
    'license key',
    'license_key',
    'licensekey',
    'licence key',
    'subscription key',
    'subscription-key',
    'subscriptionkey',
    'service key',
    'app key',
    'app_key',
    'appkey',
    'auth_key',
    'authkey',
    'auth key',
    'credential',
    'creds',
    'auth',
    'authorization',
    'bearer',
    'jeton',
    'cle api',
    "cle d'api",
    'cle_api',
    'cle secrete',
    'cle privee',
    "cle d'acces",
    'cle de licence',
    'cle de chiffrement',
    'cle de signature',
    'identifiant secret',
    'session id',
    'session_id',
    'sessionid',
    'sessid',
    'phpsessid',
    'cookie',
    'sid',
    'hmac',
    'pat',
    'webhook secret',
    'totp',
    'otp',
    'jwt',
    'seed phrase',
    'recovery code',
    'backup code',
    'code de secours',
    'code de recuperation',
  ],
  key: [
    'key',
    'cle',
    'access',
    'connection string',
    'connectionstring',
    'chaine de connexion',
    'dsn',
    'salt',
    'webhook',
  ],
};

/** Ends of identifiers that name something about a secret, not the secret: `token_type`, `passwordLength`, `keyId`. */
const ABOUT =
  /(?:id|ids|name|names|type|types|url|urls|uri|uris|endpoint|file|filename|path|dir|length|len|size|count|index|idx|expiry|expires|expire|expiration|ttl|timeout|version|limit|limits|field|label|hint|status|policy|alias|prefix|suffix|regex|regexp|pattern|format|algorithm|algo|alg|store|storage|space|spaces|code|codes|press|pressed|down|up|word|words|board|stroke|map|list|set|schema|column|ref|refs|reference|source|provider|manager|service|server|host|class|kind|mode|method|scheme|budget|usage|used|cost|price|per|max|min|required|enabled|changed|created|updated|at|date|time|message|error|text|title|placeholder|input|form|reset|strength|rotation|issuer|audience|header|param|params|table|scope|scopes|level|rule|rules|vault|arn|public|callback|handler|func|function|fn|event|counter|stream|parser|iter|iterator|pos|position|start|end|offset|begin|str|chars|alphabet|charset|cache|cached|env|var|variable)$/iu;

/** Starts of identifiers whose `key` or `token` is no secret. */
const NOT_SECRET_BEFORE =
  /(?:public|pub|foreign|primary|partition|sort|cache|object|row|group|bucket|translation|i18n|locale|react|map|dict|index|shortcut|hot|max|num|min|total|prompt|completion|input|output|csrf|xsrf|next|prev|previous|current|special|stop|eos|bos|pad|unk|mask|sep|cls|mon|don|tur|hoc|mal|key|idempotency|publishable|site|ssh-?|known)[-_ .]?$/iu;

/** Words that may lead from the context word straight to the value. */
const CONNECTOR =
  /^(?:is|was|are|equals|being|becomes|est|etait|était|sera|vaut|c'est|c’est|suivant|suivante|following|below|here|voici|now|set|to|as|à|a)$/iu;
/** Words that end the search: what follows says something about secrets. */
const STOP_WORD =
  /^(?:must|should|doit|doivent|can|cannot|will|if|when|and|or|ou|et|not|pas|ne|that|which|qui|has|have|contains|function|return|expires?|field|policy)$/iu;

const MAX_FILLERS = 7;

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

interface Link {
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
function linkAfter(view: View, from: number, strength: Strength): Link | undefined {
  const { text } = view;
  const limit = Math.min(text.length, from + REACH.gap / 2);
  let i = from;
  let fillers = 0;
  let connected = false;
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
      // `("password", "value")`, `'token', 'value'`
      const at = skipBlank(text, i + 1, limit, true);
      if (at >= text.length) return undecided(view, from);
      return /["'`]/u.test(text.charAt(at)) ? { at, kind: 'call', fillers, tight: false } : undefined;
    }
    if (OPENERS.has(character) && (i <= from + 3 || parentheses > 0)) {
      i++;
      continue;
    }
    if (character === '@' && i === from) return undefined;
    const word = wordAt(text, i);
    if (word === '') {
      const quote =
        character === '«' || character === '“' || character === '"' || character === '`' || character === "'";
      return connected || quote ? { at: i, kind: 'prose', fillers, tight: false } : undefined;
    }
    if (i + word.length >= text.length && !view.final) return undecided(view, from);
    if (connected || isSchemeValue(text, from, i, strength)) {
      if (!CONNECTOR.test(word)) return { at: i, kind: connected ? 'prose' : 'scheme', fillers, tight: false };
    }
    if (STOP_WORD.test(word)) return undefined;
    if (CONNECTOR.test(word)) connected = true;
    // A token may follow the word at once: "mot de passe Soleil2024!", "token 8fj2…".
    else if (/\d/u.test(word) && i - from <= 2) return { at: i, kind: 'scheme', fillers, tight: false };
    else if (++fillers > MAX_FILLERS) return undefined;
    i += word.length;
  }
  if (i >= text.length) return undecided(view, from);
  return undefined;
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
  if (character === '→' || character === '|') return 1;
  if (character === '-' && text.charAt(i + 1) === '>') return 2;
  if (
    (character === '!' || character === '?' || character === '~' || character === '+') &&
    text.charAt(i + 1) === '='
  ) {
    return text.charAt(i + 2) === '=' ? 3 : 2;
  }
  return 0;
}

function skipBlank(text: string, from: number, limit: number, lines: boolean): number {
  let i = from;
  const blank = lines ? /[\s\u00a0\u202f*]/u : /[ \t\u00a0\u202f*]/u;
  while (i < limit && i < text.length && blank.test(text.charAt(i))) i++;
  return i;
}

const WORD_AT = /[\p{L}\p{N}_.’'@#$%^&+/-]{1,48}/uy;

function wordAt(text: string, i: number): string {
  WORD_AT.lastIndex = i;
  return WORD_AT.exec(text)?.[0] ?? '';
}

interface Value {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly quoted: boolean;
}

const CLOSING: Readonly<Record<string, string>> = { '"': '"', "'": "'", '`': '`', '“': '”', '«': '»', '‘': '’' };
const SCHEME = /(?:bearer|basic|token|apikey|api-key|digest|negotiate|ssws|hmac)[ \u00a0]{1,3}(?=[^\s,;:=])/iuy;
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
function valueAt(view: View, at: number, link: Link): Value | undefined {
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
  // In a query string or a form body the value ends at the next parameter.
  const ampersand = text.slice(i, end).search(/&\w{1,40}=|;\s*\w{1,40}=/u);
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

function isLetter(code: number): boolean {
  return isLower(code) || isUpper(code);
}

function isLower(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 0xdf && code <= 0xff && code !== 0xf7);
}

function isUpper(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 0xc0 && code <= 0xde && code !== 0xd7);
}

function isWordCode(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95;
}
