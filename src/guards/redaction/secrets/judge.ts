// Tells a secret from a word, a placeholder, a code expression, an identifier or a number.

/** Which letter usually follows which, in English and French words and in identifiers (the ordinary 35 % of all pairs). */
const FOLLOWERS: Readonly<Record<string, string>> = {
  a: 'bcdfgilmnprstuvy',
  b: 'aeijloru',
  c: 'acehiklortu',
  d: 'adeiorsu',
  e: 'abcdefgilmnpqrstuvxz',
  f: 'aefiloru',
  g: 'aeilnoru',
  h: 'aeiotu',
  i: 'abcdefglmnopqrstvz',
  j: 'aeou',
  k: 'eisy',
  l: 'adeilostuy',
  m: 'abeimopu',
  n: 'acdefginostuv',
  o: 'bcdgijklmnoprstuvw',
  p: 'aeiloprstu',
  q: 'u',
  r: 'acdegikmnorstuvy',
  s: 'acehiopstuy',
  t: 'acehiloprstuy',
  u: 'abceilmnprstvx',
  v: 'aeio',
  w: 'aehio',
  x: 'epit',
  y: 'ops',
  z: 'eo',
};

const ORDINARY = new Uint8Array(26 * 26);
for (const [first, seconds] of Object.entries(FOLLOWERS)) {
  for (const second of seconds) ORDINARY[(first.charCodeAt(0) - 97) * 26 + second.charCodeAt(0) - 97] = 1;
}

/** Shannon entropy of the characters, in bits per character. */
export function entropy(value: string): number {
  const counts = new Map<number, number>();
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/iu;
const HEX = /^(?:0x)?[0-9a-f]+$/iu;

export function isUuid(value: string): boolean {
  return UUID.test(value);
}

export function isHex(value: string): boolean {
  return HEX.test(value);
}

/** Share of the letters that stand in runs of four and more which read like words; camelCase counts as several words. */
export function wordShare(value: string): number {
  let letters = 0;
  let inWords = 0;
  let run = 0;
  let odd = 0;
  let previous = -1;
  let previousUpper = false;
  const close = (): void => {
    // One odd pair in a long word is still a word: "background", "jwks" is not.
    if (run >= 3 && odd <= (run >= 7 ? 1 : 0)) inWords += run;
    run = 0;
    odd = 0;
    previous = -1;
  };
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    const lower = code | 0x20;
    const isLetter = lower >= 97 && lower <= 122;
    if (!isLetter) {
      close();
      continue;
    }
    letters++;
    const upper = code < 97;
    if (upper && !previousUpper) close();
    if (previous >= 0 && ORDINARY[previous * 26 + lower - 97] === 0) odd++;
    run++;
    previous = lower - 97;
    previousUpper = upper;
  }
  close();
  return letters === 0 ? 0 : inWords / letters;
}

interface Shape {
  readonly digits: number;
  readonly lower: number;
  readonly upper: number;
  readonly symbols: number;
}

export function shapeOf(value: string): Shape {
  let digits = 0;
  let lower = 0;
  let upper = 0;
  let symbols = 0;
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code >= 48 && code <= 57) digits++;
    else if (code >= 97 && code <= 122) lower++;
    else if (code >= 65 && code <= 90) upper++;
    else symbols++;
  }
  return { digits, lower, upper, symbols };
}

/**
 * Whether a token looks drawn at random rather than written by a person: enough length and entropy, letters and digits
 * mixed (or both cases), and few letters in word-like runs. `rigour` 0 for a token in a strong context, 1 in a weak one.
 */
export function looksRandom(value: string, rigour: 0 | 1 = 0): boolean {
  const { digits, lower, upper, symbols } = shapeOf(value);
  const letters = lower + upper;
  const solid = letters + digits;
  if (solid < (rigour === 0 ? 8 : 16) || symbols * 3 > value.length) return false;
  const bits = entropy(value);
  if (bits < Math.min(rigour === 0 ? 2.5 : 3, Math.log2(solid) - 0.6)) return false;
  if (isSequence(value)) return false;
  const words = wordShare(value);
  if (digits === 0) {
    if (lower === 0 || upper === 0) return solid >= 20 && words < 0.25 && bits > 3.2 && symbols === 0;
    return solid >= (rigour === 0 ? 14 : 20) && words < 0.35 && bits > 3.2 && symbols <= 2;
  }
  if (letters === 0) return false;
  if (letters < 3 && rigour === 1) return false;
  // Digits all over a long run: chance spells a word in it now and then, but nobody who names things writes like that.
  if (rigour === 0 && symbols === 0 && solid >= 20) {
    const runs = digitRuns(value);
    if (runs >= 4 ? words < 0.8 : runs === 3 && lower >= 4 && upper >= 4 && words < 0.7) return true;
  }
  return words < (rigour === 0 ? 0.5 : 0.34);
}

