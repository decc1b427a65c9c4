// Secrets that stand beside the name of their user: `admin / …`, `login("ann", "…")`, `host:5432:db:user:…`, `ann:…@tcp(`.
import type { View } from '../view';
import { withoutFinalSigns } from '../scan/characters';
import { isPassword } from './assignment';
import { isNumberedWord, isPlaceholder, looksRandom } from './judge';

/** What an account is for, between its word and the sign: `identifiants de recette : …`. */
const PURPOSES = new Set(
  `de du des le la les the for pour of on par défaut default admin test tests staging prod production recette préprod preprod
  dev demo démo local serveur server db base site d'accès d’accès`.split(/\s+/u),
);
const VERBS = new Set(['are', 'is', 'sont', 'est']);
const MOST_WORDS = 5;
const WORD = /[ \u00a0](\p{L}[\p{L}'’-]{0,15})(?=[ \u00a0:=→(])/uy;
/** A bracket without a blank ahead is a call. */
const SIGN = /[ \u00a0]?[:=→]|[ \u00a0]\(/uy;
/** A word that is not complete. */
const OPEN_WORD = /^[ \u00a0]?(?:\p{L}[\p{L}'’-]{0,15})?$/u;

const PAIR = /[ \u00a0]?\(?["']?([\p{L}\w.@-]{2,60})([ \u00a0]?[/:][ \u00a0]?)([^\s,;"'`/][^\s,;"'`)]{3,63})/uy;
/** `login ann:…` without a sign after the word: only after a word for both, and with a digit in the password. */
const BARE_PAIR = /[ \u00a0]([\p{L}\w.@-]{2,60})([/:])(?=[^\s,;"'`]{0,40}\d)([^\s,;"'`/][^\s,;"'`)]{3,63})/uy;
const PAIR_REACH = 140;
/** `log in with admin:…`: the word leads there by itself. */
const WITH = /(?:with|avec)$/iu;
/** Methods of HTTP and schemes, which a path follows. */
const NO_USER = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|https?|s?ftp|file|\d+)$/u;

/** `identifiants : admin / Zebu!42`: a name and a password after a word that ends at `end`; `isBoth` when it names both. */
export function findPair(view: View, isBoth: boolean, end: number): void {
  const { text } = view;
  const start = WITH.test(text.slice(end - 5, end)) ? end : pairStart(text, end, isBoth);
  if (start >= text.length && !view.final) {
    view.hold(end);
    return;
  }
  const next = text.slice(end, end + PAIR_REACH);
  if (start < 0 && (!isBoth || !/^[ \u00a0]/u.test(next) || /^[ \u00a0]\p{L}{1,20}[ ,.]/u.test(next))) return;
  if (!next.includes('\n') && !view.knows(end + PAIR_REACH, end)) return;
  PAIR.lastIndex = start;
  BARE_PAIR.lastIndex = end;
  const match = (start < 0 ? null : PAIR.exec(text)) ?? (isBoth ? BARE_PAIR.exec(text) : null);
  const user = match?.[1];
  const sign = match?.[2];
  const password = match?.[3] === undefined ? undefined : withoutFinalSigns(match[3]);
  if (match === null || user === undefined || password === undefined || isPlaceholder(password)) return;
  if (NO_USER.test(user) || withoutDigits(user) === withoutDigits(password) || sign === ': ') return;
  // `acme/app2`, `(AWS / GCP2)`: a word with a number is a password only where a sign leads to it.
  const isLed = start > 0 && /[:=→][ \u00a0]?$/u.test(text.slice(start - 2, start)) && sign !== '/';
  if (!isLed && isNumberedWord(password)) return;
  // `docs/access2.md`, `host:8080`: without blanks around the sign a path and a port look the same.
  if (sign?.length === 1 && (/\/|\.[a-z]{2,4}$/u.test(password) || /^\d+$/u.test(password))) return;
  if (!isPassword(password, false, false, { at: end, kind: 'colon', fillers: 0, tight: false })) return;
  const at = match.index + match[0].lastIndexOf(password);
  view.add(at, at + password.length, 'PASSWORD', 50);
}

/** Where a name may begin behind the words for an account, which end at `end`; the end of the text when it tells no more; -1 for nowhere. */
function pairStart(text: string, end: number, isBoth: boolean): number {
  let at = end;
  for (let words = 0; words < MOST_WORDS; words++) {
    SIGN.lastIndex = WORD.lastIndex = at;
    const sign = SIGN.exec(text);
    if (sign !== null) return isBoth || !sign[0].endsWith('(') ? at + sign[0].length : -1;
    const match = WORD.exec(text);
    if (match === null) return OPEN_WORD.test(text.slice(at, at + 20)) ? text.length : -1;
    const word = match[1]?.toLowerCase() ?? '';
    at += match[0].length;
    if (VERBS.has(word)) {
      if (at + 2 > text.length) return text.length;
      SIGN.lastIndex = at;
      const behind = SIGN.exec(text)?.[0];
      if (behind !== undefined || isBoth) return at + (behind?.length ?? 0);
    }
    if (!PURPOSES.has(word)) return -1;
  }
  return -1;
}

function withoutDigits(value: string): string {
  return value.toLowerCase().replace(/\d/gu, '');
}

/** Functions that take a user's name and a password or key; the number is the place of the secret, counted from zero. */
export const CREDENTIAL_CALLS: readonly (readonly [name: string, secret: number])[] = [
  ['basicauth(', 1],
  ['httpbasic(', 1],
  ['.basic(', 1],
  ['basiccredentials(', 1],
  ['usernameandpassword(', 1],
  ['basic_auth(', 1],
  ['digestauth(', 1],
  ['networkcredential(', 1],
  ['passwordauthentication(', 1],
  ['passwordcredentials(', 1],
  ['passwordauthenticationtoken(', 1],
  ['awscredentials(', 1],
  ['staticcredentials(', 1],
  ['staticcredentialsprovider(', 1],
  ['sharedkeycredential(', 1],
  ['clientsecretcredential(', 2],
  ['getconnection(', 2],
  ['directoryentry(', 2],
  ['mysqli_connect(', 2],
  ['pymysql.connect(', 2],
  ['mysqldb.connect(', 2],
  ['cx_oracle.connect(', 1],
  ['oracledb.connect(', 1],
  ['bcrypt.hash(', 0],
  ['bcrypt.hashsync(', 0],
  ['bcrypt.hashpw(', 0],
  ['generate_password_hash(', 0],
  ['password_hash(', 0],
  ['new mysqli(', 2],
  ['new pdo(', 2],
  ['plainauth(', 2],
  ['.login(', 1],
  ['.authenticate(', 1],
  ['userpass(', 1],
  ['userpassword(', 1],
  ['auth=(', 1],
  ['auth = (', 1],
  ['auth: [', 1],
  ['auth=[', 1],
  ['credentials=(', 1],
  ['auth(', 1],
  ['jwt.sign(', 1],
  ['jwt.verify(', 1],
  ['jwt.encode(', 1],
  ['jwt.decode(', 1],
  ['createhmac(', 1],
  ['hmac.new(', 0],
  ['ldap_bind(', 2],
  ['symmetricsecuritykey(encoding.utf8.getbytes(', 0],
];

const LITERAL =
  /\s{0,20}(?:[bfru@$]?"([^"\\\n]{0,200})"|[bfru@$]?'([^'\\\n]{0,200})'|[^"'(),;\n]{1,120})(?:\.(?:toCharArray|getBytes|encode)\(\))?\s{0,20}([,)\]])/iuy;
const CALL_REACH = 600;

/** The password among the arguments of a call, whose bracket ends at `end`. */
export function findCallSecret(view: View, place: number, end: number): void {
  const { text } = view;
  if (!view.knows(end + CALL_REACH, end)) return;
  let at = end;
  for (let i = 0; i <= place; i++) {
    LITERAL.lastIndex = at;
    const match = LITERAL.exec(text);
    if (match === null || (i < place && match[3] !== ',')) return;
    const value = match[1] ?? match[2];
    if (i === place && value !== undefined && isCallSecret(value)) {
      const start = at + match[0].indexOf(value, match[0].search(/["']/u));
      view.add(start, start + value.length, 'PASSWORD', 50);
    }
    at += match[0].length;
  }
}

function isCallSecret(value: string): boolean {
  if (isPlaceholder(value) || /\s|:\/\/|^[\w.-]+@[\w.-]+$|^\d+$|^\//u.test(value)) return false;
  return isPassword(value, true, false, { at: 0, kind: 'call', fillers: 0, tight: false }) || looksRandom(value, 0);
}

const PGPASS = /[\w*.-]{1,60}:[\w*.@-]{1,60}:([^\s:"'`]{4,80})(?=\s|$)/uy;

/** A line of a `.pgpass` file after its port, which ends with a colon at `end`. */
export function findPgpass(view: View, end: number): void {
  const { text } = view;
  PGPASS.lastIndex = end;
  const match = PGPASS.exec(text);
  const value = match?.[1];
  if (match === null || value === undefined || isPlaceholder(value)) return;
  if (!isPassword(value, false, false, { at: end, kind: 'colon', fillers: 0, tight: true })) return;
  view.add(end + match[0].length - value.length, end + match[0].length, 'PASSWORD', 50);
}

/** `ann:…@tcp(host:3306)/db` of the Go driver: the mark stands at `start`, the login ahead of it in the same run. */
export function findDriverLogin(view: View, start: number): void {
  const { text } = view;
  const ahead = /(?:^|[\s"'`=])([\w.-]{1,60}):([^\s"'`]{1,100})$/u.exec(text.slice(Math.max(0, start - 170), start));
  const password = ahead?.[2];
  if (password === undefined || isPlaceholder(password) || /^[$%{<]/u.test(password)) return;
  view.add(start - password.length, start, 'PASSWORD', 60);
}

const ORACLE = /(?:thin|oci8?|kprb):[\w$#]{1,60}\/("?)([^\s"'@/]{3,100})\1@/iuy;

/** `jdbc:oracle:thin:ann/…@host`, after `jdbc:oracle:`, which ends at `end`. */
export function findOracleLogin(view: View, end: number): void {
  ORACLE.lastIndex = end;
  const match = ORACLE.exec(view.text);
  const value = match?.[2];
  if (match === null || value === undefined || isPlaceholder(value)) return;
  const at = end + match[0].lastIndexOf(value);
  view.add(at, at + value.length, 'PASSWORD', 60);
}

const WIFI = /(?:[THSRE]:[^;\n]{0,80};){0,5}P:((?:[^;\n\\]|\\.){4,80});/uy;

/** The password in the text of a QR code for a wireless network, after `WIFI:`, which ends at `end`. */
export function findWifi(view: View, end: number): void {
  WIFI.lastIndex = end;
  const match = WIFI.exec(view.text);
  const value = match?.[1];
  if (match === null || value === undefined || isPlaceholder(value, false)) return;
  const at = end + match[0].lastIndexOf(value);
  view.add(at, at + value.length, 'PASSWORD', 60);
}
