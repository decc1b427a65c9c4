// Secrets that are known by their structure: private keys, JSON Web Tokens, credentials in addresses and on command lines.
import type { View } from '../view';
import { REACH } from '../view';
import { isPlaceholder, looksRandom } from './judge';
import { isEscape } from './providers';

const ARMOUR = /-----BEGIN[ A-Z0-9_-]{0,60}(?:PRIVATE KEY(?: BLOCK)?|STATIC KEY V1)-----/iuy;
/** The armour of SSH2 (RFC 4716) has four dashes and blanks. */
const ARMOUR_SSH2 = /---- BEGIN [ A-Z0-9_-]{0,40}PRIVATE KEY ----/iuy;
const ARMOUR_HEAD = 100;
/** Shortest body between both lines that is masked: longer than dots and their line breaks. */
const LEAST_BODY = 10;
/** What stands in the body of an armoured key, also inside a string literal. */
const ARMOUR_BODY = /[A-Za-z0-9+/=\s\\"',:.-]{0,8192}/uy;

/** A private key block from `start`; without its end line, as far as the body goes. */
export function findPrivateKey(view: View, start: number): void {
  const { text } = view;
  if (!view.knows(start + ARMOUR_HEAD, start) && text.length - start < ARMOUR_HEAD) return;
  ARMOUR.lastIndex = start;
  const head = ARMOUR.exec(text);
  if (head === null) return;
  const body = start + head[0].length;
  const limit = Math.min(text.length, start + REACH.block);
  const close = endLine(text, body, limit);
  if (close >= 0) {
    const end = text.indexOf('-----', close + 5) + 5;
    if (close - body >= LEAST_BODY) view.add(start, end, 'PRIVATE_KEY', 100);
    return;
  }
  if (!view.knows(start + REACH.block, start)) return;
  ARMOUR_BODY.lastIndex = body;
  let end = Math.min(limit, body + (ARMOUR_BODY.exec(text)?.[0].length ?? 0));
  while (end > body && /\s/u.test(text.charAt(end - 1))) end--;
  if (end - body >= 24) view.add(start, end, 'PRIVATE_KEY', 100);
}

const END_LINE = /-----END[ A-Z0-9_-]{0,60}KEY(?: BLOCK| V1)?-----/iuy;

/** A private key in the armour of SSH2 from `start`: up to its end line, or as far as the body goes. */
export function findSsh2Key(view: View, start: number): void {
  const { text } = view;
  if (!view.knows(start + REACH.block, start)) return;
  ARMOUR_SSH2.lastIndex = start;
  const head = ARMOUR_SSH2.exec(text);
  if (head === null) return;
  const body = start + head[0].length;
  const close = text.slice(body, start + REACH.block).search(/---- END [ A-Z0-9_-]{0,40}KEY ----/iu);
  ARMOUR_BODY.lastIndex = body;
  const end = close < 0 ? body + (ARMOUR_BODY.exec(text)?.[0].length ?? 0) : text.indexOf(' ----', body + close) + 5;
  if (end - body >= 24) view.add(start, end, 'PRIVATE_KEY', 100);
}

/** Where the end line of a key block starts; -1 when there is none up to `limit`. */
function endLine(text: string, from: number, limit: number): number {
  const window = text.slice(from, limit);
  for (let at = window.indexOf('-----E'); at >= 0; at = window.indexOf('-----E', at + 1)) {
    END_LINE.lastIndex = from + at;
    if (END_LINE.test(text)) return from + at;
  }
  return -1;
}

const JWT = /ey[A-Za-z0-9_-]{10,2000}\.ey[A-Za-z0-9_/+-]{10,3000}(?:\.[A-Za-z0-9_/+-]{0,2000}={0,2})?/uy;
const JWE = /ey[A-Za-z0-9_-]{10,2000}(?:\.[A-Za-z0-9_-]{0,2000}){4}/uy;

/** A JSON Web Token from `start`, which is where `ey` stands. */
export function findJwt(view: View, start: number): void {
  const { text } = view;
  if (/[A-Za-z0-9]/u.test(text.charAt(start - 1)) && !isEscape(text, start)) return;
  for (const pattern of [JWT, JWE]) {
    pattern.lastIndex = start;
    const match = pattern.exec(text);
    if (match !== null) {
      view.add(start, start + match[0].length, 'JWT', 95);
      return;
    }
  }
}

const USER_INFO = /([^\s/?#@:"'`<>()[\]{},]{0,128}):([^\s/"'`<>]{1,256})@(?=[\w[\-.])/uy;
const TOKEN_INFO = /([\w.~+=-]{12,256})@(?=[\w[])/uy;
export const WEAK_PASSWORD =
  /^(?:p(?:ass|assword|asswd|wd|w)|mypassword|mypass|user|username|admin|root|postgres|mysql|mongo|redis|rabbitmq|guest|test|secret|x+|\*+|\.+|mdp|motdepasse|pg|token)$/iu;

/** Hosts of examples and of the own machine; a single word is a service of a Compose file. */
const DOCUMENT_HOST =
  /^(?:localhost|127\.|0\.0\.0\.0|\[::1?\]|[\w-]{0,60}(?:your|my|some|host|server|domain)[\w-]{0,60}(?:[.:/?#]|$)|\w[\w-]{0,62}(?![\w.-])|[<${[%])/iu;
/** Names in the logins of manuals. */
const GENERIC_USER =
  /^(?:user\w{0,4}|usr|login|name|my\w{1,12}|your\w{1,12}|me|admin|root|postgres|mysql|mongo|guest|test|foo|bob|alice|)$/iu;
const DOCUMENT_HOST_REACH = 256;
const GAP = /^(?:x{3,}|\*+|\.{2,}|…|_+|-+)$|your|votre|<|>|xxxx|\*{3}|\.{3}|redacted|placeholder/iu;

function isDocumentHost(text: string, at: number): boolean {
  return DOCUMENT_HOST.test(text.slice(at, at + DOCUMENT_HOST_REACH));
}

/** `user:password@` after `://`, which ends at `at`. Both halves are taken: the name often is the account. */
export function findUrlCredentials(view: View, at: number): void {
  const { text } = view;
  USER_INFO.lastIndex = at;
  const match = USER_INFO.exec(text);
  if (match !== null) {
    const user = match[1] ?? '';
    // The last @ ahead of the host ends the password: it may hold one itself.
    const password = match[2] ?? '';
    // `host:8080?mail=a@b` is a port and a query.
    if (/^\d{1,5}[?#]/u.test(password)) return;
    if (/\$\{|\{\{|%s|%\(|^\{|^:|^\$\w+$|^<|^%[A-Za-z_]+%$/u.test(password)) return;
    const end = at + user.length + 1 + password.length;
    // On a host that a document may speak of anything goes that says so; on any other only the gaps to be filled in.
    const isStandIn = isDocumentHost(text, end + 1)
      ? password === user || (GENERIC_USER.test(user) && (WEAK_PASSWORD.test(password) || isPlaceholder(password)))
      : GAP.test(password) || (password === user && WEAK_PASSWORD.test(password));
    if (!isStandIn) view.add(at, end, 'URL_CREDENTIALS', 92);
    return;
  }
  TOKEN_INFO.lastIndex = at;
  const token = TOKEN_INFO.exec(text)?.[1];
  if (token !== undefined && looksRandom(token, 1) && !isPlaceholder(token)) {
    view.add(at, at + token.length, 'URL_CREDENTIALS', 92);
  }
}

const PUTTY_REACH = 8192;

/** The private lines of a PuTTY key, after `Private-Lines:`, which ends at `at`. */
export function findPuttyKey(view: View, at: number): void {
  if (!view.knows(at + PUTTY_REACH, at)) return;
  PUTTY_LINES.lastIndex = at;
  const match = PUTTY_LINES.exec(view.text);
  if (match !== null) view.add(at + (match[1]?.length ?? 0), at + match[0].length, 'PRIVATE_KEY', 100);
}

const PUTTY_LINES =
  /(\s{0,3}\d{1,3}\s{1,4})(?:[A-Za-z0-9+/=]{4,76}(?:\r?\n|$)){1,100}(?:Private-(?:MAC|Hash):\s{0,2}[0-9a-f]{40,64})?/y;

const COIN_KEY = /[0-9a-f]{64}(?![0-9a-z])/iy;
const COIN_WORD =
  /wallet|private|priv_?key|secret|mnemonic|seed|signer|deployer|portefeuille|money|funds|ethereum|\beth\b|bitcoin/iu;
const COIN_NOT = /hash|\btx|transaction|block|topic|root|digest|sha|keccak|public|address|signature|commit|bytes32/iu;
const COIN_REACH = 160;

/** A private key of 256 bits after `0x`, which ends at `at`: a transaction and a hash look the same, the words around tell. */
export function findCoinKey(view: View, at: number): void {
  const { text } = view;
  COIN_KEY.lastIndex = at;
  if (!COIN_KEY.test(text) || !view.knows(at + 64 + COIN_REACH, at - 2)) return;
  const around = text.slice(Math.max(0, at - COIN_REACH), at) + ' ' + text.slice(at + 64, at + 64 + COIN_REACH);
  if (COIN_NOT.test(around) || !COIN_WORD.test(around)) return;
  view.add(at - 2, at + 64, 'PRIVATE_KEY', 60);
}

const PHRASE = /["'`“«\s:=(]{1,6}((?:[a-z]{3,8}[ ,]{1,2}){11,23}[a-z]{3,8})(?=["'`”»\s.,;)]|$)/y;
const PHRASE_REACH = 260;

/** The twelve to twenty-four words of a wallet, after a word for them, which ends at `at`. */
export function findSeedPhrase(view: View, at: number): void {
  if (!/["'`“«\s:=(]/u.test(view.text.charAt(at))) return;
  if (!view.knows(at + PHRASE_REACH, at)) return;
  PHRASE.lastIndex = at;
  const match = PHRASE.exec(view.text);
  const words = match?.[1];
  if (match !== null && words !== undefined) {
    view.add(at + match[0].length - words.length, at + match[0].length, 'SEED_PHRASE', 70);
  }
}