/** How many times digits begin in a value. */
function digitRuns(value: string): number {
  let runs = 0;
  let inside = false;
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    const isDigit = code >= 48 && code <= 57;
    if (isDigit && !inside) runs++;
    inside = isDigit;
  }
  return runs;
}

const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  'zyxwvutsrqponmlkjihgfedcba',
  '01234567890123456789',
  '98765432109876543210',
  'qwertyuiopasdfghjklzxcvbnm',
  'azertyuiopqsdfghjklmwxcvbn',
];

/** Where four characters that follow each other stand in a row, by row: a run may go on from each of them. */
const RUNS = new Map<string, (readonly [row: string, at: number])[]>();
for (const row of ROWS) {
  for (let at = 0; at + 4 <= row.length; at++) {
    const four = row.slice(at, at + 4);
    const places = RUNS.get(four) ?? [];
    if (!places.some(([other]) => other === row)) RUNS.set(four, [...places, [row, at]]);
  }
}

/** Runs along the alphabet, the digits or the keyboard fill most of the value, or a few characters repeat. */
export function isSequence(value: string): boolean {
  const folded = value.toLowerCase().replace(/[^a-z0-9]/gu, '');
  if (folded.length < 4) return new Set(folded).size <= 2;
  if (new Set(folded).size <= Math.max(2, folded.length / 10)) return true;
  let covered = 0;
  for (let i = 0; i < folded.length;) {
    let length = 1;
    for (const [row, at] of RUNS.get(folded.slice(i, i + 4)) ?? []) {
      let run = 4;
      while (i + run < folded.length && row[at + run] === folded[i + run]) run++;
      length = Math.max(length, run);
    }
    if (length === 1) {
      let same = 1;
      while (folded[i + same] === folded[i]) same++;
      if (same >= 4) length = same;
    }
    if (length > 1) covered += length;
    i += length;
  }
  return covered >= folded.length * 0.6;
}

/** Whole values that stand for a secret or for nothing. */
const STAND_INS = new Set(
  `null none nil undefined true false yes no string str int integer number bool boolean bytes text char varchar object any
  required optional empty default unset missing invalid incorrect wrong valid expired secret password passwd pass pwd
  passphrase token key apikey api_key api-key user username admin root test testing tests foo bar baz foobar foo-bar
  changeme change-me change_me changeit hidden redacted masked private public motdepasse mot-de-passe mdp jeton cle
  votre_mot_de_passe value valeur basic bearer oauth oauth2 jwt env environment vault file prompt ask auto manual enabled
  disabled plain plaintext clear md5 sha1 sha256 sha512 bcrypt scrypt argon2 aes rsa hs256 rs256 es256 postgres mysql
  redis mongodb 1password lastpass keepass bitwarden guest demo sample example exemple todo tbd n/a na xxx *** ... letters digits input hello world utf8 utf-8
  utf16 latin1 base64 base64url sha384 hs384 hs512 rs384 rs512 es384 es512 ps256`.split(/\s+/u),
);

/** Parts that say: put your own here. */
const STAND_IN_PART =
  /your|votre|changeme|change[-_ ]?(?:me|it|this)|placeholder|redacted|replace|insert|fill[-_]?(?:me|in)|dummy|not[-_]?a?[-_]?real|xxxx|\*{3}|\.{3}|…|<[^<>]{0,60}>|example|exemple|sample|todo|fake|mock|put[-_]|[-_]here|goes[-_]?here|a[-_]remplir|foobar|lorem|⟦/iu;
/** Parts of values that a person typed without thinking, as manuals and tests have them. */
const REGULAR_PART = /1234567890|0123456789|abcdefghij|deadbeef/iu;

