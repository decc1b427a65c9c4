// Secrets of any format, by what stands before them: `password = …`, `"api_key": "…"`, `le mot de passe est …`, `--token …`.
import type { View } from '../view';
import { isLetter, isLower, isUpper, isWordCode } from '../scan/characters';
import {
  entropy,
  isCommonPassword,
  isExpression,
  isHex,
  isNumberedWord,
  isOfAnotherKind,
  isPlaceholder,
  isRegularToken,
  isSequence,
  isUuid,
  looksRandom,
  shapeOf,
  wordShare,
} from './judge';
import { isChosenSecret } from './chosenSecrets';
import { intoBrackets, linkAfter, type Link } from './links';
import { following, listAt, partsOf } from './lists';
import { structureAfter } from './structures';
import { cellsBelow } from './tables';
import { valueAt, type Value } from './values';
import { isWordLike, isWordPassword } from './wordPasswords';
import { ABOUT, FILE_NAME, NOT_SECRET_BEFORE, type Strength } from './words';

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
  const rest = text.slice(end, tail);
  if (rest !== '' && (ABOUT.test(rest) || FILE_NAME.test(rest))) return;
  const before = text.slice(Math.max(0, start - 24), start);
  if (strength !== 'password' && isNoSecretsName(text, start)) return;
  const name = text.slice(identifierStart(text, start), tail);
  // `sshpass` is a command, its variable is written in capitals; `en_PW` is a country's language.
  if (name === 'sshpass' || LOCALE.test(name)) return;
  // A bare "key" has a value beside it in every configuration.
  if (name.length > end - start || strength !== 'key') {
    if (!view.knows(tail + HEAD_END_REACH, end)) return;
    if (takeColumn(view, strength, start, tail, name)) return;
    const structure = structureAfter(view, start, tail);
    if (structure === 'undecided' || (structure !== undefined && takeValue(view, strength, structure, name, start)))
      return;
  }
  // `X-Acme-Key: …`: in the head of a request a key is a token.
  const isHeader = strength === 'key' && text.charAt(tail) === ':' && HEADER.test(before);
  // `ACME_KEY=…`: so is a key among the variables of the environment.
  const isVariable = strength === 'key' && VARIABLE.test(name);
  const link = linkAfter(view, tail, strength);
  if (link?.kind === 'call' && strength === 'key' && rest.startsWith('.')) return;
  if (link === undefined || (link.kind === 'call' && GETTER.test(name.slice(name.lastIndexOf('.') + 1)))) return;
  // "pass the value": in a sentence the word is a verb.
  const isVerb = /^pass$/iu.test(name) || (/^pw$/iu.test(name) && link.kind !== 'prose');
  if (isVerb && (link.kind === 'prose' || link.kind === 'scheme' || link.fillers > 0 || text.charAt(link.at) === '`'))
    return;
  // "identified by a …": in SQL a literal follows.
  if (/^identified by$/iu.test(name) && !/["'`]/u.test(text.charAt(link.at))) return;
  const wanted = isHeader || isVariable ? 'token' : strength;
  if (takeList(view, wanted, link, name) || takeValue(view, wanted, link, name, start)) return;
  const inBrackets = intoBrackets(text, link.at);
  if (inBrackets > link.at && takeValue(view, wanted, { ...link, at: inBrackets }, name, start)) return;
  if (link.kind === 'colon' && CURL_HEADER.test(text.slice(Math.max(0, start - CURL_HEADER_REACH), start)))
    takeHeader(view, link);
}

/** Whether the word ahead makes the name one of something else: `cacheKey`, `sort_key`, `monkey`; not `ACMEMAX_KEY`. */
function isNoSecretsName(text: string, start: number): boolean {
  let end = start;
  if (/[-_ .]/u.test(text.charAt(end - 1))) end--;
  let first = end;
  while (first > 0 && end - first < 16 && isLetter(text.charCodeAt(first - 1))) {
    first--;
    // In camelCase the last part counts.
    if (isUpper(text.charCodeAt(first)) && isLower(text.charCodeAt(first + 1))) break;
  }
  return first < end && NOT_SECRET_BEFORE.has(text.slice(first, end).toLowerCase());
}

/** Functions whose argument is not the secret: `getToken('…')`, `createToken('…')`. */
const GETTER =
  /^(?:get|create|generate|make|verify|parse|decode|check|is|has|validate|fetch|find|read|load|request|revoke|delete|remove|build|issue|define|assert|expect)/iu;
const LOCALE = /^[a-z]{2}_[A-Z]{2}$/u;
const HEADER = /(?:^|[\s"'`])(?:X|[A-Z]\w{1,20})(?:-\w{1,20}){0,4}-$/u;
/** Ahead of a header on a command line: `curl -H "X-…`. */
const CURL_HEADER = /\s(?:-H|--header)[ =]{0,4}["'](?:[\w-]{0,30}-)?$/u;
const CURL_HEADER_REACH = 48;
const VARIABLE = /^[A-Z][A-Z0-9_]*_KEY$/u;
const HEAD_END_REACH = 24;
const HEAD_END = /^["'`*]{0,2}[ ]{0,20}(?:[,;|\t)]|\r?\n)/u;

/** Takes the cells below, when the name heads a column of a table. */
function takeColumn(view: View, strength: Strength, start: number, tail: number, name: string): boolean {
  if (!/[\s"'`*,;|)]/u.test(view.text.charAt(tail)) || !HEAD_END.test(view.text.slice(tail, tail + HEAD_END_REACH)))
    return false;
  const link: Link = { at: tail, kind: 'equals', fillers: 0, tight: false };
  let taken = false;
  for (const cell of cellsBelow(view, start, tail)) {
    const text = view.text.slice(cell.start, cell.end);
    const isWord = strength === 'password' && isWordLike(text);
    if (!isWord && !isSecret({ ...cell, text, quoted: true }, strength, link, name)) continue;
    view.add(cell.start, cell.end, strength === 'password' ? 'PASSWORD' : 'SECRET', 50);
    taken = true;
  }
  return taken;
}

/** A value with a digit or sign, and after it what it is for. */
const OFFERED =
  /["'`«“]?[ \u00a0]?([^\s"'`«»“”]{6,80}?)[,.]?[ \u00a0]?["'`»”]?\s(?:as|for|comme|pour|en tant que)\s(?:(?:the|my|your|a|an|our|its|le|la|les|mon|ma|ton|ta|votre|son|sa|l['’])\s?){0,2}([\p{L} _-]{1,40})/iuy;
const OFFERED_REACH = 150;
const OFFERED_PASSWORD = /^(?:[\p{L}-]{1,16} ){0,2}?(?:password|passphrase|mot de passe|mdp|pin|passcode|pwd)\b/iu;
const OFFERED_TOKEN =
  /^(?:[\p{L}-]{1,16} ){0,2}?(?:(?:api|secret|access|auth)?[ _-]?(?:key|token)|secret|jeton|cl[ée])\b/iu;

/** `use … as the password`, `utilise … comme mot de passe`, after the verb, which ends at `end`. */
export function findOffered(view: View, start: number, end: number): void {
  const { text } = view;
  if (start > 0 && isLetter(text.charCodeAt(start - 1))) return;
  const ahead = text.slice(end, end + 24).split(/\s/u, 1)[0] ?? '';
  if (end + ahead.length >= text.length && !view.final) {
    view.hold(start);
    return;
  }
  if (!/[\d!@#$%&*+=?]/u.test(ahead) || !view.knows(end + OFFERED_REACH, start)) return;
  OFFERED.lastIndex = end;
  const match = OFFERED.exec(text);
  const value = match?.[1];
  const purpose = match?.[2];
  if (match === null || value === undefined || purpose === undefined) return;
  const strength = OFFERED_PASSWORD.test(purpose) ? 'password' : OFFERED_TOKEN.test(purpose) ? 'token' : undefined;
  if (strength === undefined) return;
  const at = end + match[0].indexOf(value);
  const link: Link = { at, kind: 'prose', fillers: 0, tight: false };
  const found: Value = { start: at, end: at + value.length, text: value, quoted: false };
  if (isSecret(found, strength, link, strength))
    view.add(at, found.end, strength === 'password' ? 'PASSWORD' : 'SECRET', 50);
}

/** Takes the value that `link` leads to, when it is a secret. */
function takeValue(view: View, strength: Strength, link: Link, name: string, start: number): boolean {
  const value = valueAt(view, link.at, link);
  if (value === undefined) return false;
  if (strength === 'password' && link.tight && isConnectionString(view.text, value)) {
    view.add(value.start, value.end, 'PASSWORD', 50);
    return true;
  }
  const isLogin = /basic[ \u00a0]{1,3}$/iu.test(view.text.slice(Math.max(0, value.start - 8), value.start));
  if (
    !(isLogin && isEncodedLogin(value.text)) &&
    !isSecret(value, strength, link, name) &&
    !(strength === 'password'
      ? isWordPassword(view.text, value, link, name, start)
      : isChosenSecret(view.text, value, link, name))
  )
    return takeParts(view, strength, value, link, name);
  take(view, strength, value);
  if (strength !== 'password' && !value.quoted && !link.tight) {
    for (const next of following(view, value, (one) => isSecret(one, strength, link, name))) take(view, strength, next);
  }
  return true;
}

function take(view: View, strength: Strength, { start, end }: Value): void {
  view.add(start, end, strength === 'password' ? 'PASSWORD' : 'SECRET', 50);
}

/** Takes the secrets of a value that consists of several between commas, when its first is one: `API_KEYS=…,…`. */
function takeParts(view: View, strength: Strength, value: Value, link: Link, name: string): boolean {
  if (strength === 'password' || !/[,;\s]/u.test(value.text)) return false;
  const [first, ...rest] = partsOf(value);
  // `name=value; Path=/` of a cookie is no list.
  if (first === undefined || /=./u.test(first.text) || !isSecret(first, strength, link, name)) return false;
  for (const part of [first, ...rest.filter((one) => isSecret(one, strength, link, name))]) take(view, strength, part);
  return true;
}

/** Names of dictionaries whose values are secrets whatever their names. */
const DICTIONARY = /(?:keys|tokens|secrets|passwords|passwds|pwds)$/iu;
const PASSWORDS = /(?:pass(?:word|wd|phrase|code)?|pwd|mdp|mots?[ _-]?de[ _-]?passe|codes?|phrase)s?$/iu;
/** Lists of passwords that nobody shall use, and rules: `min:8`. */
const ABOUT_LIST = /weak|common|banned|forbidden|black_?list|deny|breach|leaked|top|bad|invalid|rules?/iu;
const RULE = /^[a-z_]{2,20}[:|]/u;

function isNoPasswordOfList(value: string): boolean {
  return isCommonPassword(value) || isNumberedWord(value) || /^\d+$/u.test(value) || RULE.test(value);
}

/** Takes the elements of the list that `link` leads to: of passwords only when it holds nothing else. */
function takeList(view: View, strength: Strength, link: Link, name: string): boolean {
  if ((link.kind !== 'equals' && link.kind !== 'colon') || ABOUT_LIST.test(name)) return false;
  if (strength === 'password' && !PASSWORDS.test(name)) return false;
  const list = listAt(view, link.at, strength !== 'key' && DICTIONARY.test(name));
  if (list === undefined) return false;
  const inList: Link = { at: link.at, kind: 'equals', fillers: link.fillers, tight: false };
  const isElement = (value: Value): boolean =>
    isSecret(value, strength, inList, name) && !(strength === 'password' && isNoPasswordOfList(value.text));
  const secrets = list.elements.filter(isElement);
  const others = list.elements.filter((value) => !secrets.includes(value) && !isPlaceholder(value.text));
  if (strength === 'password' ? !list.whole || others.length > 0 : others.length > secrets.length) return false;
  for (const secret of secrets) take(view, strength, secret);
  return secrets.length > 0;
}

const HEADER_VALUE = /^(?!(?:aws4|hmac|digest|negotiate|ntlm|oauth)\b)[\w=~@.+/-]{8,400}$/iu;
/** Least entropy of a token in a header, bits per character, as in gitleaks' rule for curl. */
const HEADER_ENTROPY = 2.75;

/** Takes the value of a header that authenticates a command: there even a short run of letters is a token, when it is no word. */
function takeHeader(view: View, link: Link): void {
  const value = valueAt(view, link.at, link);
  if (value === undefined || !HEADER_VALUE.test(value.text) || entropy(value.text) < HEADER_ENTROPY) return;
  if (isPlaceholder(value.text) && !isRegularToken(value.text)) return;
  if (wordShare(value.text) < (shapeOf(value.text).digits > 0 ? 0.8 : 0.6))
    view.add(value.start, value.end, 'SECRET', 50);
}

const CONNECTION =
  /(?:server|data source|host|addr(?:ess)?|uid|user(?: ?id|name)?|database|initial catalog|dbname)\s?=[^\n"'`,(]{0,160}[;&? ][\w ]{1,20}=$/iu;
const CONNECTION_REACH = 200;
const GAP =
  /^(?:none|null|nil|undefined|true|false)\b|^[$%<{[]|[<>{}*…]|\.{3}|x{3}|your|votre|redacted|placeholder|^\W+$/iu;

/** Whether a value is the password of a connection string such as `Server=…;User Id=…;Password=…`: there any word is one. */
function isConnectionString(text: string, value: Value): boolean {
  if (value.quoted || value.text.length < 3 || GAP.test(value.text)) return false;
  return CONNECTION.test(text.slice(Math.max(0, value.start - CONNECTION_REACH), value.start));
}

const BASE64 = /^[A-Za-z0-9+/]{4,400}={0,2}$/u;

/** Whether a value after `Basic` is a name and a password in base64. */
function isEncodedLogin(value: string): boolean {
  if (!BASE64.test(value) || value.replaceAll('=', '').length % 4 === 1) return false;
  return /^[\x20-\x7e]{1,100}:[\x20-\x7e]{0,200}$/u.test(atob(value)) && !isPlaceholder(atob(value));
}

/** Whether the word is a word of its own or a part of an identifier: `apiKey`, `DB_PASS`, not `monkey`, `author`. */
function standsAlone(text: string, start: number, end: number): boolean {
  const first = text.charCodeAt(start);
  const ahead = start > 0 ? text.charCodeAt(start - 1) : 32;
  if (isLetter(ahead) && end - start < 3) return false;
  if (isLetter(ahead) && end - start < 6 && !(isLower(ahead) && isUpper(first))) return false;
  // Two or three letters after a digit or a bracket: a minified script, or base64.
  if (end - start < 4 && /[\d\])}+=~^!<]/u.test(text.charAt(start - 1))) return false;
  const next = text.charCodeAt(end);
  if (!isLetter(next)) return true;
  const last = text.charCodeAt(end - 1);
  // A plural may introduce a secret: "tokens: …", "API_KEYS = …".
  if ((next === 115 || next === 83) && !isLetter(text.charCodeAt(end + 1))) return true;
  return isUpper(next) && isLower(last);
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

/** `rc5_key_st`, `pkcs12_val`: names of code with numbers in them. */
const SNAKE = /^[a-z]{2,16}\d{0,3}(?:_(?:[a-z]{1,16}\d{0,3}|\d{1,3})){1,6}$/u;
const LONGEST_SNAKE = 24;

/** Whether a value that stands in a secret's place is one. */
function isSecret(value: Value, strength: Strength, link: Link, name: string): boolean {
  const { quoted } = value;
  // The beginning of a long value tells enough.
  const text = value.text.slice(0, 600);
  if (text.length > 512 && strength === 'password') return false;
  if (isPlaceholder(text, strength !== 'password' || text.length > 24 || /your|votre|<|\*|xxx/iu.test(text)))
    return strength !== 'password' && link.kind !== 'prose' && link.fillers === 0 && isRegularToken(text);
  // "mot de passe : Orange.Lapin80": in a sentence that is no property path.
  const isSentence =
    strength === 'password' && /\d$/u.test(text) && (link.fillers > 0 || link.kind === 'prose' || /\s/u.test(name));
  if (!quoted && !isSentence && isExpression(text)) return false;
  if (isOfAnotherKind(text)) return false;
  const prose = link.kind === 'prose' || link.kind === 'scheme' || link.fillers > 0;
  if (strength === 'password') return isPassword(text, quoted, prose, link, name);
  if (quoted && isSigningKey(text, name)) return true;
  if (/\s/u.test(text)) return false;
  return isToken(text, strength, link, name, quoted);
}

const IDENTIFIER = /^[a-z][a-z0-9]*(?:_[a-z0-9]+){2,8}$/u;
/** `workloadDeploymentPatterns`: every part a word of three letters and more, which chance does not write. */
const CAMEL = /^(?:[a-z]+|[A-Z][a-z]{2,})(?:[A-Z][a-z]{2,}){1,8}$/u;
/** `cms/sites/passwords#update` of a router, `@scope/package`. */
const NAME_OF_CODE = /^(?:[a-z_]+(?:\/[a-z_]+)*#[a-z_]+|@[\w.-]+\/[\w./-]+)$/u;
/** Scripts without blanks between words: what has a digit in it is a sentence all the same. */
const UNSPACED = /[\u3040-\u30ff\u4e00-\u9fff\u0e00-\u0e7f]{4}/u;

/** Names of variables of the environment: `DB_PASSWORD`. What is assigned to one without blanks is the value itself. */
const ENVIRONMENT = /^[A-Z][A-Z0-9_]+$/u;

/** A password is chosen by a person: it needs a digit or a sign, or to be known as a common one. */
export function isPassword(text: string, quoted: boolean, prose: boolean, link: Link, name = ''): boolean {
  if (text.length < 4 || isCommonPassword(text)) return text.length >= 4;
  const { digits, symbols, lower, upper } = shapeOf(text);
  const letters = lower + upper;
  if (/\s/u.test(text)) {
    // Several words: a message to the user, unless every word carries a digit or sign, or it is a pass phrase.
    if (!quoted || text.length > 64) return false;
    return (digits > 0 && text.split(/\s+/u).length <= 4 && !/[.?!:,]$/u.test(text)) || isPassphrase(text, name);
  }
  if (digits === text.length)
    return text.length >= 4 && text.length <= 12 && (link.kind !== 'prose' || text.length >= 4);
  // `cryptography_has_psk_tlsv13`, `new_table_v2_paths`: names of code.
  if ((IDENTIFIER.test(text) && wordShare(text) > 0.6) || NAME_OF_CODE.test(text) || UNSPACED.test(text)) return false;
  if (digits > 0 && letters + symbols > 0) return letters > 0 || symbols > 1 || quoted;
  const signs = text.replace(/[\p{L}\p{N}_.-]/gu, '');
  if (signs.length > 0 && letters >= 3)
    return /[!@#$%^&*+=?€£~]/u.test(signs) && !/[()[\]{}<>]/u.test(signs) && !/^[@#&*]/u.test(text);
  if (symbols > 0 || prose) return looksRandom(text, 0);
  // Letters only: a name or a label, unless it stands in an .env file or nobody could pronounce it.
  if (link.tight && text.length >= 6 && (ENVIRONMENT.test(name) || wordShare(text) < 0.8)) return true;
  return text.length >= 8 && wordShare(text) < 0.4 && entropy(text) > 2.5;
}

const PASSPHRASE_NAME = /(?:pass[_-]?phrase|phrase[ _-](?:secr[eè]te|de[ _-]passe))$/iu;
/** Four to eight words: fewer are a label, more a sentence. */
const PASSPHRASE = /^\p{Ll}{3,12}(?:[ \u00a0]\p{Ll}{3,12}){3,7}$/u;
/** Words that a sentence about a pass phrase has, and lists of words for one have not. */
const WORD_OF_SENTENCE =
  /(?:^|[ \u00a0])(?:the|your|you|for|must|enter|have|has|should|will|can|not|with|from|this|that|are|and|was|used|use|pass\w*|phrase|secret|words?|votre|vous|pour|une|les|des|doit|avec|dans|est|entrez|saisi\w*|taper|mots?)(?=$|[ \u00a0])/u;

/** `passphrase = "zebra lapin river stone"`: words that make no sentence, behind a name for nothing else. */
function isPassphrase(text: string, name: string): boolean {
  return PASSPHRASE_NAME.test(name) && PASSPHRASE.test(text) && !WORD_OF_SENTENCE.test(text);
}

/** Names of the key that a framework signs with: it is drawn from all printable characters. */
const SIGNING_KEY = /(?:secret(?:_?key(?:_?base)?)?|(?:auth|logged_in|nonce)_(?:key|salt))$/iu;

/** `SECRET_KEY = 'k)3!…'`: brackets and signs that no other token has, in a literal. */
function isSigningKey(text: string, name: string): boolean {
  if (text.length < 24 || !SIGNING_KEY.test(name) || !/^[ -~]+$/u.test(text)) return false;
  const { digits, lower, upper, symbols } = shapeOf(text);
  return digits >= 2 && lower + upper >= 6 && symbols >= 3 && entropy(text) > 3.8 && wordShare(text) < 0.4;
}

/** A token is drawn by a machine. */
function isToken(text: string, strength: Strength, link: Link, name: string, quoted: boolean): boolean {
  if (!/^[\w.+/=~:%!@#$^&*-]+$/u.test(text)) return false;
  if (text.includes('://') || CAMEL.test(text) || /^[\w-]+(?:\.[\w-]+)*@/u.test(text)) return false;
  if (text.length < LONGEST_SNAKE && SNAKE.test(text)) return false;
  const strong = strength === 'token';
  if (isUuid(text)) {
    if (!strong) return link.fillers > 0 && /cl[ée]/iu.test(name);
    return /key|token|secret|cred|auth|pat|cle|clé|jeton|sess|sid|cookie/iu.test(name);
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
