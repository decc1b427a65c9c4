// Secrets that are known by their structure: private keys, JSON Web Tokens, credentials in addresses and on command lines.
import type { View } from '../view';
import { REACH } from '../view';
import { isPlaceholder, looksRandom } from './judge';

const ARMOUR = /-----BEGIN[ A-Z0-9_-]{0,60}PRIVATE KEY(?: BLOCK)?-----/iuy;
const ARMOUR_HEAD = 100;
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
    if (close - body >= 24) view.add(start, end, 'PRIVATE_KEY', 100);
    return;
  }
  if (!view.knows(start + REACH.block, start)) return;
  ARMOUR_BODY.lastIndex = body;
  let end = Math.min(limit, body + (ARMOUR_BODY.exec(text)?.[0].length ?? 0));
  while (end > body && /\s/u.test(text.charAt(end - 1))) end--;
  if (end - body >= 24) view.add(start, end, 'PRIVATE_KEY', 100);
}

const END_LINE = /-----END[ A-Z0-9_-]{0,60}KEY(?: BLOCK)?-----/iuy;

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
  if (start > 0 && /[A-Za-z0-9]/u.test(text.charAt(start - 1))) return;
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
const WEAK_PASSWORD =
  /^(?:p(?:ass|assword|asswd|wd|w)|mypassword|mypass|user|username|admin|root|postgres|mysql|mongo|redis|rabbitmq|guest|test|secret|x+|\*+|\.+|mdp|motdepasse|pg|token)$/iu;

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
    if (
      password !== user &&
      !WEAK_PASSWORD.test(password) &&
      !isPlaceholder(password) &&
      !/\$\{|\{\{|%s|%\(|^\{|^:/u.test(password)
    ) {
      view.add(at, at + user.length + 1 + password.length, 'URL_CREDENTIALS', 92);
    }
    return;
  }
  TOKEN_INFO.lastIndex = at;
  const token = TOKEN_INFO.exec(text)?.[1];
  if (token !== undefined && looksRandom(token, 1) && !isPlaceholder(token)) {
    view.add(at, at + token.length, 'URL_CREDENTIALS', 92);
  }
}

const LOGIN =
  /[ =]{1,4}(?:"([^"\n:]{1,80}:[^"\n]{3,120})"|'([^'\n:]{1,80}:[^'\n]{3,120})'|((?:[\w$@.-]{1,80}):(?:"[^"\n]{3,120}"|'[^'\n]{3,120}'|[^\s"'`]{3,120})))/uy;
const LOGIN_REACH = 220;

/** `-u name:password` and `--user name:password` of curl and its like; the flag ends at `at`. */
export function findLogin(view: View, at: number): void {
  const { text } = view;
  const line = text.indexOf('\n', at);
  if ((line < 0 || line > at + LOGIN_REACH) && !view.knows(at + LOGIN_REACH, at)) return;
  LOGIN.lastIndex = at;
  const match = LOGIN.exec(text);
  const login = match?.[1] ?? match?.[2] ?? match?.[3];
  if (match === null || login === undefined) return;
  const colon = login.indexOf(':');
  const user = login.slice(0, colon);
  const password = login.slice(colon + 1).replace(/^["']|["']$/gu, '');
  if (
    /^\d+$/u.test(user) ||
    user === password ||
    /^(?:<|\{|\$[{(]|\$\w+$)/u.test(password) ||
    /\$\{?[A-Z_]+\}?$/u.test(password)
  )
    return;
  if (isPlaceholder(password) || WEAK_PASSWORD.test(password) || password.startsWith('//')) return;
  const start = at + match[0].indexOf(login);
  view.add(start, start + login.length, 'CREDENTIALS', 60);
}

const MANIFEST_REACH = 1500;
const MANIFEST_VALUE = /^[ \t]{1,12}[\w.-]{1,60}:[ \t]{1,3}["']?([A-Za-z0-9+/]{8,1000}={0,2})["']?[ \t]*$/gmu;

/** The base64 values of a Kubernetes secret, after `kind: Secret`, which ends at `at`. */
export function findManifestSecrets(view: View, at: number): void {
  const part = view.text.slice(at, at + MANIFEST_REACH).split(/^---/mu, 1)[0] ?? '';
  const data = part.search(/^(?:data|stringData):/mu);
  if (data < 0) return;
  for (const match of part.slice(data).matchAll(MANIFEST_VALUE)) {
    const value = match[1] ?? '';
    const start = at + data + match.index + match[0].indexOf(value, match[0].indexOf(':'));
    view.add(start, start + value.length, 'SECRET', 55);
  }
}