/** A reference to a value that stands elsewhere: `$VAR`, `${VAR}`, `{{ var }}`, `%VAR%`, `@var@`, `<var>`, `[var]`. */
const REFERENCE =
  /^(?:\$(?:[{(]|\w*(?:$|-$|->|\[|::|\(|\/))|['"]\$\w+['"]$|%[A-Za-z_]+%?$|\{\{|\{[\w.]*\}|@\w+@$|<|\[|#\{|%24(?:%7[bB]|[A-Z_]+$)|%3[cC]|%7[bB]\w{1,40}%7[dD]$|\\\$|env[:.(]|file:|vault:|arn:|ref\+|!Ref|!Sub|op:\/\/)/u;

/** Whether a value is a placeholder, a reference to a variable, or a word that stands for the secret. */
export function isPlaceholder(value: string, parts = true): boolean {
  if (REFERENCE.test(value) || STAND_INS.has(value.toLowerCase())) return true;
  if (parts && (STAND_IN_PART.test(value) || REGULAR_PART.test(value))) return true;
  return isSequence(value) && !/^\d+$/u.test(value);
}

/** Least length, and entropy in bits per character, of a made-up token that cannot be told from a real one. */
const REGULAR_LENGTH = 20;
const REGULAR_ENTROPY = 2.5;

/**
 * Whether a placeholder is one only by its regularity: `abcdef1234567890abcdef1234567890` has a token's length and
 * characters and no word that says what it stands for. Beside a secret's name nobody can tell it from a poor real one.
 */
export function isRegularToken(value: string): boolean {
  if (value.length < REGULAR_LENGTH || !/^[\w+/=.~-]+$/u.test(value)) return false;
  if (REFERENCE.test(value) || STAND_IN_PART.test(value)) return false;
  const { digits, lower, upper } = shapeOf(value);
  return digits >= 2 && lower + upper >= 2 && wordShare(value) < 0.5 && entropy(value) > REGULAR_ENTROPY;
}

/** Code that computes a value: calls, indexing, property paths, type names, constants, operators. */
const EXPRESSION =
  /^(?:[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*){0,6}(?:\(|\[|::|->|\?\.)|(?:null|undefined|true|false|none)\b|[a-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+(?:[-+*/]\d{1,3})?$|(?:this|self|process|os|config|req|request|env|settings|options|props|params|data|ctx|args|window|System|Environment|secrets|vars|github|inputs|local|module|var)\b[.[(]|[A-Za-z_$]{1,3},(?:this\.|[\w$]{1,20}[=(])|&|!|=|\(|await\b|new\b|async\b|function\b|f['"]|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$|[A-Z]\w*(?:<|\.[A-Z]))/u;

export function isExpression(value: string): boolean {
  // Three random parts joined by dots look like a property path, but nobody names properties like that.
  return EXPRESSION.test(value) && (value.length < 24 || wordShare(value) > 0.4 || !/\d/u.test(value));
}

/** Passwords that people really use and that no other test would take for one. */
const COMMON_PASSWORDS = new Set(
  `azerty qwerty azertyuiop qwertyuiop letmein iloveyou welcome bonjour soleil doudou loulou chouchou dragon monkey
  football sunshine princess superman batman trustno1 passw0rd p@ssw0rd p@ssword p@$$w0rd marseille jetaime
  motdepasse123 password1 password123 admin123 hunter hunter2 toto tata titi`.split(/\s+/u),
);

export function isCommonPassword(value: string): boolean {
  return COMMON_PASSWORDS.has(value.toLowerCase());
}

const PATHLIKE = /^(?:\.{0,2}\/|~\/|[A-Za-z]:\\|https?:\/\/|file:)/u;
const DATE_OR_VERSION =
  /^(?:HTTP\/|[\^~<>=]{1,2})?v?\d{1,4}(?:[-/.:T]\d{1,4}){1,6}(?:Z|[+-]\d\d:?\d\d|(?:\\[rn]){1,4})?$/iu;
/** `uint32`, `int64_t` */
const TYPE = /^u?(?:int|float|long|size|char|byte)\d{0,3}(?:_t)?$/iu;

/** Paths, colours, dates, versions, types, identifiers of Windows' accounts and references. */
export function isOfAnotherKind(text: string): boolean {
  return (
    /^\.{1,2}\//u.test(text) ||
    /^(?:#[0-9a-f]{3,8}|0x[0-9a-f]{1,8})$/iu.test(text) ||
    (PATHLIKE.test(text) && (text.length < 24 || wordShare(text) > 0.4)) ||
    DATE_OR_VERSION.test(text) ||
    TYPE.test(text) ||
    text.startsWith('urn:') ||
    text.startsWith('S-1-') ||
    text.includes('${') ||
    text.includes('{{')
  );
}

const NUMBERED_WORD = /^(?:[a-z]+|[A-Z]+|[A-Z][a-z]+)\d?$/u;

/** A word and at most one digit: `app2`, `WRONG1`. Where many other things may stand, that is no password. */
export function isNumberedWord(value: string): boolean {
  return NUMBERED_WORD.test(value);
}
